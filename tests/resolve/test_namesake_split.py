"""Rows of one name in a list, told apart by their contexts, and by nothing else."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.resolve.batch import resolve_names
from pipeline.resolve.circumstances import read_circumstances


def clusters(kind: str, *rows: tuple[str, str]) -> list[str]:
    frame = pd.DataFrame([(name, kind, context) for name, context in rows], columns=["name", "kind", "context"])
    return list(resolve_names(frame)["cluster"])


@pytest.mark.parametrize(
    ("kind", "name", "left", "right"),
    [
        ("institution", "BSU", "Minsk", "Baku"),
        ("institution", "BSU", "Barnaul; Altai Krai", "Bryansk"),
        ("institution", "Ministry of Agriculture", "Bishkek", "Dushanbe"),
        ("institution", "Al-Farabi University", "Turkestan; Kazakhstan", "Damascus"),
        ("place", "Santiago", "Chile", "Galicia; Spain"),
        ("place", "Khiyobon", "Khatlon", "Badakhshan; Afghanistan"),
        ("person", "Ivanov Sergey", "patronymic Petrovich", "patronymic Antonovich"),
        ("person", "D. A. Smirnov", "Dmitry Andreevich", "Denis Alekseevich"),
        ("person", "Wang Fang", "王芳", "王方"),
        ("person", "Wang Fang", "Lanzhou Medical College", "Harbin Railway Institute"),
        ("person", "A. Nazarov", "minister", "a namesake"),
        ("person", "Rahim Ali", "poet; Herat", "a school principal; Karachi"),
    ],
)
def test_contexts_that_contradict_tell_namesakes_apart(kind: str, name: str, left: str, right: str) -> None:
    first, second = clusters(kind, (name, left), (name, right))
    assert first != second


@pytest.mark.parametrize(
    ("kind", "name", "left", "right"),
    [
        ("institution", "BSU", "Minsk", "Belarus"),
        ("institution", "Samarkand Institute of Silk", "a visit to Geneva", "met partners from Ankara, Turkey"),
        ("institution", "Ministry of Agriculture", "Bishkek", "Kyrgyzstan; soil and water"),
        ("place", "Dushanbe", "Tajikistan", "guests from Berlin arrived"),
        ("person", "Gulnora Sattorova", "rector", "vice-rector for research"),
        ("person", "Gulnora Sattorova", "Khujand", "Dushanbe"),
        ("person", "D. A. Smirnov", "Dmitry Andreevich", "professor"),
        ("person", "Gulnora Sattorova", "", "signed a memorandum in Paris"),
    ],
)
def test_contexts_that_agree_or_speak_of_something_else_split_nothing(
    kind: str, name: str, left: str, right: str
) -> None:
    first, second = clusters(kind, (name, left), (name, right))
    assert first == second


def test_a_row_without_context_goes_with_the_only_group_of_its_name() -> None:
    found = clusters("place", ("Khujand", ""), ("Leninabad", "Tajikistan"), ("Khujand", "Sughd"))
    assert len(set(found)) == 1


def test_a_row_without_context_joins_none_of_several_namesakes() -> None:
    minsk, baku, unknown = clusters("institution", ("BSU", "Minsk"), ("BSU", "Baku"), ("BSU", ""))
    assert len({minsk, baku, unknown}) == 3


def test_order_of_rows_changes_no_group() -> None:
    rows = [("BSU", "Minsk"), ("BSU", "Baku"), ("BSU", "Belarus"), ("BSU", ""), ("BSU", "Azerbaijan")]
    there = clusters("institution", *rows)
    back = clusters("institution", *reversed(rows))[::-1]
    pairs = [(i, j) for i in range(len(rows)) for j in range(i)]
    assert [there[i] == there[j] for i, j in pairs] == [back[i] == back[j] for i, j in pairs]


def test_places_in_a_sentence_are_not_where_the_thing_is() -> None:
    said = read_circumstances("a visit to Geneva in May; Tashkent")
    assert (said.countries, said.told) == ({"UZ"}, {"CH"})
