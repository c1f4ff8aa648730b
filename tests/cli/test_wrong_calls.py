"""Wrong calls and wrong files: one line on standard error, exit code 2 (1 where the run itself failed), no traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Call, Result


def assert_one_line(result: Result, code: int, *parts: str) -> None:
    assert result.code == code
    assert result.out == ""
    assert result.err.startswith("edufacts: ")
    assert result.err.count("\n") == 1, result.err
    assert "Traceback" not in result.err
    for part in parts:
        assert part in result.err


def test_a_missing_path_is_named(call: Call, folder: Path, tmp_path: Path):
    result = call("run", folder, tmp_path / "nowhere", "--out", tmp_path / "out")
    assert_one_line(result, 2, "nowhere")
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_is_named(call: Call, tmp_path: Path):
    (tmp_path / "hollow" / "deeper").mkdir(parents=True)
    result = call("run", tmp_path / "hollow", "--out", tmp_path / "out")
    assert_one_line(result, 2, "no files in", "hollow")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--wokers", "2"], "--wokers"),
        (["--workers", "0"], "workers"),
        (["--workers", "many"], "--workers"),
    ],
)
def test_a_wrong_option_is_named(call: Call, folder: Path, arguments: list[str], part: str):
    assert_one_line(call("run", folder, *arguments), 2, part)


def test_run_without_input_and_an_unknown_command_are_wrong_calls(call: Call):
    assert_one_line(call("run"), 2, "INPUT")
    assert_one_line(call("rum"), 2, "rum")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"[ingest]\nmax_bytes = 3\n", "unknown key 'ingest.max_bytes'"),
        (b"[injest]\n", "unknown key 'injest'"),
        (b"[ingest\n", "line 1"),
        (b"[resolve]\nsame_probability = 3\n", "resolve.same_probability"),
        (b"\xff\xfe\x00\x01", "not UTF-8"),
    ],
)
def test_a_wrong_settings_file_stops_the_run_before_it_begins(
    call: Call, folder: Path, tmp_path: Path, content: bytes, part: str
):
    settings = tmp_path / "edufacts.toml"
    settings.write_bytes(content)
    result = call("run", folder, "--out", tmp_path / "out", "--settings", settings)
    assert_one_line(result, 2, "edufacts.toml", part)
    assert not (tmp_path / "out").exists()


def test_a_tagger_that_is_not_installed_is_named(call: Call, folder: Path, tmp_path: Path):
    settings = tmp_path / "edufacts.toml"
    settings.write_text("[extract]\ntagger = 'no_such_pipeline'\n", encoding="utf-8")
    result = call("run", folder, "--out", tmp_path / "out", "--settings", settings)
    assert_one_line(result, 2, "no_such_pipeline")


@pytest.mark.parametrize("option", ["--settings", "--decisions"])
def test_a_missing_file_of_an_option_is_named(call: Call, folder: Path, tmp_path: Path, option: str):
    result = call("run", folder, "--out", tmp_path / "out", option, tmp_path / "gone.file")
    assert_one_line(result, 2, "gone.file")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("left,right\na,b\n", "header lacks the column 'action'"),
        ("action,kind,left,right\njoin,person,A B,C D\n", "line 2: unknown action 'join'"),
        ("action,kind,left,right\nsame,person,A B,\n", "line 2"),
        ("action,kind,left,right\nsame,person,A B,C D\ndifferent,person,C D,A B\n", "lines 2 and 3 contradict"),
    ],
)
def test_a_wrong_decisions_file_stops_the_run_and_names_the_lines(
    call: Call, folder: Path, tmp_path: Path, content: str, part: str
):
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(content, encoding="utf-8")
    result = call("run", folder, "--out", tmp_path / "out", "--decisions", decisions)
    assert_one_line(result, 2, "decisions.csv", part)
    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_cannot_be_made_fails_the_run(call: Call, folder: Path, tmp_path: Path):
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert_one_line(call("run", folder, "--out", tmp_path / "file" / "out"), 1, "cannot make the folder")


def test_an_internal_error_is_one_line_and_debug_shows_the_traceback(
    call: Call, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def fail(*_: object) -> None:
        raise ZeroDivisionError("the middle\nof nowhere")

    monkeypatch.setattr("pipeline.run.resolve", fail)
    call_it = ("run", folder, "--out", tmp_path / "out")
    assert_one_line(call(*call_it), 1, "internal error: ZeroDivisionError: the middle of nowhere", "--debug")
    with pytest.raises(ZeroDivisionError):
        call(*call_it, "--debug")
