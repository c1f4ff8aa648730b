"""How far records of agreements are believed, and which of them tell another one again."""

from __future__ import annotations

import pytest

from pipeline.extract import agreement_belief
from pipeline.extract.agreement_belief import believed, told_features
from pipeline.extract.agreement_records import Draft, FoundAgreement, Told, ToldIndex, distinct, without_told_apart
from pipeline.extract.agreement_triggers import find_triggers
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.agreements import told_agreements
from pipeline.extract.linear_model import AGREEMENTS
from pipeline.extract.reading import Label, Span
from pipeline.records import AgreementKind, AgreementStatus
from tests.extract.test_agreements import read

SIGNED = "A [a:memorandum] was signed between [i:Sardoba Institute] and [i:Nurobod University]."


def told(
    keys: set[int],
    start: int = 0,
    kind: AgreementKind = AgreementKind.AGREEMENT,
    date: str = "",
    draft: Draft | None = None,
    status: AgreementStatus = AgreementStatus.SIGNED,
) -> Told:
    spans = tuple(Span(key, key + 1, Label.INSTITUTION) for key in sorted(keys))
    record = FoundAgreement(kind, status, date, spans, (), "", start, start + 1)
    return Told(record, draft or Draft([]), frozenset(keys))


def view_of(marked: str) -> ArticleView:
    reading = read(marked)
    return ArticleView(reading, find_triggers(reading))


def test_an_index_gives_what_holds_all_parties_and_what_shares_one() -> None:
    both, first, other = told({1, 2}), told({1}), told({3})
    index = ToldIndex([both, first, other])
    assert list(index.holding(frozenset({1}))) == [both, first]
    assert list(index.holding(frozenset({1, 2}))) == [both]
    assert list(index.holding(frozenset())) == [both, first, other]
    assert index.beside(1, 5) == [0]
    assert index.beside(2, 5) == []


def test_what_is_told_twice_of_the_same_parties_is_one_record() -> None:
    fuller, again = told({1, 2}, 50), told({1, 2}, 10, AgreementKind.PARTNERSHIP)
    assert distinct([again, fuller]) == [fuller]


def test_what_has_come_differently_far_is_not_the_same() -> None:
    signed, planned = told({1, 2}, 10), told({1, 2}, 50, status=AgreementStatus.PLANNED)
    assert distinct([planned, signed]) == [signed, planned]
    many = Draft([])
    spread = [told({1, 2}, draft=many), told({1, 3}, draft=many)]
    assert without_told_apart([*spread, planned]) == [planned, *spread]


def test_two_days_are_two_agreements() -> None:
    first, second = told({1, 2}, 10, date="2024-05-02"), told({1, 2}, 50, date="2025-05-02")
    assert distinct([second, first]) == [first, second]


def test_one_of_many_that_is_told_by_itself_too_counts_once() -> None:
    many = Draft([])
    alone = told({1, 2}, 90)
    spread = [told({1, 2}, 10, draft=many), told({1, 3}, 10, draft=many)]
    assert without_told_apart([*spread, alone]) == [alone, spread[1]]


def test_features_say_how_a_record_stands_to_a_fuller_one() -> None:
    view = view_of(SIGNED)
    sure, unsure = Draft([], sure=0.9, settled=0.9), Draft([], sure=0.2, settled=0.9)
    fuller, part, apart = told_features(
        view, [told({1, 2, 3}, draft=sure), told({1, 2}, draft=unsure), told({7, 8}, draft=sure)]
    )
    assert {"more-same", "more-weaker", "alone-False", "size3"} <= fuller
    assert {"less-same", "less-surer", "less-same-surer", "parties>0.1"} <= part
    assert "parties>0.2" not in part
    assert "alone-True" in apart


def test_records_of_one_draft_are_no_rivals() -> None:
    draft = Draft([])
    for features in told_features(view_of(SIGNED), [told({1, 2}, draft=draft), told({1, 3}, draft=draft)]):
        assert {"spread-True", "alone-True"} <= features


def test_a_record_is_compared_with_its_neighbours_only(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []
    relation = agreement_belief._relation
    monkeypatch.setattr(agreement_belief, "_relation", lambda *keys: compared.append(keys) or relation(*keys))
    told_features(view_of(SIGNED), [told({0, number}, number) for number in range(1, 301)])
    assert len(compared) <= 300 * 40
    assert ToldIndex([told({0, number}) for number in range(1, 10)]).beside(4, 2) == [2, 3, 5, 6]


def test_what_is_hardly_believed_is_not_told_and_the_rest_has_its_probability() -> None:
    view = view_of(SIGNED)
    records = told_agreements(view)
    with AGREEMENTS.having({"told": {"bias": -3.0}, "right": {"bias": -3.0}}):
        assert believed(view, records) == []
    with AGREEMENTS.having({"told": {"bias": 2.0}, "right": {"bias": 0.0}}):
        (found,) = believed(view, records)
    assert found.confidence == 0.5
    assert {view.reading.text[span.start : span.end] for span in found.parties} == {
        "Sardoba Institute",
        "Nurobod University",
    }


def test_weights_come_back_after_a_fit_has_used_others() -> None:
    before = AGREEMENTS.probability("told", {"size2"})
    with pytest.raises(KeyError), AGREEMENTS.having({"right": {"bias": 0.0}}):
        AGREEMENTS.probability("told", {"size2"})
    assert AGREEMENTS.probability("told", {"size2"}) == before
