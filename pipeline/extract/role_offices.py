"""Offices: a role with the institutions and places that "of", "at", a bracket or a possessive bind to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.extract.reading import Span
from pipeline.extract.role_lexicon import is_plural
from pipeline.extract.role_rows import Row


@dataclass
class Office:
    """A role with what is bound to it: pieces ``left`` to ``right`` of the row; ``role`` is the place of the role among them."""

    role: int
    left: int
    right: int
    institutions: list[Span] = field(default_factory=list)
    at_place: bool = False
    unit: str = ""


_OF = re.compile(
    r"^ ?(?:\([^()]{0,20}\) )?(?:of|at|for|from|in|with|to|on behalf of|representing|von|de la|de|del|der|di) (?:the |our |its |their |this |that |both |a |an |local |neighbouring |partner |(?:city|town|state|region|province|district|country) of (?:the )?)*$",
    re.IGNORECASE,
)
_OF_UNIT = re.compile(
    r"^ (?P<unit>(?:of|for|at|in) (?:the |its |their )?[^\W\d_][^‹›.,;:()]{0,70}?)(?:,? (?:of|at|in|from) (?:the )?|['’]s )$",
    re.IGNORECASE,
)
_ALIAS_OPEN = re.compile(r"^ \($")
_TO_PLACE = re.compile(r"^ (?:to|in|of|for|and|,) (?:the )?$|^, $", re.IGNORECASE)
_POSSESSIVE = re.compile(
    r"^(?:\)?['’]s?| ?) ?(?:new |former |current |first |own |long-time |then |acting )?$", re.IGNORECASE
)


def offices_of(row: Row) -> list[Office]:
    """The offices of a row, each with what "of …" or a possessive binds to it."""
    offices = []
    for k, piece in enumerate(row.pieces):
        if piece.letter == "r":
            office = Office(role=k, left=k, right=k)
            _extend_right(row, office)
            _extend_left(row, office)
            offices.append(office)
    return offices


def _extend_right(row: Row, office: Office) -> None:
    while office.right + 1 < len(row.pieces):
        piece, gap = row.pieces[office.right + 1], row.gaps[office.right + 1]
        if piece.letter not in "il":
            return
        first = office.right == office.role
        held = row.pieces[office.right].letter
        unit = _OF_UNIT.match(gap) if first else None
        if _OF.match(gap) and (first or held != "i" or piece.letter == "i"):
            pass
        elif (
            unit
            and piece.letter == "i"
            and not re.search(r"\b(?:who|which|that|and the|was|is|has|said)\b", unit.group("unit"))
        ):
            office.unit = unit.group("unit")
        elif held == "i" and piece.letter == "i" and _ALIAS_OPEN.match(gap):
            pass
        elif (
            held in "il" and piece.letter == "l" and _TO_PLACE.match(gap) and not _binds_place_on(row, office.right + 1)
        ):
            pass
        elif held == "l" and piece.letter == "l" and _TO_PLACE.match(gap):
            pass
        elif held == "i" and piece.letter == "i" and re.match(r"^(?:,| and| &|, and)(?: of)?(?: the)? $", gap):
            # "Rectors of ‹i› and ‹i›" only in the plural; "‹r› of the ‹part›, ‹whole›" otherwise
            if not (is_plural(row.text_of(office.role)) or gap.startswith(",")):
                return
        else:
            return
        office.right += 1
        if piece.letter == "i":
            office.institutions += piece.spans()
        else:
            office.at_place = True


def _binds_place_on(row: Row, k: int) -> bool:
    """Whether the place at k begins something else: "‹i›, ‹l›'s ‹r›"."""
    return k + 1 < len(row.gaps) and row.gaps[k + 1].startswith(("'s", "’s"))


def _extend_left(row: Row, office: Office) -> None:
    if office.institutions or office.left == 0:
        return
    piece, gap = row.pieces[office.left - 1], row.gaps[office.left]
    if piece.letter not in "il" or not _POSSESSIVE.match(gap):
        return
    if piece.letter == "l" and gap.strip() == "" and office.at_place:
        return
    office.left -= 1
    if piece.letter == "i":
        office.institutions += piece.spans()
    else:
        office.at_place = True
