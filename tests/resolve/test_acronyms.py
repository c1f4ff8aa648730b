"""Which acronyms a name can have, and how surely."""

from __future__ import annotations

import pytest

from pipeline.records import Kind
from pipeline.resolve.acronyms import STATED, STRICT, acronym_strength, near_double
from pipeline.resolve.names import Name, parse_name


def name(text: str) -> Name:
    return parse_name(Kind.INSTITUTION, text)


@pytest.mark.parametrize(
    ("acronym", "full"),
    [
        ("KTU", "Kurgan Technological University"),
        ("UOWK", "University of West Kurgan"),
        ("KurgTU", "Kurgan Technological University"),
        ("SRSU", "Surkhob River State University named after Olim Karimzoda"),
        ("BJTU", "Beijing Tea University"),
    ],
)
def test_an_acronym_fits_the_name_it_is_made_from(acronym: str, full: str) -> None:
    assert acronym_strength(name(acronym), name(full)) > 0


def test_an_acronym_stated_in_brackets_is_the_strongest() -> None:
    stated = acronym_strength(name("TVETA"), name("Agency for Skills of Kurgan (TVETA)"))
    assert stated == STATED > STRICT


def test_other_letters_do_not_fit() -> None:
    assert acronym_strength(name("MIT"), name("Kurgan Technological University")) == 0


def test_a_letter_that_stands_twice_is_a_misprint() -> None:
    assert near_double("abccd", "abcd")
    assert not near_double("abcde", "abcd")
    assert not near_double("abb", "ab")
