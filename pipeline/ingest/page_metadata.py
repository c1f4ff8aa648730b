"""What an article's page, or the record that bears it, states of it, and where each statement stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

IN_FIELDS = "fields of the file"


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What the page's own markup or a record's fields say; "" where they are silent.

    Attributes:
        sources: where a field was taken from, by its name; a stated field without an entry comes from the file's fields.
        days: every day of publication that is stated, with its place, the most trustworthy first.
    """

    title: str = ""
    published: str = ""
    source_url: str = ""
    publisher: str = ""
    author: str = ""
    sources: Mapping[str, str] = field(default_factory=dict)
    days: tuple[tuple[str, str], ...] = ()

    def source_of(self, name: str) -> str:
        """Where a field stands, "" for one that is not stated."""
        return self.sources.get(name, IN_FIELDS) if getattr(self, name) else ""

    def before(self, other: PageMetadata) -> PageMetadata:
        """These statements, and those of the other where these are silent."""
        names = ("title", "published", "source_url", "publisher", "author")
        chosen = {name: self if getattr(self, name) else other for name in names}
        return PageMetadata(
            **{name: getattr(one, name) for name, one in chosen.items()},
            sources={name: source for name, one in chosen.items() if (source := one.source_of(name))},
            days=self.all_days() + other.all_days(),
        )

    def all_days(self) -> tuple[tuple[str, str], ...]:
        """The stated days, the one of ``published`` included."""
        if self.published and self.published not in (day for day, _ in self.days):
            return ((self.published, self.source_of("published")), *self.days)
        return self.days

    def not_after(self, latest: str) -> PageMetadata:
        """The same, published on the most trustworthy stated day that is not after ``latest`` ("": no bound)."""
        if not latest or self.published <= latest:
            return self
        days = self.all_days()
        day, place = next(((day, place) for day, place in days if day <= latest), ("", ""))
        return replace(self, published=day, sources={**self.sources, "published": place}, days=days)
