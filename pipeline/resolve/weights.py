"""Weights of the clues (log-odds), by kind, from ``resources/name_weights.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from pipeline.records import Kind


@cache
def _table() -> dict[str, dict[str, float]]:
    text = resources.files("pipeline.resources").joinpath("name_weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def mutable(kind: Kind) -> dict[str, float]:
    """The table of a kind itself, for benchmarks that change a weight and put it back."""
    return _table()["institution" if kind is Kind.PROGRAMME else kind.value]


def weights(kind: Kind) -> Mapping[str, float]:
    """The weights for names of a kind; programmes are weighed as institutions."""
    return mutable(kind)
