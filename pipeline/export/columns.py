"""What a table is: a name, what a row of it stands for, and columns with types and meanings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ColumnType(StrEnum):
    """What a column holds; lists are joined with ``|``, dates are ISO 8601 at their stated precision."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    name: str
    type: ColumnType
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name (the file's stem), what a row stands for, and its columns in order."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)


def table(name: str, row: str, *columns: tuple[str, str] | tuple[str, str, ColumnType]) -> Table:
    """A table of columns given as (name, meaning), or (name, meaning, type) for what is no text."""
    return Table(name, row, tuple(Column(c[0], c[2] if len(c) == 3 else ColumnType.TEXT, c[1]) for c in columns))
