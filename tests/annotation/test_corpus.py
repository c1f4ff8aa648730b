"""The corpus that comes with the code: sound, in canonical form, and split as the rule says."""

from pathlib import Path

import pytest

from pipeline.annotation.corpus import list_files, read_folder, read_text
from pipeline.annotation.counts import to_markdown
from pipeline.annotation.format import dump, find_errors, parse
from pipeline.annotation.split import read_split, shared_institutions, split_articles

DATA = Path(__file__).parents[2] / "data" / "annotated"
FILES = list_files(DATA / "articles") if (DATA / "articles").is_dir() else []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_is_sound_and_canonical(path: Path) -> None:
    text = read_text(path)
    assert list(map(str, find_errors(text, path))) == []
    assert dump(parse(text, path)) == text


def test_the_numbers_of_the_datasheet_are_those_of_the_corpus() -> None:
    sheet = (DATA / "DATASHEET.md").read_text(encoding="utf-8")
    numbers = to_markdown(read_folder(DATA / "articles"))
    assert numbers in sheet, "run: python -m pipeline.annotation stats … --datasheet data/annotated/DATASHEET.md"


def test_every_article_has_a_part_and_the_test_part_shares_no_institution() -> None:
    articles = list(read_folder(DATA / "articles"))
    parts = read_split(DATA / "splits.csv")
    assert parts == split_articles(articles, parts), "run: python -m pipeline.annotation split data/annotated/articles"
    assert shared_institutions(articles, parts) == []
