"""Several institutions that share the word for what they are."""

from __future__ import annotations

import pytest
from marked import marked, shown

from pipeline.extract.nlp import build_nlp, read_article
from pipeline.extract.reading import Label
from pipeline.extract.shared_heads import split_shared_heads
from pipeline.records import Article
from pipeline.settings import ExtractSettings


def named(source: str) -> list[str]:
    """The whole names that a phrase leaves to its reader."""
    text, spans = marked(source)
    return [span.name for span in split_shared_heads(text, spans) if span.name]


@pytest.mark.parametrize(
    ("source", "names"),
    [
        (
            "the [Orhei|place] and [Soroca Institutes of Technology|institution] merged",
            ["Orhei Institute of Technology", "Soroca Institute of Technology"],
        ),
        ("the [Universities of Pleven and Vidin|institution] signed", ["University of Pleven", "University of Vidin"]),
        (
            "The [Universities of Kisii|institution], [Nyeri|place] and [Garissa|place] opened",
            ["University of Kisii", "University of Nyeri", "University of Garissa"],
        ),
        (
            "rectors of the universities of [Ohrid|place] and [Bitola|place]",
            ["University of Ohrid", "University of Bitola"],
        ),
        (
            "the [Education Bureaus of Afar|institution] and [Gambella|place]",
            ["Education Bureau of Afar", "Education Bureau of Gambella"],
        ),
        (
            "[Naryn|place] and [Osh|place] State Universities exchange staff",
            ["Naryn State University", "Osh State University"],
        ),
        (
            "The Ministries of Health and Higher Education agreed",
            ["Ministry of Health", "Ministry of Higher Education"],
        ),
        (
            "the Ministries of Education of [Georgia|place] and [Armenia|place] agreed",
            ["Ministry of Education of Georgia", "Ministry of Education of Armenia"],
        ),
    ],
)
def test_a_plural_before_or_behind_a_list_is_the_head_of_each_name(source, names):
    assert named(source) == names


@pytest.mark.parametrize(
    "source",
    [
        "universities of [Georgia|place] and [Armenia|place] cooperate",
        "the universities of [Georgia|place] and [Armenia|place] cooperate",
        "eight schools of [Kisii|place] and [Nyeri|place]",
        "universities of [Ohrid|place] and [Bitola|place], three in all",
        "the colleges of [Gwanda|place] and [Plumtree|place] districts",
        "a trial in the municipalities of [Kisii|place] and [Nyeri|place]",
        "five Indian and Nepali universities",
        "Universities of Applied Sciences and Arts",
        "the [Association of Universities of Kisii and Nyeri|institution] met",
        "the [University of Kisii and Nyeri|institution]",
        "[Kisii|place] and [Nyeri|place] Colleges Federation",
    ],
)
def test_what_names_no_several_institutions_stays(source):
    text, spans = marked(source)
    assert split_shared_heads(text, spans) == spans


def test_each_institution_has_a_stretch_of_the_text_of_its_own():
    text, spans = marked("by the [Universities of Pleven and Vidin|institution] in May")
    assert shown(text, split_shared_heads(text, spans)) == ["Universities of Pleven|institution", "Vidin|institution"]


def test_the_parties_of_an_agreement_are_the_institutions_not_their_towns():
    text = "The Universities of Pleven and Vidin signed a memorandum of understanding with Sardoba State University on 3 May 2024."
    article = Article(article_id="a-1", path="made.txt", sha256="0" * 64, text=text)
    reading = read_article(build_nlp(ExtractSettings()), article)
    assert [reading.name_of(span) for span in reading.of(Label.INSTITUTION)] == [
        "University of Pleven",
        "University of Vidin",
        "Sardoba State University",
    ]
