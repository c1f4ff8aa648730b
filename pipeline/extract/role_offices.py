"""Offices: a role with the institutions and places that "of", "at", a bracket or a possessive bind to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.reading import Span
from pipeline.extract.role_gaps import gap_words, holds_verb
from pipeline.extract.role_lexicon import is_plural
from pipeline.extract.role_rows import Row

_DETERMINERS = r"(?:the |our |its |their |this |that |both |a |an |local |neighbouring |partner |said )*"
_OF = re.compile(
    r"^,? ?(?:\([^()]{0,20}\) )?"
    r"(?:of|at|for|from|in|with|to|on behalf of|representing|within|under|von|de la|de|del|der|di|du|da|do)"
    rf" {_DETERMINERS}(?:(?:city|town|state|region|province|district|country|republic) of (?:the )?)?$",
    re.IGNORECASE,
)
# "Head ‹of the International Department of› ‹i›"
_OF_UNIT = re.compile(
    r"^(?P<unit>,? (?:of|for|at|in) (?:the |its |their )?[^\W\d_][^‹›.,;:()]{0,70}?)"
    r"(?P<link>,? (?:of|at|in|from) (?:the )?|['’]s? |, | )$",
    re.IGNORECASE,
)
_ON_PLACE = re.compile(r"^\)? (?:to|in|of|for|and) (?:the )?$|^\)?, $| \($", re.IGNORECASE)
_AFTER_COMMA = re.compile(r"^(?:,|;| [–—-]| \||:) (?:the )?$")
_CHAPTER = r"(?: (?:[^\W\d_a-z][\w-]* )?(?:chapter|branch|section|unit|campus|wing|committee|arm|cell|group))?"
_ON_INSTITUTION = re.compile(
    rf"^(?:,| and| &|, and)(?: of| at)?(?: the)? $|^{_CHAPTER}(?: of| at| in| under|,) (?:the )?$|^ \($", re.IGNORECASE
)
# "Director, ‹part› of ‹whole›, ‹p›"; "‹p›, Director, ‹i› and ‹p›".
_WITHIN = re.compile(r"^ (?:of|in|at) (?:the )?$", re.IGNORECASE)
_TO_NAME = re.compile(r"^ (?:(?:and|&|with) )?$")
_IN_BRACKET = re.compile(r"^ \((?:the )?$")
# "the union ‹i›": common nouns that only introduce the name.
_INTRODUCED = re.compile(r" $")


@cache
def _possessive() -> re.Pattern[str]:
    return re.compile(rf"^\)?(?:['’]s?)? ?(?:(?:{gap_words('states')}) )?$", re.IGNORECASE)


@dataclass
class Office:
    """A role with what is bound to it: pieces ``left`` to ``right`` of the row, the role at ``role``.

    Attributes:
        institutions: as the words name them, in order; a reference ("the Institute") gives the institution it stands for.
        at_place: a state, region or city is bound to the role instead of an institution.
        unit: text between role and institution that belongs to the role ("of the International Department").
    """

    role: int
    left: int
    right: int
    institutions: list[Span] = field(default_factory=list)
    at_place: bool = False
    unit: str = ""


def offices_of(row: Row) -> list[Office]:
    """The offices of a row, in text order."""
    offices: list[Office] = []
    for k, piece in enumerate(row.pieces):
        if piece.letter == "r":
            office = Office(role=k, left=k, right=k)
            _extend_right(row, office)
            taken = offices[-1].right if offices else -1
            _extend_left(row, office, taken)
            offices.append(office)
    return offices


def _extend_right(row: Row, office: Office) -> None:
    while office.right + 1 < len(row.pieces) and _continues(row, office):
        office.right += 1
        piece = row.pieces[office.right]
        if piece.letter == "i":
            office.institutions += piece.spans()
        else:
            office.at_place = True


def _continues(row: Row, office: Office) -> bool:
    """Whether the next piece of the row is bound to the office too."""
    k = office.right + 1
    piece, gap, held = row.pieces[k], row.gaps[k], row.pieces[office.right].letter
    if piece.letter not in "il":
        return False
    if office.right == office.role:
        if _OF.match(gap):
            return True
        unit = _OF_UNIT.match(gap)
        if unit and piece.letter == "i" and not holds_verb(unit.group("unit")):
            office.unit = "" if _INTRODUCED.fullmatch(unit.group("link")) else unit.group("unit")
            return True
        if piece.letter != "i":
            return _before_name(row, office, k)
        return bool(_IN_BRACKET.match(gap)) or (bool(_AFTER_COMMA.match(gap)) and _ends_clause(row, k))
    if piece.letter == "l":
        return bool(_ON_PLACE.match(gap)) and not row.gaps[k + 1].startswith(("'s", "’s"))
    if held == "l":
        return bool(re.match(r"^,? (?:at|in|and) (?:the )?$", gap))
    # "Rectors of ‹i› and ‹i›" in the plural; "‹r› of the ‹part›, ‹whole›" and "‹i› (‹acronym›)" otherwise
    if not _ON_INSTITUTION.match(gap):
        return False
    return is_plural(row.text_of(office.role)) or gap.endswith("(") or " of " in gap or "and" not in gap


def _before_name(row: Row, office: Office, k: int) -> bool:
    """Whether the place at k stands between commas before the name of one who has no name in front: "Commissioner, ‹l›, ‹p›"."""
    named = (
        office.role > 0 and row.pieces[office.role - 1].letter == "p" and row.gaps[office.role].startswith((",", " ("))
    )
    between = row.gaps[k] == row.gaps[k + 1] == ", "
    return between and not named and k + 1 < len(row.pieces) and row.pieces[k + 1].letter == "p"


def _ends_clause(row: Row, k: int) -> bool:
    """Whether the piece at k closes its clause ("‹p›, Rector, ‹i›, said") or leads to a name ("Chairman, ‹i›, Rear Admiral ‹p›")."""
    while k + 1 < len(row.pieces) and row.pieces[k + 1].letter in "il" and _WITHIN.match(row.gaps[k + 1]):
        k += 1
    following = row.gaps[k + 1]
    if k + 1 < len(row.pieces) and row.pieces[k + 1].letter == "p" and _TO_NAME.match(following):
        return True
    return (following.strip() == "" and k + 1 == len(row.pieces)) or bool(re.match(r"^\)?[,.;)]|^ \(", following))


def _extend_left(row: Row, office: Office, taken: int) -> None:
    k = office.left - 1
    if k <= taken or k < 0:
        return
    piece, gap = row.pieces[k], row.gaps[office.left]
    if piece.letter not in "il" or not _possessive().match(gap):
        return
    if office.institutions and piece.letter == "i" and not gap.startswith(("'", "’")):
        return
    office.left = k
    if piece.letter == "i":
        office.institutions = [*office.institutions, *piece.spans()]
    elif not office.institutions:
        office.at_place = True
