"""Persons that a tagger has torn or taken for something else."""

from __future__ import annotations

import pytest

from pipeline.extract.person_bounds import mend_persons
from pipeline.extract.reading import Label, Span


def mended(marked: str) -> list[tuple[str, str]]:
    """Words and label of the mended spans of a text with ``[words|label]``."""
    text, spans = "", []
    for piece in marked.split("["):
        inside, closed, after = piece.partition("]")
        if closed:
            words, label = inside.split("|")
            spans.append(Span(len(text), len(text) + len(words), Label(label)))
            text += words + after
        else:
            text += piece
    return [(text[span.start : span.end], span.label.value) for span in mend_persons(text, spans)]


def test_a_suffix_belongs_to_the_name_before_it():
    assert mended("Dean [Raul Ortiz|person], [Jr|person]. spoke") == [("Raul Ortiz, Jr.", "person")]
    assert mended("[Henry Oduya|person] III signed") == [("Henry Oduya III", "person")]


def test_a_suffix_alone_is_no_name():
    assert mended("His son, [Jr.|institution], and") == []


def test_a_short_form_in_front_goes_with_the_rest_whatever_its_label():
    assert mended("Registrar [Md|person]. [Karim Sheikh|institution] said") == [("Md. Karim Sheikh", "person")]


@pytest.mark.parametrize("short", ["Md.", "Md", "Mohd.", "Mst."])
def test_a_short_given_name_in_front_is_a_part_of_the_name(short: str):
    assert mended(f"Registrar Dr. {short} [Karim Sheikh|person] said") == [(f"{short} Karim Sheikh", "person")]


@pytest.mark.parametrize("title", ["Dr.", "MD", "Registrar", "Mr. Amd"])
def test_other_words_in_front_are_none(title: str):
    assert mended(f"{title} [Karim Sheikh|person] said") == [("Karim Sheikh", "person")]


def test_a_title_in_front_makes_a_person():
    assert mended("by Dr. [Saumya Sekar|institution] and") == [("Saumya Sekar", "person")]


@pytest.mark.parametrize(
    "marked",
    [
        "Dr. [Okafor Foundation|institution] gave",  # its words show a type
        "Dr. [UNILAG|institution] said",  # an acronym
        "the rector of [Zorbly|institution]",
        "[Md|person], [Karim Sheikh|person]",  # two in a list
    ],
)
def test_what_shows_no_person_stays(marked):
    assert [label for _, label in mended(marked)] == [piece.split("]")[0] for piece in marked.split("|")[1:]]


def test_letters_of_an_order_are_no_part_of_the_name():
    assert mended("Principal [Henry Oduya OBE|person] said") == [("Henry Oduya", "person")]
    assert mended("[Purna KC|person] and [Raul MBE|person]") == [("Purna KC", "person"), ("Raul", "person")]
