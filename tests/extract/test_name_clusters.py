from __future__ import annotations

import pytest
from marked import marked

from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.reading import Reading


def clusters(source: str) -> list[int]:
    """The cluster of every span, numbered in the order in which they come."""
    text, spans = marked(source)
    reading = Reading(text=text, spans=spans)
    found = NameClusters(reading)
    keys = [found.key(span) for span in spans]
    order = list(dict.fromkeys(keys))
    return [order.index(key) for key in keys]


@pytest.mark.parametrize(
    "source",
    [
        "The [Sardoba Agrarian Institute of Melons|institution] and later [Sardoba Institute|institution].",
        "The [Sardoba Institute of Melons|institution], or [Sardoba Institute|institution].",
        "[Nurobod Technical Academy|institution]: [NTA|institution] opens.",
        "The [Ministry of Melons and Grain|institution], the [Ministry of Melons|institution].",
        "[Sardoba Institute, Guliston|institution] met the [Sardoba Institute|institution].",
        "[Qizilqum University|institution], also [Kizilqum University|institution].",
        "[Pirnazarkent Normal University|institution], or [Pirnozorkent Normal University|institution].",
        "[Nurobod Melon State University|institution], that is [NSU|institution].",
        "[Zulfiya Rahimjonova|person] and again [Zulfia Rahimjonova|person].",
        "[Sardoba State University|institution], in short [Sardoba SU|institution].",
        "[Institute of Melons and Grain Sardoba|institution] or [IMG Sardoba|institution].",
        "[Federal University of Tubers, Sardoba|institution]: [FUT-Sardoba|institution].",
        "[University of Sardoba|institution], or [UoS|institution].",
        "[KhTU|institution], the [Khamroz Technical University|institution].",
        "The [Sardoba Melon-Technical University|institution]: [SMTU|institution].",
        "[Nurobod River-Sea State University|institution], that is [NRSU|institution].",
        'The [Lyceum "Barg" of Sardoba|institution] and [Barg|institution] itself.',
    ],
)
def test_a_short_form_is_the_longer_name(source: str):
    assert clusters(source) == [0, 0]


@pytest.mark.parametrize(
    "source",
    [
        # "Ministry" is in many names: what is left out tells them apart.
        "The [Ministry of Higher Education|institution] and the [Ministry of Education|institution].",
        "[Sardoba Institute of Melons|institution] met [Institute of Melons|institution].",
        "[Sardoba University|institution] met [Sardoba Normal University|institution].",
        "[Sardoba Melon Institute|institution] met [Sardoba Academy|institution].",
        "[Sardoba Institute Press|institution] prints for [Sardoba Institute|institution].",
        "[Sardoba Melon Institute Hospital|institution] met [Sardoba Institute|institution].",
        "The [OeNA office|institution] of [OeNA|institution].",
        "[Northern University|institution] met [Southern University|institution].",
        "[Farob University|institution] met [Zorob University|institution].",
        "[T. Sattorov|person] married [T. Sattorova|person].",
        "[Maria Sattori|person] is the sister of [Mario Sattori|person].",
        "[Bunrat|institution] is not [Bundrat|institution].",
        "[School No. 14215|institution] met [School No. 14216|institution].",
    ],
)
def test_names_that_differ_in_more_than_what_is_left_out_stay_two(source: str):
    assert clusters(source) == [0, 1]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Zulfiya Rahimova", "Z. Rahimova"),
        ("Zulfiya Rahimova", "Rahimova Z."),
        ("Rahimova Zulfiya Kamolovna", "Rahimova Z.K."),
        ("Sherzod Rahimov", "Sh. Rahimov"),
        ("Zulfiya Rahimova-Orlova", "Rahimova"),
        ("Zulfiya Rahimova-Orlova", "Orlova"),
    ],
)
def test_initials_and_half_of_a_double_surname_stand_for_a_person(full: str, short: str):
    assert clusters(f"[{full}|person] came; then [{short}|person] left.") == [0, 0]


def test_initials_that_fit_two_persons_stand_for_neither():
    assert clusters("[Zulfiya Orlova|person], [Zara Orlova|person] and [Z. Orlova|person].") == [0, 1, 2]
    assert clusters("[Zulfiya Orlova|person] and [M. Orlova|person].") == [0, 1]


def test_a_short_form_with_an_acronym_for_a_part_stands_for_all_words_of_a_name():
    assert clusters("[Sardoba State University|institution] and [Sardoba ST|institution].") == [0, 1]
    assert clusters("[Nurobod State University|institution] and [Sardoba SU|institution].") == [0, 1]
    assert clusters("[Sardoba State University of Melons|institution] and [Sardoba SU|institution].") == [0, 1]


def test_a_short_form_of_two_names_is_neither():
    source = (
        "[Sardoba Melon Institute|institution], [Sardoba Cotton Institute|institution], [Sardoba Institute|institution]"
    )
    assert clusters(source) == [0, 1, 2]


def test_a_short_form_is_the_institution_rather_than_a_body_beside_it():
    source = "[Sardoba Institute|institution], [Sardoba Institute Press|institution], [Sardoba|institution]"
    assert clusters(source) == [0, 1, 0]


def test_an_acronym_that_leaves_words_out_is_of_the_name_that_has_no_other():
    source = (
        "[Nurobod Melon State University|institution] met [Nurobod State Technical University|institution] ([NSTU|institution]). "
        "At [NSU|institution] and [NSTU|institution] the term begins."
    )
    assert clusters(source) == [0, 1, 1, 0, 1]


def test_an_acronym_that_may_be_of_two_names_is_of_neither():
    source = (
        "[Nurobod Melon State University|institution], [Nurobod Sea State University|institution]; [NSU|institution]."
    )
    assert clusters(source) == [0, 1, 2]
