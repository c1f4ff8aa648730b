"""Bodies that bear an institution's name and are not the institution: its press, its students' union, its hospital."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Nouns:
    """Words of names, casefolded and without accents.

    Attributes:
        telling: what an institution is ("university", "ministry"); a name that has one is a full name.
        bodies: what a body beside an institution may be ("press", "institute").
        parts: those of the bodies that do not say what an acronym is ("office", "faculty").
        wholes: those of the bodies that have such parts themselves ("institute", "college").
        joints: what leads on to a field, a place or a superior ("of", "in", "named").
    """

    telling: frozenset[str]
    bodies: frozenset[str]
    parts: frozenset[str]
    wholes: frozenset[str]
    joints: frozenset[str]


# A name is held against all that it begins, in every reading of its article.
@lru_cache(maxsize=50_000)
def stands_beside(longer: Words, shorter: Words, *, acronym: bool = False) -> bool:
    """Whether the longer name is that of a body in, or beside, the institution that the shorter one names.

    So it is when the words that it adds name a body of their own and the shorter name says itself what it is, or is an
    acronym. What stands behind a joint tells the institution's field, place or superior and names no further body.

    Args:
        longer: the words of a name, casefolded and without accents.
        shorter: likewise. The answer is no unless all its words are in the longer name.
        acronym: whether the shorter name is one.

    >>> stands_beside(("zagros", "university", "press"), ("zagros", "university"))
    True
    >>> stands_beside(("senate", "of", "zagros", "university"), ("zagros", "university"))
    True
    >>> stands_beside(("zagros", "university", "of", "applied", "arts"), ("zagros", "university"))
    False
    >>> stands_beside(("zagros", "press"), ("zagros",))
    False
    """
    if not 0 < len(shorter) < len(longer):
        return False
    nouns = _nouns()
    if any(word in nouns.telling for word in shorter):
        bodies = nouns.bodies
    elif acronym:
        bodies = nouns.parts
    else:
        return False
    if shorter[0] in nouns.parts or shorter[-1] in nouns.parts:
        # A part with its whole behind it: "Law Library, Zagros Institute".
        bodies -= nouns.wholes
    ends = bodies if acronym else frozenset[str]()
    return any(not bodies.isdisjoint(added) for added in _added(longer, shorter, nouns.joints, ends))


def _added(longer: Words, shorter: Words, joints: frozenset[str], ends: frozenset[str]) -> Iterator[Words]:
    """The words that the longer name adds in front and behind, as far as their first joint.

    Those in front are mere attributes ("Northern"), unless they lead on by a joint or end in one of ``ends``.
    """
    places = _places(longer, shorter) or _in_any_order(longer, tuple(word for word in shorter if word not in joints))
    if not places:
        return
    front, behind = longer[: places[0]], longer[places[-1] + 1 :]
    if front and (front[-1] in joints or front[-1] in ends):
        yield _head(front, joints)
    # "Zagros University College" is a kind of college, "Zagros University College of Law" is in the university.
    if behind != ("college",) or longer[places[-1]] != "university":
        yield _head(behind, joints)


def _head(words: Words, joints: frozenset[str]) -> Words:
    return words[: next((at for at, word in enumerate(words) if word in joints), len(words))]


def _places(longer: Words, shorter: Words) -> list[int]:
    """Where the words of the shorter name stand in the longer one: together, else in order; [] when they do not."""
    size = len(shorter)
    for start in range(len(longer) - size + 1):
        if all(map(_is, longer[start : start + size], shorter)):
            return list(range(start, start + size))
    found: list[int] = []
    for at, word in enumerate(longer):
        if len(found) < size and _is(word, shorter[len(found)]):
            found.append(at)
    return found if len(found) == size else []


def _in_any_order(longer: Words, shorter: Words) -> list[int]:
    """Where the words of the shorter name stand in the longer one, in its order; [] when one does not."""
    found: list[int] = []
    for word in shorter:
        at = next((n for n, other in enumerate(longer) if _is(other, word) and n not in found), None)
        if at is None:
            return []
        found.append(at)
    return sorted(found)


def _is(word: str, plain: str) -> bool:
    """Whether a word is another one, or its possessive, which has lost its apostrophe."""
    return word in (plain, plain + "s")


@cache
def _nouns() -> _Nouns:
    institutions, parts = _table("institution_types"), _table("parts")
    types: dict[str, list[str]] = institutions["types"]
    relations, beside = parts["relations"], parts["beside"]
    attributes = _plain(beside["attributes"])
    small = _plain(word for name in beside["parts"] for word in relations[name]) | _plain(beside["words"])
    wholes = _plain(word for name in beside["wholes"] for word in types[name]) - attributes
    others = _plain(word for name in beside["types"] for word in types[name])
    return _Nouns(
        telling=_plain(word for name, words in types.items() if name not in beside["vague"] for word in words)
        - attributes,
        bodies=(_plain(word for words in relations.values() for word in words) | small | wholes | others) - attributes,
        parts=small,
        wholes=wholes,
        joints=_plain([*institutions["head_ends"], *beside["joints"]]),
    )


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files("pipeline.resources") / f"{name}.toml").read_text(encoding="utf-8"))


def _plain(words: Iterable[str]) -> frozenset[str]:
    """Single words, casefolded and without accents."""
    found = ("".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)) for word in words)
    return frozenset(word.casefold() for word in found if " " not in word)
