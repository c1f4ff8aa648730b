"""Identity over articles, and B-cubed."""

import pytest

from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.evaluation.gold import gold_of
from pipeline.evaluation.linking import b_cubed, identities
from pipeline.records import Kind


def article(name: str, country: str, body: str, records: str) -> AnnotatedArticle:
    return parse(
        f"id: {name}\ncountry: {country}\nregister: news\npublished:\npublisher:\n---\n{body}\n---\n{records}", name
    )


def clusters(articles: list[AnnotatedArticle], kind: Kind) -> int:
    return len(set(identities(articles, [gold_of(one) for one in articles], kind).values()))


def test_one_name_and_country_is_one_institution():
    articles = [
        article("aa-001", "KE", "[Hill University](i1), or [HUN](i1).", "i1: university, KE\n"),
        article("aa-002", "UG", "[HUN](i1) and the [hill university](i2).", "i1: university, KE\ni2: university, UG\n"),
        article("aa-003", "UG", "[HUN](i1).", "i1: university, -\n"),
    ]
    assert clusters(articles[:1], Kind.INSTITUTION) == 1
    assert clusters(articles[:2], Kind.INSTITUTION) == 2
    assert clusters(articles, Kind.INSTITUTION) == 3


def test_the_country_of_an_international_organisation_does_not_matter():
    records = "i1: international organisation, {}\n"
    articles = [article(f"aa-00{n}", "KE", "[WEO](i1).", records.format(c)) for n, c in enumerate(("-", "FR"))]
    assert clusters(articles, Kind.INSTITUTION) == 1


def test_a_phrase_for_two_institutions_makes_them_not_one():
    one = article("aa-001", "KE", "[Hill and Dale Colleges](i1,i2)", "i1: college, KE\ni2: college, KE\n")
    assert clusters([one], Kind.INSTITUTION) == 2


def test_a_person_is_known_by_the_full_name_within_a_country():
    articles = [
        article("aa-001", "KE", "[Ann Hill](p1)", "p1:\n"),
        article("aa-002", "KE", "[Ann Hill](p1), [Dale](p2)", "p1:\np2:\n"),
        article("aa-003", "KE", "[Dale](p1)", "p1:\n"),
        article("aa-004", "UG", "[Ann Hill](p1)", "p1:\n"),
    ]
    assert clusters(articles, Kind.PERSON) == 4


def test_b_cubed_of_equal_partitions_is_one():
    scores = b_cubed([("a", "1"), ("a", "1"), ("b", "2")])
    assert (scores.precision, scores.recall, scores.f1) == (1, 1, 1)
    assert scores.splits == scores.merges == ()


def test_a_merge_costs_precision_and_a_split_recall():
    merged = b_cubed([("a", "1"), ("b", "1")])
    assert (merged.precision, merged.recall, merged.merges) == (0.5, 1, ("a + b",))
    split = b_cubed([("a", "1"), ("a", "2")])
    assert (split.precision, split.recall, split.splits) == (1, 0.5, ("a",))


def test_b_cubed_of_nothing_is_no_error():
    assert b_cubed([]).f1 == pytest.approx(0)
