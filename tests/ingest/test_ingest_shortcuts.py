"""Shortcuts that save time give what the long way gives."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest import mapped, signs
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.clutter_words import lexicon
from pipeline.ingest.doubles import drop_doubles
from pipeline.ingest.html_tags import TOKEN, common_tag, tag_in
from pipeline.ingest.language import _rules, detect_language
from pipeline.ingest.line_looks import text_key, text_keys
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.passages import Passage, split_passages
from pipeline.ingest.pdf_reader import _place_of
from pipeline.ingest.wrapping import line_lengths
from pipeline.records import BlockKind


def token_at_the_beginning(source: str) -> re.Match[str]:
    match = TOKEN.match(source)
    assert match
    return match


@pytest.mark.parametrize(
    "tag",
    [
        "<p>",
        "</DIV >",
        '<li class="menu-item">',
        "<br/>",
        '<a href="/x" title="guests">',
        "<td <b>",
        '<meta name="x" content="y">',
    ],
)
def test_a_tag_known_before_is_the_tag_that_the_pattern_finds_whatever_follows(tag: str) -> None:
    for after in ("", 'text "quoted">', "it's <b>bold</b>"):
        match = token_at_the_beginning(tag + after)
        assert match.group() == tag
        assert common_tag(tag) == tag_in(match)


@pytest.mark.parametrize("source", ["<a title='a>b'>", '<a title="a>b">', "<!-- a > b -->", "<p class='x>'>"])
def test_a_tag_that_may_go_on_after_its_first_bracket_is_left_to_the_pattern(source: str) -> None:
    assert common_tag(source[: source.index(">") + 1]) is None
    assert token_at_the_beginning(source).group() == source


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a" * 399 + " guests", "a" * 399 + " guests"),
        ("guests " + "a" * 400, "guests "),
        ("guests\n" + "a" * 400 + "\tb", "guests\n\tb"),
        ("two\nlines " * 100, "two\nlines " * 100),
        ("bell\x07 and \x7fdelete", "bell and delete"),
    ],
)
def test_controls_and_words_too_long_to_be_words_go_from_plain_text(raw: str, clean: str) -> None:
    assert clean_characters(Mapped.of(raw), LeftOutLog(raw, rest="")).text == clean


@settings(deadline=None)  # the first call makes the table
@given(st.text(), st.sampled_from(["", "w" * 398, "one two " * 60]), st.text("ab ’é•\u00a0\u0301я漢", max_size=8))
def test_signs_of_a_nearly_plain_text_are_those_of_the_table(start: str, middle: str, end: str) -> None:
    text = start + middle + end
    assert signs._signs_in_plain(text) in (-1, signs._signs_by_table(text))


def test_a_few_quotes_and_bullets_leave_a_text_nearly_plain() -> None:
    assert (
        signs._signs_in_plain(
            "• The rector’s “guests” came from afar and stayed in Norwood for the whole of the week. " * 30
        )
        > 0
    )


def test_no_rule_on_letters_of_a_language_needs_an_ascii_letter() -> None:
    needed = "".join(rule["needs"] for rule in _rules()["letters"] if rule["script"] == "latin")
    assert needed
    assert not any(letter.isascii() for letter in needed)


def test_signs_and_figures_alone_have_no_language() -> None:
    assert detect_language("12.05.2024 | 17:30 | (4) *** 1,200.50") == ""


def test_keys_of_several_lines_are_those_of_each() -> None:
    lines = ["Guests in Norwood!", "", "No. 5 — no".replace("—", "-"), "ALL 3 PARTS"]
    assert text_keys("\n".join(lines)) == [text_key(line) for line in lines]


@pytest.mark.parametrize("sign", ["", "é", "\n"])
def test_a_cut_off_beginning_is_a_double_in_plain_and_other_text(sign: str) -> None:
    lead = f"The delegation{sign} of Karatag Pedagogical Institute visited Tolland Academy and both sides spoke of the exchange of students"
    texts = [f"{lead} for a whole day.", "Something else.", lead]
    passages = [Passage(BlockKind.PARAGRAPH, Mapped.of(text)) for text in texts]
    kept = drop_doubles(passages, LeftOutLog("x" * 300, rest=""))
    assert [passage.text for passage in kept] == texts[:2]


def test_what_is_left_out_for_one_reason_and_for_several_is_told() -> None:
    raw = "keep  menu view  keep gone"
    log = LeftOutLog(raw, rest="markup")
    log.mark_stretch(6, 10, "navigation")
    log.mark_stretch(11, 15, "counter")
    kept = Mapped.join([Mapped.of(raw).part(0, 4), Mapped.of(raw).part(17, 21)], " ")
    found = [(gone.raw_start, gone.raw_end, gone.reason) for gone in log.left_out(kept.runs())]
    assert found == [(6, 10, "navigation"), (11, 15, "counter"), (22, 26, "markup")]


@pytest.mark.parametrize("raw", ["ab - \ncd", "ab-cd", "a\n\n*b* cd", "ab \u00a0-\u2003+ cd"])
def test_a_few_characters_left_out_are_told_as_many_are(raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    for short in (50, 0):
        monkeypatch.setattr(mapped, "_SHORT", short)
        log = LeftOutLog(raw, rest="clean-up")
        log.mark_stretch(3, 4, "bullet")
        kept = Mapped.join([Mapped.of(raw).part(0, 1), Mapped.of(raw).part(len(raw) - 1, len(raw))], " ")
        told.append(log.left_out(kept.runs()))
    assert told[0] == told[1] != ()


def test_lines_go_straight_on_beside_a_row_of_a_table_but_not_into_it() -> None:
    full = [
        "The delegation of the institute visited the college",
        "and both sides spoke of the exchange of students and",
    ]
    lines = [*full, "of diplomas.", "Tolland Academy | Norwood | twenty-eight students now", *full, "of teachers."]
    text = "\n".join(lines)
    found = split_passages(Mapped.of(text), LeftOutLog(text, rest=""), width=52, slack=13)
    assert [passage.text for passage in found] == [" ".join(lines[:3]), lines[3], " ".join(lines[4:])]


@pytest.mark.parametrize("n_lines", [3, 400])
def test_lengths_of_lines_are_those_of_lines_with_something_on_them(n_lines: int) -> None:
    text = "\n".join(["Guests in Norwood", "", " ", "and more of them than before"] * n_lines)
    assert line_lengths(text) == [17] * n_lines + [28] * n_lines


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Guests from Karatag\nin Norwood\nText", "Guests from Karatag\nin Norwood"),
        ("Guests from\n  Guests  from Karatag \n in Norwood\t\nText", "Guests  from Karatag \n in Norwood"),
        ("Guests from Karatag\n\nin Norwood", ""),
        ("The Guests from Karatag\nin Norwood", ""),
        ("Guests from Karatag\nin Norwood", "Guests from Karatag\nin Norwood"),
        ("", ""),
    ],
)
def test_a_headline_is_found_on_whole_lines_whatever_its_spaces(text: str, found: str) -> None:
    start, end = _place_of(["Guests from Karatag ", "in Norwood"], text)
    assert text[start:end] == found


def test_no_headline_stands_nowhere() -> None:
    assert _place_of([], "Guests in Norwood") == (0, 0)


def test_no_counter_has_a_figure_in_its_name() -> None:
    assert not any(char.isdigit() for word in lexicon().counters for char in word)
