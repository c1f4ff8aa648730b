"""How well a short form of a name fits a longer name of its article."""

from __future__ import annotations

import re

from pipeline.records import Kind
from pipeline.resolve.abbreviations import abbreviated, abbreviates_abroad, contracts
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.shortforms import abbreviates, is_body_beside, shortens, words


def distance(kind: Kind, short: str, long: str, *, acronym: bool) -> int | None:
    """How far a short form is from a long one, ``None`` when it cannot stand for it."""
    if acronym:
        if fold(short) in fold(long).split():
            other = (
                _is_governed(fold(short), fold(long).split())
                or _is_one_side(short, long)
                or is_body_beside(short, long)
            )
            return None if other else 0
        skipped = abbreviates(short, long)
        return skipped if skipped is not None else (9 if abbreviates_abroad(short, long) else None)
    if shortens(kind, short, long):
        return 0 if set(words(short)) <= set(words(long)) else 1
    if kind is Kind.INSTITUTION and (abbreviated(short, long) or contracts(short, long)):
        return 1
    return None


def _is_one_side(short: str, long: str) -> bool:
    """Whether a body is between the one that the acronym names and another: "Sardoba-ETF School" is not the ETF."""
    return re.search(rf"[^\W\d_A-Z][-–]{re.escape(short)} \w", long) is not None


def _is_governed(word: str, name: list[str]) -> bool:
    """Whether a word of a name depends on a preposition: the commission *for* UNESCO is not UNESCO."""
    at = name.index(word)
    return at > 0 and name[at - 1] in {"for", "of", "to", "with", "at", "in", "on", "the", "under", "by"}
