"""Word lists of the extract stage, from ``pipeline/resources``, loaded once."""

from __future__ import annotations

import tomllib
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
