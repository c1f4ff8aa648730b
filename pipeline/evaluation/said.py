"""What an article says, in the one shape in which the gold and the machine's output are compared.

Ids are those of their side: ``i1`` in the gold, an entity id of the run in the output.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.records import Kind

DateSpan = tuple[str, str]
"""Start and end, ISO 8601 at the stated precision; either may be empty."""

Sum = tuple[str, str]
"""Amount, a plain decimal number without needless zeros, and ISO 4217 currency."""


@dataclass(frozen=True, slots=True, order=True)
class SaidSpan:
    """``text`` stands at [start_char, end_char); ``kind`` is a kind of mention, ``date`` or ``money``."""

    start_char: int
    end_char: int
    kind: str
    text: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Thing:
    """An entity of the article.

    Attributes:
        names: its spellings in the article, normalised.
        also: further spellings under which it may be found but is not looked for, normalised.
        shown: a spelling to show.
    """

    id: str
    kind: Kind
    names: frozenset[str]
    shown: str
    also: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Office:
    """A person's role, at an institution; either of the two may be empty."""

    person: str
    role: str
    institution: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Deal:
    """An agreement. ``parties`` are ids of institutions and places."""

    kind: str
    status: str
    parties: frozenset[str]
    date: str = ""
    shown: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: the phrases that name it, and its first day, month or year ("" when not said)."""

    kind: str
    names: tuple[str, ...]
    start: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Said:
    """All that one article says.

    Attributes:
        dates: the dates and the phrases that state them; sums likewise.
        published: the article's own date, which is not asked for; "" when unknown.
        governments: ids of institutions that are governments: for them the state may stand.
    """

    article_id: str
    spans: frozenset[SaidSpan] = frozenset()
    things: tuple[Thing, ...] = ()
    offices: tuple[Office, ...] = ()
    deals: tuple[Deal, ...] = ()
    happenings: tuple[Happening, ...] = ()
    dates: Mapping[DateSpan, tuple[str, ...]] = field(default_factory=dict)
    sums: Mapping[Sum, tuple[str, ...]] = field(default_factory=dict)
    published: str = ""
    governments: frozenset[str] = frozenset()

    def of(self, kind: Kind) -> list[Thing]:
        """The things of a kind."""
        return [thing for thing in self.things if thing.kind is kind]
