"""A file that hangs in C code or brings its process down costs itself only."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.ingest import find_files, read_apart, read_file, read_files, read_with_source
from pipeline.ingest.reader_process import ReaderProcess
from pipeline.records import Article, Refusal, RefusalReason
from pipeline.settings import IngestSettings

NEWS = "The rector of Norwood College met the minister in Karatag on 3 May 2024 and thanked her for the new library.\n"

# A reader as it must not be: what it does, the file says.
READER = """
import os, re, signal
from pipeline.ingest import read_file

def read(path, shown_path, settings):
    text = path.read_text()
    if text.startswith("hang"):
        re.match(r"(a+)+$", "a" * 60 + "b")
    if text.startswith("die"):
        os.kill(os.getpid(), signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    if text.startswith("once") and not os.path.exists(str(path) + ".done"):
        open(str(path) + ".done", "w").close()
        os._exit(3)
    if text.startswith("print"):
        os.write(1, b"noise")
    return read_file(path, shown_path, settings)
"""


@pytest.fixture
def process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderProcess]:
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "bad_reader.py").write_text(READER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path / "modules")
    process = ReaderProcess("bad_reader:read")
    yield process
    process.close()


def write(folder: Path, name: str, start: str = "") -> Path:
    path = folder / name
    path.write_text(start + NEWS, encoding="utf-8")
    return path


def test_processes_read_the_same_as_this_one_in_the_same_order(tmp_path: Path) -> None:
    for number in range(5):
        write(tmp_path, f"{number}.txt", f"Item {number}. ")
    (tmp_path / "empty.txt").write_bytes(b"")
    files = find_files([tmp_path])
    here = [read_file(path, path.as_posix(), IngestSettings()) for path in files]
    assert list(read_files(files, IngestSettings())) == here
    assert list(read_files(files, IngestSettings(), readers=3)) == here


@pytest.mark.skipif(os.name != "posix", reason="names of signals")
def test_a_file_that_brings_the_process_down_costs_itself_only(tmp_path: Path, process: ReaderProcess) -> None:
    (refusal,) = process.read(write(tmp_path, "a.txt", "die "), "a.txt", IngestSettings())
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.FAILED
    assert refusal.detail == f"the reader did not survive this file ({signal.SIGKILL.name})"
    assert refusal.n_bytes == len(NEWS) + 4
    (article,) = process.read(write(tmp_path, "b.txt"), "b.txt", IngestSettings())
    assert isinstance(article, Article)


def test_a_file_that_hangs_in_c_code_costs_itself_only(tmp_path: Path, process: ReaderProcess) -> None:
    hurried = IngestSettings(max_seconds_per_file=0.2)
    (refusal,) = process.read(write(tmp_path, "a.txt", "hang "), "a.txt", hurried)
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.FAILED
    assert refusal.detail == "took longer than 0.2 seconds"
    (article,) = process.read(write(tmp_path, "b.txt"), "b.txt", IngestSettings())
    assert isinstance(article, Article)


def test_a_file_is_tried_again_in_a_fresh_process(tmp_path: Path, process: ReaderProcess) -> None:
    (article,) = process.read(write(tmp_path, "a.txt", "once "), "a.txt", IngestSettings())
    assert isinstance(article, Article)


def test_a_library_that_prints_spoils_nothing(tmp_path: Path, process: ReaderProcess) -> None:
    (article,) = process.read(write(tmp_path, "a.txt", "print "), "a.txt", IngestSettings())
    assert isinstance(article, Article)


def test_without_processes_the_files_are_read_in_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", str(tmp_path / "no-python"))
    files = [write(tmp_path, "a.txt")]
    assert list(read_files(files, IngestSettings())) == [read_file(files[0], files[0].as_posix(), IngestSettings())]


def test_one_file_read_apart_is_read_the_same(tmp_path: Path) -> None:
    for path in (write(tmp_path, "a.txt"), write(tmp_path, "b.jsonl"), tmp_path / "none.txt"):
        assert read_apart(path, IngestSettings()) == read_with_source(path, path.as_posix(), IngestSettings())


def test_one_file_read_apart_may_bring_its_process_down(
    tmp_path: Path, process: ReaderProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.ingest.reader_process._READER_WITH_SOURCE", "bad_reader:read")
    ((refusal, raw),) = read_apart(write(tmp_path, "a.txt", "hang "), IngestSettings(max_seconds_per_file=0.2))
    assert isinstance(refusal, Refusal)
    assert (refusal.detail, raw) == ("took longer than 0.2 seconds", "")


def test_a_run_that_stops_early_leaves_no_process_behind(tmp_path: Path) -> None:
    files = [write(tmp_path, f"{number}.txt") for number in range(40)]
    results = read_files(files, IngestSettings(), readers=2)
    next(results)
    results.close()  # type: ignore[attr-defined]
