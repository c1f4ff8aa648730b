"""The lines of a PDF page in reading order, with their places; what of them is no running text.

Producers write running heads, page numbers and bullets before or after the text of the page; their places tell.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from pipeline.ingest.passages import ends_sentence

_EDGE_LINES = 2
_MOST_MOVED = 8
_FEW_LINES = 6
# How much more than the usual distance of lines, in heights of a line, parts two paragraphs.
_PARAGRAPH_DISTANCE = 1.35
_OTHER_SIZE = 0.2
_PAGE_NUMBER = re.compile(r"\W*(?:page|стр\.?|seite|p\.)?\W*\d{1,4}(?:\W+(?:of|из|von|/)\W*\d{1,4})?\W*", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d{1,4}\W?")
# A line of the page; pdfium joins the two lines of a divided word and writes one of its signs for the hyphen.
_LINE = re.compile(r"[^\n\x02\ufffe]*(?:[\x02\ufffe](?:\r?\n)?|\n|\Z)")
_WORD = re.compile(r"[^\W_]")
_DIVIDED = ("\x02", "\ufffe")


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page as it is displayed; the axis of ``top`` points upwards."""

    text: str
    left: float
    top: float
    height: float


def lines_of(page: Any) -> list[PageLine]:
    """The lines of a page of pypdfium2, in reading order."""
    return _with_bullets(_in_order(_joined(list(_lines(page)))))


def _lines(page: Any) -> Iterator[tuple[PageLine, float]]:
    """Each line with its right end."""
    text_page = page.get_textpage()
    rotation = page.get_rotation()
    text: str = text_page.get_text_range()
    n_chars = text_page.count_chars()
    for match in _LINE.finditer(text):
        line = match.group().rstrip("\r\n")
        first = match.start() + len(line) - len(line.lstrip())
        last = match.start() + len(line.rstrip("\x02\ufffe \t")) - 1
        if first > last or first >= n_chars:
            continue
        word = _WORD.search(line)  # a bullet is of another size
        at = match.start() + word.start() if word else first
        left, _, top, height = _upright(text_page.get_charbox(min(at, n_chars - 1), loose=True), rotation)
        if at != first:
            left, _, _, _ = _upright(text_page.get_charbox(first, loose=True), rotation)
        _, right, _, _ = _upright(text_page.get_charbox(min(last, n_chars - 1), loose=True), rotation)
        yield PageLine(f"{line[:-1]}-" if line.endswith(_DIVIDED) else line, left, top, height), right


def _upright(box: tuple[float, float, float, float], rotation: int) -> tuple[float, float, float, float]:
    """Left, right, top and height of a box on the page as it is turned for display."""
    left, bottom, right, top = box
    if rotation == 90:
        return bottom, top, -left, right - left
    if rotation == 180:
        return -right, -left, -bottom, top - bottom
    if rotation == 270:
        return -top, -bottom, right, right - left
    return left, right, top, top - bottom


def _joined(lines: Sequence[tuple[PageLine, float]]) -> list[PageLine]:
    """The parts of a line that a raised figure has torn apart put together again."""
    found: list[PageLine] = []
    end = 0.0
    for line, right in lines:
        before = found[-1] if found else None
        if (
            before is not None
            and abs(before.top - line.top) < _OTHER_SIZE * before.height
            and -0.3 * line.height < line.left - end < 0.7 * line.height
        ):
            space = " " if line.text[:1].isalnum() and not before.text.endswith(" ") else ""
            found[-1] = replace(before, text=before.text.rstrip() + space + line.text.lstrip())
        else:
            found.append(line)
        end = right
    return found


def _in_order(lines: list[PageLine]) -> list[PageLine]:
    """Feet that were written before the text, and heads that were written after it, in their places."""
    for count in range(min(_MOST_MOVED, len(lines) - 1), 0, -1):
        lowest, highest = min(line.top for line in lines[count:]), max(line.top for line in lines[count:])
        if all(line.top < lowest or line.top > highest for line in lines[:count]):
            feet = [line for line in lines[:count] if line.top < lowest]
            feet.sort(key=lambda line: -line.top)
            lines = [*(line for line in lines[:count] if line.top > highest), *lines[count:], *feet]
            break
    for count in range(min(_MOST_MOVED, len(lines) - 1), 0, -1):
        lowest, highest = min(line.top for line in lines[:-count]), max(line.top for line in lines[:-count])
        if all(line.top < lowest or line.top > highest for line in lines[-count:]):
            heads = [line for line in lines[-count:] if line.top > highest]
            heads.sort(key=lambda line: -line.top)
            return [*heads, *lines[:-count], *(line for line in lines[-count:] if line.top < lowest)]
    return lines


