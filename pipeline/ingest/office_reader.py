"""Word processor files: DOCX and ODT, both XML in a ZIP archive.

The raw text to which offsets refer is the document's text, one paragraph a line, a table row a line.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.line_looks import looks_like_heading
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.passages import Passage, strip_bullet
from pipeline.ingest.source import Source
from pipeline.records import BlockKind, RefusalReason
from pipeline.settings import IngestSettings

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DC_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_OLD_OFFICE_ENCRYPTED = b"EncryptedPackage".decode().encode("utf-16-le")
# Deleted text of tracked changes, field codes, notes and comments are no running text.
_DOCX_SKIPPED = frozenset(
    _W + name for name in ("del", "moveFrom", "instrText", "delText", "footnoteReference", "pict")
)
_ODT_SKIPPED = frozenset(_TEXT + name for name in ("tracked-changes", "note", "sequence-decls", "table-of-content"))


@dataclass(frozen=True, slots=True)
class _Line:
    kind: BlockKind
    text: str


def is_encrypted_office(data: bytes) -> bool:
    """Whether an OLE file is an office document behind a password."""
    return _OLD_OFFICE_ENCRYPTED in data


def read_docx(source: Source) -> Iterator[Draft]:
    """A Word document."""
    with open_zip(source.data) as archive:
        body = parse_xml(read_member(archive, "word/document.xml", source.settings)).find(f"{_W}body")
        title = _core_title(archive, "docProps/core.xml", source.settings)
    yield _draft(list(_docx_lines(body)) if body is not None else [], title)


def read_odt(source: Source) -> Iterator[Draft]:
    """An OpenDocument text."""
    with open_zip(source.data) as archive:
        if b"encryption-data" in _optional(archive, "META-INF/manifest.xml", source.settings):
            raise RefusedError(RefusalReason.UNREADABLE, "protected by a password")
        content = parse_xml(read_member(archive, "content.xml", source.settings))
        title = _core_title(archive, "meta.xml", source.settings)
    yield _draft(list(_odt_lines(content)), title)


def open_zip(data: bytes) -> zipfile.ZipFile:
    """Open a ZIP archive.

    Raises:
        RefusedError: it is damaged.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"damaged ZIP archive: {error}") from error


def read_member(archive: zipfile.ZipFile, name: str, settings: IngestSettings) -> bytes:
    """One file of an archive, never more than the limits allow.

    Raises:
        RefusedError: it is missing, damaged, behind a password or too large.
    """
    try:
        info = archive.getinfo(name)
        if info.flag_bits & 1:
            raise RefusedError(RefusalReason.UNREADABLE, "protected by a password")
        most = min(settings.max_archive_bytes, settings.max_file_bytes)
        with archive.open(info) as member:
            data = member.read(most + 1)
    except KeyError as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"no {name} in the archive") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"damaged ZIP archive: {error}") from error
    if len(data) > most:
        raise RefusedError(RefusalReason.TOO_LARGE, f"{name} unpacks to more than {most} bytes")
    if len(data) > 1_000_000 and len(data) > settings.max_archive_ratio * max(1, info.compress_size):
        raise RefusedError(
            RefusalReason.TOO_LARGE, f"{name} unpacks to more than {settings.max_archive_ratio:g} times its size"
        )
    return data


def parse_xml(data: bytes) -> ET.Element:
    """The root of an XML document; one with entity definitions is refused, as no honest file of these formats has them.

    Raises:
        RefusedError: it is no well-formed XML.
    """
    if b"<!ENTITY" in data[:100_000]:
        raise RefusedError(RefusalReason.UNREADABLE, "XML with entity definitions")
    try:
        return ET.fromstring(data)
    except (ET.ParseError, ValueError, LookupError) as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"damaged XML: {error}") from error


def _optional(archive: zipfile.ZipFile, name: str, settings: IngestSettings) -> bytes:
    return read_member(archive, name, settings) if name in archive.namelist() else b""


def _core_title(archive: zipfile.ZipFile, name: str, settings: IngestSettings) -> str:
    data = _optional(archive, name, settings)
    found = next(parse_xml(data).iter(_DC_TITLE), None) if data else None
    return " ".join((found.text or "").split()) if found is not None else ""


