"""Roles: which are the one leading office of an institution, and which belong to a state."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

from pipeline.resolve.gazetteer import fold

# Offices that name their institution in the role itself ("Minister of Education").
LEADER = "leader"
DEPUTY = "deputy"
_WITH_SCOPE = frozenset({"minister", "ambassador", "governor"})


@lru_cache(maxsize=1)
def _offices() -> tuple[frozenset[str], frozenset[str], tuple[str, ...], frozenset[str]]:
    table = tomllib.loads((resources.files("pipeline.resources") / "offices.toml").read_text(encoding="utf-8"))
    return (
        frozenset(fold(role) for role in table["head"]),
        frozenset(fold(word) for word in table["deputies"]),
        tuple(fold(role) for role in table["state"]),
        frozenset(fold(role) for role in table["leaders"]),
    )


@lru_cache(maxsize=50_000)
def is_head(role: str) -> bool:
    """Whether a role is the one leading office of its institution: "rector", "Minister of Education", but no
    vice-rector.

    "Head of the Korean department" leads a part of the institution and does not count.
    """
    heads, _, _, _ = _offices()
    key = fold(role)
    first, _, scope = key.partition(" of ")
    if key in heads:
        return True
    if first not in heads:
        return first.partition(" for ")[0] in _WITH_SCOPE
    return first in _WITH_SCOPE or scope in (
        "the university",
        "the institute",
        "the college",
        "the academy",
        "the school",
    )


@lru_cache(maxsize=50_000)
def office(role: str) -> str:
    """The role without its scope, in one word for all that translators choose among.

    >>> office("Vice-Rector for Science"), office("Deputy President"), office("Principal"), office("Registrar")
    ('deputy', 'deputy', 'leader', 'registrar')
    """
    key = fold(role)
    for mark in (" of ", " for ", " on ", " at ", " to ", " in "):
        key = key.partition(mark)[0]
    _, deputies, _, leaders = _offices()
    if key in leaders:
        return LEADER
    first, _, rest = key.partition(" ")
    if first in deputies and (rest in leaders or rest.partition(" ")[2] in leaders):
        return DEPUTY
    return key


@lru_cache(maxsize=50_000)
def is_state_office(role: str) -> bool:
    """Whether a role belongs to a state ("prime minister") rather than to an institution of learning."""
    key = fold(role)
    return any(key == role or key.startswith(role + " ") for role in _offices()[2])
