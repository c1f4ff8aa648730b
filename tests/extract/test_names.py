import pytest
from marked import marked, reading, shown

from pipeline.extract.joint_names import split_joint_names
from pipeline.extract.name_bounds import join_broken, join_persons, trim
from pipeline.extract.names import complete_names, find_common_acronyms, find_repetitions, is_bare_head, one_sense
from pipeline.extract.overlaps import settle
from pipeline.extract.reading import Label, Span
from pipeline.extract.wholes import find_wholes


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[the Sardoba Institute's|institution] hall", "Sardoba Institute"),
        ("[Sardoba Institute,|institution] which", "Sardoba Institute"),
        ("([Sardoba Institute)|institution]", "Sardoba Institute"),
        ("[“Bright Steps”|programme]", "Bright Steps"),
        ("[Dr. Karim Saidov|person]", "Karim Saidov"),
        ("[Prof. Dr. Lola Aminova|person]", "Lola Aminova"),
        ("[K. A. Saidov|person]", "K. A. Saidov"),
        ("[Lola Aminova for Kivu|person]", "Lola Aminova"),
        ("[Maria de la Cruz|person]", "Maria de la Cruz"),
        ("[Saidov K.A.|person]", "Saidov K.A."),
        ("[Orbit Learning Ltd.|institution]", "Orbit Learning Ltd."),
        ("[Orbit Jezery s.r.o.|institution]", "Orbit Jezery s.r.o."),
        ("[Saidov Sh.I.|person]", "Saidov Sh.I."),
        ("in [Goma, Ore.|place], where", "Goma, Ore."),
        ("in [Goma.|place] The", "Goma"),
        ("[Lyceum “Sun”.|institution]", "Lyceum “Sun”"),
        ("the [School „Sunce”|institution]", "School „Sunce”"),
        ("a [Gymnasium „Sonne“,|institution]", "Gymnasium „Sonne“"),
        ("[„Sonne“|institution]", "Sonne"),
        ("[Tan Weilin|person]", "Tan Weilin"),
        ("[Tan Sri Osman Latif|person]", "Osman Latif"),
        ("[He Weilin|person]", "He Weilin"),
        ("[An Weilin|person]", "An Weilin"),
        ("[Ts. Odonbat|person]", "Ts. Odonbat"),
        ("[Ts. Osman Latif|person]", "Osman Latif"),
        ("[Daw Nwe Hla|person]", "Nwe Hla"),
        ("[Sister Oduya|person]", "Oduya"),
        ("Source: [School of Melons Reading|institution] times: 92", "School of Melons"),
        ("Text / [Rosa Bell Photo|person] / Karim Saidov", "Rosa Bell"),
        ("[Rosa Reading|person] spoke", "Rosa Reading"),
    ],
)
def test_a_name_loses_what_does_not_belong_to_it(source: str, expected: str):
    text, (span,) = marked(source)
    trimmed = trim(text, span)
    assert trimmed is not None
    assert text[trimmed.start : trimmed.end] == expected


def test_a_span_of_punctuation_is_dropped():
    assert trim("a – b", Span(2, 3, Label.PERSON)) is None


def test_titles_before_a_person_become_its_honorific():
    read = reading("Academician Prof. [Lola Aminova|person] met Rector [Karim Saidov|person].")
    complete_names(read)
    assert [span.honorific for span in settle(read.candidates)] == ["Academician Prof.", ""]


def test_a_name_found_once_is_found_everywhere_and_a_surname_too():
    source = (
        "[Lola Aminova|person] of [Kivu University|institution] spoke. Aminova left Kivu University. Kivu lay still."
    )
    text, spans = marked(source)
    assert shown(text, find_repetitions(text, spans)) == ["Aminova|person", "Kivu University|institution"]


def test_a_surname_that_is_also_a_word_of_the_text_is_left_alone():
    text, spans = marked("[Anna Bond|person] sold a bond. Bond prices rose.")
    assert find_repetitions(text, spans) == []


@pytest.mark.parametrize(
    ("source", "whole"),
    [
        ("[Faculty of Law of Kivu State University|institution]", "Kivu State University"),
        ("[Centre for Deserts at the Sardoba Institute|institution]", "Sardoba Institute"),
        ("[Department of Physics, Kivu State University|institution]", "Kivu State University"),
        ("[Senate of Kivu University named after J. Bahati|institution]", "Kivu University named after J. Bahati"),
        ("[Press Service of Public University “Bahati”|institution]", "Public University “Bahati”"),
        ("[Bahati|institution]: [Faculty of Mines of Bahati|institution]", "Bahati"),
        ("[KSU|institution]: [College of Mines of KSU|institution]", "KSU"),
    ],
)
def test_a_whole_is_found_inside_the_name_of_its_part(source: str, whole: str):
    text, spans = marked(source)
    assert [text[found.start : found.end] for found, _ in find_wholes(text, spans)] == [whole]