def _with_bullets(lines: list[PageLine]) -> list[PageLine]:
    """Bullets that were written apart from their lines stand before them."""
    bullets = [line for line in lines if not any(char.isalnum() for char in line.text) and len(line.text.strip()) == 1]
    if not bullets:
        return lines
    found: list[PageLine] = []
    for line in lines:
        own = next((one for one in bullets if one is not line and _is_bullet_of(one, line)), None)
        if line in bullets and any(_is_bullet_of(line, other) for other in lines if other not in bullets):
            continue
        found.append(replace(line, text=f"{own.text.strip()} {line.text}") if own and line not in bullets else line)
    return found


def _is_bullet_of(bullet: PageLine, line: PageLine) -> bool:
    return abs(bullet.top - line.top) < _OTHER_SIZE * line.height and 0 < line.left - bullet.left < 4 * line.height


def with_gaps(page: Sequence[PageLine]) -> Iterator[tuple[PageLine, bool]]:
    """The lines of a page, each with whether a distance or a change of size parts it from the one before."""
    usual = _usual_distance(page)
    for index, line in enumerate(page):
        yield line, bool(index) and _is_apart(page[index - 1], line, usual)


def _usual_distance(page: Sequence[PageLine]) -> float:
    distances = [
        (before.top - after.top) / after.height
        for before, after in pairwise(page)
        if before.top > after.top and after.height > 0 and _same_size(before, after)
    ]
    if len(distances) < _FEW_LINES:
        return min(distances, default=1.2)
    return statistics.median_low(distances)


def _is_apart(before: PageLine, line: PageLine, usual: float) -> bool:
    """At the jump to the next column only after the end of a sentence: the paragraph may go on."""
    if line.top > before.top and ends_sentence(before.text.rstrip()):
        return True
    far = before.top - line.top > _PARAGRAPH_DISTANCE * usual * line.height
    return far or not _same_size(before, line)


def _same_size(one: PageLine, other: PageLine) -> bool:
    return abs(one.height - other.height) <= _OTHER_SIZE * other.height


def edge_lines(pages: Sequence[Sequence[PageLine]]) -> list[frozenset[int]]:
    """For each page the indexes of its running heads and page numbers."""
    heads = _running_heads(pages)
    return [frozenset(_edge_of(page, heads)) for page in pages]


def _edge_of(page: Sequence[PageLine], heads: frozenset[str]) -> Iterator[int]:
    usual = _usual_distance(page)
    for index in _edge_indexes(page):
        text = page[index].text
        if _numberless(text) in heads:
            yield index
        elif _PAGE_NUMBER.fullmatch(text):
            inner = index + 1 if index < _EDGE_LINES else index - 1
            alone = not 0 <= inner < len(page) or _is_apart(page[min(index, inner)], page[max(index, inner)], usual)
            if alone or not _BARE_NUMBER.fullmatch(text.strip()):  # "2024." may be the end of a paragraph
                yield index


def _edge_indexes(page: Sequence[PageLine]) -> list[int]:
    return sorted({*range(min(_EDGE_LINES, len(page))), *range(max(0, len(page) - _EDGE_LINES), len(page))})


def _running_heads(pages: Sequence[Sequence[PageLine]]) -> frozenset[str]:
    """Lines that stand, numbers aside, at the edge of most of three or more pages, or at one place of both of two."""
    counts: Counter[str] = Counter()
    for page in pages:
        counts.update({_numberless(page[index].text) for index in _edge_indexes(page)})
    if len(pages) == 2:
        first, second = (
            {(_numberless(page[i].text), round(page[i].top)) for i in _edge_indexes(page)} for page in pages
        )
        return frozenset(text for text, _ in first & second)
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
