"""Reads one file: finds out what it is, and lets the reader of that format do it."""

from __future__ import annotations

import hashlib
import logging
import re
import stat
from collections.abc import Callable
from pathlib import Path

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft, build_article
from pipeline.ingest.html_reader import read_html
from pipeline.ingest.text_reader import read_markdown, read_text
from pipeline.records import Article, Refusal, RefusalReason, Stage
from pipeline.settings import IngestSettings

logger = logging.getLogger(__name__)

Reader = Callable[[bytes], Draft]

_BY_NAME: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
# First bytes of formats that are not text.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP archive or office document"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip archive"),
    (b"\x89PNG", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF8", "GIF image"),
    (b"RIFF", "RIFF media"),
    (b"PAR1", "Parquet"),
    (b"Rar!", "RAR archive"),
    (b"7z\xbc\xaf", "7z archive"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\x00", "SQLite database"),
)


def read_file(path: Path, shown_path: str, settings: IngestSettings) -> list[Article | Refusal]:
    """The articles of one file, or why it has none. At least one element; never raises for bad content.

    Args:
        path: where the file is.
        shown_path: how the tables name it.
        settings: limits.
    """
    try:
        data = _load(path, settings)
        sha256 = hashlib.sha256(data).hexdigest()
        return [build_article(_reader(path, data)(data), shown_path, sha256, settings)]
    except RefusedError as error:
        return [error.refusal(Stage.INGEST, shown_path)]
    except Exception as error:  # a reader that crashes costs its file only
        logger.debug("reader failed on %s", shown_path, exc_info=True)
        detail = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return [Refusal(stage=Stage.INGEST, path=shown_path, reason=RefusalReason.FAILED, detail=detail)]


def _load(path: Path, settings: IngestSettings) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise RefusedError(RefusalReason.UNREADABLE, "not a regular file")
        if status.st_size > settings.max_file_bytes:
            raise RefusedError(RefusalReason.TOO_LARGE, f"{status.st_size} bytes, more than {settings.max_file_bytes}")
        data = path.read_bytes()
    except OSError as error:
        raise RefusedError(RefusalReason.UNREADABLE, error.strerror or type(error).__name__) from error
    if not data.strip(b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"):
        raise RefusedError(RefusalReason.EMPTY, "the file is empty" if not data else "nothing but white space")
    return data


def _reader(path: Path, data: bytes) -> Reader:
    """The reader for the content; the name decides only among formats of text."""
    for signature, name in _SIGNATURES:
        if data.startswith(signature):
            raise RefusedError(RefusalReason.BINARY if name != "RTF" else RefusalReason.UNSUPPORTED, name)
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return read_html
    return _BY_NAME.get(path.suffix.lower(), read_text)
