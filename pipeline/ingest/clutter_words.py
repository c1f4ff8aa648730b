"""The word lists of press pages, ``clutter.toml``, and the form in which words are compared with them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LONGEST_CLUTTER = 500
# So many characters of a line are looked at to see whether the word lists may have it.
_OPENING = 80
# What may stand between the names of sections.
JOINING = ("and", "of", "the", "и", "va", "ва")
_WORD = re.compile(r"\w+")
# A word at the beginning of most lines, which is never cut by the end of the opening.
_PLAIN_WORD = re.compile(r"[^\W\d_]{2,40}(?=[ ,])")
_DIGIT = re.compile(r"\d")
# A number alone, or digits apart from letters; it begins with the digit, which a search finds fastest.
_NUMBER = re.compile(r"\d(?:(?<!\w\d)[\d.,]*(?!\w)|(?<![^\W\d_]\d)\d*(?![^\W\d_]))")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists of ``clutter.toml``, as keys."""

    interface: frozenset[str]
    counters: frozenset[str]
    counter_extras: frozenset[str]
    section_words: frozenset[str]
    language_names: frozenset[str]
    labels: frozenset[str]
    notes: tuple[str, ...]
    tail_headings: frozenset[str]
    sentences: tuple[tuple[str, re.Pattern[str]], ...]
    picture_agencies: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The word lists, loaded once."""
    text = (resources.files("pipeline") / "resources" / "clutter.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)

    def keys(name: str) -> frozenset[str]:
        return frozenset(key_of(word) for word in data[name])

    return Lexicon(
        interface=keys("interface"),
        counters=keys("counters"),
        counter_extras=keys("counter_extras"),
        section_words=keys("section_words"),
        language_names=keys("language_names"),
        labels=keys("labels"),
        notes=tuple(key_of(word) + " " for word in data["notes"]),
        tail_headings=keys("tail_headings"),
        sentences=tuple((sign, re.compile(pattern, re.IGNORECASE)) for sign, pattern in data["sentences"]),
        picture_agencies=tuple(data["picture_agencies"]),
    )


def key_of(text: str) -> str:
    """The form in which words are compared: lower case, no punctuation, ``#`` for a number."""
    return _key_of(text) if len(text) <= LONGEST_CLUTTER else _key_of.__wrapped__(text)


@lru_cache(maxsize=1024)
def _key_of(text: str) -> str:
    text = text.casefold()
    if not _DIGIT.search(text) and "ⅹ" not in text:
        return " ".join(_WORD.findall(text))
    had_sign = "ⅹ" in text
    words = _WORD.findall(_NUMBER.sub(" ⅹ ", text))
    if not had_sign:
        return " ".join(words).replace("ⅹ", "#")
    return " ".join("#" if word == "ⅹ" else word for word in words)


def forget_keys() -> None:
    """Empty the memory of keys."""
    _key_of.cache_clear()


@cache
def _openings() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words with which a note or label begins, with which anything else in the lists begins, and all words of the latter."""
    words = lexicon()
    free = {key.split()[0] for key in (*words.labels, *words.tail_headings, *words.notes) if key.strip()}
    lists = (words.interface, words.counters, words.counter_extras, words.section_words, words.language_names)
    entries = [key.split() for listed in lists for key in listed if key.strip()] + [[word] for word in JOINING]
    return frozenset(free), frozenset(e[0] for e in entries), frozenset(word for entry in entries for word in entry)


def plain_opening(line: str) -> str:
    """The first word of a line in lower case where a space or comma follows it, "" otherwise."""
    match = _PLAIN_WORD.match(line)
    return match.group().casefold() if match else ""


def begins_entry(word: str) -> bool:
    """Whether an entry of the word lists may begin with this word."""
    return word in _entry_openings() or not word.isalpha()


@cache
def _entry_openings() -> frozenset[str]:
    free, first, _ = _openings()
    return free | first


def may_be_known(segment: str) -> bool:
    """Whether the first words leave open that the word lists have the segment: those of most lines of an article do not."""
    plain = plain_opening(segment)
    if plain and not begins_entry(plain):
        return False
    opening = segment[:_OPENING].casefold()
    first_word = _WORD.search(opening)
    if not first_word or first_word.end() == len(opening):
        return True
    word = first_word.group()
    free, first, later = _openings()
    is_number = bool(_DIGIT.search(word))
    if word in free or (is_number and "#" in free):
        return True
    if not (word in first or len(word) == 1 or is_number):
        return False
    words = _WORD.findall(opening, first_word.end())
    if len(segment) > _OPENING and words:
        words.pop()  # may be cut
    return all(word in later or len(word) == 1 or _DIGIT.search(word) for word in words)
