"""PDF by pypdfium2: lines from the page, paragraphs from the distances of lines; running heads and page numbers go.

The raw text to which offsets refer is the text of the pages in reading order: one line of the page a line, a form feed
between two pages (so the page of an offset is one more than the form feeds before it), an empty line where the page has
a larger distance.
"""

from __future__ import annotations

import importlib
import re
import statistics
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.line_looks import ends_sentence
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.passages import split_passages
from pipeline.ingest.pdf_layout import edge_lines, gaps, largest_lines
from pipeline.ingest.pdf_lines import PageLines, in_reading_order, written_lines
from pipeline.ingest.pdf_page import UnplacedError, open_pages
from pipeline.ingest.pdf_tables import with_rows
from pipeline.ingest.source import Source
from pipeline.ingest.wrapping import line_lengths
from pipeline.records import RefusalReason

RUNNING_HEAD = "running head or page number"

_HEADLINE_SIZE = 1.2
_LONGEST_HEADLINE = 200
_LINE_END = re.compile(r"[^\S\n]*\n[^\S\n]*")


def read_pdf(source: Source) -> Iterator[Draft]:
    """A PDF with text."""
    pages, stated = _pages(source.data)
    if not any(pages):
        raise RefusedError(RefusalReason.NO_TEXT, "a PDF without text (scanned?)")
    raw, edges, empty = _raw_text(pages)
    log = LeftOutLog(raw, rest="character clean-up")
    for start, end in edges:
        log.mark_stretch(start, end, RUNNING_HEAD)
    # A running head goes with the line end before it, so that the paragraph around it is in one piece.
    gone = sorted([*((max(0, start - 1), end, "") for start, end in edges), *((at, at + 1, "") for at in empty)])
    text = clean_characters(Mapped.of(raw.replace("\f", "\n")).edit(gone), log).strip()
    sizes = [height for page in pages for height in page.heights]
    text, headline = _with_whole_headline(text, largest_lines(pages[0], _HEADLINE_SIZE * statistics.median(sizes)))
    yield _draft(text, log, stated, headline)


def _raw_text(pages: Sequence[PageLines]) -> tuple[str, list[tuple[int, int]], list[int]]:
    """The text of all pages, the spans of its running heads and page numbers, and the places of empty pages."""
    pieces: list[str] = []
    edge_spans: list[tuple[int, int]] = []
    empty: list[int] = []
    position = 0
    last = ""  # line of the running text
    apart = [gaps(page) for page in pages]
    for number, (page, edges) in enumerate(zip(pages, edge_lines(pages, apart), strict=True)):
        if not page.texts:
            if number:
                empty.append(position)
                pieces.append("\f")
                position += 1
            continue
        texts = list(map(str.rstrip, page.texts))
        separators = ["\n\n" if is_apart else "\n" for is_apart in apart[number]]
        separators[0] = "\f" if number else ""
        # The edge of a page does not part the paragraph that goes on overleaf.
        for index in sorted({0, *edges, *(edge + 1 for edge in edges)}):
            if index == len(texts):
                break
            before = next((texts[at] for at in range(index - 1, -1, -1) if at not in edges), last)
            ends_here = index not in edges and ends_sentence(before)
            separators[index] = (separators[0] if not index else "\n") + ("\n" if ends_here else "")
        parts = [*chain.from_iterable(zip(separators, texts, strict=True))]
        for index in sorted(edges):
            start = position + sum(map(len, parts[: 2 * index + 1]))
            edge_spans.append((start, start + len(texts[index])))
        pieces.append("".join(parts))
        position += len(pieces[-1])
        last = next((texts[at] for at in range(len(texts) - 1, -1, -1) if at not in edges), last)
    return "".join(pieces), edge_spans, empty


def _with_whole_headline(text: Mapped, headline: Sequence[str]) -> tuple[Mapped, str]:
    """The text with the lines of the largest type as one, and that one, "" where there is none."""
    start, end = _place_of(headline, text.text)
    if not 0 < end - start <= _LONGEST_HEADLINE:
        return text, ""
    found = text.text[start:end]
    breaks = [(start + place.start(), start + place.end(), " ") for place in _LINE_END.finditer(found)]
    return text.edit([*breaks, (end, end, "\n")]), _LINE_END.sub(" ", found)


def _place_of(headline: Sequence[str], text: str) -> tuple[int, int]:
    """Where these lines stand one after the other in a text, whatever the spaces between their words; 0, 0 for nowhere."""
    words = [line.split() for line in headline]
    start = 0 if words else len(text) + 1
    while start <= len(text):
        position, own = start, ""
        for wanted in words:
            end = text.find("\n", position)
            own = text[position : end if end >= 0 else len(text)]
            position += len(own) + 1
            if own.split() != wanted:
                break
        else:
            first = text.index(words[0][0], start)
            return first, position - 1 - len(own) + len(own.rstrip())
        start = text.find("\n", start) + 1 or len(text) + 1
    return 0, 0


def _draft(text: Mapped, log: LeftOutLog, stated: str, headline: str) -> Draft:
    lengths = line_lengths(text.text)
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    passages = split_passages(text, log, width=width, slack=width // 4)
    if stated and stated.casefold() in text.text[:2000].casefold():
        return Draft(passages, log, PageMetadata(title=stated))
    return Draft(passages, log, PageMetadata(title=headline, sources={"title": "largest type"}))


def _pages(data: bytes) -> tuple[list[PageLines], str]:
    try:
        pypdfium2: Any = importlib.import_module("pypdfium2")  # loaded only when a PDF comes
        pdfium: Any = importlib.import_module("pypdfium2.raw")
    except ImportError as error:
        raise RefusedError(RefusalReason.UNSUPPORTED, "PDF files need the package pypdfium2") from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "assword" in str(error)
        detail = "protected by a password" if locked else f"damaged PDF: {error}"
        raise RefusedError(RefusalReason.UNREADABLE, detail) from error
    try:
        title = str(document.get_metadata_value("Title"))
        return _lines_of_pages(pdfium, document.raw, len(document)), " ".join(title.split())
    except (pypdfium2.PdfiumError, UnplacedError) as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"damaged PDF: {error}") from error
    finally:
        document.close()


def _lines_of_pages(pdfium: Any, document: Any, count: int) -> list[PageLines]:
    found: list[PageLines] = []
    while len(found) < count:
        with open_pages(pdfium, document, len(found), count - len(found)) as pages:
            for page in pages:
                lines, starts = written_lines(page)
                found.append(in_reading_order(with_rows(page, lines, starts)))
    return found
