"""Calls the command line inside the test process."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.cli import main

NOTICE = (
    "Opening of a workshop\n\n"
    "On 5 March 2024 Zaqatala Forestry College and Balakan Lyceum signed a memorandum of understanding. "
    "It was signed by Elnur Hasanov, director of Zaqatala Forestry College.\n"
)


@dataclass(frozen=True)
class Result:
    """What a call left behind."""

    code: int
    out: str
    err: str


Call = Callable[..., Result]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """``call("run", folder)``: exit code and what was printed."""

    def run(*arguments: str | Path) -> Result:
        monkeypatch.setattr(sys, "argv", ["edufacts", *map(str, arguments)])
        monkeypatch.setenv("COLUMNS", "100")
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        printed = capsys.readouterr()
        return Result(int(stopped.value.code or 0), printed.out, printed.err)

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one small article."""
    path = tmp_path / "articles"
    path.mkdir()
    (path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return path
