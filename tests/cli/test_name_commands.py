"""``edufacts explain`` and ``edufacts decide``: the story of a name, and what a person knows about it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from .conftest import Call
from .test_wrong_calls import assert_one_line

COLLEGES = (
    "Zaqatala Forestry College (ZFC) opened a hall on 6 March 2024.\n\n"
    "Pupils of ZFC came. The Forestry College of Zaqatala has a garden.\n"
)


@pytest.fixture
def place(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> Path:
    """A folder to work in, with a run in ``data/out``."""
    (folder / "colleges.txt").write_text(COLLEGES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert call("run", folder).code == 0
    return tmp_path


def institutions(place: Path) -> dict[str, dict[str, str]]:
    with (place / "data/out/institutions.csv").open(newline="", encoding="utf-8") as handle:
        return {row["name"]: row for row in csv.DictReader(handle)}


def test_the_story_of_a_name_has_its_spellings_evidence_reasons_and_id(call: Call, place: Path):
    result = call("explain", "ZFC")
    assert (result.code, result.err) == (0, "")
    assert "\x1b" not in result.out
    for part in ("Zaqatala Forestry College (i-", "a name before an acronym: ZFC", "ZFC: ", "colleges.txt"):
        assert part in result.out
    assert "ZFC = Zaqatala Forestry College: same" in result.out
    assert "one defines the other in a-" in result.out
    assert "run 1: new (Zaqatala Forestry College)" in result.out


def test_two_spellings_of_one_entity_are_told_by_the_chain_that_joins_them(call: Call, place: Path):
    said = call("explain", "zfc", "Zaqatala Forestry College").out
    assert "are one institution" in said
    assert "ZFC = Zaqatala Forestry College: same" in said


def test_two_names_that_were_never_compared_are_judged_on_the_spot(call: Call, place: Path):
    said = call("explain", "Balakan Lyceum", "Zaqatala Forestry College").out
    assert "are two entities" in said
    assert "By their names alone" in said
    assert "contradiction: " in said


def test_a_name_and_an_id_can_be_mixed(call: Call, place: Path):
    entity_id = institutions(place)["Balakan Lyceum"]["institution_id"]
    assert "Balakan Lyceum and BALAKAN LYCEUM are one institution" in call("explain", entity_id, "BALAKAN LYCEUM").out


def test_an_unknown_name_gets_suggestions(call: Call, place: Path):
    assert_one_line(call("explain", "Balakan Liceum"), 2, "Balakan Liceum", "nearest", "Balakan Lyceum")
    assert_one_line(call("explain", "i-000000000000"), 2, "nothing has the id 'i-000000000000'")
    assert_one_line(call("explain", "Balakan Lyceum", "--kind", "person"), 2, "no person is called")
    assert_one_line(call("explain", "a", "b", "c"), 2, "one name, or two")
    assert_one_line(call("explain", "ZFC", "--out", place / "nowhere"), 2, "nowhere", "no run")


def test_a_decision_is_appended_heeded_by_the_next_run_and_told_by_explain(call: Call, place: Path, folder: Path):
    result = call("decide", "rename", "ZFC", "College of the Woods", "--note", "since 2020, by decree")
    assert (result.code, result.err) == (0, "")
    assert "To undo it, delete line 2 of decisions.csv" in result.out
    text = (place / "decisions.csv").read_text(encoding="utf-8")
    assert text == (
        "action,kind,left,right,note\n" + 'rename,institution,ZFC,College of the Woods,"since 2020, by decree"\n'
    )
    before = institutions(place)["Zaqatala Forestry College"]["institution_id"]
    assert "1 decision of decisions.csv applied." in call("run", folder).out
    assert institutions(place)["College of the Woods"]["institution_id"] == before
    said = call("explain", "College of the Woods").out
    assert "line 2: rename,institution,ZFC,College of the Woods (since 2020, by decree)" in said
    assert "run 2: renamed College of the Woods, before: Zaqatala Forestry College" in said


def test_same_and_different_are_heeded_and_undone(call: Call, place: Path, folder: Path):
    first = {name: row["institution_id"] for name, row in institutions(place).items()}
    call("decide", "same", "Balakan Lyceum", "Zaqatala Forestry College")
    call("run", folder)
    assert "Balakan Lyceum" not in institutions(place)
    said = call("explain", "Balakan Lyceum", "ZFC").out
    assert "a person's decision: line 2: same,institution,Balakan Lyceum,Zaqatala Forestry College" in said
    (place / "decisions.csv").unlink()
    call("run", folder)
    assert {name: row["institution_id"] for name, row in institutions(place).items()} == first


@pytest.mark.parametrize(
    ("first", "second", "parts"),
    [
        (("same", "Balakan Lyceum", "ZFC"), ("different", "balakan lyceum", "ZFC"), ("lines 2 and 3 contradict",)),
        (("rename", "ZFC", "A"), ("rename", "Zaqatala Forestry College", "B"), ("lines 2 and 3 contradict", "--force")),
        (("drop", "Balakan Lyceum"), ("rename", "Balakan Lyceum", "B"), ("lines 2 and 3 contradict",)),
        (
            ("same", "Balakan Lyceum", "ZFC"),
            ("different", "Balakan Lyceum", "Zaqatala Forestry College"),
            ("lines 2 and 3 contradict", "last run"),
        ),
    ],
)
def test_a_decision_that_contradicts_an_earlier_one_is_refused_at_once(
    call: Call, place: Path, first: tuple[str, ...], second: tuple[str, ...], parts: tuple[str, ...]
):
    assert call("decide", *first).code == 0
    before = (place / "decisions.csv").read_bytes()
    assert_one_line(call("decide", *second), 2, "decisions.csv", *parts)
    assert (place / "decisions.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("same", "Balakan Liceum", "ZFC"), "nearest are: Balakan Lyceum"),
        (("same", "Balakan Lyceum", "Elnur Hasanov"), "--kind"),
        (("type", "ZFC", "planet"), "no institution type"),
        (("type", "Elnur Hasanov", "school"), "a person has no type"),
        (("country", "ZFC", "Azerbaijan"), "ISO 3166"),
        (("different", "ZFC", "zfc"), "read the same"),
        (("merge", "ZFC", "zfc"), "merge"),
        (("rename", "ZFC"), "NEW"),
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_written(
    call: Call, place: Path, arguments: tuple[str, ...], part: str
):
    assert_one_line(call("decide", *arguments), 2, part)
    assert not (place / "decisions.csv").exists()


def test_a_name_not_yet_seen_needs_force_and_a_kind(call: Call, place: Path):
    assert_one_line(call("decide", "drop", "Press Hall"), 2, "--force")
    assert_one_line(call("decide", "drop", "Press Hall", "--force"), 2, "--kind")
    assert call("decide", "drop", "Press Hall", "--force", "--kind", "institution").code == 0
    assert "these found nothing to decide:\n  line 2: drop,institution,Press Hall" in call("run", "articles").out


def test_saying_it_twice_writes_it_once(call: Call, place: Path):
    call("decide", "country", "ZFC", "az")
    before = (place / "decisions.csv").read_bytes()
    assert "says so already" in call("decide", "country", "zfc", "AZ").out
    assert (place / "decisions.csv").read_bytes() == before


def test_a_file_of_ones_own_keeps_its_columns_comments_and_line_ends(call: Call, place: Path):
    mine = place / "mine.csv"
    mine.write_bytes(b"# ours\r\nkind,action,right,left,who\r\ninstitution,country,AZ,Balakan Lyceum,me")
    assert call("decide", "type", "ZFC", "school", "--note", "so", "--decisions", mine).code == 0
    assert mine.read_bytes() == (
        b"# ours\r\nkind,action,right,left,who,note\r\ninstitution,country,AZ,Balakan Lyceum,me\r\n"
        b"institution,type,school,ZFC,,so\r\n"
    )


def test_a_file_that_cannot_be_written_stays_as_it_was(call: Call, place: Path, monkeypatch: pytest.MonkeyPatch):
    call("decide", "drop", "Balakan Lyceum")
    before = (place / "decisions.csv").read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    assert_one_line(call("decide", "country", "ZFC", "AZ"), 1, "No space left on device")
    assert (place / "decisions.csv").read_bytes() == before
    assert [path.name for path in place.glob(".*")] == []


def test_the_story_is_there_for_python_too(place: Path):
    import pipeline

    run = pipeline.load_run("data/out")
    assert str(pipeline.explain(run, "ZFC", "Balakan Lyceum")) == str(
        pipeline.explain("data/out", "ZFC", "Balakan Lyceum")
    )
