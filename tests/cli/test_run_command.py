"""``edufacts run``: what it prints, what it leaves behind, and its exit codes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from pipeline.export.tables import TABLES

from .conftest import NOTICE, Call


def rows(out: Path, table: str) -> list[dict[str, str]]:
    with (out / f"{table}.csv").open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def test_a_run_writes_every_table_and_ends_with_0(call: Call, folder: Path, tmp_path: Path):
    out = tmp_path / "deep" / "out"
    assert call("run", folder, "--out", out).code == 0
    assert {path.name for path in out.iterdir()} >= {f"{table.name}.csv" for table in TABLES} | {"articles.jsonl"}
    assert [row["path"] for row in rows(out, "articles")] == [(folder / "notice.txt").as_posix()]


def test_the_summary_says_what_was_read_found_and_refused(call: Call, folder: Path, tmp_path: Path):
    (folder / "copy.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    out = tmp_path / "out"
    said = call("run", folder, "--out", out).out
    assert re.search(r"2 articles read \(\d+ words\), 1 copy of others, 1 file refused, in [\d.]+ s\.", said)
    assert "refused as empty: 1" in said
    for found in ("institutions", "people", "agreements", "dates"):
        assert re.search(rf"^{found} +\d+", said, re.MULTILINE), said
    assert "Look first at:" in said
    assert "rejects.csv: 1 file and why" in said


def test_the_summary_says_which_articles_are_not_in_english(call: Call, folder: Path, tmp_path: Path):
    text = "Ректор университета открыл новую лабораторию для студентов. Министр образования поздравил преподавателей.\n"
    (folder / "russian.txt").write_text(text, encoding="utf-8")
    said = call("run", folder, "--out", tmp_path / "out").out
    assert "not in English: 1 article (ru 1)" in said


def test_nothing_but_the_summary_is_printed_when_piped(call: Call, folder: Path, tmp_path: Path):
    result = call("run", folder, "--out", tmp_path / "out")
    assert result.err == ""
    assert "\x1b" not in result.out


def test_names_with_brackets_do_not_break_the_summary(call: Call, tmp_path: Path):
    path = tmp_path / "[red]odd name [i].txt"
    path.write_text(NOTICE, encoding="utf-8")
    out = tmp_path / "[red]out"
    result = call("run", path, "--out", out)
    assert result.code == 0
    assert f"{out}" in result.out.replace("\n", "")


def test_files_and_folders_can_be_mixed_and_are_read_once(call: Call, folder: Path, tmp_path: Path):
    below = folder / "2024" / "march"
    below.mkdir(parents=True)
    (below / "other.md").write_text("# Lyceum\n\nBalakan Lyceum opened on 6 March 2024.\n", encoding="utf-8")
    out = tmp_path / "out"
    assert call("run", folder / "notice.txt", folder, "--out", out).code == 0
    names = [Path(row["path"]).name for row in rows(out, "articles")]
    assert sorted(names) == ["notice.txt", "other.md"]


def test_files_that_cannot_be_used_are_rows_of_rejects_and_the_run_goes_on(call: Call, folder: Path, tmp_path: Path):
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.txt").write_text(" \n\t\n", encoding="utf-8")
    (folder / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    (folder / "noise.txt").write_bytes(bytes(range(256)) * 40)
    (folder / "frame.html").write_text("<html><body><nav>Home</nav></body></html>", encoding="utf-8")
    out = tmp_path / "out"
    result = call("run", folder, "--out", out)
    assert result.code == 0
    assert len(rows(out, "articles")) == 1
    refused = {Path(row["path"]).name: row for row in rows(out, "rejects")}
    assert set(refused) == {"empty.txt", "blank.txt", "picture.txt", "noise.txt", "frame.html"}
    assert {refused[name]["error"] for name in ("empty.txt", "blank.txt")} == {"empty"}
    assert {refused[name]["error"] for name in ("picture.txt", "noise.txt")} == {"binary"}
    assert refused["frame.html"]["error"] == "no text"
    assert all(row["stage"] == "ingest" and row["detail"] for row in refused.values())
    assert "5 files refused" in result.out


def test_a_file_without_permission_is_refused_as_unreadable(call: Call, folder: Path, tmp_path: Path):
    locked = folder / "locked.txt"
    locked.write_text(NOTICE + "And more.", encoding="utf-8")
    locked.chmod(0)
    try:
        locked.read_bytes()
        pytest.skip("this user may read every file")
    except PermissionError:
        pass
    out = tmp_path / "out"
    assert call("run", folder, "--out", out).code == 0
    assert [row["error"] for row in rows(out, "rejects")] == ["unreadable"]


def test_a_folder_in_which_no_file_can_be_used_still_gives_tables(call: Call, tmp_path: Path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    out = tmp_path / "out"
    result = call("run", tmp_path / "in", "--out", out)
    assert result.code == 0
    assert "0 articles read" in result.out
    assert rows(out, "articles") == []
    assert len(rows(out, "rejects")) == 1


def test_decisions_are_replayed(call: Call, folder: Path, tmp_path: Path):
    decisions = tmp_path / "decisions.csv"
    decisions.write_text("action,kind,left,right\nrename,person,Elnur Hasanov,Elnur H. Hasanov\n", encoding="utf-8")
    out = tmp_path / "out"
    assert call("run", folder, "--out", out, "--decisions", decisions).code == 0
    assert "Elnur H. Hasanov" in [row["name"] for row in rows(out, "people")]
