"""Examples for the encoder of relations: the windows of triggers and of persons, and what the annotation says is right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import AgreementRecord, PersonRecord
from pipeline.extract.affiliation_encoder import NOBODY, person_window
from pipeline.extract.agreement_dates import iso_of
from pipeline.extract.agreement_encoder import window_of
from pipeline.extract.agreement_triggers import find_triggers
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.institution_ground import Ground
from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.reading import Label, Reading
from pipeline.extract.windows import Window
from pipeline.records import AgreementStatus
from pipeline.training.agreements import gold_ids
from pipeline.training.fit_offices import with_wholes
from pipeline.training.outside_scores import reading_digest

STATUSES = tuple(AgreementStatus)


@dataclass(frozen=True, slots=True)
class Example:
    """A trigger or a person with its window, the states of its article's words [n_words, width], and what is right.

    Attributes:
        reading: digest of what was found in the article.
        start: the offset of the anchor.
        vectors: shared by all examples of the article.
        judged: for an output of words, whether each of the things it scores is right: entities by their cluster, dates and triggers by
            their offset. Empty where the annotation does not say.
        employers: the clusters of which one is to be chosen, :data:`NOBODY` alone where none of the window is right; empty where the
            annotation does not say, or the anchor is no person.
        statuses: share of each status among the agreements that a trigger names, and of none [n_statuses + 1]; empty for a person.
        several: whether a trigger names more than one agreement; None where it names none, or the anchor is a person.
    """

    article: str
    reading: str
    start: int
    window: Window
    vectors: npt.NDArray[np.float16]
    judged: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)
    employers: frozenset[int] = frozenset()
    statuses: tuple[float, ...] = ()
    several: bool | None = None

    @property
    def states(self) -> npt.NDArray[np.float16]:
        """The states of the window's words [n, width]."""
        return self.vectors[self.window.rows]


def examples_of(article: AnnotatedArticle, reading: Reading) -> Iterator[Example]:
    """The examples of one article, those of triggers first."""
    if reading.states is not None:
        vectors = reading.states.vectors.astype(np.float16)
        yield from _triggers(article, reading, vectors)
        yield from _persons(article, reading, vectors)


def _triggers(article: AnnotatedArticle, reading: Reading, vectors: npt.NDArray[np.float16]) -> Iterator[Example]:
    triggers = find_triggers(reading)
    if not triggers:
        return
    # The windows need no affiliations, and those would ask the very encoder that is to be trained.
    view = ArticleView(replace(reading, affiliations=[]), triggers)
    records = {record.id: record for record in article.records if isinstance(record, AgreementRecord)}
    things = _things(article, view.reading, view.clusters)
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
        judged = {
            "party": {key: bool(things[key] & wanted) for key in window.mentions},
            "date": {start: values[start] in signed for start in window.dates},
            "same": {start: bool(ids[start] & ids[trigger.span.start]) for start in window.others},
        }
        common = set.intersection(*(set(record.parties) for record in meant)) if len(meant) > 1 else set()
        if common:
            judged["host"] = {key: bool(things[key] & common) for key in window.mentions}
        yield Example(
            article.id,
            reading_digest(reading),
            trigger.span.start,
            window,
            vectors,
            judged=judged if wanted else {},
            statuses=(*statuses, float(not meant)),
            several=len(meant) > 1 if meant else None,
        )


def _persons(article: AnnotatedArticle, reading: Reading, vectors: npt.NDArray[np.float16]) -> Iterator[Example]:
    if not reading.of(Label.PERSON):
        return
    ground = Ground(reading)
    people = {record.id: record for record in article.records if isinstance(record, PersonRecord)}
    things = _things(article, reading, ground.clusters)
    for span, ids in gold_ids(article, reading.of(Label.PERSON)).items():
        window = person_window(ground, span)
        if window is None:
            continue
        meant = [people[one] for one in sorted(ids) if one in people]
        wanted = {office.institution for person in meant for office in person.offices if office.institution}
        places = with_wholes(article, wanted)
        right = frozenset(key for key in window.mentions if things[key] & places) or frozenset({NOBODY})
        yield Example(
            article.id,
            reading_digest(reading),
            span.start,
            window,
            vectors,
            employers=right if meant else frozenset(),
        )


def _things(article: AnnotatedArticle, reading: Reading, clusters: NameClusters) -> dict[int, set[str]]:
    """Which annotated institutions and places the clusters are."""
    things: dict[int, set[str]] = defaultdict(set)
    for span, known in gold_ids(article, reading.spans).items():
        if span.label in {Label.INSTITUTION, Label.PLACE}:
            things[clusters.key(span)] |= known
    return things
