"""PDF files as word processors make them, with embedded fonts: the files of the measurements are read as what was written."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipeline.records import Article, BlockKind

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import pdf_files

Read = Callable[..., Article]

PARAGRAPH = BlockKind.PARAGRAPH

SCHOOLS = ("Tolland Academy", "Bramfield School", "Orrin College")
STORY = [
    f"In its week {week} the delegation of Karatag Pedagogical Institute visited {SCHOOLS[week % 3]}, and both sides spoke of "
    f"the exchange of first-year students, of effective laboratories and of the recognition of diplomas. The rector said that "
    f"the first group of {week + 10} students is expected in the autumn."
    for week in range(1, 13)
]


@pytest.mark.parametrize(
    "make",
    [
        pdf_files.press_release,
        pdf_files.bulletin,
        lambda story: pdf_files.report(story, SCHOOLS),
        pdf_files.reportlab_pdf,
        pdf_files.office_pdf,
    ],
    ids=["press release", "columns", "tables", "plain", "office"],
)
def test_paragraphs_of_made_files_are_in_one_piece_each(
    read: Read, make: Callable[[Sequence[str]], bytes | None]
) -> None:
    data = make(STORY)
    if data is None:
        pytest.skip("the library that makes the file is not installed")
    article = read(data, "a.pdf")
    found = [article.text[block.start_char : block.end_char] for block in article.blocks if block.kind is PARAGRAPH]
    begun = [text for text in found if text.startswith("In its week")]
    assert [text[: len(paragraph)] for text, paragraph in zip(begun, STORY, strict=True)] == STORY


def test_a_table_of_a_made_file_is_read_by_rows(read: Read) -> None:
    data = pdf_files.report(STORY, SCHOOLS)
    if data is None:
        pytest.skip("the library that makes the file is not installed")
    article = read(data, "a.pdf")
    rows = [article.text[block.start_char : block.end_char] for block in article.blocks if block.kind is PARAGRAPH]
    assert "Tolland Academy | Norwood | 105" in rows
