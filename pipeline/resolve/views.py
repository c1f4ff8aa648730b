"""What one article makes of its names: the border between the work on one article and the work on all."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from pipeline.records import Kind, Mention
from pipeline.resolve.surroundings import leading_country


@dataclass(frozen=True)
class Holder:
    """A person holds a role, at an institution or not said where: numbers of local entities."""

    person: int
    institution: int | None
    role: str


@dataclass(frozen=True)
class Said:
    """What an article makes of two of its names: ``why`` they are one, or (``one`` is false) why that is in doubt.

    ``right`` is another name, or another reading of ``left``, which is then at the same place.
    """

    kind: Kind
    left: str
    right: str
    left_at: Mention
    right_at: Mention
    why: str
    one: bool = True


@dataclass(frozen=True)
class Local:
    """One entity as one article has it.

    Attributes:
        full: names that stand on their own, folded name to its commonest spelling, sorted.
        short: acronyms and short forms that lean on the full ones (or stand alone when ``full`` is empty), likewise.
        full_texts: the full names as they stand in the text; in ``full`` brackets are taken out and inner acronyms
        spelt out.
        country: stated by the mention, or by a place right behind it; "" otherwise.
        near: the country that its sentences point to most, "" when none or two alike.
        town: that stands right behind its mentions most often, "" when none does.
        parent: number of the institution of which it is a part.
    """

    article: str
    number: int
    kind: Kind
    mentions: tuple[Mention, ...]
    full: dict[str, str]
    short: dict[str, str]
    full_texts: frozenset[str] = frozenset()
    country: str = ""
    near: str = ""
    town: str = ""
    parent: int | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Article and number: unique in the run."""
        return self.article, self.number


@dataclass(frozen=True)
class ArticleView:
    """One article's entities and what it says of them. Numbers index ``locals``.

    Attributes:
        apart: pairs that are never one; side_by_side: pairs of full names in one sentence.
        deals: date and parties of each agreement.
        countries: how often the article points to each country.
        said: which of its names are one thing, and why.
    """

    article: str
    locals: tuple[Local, ...]
    apart: frozenset[tuple[int, int]]
    side_by_side: frozenset[tuple[int, int]]
    holders: tuple[Holder, ...]
    deals: tuple[tuple[str, frozenset[int]], ...]
    countries: dict[str, float] = field(default_factory=dict)
    said: tuple[Said, ...] = ()

    @cached_property
    def home(self) -> str:
        """The country that the article points to most; "" when none does, or two do alike."""
        return leading_country(self.countries)
