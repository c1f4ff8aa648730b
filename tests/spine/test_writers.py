import csv
from pathlib import Path

import pytest

from pipeline.errors import RunError
from pipeline.export.columns import Column, ColumnType, Table
from pipeline.export.tables import TABLES
from pipeline.export.writers import write_csv, write_lines

TABLE = Table(
    "things", "thing", (Column("name", ColumnType.TEXT, "a name"), Column("size", ColumnType.NUMBER, "a size"))
)


def read(path: Path) -> list[list[str]]:
    with path.open(newline="", encoding="utf-8") as handle:
        return list(csv.reader(handle))


def test_cells_survive_quotes_commas_and_line_breaks(tmp_path: Path):
    name = 'Institute "Ҳикмат", of\nLaw'
    write_csv(tmp_path, TABLE, [{"name": name, "size": 1}])
    assert read(tmp_path / "things.csv") == [["name", "size"], [name, "1"]]
    assert b"\r" not in (tmp_path / "things.csv").read_bytes()


def test_an_empty_table_has_its_header(tmp_path: Path):
    write_csv(tmp_path, TABLE, [])
    assert (tmp_path / "things.csv").read_bytes() == b"name,size\n"


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"),
        ("+998 71 200", "'+998 71 200"),
        ("@rector", "'@rector"),
        ("-1+cmd", "'-1+cmd"),
        ("--11-29", "--11-29"),
        ("-3.5", "-3.5"),
        ("plain = text", "plain = text"),
    ],
)
def test_a_formula_is_defused_and_a_date_or_number_is_left_alone(tmp_path: Path, cell: str, written: str):
    write_csv(tmp_path, TABLE, [{"name": cell, "size": 0}])
    assert read(tmp_path / "things.csv")[1][0] == written


@pytest.mark.parametrize(("number", "written"), [(0.5, "0.5"), (1.0, "1"), (0.123456, "0.1235"), (0.0, "0")])
def test_numbers_have_at_most_four_decimals(tmp_path: Path, number: float, written: str):
    write_csv(tmp_path, TABLE, [{"name": "x", "size": number}])
    assert read(tmp_path / "things.csv")[1][1] == written


def test_a_failure_half_way_leaves_the_old_table_and_no_part(tmp_path: Path):
    write_csv(tmp_path, TABLE, [{"name": "old", "size": 1}])

    def rows():
        yield {"name": "new", "size": 2}
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError, match="killed"):
        write_csv(tmp_path, TABLE, rows())
    assert read(tmp_path / "things.csv")[1] == ["old", "1"]
    assert [path.name for path in tmp_path.iterdir()] == ["things.csv"]


def test_a_folder_that_cannot_be_written_is_a_run_error(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(RunError, match="cannot write"):
        write_lines(tmp_path / "file" / "articles.jsonl", ["{}"])


def test_every_table_is_declared_once_with_distinct_columns():
    names = [table.name for table in TABLES]
    assert len(names) == len(set(names))
    for table in TABLES:
        assert len(table.column_names) == len(set(table.column_names))
        assert all(column.meaning for column in table.columns)
