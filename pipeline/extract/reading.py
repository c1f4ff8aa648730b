"""What the extract components share: the spans found in a text, before they become records.

All offsets are character offsets into the article's text. A spaCy ``Doc`` carries one :class:`Reading` in ``doc._.reading``;
components add to it and never change what others found, except :mod:`pipeline.extract.overlaps`, which settles competing spans.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from pipeline.records import AliasKind, BlockKind

if TYPE_CHECKING:
    from pipeline.extract.affiliations import FoundAffiliation
    from pipeline.extract.dates import DateSpan
    from pipeline.extract.money import MoneySpan
    from pipeline.extract.name_clusters import NameClusters


class Label(StrEnum):
    """What a span may be."""

    INSTITUTION = "institution"
    PERSON = "person"
    PLACE = "place"
    PROGRAMME = "programme"
    EVENT = "event"
    ROLE = "role"
    AGREEMENT = "agreement"
    DATE = "date"
    MONEY = "money"


HEADINGS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
NAMES = frozenset({Label.INSTITUTION, Label.PERSON, Label.PLACE, Label.PROGRAMME})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of text with a label. ``score`` is a probability; ``value`` is set for dates and money only.

    ``honorific`` holds the titles in front of a person's name; ``country`` is an ISO alpha-2 code where the text ties the span to one;
    ``name`` is the whole name where the text has only a part of it (:mod:`pipeline.extract.shared_heads`).
    """

    start: int
    end: int
    label: Label
    score: float = 0.9
    found_by: str = ""
    honorific: str = ""
    country: str = ""
    name: str = ""
    value: DateSpan | MoneySpan | None = field(default=None, compare=False)

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other lies inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a heading, caption or list item without one.

    ``block`` is the index of its block; ``lead`` is the index (in ``Reading.sentences``) of the sentence that introduces the list
    to which it belongs, or -1.
    """

    start: int
    end: int
    block: int
    kind: BlockKind
    lead: int = -1


@dataclass(frozen=True, slots=True)
class Reference:
    """A common noun phrase that stands for names: "the Institute", "the two sides". ``targets`` are spans of :attr:`Reading.spans`."""

    start: int
    end: int
    targets: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class SpanAlias:
    """The text says that two spans name one entity."""

    kind: AliasKind
    span: Span
    other: Span


@dataclass(frozen=True, slots=True)
class WordStates:
    """What the tagger's encoder makes of every word, for those who go on from there.

    Attributes:
        words: character offsets (start, end) in text order [n_words, 2].
        vectors: the states of the words' first pieces [n_words, width]; rounded to half precision, and of a long
            article, which has many, kept so.
        events: the probability that a word is one of those that name an event [n_words].
    """

    words: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float16] | npt.NDArray[np.float32]
    events: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))


@dataclass
class Reading:
    """All that the components found in one article.

    Attributes:
        published: the article's own date (ISO day) or "".
        publisher: the name of the publishing institution as the page states it, else the one that the text speaks of as its own, or "".
        sentences: in text order.
        candidates: competing spans, as proposed.
        spans: settled spans in text order: non-overlapping but for an institution inside an institution, and roles, which may
            hold names.
        part_of: pairs (part, whole) of institution spans.
        affiliations: of the settled spans; None as long as nobody has asked for them.
        states: None as long as the built-in tagger has not read the text.
        clusters: filled by :func:`pipeline.extract.name_clusters.clusters_of`.
        employer_scores: filled by :func:`pipeline.extract.affiliation_encoder.employer_scores`, by the offset of a person.
    """

    text: str
    published: str = ""
    publisher: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    candidates: list[Span] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    aliases: list[SpanAlias] = field(default_factory=list)
    part_of: list[tuple[Span, Span]] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    affiliations: list[FoundAffiliation] | None = None
    states: WordStates | None = field(default=None, repr=False)
    clusters: NameClusters | None = field(default=None, repr=False, compare=False)
    employer_scores: dict[int, dict[int, float] | None] = field(default_factory=dict, repr=False)

    def name_of(self, span: Span) -> str:
        """What a span names: its words, or the whole name where these are a part of it."""
        return span.name or self.text[span.start : span.end]

    def sentence_at(self, offset: int) -> int:
        """Index of the sentence that holds an offset (or the last one before it)."""
        starts = self._starts
        if len(starts) != len(self.sentences):
            self._starts = starts = [sentence.start for sentence in self.sentences]
        return max(0, bisect_right(starts, offset) - 1)

    _starts: list[int] = field(default_factory=list, repr=False)

    def sentence_text(self, start: int, end: int) -> str:
        """The sentence (or sentences) around a span, white space collapsed."""
        first, last = self.sentence_at(start), self.sentence_at(max(start, end - 1))
        if not self.sentences:
            return " ".join(self.text[start:end].split())
        return " ".join(self.text[self.sentences[first].start : self.sentences[last].end].split())

    def of(self, *labels: Label) -> list[Span]:
        """The settled spans of some labels, in text order."""
        return [span for span in self.spans if span.label in labels]

    def starting(self, start: int, end: int) -> list[Span]:
        """The settled spans that begin in a stretch, in text order."""
        low = bisect_left(self.spans, start, key=lambda span: span.start)
        high = bisect_left(self.spans, end, key=lambda span: span.start)
        return self.spans[low:high]

    def starting_in(self, start: int, end: int, label: Label) -> list[Span]:
        """The settled spans of a label that begin in a stretch, in text order, without a look at the others."""
        return [span for span in self.starting(start, end) if span.label is label]
