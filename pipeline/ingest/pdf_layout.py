"""What of the lines of a PDF page is running text, where its paragraphs begin, and which lines are its headline."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pipeline.ingest.passages import ends_sentence
from pipeline.ingest.pdf_lines import OTHER_SIZE, PageLine

_EDGE_LINES = 2
_FEW_LINES = 6
# How much more than the usual distance of lines, in heights of a line, parts two paragraphs.
_PARAGRAPH_DISTANCE = 1.35
_PAGE_NUMBER = re.compile(r"\W*(?:page|стр\.?|seite|p\.)?\W*\d{1,4}(?:\W+(?:of|из|von|/)\W*\d{1,4})?\W*", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,4}\W?")


def gaps(page: Sequence[PageLine]) -> list[bool]:
    """For each line of a page whether a distance or a change of size parts it from the one before."""
    usual = _usual_distance(page)
    return [False, *(_is_apart(before, line, usual) for before, line in pairwise(page))][: len(page)]


def _usual_distance(page: Sequence[PageLine]) -> float:
    distances = [
        (top - after) / height
        for (_, _, top, before), (_, _, after, height) in pairwise(page)
        if top > after and height > 0 and -OTHER_SIZE * height <= before - height <= OTHER_SIZE * height
    ]
    if len(distances) < _FEW_LINES:
        return min(distances, default=1.2)
    return statistics.median_low(distances)


def _is_apart(before: PageLine, line: PageLine, usual: float) -> bool:
    """At the jump to the next column only after the end of a sentence: the paragraph may go on."""
    if line.top > before.top and ends_sentence(before.text.rstrip()):
        return True
    if before.top - line.top > _PARAGRAPH_DISTANCE * usual * line.height:
        return True
    return abs(before.height - line.height) > OTHER_SIZE * line.height


def edge_lines(pages: Sequence[Sequence[PageLine]], apart: Sequence[Sequence[bool]]) -> list[frozenset[int]]:
    """For each page the indexes of its running heads and page numbers.

    Args:
        pages: the lines of the pages.
        apart: their :func:`gaps`.
    """
    edges = [{index: _numberless(page[index].text) for index in _edge_indexes(page)} for page in pages]
    heads = _running_heads(pages, edges)
    return [frozenset(_edge_of(*one, heads)) for one in zip(pages, apart, edges, strict=True)]


def _edge_of(
    page: Sequence[PageLine], apart: Sequence[bool], edges: Mapping[int, str], heads: frozenset[str]
) -> Iterator[int]:
    for index, numberless in edges.items():
        if numberless in heads:
            yield index
        elif "#" in numberless and _PAGE_NUMBER.fullmatch(page[index].text):
            inner = index + 1 if index < _EDGE_LINES else index - 1
            alone = not 0 <= inner < len(page) or apart[max(index, inner)]
            if alone or not _BARE_NUMBER.fullmatch(page[index].text.strip()):  # "2024." may be the end of a paragraph
                yield index


def _edge_indexes(page: Sequence[PageLine]) -> list[int]:
    return sorted({*range(min(_EDGE_LINES, len(page))), *range(max(0, len(page) - _EDGE_LINES), len(page))})


def _running_heads(pages: Sequence[Sequence[PageLine]], edges: Sequence[Mapping[int, str]]) -> frozenset[str]:
    """Lines that stand, numbers aside, at the edge of most of three or more pages, or at one place of both of two."""
    if len(pages) == 2:
        first, second = (
            {(text, round(page[index].top)) for index, text in own.items()}
            for page, own in zip(pages, edges, strict=True)
        )
        return frozenset(text for text, _ in first & second)
    counts = Counter(text for own in edges for text in set(own.values()))
    return frozenset(line for line, count in counts.items() if count >= 3 and 2 * count > len(pages))


def _numberless(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def largest_lines(page: Sequence[PageLine], least: float) -> list[PageLine]:
    """The first run of lines in the largest type of the page, if that is at least so high; else none."""
    lettered = [line for line in page if any(char.isalpha() for char in line.text)]
    largest = max((line.height for line in lettered), default=0.0)
    if largest < least:
        return []
    found: list[PageLine] = []
    for line in lettered:
        if line.height > 0.95 * largest:
            found.append(line)
        elif found:
            break
    return found
