"""Columns of the entity tables."""

from __future__ import annotations

import pytest

from pipeline.resolve.decisions import INSTITUTION_TYPES
from pipeline.resolve.entities import _type_words, institution_type
from pipeline.resolve.gazetteer import countries_in


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Tashkent Institute of Silk Technology", "institute"),
        ("Sardoba State University", "university"),
        ("University College of Teacher Training", "college"),
        ("Ministry of Education", "ministry"),
        ("Cabinet of Ministers", "government"),
        ("Council of Rectors", "council"),
        ("Japan Association of Steppe Universities", "association"),
        ("Sardoba News Agency", "media"),
        ("Embassy of Japan in Nepal", "embassy"),
        ("Faculty of Law", "other"),
        ("Донишгоҳи давлатии Сардоба", "university"),
        ("Sardoba", "other"),
    ],
)
def test_the_head_of_a_name_gives_its_type(name, kind):
    assert institution_type(name) == kind


def test_all_types_are_those_of_the_table():
    assert set(_type_words()[0].values()) <= set(INSTITUTION_TYPES)


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Technological University of Tajikistan", ("TJ",)),
        ("Uzbek Academy", ("UZ",)),
        ("Embassy of Japan in Nepal", ("JP", "NP")),
        ("Tashkent Institute of Silk", ("UZ",)),
        ("Normal University", ()),
        ("us and them", ()),
        ("US Department of State", ("US",)),
        ("Ministry of the Republic of Uzbekistan", ("UZ",)),
    ],
)
def test_names_point_to_countries(name, codes):
    assert countries_in(name) == codes


def test_a_city_is_the_one_in_the_country_of_the_articles(run, tell):
    done = run(tell("a-1", "In [Georgia](l1) the [Batumi Sea School](i1) and [Tbilisi Sea School](i2)."))
    attributes = done.entity("a-1", "Batumi Sea School").attributes
    assert (attributes["country"], attributes["city"], attributes["type"]) == ("GE", "Batumi", "school")


def test_people_have_given_and_family_names(run, tell):
    done = run(tell("a-1", "[Lola Aminova](p1) spoke."))
    attributes = done.entity("a-1", "Lola Aminova").attributes
    assert (attributes["given_names"], attributes["family_name"]) == ("Lola", "Aminova")


def test_a_city_has_coordinates_and_a_region_its_type(run, tell):
    done = run(tell("a-1", "In [Khujand](l1).\nIn [Kashkadarya Region](l2).\nIn [Central Asia](l3)."))
    city = done.entity("a-1", "Khujand").attributes
    assert (city["type"], city["country"]) == ("city", "TJ")
    assert 40 < float(city["latitude"]) < 41
    assert done.entity("a-1", "Kashkadarya Region").attributes["type"] == "region"
    assert done.entity("a-1", "Central Asia").attributes["type"] == "world region"
