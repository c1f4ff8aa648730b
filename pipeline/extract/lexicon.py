"""Word lists of the extract stage, from ``pipeline/resources``, loaded once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_table(name: str) -> dict[str, Any]:
    """A resource file ``pipeline/resources/<name>.toml`` as a dictionary."""
    return tomllib.loads(files("pipeline.resources").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def load_words(name: str) -> frozenset[str]:
    """A list of ``words.toml``, casefolded."""
    return frozenset(word.casefold() for word in load_table("words")[name])


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of some words, the longest first; what several begin with is written once, so that it is read once."""
    by_first: dict[str, list[str]] = {}
    listed = sorted(set(words))
    for word in filter(None, listed):
        by_first.setdefault(word[0], []).append(word[1:])
    branches = "|".join(re.escape(first) + alternatives(rest) for first, rest in by_first.items())
    if "" in listed:
        return f"(?:{branches})?" if branches else ""
    return f"(?:{branches})" if len(by_first) > 1 else branches
