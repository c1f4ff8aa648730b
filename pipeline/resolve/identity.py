"""Stable ids from content.

The id of an entity is its kind's prefix and a hash of its key: the smallest, in dictionary order, of its *anchors*, the
full spellings folded (no case, accents, punctuation), with the context that tells namesakes apart (a country, a parent)
where a name has namesakes. So the same input gives the same ids whatever the order of articles, and a further article
changes an id only if it brings a full spelling that sorts before all those known. Two entities with one key get ``-2``,
``-3`` in the order of their context and first mention. Ids that earlier runs gave win over these: see ``lineage``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import Kind
from pipeline.resolve.gazetteer import fold

PREFIXES = {Kind.INSTITUTION: "i", Kind.PERSON: "p", Kind.PLACE: "l", Kind.PROGRAMME: "g"}
AGREEMENT_PREFIX = "agr"
EVENT_PREFIX = "evt"


@dataclass(frozen=True)
class Identity:
    """What identifies an entity: its anchors, the context that tells it from namesakes, and a tie-break for what is
    left.
    """

    kind: Kind
    anchors: tuple[str, ...]
    context: str = ""
    tie: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The smallest anchor, with the context."""
        return "\x1f".join((self.kind.value, min(self.anchors), self.context))


def anchors(names: Iterable[str]) -> tuple[str, ...]:
    """The folded names, sorted and distinct; a name of signs only stands for itself."""
    return tuple(sorted({fold(name) or name for name in names}))


def digest(prefix: str, key: str) -> str:
    """``prefix-`` and 12 hex digits of the SHA-256 of the key."""
    return f"{prefix}-{hashlib.sha256(key.encode()).hexdigest()[:12]}"


def give_ids(identities: Sequence[Identity]) -> list[str]:
    """One distinct id each, in the order given."""
    wanted = [digest(PREFIXES[identity.kind], identity.key) for identity in identities]
    order = sorted(range(len(identities)), key=lambda n: (wanted[n], identities[n].anchors, identities[n].tie))
    given: list[str] = [""] * len(identities)
    used: set[str] = set()
    for n in order:
        given[n] = numbered(wanted[n], used)
    return given


def numbered(wanted: str, used: set[str]) -> str:
    """The id itself, or with the first free number from 2; it is then used."""
    free, number = wanted, 1
    while free in used:
        number += 1
        free = f"{wanted}-{number}"
    used.add(free)
    return free
