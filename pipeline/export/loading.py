"""Reading a run back: typed pandas frames for notebooks."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from pipeline.errors import UsageError
from pipeline.export.columns import ColumnType, Table
from pipeline.export.passages import Highlight, Span, highlight, paragraph_around
from pipeline.export.tables import INSTITUTIONS, PEOPLE, PLACES, PROGRAMMES, TABLES

_ENTITY_TABLES = (INSTITUTIONS, PEOPLE, PLACES, PROGRAMMES)
_SHARED_COLUMNS = ["name", "aliases", "n_mentions", "n_articles"]


class Run:
    """The tables of one run, as attributes and by name: ``run.institutions``, ``run["mentions"]``.

    Texts are strings ("" for an empty cell), lists are tuples of strings, counts and offsets are integers, coordinates
    and confidences are floats (NaN when empty). Dates stay ISO strings, since they keep their precision (``2025-01``,
    ``--11-29``).

    Attributes:
        folder: where it was read from.
        texts: the cleaned text of every article, by article_id; all offsets count its characters.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._frames = {table.name: _read(folder, table) for table in TABLES}
        self.texts = MappingProxyType(_texts(folder / "articles.jsonl"))

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self._frames[name]

    def __getattr__(self, name: str) -> pd.DataFrame:
        frames: dict[str, pd.DataFrame] = self.__dict__.get("_frames", {})
        if name in frames:
            return frames[name]
        raise AttributeError(f"a run has no table {name!r}; it has {', '.join(frames)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._frames]

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(frame)} {name}" for name, frame in self._frames.items())
        return f"Run({str(self.folder)!r}: {sizes})"

    @property
    def entities(self) -> pd.DataFrame:
        """All entities in one frame: ``entity_id, table, name, aliases, n_mentions, n_articles``."""
        parts = []
        for table in _ENTITY_TABLES:
            part = self[table.name].rename(columns={table.columns[0].name: "entity_id"})
            parts.append(part.assign(table=table.name)[["entity_id", "table", *_SHARED_COLUMNS]])
        return pd.concat(parts, ignore_index=True)

    def spellings(self, entity_id: str) -> pd.DataFrame:
        """How the articles spell one entity: ``text, n_mentions, n_articles, sentence``, the most used spelling first.

        ``sentence`` is the first one in which the spelling stands.

        Raises:
            UsageError: no mention has this id.
        """
        mentions = self.mentions[self.mentions["entity_id"] == entity_id]
        if mentions.empty:
            raise UsageError(f"{self.folder}: no mention of {entity_id!r}")
        spellings = mentions.groupby("text", sort=True, as_index=False).agg(
            n_mentions=("mention_id", "size"),
            n_articles=("article_id", "nunique"),
            sentence=("sentence", "first"),
        )
        return spellings.sort_values("n_mentions", ascending=False, kind="stable", ignore_index=True)

    def with_articles(self, frame: pd.DataFrame) -> pd.DataFrame:
        """A frame that has an ``article_id``, with ``published, title, path`` of the articles in front."""
        told = self.articles.set_index("article_id")[["published", "title", "path"]]
        columns = [name for name in frame.columns if name not in told.columns]
        return frame[columns].join(told, on="article_id")[[*told.columns, *columns]]

    def highlight(self, article_id: str) -> Highlight:
        """A whole article with its names marked, as ``displacy.render(…, style="ent", manual=True)`` wants it.

        Raises:
            UsageError: the run has no such article.
        """
        text = self._text(article_id)
        return highlight(text, self._spans(article_id), 0, len(text), self._title(article_id))

    def highlight_evidence(self, article_id: str, start_char: int, end_char: int, label: str = "evidence") -> Highlight:
        """The paragraph around an evidence span, with its names and the evidence marked, for displaCy.

        The names come first: evidence is marked where it does not overlap them.

        Raises:
            UsageError: the run has no such article.
        """
        text = self._text(article_id)
        start, end = paragraph_around(text, start_char, end_char)
        spans = [*self._spans(article_id), Span(start_char, end_char, label)]
        return highlight(text, spans, start, end, self._title(article_id))

    def _text(self, article_id: str) -> str:
        if article_id not in self.texts:
            raise UsageError(f"{self.folder}: no article {article_id!r}")
        return self.texts[article_id]

    def _title(self, article_id: str) -> str:
        return str(self.articles.loc[self.articles["article_id"] == article_id, "title"].iloc[0])

    def _spans(self, article_id: str) -> list[Span]:
        rows = self.mentions[self.mentions["article_id"] == article_id]
        columns = (rows["start_char"].tolist(), rows["end_char"].tolist(), rows["kind"].tolist())
        return [Span(*span) for span in zip(*columns, strict=True)]


def load_run(folder: str | Path) -> Run:
    """Load the tables of a run.

    Raises:
        UsageError: the folder holds no run, or a table lacks a column.
    """
    path = Path(folder)
    if not (path / "articles.csv").is_file():
        raise UsageError(f"{path} holds no run: articles.csv is missing")
    return Run(path)


def _read(folder: Path, table: Table) -> pd.DataFrame:
    path = folder / f"{table.name}.csv"
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
    missing = [name for name in table.column_names if name not in frame.columns]
    if missing:
        raise UsageError(f"{path} lacks the column {missing[0]}")
    for column in table.columns:
        frame[column.name] = _typed(frame[column.name], column.type)
    return frame


def _typed(values: pd.Series[str], kind: ColumnType) -> pd.Series:
    if kind is ColumnType.INTEGER:
        return pd.to_numeric(values).astype("int64")
    if kind is ColumnType.NUMBER:
        return pd.to_numeric(values.mask(values == "")).astype("float64")
    plain = values.str.removeprefix("'").where(values.str.match(r"'[=+\-@]"), values)
    if kind is ColumnType.LIST:
        return plain.map(lambda cell: tuple(cell.split("|")) if cell else ())
    return plain


def _texts(path: Path) -> dict[str, str]:
    try:
        with path.open(encoding="utf-8") as lines:
            records = (json.loads(line) for line in lines)
            return {record["article_id"]: record["text"] for record in records}
    except (OSError, ValueError, KeyError) as error:
        raise UsageError(f"cannot read {path}: {error}") from error
