"""Damaged bytes never crash a reader: a fuzzer that looks for new paths through the code, for a bounded time."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SECONDS = 8
# The readers of bytes that are written here, not in a library.
TARGETS = ("encoding", "rtf", "warc")


@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed on this platform")
@pytest.mark.parametrize("target", TARGETS)
def test_no_bytes_crash_a_reader(target: str, tmp_path: Path) -> None:
    script = HERE / "fuzz_readers.py"
    command = [sys.executable, script, target, f"-max_total_time={SECONDS}", "-seed=1", "-max_len=4096", "-timeout=20"]
    done = subprocess.run([*command, str(tmp_path)], capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    assert "DONE" in done.stderr or "Done" in done.stderr, done.stderr[-500:]
