"""Ingest: from files to articles, each with its cleaned text and the map back to its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.ingest.article import article_id
from pipeline.ingest.coverage import coverage
from pipeline.ingest.files import find_files
from pipeline.ingest.reading import read_file, read_with_source
from pipeline.records import Article, Refusal
from pipeline.settings import IngestSettings

__all__ = ["coverage", "find_files", "ingest", "mark_duplicates", "read_file", "read_with_source"]


def ingest(files: Iterable[Path], settings: IngestSettings) -> Iterator[Article | Refusal]:
    """Read files one by one, in order, and mark duplicates. Lazy; at least one result a file."""
    return mark_duplicates(result for file in files for result in read_file(file, file.as_posix(), settings))


def mark_duplicates(results: Iterable[Article | Refusal]) -> Iterator[Article | Refusal]:
    """Mark every article whose cleaned text came before.

    The copy keeps its own address and date, gets ``duplicate_of``, and an id of its own from the text and its path.
    """
    seen: set[str] = set()
    for result in results:
        if isinstance(result, Article):
            if result.article_id in seen:
                own_id = article_id(result.text, copy_of=result.path)
                result = result.model_copy(update={"article_id": own_id, "duplicate_of": result.article_id})
            seen.add(result.article_id)
        yield result
