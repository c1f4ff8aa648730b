import pytest
from marked import reading

from pipeline.extract.funding import FoundFunding, find_funding
from pipeline.extract.money import find_money
from pipeline.extract.reading import Label, Reading, Span


def read(source: str) -> Reading:
    """A reading of a text marked in place, with its sums."""
    found = reading(source)
    sums = [Span(one.start_char, one.end_char, Label.MONEY, value=one) for one in find_money(found.text)]
    found.spans = sorted([*found.spans, *sums])
    return found


def payers(source: str) -> list[str]:
    found = read(source)
    (one,) = find_funding(found)
    return [found.text[span.start : span.end] for span in one.funders]


def only(source: str) -> FoundFunding:
    (one,) = find_funding(read(source))
    return one


def test_each_sum_is_a_record_with_amount_and_currency():
    found = find_funding(read("They gave USD 1.5 million and EUR 200."))
    assert [(one.amount, one.currency) for one in found] == [("1500000", "USD"), ("200", "EUR")]


@pytest.mark.parametrize(
    "source",
    [
        "The [Water Fund|institution] allocated USD 5,000 for books.",
        "The project, worth USD 5,000, is funded by the [Water Fund|institution].",
        "A grant of USD 5,000 from the [Water Fund|institution] arrived.",
        "The school was given USD 5,000 by the [Water Fund|institution].",
        "A grant from the [Water Fund|institution] of USD 5,000 arrived.",
        "The [Water Fund|institution]'s USD 5,000 arrived.",
        "The [Water Fund|institution] is providing start-up money of USD 5,000.",
    ],
)
def test_who_pays_is_read_from_the_sentence(source: str):
    assert payers(source) == ["Water Fund"]


def test_two_may_pay_together():
    assert payers("USD 5,000 from the [Water Fund|institution] and [Kivu Bank|institution].") == [
        "Water Fund",
        "Kivu Bank",
    ]


def test_who_receives_does_not_pay():
    assert payers("[Kivu University|institution] received USD 5,000.") == []


def test_the_purpose_is_the_phrase_behind_the_sum():
    assert only("They gave USD 5,000 for the new physics laboratory, he said.").purpose == "new physics laboratory"


def test_the_programme_is_the_one_beside_the_sum():
    found = read("Under the [Bright Steps|programme] programme, USD 5,000 was paid.")
    (one,) = find_funding(found)
    assert one.programme is not None
    assert found.text[one.programme.start : one.programme.end] == "Bright Steps"
