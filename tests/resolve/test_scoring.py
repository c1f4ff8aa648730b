"""Pairs of names: which are one thing, which are not, which contradictions context may overrule."""

from __future__ import annotations

import pytest

from pipeline.records import Kind, Verdict
from pipeline.resolve.names import parse_name
from pipeline.resolve.scoring import Comparison, compare, score


def compared(kind: Kind, left: str, right: str) -> Comparison:
    return compare(parse_name(kind, left), parse_name(kind, right))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Kurgan Technological University", "Kurgan University of Technology"),
        ("Kurgan Technological University", "Курганский технологический университет"),
        ("Surkhob Teacher Training Institute", "Surkhob Pedagogical Institute"),
        (
            "Regional Vocational Skills Accreditation Alliance",
            "Regional Professional Competence Accreditation Alliance",
        ),
        ("Termez State University named after Orif Komilov", "Termez State University"),
    ],
)
def test_spellings_of_one_institution_agree(left: str, right: str) -> None:
    assert compared(Kind.INSTITUTION, left, right).probability > 0.6


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Termez State University", "Termez State Medical University"),
        ("Termez Agrarian Institute", "Termez Medical Institute"),
        ("School No. 12 of Termez", "School No. 21 of Termez"),
        ("North Termez University", "South Termez University"),
    ],
)
def test_sister_institutions_are_vetoed(left: str, right: str) -> None:
    comparison = compared(Kind.INSTITUTION, left, right)
    assert comparison.vetoed
    assert comparison.relaxed_probability(20.0) < 0.05


def test_a_place_spelt_beyond_recognition_is_a_soft_contradiction() -> None:
    comparison = compared(Kind.INSTITUTION, "Zarkuduk Teachers' College", "Surhkutuq Normal University")
    assert not comparison.vetoed
    assert comparison.probability < 0.2
    assert comparison.relaxed_probability(12.0) > 0.8


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Karimzoda Olim Safarovich", "Olim Safarovych Karimzoda"),
        ("Karimzoda Olim Safarovich", "Olim Karimzoda"),
        ("Olim Karimzoda", "Олим Каримзода"),
        ("Wu Shengli", "Shengli Wu"),
    ],
)
def test_spellings_of_one_person_agree(left: str, right: str) -> None:
    assert compared(Kind.PERSON, left, right).probability > 0.8


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Komilov Anvar", "Komilova Anvar"),
        ("Komilov Anvar Safarovich", "Komilov Anvar Zafarovich"),
        ("Komilov Anvar", "Komilov Asror"),
        ("Wu Shengli", "Wu Shengle"),
    ],
)
def test_different_people_are_kept_apart(left: str, right: str) -> None:
    assert compared(Kind.PERSON, left, right).probability < 0.3


def test_comparison_is_symmetric() -> None:
    one = compared(Kind.PLACE, "Dushanba", "Dushanbe")
    other = compared(Kind.PLACE, "Dushanbe", "Dushanba")
    assert one == other
    assert one.probability > 0.5


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Technická univerzita v Ostravě", "Technical University of Ostrava"),
        ("Ostravská technická univerzita v Ostravě", "Technical University of Ostrava"),
        ("Musikhochschule Graz", "Hochschule für Musik Graz"),
        ("Academician Komilov Termez Technological University", "Termez Technological University"),
        ("Термезский университет имени Абая", "Abai Termez University"),
        ("Institute of Saint Zoran in Termez", "Institute of St. Zoran in Termez"),
        ("H. Lavity Zoranov University", "H. L. Zoranov University"),
    ],
)
def test_words_of_other_languages_and_shortened_words_agree(left: str, right: str) -> None:
    assert compared(Kind.INSTITUTION, left, right).probability > 0.5


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("北京理工大学", "北京工业大学"),
        ("Qinghai University", "Tsinghua University"),
        ("Green University", "Girne University"),
        ("University of York", "York University Toronto"),
    ],
)
def test_names_that_only_look_alike_are_kept_apart(left: str, right: str) -> None:
    assert compared(Kind.INSTITUTION, left, right).verdict is not Verdict.SAME


@pytest.mark.parametrize(
    ("kind", "left", "right"),
    [
        (Kind.INSTITUTION, "Kurgan Technological University", "Kurgan University of Technology"),
        (Kind.INSTITUTION, "Termez State University", "Termez State Medical University"),
        (Kind.PERSON, "Olim Karimzoda", "Karimzoda Olim Safarovich"),
        (Kind.PERSON, "Olim Karimov", "Olima Karimova"),
        (Kind.PLACE, "Dushanbe", "Dyushambe"),
    ],
)
def test_the_score_alone_is_that_of_the_full_comparison(kind: Kind, left: str, right: str) -> None:
    full = compared(kind, left, right)
    assert score(parse_name(kind, left), parse_name(kind, right)) == (None if full.vetoed else full.score)
