"""The institution of an office that names none: from the list or side in which it stands, or the one in focus."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.references import publisher_span, type_of
from pipeline.extract.role_lexicon import office_group
from pipeline.extract.role_pairing import Pairing
from pipeline.extract.role_rows import Row

_SIDE = re.compile(
    r"(?:\b(?:from|for|on behalf of|representing|at|by|side of|part of|in)\s(?:the\s)?|^)\Z", re.IGNORECASE
)
_LEARNING = frozenset({"university", "institute", "college", "polytechnic", "academy", "school", "faculty"})


class Focus:
    """Answers for one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._clusters = NameClusters(reading)
        self._named = reading.of(Label.INSTITUTION)
        self._counts = Counter(self._clusters.key(span) for span in self._named)
        self._publisher = publisher_span(reading)
        self._wholes = {(part.start, part.end): whole for part, whole in reading.part_of}

    def whole_of(self, span: Span) -> Span | None:
        """The institution of which a span is a part, as the text states it."""
        return self._wholes.get((span.start, span.end))

    def implied(self, row: Row, one: Pairing, index: int) -> Span | None:
        """The institution of a pairing whose words name none."""
        role = row.text_of(one.office.role)
        group = office_group(role)
        before = [p for k, p in enumerate(row.pieces[: max(one.person, one.office.right)]) if p.letter == "i"]
        if before and group != "state":
            return before[-1].spans()[0]
        lead = self._reading.sentences[index].lead
        if lead >= 0:
            sentence = self._reading.sentences[lead]
            inside = [span for span in self._named if sentence.start <= span.start < sentence.end]
            if len({self._clusters.key(span) for span in inside}) == 1:
                return inside[0]
        if group == "learning":
            return self._dominant(_LEARNING)
        return None

    def _dominant(self, types: frozenset[str]) -> Span | None:
        fitting = [span for span in self._named if type_of(self._reading.text[span.start : span.end]) & types]
        if (
            self._publisher is not None
            and type_of(self._reading.text[self._publisher.start : self._publisher.end]) & types
        ):
            return self._publisher
        counts = Counter(self._clusters.key(span) for span in fitting)
        if not counts:
            return None
        best = counts.most_common(1)[0][0]
        return next(span for span in fitting if self._clusters.key(span) == best)
