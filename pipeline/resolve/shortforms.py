"""Short forms within one article: acronyms, surnames, and names from which the place or the person honoured has been
left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA, Levenshtein

from pipeline.bodies import stands_beside
from pipeline.records import Kind
from pipeline.resolve.gazetteer import fold, pointers
from pipeline.resolve.lexicon import lexicon
from pipeline.resolve.wordlists import word_list

SILENT = word_list("silent")
UNIT_WORDS = word_list("units")
_HONOURS = word_list("honours")
_STATE_WORDS = word_list("state")
_PLACE_TYPES = word_list("place_types")
_PROGRAMME_TYPES = word_list("programme_types")
_ACRONYM = re.compile(r"(?=[^\s]*[^\W\d_a-z].*)[^\W_][\w.&-]{1,11}")


def is_acronym(name: str) -> bool:
    """One token of two letters or more that is mostly capitals: ``ETF``, ``NurSU``, ``NPUz``, ``ABC-NW``."""
    token = name.strip()
    letters = [c for c in token if c.isalpha()]
    if not _ACRONYM.fullmatch(token) or len(letters) < 2:
        return False
    capitals = sum(c.isupper() for c in letters)
    shouted = len(letters) <= 5 and capitals == len(letters)
    return capitals >= 2 and capitals * 2 >= len(letters) and (shouted or word_role(fold(token)) is None)


@lru_cache(maxsize=100_000)
def word_role(word: str) -> str | None:
    """The role of a single folded word in institution names (``type``, ``field``, ``unit`` …), ``None`` for a proper
    one.
    """
    found = lexicon().match((word,), 0)
    return found[1].role if found else None


@lru_cache(maxsize=100_000)
def words(name: str) -> tuple[str, ...]:
    """The folded words of a name that carry meaning, in order."""
    return tuple(word for word in fold(name).split() if word not in SILENT)


def abbreviates(short: str, long: str) -> int | None:
    """How many meaningful words an acronym skips when its letters are read off the words of a name; ``None`` if it
    can't be.

    Each word gives a prefix of any length, a leading article or preposition may give its letter too; the first word
    must give one.
    """
    letters = "".join(c for c in fold(short) if c.isalnum())
    parts = re.split(r"\bnamed\b", fold(long))[0].split()
    if not letters or len(parts) < 2 or len(letters) < 2 or is_acronym(long):
        return None
    start = next((n for n, part in enumerate(parts) if part not in SILENT), 0)
    skips = _read_off(letters, tuple(parts[start:]))
    limit = max(0, (len(words(long)) - 1) // 3)
    return skips if skips is not None and skips <= limit else None


@lru_cache(maxsize=100_000)
def _read_off(letters: str, parts: tuple[str, ...]) -> int | None:
    """Fewest skipped words; every word is used once at most, the first must be used."""
    best: dict[int, int] = {0: 0}
    for n, part in enumerate(parts):
        step: dict[int, int] = {}
        for done, skipped in best.items():
            if n:
                _keep(step, done, skipped + (part not in SILENT))
            for size in range(1, min(len(part), 4) + 1):
                if part[:size] != letters[done : done + size] or done + size > len(letters):
                    break
                _keep(step, done + size, skipped)
        best = step
    return best.get(len(letters))


def _keep(table: dict[int, int], key: int, value: int) -> None:
    if value < table.get(key, 99):
        table[key] = value


def is_misprint(left: str, right: str) -> bool:
    """Two acronyms of five letters or more, one letter doubled, dropped or swapped with its neighbour (ISVCA,
    ISVCCA).
    """
    short, long = sorted((fold(left), fold(right)), key=len)
    if len(short) < 5 or short == long:
        return False
    if len(short) == len(long):
        return sorted(short) == sorted(long) and Levenshtein.distance(short, long) == 2
    doubled = any(short[:n] + short[n - 1] + short[n:] == long for n in range(1, len(short) + 1))
    return len(long) == len(short) + 1 and doubled


def shortens(kind: Kind, short: str, long: str) -> bool:
    """Whether, within one article, ``short`` can stand for ``long``. The caller sees to it that only one name fits."""
    if kind is Kind.PERSON:
        return _shortens_person(short, long)
    if kind is Kind.INSTITUTION:
        return shortens_institution(short, long)
    if kind is Kind.PLACE:
        return _without(words(short), _PLACE_TYPES) == _without(words(long), _PLACE_TYPES) != ()
    left, right = _without(words(short), _PROGRAMME_TYPES), _without(words(long), _PROGRAMME_TYPES)
    return bool(left) and len(left) <= len(right) and right[: len(left)] == left


def _without(parts: Sequence[str], dropped: frozenset[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part not in dropped)


def _shortens_person(short: str, long: str) -> bool:
    """A surname or given name alone, or the last words of the name; initials alone are no name."""
    parts, whole = tuple(fold(short).split()), tuple(fold(long).split())
    if not parts or len(parts) >= len(whole) or all(len(part) < 3 for part in parts):
        return False
    if len(parts) == 1:
        return parts[0] in whole
    return whole[-len(parts) :] == parts


def shortens_institution(short: str, long: str) -> bool:
    """The words of ``short`` stand in ``long`` in order; what is left out is a place, a person honoured or "state".

    A field word may be left out only behind a proper name that is no place: "Ravindra Institute" for "Ravindra
    Institute of Graphic Arts", but "Bukhara University" is not "Bukhara University of Veterinary Medicine".
    """
    part, whole = words(short), words(long)
    if not part or len(part) > len(whole) or part == whole or len(fold(short)) < 4:
        return False
    left_out = _left_out(part, whole)
    if left_out is None or is_body_beside(short, long) or any(word in UNIT_WORDS for _, word in left_out):
        return False
    places = {word for p in pointers(long) for word in fold(p.words).split()}
    own = [word for word in part if word_role(word) is None and word not in places]
    open_words = _HONOURS | _STATE_WORDS | _PLACE_TYPES
    roles = {word_role(word) for _, word in left_out if word not in places and word not in open_words}
    leading = whole[: len(part)] == part
    if len(part) == 1:
        return bool(own) and leading
    if "attribute" in roles:
        return bool(own) and leading
    if "field" in roles:
        return bool(own)
    return "type" not in roles or leading


def _left_out(part: tuple[str, ...], whole: tuple[str, ...]) -> list[tuple[int, str]] | None:
    """The (position, word) pairs of ``whole`` that are not in ``part``, or None if ``part`` is not within it in
    order.
    """
    missing, at = [], 0
    for n, word in enumerate(whole):
        if at < len(part) and (
            word in (part[at], part[at] + "s", part[at].removesuffix("s")) or is_misspelt(part[at], word)
        ):
            at += 1
        else:
            missing.append((n, word))
    return missing if at == len(part) else None


@lru_cache(maxsize=100_000)
def is_body_beside(short: str, long: str) -> bool:
    """Whether the long name is that of a part of what the short one names, or of a body beside it: "Naryn College Press"."""
    return is_part(short, long) or stands_beside(
        tuple(fold(long).split()), tuple(fold(short).split()), acronym=is_acronym(short)
    )


@lru_cache(maxsize=100_000)
def is_part(short: str, long: str) -> bool:
    """Whether the long name is a part of what the short one names: "Senate of the Great Council"."""
    whole, name = fold(long), fold(short)
    return (
        " " in name
        and whole != name
        and re.search(rf"\b(?:of|at|under|in)(?: the)? {re.escape(name)}$", whole) is not None
    )


@lru_cache(maxsize=100_000)
def is_misspelt(left: str, right: str) -> bool:
    """Long words one slip apart, of which the lexicon knows one at most: "chemcial" for "chemical"."""
    if min(len(left), len(right)) < 7 or left == right or OSA.distance(left, right, score_cutoff=1) > 1:
        return False
    return word_role(left) is None or word_role(right) is None
