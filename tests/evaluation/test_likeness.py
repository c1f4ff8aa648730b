"""When two names or roles say the same."""

import pytest

from pipeline.evaluation.likeness import family, normalise, same_role, similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Téléki Institute", "teleki institute"),
        ("Sardoba-Institute", "Sardoba Institute"),
        ("Karim Yo‘ldoshev", "Karim Yo'ldoshev"),
        ("Nurobod University's", "Nurobod University"),
    ],
)
def test_case_accents_punctuation_and_articles_do_not_tell_names_apart(one: str, other: str):
    assert normalise(one) == normalise(other)


def test_a_name_is_not_cut_at_a_the_inside_it():
    assert normalise("Academy of the North") == "academy of the north"


@pytest.mark.parametrize(
    ("found", "wanted", "same"),
    [
        ("Vice-Rector", "Vice-Rector for Science", True),
        ("Vice Rector for Science", "Vice-Rector for Science", True),
        ("Dean", "Rector", False),
        ("", "Rector", False),
    ],
)
def test_a_role_may_lack_its_scope_but_not_be_another(found: str, wanted: str, same: bool):
    assert same_role(found, wanted) is same


def test_an_empty_phrase_is_like_nothing():
    assert similarity("", "") == 0


def test_near_kinds_of_agreement_are_one_family():
    assert family("memorandum of cooperation") == family("memorandum of understanding")
    assert family("contract") == family("agreement")
    assert family("protocol") != family("agreement")
