"""Reads one file: every article in it, or why it has none."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import signal
import stat
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft, FileFacts, build_article
from pipeline.ingest.formats import drafts
from pipeline.ingest.source import RefusedRecord, Source
from pipeline.records import Article, Refusal, RefusalReason, Stage
from pipeline.settings import IngestSettings

logger = logging.getLogger(__name__)


Read = tuple[Article | Refusal, str]


def read_file(path: Path, shown_path: str, settings: IngestSettings) -> list[Article | Refusal]:
    """The articles of one file, or why it has none. At least one element; never raises for bad content.

    Args:
        path: where the file is.
        shown_path: how the tables name it; a record in it is named ``shown_path#row``.
        settings: limits, and the names of columns.
    """
    return [result for result, _ in read_with_source(path, shown_path, settings)]


def read_with_source(path: Path, shown_path: str, settings: IngestSettings) -> list[Read]:
    """The same, each article with the decoded raw text to which its offsets refer ("" for a refusal)."""
    results: list[Read] = []
    n_bytes = 0
    try:
        with _time_limit(settings.max_seconds_per_file):
            data = _load(path, settings)
            n_bytes = len(data)
            file = FileFacts(hashlib.sha256(data).hexdigest(), n_bytes)
            for draft in drafts(Source(data, path.name, settings)):
                results.append(_result(draft, shown_path, file, settings))
        if not results:
            raise RefusedError(RefusalReason.NO_TEXT, "the file holds no records")
    except (RefusedError, _TimeUp) as error:
        results.append((_refused(error, shown_path), ""))
    except Exception as error:  # a reader that crashes costs its file only
        results.append((_failed(error, shown_path), ""))
    return [
        (one.model_copy(update={"n_bytes": n_bytes}), raw) if isinstance(one, Refusal) else (one, raw)
        for one, raw in results
    ]


def _result(draft: Draft | RefusedRecord, path: str, file: FileFacts, settings: IngestSettings) -> Read:
    shown = f"{path}#{draft.row}" if draft.row else path
    if isinstance(draft, RefusedRecord):
        return Refusal(stage=Stage.INGEST, path=shown, reason=draft.reason, detail=draft.detail), ""
    try:
        return build_article(draft, path, file, settings), draft.log.raw
    except RefusedError as error:
        return error.refusal(Stage.INGEST, shown), ""
    except _TimeUp:
        raise
    except Exception as error:  # one record that crashes costs itself only
        return _failed(error, shown), ""


def _refused(error: RefusedError | _TimeUp, path: str) -> Refusal:
    if isinstance(error, RefusedError):
        return error.refusal(Stage.INGEST, path)
    return Refusal(stage=Stage.INGEST, path=path, reason=RefusalReason.FAILED, detail=str(error))


def _failed(error: Exception, path: str) -> Refusal:
    logger.debug("reader failed on %s", path, exc_info=True)
    detail = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return Refusal(stage=Stage.INGEST, path=path, reason=RefusalReason.FAILED, detail=detail)


def size_of(path: Path) -> int:
    """Bytes of a file, 0 where it cannot be looked at."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _load(path: Path, settings: IngestSettings) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError(RefusalReason.UNREADABLE, "not a regular file")
        if status.st_size > settings.max_file_bytes:
            detail = f"{status.st_size} bytes, more than {settings.max_file_bytes}"
            raise RefusedError(RefusalReason.TOO_LARGE, detail)
        data = path.read_bytes()
    except OSError as error:
        raise RefusedError(RefusalReason.UNREADABLE, error.strerror or type(error).__name__) from error
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise RefusedError(RefusalReason.EMPTY, "nothing but white space" if data else "the file is empty")
    return data


class _TimeUp(BaseException):
    """The time for one file is over. No ``Exception``, so that no reader's own handling swallows it."""


@contextlib.contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Interrupt the block after so many seconds, where the platform has timers and this is the main thread."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _TimeUp(f"took longer than {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
