"""The name that an entity is shown by."""

from __future__ import annotations

import pytest

from pipeline.records import Kind
from pipeline.resolve.canonical import choose_name


@pytest.mark.parametrize(
    ("spellings", "chosen"),
    [
        ({"NPU": 9, "Nurobod Polytechnic University": 1}, "Nurobod Polytechnic University"),
        ({"NUROBOD POLYTECHNIC UNIVERSITY": 5, "Nurobod Polytechnic University": 1}, "Nurobod Polytechnic University"),
        ({"Нурободский университет": 5, "Nurobod University": 1}, "Nurobod University"),
        (
            {"Nurobod Polytehcnic University": 1, "Polytechnic University of Nurobod": 2},
            "Polytechnic University of Nurobod",
        ),
        ({"Nurobod College": 2, "College of Nurobod": 3}, "College of Nurobod"),
        (
            {"Sardoba Branch of NMI": 3, "Sardoba Branch of Nurobod Mining Institute": 1},
            "Sardoba Branch of Nurobod Mining Institute",
        ),
    ],
)
def test_the_fullest_well_written_and_commonest_spelling_of_an_institution(spellings, chosen):
    assert choose_name(Kind.INSTITUTION, spellings) == chosen


def test_a_short_form_is_chosen_only_when_there_is_nothing_else():
    spellings = {"Institute of Silk": 4, "Tashkent Institute of Silk": 1}
    assert choose_name(Kind.INSTITUTION, spellings, {"Institute of Silk"}) == "Tashkent Institute of Silk"
    assert choose_name(Kind.INSTITUTION, {"Institute of Silk": 4}, {"Institute of Silk"}) == "Institute of Silk"


def test_a_person_is_shown_without_initials_and_a_place_by_its_usual_name():
    assert choose_name(Kind.PERSON, {"K. Saidov": 4, "Karim Saidov": 1}) == "Karim Saidov"
    assert choose_name(Kind.PLACE, {"Dushanba": 4, "Dushanbe": 1}) == "Dushanbe"


def test_the_choice_does_not_depend_on_the_order_of_spellings():
    spellings = {"Nurobod College": 2, "College of Nurobod": 2, "Nurobad College": 2}
    assert choose_name(Kind.INSTITUTION, spellings) == choose_name(Kind.INSTITUTION, dict(reversed(spellings.items())))
