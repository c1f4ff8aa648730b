"""Reading a run back: typed pandas frames for notebooks."""

from __future__ import annotations

import json
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from pipeline.errors import UsageError
from pipeline.export.tables import TABLES, ColumnType, Table


class Run:
    """The tables of one run, as attributes and by name: ``run.institutions``, ``run["mentions"]``.

    Texts are strings ("" for an empty cell), lists are tuples of strings, counts and offsets are integers, coordinates and
    confidences are floats (NaN when empty). Dates stay ISO strings, since they keep their precision (``2025-01``, ``--11-29``).

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


def _typed(values: pd.Series[str], kind: ColumnType) -> pd.Series:  # type: ignore[type-arg]
    if kind is ColumnType.INTEGER:
        return pd.to_numeric(values).astype("int64")
    if kind is ColumnType.NUMBER:
        return pd.to_numeric(values.replace("", "nan")).astype("float64")
    plain = values.str.removeprefix("'").where(values.str.match(r"'[=+\-@]"), values)
    if kind is ColumnType.LIST:
        return plain.map(lambda cell: tuple(cell.split("|")) if cell else ())
    return plain


def _texts(path: Path) -> dict[str, str]:
    with path.open(encoding="utf-8") as lines:
        records = (json.loads(line) for line in lines)
        return {record["article_id"]: record["text"] for record in records}
