"""Folding brings the romanisations of a word together and keeps Chinese syllables apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.pinyin import is_pinyin, pinyin_of
from pipeline.resolve.scripts import fold, loose, plain, repair_homoglyphs, script_of


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Rakhimov", "Rahimov"),
        ("Жээнбеков", "Jeenbekov"),
        ("Юрьевич", "Yurievich"),
        ("Хуҷанд", "Khujand"),
        ("Süleyman", "Suleyman"),
        ("Toqayev", "Tokaev"),
    ],
)
def test_romanisations_of_one_word_fold_alike(left: str, right: str) -> None:
    assert fold(left) == fold(right)


def test_look_alike_letters_are_repaired_towards_the_majority() -> None:
    assert repair_homoglyphs("Tаshkent") == "Tashkent"
    assert repair_homoglyphs("Taшкент") == "Ташкент"


def test_scripts_are_told_by_most_letters() -> None:
    assert [script_of(text) for text in ("Osh", "Ош", "کابل", "北京", "42")] == [
        "latin",
        "cyrillic",
        "arabic",
        "han",
        "none",
    ]


def test_chinese_syllables_are_known_and_older_spellings_read() -> None:
    assert is_pinyin("qinghai")
    assert not is_pinyin("bukhara")
    assert pinyin_of("tsinghua") == "qinghua"


@given(st.text(max_size=40))
def test_every_text_has_forms(text: str) -> None:
    assert plain(text).isascii()
    assert fold(text).isascii()
    assert loose(loose(text)) is not None
