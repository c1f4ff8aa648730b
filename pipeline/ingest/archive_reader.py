"""Archives: ZIP, gzip and WARC, walked with limits. A member that cannot be used costs itself only."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.office_reader import open_zip, read_member
from pipeline.ingest.source import Reader, RefusedRecord, Source
from pipeline.records import RefusalReason

_WARC_START = re.compile(rb"WARC/\d\.\d\r?\n")
_CHUNK = 1 << 20

Results = Iterator[Draft | RefusedRecord]


def read_zip(source: Source, read: Reader) -> Results:
    """The members of a ZIP archive in the archive's order; hidden ones and folders are passed over."""
    _check_depth(source)
    settings = source.settings
    with open_zip(source.data) as archive:
        members = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
        if len(members) > settings.max_archive_members:
            raise RefusedError(
                RefusalReason.TOO_LARGE, f"{len(members)} files, more than {settings.max_archive_members}"
            )
        if not members:
            raise RefusedError(RefusalReason.EMPTY, "the archive is empty")
        unpacked = 0
        for info in members:
            name = info.filename
            if unpacked > settings.max_archive_bytes:
                detail = f"the archive unpacks to more than {settings.max_archive_bytes} bytes"
                yield RefusedRecord(name, RefusalReason.TOO_LARGE, detail)
                continue
            yield from _member(archive, info, source, read)
            unpacked += info.file_size


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, read: Reader) -> Results:
    try:
        data = read_member(archive, info.filename, source.settings)
    except RefusedError as error:
        yield RefusedRecord(info.filename, error.reason, error.detail)
        return
    yield from _inside(info.filename, read(Source(data, info.filename, source.settings, source.depth + 1)))


def read_gzip(source: Source, read: Reader) -> Results:
    """A gzip file: what it holds is read as a file of its own, under the same row names."""
    _check_depth(source)
    data = gunzip(source.data, source)
    name = re.sub(r"\.gz$", "", source.name, flags=re.IGNORECASE)
    yield from read(Source(data, name, source.settings, source.depth + 1))


def gunzip(data: bytes, source: Source) -> bytes:
    """All members of a gzip stream.

    Raises:
        RefusedError: it is damaged or unpacks to too much.
    """
    settings = source.settings
    most = min(settings.max_archive_bytes, max(1_000_000, int(settings.max_archive_ratio * len(data))))
    parts: list[bytes] = []
    size = 0
    rest = data
    try:
        while rest.strip(b"\x00"):
            stream = zlib.decompressobj(wbits=31)
            while rest and not stream.eof:
                part = stream.decompress(rest, _CHUNK)
                size += len(part)
                if size > most:
                    raise RefusedError(RefusalReason.TOO_LARGE, f"unpacks to more than {most} bytes")
                parts.append(part)
                rest = stream.unconsumed_tail
                if not part and not rest:
                    break
            if not stream.eof:
                raise RefusedError(RefusalReason.UNREADABLE, "the gzip file is cut off")
            rest = stream.unused_data
    except zlib.error as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"damaged gzip file: {error}") from error
    return b"".join(parts)


def read_warc(source: Source, read: Reader) -> Results:
    """The responses with pages of a web archive; rows are the numbers of its records."""
    found = False
    for number, (headers, content) in enumerate(_warc_records(source.data), 1):
        if headers.get("warc-type") not in ("response", "resource"):
            continue
        url = headers.get("warc-target-uri", "").strip("<>")
        is_http = headers.get("warc-type") == "response" and content.startswith(b"HTTP/")
        kind, body = _http_body(content, source) if is_http else (headers.get("content-type", ""), content)
        if "html" not in kind and not kind.startswith("text/plain"):
            continue
        found = True
        name = "page.html" if "html" in kind else "page.txt"
        for result in _inside(str(number), read(Source(body, name, source.settings, source.depth + 1))):
            yield _as_archived(result, url, headers.get("warc-date", "")[:10])
    if not found:
        raise RefusedError(RefusalReason.NO_TEXT, "the web archive holds no pages")


def _warc_records(data: bytes) -> Iterator[tuple[dict[str, str], bytes]]:
    position = 0
    while match := _WARC_START.search(data, position):
        head_end = re.compile(rb"\r?\n\r?\n").search(data, match.end())
        if not head_end:
            return
        headers = _headers(data[match.end() : head_end.start()])
        length = headers.get("content-length", "0")
        size = int(length) if length.isdecimal() else 0
        yield headers, data[head_end.end() : head_end.end() + size]
        position = head_end.end() + size


def _headers(block: bytes) -> dict[str, str]:
    lines = (line.partition(b":") for line in block.splitlines())
    return {
        name.decode("latin-1").strip().lower(): value.decode("utf-8", "replace").strip() for name, _, value in lines
    }


def _http_body(content: bytes, source: Source) -> tuple[str, bytes]:
    head, _, body = content.partition(b"\r\n\r\n")
    headers = _headers(head)
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _unchunked(body)
    if body[:2] == b"\x1f\x8b":
        body = gunzip(body, source)
    return headers.get("content-type", "").lower(), body


def _unchunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    position = 0
    while match := re.compile(rb"([0-9a-fA-F]{1,8})[^\r\n]*\r\n").match(body, position):
        size = int(match[1], 16)
        if not size:
            break
        parts.append(body[match.end() : match.end() + size])
        position = match.end() + size + 2
    return b"".join(parts) or body


def _as_archived(result: Draft | RefusedRecord, url: str, seen: str) -> Draft | RefusedRecord:
    """The result with the address and the day of the archive, where it has none of its own."""
    if isinstance(result, RefusedRecord):
        return result
    result = replace(result, seen=result.seen or seen)
    if result.page.source_url or not url.startswith("http"):
        return result
    return replace(result, page=replace(result.page, source_url=url))


def _inside(name: str, results: Iterable[Draft | RefusedRecord]) -> Results:
    """The results of a member, their rows under its name. A member that is refused as a whole is one refused record."""
    try:
        for result in results:
            yield result.named(name)
    except RefusedError as error:
        yield RefusedRecord(name, error.reason, error.detail)


def _check_depth(source: Source) -> None:
    if source.depth >= source.settings.max_archive_depth:
        detail = f"archives nested deeper than {source.settings.max_archive_depth}"
        raise RefusedError(RefusalReason.TOO_LARGE, detail)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
