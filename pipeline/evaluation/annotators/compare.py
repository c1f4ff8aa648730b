"""Two folders of annotations of the same texts, article by article."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path

from pipeline.annotation.corpus import list_files, read_text
from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.errors import UsageError
from pipeline.evaluation.annotators.counting import Comparison
from pipeline.evaluation.annotators.marks import compare_marks
from pipeline.evaluation.annotators.records import compare_records


def compare_folders(first: Path, second: Path) -> Comparison:
    """Compare the articles that both folders have.

    Raises:
        AnnotationError: a file is not in the format.
        UsageError: no such folder, no article in both, or an article whose text is not the same in both.
    """
    files = {path.name: path for path in list_files(second)}
    comparison = Comparison()
    for path in list_files(first):
        if other := files.get(path.name):
            compare_articles(parse(read_text(path), path), parse(read_text(other), other), comparison)
    if not comparison.articles:
        raise UsageError(f"no article is in both {first} and {second}")
    return comparison


def compare_articles(first: AnnotatedArticle, second: AnnotatedArticle, comparison: Comparison) -> None:
    """Add one article to the comparison. Raises ``UsageError`` when the two annotate different texts."""
    if first.text != second.text:
        pairs = zip_longest(first.text.split("\n"), second.text.split("\n"))
        line = next(number for number, (ours, theirs) in enumerate(pairs, start=1) if ours != theirs)
        raise UsageError(f"{first.id}: line {line} of the text is not the same in both folders")
    comparison.articles += 1
    compare_marks(first, second, comparison)
    compare_records(first, second, comparison)
