"""What the models of events are taught by an annotated article."""

from __future__ import annotations

import tomllib

from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.evaluation.gold import article_of
from pipeline.extract.nlp import build_nlp, read_article
from pipeline.extract.reading import Reading
from pipeline.settings import ExtractSettings
from pipeline.training.events import EventExamples, written

SOURCE = """\
id: xx-001
country: XX
register: notice
published: 2024-05-04
publisher:
---
A [seminar](e1) was held on [3 May 2024](d=2024-05-03). The [seminar](e1) was long. [The event](=e1) was new.
No seminar needs a hall.
---
e1: seminar | 2024-05-03
"""


def article() -> tuple[AnnotatedArticle, Reading]:
    annotated = parse(SOURCE, "xx-001.ann")
    return annotated, read_article(build_nlp(ExtractSettings()), article_of(annotated))


def test_every_candidate_is_an_example_but_what_refers_to_an_event() -> None:
    examples = EventExamples()
    examples.read(*article())
    assert [right for _, right in examples.held] == [True, True, False]
    assert [right for _, right in examples.same] == [True]


def test_the_date_is_learnt_with_the_day_of_publication_and_without() -> None:
    examples = EventExamples()
    examples.read(*article())
    assert [right for _, right in examples.date] == [1, 1]
    told, untold = (choices[1] for choices, _ in examples.date)
    assert told - untold == {"than published: earlier", "published, at most 1 days ago"}


def test_weights_are_written_as_toml() -> None:
    weights = {"held": {'before "the"': -0.5, "bias": 1.0}}
    assert tomllib.loads(written(weights)) == weights
