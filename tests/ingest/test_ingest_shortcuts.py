"""Shortcuts that save time give what the long way gives."""

from __future__ import annotations

import re

import pytest

from pipeline.ingest.clean import clean_characters
from pipeline.ingest.doubles import drop_doubles
from pipeline.ingest.html_tags import TOKEN, common_tag, tag_in
from pipeline.ingest.language import _rules, detect_language
from pipeline.ingest.line_looks import text_key, text_keys
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.passages import Passage
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
