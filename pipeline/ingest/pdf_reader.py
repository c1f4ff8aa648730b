"""PDF by pypdfium2: lines from the page, paragraphs from the distances of lines; running heads and page numbers go.

The raw text to which offsets refer is the text of the pages, one line of the page a line, an empty line where the
page has a larger distance.
"""

from __future__ import annotations

import importlib
import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.passages import split_passages
from pipeline.ingest.source import Source
from pipeline.records import RefusalReason

RUNNING_HEAD = "running head or page number"

_EDGE_LINES = 2
_PARAGRAPH_DISTANCE = 1.35
_PAGE_NUMBER = re.compile(r"\W*(?:page|стр\.?|seite|p\.)?\W*\d{1,4}(?:\W+(?:of|из|von|/)\W*\d{1,4})?\W*", re.IGNORECASE)
# pdfium's signs for a hyphen that only divides a word at the line end.
_DIVIDING_HYPHEN = re.compile("[\x02\ufffe\u00ad](?=\r?\n|$)")


@dataclass(frozen=True, slots=True)
class _PageLine:
    text: str
    top: float
    height: float


def read_pdf(source: Source) -> Iterator[Draft]:
    """A PDF with text."""
    pages, title = _pages(source.data)
    if not any(line.text.strip() for page in pages for line in page):
        raise RefusedError(RefusalReason.NO_TEXT, "a PDF without text (scanned?)")
    running = _running_heads(pages)
    lines = [(line, at_edge) for page in pages for line, at_edge in _with_gaps(page)]
    raw = "\n".join(line for line, _ in lines)
    log = LeftOutLog(raw, rest="character clean-up")
    kept: list[Mapped] = []
    position = 0
    for line, at_edge in lines:
        part = Mapped.of(line, position)
        position += len(line) + 1
        if at_edge and line.strip() and (_numberless(line) in running or _PAGE_NUMBER.fullmatch(line)):
            log.mark(part, RUNNING_HEAD)
        else:
            kept.append(clean_characters(part, log))
    yield _draft(kept, log, title)


def _draft(lines: list[Mapped], log: LeftOutLog, title: str) -> Draft:
    lengths = sorted(len(line) for line in lines if line.text.strip())
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    text = Mapped.join(lines, "\n")
    stated = title if title and title.casefold() in text.text[:2000].casefold() else ""
    passages = split_passages(text, log, width=width, slack=width // 4)
    return Draft(passages, log, PageMetadata(title=stated))


def _pages(data: bytes) -> tuple[list[list[_PageLine]], str]:
    try:
        pdfium: Any = importlib.import_module("pypdfium2")  # loaded only when a PDF comes
    except ImportError as error:
        raise RefusedError(RefusalReason.UNSUPPORTED, "PDF files need the package pypdfium2") from error
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = "assword" in str(error)
        detail = "protected by a password" if locked else f"damaged PDF: {error}"
        raise RefusedError(RefusalReason.UNREADABLE, detail) from error
    try:
        title = str(document.get_metadata_dict().get("Title", "") or "")
        return [list(_lines(document[number])) for number in range(len(document))], " ".join(title.split())
    except pdfium.PdfiumError as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"damaged PDF: {error}") from error
    finally:
        document.close()


def _lines(page: Any) -> Iterator[_PageLine]:
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    start = 0
    for line in text.split("\n"):
        plain = _DIVIDING_HYPHEN.sub("-", line.rstrip("\r"))
        first = len(line) - len(line.lstrip())
        if plain.strip() and start + first < text_page.count_chars():
            _, bottom, _, top = text_page.get_charbox(start + first, loose=True)
            yield _PageLine(plain, top, top - bottom)
        start += len(line) + 1


def _with_gaps(page: list[_PageLine]) -> Iterator[tuple[str, bool]]:
    """The lines of a page and whether they stand at its edge, with an empty line where the distance is large."""
    distances = [before.top - after.top for before, after in pairwise(page) if before.top > after.top]
    usual = statistics.median_low(distances) if distances else 0.0
    for index, line in enumerate(page):
        if index:
            before = page[index - 1]
            distance = before.top - line.top
            if (
                distance > _PARAGRAPH_DISTANCE * usual
                or abs(before.height - line.height) > 0.2 * line.height
                or distance < 0
            ):
                yield "", False
        yield line.text, index < _EDGE_LINES or index >= len(page) - _EDGE_LINES


def _running_heads(pages: list[list[_PageLine]]) -> frozenset[str]:
    """Lines that stand, numbers aside, at the edge of most of three or more pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_numberless(line.text) for line in [*page[:_EDGE_LINES], *page[-_EDGE_LINES:]]})
    return frozenset(line for line, count in counts.items() if count >= 3 and 2 * count > len(pages))


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()
