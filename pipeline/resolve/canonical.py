"""The name that an entity is shown by, chosen among its spellings by stated rules.

In this order: a full name before an acronym or short form, and before one with an acronym in it; Latin letters before
others; well-formed capitals before shouted or lowered ones; a spelling whose words the other spellings support before
one with a likely misprint; a person's name without initials before one with them; more mentions before fewer; longer
before shorter; and the first in the alphabet when all else is equal.
A place is shown by the name that the gazetteer uses, if the articles use it too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from rapidfuzz.distance import OSA

from pipeline.records import Kind
from pipeline.resolve.gazetteer import fold, spots
from pipeline.resolve.scripts import script_of
from pipeline.resolve.shortforms import is_acronym
from pipeline.resolve.wordlists import word_list

# Words shorter than this differ too easily to tell a misprint from another word.
_MISPRINT_LENGTH = 6
# A spelling of a word is a likely misprint when a near double is this many times as frequent.
_MISPRINT_ODDS = 2
_SMALL_WORDS = word_list("lower_case")
# The rules in the order of the ranks.
_RULES = (
    "a full name before a short form",
    "a name before an acronym",
    "a name without an acronym in it before one with",
    "Latin letters before others",
    "the usual name of the place",
    "well-formed capitals",
    "no likely misprint",
    "no initials",
    "more mentions",
    "more words",
    "longer",
    "first in the alphabet",
)


def choose_name(kind: Kind, spellings: Mapping[str, int], short: Collection[str] = ()) -> str:
    """The canonical name among ``spellings`` (text to number of mentions); ``short`` are those that are only short
    forms.
    """
    ranks = _ranks(kind, spellings, short)
    return min(sorted(spellings), key=lambda text: _Descending(ranks[text]))


def why_chosen(kind: Kind, spellings: Mapping[str, int], short: Collection[str] = ()) -> dict[str, list[str]]:
    """The rules, in words, by which the canonical name comes before the other spellings, and those it beats by each."""
    ranks = _ranks(kind, spellings, short)
    best = choose_name(kind, spellings, short)
    told: dict[str, list[str]] = {}
    for text in sorted(spellings.keys() - {best}):
        first = next((n for n, pair in enumerate(zip(ranks[best], ranks[text], strict=True)) if pair[0] != pair[1]), -1)
        told.setdefault(_RULES[first], []).append(text)
    return {rule: told[rule] for rule in _RULES if rule in told}


def _ranks(kind: Kind, spellings: Mapping[str, int], short: Collection[str]) -> dict[str, tuple[object, ...]]:
    """For each spelling how it fares by each of the rules, in their order; more is better."""
    support = _word_support(spellings)
    lean = set(short)
    return {
        text: (
            text not in lean or len(lean) == len(spellings),
            not (is_acronym(text) and kind is not Kind.PERSON),
            -_inner_acronyms(text) if kind is Kind.INSTITUTION else 0,
            script_of(text) == "latin",
            _usual_place(kind, text),
            _is_well_formed(text),
            -_misprints(text, support),
            kind is not Kind.PERSON or not _has_initials(text),
            spellings[text],
            len(fold(text).split()),
            len(text),
        )
        for text in spellings
    }


class _Descending:
    """Orders ranks from high to low, so that ``min`` over sorted texts takes the first of the best."""

    def __init__(self, rank: tuple[object, ...]) -> None:
        self.rank = rank

    def __lt__(self, other: _Descending) -> bool:
        return other.rank < self.rank


def _inner_acronyms(text: str) -> int:
    """How many words of a longer name are acronyms: "Sardoba Branch of NMI" is less of a name than its full form."""
    found = text.split()
    return sum(is_acronym(word) for word in found) if len(found) > 1 else 0


def _usual_place(kind: Kind, text: str) -> bool:
    return kind is Kind.PLACE and any(spot.name == text for spot in spots(text))


def _is_well_formed(text: str) -> bool:
    """Content words begin with a capital and are not shouted; a name without letter case is well formed."""
    words = [word.strip("\"'«»“”()") for word in text.split()]
    words = [word for word in words if word and word[0].isalpha() and word.lower() not in _SMALL_WORDS]
    if not words or text.upper() == text.lower():
        return True
    shouted = [word for word in words if len(word) > 3 and word.isupper()]
    lowered = [word for word in words if word[0].islower()]
    return (
        not lowered and len(shouted) * 2 <= len(words) and not (len(words) == 1 and len(shouted) == 1 and len(text) > 6)
    )


def _has_initials(text: str) -> bool:
    return any(len(word) == 1 for word in fold(text.replace(".", ". ")).split())


def _word_support(spellings: Mapping[str, int]) -> Counter[str]:
    """Mentions by word, over all spellings."""
    support: Counter[str] = Counter()
    for text, count in spellings.items():
        for word in set(fold(text).split()):
            support[word] += count
    return support


def _misprints(text: str, support: Counter[str]) -> int:
    """How many words of a spelling have a near double that is far more frequent."""
    return sum(
        len(word) >= _MISPRINT_LENGTH
        and any(
            count >= _MISPRINT_ODDS * support[word] and other != word and OSA.distance(word, other, score_cutoff=2) <= 2
            for other, count in support.items()
            if abs(len(other) - len(word)) <= 2
        )
        for word in set(fold(text).split())
    )
