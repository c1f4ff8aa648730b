"""Export: the tables of a run, written to one folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import RunError
from pipeline.export import tables
from pipeline.export.rows import (
    ENTITY_TABLES,
    Rows,
    article_row,
    coverage_rows,
    history_rows,
    reject_rows,
    ruling_rows,
)
from pipeline.export.writers import write_csv, write_lines
from pipeline.records import Article, ArticleFacts, Coverage, Refusal, Resolution
from pipeline.registry import FILE_NAME, registry_lines

__all__ = ["export"]


def export(
    folder: Path,
    articles: Sequence[Article],
    facts: Sequence[ArticleFacts],
    resolution: Resolution,
    refusals: Sequence[Refusal],
    coverage: Sequence[Coverage] = (),
    registry: Path | None = None,
) -> None:
    """Write all tables into ``folder``, which is made when missing; each file replaces its predecessor in one step.

    The registry of ids goes to the file ``registry``, by default into the folder. It comes first: a run that is cut
    short may leave ids in it that no table shows, but no table shows an id that the next run does not know.

    Raises:
        RunError: the folder or a file cannot be written.
    """
    _make(folder)
    registry = registry or folder / FILE_NAME
    _make(registry.parent)
    write_lines(registry, registry_lines(resolution.registry))
    rows = Rows(articles, facts, resolution)
    write_csv(folder, tables.ARTICLES, rows.articles())
    write_lines(folder / "articles.jsonl", (article_line(article) for article in articles))
    write_csv(folder, tables.MENTIONS, rows.mentions())
    for kind, (table, _) in ENTITY_TABLES.items():
        write_csv(folder, table, rows.entities(kind))
    write_csv(folder, tables.AFFILIATIONS, rows.affiliations())
    write_csv(folder, tables.AGREEMENTS, rows.agreements())
    write_csv(folder, tables.DATES, rows.dates())
    write_csv(folder, tables.EVENTS, rows.events())
    write_csv(folder, tables.FUNDING, rows.funding())
    write_csv(folder, tables.LINKS, rows.links())
    write_csv(folder, tables.ID_HISTORY, history_rows(resolution.registry))
    write_csv(folder, tables.DECISIONS_APPLIED, ruling_rows(resolution.rulings))
    write_csv(folder, tables.INGEST, coverage_rows(coverage))
    write_csv(folder, tables.REJECTS, reject_rows(refusals))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot make the folder {folder}: {error.strerror}") from error


def article_line(article: Article) -> str:
    """One line of ``articles.jsonl``: the row of ``articles.csv`` and the cleaned text."""
    return json.dumps({**article_row(article), "text": article.text}, ensure_ascii=False)
