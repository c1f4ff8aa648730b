"""Other names for the same story."""

from __future__ import annotations

import random

from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.training.word_exchange import WordExchange

TOWNS = ("Sardoba", "Sirkenta", "Sulmara", "Shorova", "Sangzora", "Sebzora", "Sayhuna", "Sumbara")


def article(name: str, town: str) -> AnnotatedArticle:
    source = (
        f"id: {name}\ncountry: XX\nregister: note\npublished: 2025-03-01\npublisher: i1\n---\n"
        f"[{town} Institute](i1) signs\n\n"
        f"On [12 May](d=2025-05-12) [{town} Institute](i1) of [{town}](l1) signed a [contract](a1) with the [Guild of Bakers](i2). "
        f"{town}'s bakers cheered, and {town}ites too.\n---\n"
        "i1: institute, XX\ni2: association, XX\na1: contract | signed | i1, i2 | on 2025-05-12\n"
    )
    return parse(source, f"{name}.ann")


def corpus() -> list[AnnotatedArticle]:
    return [article(f"xx-{number:03d}", town) for number, town in enumerate(TOWNS)]


def changed(seed: int) -> AnnotatedArticle:
    articles = corpus()
    return WordExchange(articles).apply(articles[0], random.Random(seed))


def test_a_rare_word_is_another_one_wherever_it_stands() -> None:
    new = changed(1)
    town = new.words(next(mark for mark in new.marks if "l1" in mark.ids))
    assert town in TOWNS[1:]
    assert new.text.count(town) == 4
    # A part of another word is no such word.
    assert new.text.count("Sardoba") == new.text.count("Sardobaites") == 1
    assert "Institute" in new.text
    assert "Guild of Bakers" in new.text


def test_marks_go_along_and_records_stay() -> None:
    old, new = corpus()[0], changed(1)
    assert [mark.kind for mark in new.marks] == [mark.kind for mark in old.marks]
    for before, after in zip(old.marks, new.marks, strict=True):
        assert new.words(after).split()[1:] == old.words(before).split()[1:]
    assert new.words(new.marks[-2]) == "contract"
    assert new.records == old.records


def test_the_first_letter_stays_so_that_acronyms_fit() -> None:
    assert all(changed(seed).text.startswith("S") for seed in range(20))


def test_the_same_seed_gives_the_same_article() -> None:
    assert changed(3) == changed(3)
    assert len({changed(seed).text for seed in range(20)}) > 1


def test_words_of_few_or_of_many_articles_stay() -> None:
    few = corpus()[:3]
    assert WordExchange(few).apply(few[0], random.Random(1)) == few[0]
    many = [article(f"xx-{number:03d}", "Sardoba") for number in range(8)]
    assert WordExchange([*many, *corpus()[1:]]).apply(many[0], random.Random(1)) == many[0]
