"""What an article shows of its institutions: who is named where and how often, of what kind, and what is a part of what."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

from pipeline.extract.lexicon import alternatives, load_table, load_words
from pipeline.extract.name_clusters import clusters_of
from pipeline.extract.name_words import words_of
from pipeline.extract.reading import Label, Reading, Reference, Span
from pipeline.extract.references import publisher_span
from pipeline.extract.type_nouns import type_of
from pipeline.extract.windows import Scene

FIRST, _FREQUENT, AROUND = 4, 8, 16
_TELLING = 40
_LEAD_SIDE = re.compile(r"\b(?:from|for|on behalf of|side of|part of|representing|of) (?:the )?\Z", re.IGNORECASE)


@cache
def _told() -> re.Pattern[str]:
    words = alternatives(load_table("roles")["gaps"]["told"])
    return re.compile(rf"\b(?:{words})(?: the)? [\"“«*_]*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """Where does a person serve, in an office or (``role`` empty) without one?

    Attributes:
        start, end: offsets of the office; of the person where there is none.
        earlier: institution of the person asked about before in the sentence.
    """

    person: Span | Reference
    role: str
    start: int
    end: int
    earlier: Span | None = None

    @property
    def at(self) -> int:
        """Where the answer is looked for."""
        return min(self.person.start, self.start)


class Ground:
    """The institutions of one reading, in clusters of the spans that name one of them (:class:`NameClusters`)."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.clusters = clusters_of(reading)
        self.named = reading.of(Label.INSTITUTION)
        self.starts = [span.start for span in self.named]
        self.keys = [self.clusters.key(span) for span in self.named]
        self.mentions: dict[int, list[Span]] = {}
        for key, span in zip(self.keys, self.named, strict=True):
            self.mentions.setdefault(key, []).append(span)
        self.order = {key: number for number, key in enumerate(self.mentions)}
        self._wholes = {(part.start, part.end): whole for part, whole in reading.part_of}
        self._by_words = {tuple(words_of(self.name(span))): span for span in reversed(self.named)}
        self.types = {key: self._types_of(spans) for key, spans in self.mentions.items()}
        places: dict[str, list[str]] = load_table("roles")["places"]
        self.places = {
            key: frozenset(place for place, listed in places.items() if types & set(listed))
            for key, types in self.types.items()
        }
        self.units = {key: all(self.is_unit(span) for span in spans) for key, spans in self.mentions.items()}
        self.words = {
            key: {word for span in spans for word in words_of(self.name(span)) if len(word) > 3}
            for key, spans in self.mentions.items()
        }
        publisher = publisher_span(reading)
        self.publisher = self.clusters.key(publisher) if publisher else -1
        self.most = max(map(len, self.mentions.values()), default=1)
        self.second = max([*sorted(map(len, self.mentions.values()))[:-1], 0])
        # The candidates wherever the office stands: the first names of the article, and the most frequent.
        frequent = sorted(self.mentions, key=lambda key: (-len(self.mentions[key]), self.mentions[key][0].start))
        self._always = [*list(self.mentions)[:FIRST], *frequent[:_FREQUENT], self.publisher]
        self._around: tuple[int, list[int]] = (-1, [])
        # Filled by :func:`pipeline.extract.affiliation_encoder.person_window`.
        self.scene: Scene | None = None
        self._people: dict[int, int] = {}
        for span in reading.of(Label.PERSON):
            key = self.clusters.key(span)
            self._people[key] = self._people.get(key, 0) + 1

    def name(self, span: Span) -> str:
        """What a span names."""
        return self.reading.name_of(span)

    def person_key(self, person: Span | Reference) -> int:
        """The cluster of a person; -1 for a reference."""
        return self.clusters.key(person) if isinstance(person, Span) else -1

    def times_named(self, person: Span | Reference) -> int:
        """How often the article names a person."""
        return self._people.get(self.person_key(person), 1)

    def whole_of(self, span: Span) -> Span | None:
        """The institution of which a span is a part: as the text states it, or because its name begins with the whole's."""
        stated = self._wholes.get((span.start, span.end))
        if stated is not None:
            return stated
        words = words_of(self.name(span))
        if not words or words[-1] not in load_words("unit_heads"):
            return None
        for size in range(len(words) - 1, 0, -1):
            whole = self._by_words.get(tuple(words[:size]))
            if whole is not None and (size > 1 or self.name(whole).isupper()):
                return whole
        return None

    def is_unit(self, span: Span) -> bool:
        """Whether a span names a part of an institution, by its head ("International Cooperation Department")."""
        words = words_of(self.name(span))
        heads = [word for word in words if word in load_words("unit_heads") | load_words("whole_heads")]
        if not heads:
            return False
        head = heads[0] if words[0] == heads[0] else heads[-1]
        stands_alone = head in load_words("whole_heads")
        return head in load_words("unit_heads") and (not stands_alone or self.whole_of(span) is not None)

    def candidates(self, at: int) -> list[int]:
        """Clusters of institutions that may be meant at an offset: those named around it, first or often."""
        here = bisect_left(self.starts, at)
        if self._around[0] != here:
            around = self.keys[max(0, here - AROUND) : here + AROUND]
            self._around = here, [key for key in dict.fromkeys([*self._always, *around]) if key in self.mentions]
        return self._around[1]

    def nearest(self, key: int, at: int) -> Span:
        """The mention of a cluster last before an offset, else its first."""
        return self.before(key, at) or self.mentions[key][0]

    def before(self, key: int, at: int) -> Span | None:
        """The last mention of a cluster before an offset."""
        mentions = self.mentions[key]
        number = bisect_left(mentions, at, key=lambda span: span.start) - 1
        return mentions[number] if number >= 0 and mentions[number].end <= at else None

    def last_before(self, at: int, among: frozenset[int] | None = None) -> int:
        """The cluster of the last institution named before an offset, among some if given; -1 for none near."""
        here = bisect_left(self.starts, at)
        for number in range(here - 1, max(-1, here - AROUND), -1):
            if self.named[number].end <= at and (among is None or self.keys[number] in among):
                return self.keys[number]
        return -1

    def inside(self, start: int, end: int) -> list[tuple[Span, int]]:
        """The institutions that begin in a stretch, with their clusters."""
        low, high = bisect_left(self.starts, start), bisect_left(self.starts, end)
        return list(zip(self.named[low:high], self.keys[low:high], strict=True))

    def told(self, at: int) -> set[int]:
        """The institutions of the sentence of an offset to which somebody tells something: "‹p› told ‹i›"."""
        sentence = self.reading.sentences[self.reading.sentence_at(at)]
        text = self.reading.text
        return {
            key
            for span, key in self.inside(sentence.start, sentence.end)
            if _told().search(text, max(sentence.start, span.start - _TELLING), span.start)
        }

    def is_side(self, key: int, at: int) -> bool:
        """Whether the lead of a list says that the list is of this institution: "From ‹i› there came:"."""
        last = self.before(key, at)
        return last is not None and bool(_LEAD_SIDE.search(self.reading.text, max(0, last.start - 25), last.start))

    def lead(self, at: int) -> set[int]:
        """The institutions of the sentence that introduces the list in which an offset lies."""
        lead = self.reading.sentences[self.reading.sentence_at(at)].lead
        if lead < 0:
            return set()
        sentence = self.reading.sentences[lead]
        return {key for _, key in self.inside(sentence.start, sentence.end)}

    def _types_of(self, spans: list[Span]) -> frozenset[str]:
        types: set[str] = set()
        for name in dict.fromkeys(self.name(span) for span in spans):
            types |= type_of(name)
        return frozenset(types)
