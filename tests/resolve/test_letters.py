"""Acronyms read freely off names, and names of which a run of words is an acronym."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.records import Kind
from pipeline.resolve.batch import resolve_names
from pipeline.resolve.letters import reading, reading_keys, waiting_key
from pipeline.resolve.names import parse_name
from pipeline.resolve.shortened import letters_of, written_out


def together(*names: str) -> bool:
    frame = pd.DataFrame({"name": names, "kind": "institution"})
    return resolve_names(frame)["cluster"].nunique() == 1


@pytest.mark.parametrize(
    ("letters", "full"),
    [
        ("swtu", "Southwest Tobol University"),
        ("ufpl", "Universidade Federal do Porto Largo"),
        ("kuhes", "Komilov University of Health Sciences"),
    ],
)
def test_letters_are_read_off_the_words_in_order(letters: str, full: str) -> None:
    name = parse_name(Kind.INSTITUTION, full)
    assert reading(letters, name) > 0.6
    assert waiting_key(letters) in reading_keys(name)


def test_letters_in_another_order_are_not_read() -> None:
    assert reading("tuk", parse_name(Kind.INSTITUTION, "Kurgan Technological University")) == 0


def test_a_shortened_run_is_written_out_with_the_words_of_the_full_name() -> None:
    short = parse_name(Kind.INSTITUTION, "UKS Termez")
    full = parse_name(Kind.INSTITUTION, "University of Kind Studies Termez")
    assert letters_of(short) == "uks"
    assert [part.text for name in written_out(short, full) for part in name.parts] == [
        *("University", "Kind", "Studies", "Termez")
    ]


def test_a_shortened_name_joins_the_full_one() -> None:
    assert together("Kurgan Technological University Termez", "KTU Termez")


def test_an_acronym_behind_a_dash_is_no_other_institution() -> None:
    assert together("Institute of Kind Studies Termez - IKST", "Institute of Kind Studies Termez")


def test_what_stands_in_brackets_may_be_left_out() -> None:
    assert together("Tobol (Long Lake) Technological University", "Tobol Technological University")
