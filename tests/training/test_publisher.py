"""What the choice of a publisher is taught by an annotated article."""

from __future__ import annotations

import tomllib

from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.evaluation.gold import article_of
from pipeline.extract.linear_model import LinearModels
from pipeline.extract.nlp import build_nlp, read_article
from pipeline.extract.publisher import MODEL
from pipeline.extract.reading import Reading
from pipeline.settings import ExtractSettings
from pipeline.training.publisher import choice_of, fitted, share_right, written

SOURCE = """\
id: xx-001
country: XX
register: notice
published: 2024-05-04
publisher: {publisher}
---
Our [Sardoba Institute of Water](i1) received a delegation of [Nurobod State University](i2).
---
i1: institute, -
i2: university, -
"""


def article(publisher: str) -> tuple[AnnotatedArticle, Reading]:
    annotated = parse(SOURCE.format(publisher=publisher).replace("publisher: \n", "publisher:\n"), "xx-001.ann")
    return annotated, read_article(build_nlp(ExtractSettings()), article_of(annotated))


def test_the_annotated_publisher_is_the_right_option() -> None:
    options, right = choice_of(*article("i1"))
    assert len(options) == 3
    assert [("our" in options[number], "guest" in options[number]) for number in right] == [(True, False)]
    options, right = choice_of(*article("i2"))
    assert [("our" in options[number], "guest" in options[number]) for number in right] == [(False, True)]


def test_nobody_is_right_where_none_is_annotated() -> None:
    options, right = choice_of(*article(""))
    assert [options[number] for number in right] == [next(one for one in options if "nobody" in one)]


def test_a_fit_finds_what_it_was_taught_and_is_written_as_toml() -> None:
    choices = [([{"nobody"}, {"our"}, {"guest"}], frozenset({1}))] * 20
    weights = fitted(choices)
    assert weights["our"] > max(weights.get("guest", 0.0), weights.get("nobody", 0.0))
    assert share_right(weights, choices) == 1.0
    assert share_right({"guest": 1.0}, choices) == 0.0
    assert tomllib.loads(written(weights)) == {MODEL: weights}
    assert LinearModels("publisher_weights").log_odds(MODEL, {"our"}) > LinearModels("publisher_weights").log_odds(
        MODEL, {"guest"}
    )
