"""The word lists of press pages, ``clutter.toml``, and the form in which words are compared with them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

LONGEST_CLUTTER = 500
_WORD = re.compile(r"\w+")
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
