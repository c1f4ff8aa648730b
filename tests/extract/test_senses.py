"""Whether a span is a name, and of which kind, in the light of the rest of the article."""

from __future__ import annotations

from dataclasses import replace

import pytest
from marked import marked, shown

from pipeline.extract.enumerations import settle_enumerations
from pipeline.extract.person_bounds import find_initialled
from pipeline.extract.reading import Label
from pipeline.extract.senses import find_country_codes, find_serial_codes, is_likely, is_no_name, one_sense


def settled(source: str, score: float = 0.8) -> list[str]:
    text, spans = marked(source, score)
    return shown(text, one_sense(text, spans))


def test_part_of_a_persons_full_name_is_that_person():
    source = "[Rosa Cordero Lugo|person] spoke. [Cordero|place] and [Cordero Lugo|institution] left."
    assert settled(source)[1:] == ["Cordero|person", "Cordero Lugo|person"]


def test_a_name_in_capitals_is_what_it_is_elsewhere():
    source = "[SITA ORBEL|institution] at work. [Sita Orbel|person] came, [Sita Orbel|person] spoke."
    assert settled(source)[0] == "SITA ORBEL|person"


def test_a_name_found_elsewhere_is_no_event():
    assert settled("[GTRU|institution] is new. For [GTRU|event] sat; [GTRU|institution] paid.")[1] == "GTRU|institution"
    assert settled("[Rhino|event] opened; the [Rhino|event] closed") == ["Rhino|event", "Rhino|event"]


def test_the_beginning_of_an_institutions_name_is_no_person():
    assert settled("[Orrin Tea University|institution] and [Orrin Tea|person] agreed")[1] == "Orrin Tea|institution"
    assert settled('[Istituto Nautico "Elio Serra"|institution]; the [Serra|person] has')[1] == "Serra|institution"


def test_the_beginning_of_an_institutions_name_that_is_a_person_too_stays_one():
    source = "[Elio Serra|person] founded [Serra University|institution]. [Serra|person] died."
    assert settled(source)[2] == "Serra|person"


def test_a_name_that_ends_in_the_word_for_an_area_is_a_place():
    assert settled("the table leads [Zarin Krai|person]") == ["Zarin Krai|place"]
    assert settled("[Zarin Krai Teachers College|institution]") == ["Zarin Krai Teachers College|institution"]
    assert settled("in [Zarin Region|institution]", 0.5) == ["Zarin Region|place"]


def test_an_area_of_which_the_tagger_is_sure_that_it_acts_is_an_institution():
    assert settled("the [Zarin Region|institution] paid", 0.8) == ["Zarin Region|institution"]


def test_the_name_of_a_town_stays_a_place_beside_somebody_of_that_surname():
    source = "[Rosa Cordero|person] lives in [Cordero|place]."
    assert settled(source, 0.96)[1] == "Cordero|place"
    assert settled(source, 0.8)[1] == "Cordero|person"


@pytest.mark.parametrize(
    ("source", "is_none"),
    [
        ("Brig. Musa ([Retd|institution]) came", True),
        ("Ann Oduya, [MSc|institution]. said", True),
        ("the [MSc|institution] office", False),
        ("H. Rahmat, [S.Pi|person]., M.Si", True),
        ("citizen [A.Q.|person] was", False),
        ("Dr. Seran ([Rektor|institution])", True),
    ],
)
def test_degrees_honours_and_bare_offices_are_no_names(source, is_none):
    text, (span,) = marked(source)
    assert is_no_name(text, span) is is_none


@pytest.mark.parametrize(
    "source", ["on [Ordibehesht|place] 30", "the feast of [Navruz|place]", "joined by [WhatsApp|institution]"]
)
def test_months_feasts_and_messengers_are_no_names(source):
    text, (span,) = marked(source)
    assert is_no_name(text, span)
    assert not is_no_name(text, replace(span, label=Label.PERSON))


@pytest.mark.parametrize("word", ["samosa", "713", "Tajik", "Soviet"])
def test_small_letters_figures_and_adjectives_of_nations_are_no_places(word):
    text, (span,) = marked(f"from [{word}|place] on")
    assert is_no_name(text, span)


def test_a_doubtful_name_is_kept_where_its_words_speak_for_it():
    text, spans = marked("[Goma University|institution], [Goma|institution], [Karim Musa|person], [Goma|person]")
    assert [is_likely(text, replace(span, score=0.25)) for span in spans] == [True, False, True, False]


def test_countries_in_brackets_and_numbered_letters_are_known_by_their_number():
    text = "P1 Goma University (BE); P2 Tavush College (FR); contact: G5"
    assert find_country_codes(text) == {"BE", "FR"}
    assert find_serial_codes(text) == {"P1", "P2"}
    assert find_country_codes("Goma University of Berlin (DE)") == set()


def test_what_stands_among_towns_is_a_town():
    text, spans = marked("in [Cotonou|place], [Kpalim|person], [UNDP|institution] and [Parakou|place]")
    assert shown(text, settle_enumerations(text, spans)) == [
        "Cotonou|place",
        "Kpalim|place",
        "UNDP|institution",
        "Parakou|place",
    ]


def test_persons_in_a_list_without_towns_stay_persons():
    text, spans = marked("[Kpalim|person], [Musa|person] and [Karim|person]")
    assert [span.label.value for span in settle_enumerations(text, spans)] == ["person"] * 3


def test_names_with_an_initial_behind_are_found_where_the_text_shows_one():
    text, spans = marked("[Sarnai.B|person] and Major Tuvshin.Ts, who")
    assert [text[span.start : span.end] for span in find_initialled(text, spans)] == ["Tuvshin.Ts"]
    assert find_initialled("Major Tuvshin.Ts, who", []) == []


def test_a_programme_that_is_known_everywhere_is_no_place():
    assert settled("a node of the [Belt and Road|place]") == ["Belt and Road|programme"]


def test_a_programme_whose_last_word_is_that_of_a_body_is_an_institution():
    assert settled("the [Sardoba Crafts Institute|programme] is planned") == ["Sardoba Crafts Institute|institution"]
    assert settled("the [Sardoba Crafts Scheme|programme] is planned") == ["Sardoba Crafts Scheme|programme"]
    assert settled("[Reinventing University|programme] pays", 0.95) == ["Reinventing University|programme"]


def test_general_words_without_a_body_need_a_surer_tagger_to_be_a_name():
    for words, is_name in (
        ("International Cooperation", False),
        ("International Office", True),
        ("Sardoba Cooperation", True),
    ):
        text, (span,) = marked(f"[{words}|institution] in the region", 0.55)
        assert is_likely(text, span) == is_name
        assert is_likely(text, replace(span, score=0.7))


def test_the_name_of_a_town_is_a_place_unless_the_tagger_is_sure_of_something_else():
    assert settled("with [Honda|institution] as guest", 0.8) == ["Honda|place"]
    assert settled("with [Honda|institution] as guest", 0.95) == ["Honda|institution"]


@pytest.mark.parametrize(
    "source",
    [
        "at 10:15 [IST|institution]",
        "6:00 AM ([GST|institution])",
        "in the [Prefecture|place] of Zarin",
        "at [ZOP28|place] in",
    ],
)
def test_a_time_zone_the_noun_for_a_place_and_a_numbered_acronym_are_no_names(source: str):
    text, spans = marked(source)
    assert is_no_name(text, spans[0])


def test_the_name_of_a_body_of_the_world_is_an_institution():
    assert settled("the [International Monetary Fund|programme] lends") == ["International Monetary Fund|institution"]