@pytest.mark.parametrize(
    "source",
    [
        "[Institute of Law of Tajikistan|institution]",
        "[Academy of Arts and Design|institution]",
        "[University of Kivu|institution]",
        "[Presidential Administration of the Russian Federation|institution]",
        "[Association of Universities of Kivu and Goma|institution]",
        "[Council of Agrarian Universities|institution]",
        "[Office of School Education|institution]",
        "[National Union of College Lecturers|institution]",
        "[Goma|institution]: [Vocational School of Goma|institution]",
    ],
)
def test_a_place_a_field_or_many_are_no_whole(source: str):
    text, spans = marked(source)
    assert find_wholes(text, spans) == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("the [Institute|institution]", True),
        ("[For|institution] all", True),
        ("the [Kivu Institute|institution]", False),
        ("the [Senate|institution] voted", False),
        ("the [senate|institution] voted", True),
        ("heads of [ministries of education|institution]", True),
        ("the [Ministries of Education|institution]", False),
    ],
)
def test_a_head_alone_is_no_name(source: str, bare: bool):
    text, (span,) = marked(source)
    assert is_bare_head(text, span) is bare


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "[Kivu State University|institution] named after [A.B. Lomidze|person] opened",
            "Kivu State University named after A.B. Lomidze",
        ),
        ("[Kivu State University named after|institution] Lomidze, which", "Kivu State University named after Lomidze"),
        (
            "[Ministry of special education of the|institution] [Republic of Kivu|place] said",
            "Ministry of special education of the Republic of Kivu",
        ),
        (
            "[Ministry of special education of the Republic of|institution] [Kivu|place]",
            "Ministry of special education of the Republic of Kivu",
        ),
        ("[Institute of Soil and|institution] they", "Institute of Soil"),
        ("[Kivu State University|institution] named a rector", "Kivu State University"),
        ("[Kivu Marine University and|institution] [Goma Ship Builders|institution]", "Kivu Marine University"),
        ("[Kivu and|institution] [Goma Education Board|institution]", "Kivu and Goma Education Board"),
    ],
)
def test_a_name_broken_off_by_the_tagger_is_made_whole(source: str, expected: str):
    text, spans = marked(source)
    joined = join_broken(text, spans)[0]
    assert text[joined.start : joined.end] == expected


def test_parts_of_a_person_that_the_tagger_parted_are_joined():
    text, spans = marked(
        "rector of the [Kivu Institute|institution] [Saidov|person] [Karim Olimovich|person], [Lola Aminova|person]"
    )
    assert shown(text, join_persons(text, spans)) == [
        "Kivu Institute|institution",
        "Saidov Karim Olimovich|person",
        "Lola Aminova|person",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[Kivu Institute of Law and Goma University|institution]", ["Kivu Institute of Law", "Goma University"]),
        ("[Kivu University and the Academy of Arts|institution]", ["Kivu University", "Academy of Arts"]),
        ("[Institute of Law and Economics|institution]", ["Institute of Law and Economics"]),
        (
            "[Department of University and College Affairs|institution]",
            ["Department of University and College Affairs"],
        ),
        ("[Council of Schools and Colleges|institution]", ["Council of Schools and Colleges"]),
        ("[KIT Goma and Kivu University|institution]", ["KIT Goma", "Kivu University"]),
        ("the [University and Umoja Bank|institution]", ["Umoja Bank"]),
        ("the [University and College Union|institution]", ["University and College Union"]),
        ("[University and Umoja Union|institution]", ["University and Umoja Union"]),
    ],
)
def test_two_full_names_joined_by_and_become_two(source: str, expected: list[str]):
    text, spans = marked(source)
    assert [text[span.start : span.end] for span in split_joint_names(text, spans)] == expected


def test_an_acronym_of_a_common_noun_is_no_name():
    text = "Centres of adult learning and education (ALE) and higher education institutions (HEIs) of Kivu University (KU)."
    assert find_common_acronyms(text) == {"ALE", "ALEs", "HEI", "HEIs"}


@pytest.mark.parametrize(
    ("source", "meant"),
    [
        ("[Senate of Kivu State University|institution] (KSU) met.", "Kivu State University"),
        ("[Senate of Kivu State University|institution] (SKSU) met.", "Senate of Kivu State University"),
    ],
)
def test_an_acronym_behind_a_part_may_be_that_of_its_whole(source: str, meant: str):
    found = reading(source)
    complete_names(found)
    assert [found.text[alias.span.start : alias.span.end] for alias in found.aliases] == [meant]


def test_an_acronym_in_the_plural_and_its_words_are_no_name():
    text = "Funds for Industrial Training Institutes (ITIs) and the Higher Institutes of Kivu (HIK)"
    assert find_common_acronyms(text) == {"Industrial Training Institutes", "ITIs"}


def test_one_string_has_one_sense_in_an_article():
    text, spans = marked("[KMU|institution] and [KMU|person], [KMU|institution]; the [Chad|institution] office")
    assert shown(text, one_sense(text, spans)) == [
        "KMU|institution",
        "KMU|institution",
        "KMU|institution",
        "Chad|place",
    ]


def test_the_surname_of_somebody_named_in_full_is_that_person():
    text, spans = marked("[Esther Wekesa|person] spoke; [Wekesa|institution] left.")
    assert shown(text, one_sense(text, spans)) == ["Esther Wekesa|person", "Wekesa|person"]
