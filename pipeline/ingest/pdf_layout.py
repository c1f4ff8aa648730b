"""What of the lines of a PDF page is running text, where its paragraphs begin, and which lines are its headline."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import gt, truediv

from pipeline.ingest.line_looks import ends_sentence, looks_like_heading
from pipeline.ingest.pdf_lines import OTHER_SIZE, PageLines

_EDGE_LINES = 2
_FEW_LINES = 6
# How much more than the usual distance of lines, in heights of a line, parts two paragraphs.
_PARAGRAPH_DISTANCE = 1.35
# By how much of the smaller one the heights of a heading and of the text may differ at least.
_SLIGHTLY_OTHER = 0.07
_HEADING_SHARE = 0.8  # of the page's longest line
_PAGE_NUMBER = re.compile(r"\W*(?:page|стр\.?|seite|p\.)?\W*\d{1,4}(?:\W+(?:of|из|von|/)\W*\d{1,4})?\W*", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"\d{1,4}\W?")


def gaps(page: PageLines) -> list[bool]:
    """For each line of a page whether a distance or a change of size parts it from the one before.

    A small change of size does where a sentence ends before it, or a heading that is parted from the text above. At the jump to the
    next column only the end of a sentence does, as the paragraph may go on there.
    """
    if not page.texts:
        return []
    if page.falls and min(page.falls) > 0 and page.spread <= _SLIGHTLY_OTHER:
        below = page.heights[1:]
        limit = _PARAGRAPH_DISTANCE * _usual(sorted(map(truediv, page.falls, below)))
        return [False, *map(gt, page.falls, map(limit.__mul__, below))]
    limit = _PARAGRAPH_DISTANCE * _usual_distance(page)
    longest = max(map(len, page.texts))

    def is_heading(line: str) -> bool:
        return len(line) < _HEADING_SHARE * longest and looks_like_heading(line)

    apart = [False]
    for fall, height, above, before in zip(page.falls, page.heights[1:], page.heights, page.texts, strict=False):
        change = abs(above - height)
        is_parted = fall > limit * height or change > OTHER_SIZE * height
        if not is_parted and (fall < 0 or change > _SLIGHTLY_OTHER * min(above, height)):
            is_parted = ends_sentence(before.rstrip()) or (above > height and apart[-1] and is_heading(before))
        apart.append(is_parted)
    return apart


def _usual_distance(page: PageLines) -> float:
    distances = sorted(
        fall / height
        for fall, height, above in zip(page.falls, page.heights[1:], page.heights, strict=False)
        if fall > 0 and height > 0 and -OTHER_SIZE * height <= above - height <= OTHER_SIZE * height
    )
    return _usual(distances) if distances else 1.2


def _usual(distances: Sequence[float]) -> float:
    """The lower median, or the least of few, which are in order."""
    return distances[(len(distances) - 1) // 2 if len(distances) >= _FEW_LINES else 0]


def edge_lines(pages: Sequence[PageLines], apart: Sequence[Sequence[bool]]) -> list[frozenset[int]]:
    """For each page the indexes of its running heads and page numbers.

    Args:
        pages: the lines of the pages.
        apart: their :func:`gaps`.
    """
    indexes = [_edge_indexes(len(page)) for page in pages]
    texts = iter(_numberless([page.texts[index] for page, own in zip(pages, indexes, strict=True) for index in own]))
    edges = [dict(zip(own, texts, strict=False)) for own in indexes]
    heads = _running_heads(pages, edges)
    return [frozenset(_edge_of(*one, heads)) for one in zip(pages, apart, edges, strict=True)]


def _edge_of(page: PageLines, apart: Sequence[bool], edges: Mapping[int, str], heads: frozenset[str]) -> Iterator[int]:
    for index, numberless in edges.items():
        if numberless in heads:
            yield index
        elif "#" in numberless and _PAGE_NUMBER.fullmatch(page.texts[index]):
            inner = index + 1 if index < _EDGE_LINES else index - 1
            alone = not 0 <= inner < len(page) or apart[max(index, inner)]
            if alone or not _BARE_NUMBER.fullmatch(page.texts[index].strip()):  # "2024." may be the end of a paragraph
                yield index


def _edge_indexes(n_lines: int) -> Sequence[int]:
    if n_lines <= 2 * _EDGE_LINES:
        return range(n_lines)
    return (*range(_EDGE_LINES), *range(n_lines - _EDGE_LINES, n_lines))


def _running_heads(pages: Sequence[PageLines], edges: Sequence[Mapping[int, str]]) -> frozenset[str]:
    """Lines that stand, numbers aside, at the edge of most of three or more pages, or at one place of both of two."""
    if len(pages) == 2:
        first, second = (
            {(text, round(page.tops[index])) for index, text in own.items()}
            for page, own in zip(pages, edges, strict=True)
        )
        return frozenset(text for text, _ in first & second)
    counts = Counter(text for own in edges for text in set(own.values()))
    return frozenset(line for line, count in counts.items() if count >= 3 and 2 * count > len(pages))


def _numberless(lines: Sequence[str]) -> list[str]:
    """The lines without regard to their numbers, case and spaces, all at once."""
    together = "\n".join(" ".join(line.split()) for line in lines)
    return _NUMBER.sub("#", together).casefold().split("\n")


def largest_lines(page: PageLines, least: float) -> list[str]:
    """The first run of lines in the largest type of the page, if that is at least so high; else none."""
    if max(page.heights, default=0.0) < least:
        return []
    lettered = [
        (text, height) for text, height in zip(page.texts, page.heights, strict=True) if any(map(str.isalpha, text))
    ]
    largest = max((height for _, height in lettered), default=0.0)
    if largest < least:
        return []
    found: list[str] = []
    for text, height in lettered:
        if height > 0.95 * largest:
            found.append(text)
        elif found:
            break
    return found
