"""Which reader a file gets: by its content where that tells, by its name among formats of plain text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from pipeline.errors import RefusedError
from pipeline.ingest.archive_reader import read_gzip, read_warc, read_zip
from pipeline.ingest.article import Draft
from pipeline.ingest.feed_reader import read_feed
from pipeline.ingest.html_reader import read_html
from pipeline.ingest.mail_reader import read_eml, read_mbox, read_mhtml
from pipeline.ingest.office_reader import is_encrypted_office, open_zip, read_docx, read_odt
from pipeline.ingest.pdf_reader import read_pdf
from pipeline.ingest.rtf_reader import read_rtf
from pipeline.ingest.source import Reader, RefusedRecord, Source
from pipeline.ingest.table_reader import read_csv, read_json, read_json_lines, read_parquet, read_tsv
from pipeline.ingest.text_reader import read_markdown, read_text
from pipeline.records import RefusalReason

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|section|p|h1|table|center|title|meta)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*|<\?[^>]*\?>\s*)*<(?:rss|feed|rdf:RDF)\b", re.DOTALL
)
_MAIL = re.compile(rb"(?:[A-Za-z][A-Za-z-]{1,40}: [^\n]*\n(?:[ \t][^\n]*\n)*){2,}", re.IGNORECASE)
_MAIL_SIGNS = (b"message-id:", b"mime-version:", b"return-path:", b"received:")
_MHTML = re.compile(rb"content-type:\s*multipart/related", re.IGNORECASE)

# Formats of text that share their first bytes with any other text, by extension.
_BY_NAME: dict[str, Reader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".json": read_json,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
}
# First bytes of formats that hold no text of an article, or hold it in a way that no reader knows.
_UNREADABLE: tuple[tuple[bytes, RefusalReason, str], ...] = (
    (b"\x89PNG", RefusalReason.BINARY, "a PNG image"),
    (b"\xff\xd8\xff", RefusalReason.BINARY, "a JPEG image"),
    (b"GIF8", RefusalReason.BINARY, "a GIF image"),
    (b"RIFF", RefusalReason.BINARY, "sound, video or a WebP image"),
    (b"\x7fELF", RefusalReason.BINARY, "a program"),
    (b"MZ\x90", RefusalReason.BINARY, "a program"),
    (b"SQLite format 3\x00", RefusalReason.BINARY, "an SQLite database"),
    (b"Rar!\x1a", RefusalReason.UNSUPPORTED, "a RAR archive; unpack it or pack it as ZIP"),
    (b"7z\xbc\xaf\x27\x1c", RefusalReason.UNSUPPORTED, "a 7z archive; unpack it or pack it as ZIP"),
    (b"BZh", RefusalReason.UNSUPPORTED, "a bzip2 archive; unpack it or pack it as ZIP"),
    (b"\xfd7zXZ", RefusalReason.UNSUPPORTED, "an xz archive; unpack it or pack it as ZIP"),
    (b"%!PS", RefusalReason.UNSUPPORTED, "PostScript; convert it to PDF"),
)


def drafts(source: Source) -> Iterable[Draft | RefusedRecord]:
    """The drafts of a file, lazily.

    Raises:
        RefusedError: the file cannot be used as a whole; also while the result is consumed.
    """
    reader = _reader(source)
    for draft in reader(source):
        yield draft.within(_FORMAT_NAMES[reader]) if isinstance(draft, Draft) else draft


def _reader(source: Source) -> Reader:
    head = source.data[:8192]
    for start, reason, what in _UNREADABLE:
        if head.startswith(start):
            raise RefusedError(reason, what)
    if b"%PDF-" in head[:1024]:
        return read_pdf
    if head.startswith(b"PK\x03\x04") or head.startswith(b"PK\x05\x06"):
        return _zip_reader(source)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        locked = is_encrypted_office(source.data)
        reason = RefusalReason.UNREADABLE if locked else RefusalReason.UNSUPPORTED
        raise RefusedError(reason, "protected by a password" if locked else "an old office document; save it as DOCX")
    if head.startswith(b"{\\rtf"):
        return read_rtf
    if head.startswith(b"PAR1"):
        return read_parquet
    if head.startswith(b"\x1f\x8b"):
        return _gzip
    if head.startswith(b"WARC/"):
        return _warc
    return _text_reader(source, head.removeprefix(b"\xef\xbb\xbf"))


def _text_reader(source: Source, head: bytes) -> Reader:
    suffix = PurePosixPath(source.name).suffix.lower()
    if _FEED.match(head):
        return read_feed
    if _HTML.match(head) and suffix not in (".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".md"):
        return read_html
    if head.startswith(b"From ") and _MAIL.search(head[:4096]) and any(sign in head.lower() for sign in _MAIL_SIGNS):
        return _mbox
    if _MAIL.match(head) and (
        suffix in (".eml", ".mht", ".mhtml") or any(sign in head.lower() for sign in _MAIL_SIGNS)
    ):
        return read_mhtml if _MHTML.search(head) and suffix != ".eml" else _eml
    return _BY_NAME.get(suffix, read_text)


def _zip_reader(source: Source) -> Reader:
    with open_zip(source.data) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return read_docx
        if "content.xml" in names and "mimetype" in names:
            if b"opendocument.text" in _kind(archive):
                return read_odt
            raise RefusedError(RefusalReason.UNSUPPORTED, "an OpenDocument file that is no text")
        if "xl/workbook.xml" in names or "ppt/presentation.xml" in names:
            raise RefusedError(RefusalReason.UNSUPPORTED, "a spreadsheet or slides; save its texts as CSV or DOCX")
    return _zip


def _kind(archive: zipfile.ZipFile) -> bytes:
    try:
        with archive.open("mimetype") as member:
            return member.read(200)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError):
        return b""


def _gzip(source: Source) -> Iterable[Draft | RefusedRecord]:
    return read_gzip(source, drafts_of_member)


def _warc(source: Source) -> Iterable[Draft | RefusedRecord]:
    return read_warc(source, drafts_of_member)


def _zip(source: Source) -> Iterable[Draft | RefusedRecord]:
    return read_zip(source, drafts_of_member)


def _mbox(source: Source) -> Iterable[Draft | RefusedRecord]:
    return read_mbox(source, drafts_of_member)


def _eml(source: Source) -> Iterable[Draft | RefusedRecord]:
    return read_eml(source, drafts_of_member)


def drafts_of_member(source: Source) -> Iterable[Draft | RefusedRecord]:
    """The drafts of a member of an archive: whatever is wrong with it is one refused record."""
    try:
        if not source.data.strip():
            raise RefusedError(RefusalReason.EMPTY, "the file is empty")
        yield from drafts(source)
    except RefusedError as error:
        yield RefusedRecord("", error.reason, error.detail)
    except Exception as error:  # a reader that crashes costs its member only
        detail = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        yield RefusedRecord("", RefusalReason.FAILED, detail)


_FORMAT_NAMES: dict[Reader, str] = {
    read_text: "text",
    read_markdown: "markdown",
    read_html: "html",
    read_mhtml: "mhtml",
    read_pdf: "pdf",
    read_docx: "docx",
    read_odt: "odt",
    read_rtf: "rtf",
    read_csv: "csv",
    read_tsv: "tsv",
    read_json: "json",
    read_json_lines: "jsonl",
    read_parquet: "parquet",
    read_feed: "feed",
    _eml: "eml",
    _mbox: "mbox",
    _zip: "zip",
    _gzip: "gzip",
    _warc: "warc",
}
