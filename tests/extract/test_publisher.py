"""The publisher of an article whose page does not say it."""

from __future__ import annotations

import pytest
from marked import reading

from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.nlp import build_nlp, read_article
from pipeline.extract.publisher import MODEL, NOBODY, PUBLISHERS, guess_publisher, publisher_options
from pipeline.extract.reading import Label
from pipeline.records import Article, Block, BlockKind
from pipeline.settings import ExtractSettings

SOURCE = """Visit to our school

Our [Sardoba Institute|institution] received a delegation of [Nurobod University|institution]. We showed them the library.

Press service of the [Sardoba Institute|institution]"""


def features(source: str) -> dict[str, set[str]]:
    """The features of each institution by its name, and those of none as ""."""
    found = reading(source)
    clusters = NameClusters(found)
    names = {clusters.key(span): found.name_of(span) for span in found.of(Label.INSTITUTION)}
    return {names.get(key, ""): known for key, known in publisher_options(found, clusters).items()}


def test_an_institution_shows_how_often_where_and_in_what_words_it_is_named():
    found = features(SOURCE)
    assert {"our", "desk", "desk-last", "first-True", "rank0", "named2", "type-institute"} <= found["Sardoba Institute"]
    assert {"guest", "first-False", "rank1", "named1", "type-university"} <= found["Nurobod University"]
    assert not {"our", "desk"} & found["Nurobod University"]


def test_an_address_may_hold_the_initials_or_the_first_word_of_a_name():
    source = (
        "The [Orhei Institute of Water|institution] and the [{other}|institution] met. Contact: a.b@{domain}.example"
    )
    assert "address" in features(source.format(other="Vidin Academy", domain="oiw"))["Orhei Institute of Water"]
    assert "address" in features(source.format(other="Vidin Academy", domain="vidin"))["Vidin Academy"]
    assert not any(
        "address" in known for known in features(source.format(other="Vidin Academy", domain="abc")).values()
    )


def test_nobody_is_always_an_option():
    assert set(features("Nothing is named here.")) == {""}
    assert guess_publisher(reading("Nothing is named here.")) == ""


@pytest.mark.parametrize(
    ("weights", "name"), [({"our": 3.0}, "Sardoba Institute"), ({"guest": 3.0}, "Nurobod University")]
)
def test_the_likeliest_is_guessed(weights, name):
    with PUBLISHERS.having({MODEL: weights}):
        assert guess_publisher(reading(SOURCE)) == name


def test_no_guess_of_what_has_no_sentence():
    found = reading(SOURCE)
    found.sentences = []
    assert guess_publisher(found) == ""


def test_no_guess_where_nobody_is_likelier():
    with PUBLISHERS.having({MODEL: {"nobody": 3.0}}):
        assert guess_publisher(reading(SOURCE)) == ""


def article(publisher: str) -> Article:
    parts = [
        "Guests from Vidin in the Institute",
        "On 3 May our Sardoba Institute of Water received a delegation of Vidin State University. We showed them our library.",
        "Press service of Sardoba Institute of Water",
    ]
    text = "\n\n".join(parts)
    blocks, at = [], 0
    for number, part in enumerate(parts):
        kind = BlockKind.PARAGRAPH if number else BlockKind.TITLE
        blocks.append(Block(kind=kind, start_char=at, end_char=at + len(part)))
        at += len(part) + 2
    return Article(
        article_id="a-1", path="made.txt", sha256="0" * 64, text=text, blocks=tuple(blocks), publisher=publisher
    )


def test_the_shipped_weights_find_whose_page_it_is():
    assert read_article(build_nlp(ExtractSettings()), article("")).publisher == "Sardoba Institute of Water"


def test_what_the_page_states_counts_more():
    assert (
        read_article(build_nlp(ExtractSettings()), article("Vidin State University")).publisher
        == "Vidin State University"
    )


def test_key_of_nobody_is_no_cluster():
    found = reading(SOURCE)
    clusters = NameClusters(found)
    assert all(clusters.key(span) > NOBODY for span in found.of(Label.INSTITUTION))
