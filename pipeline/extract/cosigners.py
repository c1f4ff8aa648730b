"""Two who sign one paper, "signed by Rector ‹p› and Director ‹p›": each of them stands for another side."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.institution_features import is_chief
from pipeline.extract.lexicon import load_table
from pipeline.extract.role_pairing import Pairing
from pipeline.extract.role_rows import Row

_JOINED = re.compile(r"^,? (?:and|&)(?: also)?(?: by)?(?: the| its| our| his| her)? (?:new |then |acting )?$")


@cache
def _signing() -> re.Pattern[str]:
    return re.compile(load_table("agreements")["signing"]["form"], re.IGNORECASE)


def cosigners(row: Row, pairings: list[Pairing]) -> tuple[Pairing, Pairing] | None:
    """The pairings of the only two persons of a sentence who sign side by side, where its words give neither an institution.

    A head and a deputy may sign for one side, and so may two deputies.
    """
    people = [k for k, piece in enumerate(row.pieces) if piece.letter == "p"]
    if len(people) != 2 or len(pairings) != 2 or [one.person for one in pairings] != people:
        return None
    one, other = pairings
    between = [k for k in range(people[0] + 1, people[1]) if row.pieces[k].letter != "r" or k != other.office.role]
    joined = not between and _JOINED.match(row.gaps[people[0] + 1])
    open_both = not any(each.institutions or each.office.at_place for each in pairings)
    heads = all(is_chief(row.text_of(each.office.role)) for each in pairings)
    signed = any(_signing().search(gap) for gap in row.gaps)
    return (one, other) if joined and open_both and heads and signed else None
