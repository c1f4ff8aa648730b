"""The word lists of ``resources/short_form_words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources


@cache
def _table() -> dict[str, str | dict[str, str]]:
    text = (resources.files("pipeline.resources") / "short_form_words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of folded words."""
    found = _table()[name]
    return frozenset(found.split()) if isinstance(found, str) else frozenset()


@cache
def word_kinds(name: str) -> dict[str, str]:
    """Folded word -> the kind under which it is listed."""
    found = _table()[name]
    return {word: kind for kind, words in found.items() for word in words.split()} if isinstance(found, dict) else {}
