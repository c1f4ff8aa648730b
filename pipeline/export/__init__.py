"""Export: the tables of a run, written to one folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from pipeline.errors import RunError
from pipeline.export import tables
from pipeline.export.rows import ENTITY_TABLES, Rows, article_row, coverage_rows, link_rows, reject_rows
from pipeline.export.writers import write_csv, write_lines
from pipeline.records import Article, ArticleFacts, Coverage, Refusal, Resolution

__all__ = ["export"]


def export(
    folder: Path,
    articles: Sequence[Article],
    facts: Sequence[ArticleFacts],
    resolution: Resolution,
    refusals: Sequence[Refusal],
    coverage: Sequence[Coverage] = (),
) -> None:
    """Write all tables into ``folder``, which is made when missing; each file replaces its predecessor in one step.

    Raises:
        RunError: the folder or a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RunError(f"cannot make the folder {folder}: {error.strerror}") from error
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
    write_csv(folder, tables.LINKS, link_rows(resolution.links))
    write_csv(folder, tables.INGEST, coverage_rows(coverage))
    write_csv(folder, tables.REJECTS, reject_rows(refusals))


def article_line(article: Article) -> str:
    """One line of ``articles.jsonl``: the row of ``articles.csv`` and the cleaned text."""
    return json.dumps({**article_row(article), "text": article.text}, ensure_ascii=False)
