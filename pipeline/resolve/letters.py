"""Acronyms read freely off a name: more than one letter of a word, a word left out, letters from within a word.

Where :mod:`~pipeline.resolve.acronyms` lists the forms that custom makes, this module finds the cheapest way to spell an
acronym with the words of a name in their order. What it finds is a guess, to be believed only when no other name fits
nearly as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from pipeline.resolve.acronyms import is_small
from pipeline.resolve.lexicon import word_concept
from pipeline.resolve.names import Name, Role
from pipeline.resolve.pinyin import syllables
from pipeline.resolve.scripts import plain
from pipeline.resolve.wordlists import word_kinds

NEXT_LETTER = 0.12
"""What each further letter from the beginning of a word costs."""
INNER_LETTER = 0.35
"""What each letter from within a word costs."""
SMALL_LETTER = 0.03
LEFT_OUT = {"small": 0.0, "eponym": 0.08, "light": 0.2, "last": 0.25, "inner": 0.35, "first": 0.6}
"""What leaving a word out costs, by what it is."""
WEAKEST = 0.6
_DEAREST = 1.0 - WEAKEST + 1e-9
"""Costs beyond this come to nothing, whatever follows."""
_FAR = 9.0


@lru_cache(maxsize=50_000)
def _words(name: Name) -> tuple[tuple[str, float, float], ...]:
    """Words of a name with the cost of leaving each out, and of taking its first letter."""
    eponyms = {plain(word) for part in name.of(Role.EPONYM) for word in part.text.split()}
    counting = [at for at, word in enumerate(name.words) if not is_small(word)]
    found = []
    for at, word in enumerate(name.words):
        concept = word_concept(word)
        kind = "inner"
        if at not in counting:
            kind = "small"
        elif word in eponyms:
            kind = "eponym"
        elif concept is not None and concept.light:
            kind = "light"
        elif at == counting[0]:
            kind = "first"
        elif at == counting[-1]:
            kind = "last"
        found.append((word, LEFT_OUT[kind], SMALL_LETTER if kind == "small" else 0.0))
    return tuple(found)


def reading(acronym: str, name: Name) -> float:
    """1 for initials alone, less for each liberty taken, 0 when the letters cannot be read off the words in order."""
    if not _in_order(acronym, "".join(name.words)):
        return 0.0
    words = _words(name)
    if sum(cost > 0 for _, cost, _ in words) < 2:
        return 0.0
    size = len(acronym)
    costs = [0.0] + [_FAR] * size
    for word, left_out, first in words:
        after = [cost + left_out for cost in costs]
        for at in range(size):
            if costs[at] <= _DEAREST and acronym[at] == word[0]:
                for taken, cost in _takes(word, acronym[at:]):
                    total = costs[at] + first + cost
                    if total < after[at + taken]:
                        after[at + taken] = total
        if min(after) > _DEAREST:
            return 0.0
        costs = after
    strength = 1.0 - costs[size]
    return strength if strength >= WEAKEST else 0.0


def _takes(word: str, letters: str) -> Iterator[tuple[int, float]]:
    """How many of the letters a word may give, and at what cost; its first letter is known to be the first of them."""
    yield 1, 0.0
    heads = _heads(word)
    cost, inner = 0.0, 1
    for taken in range(2, min(len(letters), 5) + 1):
        inner = word.find(letters[taken - 1], inner) + 1
        if not inner:
            return
        cost += NEXT_LETTER if word.startswith(letters[:taken]) else INNER_LETTER
        yield taken, 0.0 if letters[:taken] == heads else cost


@lru_cache(maxsize=100_000)
def _heads(word: str) -> str:
    """The letters that a compound of several words has in acronyms ("southwest": sw), "" for other words."""
    known = word_kinds("compound_heads").get(word)
    if known:
        return known
    found = syllables(word)
    return "".join(syllable[0] for syllable in found) if len(found) > 1 else ""


def _in_order(letters: str, text: str) -> bool:
    at = 0
    for letter in letters:
        at = text.find(letter, at) + 1
        if not at:
            return False
    return True


def waiting_key(acronym: str) -> str:
    """Key under which an acronym waits for the names it may be read off."""
    return acronym[:2] + acronym[-1]


def reading_keys(name: Name) -> set[str]:
    """The keys of all acronyms that are likely to be read off a name."""
    words = _words(name)
    counting = [word for word, cost, _ in words if cost]
    if len(counting) < 2:
        return set()
    seconds = set(counting[0][1:]) | {word[0] for word in counting[1:3]}
    at = next(at for at, (word, cost, _) in enumerate(words) if cost)
    seconds |= {word[0] for word, _, _ in words[at + 1 : at + 2]}
    lasts = {word[0] for word in counting[-2:]} | set(counting[-1][1:4])
    return {counting[0][0] + second + last for second in seconds for last in lasts}
