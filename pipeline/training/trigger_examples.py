"""Examples for the encoder of triggers: the window of each trigger, and what the annotation says is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import AgreementRecord
from pipeline.extract.agreement_dates import iso_of
from pipeline.extract.agreement_encoder import TriggerWindow, window_of
from pipeline.extract.agreement_triggers import find_triggers
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.reading import Label, Reading
from pipeline.records import AgreementStatus
from pipeline.training.agreements import gold_ids, reading_digest

STATUSES = tuple(AgreementStatus)


@dataclass(frozen=True, slots=True)
class Example:
    """A trigger with its window, the states of its words [n, width], and what is right.

    Attributes:
        reading: digest of what was found in the article.
        start: the offset of the trigger.
        parties: for every entity of the window, by its cluster.
        dates: for every date of the window, by its offset.
        others: for every other trigger of the window, by its offset.
        statuses: share of each status among the agreements that the trigger names, and of none [n_statuses + 1].
        counts: whether the trigger names an agreement with parties, so that these are to be learnt.
    """

    article: str
    reading: str
    start: int
    window: TriggerWindow
    states: npt.NDArray[np.float16]
    parties: dict[int, bool]
    dates: dict[int, bool]
    others: dict[int, bool]
    statuses: tuple[float, ...]
    counts: bool

    @property
    def right(self) -> tuple[dict[int, bool], ...]:
        """What is right for each output of the encoder, in their order."""
        return self.parties, self.dates, self.others


def examples_of(article: AnnotatedArticle, reading: Reading) -> Iterator[Example]:
    """The examples of one article."""
    triggers = find_triggers(reading)
    if not triggers:
        return
    view = ArticleView(reading, triggers)
    assert reading.states is not None
    records = {record.id: record for record in article.records if isinstance(record, AgreementRecord)}
    things: dict[int, set[str]] = defaultdict(set)
    for span, known in gold_ids(article, view.reading.spans).items():
        if span.label in {Label.INSTITUTION, Label.PLACE}:
            things[view.clusters.key(span)] |= known
    told = gold_ids(article, (trigger.span for trigger in triggers))
    ids = {trigger.span.start: told[trigger.span] for trigger in triggers}
    values = {span.start: iso_of(span) for span in reading.of(Label.DATE)}
    for trigger in triggers:
        window = window_of(view, trigger)
        if window is None:
            continue
        meant = [records[one] for one in sorted(told[trigger.span]) if one in records]
        wanted = {party for record in meant for party in record.parties}
        signed = {record.date for record in meant} - {""}
        statuses = [sum(record.status is status for record in meant) / max(1, len(meant)) for status in STATUSES]
        yield Example(
            article.id,
            reading_digest(reading),
            trigger.span.start,
            window,
            reading.states.vectors[window.rows],
            {key: bool(things[key] & wanted) for key in window.mentions},
            {start: values[start] in signed for start in window.dates},
            {start: bool(ids[start] & ids[trigger.span.start]) for start in window.others},
            (*statuses, float(not meant)),
            bool(wanted),
        )
