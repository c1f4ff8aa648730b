"""Whether two full names of one article are one name spelt twice: the same words, up to spelling, order and case."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.records import Kind
from pipeline.resolve.gazetteer import countries_in
from pipeline.resolve.names import parse_name
from pipeline.resolve.scoring import compare
from pipeline.resolve.shortforms import word_role, words

# Log-odds from the names alone from which two spellings in one article are taken for one name.
_ALIKE = {Kind.INSTITUTION: 0.5, Kind.PERSON: 2.0}
# The least share of letters from the start that two forms of a general word have in common (technology, technological).
_SAME_STEM = 0.6
# The most slips in a proper word, as a share of its letters (Chorvoq, Charvak).
_SLIPS = 0.34


@lru_cache(maxsize=100_000)
def same_words(left: str, right: str) -> bool:
    """Every word of either name has a partner in the other: the same stem, a spelling close by, or the same country."""
    ours, theirs = list(words(left)), list(words(right))
    for word in list(ours):
        if word in theirs:
            ours.remove(word)
            theirs.remove(word)
    for word in list(ours):
        partner = next((other for other in theirs if _partners(word, other)), None)
        if partner is not None:
            ours.remove(word)
            theirs.remove(partner)
    return not ours and not theirs


def _partners(word: str, other: str) -> bool:
    longest = max(len(word), len(other))
    if word_role(word) is not None and word_role(other) is not None:
        common = next(
            (n for n, (a, b) in enumerate(zip(word, other, strict=False)) if a != b), min(len(word), len(other))
        )
        return common >= _SAME_STEM * longest
    ours, theirs = countries_in(word.title()), countries_in(other.title())
    if ours and ours == theirs and len(ours) == 1:
        return True
    return longest >= 4 and OSA.distance(word, other) <= _SLIPS * longest and word[0] == other[0]


def agree(kind: Kind, left: str, right: str) -> bool:
    """Whether the names contradict each other in no part and are more likely one than not."""
    if kind not in _ALIKE:
        return False
    comparison = compare(parse_name(kind, left), parse_name(kind, right))
    return not comparison.vetoed and not comparison.contradictions and comparison.score >= _ALIKE[kind]


def one_name(kind: Kind, left: str, right: str) -> bool:
    """Whether the names agree in every part and differ in spelling only."""
    return agree(kind, left, right) and (kind is Kind.PERSON or same_words(left, right))
