"""Ingest: from files to articles, each with its cleaned text and the map back to its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.ingest.coverage import coverage
from pipeline.ingest.duplicates import mark_copies
from pipeline.ingest.files import find_files
from pipeline.ingest.reader_process import read_apart, read_files
from pipeline.ingest.reading import read_file, read_with_source
from pipeline.records import Article, Refusal
from pipeline.settings import IngestSettings

__all__ = [
    "coverage",
    "find_files",
    "ingest",
    "mark_duplicates",
    "read_apart",
    "read_file",
    "read_files",
    "read_with_source",
]


def ingest(files: Iterable[Path], settings: IngestSettings) -> Iterator[Article | Refusal]:
    """Read files one by one, in order, and mark duplicates. At least one result a file."""
    return mark_duplicates(result for file in files for result in read_file(file, file.as_posix(), settings))


def mark_duplicates(results: Iterable[Article | Refusal]) -> Iterator[Article | Refusal]:
    """Mark the copies among the articles; everything keeps its place.

    Not lazy: which of two is the original may only show at the end. See :func:`pipeline.ingest.duplicates.mark_copies`.
    """
    everything = list(results)
    marked = iter(mark_copies([result for result in everything if isinstance(result, Article)]))
    return (next(marked) if isinstance(result, Article) else result for result in everything)
