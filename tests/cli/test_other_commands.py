"""The smaller commands on small files: what they write, and one line for a wrong call."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from .conftest import NOTICE, Call


def test_annotate_gives_a_line_of_mentions_for_each_text(call: Call, tmp_path: Path):
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    texts = {"first": NOTICE, "nothing": ""}
    source.write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items()))
    result = call("annotate", source, "--out", out)
    assert (result.code, result.err) == (0, "")
    assert "2 texts annotated" in result.out
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["id"] for line in lines] == list(texts)
    assert lines[1]["mentions"] == []
    assert "Elnur Hasanov" in [mention["text"] for mention in lines[0]["mentions"]]
    for mention in lines[0]["mentions"]:
        assert NOTICE[mention["start_char"] : mention["end_char"]] == mention["text"]


def test_resolve_gives_every_name_back_with_its_cluster(call: Call, tmp_path: Path):
    source, out = tmp_path / "names.csv", tmp_path / "clusters.csv"
    names = ["Zaqatala Forestry College", "Balakan Lyceum", "Forestry College of Zaqatala", "Balakan Lyceum"]
    source.write_text("name,kind\n" + "".join(f"{name},institution\n" for name in names), encoding="utf-8")
    result = call("resolve", source, "--out", out)
    assert (result.code, result.err) == (0, "")
    with out.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    assert [row["name"] for row in rows] == names
    assert rows[1]["cluster"] == rows[3]["cluster"] != rows[0]["cluster"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["annotate", "gone.jsonl", "--out", "out.jsonl"], "gone.jsonl"),
        (["annotate", "broken.jsonl", "--out", "out.jsonl"], "broken.jsonl:1"),
        (["annotate", "broken.jsonl"], "--out"),
        (["resolve", "gone.csv", "--out", "out.csv"], "gone.csv"),
        (["resolve", "column.csv", "--out", "out.csv"], "'kind'"),
        (["resolve", "kind.csv", "--out", "out.csv"], "line 2"),
        (["evaluate", "--gold", "gone"], "gone"),
    ],
    ids=lambda value: "-".join(value[:2]) if isinstance(value, list) else value,
)
def test_a_wrong_call_is_one_line_and_exit_code_2(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], part: str
):
    monkeypatch.chdir(tmp_path)
    Path("broken.jsonl").write_text("{'id'}\n", encoding="utf-8")
    Path("column.csv").write_text("name\nBalakan Lyceum\n", encoding="utf-8")
    Path("kind.csv").write_text("name,kind\nBalakan Lyceum,planet\n", encoding="utf-8")
    result = call(*arguments)
    assert result.code == 2, result.err
    assert result.out == ""
    assert result.err.startswith("edufacts: ")
    assert result.err.count("\n") == 1
    assert part in result.err
    assert not Path("out.csv").exists()
    assert not Path("out.jsonl").exists()
