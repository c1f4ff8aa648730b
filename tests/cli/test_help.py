"""The help: short, complete, and quick to come."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import Call

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_the_help_names_the_commands(call: Call, option: str):
    result = call(option)
    assert result.code == 0
    for command in ("run", "explain", "decide"):
        assert command in result.out
    assert "--version" in result.out


def test_the_help_of_run_names_every_option_and_the_exit_codes(call: Call):
    said = call("run", "--help").out
    for option in ("INPUT", "--out", "--settings", "--decisions", "--workers", "--registry", "--fresh", "--debug"):
        assert option in said
    assert "Exit code" in said


def test_no_arguments_show_the_help(call: Call):
    result = call()
    assert "Usage" in result.out + result.err


def test_the_help_does_not_wait_for_the_heavy_libraries():
    code = (
        "import sys; sys.argv = ['edufacts', 'run', '--help']\n"
        "from pipeline.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('loaded:', sorted({'spacy', 'onnxruntime', 'pandas', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.endswith("loaded: []\n")
    assert done.stderr == ""
