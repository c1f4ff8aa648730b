"""The windows on which a tagger is trained."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Tokenizer

import pipeline.resources
from pipeline.training.data import TagSets, annotated_examples

SOURCE = """\
id: {id}
country: UZ
register: notice
published: 2024-05-04
publisher:
---
[{town} State Institute](i1) of [{town}](l1) met. [{town}](l1) is small.
---
i1: institute, UZ
"""
TOWNS = ["Sirkenta", "Sulmara", "Shorova", "Sangzora", "Sebzora", "Sayhuna", "Sumbara", "Sardoba"]


def test_with_words_exchanged_the_tags_stay_and_the_pieces_do_not(tmp_path: Path) -> None:
    for number, town in enumerate(TOWNS):
        (tmp_path / f"xx-{number:03}.ann").write_text(SOURCE.format(id=f"xx-{number:03}", town=town), encoding="utf-8")
    ids = frozenset(f"xx-{number:03}" for number in range(len(TOWNS)))
    tokenizer = Tokenizer.from_file(str(Path(pipeline.resources.__path__[0]) / "tagger" / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    sets = TagSets()
    plain = list(annotated_examples(tmp_path, ids, tokenizer, sets))
    other = list(annotated_examples(tmp_path, ids, tokenizer, sets, seed=3, words=True))
    again = list(annotated_examples(tmp_path, ids, tokenizer, sets, seed=3, words=True))
    assert len(plain) == len(other) == len(TOWNS)
    assert [one.tag_sets.tolist() for one in plain] == [one.tag_sets.tolist() for one in other]
    assert any(one.window.ids.tolist() != two.window.ids.tolist() for one, two in zip(plain, other, strict=True))
    assert [one.window.ids.tolist() for one in other] == [one.window.ids.tolist() for one in again]
