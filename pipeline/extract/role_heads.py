"""Heads of state, who serve at no institution of the article: "under the leadership of President ‹p›".

A president may as well be that of a university, so that only the words beside the name tell.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.institution_ground import Ground
from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.reading import Span
from pipeline.extract.role_pairing import Pairing
from pipeline.extract.role_rows import Row

_AROUND, _NEXT = 60, 3


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = load_table("roles")["heads"]
    premier = alternatives(words["premiers"])
    return (
        re.compile(rf"\b(?:{alternatives(words['acts'])}) (?:the |our )?\Z", re.IGNORECASE),
        re.compile(rf"\b(?:{premier}) (?:[^\W\d_a-z][\w'’-]* ){{1,3}}and (?:the )?\Z"),
        re.compile(rf"(?:,|,? and) (?:the )?(?:{premier})\b"),
    )


class HeadsOfState:
    """Answers for one reading, asked in text order; remembers whom it has found."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._found: set[int] = set()

    def holds(self, row: Row, one: Pairing) -> bool:
        """Whether the office of a pairing is that of the president of a country."""
        role, person = row.pieces[one.office.role].item, row.pieces[one.person].item
        if row.text_of(one.office.role).casefold() != "president" or not isinstance(person, Span):
            return False
        key, before = self._ground.clusters.key(person), one.office.left - 1
        # "President ‹p› and President ‹p›": an equal beside one.
        beside = before >= 0 and row.gaps[before + 1] == " and "
        found = (
            key in self._found
            or one.office.at_place
            or (beside and self._ground.person_key(row.pieces[before].item) in self._found)
            or (role.end <= person.start <= role.end + _NEXT and self._shown(role.start, person.end))
        )
        if found:
            self._found.add(key)
        return found

    def _shown(self, start: int, end: int) -> bool:
        """Whether an act of state stands before, or a premier beside, the words from an office to its name."""
        text = self._ground.reading.text
        act, premier_before, premier_after = _patterns()
        before = text[max(0, start - _AROUND) : start]
        return bool(act.search(before) or premier_before.search(before) or premier_after.match(text, end))
