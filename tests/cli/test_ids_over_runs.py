"""Ids over several runs into one folder, from the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from .conftest import Call
from .test_wrong_calls import assert_one_line

# Another spelling of an institution of NOTICE.
OTHER = "Balakan Lyceum opened a hall on 6 March 2024. Pupils of the Lyceum of Balakan came.\n"


def ids(out: Path, table: str = "institutions") -> dict[str, str]:
    with (out / f"{table}.csv").open(newline="", encoding="utf-8") as handle:
        rows = list(csv.reader(handle))
    return {row[1]: row[0] for row in rows[1:]}


def contents(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


def changes(out: Path) -> list[tuple[str, str]]:
    with (out / "id_history.csv").open(newline="", encoding="utf-8") as handle:
        return [(row["run"], row["change"]) for row in csv.DictReader(handle)]


def test_a_second_run_into_the_same_folder_changes_no_byte(call: Call, folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    assert call("run", folder, "--out", out).code == 0
    before = contents(out)
    assert call("run", folder, "--out", out, "--workers", "2").code == 0
    assert contents(out) == before


def test_an_article_that_comes_and_goes_leaves_all_ids_as_they_were(call: Call, folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    call("run", folder, "--out", out)
    before = ids(out)
    (folder / "other.txt").write_text(OTHER, encoding="utf-8")
    call("run", folder, "--out", out)
    assert set(before.values()) <= set(ids(out).values())
    (folder / "other.txt").unlink()
    call("run", folder, "--out", out)
    assert ids(out) == before
    assert {run for run, _ in changes(out)} <= {"1", "2", "3"}


def test_an_id_that_was_given_before_is_kept_and_fresh_forgets_it(call: Call, folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    call("run", folder, "--out", out)
    own = ids(out)["Balakan Lyceum"]
    registry = out / "registry.jsonl"
    registry.write_text(registry.read_text(encoding="utf-8").replace(own, "i-00000000000a"), encoding="utf-8")
    call("run", folder, "--out", out)
    assert ids(out)["Balakan Lyceum"] == "i-00000000000a"
    call("run", folder, "--out", out, "--fresh")
    assert ids(out)["Balakan Lyceum"] == own
    assert {run for run, _ in changes(out)} == {"1"}


def test_a_registry_of_its_own_place_serves_several_folders(call: Call, folder: Path, tmp_path: Path):
    registry = tmp_path / "kept" / "ids.jsonl"
    call("run", folder, "--out", tmp_path / "one", "--registry", registry)
    text = registry.read_text(encoding="utf-8")
    registry.write_text(text.replace(ids(tmp_path / "one")["Balakan Lyceum"], "i-00000000000a"), encoding="utf-8")
    call("run", folder, "--out", tmp_path / "two", "--registry", registry)
    assert ids(tmp_path / "two")["Balakan Lyceum"] == "i-00000000000a"
    assert not (tmp_path / "two" / "registry.jsonl").exists()


def test_parents_agreements_and_mentions_follow_the_ids_of_the_registry(call: Call, folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    call("run", folder, "--out", out)
    own = ids(out)["Balakan Lyceum"]
    registry = out / "registry.jsonl"
    registry.write_text(registry.read_text(encoding="utf-8").replace(own, "i-00000000000a"), encoding="utf-8")
    call("run", folder, "--out", out)
    for table in ("mentions", "agreements", "institutions", "links"):
        text = (out / f"{table}.csv").read_text(encoding="utf-8")
        assert own not in text
    assert "i-00000000000a" in (out / "agreements.csv").read_text(encoding="utf-8")


def test_a_registry_that_is_none_stops_the_run_and_names_the_line(call: Call, folder: Path, tmp_path: Path):
    out = tmp_path / "out"
    call("run", folder, "--out", out)
    registry = out / "registry.jsonl"
    good = registry.read_text(encoding="utf-8").splitlines()
    for content, part in (
        ("{}", "line 1"),
        ("\n".join([good[0], '{"entity_id": "i-1"}']), "line 2"),
        ("\n".join([good[0], good[1], good[1]]), "one id"),
        (json.dumps({"edufacts_registry": 99, "run": 1}), "line 1"),
    ):
        registry.write_text(content, encoding="utf-8")
        assert_one_line(call("run", folder, "--out", out), 2, "registry.jsonl", part, "--fresh")
        assert registry.read_text(encoding="utf-8") == content
    assert call("run", folder, "--out", out, "--fresh").code == 0
