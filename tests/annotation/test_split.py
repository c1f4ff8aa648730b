from collections import Counter
from pathlib import Path

import pytest

from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.annotation.split import (
    MAX_ARTICLES,
    Part,
    SplitError,
    choose_part,
    common_keys,
    find_groups,
    institution_keys,
    read_split,
    shared_institutions,
    split_articles,
    write_split,
)


def article(name: str, *institutions: str, country: str = "UZ", kind: str = "university") -> AnnotatedArticle:
    header = f"id: {name}\ncountry: XX\nregister: test\npublished:\npublisher:"
    body = " ".join(f"[{words}](i{number})" for number, words in enumerate(institutions, start=1))
    records = "".join(f"i{number}: {kind}, {country}\n" for number in range(1, len(institutions) + 1))
    return parse(f"{header}\n---\n{body or 'text'}\n---\n{records}", f"{name}.ann")


def test_articles_that_name_the_same_institution_are_one_group() -> None:
    corpus = [
        article("a", "Old College", "New College"),
        article("b", "Other University"),
        article("c", "The NEW-COLLEGE", "Third Academy"),
        article("d", "Third Académy"),
        article("e"),
    ]
    assert find_groups(corpus) == [("a", "c", "d"), ("b",), ("e",)]
    parts = split_articles(corpus)
    assert parts["a"] is parts["c"] is parts["d"]


def test_the_same_name_in_two_countries_is_two_institutions() -> None:
    kenya = article("a", "Ministry of Education", country="KE", kind="ministry")
    uganda = article("b", "Ministry of Education", country="UG", kind="ministry")
    assert find_groups([kenya, uganda]) == [("a",), ("b",)]


def test_an_international_organisation_is_one_whatever_its_country() -> None:
    there = article("a", "UNESCO", country="FR", kind="international organisation")
    here = article("b", "Unesco", country="-", kind="international organisation")
    assert find_groups([there, here]) == [("a", "b")]


def test_a_part_has_no_key_of_its_own(example: AnnotatedArticle) -> None:
    assert institution_keys(example) == {
        "nurobod polytechnic university|UZ",
        "sardoba state institute|UZ",
        "sardoba and nurobod lyceums|",
    }


def test_a_common_institution_joins_no_articles() -> None:
    corpus = [article(f"a{number}", "World Bank", f"College {number}") for number in range(MAX_ARTICLES)]
    assert len(find_groups(corpus)) == 1
    corpus.append(article("b", "World Bank"))
    assert len(find_groups(corpus)) == len(corpus)
    assert common_keys(corpus) == {"world bank|UZ": MAX_ARTICLES + 1}


def test_no_institution_of_the_test_part_is_in_another() -> None:
    corpus = [article(f"a{n}", f"College {n % 70}", f"School {n % 90}") for n in range(200)]
    parts = split_articles(corpus)
    assert shared_institutions(corpus, parts) == []
    parts["a1"] = Part.TRAIN if parts["a1"] is Part.TEST else Part.TEST
    assert shared_institutions(corpus, parts) != []


def test_the_order_of_the_articles_does_not_count() -> None:
    corpus = [article(f"a{n}", f"College {n % 7}") for n in range(20)]
    assert list(split_articles(corpus).items()) == list(split_articles(corpus[::-1]).items())


def test_unrelated_articles_added_later_move_nothing() -> None:
    corpus = [article(f"a{n}", f"College {n}") for n in range(30)]
    added = [article(f"b{n}", f"School {n}") for n in range(30)]
    before = split_articles(corpus)
    assert before.items() <= split_articles(corpus + added).items()


def test_an_article_keeps_its_part_and_a_new_one_goes_with_its_group() -> None:
    corpus = [article("a", "Old College"), article("b", "New College"), article("c", "Third Academy")]
    known = {"a": Part.TEST, "b": Part.DEVELOPMENT, "c": Part.TRAIN}
    assert split_articles(corpus, known) == known
    added = [article("d", "Old College"), article("e", "New College", "Third Academy")]
    assert split_articles(corpus + added, known) == {**known, "d": Part.TEST, "e": Part.TRAIN}


def test_a_new_article_that_joins_the_test_part_with_another_is_refused_by_name() -> None:
    corpus = [article("a", "Old College"), article("b", "New College"), article("c", "Old College", "New College")]
    with pytest.raises(SplitError, match=r"named in c\Z"):
        split_articles(corpus, {"a": Part.TEST, "b": Part.TRAIN})


def test_groups_of_every_size_are_shared_out_about_70_15_15() -> None:
    for size in (1, 8):
        groups = [tuple(f"{n}-{member}" for member in range(size)) for n in range(4000)]
        counts = Counter(map(choose_part, groups))
        assert counts[Part.TRAIN] / 4000 == pytest.approx(0.70, abs=0.03)
        assert counts[Part.TEST] / 4000 == pytest.approx(0.15, abs=0.03)


def test_the_split_is_read_as_it_was_written(tmp_path: Path) -> None:
    parts = {"b": Part.TEST, "a": Part.TRAIN}
    write_split(parts, tmp_path / "splits.csv")
    assert (tmp_path / "splits.csv").read_bytes() == b"id,part\na,train\nb,test\n"
    assert read_split(tmp_path / "splits.csv") == parts
