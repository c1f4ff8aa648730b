"""`edufacts inspect FILE`: what is read of a file, and what is left out of it."""

from __future__ import annotations

from pathlib import Path

from .conftest import NOTICE, Call

PAGE = f"""<html><head><title>Opening of a workshop</title><meta name="author" content="Elnur Hasanov"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Opening of a workshop</h1><p>5 March 2024 17 views</p>
<p>{NOTICE.splitlines()[2]}</p></article></body></html>"""


def test_it_shows_metadata_with_their_places_and_the_left_out_parts_with_their_reasons(call: Call, tmp_path: Path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    result = call("inspect", path)
    assert (result.code, result.err) == (0, "")
    assert "title: Opening of a workshop  (title element)" in result.out
    assert "author: Elnur Hasanov  (author)" in result.out
    assert "published: 2024-03-05  (date line)" in result.out
    assert "[-Home-](outside the main text)" in result.out
    assert "[-17 views-](counter)" in result.out
    assert NOTICE.splitlines()[2] in result.out


def test_a_refused_file_shows_its_reason(call: Call, tmp_path: Path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    result = call("inspect", path)
    assert result.code == 0
    assert "refused: empty: the file is empty" in result.out


def test_control_characters_of_the_file_do_not_reach_the_terminal(call: Call, tmp_path: Path):
    path = tmp_path / "odd.txt"
    path.write_text(f"\x1b[31m{NOTICE}", encoding="utf-8")
    result = call("inspect", path)
    assert "\x1b" not in result.out
    assert "[-\\x1b-](invisible character)" in result.out


def test_a_folder_and_a_missing_file_are_wrong_calls(call: Call, tmp_path: Path):
    for path in (tmp_path, tmp_path / "nothing.txt"):
        result = call("inspect", path)
        assert result.code == 2
        assert result.err.count("\n") == 1
