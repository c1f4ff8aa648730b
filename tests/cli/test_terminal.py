"""On a terminal a progress bar shows how far the run is."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="needs a pseudo terminal")
ROOT = Path(__file__).parents[2]


def read_all(terminal: int) -> bytes:
    """What was written to the other end until it was closed."""
    chunks = []
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not chunk:
            break
        chunks.append(chunk)
    return b"".join(chunks)


def test_a_progress_bar_is_shown_on_a_terminal(folder: Path, tmp_path: Path):
    ours, theirs = pty.openpty()
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "pipeline", "run", str(folder), "--out", str(tmp_path / "out")],
            stdout=subprocess.DEVNULL,
            stderr=theirs,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
        ) as process:
            os.close(theirs)
            shown = read_all(ours).decode("utf-8", "replace")
        assert process.returncode == 0
    finally:
        os.close(ours)
    assert "extracting facts" in shown
    assert "1/1" in shown
