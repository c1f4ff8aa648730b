"""Sums of money: notations, currencies, and numbers that are no sums."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.money import find_money


def sums(text: str, dollar: str = "USD") -> list[tuple[str, str, str]]:
    return [(text[one.start_char : one.end_char], one.amount, one.currency) for one in find_money(text, dollar)]


@pytest.mark.parametrize(
    ("words", "amount", "currency"),
    [
        ("RM6.18bil", "6180000000", "MYR"),
        ("US$24 million", "24000000", "USD"),
        ("USD 110 million", "110000000", "USD"),
        ("EUR 1,5 million", "1500000", "EUR"),
        ("€23.47m", "23470000", "EUR"),
        ("€9.5", "9.5", "EUR"),
        ("$2 billion", "2000000000", "USD"),
        ("$24.5-million", "24500000", "USD"),
        ("Rs. 300 crore", "3000000000", "INR"),
        ("Rs. 1,10,000/-", "110000", "INR"),
        ("Rs 1.2 lakh crore", "1200000000000", "INR"),
        ("₹50 lakh", "5000000", "INR"),
        ("Ksh300 million", "300000000", "KES"),
        ("KSh. 2.5bn", "2500000000", "KES"),
        ("9.6 million Swiss Francs", "9600000", "CHF"),
        ("3 million 200 thousand US dollars", "3200000", "USD"),
        ("14 million and 700 thousand euros", "14700000", "EUR"),
        ("10.5 million U.S. dollars", "10500000", "USD"),
        ("1.5 billion Albanian lek", "1500000000", "ALL"),
        ("USD three billion", "3000000000", "USD"),
        ("half a million dollars", "500000", "USD"),
        ("two and a half million euros", "2500000", "EUR"),
        ("one hundred and twenty thousand pounds", "120000", "GBP"),
        ("£1,200", "1200", "GBP"),
        ("N5bn", "5000000000", "NGN"),
        ("₦5 billion", "5000000000", "NGN"),
        ("GH¢2 million", "2000000", "GHS"),
        ("R500 million", "500000000", "ZAR"),
        ("S$5m", "5000000", "SGD"),
        ("NT$6m", "6000000", "TWD"),
        ("RMB 3 million yuan", "3000000", "CNY"),
        ("10 million yuan", "10000000", "CNY"),
        ("12 million soums", "12000000", "UZS"),
        ("500 000 som", "500000", "KGS"),
        ("3 million somoni", "3000000", "TJS"),
        ("5 million roubles", "5000000", "RUB"),
        ("40 million Danish kroner", "40000000", "DKK"),
        ("Tk 50 crore", "500000000", "BDT"),
        ("1 mln euro", "1000000", "EUR"),
        ("5 mln. euro", "5000000", "EUR"),
        ("2.5 mlrd euro", "2500000000", "EUR"),
        ("€1.000.000", "1000000", "EUR"),
        ("1 000 000 EUR", "1000000", "EUR"),
        ("1'000'000 CHF", "1000000", "CHF"),
        ("4.500 TL", "4500", "TRY"),
        ("VND 20 billion", "20000000000", "VND"),
        ("500 million Korean won", "500000000", "KRW"),
        ("1.5 млрд рублей", "1500000000", "RUB"),
    ],
)
def test_notations(words: str, amount: str, currency: str) -> None:
    assert sums(f"A grant of {words}.") == [(words, amount, currency)]


@pytest.mark.parametrize(
    "text",
    [
        "5 million people and 20 per cent",
        "They won 5-3; the team of 5 won the cup; in 2019 won the prize",
        "ALL 40 colleges and TOP 100",
        "Euro 2024 was a championship",
        "several million dollars",
        "in 2024 US universities",
        "the 12 EUR-ACE labels, the G20, 5 EU projects",
        "a dollar sign",
    ],
)
def test_what_is_no_sum(text: str) -> None:
    assert sums(text) == []


@pytest.mark.parametrize("text", ["€5-7 million", "EUR 5 to 7 million", "between 5 and 7 million euros"])
def test_a_range_gives_two_sums_over_the_same_characters(text: str) -> None:
    first, second = find_money(text)
    assert (first.amount, second.amount) == ("5000000", "7000000")
    assert (first.start_char, first.end_char) == (second.start_char, second.end_char)


def test_shared_signs_go_by_the_places_of_the_text() -> None:
    assert sums("COLOMBO – India and the college agreed on Rs. 275 million.")[0][2] == "LKR"
    assert sums("The college in Lahore, Pakistan, got Rs63m.")[0][2] == "PKR"
    assert sums("Danish students got 400 kroner.")[0][2] == "DKK"
    assert sums("Shs 5 million went to Kampala.")[0][2] == "UGX"


def test_the_dollar_is_the_callers_unless_the_text_uses_one_other_dollar() -> None:
    assert sums("a gift of $5 million", dollar="AUD")[0][2] == "AUD"
    assert [one[2] for one in sums("NZ$5 million, of which $2 million")] == ["NZD", "NZD"]
    assert [one[2] for one in sums("US$5 million (S$6.7 million), later $2 million")] == ["USD", "SGD", "USD"]


def test_a_bare_dollar_is_that_of_the_country_that_the_text_is_about() -> None:
    about = (
        "Colleges in Canada teach it. The Canadian province pays $2 million; Canada will add to that in Ottawa, Canada."
    )
    assert sums(about)[0][2] == "CAD"
    assert sums("The Denver school got $2 million for a lab with a partner in Canada.")[0][2] == "USD"
    assert sums("The United States gave, as the United States does. " + about)[0][2] == "USD"


@settings(max_examples=300, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "5",
                "1,200",
                "m",
                "million",
                "€",
                "$",
                "Rs.",
                "to",
                "-",
                " ",
                "\n",
                "a",
                "half",
                "dollars",
                "EUR",
                ".",
                "1 000",
            ]
        ),
        max_size=20,
    )
)
def test_spans_are_sorted_and_amounts_plain_on_any_text(pieces: list[str]) -> None:
    text = " ".join(pieces)
    at = 0
    for one in find_money(text):
        assert at <= one.start_char < one.end_char <= len(text)
        assert one.amount.replace(".", "", 1).isdigit()
        at = one.start_char


@pytest.mark.parametrize(
    "text", ["1 " * 60_000, "$" * 100_000, "a" * 3_000_000, "one hundred and " * 10_000, "1,1" * 50_000]
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    assert sums(text + "\nIt cost EUR 5 million.")[-1] == ("EUR 5 million", "5000000", "EUR")
