"""A name that adds a body of its own to an institution's name is that of the body."""

from __future__ import annotations

import pytest

from pipeline.bodies import stands_beside


def beside(longer: str, shorter: str, *, acronym: bool = False) -> bool:
    return stands_beside(tuple(longer.split()), tuple(shorter.split()), acronym=acronym)


@pytest.mark.parametrize(
    "longer",
    [
        "sardoba university press",
        "sardoba university public relations",
        "sardoba university teaching hospital",
        "sardoba university students union",
        "sardoba university board of regents",
        "sardoba university faculty of law",
        "sardoba university college of law",
        "sardoba state university alumni association",
        "senate of sardoba university",
        "alumni association of the university of sardoba",
        "sardoba universitys faculty association",
    ],
)
def test_a_body_with_a_noun_of_its_own_is_not_the_institution(longer: str) -> None:
    assert beside(longer, "sardoba university")


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        # A field, a place, a superior or a namesake behind a joint.
        ("sardoba university of applied sciences", "sardoba university"),
        ("sardoba university and press", "sardoba university"),
        ("ministry of education and science", "ministry of education"),
        ("academy of melons under the agency for education", "academy of melons"),
        ("sardoba institute named after the academy", "sardoba institute"),
        # A place, a legal form, an attribute.
        ("sardoba university guliston", "sardoba university"),
        ("bank of sardoba plc", "bank of sardoba"),
        ("northern sardoba university", "sardoba university"),
        ("sardoba energy institute", "sardoba institute"),
        # What the short form leaves out says what it is.
        ("sardoba state university", "sardoba state"),
        ("sardoba library", "sardoba"),
        ("sardoba polytechnic institute", "sardoba polytechnic"),
        ("sardoba news agency", "sardoba news"),
        ("sardoba university college", "sardoba university"),
        # The whole stands behind its part.
        ("faculty of law sardoba institute", "faculty of law"),
        # Not the same words at all.
        ("guliston university press", "sardoba university"),
        ("sardoba university", "sardoba university"),
    ],
)
def test_other_longer_names_are_the_institution(longer: str, shorter: str) -> None:
    assert not beside(longer, shorter)


def test_an_acronym_stands_for_a_full_name() -> None:
    assert beside("nta regional office guliston", "nta", acronym=True)
    assert beside("regional office nta", "nta", acronym=True)
    assert not beside("nta regional office", "nta")
    # An acronym may be a name that the type follows.
    assert not beside("nta academy", "nta", acronym=True)
