"""What is left out of press pages, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.clutter_words import lexicon
from pipeline.ingest.interface_words import Strength, is_plainly_kept, opinion
from pipeline.ingest.signs import MAY_DIVIDE, ODD_SEAM, looks_of
from pipeline.records import Article

Read = Callable[..., Article]

BODY = (
    "The rector of Norwood College, Anna Lindqvist, received a delegation of Karatag Pedagogical Institute on Monday, "
    "and the two sides discussed an exchange of students."
)
MORE = (
    "A joint plan of work for the coming academic year will be prepared by the end of the month, the press office said."
)


def page(*lines: str) -> str:
    return "\n\n".join(lines)


@pytest.mark.parametrize(
    "line",
    [
        "Home > News > Events",
        "You are here: Home » News",
        "World > News > Business",
        "Norwood College > News > International",
        "Main page / Education and science / Post",
        "Главная > Новости > Образование",
        "4 Views",
        "Hits: 87",
        "492 views Society 0",
        "0 Comments",
        "read 266 times",
        "Просмотров: 112",
        "2 days ago • Share • Print",
        "Print | Share | Contact us",
        "Версия для печати | Поделиться",
        "Uz Ru En",
        "Arabic / French / Danish / German",
        "image.png",
        "[slider] Library.png | Main-hall.jpg",
        "« Prev | Next »",
        "Uncategorized",
    ],
)
def test_page_elements_above_the_text_are_left_out(read: Read, line: str) -> None:
    article = read(page(line, "Norwood receives guests from Karatag", BODY, MORE))
    assert article.text == page("Norwood receives guests from Karatag", BODY, MORE)
    assert article.left_out


@pytest.mark.parametrize(
    "line",
    [
        "Leave A Comment",
        "Save my name, email, and website in this browser for the next time I comment.",
        "Your email address will not be published. Required fields are marked *",
        "We use cookies to give you the best experience.",
        "Sign up for our newsletter and never miss a story.",
        "Tags: exchange, students",
        "Also read: Ten schools get new buses",
        "Also Read | Ten schools get new buses",
        "© 2024 Norwood College. All rights reserved.",
        "Print | « back to list",
        "26 comments | Share | Subscribe",
        "Related posts\n\nTen schools get new buses\nby admin\n\nA new library opens",
    ],
)
def test_page_elements_below_the_text_are_left_out(read: Read, line: str) -> None:
    article = read(page("Norwood receives guests from Karatag", BODY, MORE, line))
    assert article.text == page("Norwood receives guests from Karatag", BODY, MORE)


@pytest.mark.parametrize(
    "line",
    [
        "29.09.2025",
        "Created Date : Wednesday, April 20, 2016",
        "Source: Office of International Cooperation",
        "Photos: Jamshid Oripov",
        "By Jane Doe, education correspondent",
        "DUSHANBE, Sept. 17 (Avesta)",
        "Related departments were represented by Dr. Karim Nazarov and Ms. Ada Berg.",
        "Share of women among the students: 52 per cent",
        "Print media were represented by the newspaper Maorif.",
        "Rector: Anna Lindqvist | Vice-rector: Karim Nazarov",
    ],
)
def test_lines_that_may_hold_facts_stay(read: Read, line: str) -> None:
    assert line in read(page("Norwood receives guests from Karatag", line, BODY, MORE)).text


def test_of_a_menu_line_the_facts_stay(read: Read) -> None:
    line = "Visit : 178  |  Created Date : 20 April 2016  |  Code : 1706-35  |  A- A+"
    article = read(page(line, "Norwood receives guests", BODY))
    assert article.text == page("Created Date : 20 April 2016", "Norwood receives guests", BODY)
    assert (article.title, article.published) == ("Norwood receives guests", "2016-04-20")


def test_the_label_of_the_first_segment_does_not_speak_for_the_line(read: Read) -> None:
    article = read(page("Hits: 87 | Source: Office of Karatag College | Print", "Norwood receives guests", BODY))
    assert article.text == page("Source: Office of Karatag College", "Norwood receives guests", BODY)


def test_a_headline_that_only_the_breadcrumb_bears_stays(read: Read) -> None:
    article = read(page("News > Education > Norwood receives guests from Karatag", BODY, MORE))
    assert article.text == page("Norwood receives guests from Karatag", BODY, MORE)
    assert article.title == "Norwood receives guests from Karatag"


def test_names_among_tags_stay(read: Read) -> None:
    article = read(page(BODY, MORE, "Tags: exchange, Karatag Pedagogical Institute, students"))
    assert article.text.endswith("said.\n\nKaratag Pedagogical Institute")


def test_a_doubled_headline_is_read_once(read: Read) -> None:
    article = read(page("Norwood receives guests", "NORWOOD RECEIVES GUESTS!", BODY, "Norwood receives guests", MORE))
    assert article.text == page("Norwood receives guests", BODY, MORE)
    assert {gone.reason for gone in article.left_out} == {"repeated line"}


def test_a_lead_repeated_at_the_end_is_read_once(read: Read) -> None:
    assert read(page("Norwood receives guests", BODY, MORE, BODY)).text.count("Lindqvist") == 1
    assert read(page("Norwood receives guests", BODY, MORE, BODY[:110])).text.count("Lindqvist") == 1


def test_short_lines_of_a_list_may_repeat(read: Read) -> None:
    assert read(page(BODY, "- place 1\n- Norwood\n- place 2\n- Norwood")).text.count("- Norwood") == 0
    assert read(page(BODY, "- place 1\n- Norwood\n- place 2\n- Norwood")).text.count("Norwood") == 3


def test_every_left_out_stretch_has_its_reason(read: Read) -> None:
    raw = page("Home > News", "4 Views", "Norwood receives guests", BODY, "Leave A Comment")
    article = read(raw)
    found = {raw[gone.raw_start : gone.raw_end]: gone.reason for gone in article.left_out}
    assert found == {
        "Home > News": "breadcrumb",
        "4 Views": "counter",
        "Leave A Comment": "teaser or form after the article",
    }


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("17 April 2025 212 Views", "17 April 2025"),
        ("12.03.2024, 15:40 1 043 views", "12.03.2024, 15:40"),
        ("Release time: 2024-06-10 Source: Exchange Office Clicks: 104", "Release time: 2024-06-10 Source: Exchange Office"),
        ("3 March 2024 Visitors of the fair", "3 March 2024 Visitors of the fair"),
    ],
)  # fmt: skip
def test_a_counter_goes_from_a_line_of_page_facts_and_the_facts_stay(read: Read, line: str, kept: str) -> None:
    article = read(page("Norwood receives guests from Karatag", line, BODY, MORE))
    assert article.text == page("Norwood receives guests from Karatag", kept, BODY, MORE)


def test_a_ticker_of_notices_goes(read: Read) -> None:
    ticker = "Admission notice 2025 *** Result of the second semester published *** Hostel seats"
    assert read(page("Norwood receives guests from Karatag", BODY, MORE, ticker)).text.endswith(MORE)


def test_a_section_name_between_headline_and_text_goes(read: Read) -> None:
    article = read(page("Norwood receives guests from Karatag", "29.09.2025", "News", BODY, MORE))
    assert article.text == page("Norwood receives guests from Karatag", "29.09.2025", BODY, MORE)


LISTED = sorted({*lexicon().interface, *lexicon().section_words, *lexicon().labels, *lexicon().notes})
PIECES = st.sampled_from(
    [*LISTED, "Photo:", "Image", "фото", "a", "An hour ago", "день назад", "x.png", "w", "©", "2024", "→", ":", ".", "”", "Norwood", "the"]
)  # fmt: skip


@given(st.lists(PIECES, min_size=1, max_size=6).map(" ".join))
def test_a_line_kept_for_its_first_word_and_its_end_is_kept_by_all_rules(line: str) -> None:
    assert not is_plainly_kept(line) or opinion(line).strength is Strength.KEEP


@pytest.mark.parametrize("sign", ["|", "•", "\t", " > ", " » ", " - ", " – ", " / ", " :: ", "   ", " *** "])
def test_a_sign_that_may_divide_a_menu_is_seen_in_its_own_line_only(sign: str) -> None:
    for letter in "aя":
        looks = looks_of([f"Well-known {letter}: yes/no.", f"Home{sign}News {letter}", "Norwood, 3-4 May"])
        assert [bool(look & MAY_DIVIDE) for look in looks] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "is_odd"), [("ofEducation", True), ("region.The", True), ("a  b", True), ("A b. C", False)]
)
def test_words_without_the_space_between_them_are_seen(text: str, is_odd: bool) -> None:
    assert [bool(look & ODD_SEAM) for look in looks_of(["Norwood.", text, "college"])] == [False, is_odd, False]
