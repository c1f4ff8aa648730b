"""Dates: each text marks its dates in place as ``[words](value)``, with the value as in the tables."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import find_dates
from pipeline.records import DatePrecision

_MARK = re.compile(r"\[([^][]*)\]\(([^)]*)\)")


def check(marked: str, published: str = "") -> None:
    text, wanted, at = "", [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        wanted.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    text += marked[at:]
    found = [
        (d.start_char, d.end_char, d.start_date if d.start_date == d.end_date else f"{d.start_date}/{d.end_date}")
        for d in find_dates(text, published)
    ]
    assert [(text[s:e], v) for s, e, v in found] == [(text[s:e], v) for s, e, v in wanted]
    assert found == wanted


@pytest.mark.parametrize(
    "marked",
    [
        "The rectors met on [29.09.2025](2025-09-29) in Zarrin.",
        "Posted [2025-10-13](2025-10-13)T09:30 by the press office",
        "[2025.10.13](2025-10-13) (Hit 41)",
        "Visitors came on [13/10/2025](2025-10-13).",
        "It was [October 3, 2024](2024-10-03), and it rained.",
        "The charter of [3 October 2024](2024-10-03) was read out.",
        "on the [3rd of May, 2024](2024-05-03), the two deans met",
        "[SEPTEMBER 14, 2023](2023-09-14)",
        "[Monday, 3rd June 2024](2024-06-03)",
        "[14-Apr-2017](2017-04-14), 11:13",
        "[03 Nov, 2019](2019-11-03)\nCategory: News",
        "on [24th of November, 2023](2023-11-24) at 10:00",
        "[Sept. 9, 2021](2021-09-09)",
        "Dated this [5th day of June, 2024](2024-06-05)",
    ],
)
def test_one_day_in_figures_or_words(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "[October 15–17, 2024](2024-10-15/2024-10-17): a study visit",
        "from [3 to 5 May 2024](2024-05-03/2024-05-05)",
        "on [28-29 September 2015](2015-09-28/2015-09-29)",
        "[30 September – 2 October 2023](2023-09-30/2023-10-02)",
        "[30 December – 2 January 2024](2023-12-30/2024-01-02)",
        "[December 28, 2024 – January 5, 2025](2024-12-28/2025-01-05)",
        "[12-14.10.2024](2024-10-12/2024-10-14)",
        "[30.09.–02.10.2023](2023-09-30/2023-10-02)",
        "[between 12 May and 3 June 2024](2024-05-12/2024-06-03)",
        "[between January and July 2025](2025-01/2025-07)",
        "[15 and 16 January 2025](2025-01-15/2025-01-16)",
        "from [May 2023 to June 2024](2023-05/2024-06)",
        "[May–July 2025](2025-05/2025-07)",
        "from [2023 to 2028](2023/2028)",
        "Strategy ([2026–2030](2026/2030))",
        "the [2026-30](2026/2030) cycle",
        "the [2023-2024](2023/2024) academic year",
        "in [2023/24](2023/2024)",
        "[Monday 5 – Friday 9 May 2025](2025-05-05/2025-05-09)",
        "([01/09/2024-31/08/2027](2024-09-01/2027-08-31))",
        "[1.9.2024-31.8.2027](2024-09-01/2027-08-31)",
        "[2024-09-01/2027-08-31](2024-09-01/2027-08-31)",
    ],
)
def test_spans(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "runs [until 2030](/2030)",
        "[by 2030](/2030) all schools",
        "[by the end of 2027](/2027)",
        "[no later than 1 March 2026](/2026-03-01)",
        "[until May 2026](/2026-05)",
        "[up to 2035](/2035)",
        "a strategy [to 2030](/2030)",
        "[since 2019](2019/) they have",
        "[Since September 2019](2019-09/) they have",
        "[from 1 September 2024](2024-09-01/) tuition is free",
        "[2025 onwards](2025/)",
        "figures from [2021](2021) show",
    ],
)
def test_open_ends(marked: str) -> None:
    if marked.startswith("[2025"):
        marked = "in " + marked
    check(marked)


@pytest.mark.parametrize(
    ("marked", "precision"),
    [
        ("in [May 2025](2025-05)", DatePrecision.MONTH),
        ("[late May 2025](2025-05)", DatePrecision.MONTH),
        ("[early 2024](2024)", DatePrecision.YEAR),
        ("[mid-2026](2026)", DatePrecision.YEAR),
        ("[first quarter of 2026](2026-01/2026-03)", DatePrecision.QUARTER),
        ("[Q3 2024](2024-07/2024-09)", DatePrecision.QUARTER),
        ("[first half of 2025](2025-01/2025-06)", DatePrecision.MONTH),
        ("[spring of 2023](2023-03/2023-05)", DatePrecision.SEASON),
        ("[winter 2023/24](2023-12/2024-02)", DatePrecision.SEASON),
        ("[summer semester 2024](2024-04/2024-09)", DatePrecision.SEASON),
        ("in the [1990s](1990/1999)", DatePrecision.YEAR),
    ],
)
def test_coarse_precision_is_kept(marked: str, precision: DatePrecision) -> None:
    check(marked)
    assert find_dates(_MARK.sub(r"\1", marked))[0].precision is precision


@pytest.mark.parametrize(
    "marked",
    [
        "in [2012](2012), [2014](2014) and [2016](2016)",
        "the [2025](2025) Lakeside Summit on Skills",
        "Lakeside Forum ([2019](2019))",
        "the Rectors' Forum [2024](2024)",
        "compared with [2022](2022)",
        "the [2024](2024) edition",
        "the law of [2019](2019)",
        "founded in [1998](1998) and renamed in [2004](2004)",
        "In [2019](2019) students from abroad came.",
        "[1998](1998): founded as a teachers' seminary",
        "as early as [2012](2012)",
        "set aside the [2022](2022) notification; under a [2023](2023) pact",
        "Decree No. 44 of [2019](2019)",
        "The pact was prolonged [to 2029](/2029), and dates back to [2004](2004).",
        "- Brackwater College: memorandum, [2013](2013), asleep",
        "**[1938](1938).** The heating stops.",
        "| Government of Lorvania | agreement | [2022](2022) |",
    ],
)
def test_bare_years_by_their_neighbours(marked: str) -> None:
    check(marked)


@pytest.mark.parametrize(
    "text",
    [
        "2019 students took part, over 2000 guests came",
        "a total of 2019 applications",
        "from 2000 to 2500 students",
        "Room 2024, building 3",
        "certified to ISO 9001:2015 and ISO 2022",
        "Tel. 2025-2026, +998 71 202 2025",
        "Order No. 2021 of the Ministry",
        "grants of 2000 euros",
        "ranked 1901-2000 in the table",
        "Horizon 2020, Vision 2030 and Uzbekistan-2030",
        "the 2030 Agenda",
        "the Class of 2025",
        "10,00 2 and version 10.5.3",
        "It lasted for three days; it ended recently, at 10:30.",
        "the President may 5 times; April Jones and Theresa May",
        "8 March Street",
        "On 31 February 2024 and 29 February 2023",
        "May 20 students apply?",
        "the Sept-Îles campus",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []


def test_a_day_without_year_stays_open_when_nothing_tells_the_year() -> None:
    check("on Saturday ([June 8](--06-08)); on [11 October](--10-11); [September 17-18 of this year](--09-17/--09-18)")
    check("in [May](--05); from [3 to 5 May](--05-03/--05-05)")


def test_the_page_date_gives_the_nearest_year_and_a_weekday_must_agree() -> None:
    check("signed on [July 18](2017-07-18)", "2017-07-18")
    check("It opened on [20 December](2023-12-20).", "2024-01-05")
    check("It will open on [5 January](2025-01-05).", "2024-12-20")
    check("ZARRIN, [Sept. 17](2020-09-17) (ZNA) -- The", "2020-09-18")
    check("signed on [September 17-18 of this year](2023-09-17/2023-09-18)", "2023-09-20")
    check("signed in [February](2024-02)", "2024-10-28")
    check("On [Monday, 6 May](2024-05-06), it", "2024-12-01")


def test_other_full_dates_of_the_text_give_the_year() -> None:
    check("[12 March 2024](2024-03-12). They had met on [10 March](2024-03-10).")
    check("[12 March 2024](2024-03-12), [1 May 2023](2023-05-01), and [10 March](--03-10) as well")


def test_a_full_date_gives_its_year_to_none_before_it_unless_another_agrees() -> None:
    check("They met on [10 March](--03-10). An older pact is of [12 March 2021](2021-03-12).")
    check("On [10 March](2021-03-10), after [5 March 2021](2021-03-05); and again on [12 March 2021](2021-03-12).")


@pytest.mark.parametrize(
    "marked",
    [
        "after the elections of [October](--10)",
        "Next meeting: Brackwater, [March](--03).",
        "**[November](--11).** A flood.",
        "Miss April Jones and Dr. Mai; every January; the June bulletin",
    ],
)
def test_months_alone(marked: str) -> None:
    check(marked)


def test_this_year_is_read_off_the_only_academic_year() -> None:
    check("On [14 September of this year](2023-09-14); teaching starts in the [2023-2024](2023/2024) academic year.")


@pytest.mark.parametrize(
    "marked",
    [
        "They signed it [yesterday](2024-05-14).",
        "It was announced [today](2024-05-15).",
        "signed on [Tuesday](2024-05-14) by both",
        "will be opened on [Friday](2024-05-17)",
        "handed over [last Friday](2024-05-10)",
        "[this year](2024) and [last year](2023)",
        "[last April](2024-04), [next September](2024-09)",
        "[this week](2024-05-13/2024-05-19)",
        "[next month](2024-06)",
        "[this autumn](2024-09/2024-11)",
        "[last winter](2023-12/2024-02)",
        "inked [this morning](2024-05-15)",
        "was held on the [13th](2024-05-13) at the college",
        "On the [13th](2024-05-13) she signed; the board meets again on the [20th](2024-05-20).",
        "valid [until the end of the year](/2024-12)",
        "Fees fell at the [end of last year](2023-12).",
        "The dean, who met them on [Monday](2024-05-13), arrives on [Friday](2024-05-17).",
        "Lectures begin on [Monday](2024-05-20); the contract expires in [February](2025-02).",
        "She died on [Sunday](2024-05-12).",
        "Both are to sign it on [Thursday](2024-05-16).",
        "She is due to meet the rector Karima Toshova and the dean on [Friday](2024-05-17).",
        "The visit was postponed to [January](2025-01), said the rector.",
        "came on Tuesday ([14/5](2024-05-14))",
        "[Today](2024-05-15) the college has a new roof.",
        "in the [second half of the year](2024-07/2024-12)",
        "They stayed from [6 to 10 May](2024-05-06/2024-05-10). On [Tuesday](2024-05-07) it rained.",
        "A text may be ready [before the summer](/2024-06).",
        "She did not sign on [Monday](2024-05-13), it was mentioned again on [Tuesday](2024-05-14).",
        "the contract begins in [autumn](2024-09/2024-11)",
        "It should be ready [by Christmas](/2024-12-25); it was asked for at [Easter](2024-03-31).",
    ],
)
def test_relative_expressions_go_by_the_page_date(marked: str) -> None:
    check(marked, "2024-05-15")


def test_relative_expressions_without_a_page_date_are_none() -> None:
    assert find_dates("Yesterday, on Thursday, this year, last month, next week and today") == []


@pytest.mark.parametrize(
    "text",
    [
        "the students of today and the leaders of tomorrow",
        "every Thursday; Monday to Friday, Sunday Okafor",
        "over the past year, in the coming year",
        "before the Christmas break, on the 5th floor, in winter",
    ],
)
def test_habits_and_figures_of_speech_are_no_dates(text: str) -> None:
    assert find_dates(text, "2024-05-15") == []


def test_the_american_order_needs_evidence() -> None:
    check("[01/02/2025](2025-02-01)")
    check("[01/02/2025](2025-01-02) and [10/13/2025](2025-10-13)")
    check("[10/05/2024](2024-10-05), that is [October 5, 2024](2024-10-05)")
    check("[01/02/2025](2025-01-02)", "2025-01-02")


@pytest.mark.parametrize(
    "marked",
    [
        "[5 мая 2024](2024-05-05) года",
        "[с 2018](2018/) года",
        "[2024-yil 5-may](2024-05-05) kuni",
        "[5 de mayo de 2024](2024-05-05)",
        "[5. Mai 2024](2024-05-05)",
        "le [5 mars 2024](2024-03-05)",
        "[12 Mayıs 2024](2024-05-12)",
        "[24-25 aprel 2025](2025-04-24/2025-04-25)-yil",
        "[2024年10月15日](2024-10-15)",
        "[2025-yil 1-sentabrdan](2025-09-01)",
        "[2024 yil 20-22 noyabr](2024-11-20/2024-11-22)",
        "del [20 al 22 de noviembre de 2024](2024-11-20/2024-11-22)",
        "vom [20. bis 22. November 2024](2024-11-20/2024-11-22)",
    ],
)
def test_months_of_other_languages(marked: str) -> None:
    check(marked)


def test_days_that_do_not_follow_each_other_are_single() -> None:
    check("on [5](2024-10-05), [12](2024-10-12) and [19 October 2024](2024-10-19)")
    check("in [March](2025-03), [May](2025-05) and [July 2025](2025-07)")


_PIECES = st.sampled_from(
    ["5", "31", "2024", "May", "March", "to", "until", "–", "-", "/", ",", ".", "and", "between", "of", "the", "year",
     "this", "last", "Friday", "Q3", "'s", "s", "\n", " ", "winter", "first", "quarter", "(", ")", "1,5", "мая",
     "İ", "since"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(_PIECES, max_size=25),
    st.sampled_from([" ", ""]),
    st.sampled_from(["", "2024-02-29", "0001-01-01", "9999-12-31", "no date"]),
)
def test_spans_are_sorted_apart_and_valid_on_any_text(pieces: list[str], glue: str, published: str) -> None:
    text = glue.join(pieces)
    at = 0
    for one in find_dates(text, published):
        assert at <= one.start_char < one.end_char <= len(text)
        assert text[one.start_char : one.end_char].strip() == text[one.start_char : one.end_char]
        assert re.fullmatch(r"(\d{4}(-\d\d(-\d\d)?)?|--\d\d(-\d\d)?)?", one.start_date)
        assert one.start_date or one.end_date
        at = one.end_char


@pytest.mark.parametrize(
    "text", [", " * 60_000, "a" * 3_000_000, "(" * 60_000, "2024 and " * 20_000, "5, " * 50_000, "May " * 50_000]
)
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    check_end = text + "\nIt was on 5 May 2024."
    assert find_dates(check_end, "2024-05-06")[-1].start_date == "2024-05-05"
