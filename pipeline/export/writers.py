"""Writers: a table appears whole or not at all."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from pipeline.errors import RunError
from pipeline.export.columns import Table

Row = Mapping[str, str | int | float]

# What a spreadsheet would take for a formula when it opens the file.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(folder: Path, table: Table, rows: Iterable[Row]) -> None:
    """Write ``<folder>/<table>.csv``: UTF-8, RFC 4180 quoting, ``\\n`` line ends, a header even when there are no rows.

    Raises:
        RunError: the file cannot be written.
        KeyError: a row lacks a column.
    """
    with _whole_file(folder / f"{table.name}.csv") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(table.column_names)
        for row in rows:
            writer.writerow([_cell(row[name]) for name in table.column_names])


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text, each ended by ``\\n``.

    Raises:
        RunError: the file cannot be written.
    """
    with _whole_file(path) as handle:
        for line in lines:
            handle.write(line + "\n")


@contextmanager
def _whole_file(path: Path) -> Iterator[TextIO]:
    """A text file that takes its name only when it is complete and on disk."""
    part = path.with_name(f".{path.name}.part")
    try:
        # A lone surrogate (from an odd file name) cannot be written as UTF-8.
        with part.open("w", encoding="utf-8", errors="backslashreplace", newline="") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(part, path)
    except OSError as error:
        raise RunError(f"cannot write {path}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            part.unlink()


def _cell(value: str | int | float) -> str:
    if isinstance(value, float):
        return f"{value:.4f}".rstrip("0").rstrip(".")
    text = str(value)
    if text.startswith(_FORMULA_STARTS) and not _is_plain(text):
        return "'" + text
    return text


def _is_plain(text: str) -> bool:
    """A number, or a date without a year (``--11-29``), is no formula."""
    return text.lstrip("-+").replace("-", "").replace(".", "").isdigit()
