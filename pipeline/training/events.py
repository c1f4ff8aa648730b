"""``python -m pipeline.training.events``: fit the weights by which events are read, on the training part of the annotated corpus.

Every article is read by the pipeline itself; what was annotated says which candidates name events ("held"), which of them the same one
("same") and when it is ("date"). How often words name an event is not learnt from the articles that were written for training, which
have more of them than pages have. The dates are read twice, with the day of publication told and without. Deterministic: the same
corpus, tagger and code give the same file.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import EventRecord, Mark, MarkKind, split_span
from pipeline.annotation.split import Part
from pipeline.extract.event_candidates import Candidate, EventChances, event_candidates
from pipeline.extract.event_dates import Choice, EventDates, value_of
from pipeline.extract.event_features import EventFeatures
from pipeline.extract.event_groups import group_of
from pipeline.extract.event_mentions import EventMention
from pipeline.extract.event_pairs import EventPairs
from pipeline.extract.reading import Reading
from pipeline.records import EventKind
from pipeline.training.agreements import DENSE
from pipeline.training.linear import Penalty, fit_choice, fit_weights, toml_rows
from pipeline.training.readings import Reader

WEIGHTS = Path("pipeline/resources/event_weights.toml")
_PENALTIES = {
    "held": Penalty(spread=0.2, seen=6, least=0.03),
    "same": Penalty(spread=0.3, seen=5, least=0.03),
    "date": Penalty(spread=0.3, seen=4, least=0.03),
}
_HEAD = """\
# Weights of linear models (log-odds per feature), fitted by `python -m pipeline.training.events` on the training part of the
# annotated corpus as the pipeline reads it: L2-penalised, rare features left out, weights near 0 dropped. held = words may name an
# event that is held (pipeline/extract/event_features.py); same = two mentions tell of one event (event_pairs.py); date = a choice
# (softmax) among the dates near an event and none (event_dates.py).
"""

Features = AbstractSet[str]


@dataclass
class EventExamples:
    """Examples of the three models."""

    held: list[tuple[Features, bool]] = field(default_factory=list)
    same: list[tuple[Features, bool]] = field(default_factory=list)
    date: list[tuple[list[set[str]], int]] = field(default_factory=list)

    def read(self, article: AnnotatedArticle, reading: Reading) -> None:
        """Take the examples of one article."""
        candidates = event_candidates(reading, EventChances(reading))
        records = {one.id: one for one in article.records if isinstance(one, EventRecord)}
        named = [mark for mark in article.marks if mark.kind is MarkKind.EVENT]
        referring = [
            mark
            for mark in article.marks
            if mark.kind is MarkKind.REFERENCE and not records.keys().isdisjoint(mark.ids)
        ]
        features = EventFeatures(reading, candidates)
        real: list[tuple[EventMention, frozenset[str]]] = []
        for number, one in enumerate(candidates):
            ids = _ids(one, named)
            # A reference may be marked or not, as the annotator liked: it teaches nothing.
            if (ids or not _ids(one, referring)) and not article.id.startswith(DENSE):
                self.held.append((features.of(number), bool(ids)))
            if ids:
                real.append((EventMention(one.start, one.end), ids))
        self._pairs(reading, real)
        self._dates(reading, real, records)

    def _pairs(self, reading: Reading, real: Sequence[tuple[EventMention, frozenset[str]]]) -> None:
        pairs = EventPairs(reading)
        told = [(pairs.told(mention), ids) for mention, ids in real]
        for at, (later, ids) in enumerate(told):
            self.same += [(pairs.features(earlier, later), bool(ids & others)) for earlier, others in told[:at]]

    def _dates(
        self,
        reading: Reading,
        real: Sequence[tuple[EventMention, frozenset[str]]],
        records: Mapping[str, EventRecord],
    ) -> None:
        mentions: dict[str, list[EventMention]] = defaultdict(list)
        for mention, ids in real:
            mentions[min(ids)].append(mention)
        groups = {one: group_of(reading, found) for one, found in mentions.items()}
        dates = EventDates(reading, list(groups.values()))
        for one, group in groups.items():
            record = records[one]
            start = split_span(record.date)[0] if record.date else ""
            for published in dict.fromkeys((reading.published, "")):
                choices = dates.choices(group, EventKind(record.kind.value), published)
                self.date.append(([features for _, features in choices], _right(choices, start)))

    def fit(self) -> dict[str, dict[str, float]]:
        """The weights of the models."""
        return {
            "held": fit_weights([one for one, _ in self.held], [right for _, right in self.held], _PENALTIES["held"]),
            "same": fit_weights([one for one, _ in self.same], [right for _, right in self.same], _PENALTIES["same"]),
            "date": fit_choice([one for one, _ in self.date], [right for _, right in self.date], _PENALTIES["date"]),
        }


def _ids(candidate: Candidate, marks: Sequence[Mark]) -> frozenset[str]:
    """The ids of the marks that share characters with a candidate."""
    inside = (mark for mark in marks if candidate.start < mark.end_char and mark.start_char < candidate.end)
    return frozenset(one for mark in inside for one in mark.ids)


def _right(choices: Sequence[Choice], start: str) -> int:
    """The number of the choice with the day that was annotated, or that of none (0)."""
    starts = [value_of(span)[0] if span is not None else "" for span, _ in choices]
    return starts.index(start) if start in starts else 0


def written(weights: Mapping[str, Mapping[str, float]]) -> str:
    """The weights as TOML."""
    return _HEAD + "".join(f"\n[{model}]\n{''.join(toml_rows(weights[model]))}" for model in sorted(weights))


def main() -> None:
    """Read the training part, fit, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.events", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    Reader.add_option(parser)
    arguments = parser.parse_args()
    examples = EventExamples()
    for article, reading in Reader(arguments.corpus, arguments.outside).parts([Part.TRAIN.value]):
        examples.read(article, reading)
    print(
        f"{len(examples.held)} candidates, {len(examples.same)} pairs, {len(examples.date)} choices of a date",
        flush=True,
    )
    arguments.out.write_text(written(examples.fit()), encoding="utf-8")


if __name__ == "__main__":
    main()
