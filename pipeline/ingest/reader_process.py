"""Reads files in processes of their own, so that one that hangs or brings its process down costs itself only.

The limits hold inside C code and on every platform: a process that has not answered in time is killed, and the next file
gets a new one. A process lives as long as the run, so a file costs no more than the way of its articles through a pipe.
Started by hand and not by :mod:`multiprocessing`, which would import the caller's main module anew.
"""

from __future__ import annotations

import importlib
import json
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from pipeline.ingest.reading import Read, read_file, read_with_source, size_of
from pipeline.records import Article, Refusal, RefusalReason, Stage
from pipeline.settings import IngestSettings

Results = list[Article | Refusal]
Job = tuple[Path, str, IngestSettings]

# The process itself stops after the limit, which keeps what was read so far; it is killed when it does not.
_GRACE_SECONDS = 2.0
_ATTEMPTS = 2
_AHEAD_PER_READER = 16
_READER = "pipeline.ingest.reading:read_file"
_READER_WITH_SOURCE = "pipeline.ingest.reading:read_with_source"
# The path of this process, so that the other one imports the same modules.
_COMMAND = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from pipeline.ingest.reader_process import serve; serve(sys.argv[2])"
)


def read_files(files: Sequence[Path], settings: IngestSettings, readers: int = 1) -> Iterator[Results]:
    """The results of each file, in order, as :func:`pipeline.ingest.reading.read_file` gives them.

    Args:
        files: tables name them as given, joined with ``/``.
        settings: limits, and the names of columns.
        readers: how many processes read at once.
    """
    jobs: list[Job] = [(path, path.as_posix(), settings) for path in files]
    count = max(1, min(readers, len(jobs)))
    waiting: deque[Future[Results]] = deque()
    everyone = [ReaderProcess() for _ in range(count)]
    idle = list(everyone)

    def work(job: Job) -> Results:
        reader = idle.pop()
        try:
            return reader.read(*job)
        finally:
            idle.append(reader)

    try:
        with ThreadPoolExecutor(count) as pool:
            try:
                for job in jobs:
                    waiting.append(pool.submit(work, job))
                    if len(waiting) >= count * _AHEAD_PER_READER:
                        yield waiting.popleft().result()
                while waiting:
                    yield waiting.popleft().result()
            finally:  # an interrupted run does not wait for the files in hand
                for future in waiting:
                    future.cancel()
                for reader in everyone:
                    reader.stop()
    finally:
        for reader in everyone:
            reader.close()


def read_apart(path: Path, settings: IngestSettings) -> list[Read]:
    """One file in a process of its own, each article with the raw text to which its offsets refer ("" for a refusal).

    As :func:`pipeline.ingest.reading.read_with_source` gives them, with the limits of a run.
    """
    reader = ReaderProcess(_READER_WITH_SOURCE)
    try:
        refusal, reads = reader.ask(path, path.as_posix(), settings)
    finally:
        reader.close()
    if refusal is not None:
        return [(refusal, "")]
    return read_with_source(path, path.as_posix(), settings) if reads is None else reads


class ReaderProcess:
    """A process that reads one file after the other; started with the first, and anew after one that it did not survive."""

    def __init__(self, reader: str = _READER) -> None:
        self._reader = reader
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False

    def read(self, path: Path, shown_path: str, settings: IngestSettings) -> Results:
        """The same as :func:`pipeline.ingest.reading.read_file`; where no process can be started, in this one."""
        refusal, results = self.ask(path, shown_path, settings)
        if refusal is not None:
            return [refusal]
        return read_file(path, shown_path, settings) if results is None else results

    def ask(self, path: Path, shown_path: str, settings: IngestSettings) -> tuple[Refusal | None, list[Any] | None]:
        """A refusal where the process died or was too slow, else what its reader gives, ``None`` where none can be started."""
        died = ""
        for _ in range(_ATTEMPTS):  # a process may have been brought down by what an earlier file left behind
            if self._stopped:
                break
            if self._process is None:
                self._process = _start(self._reader)
            if self._process is None:
                return None, None
            results, died = _answer(self._process, (path, shown_path, settings))
            if results is not None:
                return None, results
            self._process = None
            if died == _too_slow(settings):
                break
        refusal = Refusal(
            stage=Stage.INGEST, path=shown_path, reason=RefusalReason.FAILED, detail=died, n_bytes=size_of(path)
        )
        return refusal, None

    def stop(self) -> None:
        """Kill the process, also in the midst of a file."""
        self._stopped = True
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """End the process. Not in the midst of a file."""
        self.stop()
        if self._process is not None:
            _end(self._process)
            self._process = None


def _start(reader: str) -> subprocess.Popen[bytes] | None:
    """A process that is ready to read; ``None`` where the system allows none."""
    command = [sys.executable, "-c", _COMMAND, json.dumps(sys.path), reader]
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    except OSError:
        return None
    assert process.stdout is not None
    try:
        pickle.load(process.stdout)
    except EOFError:
        _end(process)
        return None
    return process


def _answer(process: subprocess.Popen[bytes], job: Job) -> tuple[list[Any] | None, str]:
    """What the process answers, or why it does not."""
    assert process.stdin is not None
    assert process.stdout is not None
    seconds = job[2].max_seconds_per_file
    late = threading.Event()

    def stop() -> None:
        late.set()
        process.kill()

    timer = threading.Timer(seconds + _GRACE_SECONDS, stop)
    timer.start()
    try:
        _send(process.stdin, job)
        results: list[Any] = pickle.load(process.stdout)
    except (OSError, EOFError, pickle.UnpicklingError):
        timer.cancel()
        _end(process)
        return None, _too_slow(job[2]) if late.is_set() else _crashed(process.returncode)
    finally:
        timer.cancel()
    return results, ""


def _send(stream: IO[bytes], value: object) -> None:
    pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
    stream.flush()


def _end(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        try:
            if stream is not None:
                stream.close()
        except OSError:  # what was not sent yet is of no use to a dead process
            continue
    try:
        process.wait(_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _too_slow(settings: IngestSettings) -> str:
    return f"took longer than {settings.max_seconds_per_file:g} seconds"


def _crashed(code: int | None) -> str:
    try:
        how = signal.Signals(-code).name if code is not None and code < 0 else f"exit code {code}"
    except ValueError:
        how = f"signal {-(code or 0)}"
    return f"the reader did not survive this file ({how})"


def serve(reader: str) -> None:
    """Answer the jobs on standard input until it is closed; the body of the other process.

    Args:
        reader: ``module:function``, with the arguments of :func:`pipeline.ingest.reading.read_file` and a list as its result.
    """
    module, _, name = reader.partition(":")
    read: Callable[[Path, str, IngestSettings], list[Any]] = getattr(importlib.import_module(module), name)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the run decides when to stop
    jobs, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not spoil the answers
    _send(answers, "ready")
    while True:
        try:
            job: Job = pickle.load(jobs)
            _send(answers, read(*job))
        except (EOFError, BrokenPipeError):  # the run is over
            return
