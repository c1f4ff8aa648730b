"""A run over the sample articles gives the tables in ``expected/``, and the same bytes however it is made.

After a change that is meant to change the tables: ``python -m pytest tests/golden --update-golden``, then read the difference
in version control before it is committed.
"""

from __future__ import annotations

import csv
import difflib
import io
from pathlib import Path

import pytest

from pipeline.export.tables import TABLES
from pipeline.run import Plan, run

ROOT = Path(__file__).parents[2]
EXPECTED = Path(__file__).parent / "expected"
SAMPLES = Path("data/raw")
SHOWN_LINES = 30

# The tagger computes with 8-bit numbers, which processors round differently: on another machine than the one that wrote
# the expected tables a confidence may differ in its last digits. Nothing else may.
CONFIDENCE_TOLERANCE = 0.02


def read_tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.csv"))}


def read_all(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def differences(expected: dict[str, bytes], got: dict[str, bytes]) -> str:
    """A unified diff of all tables that differ, shortened to what a person reads."""
    lines: list[str] = []
    for name in sorted(expected.keys() | got.keys()):
        old, new = (tables.get(name, b"").decode("utf-8").splitlines() for tables in (expected, got))
        lines += difflib.unified_diff(old, new, f"expected/{name}", f"this run/{name}", lineterm="", n=0)
    more = [f"… and {len(lines) - SHOWN_LINES} lines more"] if len(lines) > SHOWN_LINES else []
    return "\n".join([*lines[:SHOWN_LINES], *more])


def without_confidences(table: bytes) -> tuple[list[list[str]], list[float]]:
    """The rows with their confidences taken out, and the confidences."""
    header, *rows = csv.reader(io.StringIO(table.decode("utf-8"), newline=""))
    if "confidence" not in header:
        return [header, *rows], []
    column = header.index("confidence")
    confidences = [float(row.pop(column)) for row in rows]
    return [header, *rows], confidences


def equal_but_for_rounding(expected: bytes, got: bytes) -> bool:
    if expected == got:
        return True
    (old_rows, old_numbers), (new_rows, new_numbers) = without_confidences(expected), without_confidences(got)
    return old_rows == new_rows and new_numbers == pytest.approx(old_numbers, abs=CONFIDENCE_TOLERANCE)


def test_the_run_gives_the_expected_tables(sample_run: Path, request: pytest.FixtureRequest):
    got = read_tables(sample_run)
    if request.config.getoption("--update-golden"):
        EXPECTED.mkdir(exist_ok=True)
        for old in EXPECTED.glob("*.csv"):
            old.unlink()
        for name, table in got.items():
            (EXPECTED / name).write_bytes(table)
        pytest.skip(
            f"{len(got)} tables written to {EXPECTED.relative_to(ROOT)}: read the difference before you commit it"
        )
    expected = read_tables(EXPECTED)
    assert expected, f"no tables in {EXPECTED.relative_to(ROOT)}: write them with --update-golden"
    same = got.keys() == expected.keys() and all(equal_but_for_rounding(expected[name], got[name]) for name in got)
    if not same:
        meant = (
            "the tables differ from the expected ones; if that is meant: python -m pytest tests/golden --update-golden"
        )
        pytest.fail(f"{meant}\n{differences(expected, got)}", pytrace=False)


def test_every_table_is_written(sample_run: Path):
    assert set(read_all(sample_run)) >= {f"{table.name}.csv" for table in TABLES} | {"articles.jsonl"}


def test_no_table_holds_a_path_of_this_machine(sample_run: Path):
    for name, content in read_all(sample_run).items():
        assert str(ROOT).encode() not in content, name


def test_a_second_run_gives_the_same_bytes(sample_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    run(Plan([SAMPLES], tmp_path))
    assert_same_bytes(sample_run, tmp_path)


def test_two_workers_give_the_same_bytes(sample_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    run(Plan([SAMPLES], tmp_path, workers=2))
    assert_same_bytes(sample_run, tmp_path)


def test_inputs_in_another_order_give_the_same_bytes(sample_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(ROOT)
    run(Plan(sorted(SAMPLES.iterdir(), reverse=True), tmp_path))
    assert_same_bytes(sample_run, tmp_path)


def assert_same_bytes(expected: Path, got: Path) -> None:
    old, new = read_all(expected), read_all(got)
    if old != new:
        pytest.fail(f"not the same bytes\n{differences(old, new)}", pytrace=False)
