from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.sentences import split_sentences
from pipeline.records import Block, BlockKind


def sentences(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in split_sentences(text, ())]


@pytest.mark.parametrize(
    "text",
    [
        "Prof. Dr. Karim Saidov spoke.|Then he left.",
        "The forum opened on Sept. 3.|Deputy Minister S. Buzrukov came.",
        "It cost Rs. 300 crore.|Who pays?|Nobody knows!",
        "“We will sign.” he said.|“When?”|Nobody answered.",
        "Prof. Dr.-Ing. Anna Weber and Brig. Gen. Karim Saidov came.",
        "Named after M.V. Lomonov, it is old.",
        "He studied in the U.S.|The degree was honoured.",
        "Visit news.example.org today.|It is free.",
        "Amounts of 3.5 million were paid.",
        "The pact was read by rector P. A. Gordeev and dean G. A. Lunin.|It is long.",
        "He came from the U.S.|A delegation followed.",
        "BELL FALLS, Ariz. (Oct. 2, 2024) — Teachers met Rosa Bell of Salt Ford, Mont. Superintendents came too.",
        "She studied in Bell Falls, Ore.|The college was new.",
        "They sang at Mass.|Rosa Bell left.",
        "The speaker, Rt. Hon. Amos Tebaka, and Lic. Ana Duarte came.",
        "The vice chancellor, Professor (Mrs.) Mwila Nakamba, spoke.|All left.",
        "President A. Zh. Baltinova met Zh. Aldanov and Ma. Teresa Ybañas.",
        "They brought gifts (pens, books.)|Karim Saidov was glad.",
    ],
)
def test_sentences_end_where_they_end(text: str):
    assert sentences(text.replace("|", " ")) == text.split("|")


def test_a_heading_without_a_full_stop_is_a_sentence_of_its_own():
    assert sentences("A new lyceum\nThe lyceum opened.") == ["A new lyceum", "The lyceum opened."]


def test_a_list_item_knows_the_sentence_that_introduces_it():
    text = "Signed with:\nKivu University\nSardoba Institute\nAfterwards all left."
    kinds = [BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.LIST_ITEM, BlockKind.PARAGRAPH]
    blocks, at = [], 0
    for kind, line in zip(kinds, text.split("\n"), strict=True):
        blocks.append(Block(kind=kind, start_char=at, end_char=at + len(line)))
        at += len(line) + 1
    assert [sentence.lead for sentence in split_sentences(text, blocks)] == [-1, 0, 0, -1]


@given(st.text(alphabet="aB .!?\n\"')(1", max_size=80))
def test_no_character_but_white_space_is_lost_and_nothing_overlaps(text: str):
    found = split_sentences(text, ())
    assert all(a.end <= b.start for a, b in pairwise(found))
    kept = "".join(text[sentence.start : sentence.end] for sentence in found)
    assert "".join(kept.split()) == "".join(text.split())
