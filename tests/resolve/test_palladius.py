"""Names of people that came by way of another language."""

from __future__ import annotations

import pytest

from pipeline.records import Kind
from pipeline.resolve.names import parse_name
from pipeline.resolve.palladius import from_palladius
from pipeline.resolve.scoring import compare


@pytest.mark.parametrize(
    ("russian", "pinyin"),
    [
        ("Chzhan Sin", "Zhang Xing"),
        ("Lyu Tszyan", "Liu Jiang"),
        ("Syuy Tsin", "Xu Qing"),
        ("Van Guotsyan", "Wang Guoqiang"),
        ("Chzhao Venbin", "Zhao Wenbin"),
    ],
)  # fmt: skip
def test_chinese_names_by_way_of_russian_are_read(russian: str, pinyin: str) -> None:
    assert from_palladius(russian) == pinyin


@pytest.mark.parametrize(
    "name", ["Ivan Petrov", "Li Na", "Anna Tsoy", "Tsvetana Ilieva", "Van Gogh", "Wang Fang", "Lyudmila Chan"]
)
def test_other_names_stay_as_they_are(name: str) -> None:
    assert from_palladius(name) == name


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Chzhan Tszin", "Zhang Jing"),
        ("Park Soo Jung", "Soo-jung Park"),
        ("Elena Antonova", "Yelena Antonova"),
        ("Md. Sirajul Huq", "Muhammad Sirajul Haque"),
    ],
)
def test_two_spellings_of_one_person_agree(left: str, right: str) -> None:
    comparison = compare(parse_name(Kind.PERSON, left), parse_name(Kind.PERSON, right))
    assert not comparison.vetoed
    assert comparison.score > 0


@pytest.mark.parametrize(("left", "right"), [("Chzhan Tszin", "Zhang Jun"), ("Van Li", "Wang Lei")])
def test_two_chinese_people_stay_two(left: str, right: str) -> None:
    comparison = compare(parse_name(Kind.PERSON, left), parse_name(Kind.PERSON, right))
    assert comparison.vetoed or comparison.score < 0
