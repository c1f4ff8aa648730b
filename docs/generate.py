"""Writes the pages of the documentation that follow from the code: ``python docs/generate.py``.

``tables.md`` from the declared tables, ``settings.md`` from the settings and their defaults. A test asserts that both
are up to date.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pipeline.export.columns import Table
from pipeline.export.tables import TABLES
from pipeline.settings import Settings

FOLDER = Path(__file__).parent

TABLES_HEAD = """\
# The tables of a run

<!-- written by docs/generate.py from pipeline/export/tables.py; do not edit -->

A run writes one folder of tables, by default `data/out/`. They are CSV files in UTF-8 with a header row, also when
there is nothing to tell. Lists are joined with `|`. Dates are ISO 8601 at the precision that the article states:
`2024-10-15`, `2025-01`, `2030`; `--11-29` where the year cannot be known. A cell that a spreadsheet would run as a
formula begins with an apostrophe.

`start_char` and `end_char` count characters of the article's cleaned text, which stands in `articles.jsonl` together
with the columns of `articles.csv`; the end is exclusive. `sentence` is there for reading: its white space is collapsed.

The rows of a table come in a stable order, and the same input gives the same bytes; [the ids of earlier
runs](ids.md) into the folder are part of the input. A table appears whole or not at all.
"""

SETTINGS_HEAD = """\
# Settings

<!-- written by docs/generate.py from pipeline/settings.py; do not edit -->

Settings are read from a TOML file that is named with `--settings FILE`; it has one table a stage. What the file does
not name keeps its default. An unknown key or a value out of range stops the run before it begins, with exit code 2
and a line that names the key.

```toml
[ingest]
max_article_chars = 100000

[resolve]
unsure_probability = 0.1
```
"""


def tables_page() -> str:
    """The text of ``tables.md``."""
    return "\n".join([TABLES_HEAD, *(line for table in TABLES for line in _table_lines(table))])


def settings_page() -> str:
    """The text of ``settings.md``."""
    sections = [(name, field.default) for name, field in Settings.model_fields.items()]
    return "\n".join([SETTINGS_HEAD, *(line for name, section in sections for line in _section_lines(name, section))])


def _table_lines(table: Table) -> Iterator[str]:
    yield f"## {table.name}.csv\n"
    yield f"One row for each {table.row}.\n"
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {column.type.value} | {column.meaning} |"
    yield ""


def _section_lines(name: str, section: BaseModel) -> Iterator[str]:
    yield f"## [{name}]\n"
    yield "| key | default | meaning |"
    yield "|---|---|---|"
    for key, field in type(section).model_fields.items():
        default = _default(field)
        yield f"| `{key}` | {'none' if default is None else f'`{_toml(default)}`'} | {field.description} |"
    yield ""


def _default(field: FieldInfo) -> object:
    return field.get_default(call_default_factory=True, validated_data={})


def _toml(value: object) -> str:
    """A default as it would stand in the file; the values are plain enough for JSON to serve, but for empty tables."""
    return "{}" if value == {} else json.dumps(value)


def main() -> None:
    """Write both pages."""
    for name, text in (("tables.md", tables_page()), ("settings.md", settings_page())):
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
