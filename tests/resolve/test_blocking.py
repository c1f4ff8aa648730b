"""Blocking brings spellings of one thing together without comparing everything."""

from __future__ import annotations

from pipeline.records import Kind
from pipeline.resolve.blocking import candidate_pairs
from pipeline.resolve.names import parse_name


def test_spellings_of_one_institution_are_candidates() -> None:
    names = [
        parse_name(Kind.INSTITUTION, text)
        for text in ("Bukhara State University", "Бухарский государственный университет", "Buxoro davlat universiteti")
    ]
    assert list(candidate_pairs(names)) == [(0, 1), (0, 2), (1, 2)]


def test_each_pair_comes_once_in_order() -> None:
    names = [
        parse_name(Kind.PERSON, text) for text in ("Olim Karimzoda", "Karimzoda Olim", "O. Karimzoda", "Wu Shengli")
    ]
    pairs = list(candidate_pairs(names))
    assert pairs == sorted(set(pairs))
    assert (0, 1) in pairs
    assert not any(3 in pair for pair in pairs)


def test_many_names_of_one_town_do_not_grow_with_the_square() -> None:
    names = [parse_name(Kind.INSTITUTION, f"Tashkent School No. {number}") for number in range(1000)]
    assert sum(1 for _ in candidate_pairs(names)) < 20_000
