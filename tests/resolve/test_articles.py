"""What one article says of its own names."""

from __future__ import annotations

import pytest

from pipeline.records import AliasKind


def test_a_surname_alone_is_the_one_person_who_bears_it(run, tell):
    done = run(tell("a-1", "[Lola Aminova](p1) spoke.\nThen [Aminova](p2) left."))
    assert done.same(("a-1", "Lola Aminova"), ("a-1", "Aminova"))


def test_a_surname_that_two_people_bear_stays_alone(run, tell):
    done = run(tell("a-1", "[Lola Aminova](p1) spoke.\n[Zarina Aminova](p2) too.\nThen [Aminova](p3) left."))
    assert not done.same(("a-1", "Lola Aminova"), ("a-1", "Zarina Aminova"))
    assert not done.same(("a-1", "Lola Aminova"), ("a-1", "Aminova"))


def test_people_of_one_list_are_two_however_alike(run, tell):
    done = run(tell("a-1", "Present were [Battulga Ganbold](p1) and [Batulga Ganbold](p2)."))
    assert not done.same(("a-1", "Battulga Ganbold"), ("a-1", "Batulga Ganbold"))


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("Tashkent Institute of Silk Technology", "Institute of Silk Technology"),
        ("Mongolian National Steppe University", "National Steppe University"),
        ("Swami Ravindra Institute of Graphic Arts", "Swami Ravindra Institute"),
        ("Nurobod Polytechnic University named after K. Yo‘ldoshev", "Nurobod Polytechnic University"),
        ("Nurobod Polytechnic University", "NPU"),
        ("Samarkand State Medical Institute", "SamMI"),
        ("North Valley Community College System", "NV Community College System"),
    ],
)
def test_a_short_form_is_the_one_name_that_it_fits(run, tell, long, short):
    done = run(tell("a-1", f"[{long}](i1) opened.\nToday [{short}](i2) is large."))
    assert done.same(("a-1", long), ("a-1", short))


@pytest.mark.parametrize(
    ("long", "other"),
    [
        ("Tehran University of Desert Medicine", "Tehran University"),
        ("Osh State Technical University", "Osh State University"),
        ("Sardoba Branch of Nurobod Institute", "Nurobod Institute"),
        ("Senate of the Great Majlis", "Great Majlis"),
        ("Caucasus International University", "Caucasus University"),
        ("Ravindra University", "Ravindra College"),
    ],
)
def test_a_part_or_a_sister_is_no_short_form(run, tell, long, other):
    done = run(tell("a-1", f"[{long}](i1) opened.\nToday [{other}](i2) is large."))
    assert not done.same(("a-1", long), ("a-1", other))


def test_a_short_form_that_fits_two_names_stays_alone(run, tell):
    done = run(
        tell(
            "a-1",
            "[Tashkent Institute of Silk](i1) opened.\n"
            "[Bukhara Institute of Silk](i2) too.\n"
            "The [Institute of Silk](i3).",
        )
    )
    assert not done.same(("a-1", "Tashkent Institute of Silk"), ("a-1", "Institute of Silk"))
    assert not done.same(("a-1", "Bukhara Institute of Silk"), ("a-1", "Institute of Silk"))


def test_a_misprinted_acronym_is_the_acronym(run, tell):
    done = run(tell("a-1", "[ISVCA](i1) came.\nThe head of [ISVCCA](i2) spoke."))
    assert done.same(("a-1", "ISVCA"), ("a-1", "ISVCCA"))


def test_an_acronym_within_a_name_is_read_as_its_article_defines_it(run, tell):
    done = run(
        tell(
            "a-1",
            "[Nurobod Mining Institute](i1) ([NMI](i2)) grows.\nThe [Sardoba Branch of NMI](i3) too.",
            aliases=[(AliasKind.DEFINITION, "i1", "i2")],
        ),
        tell("a-2", "The [Sardoba branch of Nurobod Mining Institute](i1) opened."),
    )
    assert done.same(("a-1", "Sardoba Branch of NMI"), ("a-2", "Sardoba branch of Nurobod Mining Institute"))


def test_names_with_acronyms_of_their_own_are_two(run, tell):
    done = run(
        tell(
            "a-1",
            "[National Academy of Gorno](i1) ([NAG](i2)) and\n[Gorno National Academy](i3) ([GNA](i4)).",
            aliases=[(AliasKind.DEFINITION, "i1", "i2"), (AliasKind.DEFINITION, "i3", "i4")],
        )
    )
    assert not done.same(("a-1", "National Academy of Gorno"), ("a-1", "Gorno National Academy"))


def test_a_name_introduced_with_another_country_is_another_institution(run, tell):
    done = run(
        tell(
            "a-1",
            "[Ravi Prasad Memorial University](i1) of [Nepal](l1) in [Kathmandu](l2).\n"
            "Not to be mixed up with [Prasad University](i2) in [India](l3).",
        )
    )
    assert not done.same(("a-1", "Ravi Prasad Memorial University"), ("a-1", "Prasad University"))


def test_the_country_of_the_article_says_little_against_a_long_acronym(run, tell):
    done = run(
        tell(
            "a-1",
            "[Gorno University of Peat and Lace](i1), the month in short.\n"
            "[GUPL](i2) in [Nepal](l1) had guests from [Tashkent](l2), [Uzbekistan](l3). [Uzbekistan](l3) is far.",
        )
    )
    assert done.same(("a-1", "Gorno University of Peat and Lace"), ("a-1", "GUPL"))


def test_a_place_right_behind_a_name_is_its_country(run, tell):
    done = run(
        tell("a-1", "With [HELPERSA](i1) ([Switzerland](l1)) and people from [Uzbekistan](l2) and [Tashkent](l3).")
    )
    assert done.entity("a-1", "HELPERSA").attributes["country"] == "CH"