def _docx_lines(element: ET.Element) -> Iterator[_Line]:
    for child in element:
        if child.tag == f"{_W}p":
            yield from _split(_docx_kind(child), _docx_text(child))
        elif child.tag == f"{_W}tbl":
            yield from _table_lines(child, f"{_W}tr", f"{_W}tc", _docx_text)
        elif child.tag not in _DOCX_SKIPPED:
            yield from _docx_lines(child)


def _docx_text(element: ET.Element) -> str:
    parts: list[str] = []
    for child in element:
        if child.tag == f"{_W}t":
            parts.append(child.text or "")
        elif child.tag in (f"{_W}br", f"{_W}cr"):
            parts.append("\n")
        elif child.tag == f"{_W}tab":
            parts.append("\t")
        elif child.tag == f"{_W}noBreakHyphen":
            parts.append("-")
        elif child.tag not in _DOCX_SKIPPED:
            parts.append(_docx_text(child))
            if child.tag == f"{_W}p":
                parts.append("\n")
    return "".join(parts)


def _docx_kind(paragraph: ET.Element) -> BlockKind:
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return BlockKind.PARAGRAPH
    found = properties.find(f"{_W}pStyle")
    style = (found.get(f"{_W}val", "") if found is not None else "").casefold()
    if style.startswith(("heading", "title", "subtitle", "заголовок", "überschrift", "titre")) or style in set(
        "123456"
    ):
        return BlockKind.HEADING
    if "caption" in style:
        return BlockKind.CAPTION
    is_list = properties.find(f"{_W}numPr") is not None or "list" in style
    return BlockKind.LIST_ITEM if is_list else BlockKind.PARAGRAPH


def _odt_lines(element: ET.Element, kind: BlockKind = BlockKind.PARAGRAPH) -> Iterator[_Line]:
    for child in element:
        if child.tag in _ODT_SKIPPED:
            continue
        if child.tag == f"{_TEXT}h":
            yield from _split(BlockKind.HEADING, _odt_text(child))
        elif child.tag == f"{_TEXT}p":
            yield from _split(kind, _odt_text(child))
        elif child.tag == f"{_TABLE}table":
            yield from _table_lines(child, f"{_TABLE}table-row", f"{_TABLE}table-cell", _odt_text)
        else:
            yield from _odt_lines(child, BlockKind.LIST_ITEM if child.tag == f"{_TEXT}list-item" else kind)


def _odt_text(element: ET.Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag == f"{_TEXT}line-break":
            parts.append("\n")
        elif child.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            parts.append(" " * min(int(count) if count.isdecimal() else 1, 100))
        elif child.tag not in _ODT_SKIPPED:
            parts.append(_odt_text(child))
            if child.tag == f"{_TEXT}p":
                parts.append("\n")
        parts.append(child.tail or "")
    return "".join(parts)


def _table_lines(table: ET.Element, row_tag: str, cell_tag: str, text_of: object) -> Iterator[_Line]:
    assert callable(text_of)
    for row in table.iter(row_tag):
        cells = [" ".join(text_of(cell).split()) for cell in row.iter(cell_tag)]
        line = " | ".join(cell for cell in cells if cell)
        if line:
            yield _Line(BlockKind.PARAGRAPH, line)


def _split(kind: BlockKind, text: str) -> Iterator[_Line]:
    for line in text.split("\n"):
        if line.strip():
            yield _Line(kind, line)


def _draft(lines: list[_Line], title: str) -> Draft:
    """Passages over the joined lines; a short line without style before prose counts as a heading only by its style."""
    if not lines:
        raise RefusedError(RefusalReason.NO_TEXT, "the document has no text")
    raw = "\n".join(line.text for line in lines)
    log = LeftOutLog(raw, rest="character clean-up")
    passages: list[Passage] = []
    position = 0
    for line in lines:
        cleaned = clean_characters(Mapped.of(raw[position : position + len(line.text)], position), log).strip()
        body, had_bullet = strip_bullet(cleaned, log)
        kind = BlockKind.LIST_ITEM if had_bullet and line.kind is BlockKind.PARAGRAPH else line.kind
        passages.append(
            Passage(kind, Mapped(body.text.replace("\n", " "), body.origin), kind is not BlockKind.LIST_ITEM)
        )
        position += len(line.text) + 1
    stated = title if title and looks_like_heading(title) and any(title in line.text for line in lines[:12]) else ""
    return Draft(passages, log, PageMetadata(title=stated))
