"""PDF by pypdfium2: lines from the page, paragraphs from the distances of lines; running heads and page numbers go.

The raw text to which offsets refer is the text of the pages in reading order: one line of the page a line, a form feed
between two pages (so the page of an offset is one more than the form feeds before it), an empty line where the page has
a larger distance.
"""

from __future__ import annotations

import importlib
import statistics
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.passages import ends_sentence, split_passages
from pipeline.ingest.pdf_layout import PageLine, edge_lines, largest_lines, lines_of, with_gaps
from pipeline.ingest.source import Source
from pipeline.records import RefusalReason

RUNNING_HEAD = "running head or page number"

_HEADLINE_SIZE = 1.2
_LONGEST_HEADLINE = 200


def read_pdf(source: Source) -> Iterator[Draft]:
    """A PDF with text."""
    pages, stated = _pages(source.data)
    sizes = [line.height for page in pages for line in page]
    if not sizes:
        raise RefusedError(RefusalReason.NO_TEXT, "a PDF without text (scanned?)")
    raw, lines = _raw_text(pages)
    log = LeftOutLog(raw, rest="character clean-up")
    kept: list[Mapped] = []
    for start, end, is_edge in lines:
        part = Mapped.of(raw[start:end], start)
        if is_edge:
            log.mark(part, RUNNING_HEAD)
        else:
            kept.append(clean_characters(part, log))
    kept, headline = _with_whole_headline(kept, largest_lines(pages[0], _HEADLINE_SIZE * statistics.median(sizes)))
    yield _draft(kept, log, stated, headline)


def _raw_text(pages: Sequence[Sequence[PageLine]]) -> tuple[str, list[tuple[int, int, bool]]]:
    """The text of all pages, and the spans of its lines with whether they are running heads or page numbers."""
    pieces: list[str] = []
    spans: list[tuple[int, int, bool]] = []
    position = 0
    last = ""  # line of the running text
    for number, (page, edges) in enumerate(zip(pages, edge_lines(pages), strict=True)):
        separator = "\f" if number else ""
        for index, (line, is_apart) in enumerate(with_gaps(page)):
            # The edge of a page does not part the paragraph that goes on overleaf.
            at_edge = index in edges or index == 0 or index - 1 in edges
            if (is_apart and not at_edge) or (at_edge and index not in edges and ends_sentence(last)):
                separator += "\n"
                spans.append((position + len(separator) - 1, position + len(separator) - 1, False))
            pieces += [separator, line.text]
            position += len(separator)
            spans.append((position, position + len(line.text), index in edges))
            position += len(line.text)
            separator = "\n"
            last = last if index in edges else line.text.rstrip()
        if not page:
            pieces.append(separator)
            position += len(separator)
    return "".join(pieces), spans


def _with_whole_headline(lines: list[Mapped], headline: Sequence[PageLine]) -> tuple[list[Mapped], str]:
    """The lines with those of the largest type as one, and the text of that one, "" where there is none."""
    texts = [line.text.split() for line in headline]
    for start in range(len(lines) - len(texts) + 1 if texts else 0):
        part = lines[start : start + len(texts)]
        if [line.text.split() for line in part] != texts:
            continue
        whole = Mapped.join([line.strip() for line in part], " ")
        if len(whole) > _LONGEST_HEADLINE:
            break
        return [*lines[:start], whole, Mapped.inserted(""), *lines[start + len(texts) :]], whole.text
    return lines, ""


def _draft(lines: list[Mapped], log: LeftOutLog, stated: str, headline: str) -> Draft:
    lengths = sorted(len(line) for line in lines if line.text.strip())
    width = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    text = Mapped.join(lines, "\n")
    passages = split_passages(text, log, width=width, slack=width // 4)
    if stated and stated.casefold() in text.text[:2000].casefold():
        return Draft(passages, log, PageMetadata(title=stated))
    return Draft(passages, log, PageMetadata(title=headline, sources={"title": "largest type"}))


def _pages(data: bytes) -> tuple[list[list[PageLine]], str]:
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
        return [lines_of(document[number]) for number in range(len(document))], " ".join(title.split())
    except pdfium.PdfiumError as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"damaged PDF: {error}") from error
    finally:
        document.close()
