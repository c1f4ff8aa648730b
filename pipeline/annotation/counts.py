"""What the corpus holds, in numbers: for the terminal and for its datasheet."""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from pipeline.annotation.datasheet import write_between
from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import AgreementRecord, EventRecord, InstitutionRecord, Record

BEGIN = "<!-- stats: written by `python -m pipeline.annotation stats`, do not edit -->"
END = "<!-- end of stats -->"


class Count(NamedTuple):
    """How often each value of something occurs in the corpus."""

    title: str
    values: Counter[str]

    def rows(self) -> list[tuple[str, int]]:
        """Return values and numbers, the most frequent first, then by name."""
        return sorted(self.values.items(), key=lambda row: (-row[1], row[0]))


def count_corpus(articles: Iterable[AnnotatedArticle]) -> list[Count]:
    """Count marks, records, and the values of their closed lists, countries and registers."""
    articles = list(articles)
    records = [record for article in articles for record in article.records]
    return [
        Count("marks", Counter(mark.kind.value for article in articles for mark in article.marks)),
        Count("records", Counter(map(_record_name, records))),
        Count("institutions by type", Counter(one.type.value for one in records if isinstance(one, InstitutionRecord))),
        Count("agreements by kind", Counter(one.kind.value for one in records if isinstance(one, AgreementRecord))),
        Count("agreements by status", Counter(one.status.value for one in records if isinstance(one, AgreementRecord))),
        Count("events by kind", Counter(one.kind.value for one in records if isinstance(one, EventRecord))),
        Count("countries", Counter(article.country for article in articles)),
        Count("registers", Counter(article.text_register for article in articles)),
    ]


def summarise(articles: Iterable[AnnotatedArticle]) -> list[tuple[str, str]]:
    """Return the figures of the corpus as a whole, as (what, number); tokens are divided by white space."""
    articles = list(articles)
    lengths = sorted(len(article.text.split()) for article in articles) or [0]
    agreements = sum(any(isinstance(one, AgreementRecord) for one in article.records) for article in articles)
    return [
        ("articles", str(len(articles))),
        ("tokens", str(sum(lengths))),
        ("tokens in an article", f"{lengths[0]} to {lengths[-1]}, median {median(lengths):.0f}"),
        ("articles without an agreement", str(len(articles) - agreements)),
        ("articles whose day of publication is not known", str(sum(not article.published for article in articles))),
    ]


def to_lines(articles: Iterable[AnnotatedArticle]) -> Iterator[str]:
    """Yield all numbers as lines for a terminal."""
    articles = list(articles)
    yield from (f"{what}: {number}" for what, number in summarise(articles))
    for count in count_corpus(articles):
        yield f"{count.title}: {count.values.total()}"
        yield from (f"  {number:6} {value}" for value, number in count.rows())


def to_markdown(articles: Iterable[AnnotatedArticle]) -> str:
    """Return the numbers as Markdown; long lists (countries, registers) on one line."""
    articles = list(articles)
    lines = ["| | |", "|---|---:|", *(f"| {what} | {number} |" for what, number in summarise(articles)), ""]
    for count in count_corpus(articles):
        if count.title == "registers":
            lines.append(f"**registers**: {len(count.values)} different ones, in free words.")
        else:
            values = ", ".join(f"{value} {number}" for value, number in count.rows())
            lines += [f"**{count.title}** ({count.values.total()}): {values}.", ""]
    return "\n".join(lines) + "\n"


def update_datasheet(path: Path, articles: Iterable[AnnotatedArticle]) -> None:
    """Replace the numbers of a datasheet, which stand between two comments. Raises ``UsageError`` without them."""
    write_between(path, BEGIN, END, to_markdown(articles))


def _record_name(record: Record) -> str:
    return type(record).__name__.removesuffix("Record").lower()
