"""Edges of institution names that a tagger misses."""

from __future__ import annotations

import pytest
from marked import marked, shown

from pipeline.extract.name_bounds import trim
from pipeline.extract.name_edges import mend_edges


def mended(source: str, score: float = 0.9) -> list[str]:
    text, spans = marked(source, score)
    return shown(text, mend_edges(text, spans))


def trimmed(source: str) -> str:
    text, (span,) = marked(source)
    found = trim(text, span)
    return text[found.start : found.end] if found else ""


def test_a_quotation_mark_that_opens_inside_a_name_closes_it():
    assert mended('at [Liceul "Vasile Morar|institution]" in Turda') == ['Liceul "Vasile Morar"|institution']
    assert mended('the "[Ursa" Knitting Works|institution] of Perm') == ['"Ursa" Knitting Works|institution']
    assert trimmed('at [Liceul "Vasile Morar"|institution] in Turda') == 'Liceul "Vasile Morar"'


def test_quotation_marks_around_a_name_stay_outside():
    assert trimmed('the paper ["Vasile Morar"|institution] said') == "Vasile Morar"


@pytest.mark.parametrize("form", ["Ltd", "(Pvt) Ltd", "S.r.l.", ", s.r.o."])
def test_a_legal_form_belongs_to_the_name_and_makes_it_that_of_an_institution(form):
    joint = "" if form.startswith(",") else " "
    source = f"with [Modra Vila|programme]{joint}{form}, which"
    assert mended(source) == [f"Modra Vila{joint}{form}|institution"]


def test_a_legal_form_in_front_of_another_name_is_that_one():
    assert mended("[Academy of Design|institution], JSC Kara Power") == ["Academy of Design|institution"]


def test_an_embassy_goes_on_with_its_seat():
    assert mended("the [Embassy of Kenya|institution] in [Oslo|place], and [Oslo|place]")[0] == (
        "Embassy of Kenya in Oslo|institution"
    )
    assert mended("the [University of Kenya|institution] in [Oslo|place]")[0] == "University of Kenya|institution"


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        ("at [Vocational Lyceum No|institution]. 46, which", "Vocational Lyceum No. 46"),
        ("the [akimat of Sardoba|institution] district.", "akimat of Sardoba district"),
        ("the [College named after Ada Lindo|institution] Sr., which", "College named after Ada Lindo Sr."),
        ('the [Forestry School|institution] "Ada Lindo" in', 'Forestry School "Ada Lindo"'),
        ('[Sardoba University|institution] "has signed" it', "Sardoba University"),
        ("the [Sardoba Lyceum|institution] district board", "Sardoba Lyceum"),
    ],
)
def test_a_name_goes_on_with_its_number_its_area_and_what_it_is_called(source: str, whole: str):
    assert mended(source) == [f"{whole}|institution"]


@pytest.mark.parametrize("link", ["of", "in", "at"])
def test_a_name_goes_on_with_a_place_of_which_the_tagger_is_unsure(link):
    source = f"the [Tisa Gymnasium|institution] {link} [Sombor|place] opened"
    assert mended(source, 0.5)[0] == f"Tisa Gymnasium {link} Sombor|institution"
    assert mended(source, 0.9) == ["Tisa Gymnasium|institution", "Sombor|place"]
    country = f"the [Tisa Gymnasium|institution] {link} [Kenya|place] opened"
    assert mended(country, 0.5) == ["Tisa Gymnasium|institution", "Kenya|place"]


def test_a_name_broken_between_two_fields_is_one():
    assert mended("[Tavush Institute of Engineering|institution] and [Marine Sciences|institution]") == [
        "Tavush Institute of Engineering and Marine Sciences|institution"
    ]
    assert mended("[Tavush Technical Sciences|institution] and [Fine Arts University|institution]") == [
        "Tavush Technical Sciences and Fine Arts University|institution"
    ]


def test_two_institutions_stay_two():
    source = "[Tavush Polytechnic|institution] and [Goma Aerospace|institution]"
    assert len(mended(source)) == 2
    assert len(mended("[Goma Knowledge|institution] and [Tavush University|institution]")) == 2


def test_an_area_word_belongs_to_the_place_where_the_phrase_ends_with_it():
    assert mended("in [Goma|place] province.") == ["Goma province|place"]
    assert mended("the [Goma|place] county government") == ["Goma|place"]


def test_what_is_glued_to_a_name_of_an_institution_is_left_outside():
    assert trimmed("with [M/s Goma Ship Builders|institution].") == "Goma Ship Builders"
    assert trimmed("Chairman, [Goma Port Authority Rear|institution] Admiral Musa") == "Goma Port Authority"
    assert trimmed("• [S. Tavush State University named after Orlov|institution], first") == (
        "Tavush State University named after Orlov"
    )


def test_pieces_of_one_name_are_joined():
    assert mended("the [Gulshan|institution] [Sardoba Lyceum|institution] of") == ["Gulshan Sardoba Lyceum|institution"]
    assert mended("the [Faculty of Tea|institution] of the [Sardoba Green University|institution] in") == [
        "Faculty of Tea of the Sardoba Green University|institution"
    ]


def test_a_word_found_as_a_place_right_in_front_of_a_name_begins_it():
    assert mended("at the [Bikaner|place] [Desert Hospital|institution] in") == ["Bikaner Desert Hospital|institution"]
    assert mended("of [Saidov|person] [Nurobod State University|institution]") == [
        "Saidov Nurobod State University|institution"
    ]


def test_the_adjective_of_a_nation_begins_a_name_of_several_words():
    assert mended("the Austrian [Federal Agency of Soil|institution] paid") == [
        "Austrian Federal Agency of Soil|institution"
    ]


@pytest.mark.parametrize(
    "source",
    [
        # Common nouns, acronyms and lists between two names.
        "the [radio|institution] [Voces de Orhei|institution]",
        "the [DG|institution] [Sardoba Lyceum|institution]",
        "the [IQAC|institution] of [Sardoba Green University|institution]",
        "the [Mining Trust|institution] of [Sardoba Green University|institution]",
        "the [Faculty of Tea|institution] and [Sardoba Green University|institution]",
        # Places and persons that end where the name begins.
        "in [Bikaner|place], [Desert Hospital|institution]",
        "by [Karim Saidov|person] [Nurobod University|institution]",
        "the [Rwandan|place] [TVET|institution]",
        "[Cox|place]\n[Bazar College|institution]",
        # Nations in front of an acronym or a town.
        "the German [ZUV|institution]",
        "the Georgian [Batumi Academy of Tea|institution]",
        "two [Kuhsor Lyceum|institution]",
    ],
)
def test_what_is_no_part_of_a_name_stays_apart(source):
    text, spans = marked(source)
    assert mended(source) == shown(text, spans)
