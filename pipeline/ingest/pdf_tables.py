"""Rows of tables on a PDF page: pdfium writes cells side by side with one space between them, and the lines of a cell apart.

Characters are asked for their places only in lines that may be rows: short ones that follow each other without the look of
prose, one with a line set in under it, or one to the right of which the text goes on higher up.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from operator import sub
from typing import NamedTuple

from pipeline.ingest.line_looks import ends_sentence
from pipeline.ingest.pdf_lines import OTHER_SIZE, PageLine, PageLines
from pipeline.ingest.pdf_page import Page
from pipeline.ingest.wrapping import CELLS, DIVIDING_HYPHEN

_SPACES = re.compile(r"(?<=\S) +(?=\S)")
# A bullet or the number of an item, which stands apart from its text in no table.
_ITEM = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[^\W\d_](?:\.\d{1,3})*|[ivxIVX]{1,4})?\W*")
# In heights of a line: the least distance of two cells, how far the lines of one column may be off each other, and how far below
# each other the lines of a cell may stand.
_LEAST_GAP = 0.9
_OFF = 0.5
_LINE_DISTANCE = 2.2
# In a line that is stretched to the margins all spaces are wide: by how much they differ, and by how much cells are further apart.
_EVEN = 0.2
_STRETCHED = 1.8
_FEW_SPACES = 4
_MOST_LINES = 8
# The share of a full line that a line of prose may be short of, so that the next word does not fit.
_SHORT = 0.85
# The text of a first cell of several lines: a column of prose is longer.
_LONGEST_FIRST = 60
_GOES_ON = tuple(".,;:-–—!?…\x02\ufffe")


class _Cell(NamedTuple):
    text: str
    left: float


def with_rows(page: Page, lines: PageLines, starts: Sequence[int]) -> PageLines:
    """The lines, each row of a table as one, its cells apart.

    Args:
        page: on which they stand.
        lines: as they were written.
        starts: the index of the first character of each in the text of the page, -1 where there is none.
    """
    candidates = sorted(_candidates(lines))
    if not candidates:
        return lines
    cells = _cells_of(page, lines, starts, candidates)
    rows = {index: found for index, found in cells.items() if len(found) > 1}
    each: list[PageLine] = []
    found: list[PageLine] = []
    position = 0
    for index in candidates:
        if index < position:
            continue
        if index not in rows and not _goes_up(lines, index):
            continue
        row, end = _row(lines, index, cells)
        if index in rows:
            is_row = end > index + 1 or _has_neighbour(index, rows, lines.heights[index])
        else:  # its first cell goes on below
            is_row = len(row) > 1 and len(row[0]) <= _LONGEST_FIRST
        if is_row:
            each = each or lines.one_by_one()
            found += (*each[position:index], each[index]._replace(text=CELLS.join(row)))
            position = end
    return PageLines.of([*found, *each[position:]]) if position else lines


def _candidates(lines: PageLines) -> set[int]:
    found = {index for run in _runs(lines.texts) for index in run}
    texts, tops, heights = lines.texts, lines.tops, lines.heights
    for index, step in enumerate(map(sub, lines.lefts[1:], lines.lefts), 1):
        if step <= 2 * heights[index]:
            continue
        if tops[index] < tops[index - 1]:
            if not ends_sentence(texts[index - 1].rstrip()):
                found.add(index - 1)
            continue
        earlier = range(max(0, index - _MOST_LINES), index)
        found.add(index)
        found.update(other for other in earlier if abs(tops[other] - tops[index]) < OTHER_SIZE * heights[index])
    return found


def _runs(texts: Sequence[str]) -> Iterator[range]:
    """Lines in succession without the look of prose, two of them so short that a line of prose would have gone on."""
    least = _short_length(texts)
    short = [index for index, text in enumerate(texts) if len(text) < least and not _is_prose(text)]
    position = 0
    for first, second in pairwise(short):
        if first < position:
            continue
        start, position = first, first + 1
        while position < len(texts) and not _is_prose(texts[position]):
            position += 1
        while start and not _is_prose(texts[start - 1]):
            start -= 1
        if second < position:
            yield range(start, position)


def _short_length(texts: Sequence[str]) -> float:
    """The length below which a line of prose would have gone on."""
    lengths = sorted(map(len, texts))
    return _SHORT * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _is_prose(text: str) -> bool:
    return text[0].islower() or text.rstrip().endswith(_GOES_ON)


def _goes_up(lines: PageLines, index: int) -> bool:
    """Whether one of the lines that may be in a row with this one stands above the line before it, as further cells do."""
    return min(lines.falls[index : index + _MOST_LINES], default=0.0) < 0 or lines.heights[index] < 0


def _cells_of(page: Page, lines: PageLines, starts: Sequence[int], indexes: Sequence[int]) -> dict[int, list[_Cell]]:
    """The cells of the lines with these indexes, one for a line of text."""
    found: dict[int, list[_Cell]] = {}
    spans: dict[int, list[tuple[int, int]]] = {}
    asked: list[int] = []  # where the word before a space ends, and where the one after it begins
    for index in indexes:
        text, start = lines.texts[index], starts[index]
        own = [space.span() for space in _SPACES.finditer(text)] if start >= 0 else []
        if own:
            spans[index] = own
            asked += [start + at for first, last in own for at in (first - 1, last)]
        found[index] = [_Cell(text.strip(), lines.lefts[index])]
    if asked:
        boxes = page.places(asked)
        ends, begins = iter(boxes[2::8]), iter(boxes[4::8])
        for index, own in spans.items():
            spaces = list(zip(own, ends, begins, strict=False))  # so many of them
            found[index] = _parted(lines[index], spaces) or found[index]
    return found


def _parted(line: PageLine, spaces: Sequence[tuple[tuple[int, int], float, float]]) -> list[_Cell]:
    """The cells of a line, none where it is a line of text.

    Args:
        line: which has spaces.
        spaces: of each its span in the line, where the word before it ends, and where the one after it begins.
    """
    gaps = [right - left for _, left, right in spaces]
    widest = max(gaps)
    least = _LEAST_GAP * line.height
    if widest <= least or (len(gaps) > 1 and widest - min(gaps) < _EVEN * widest):
        return []
    if len(gaps) >= _FEW_SPACES:
        least = max(least, _STRETCHED * statistics.median_low(gaps))
    found, begin, left = [], 0, line.left
    for (first, last), end, right in spaces:
        if right - end > least:
            found.append(_Cell(line.text[begin:first].strip(), left))
            begin, left = last, right
    found.append(_Cell(line.text[begin:].strip(), left))
    if len(found) > 1 and _ITEM.fullmatch(found[0].text) and (len(found) == 2 or not found[0].text.isalnum()):
        found[:2] = [_Cell(f"{found[0].text} {found[1].text}", line.left)]
    return found


def _row(lines: PageLines, index: int, cells: Mapping[int, Sequence[_Cell]]) -> tuple[list[str], int]:
    """The texts of the cells of a row that begins with this line, and the index of the line after it."""
    row = [cell.text for cell in cells[index]]
    lefts = [cell.left for cell in cells[index]]
    top, height = lines.tops[index], lines.heights[index]
    last = top
    end = index + 1
    while end < min(len(lines), index + 1 + _MOST_LINES):
        line = lines[end]
        own = cells.get(end, ())
        if (
            len(own) < 2
            and 0 < last - line.top < _LINE_DISTANCE * height
            and abs(line.left - lefts[-1]) < _OFF * height
        ):
            row[-1] = _continued(row[-1], line.text.strip())
        elif line.left - lefts[-1] > height and last + _OFF * height < line.top < top + _OFF * height:
            row += [cell.text for cell in own] or [line.text.strip()]
            lefts += [cell.left for cell in own] or [line.left]
        else:
            break
        last = line.top
        end += 1
    return row, end


def _continued(cell: str, line: str) -> str:
    if cell.endswith(DIVIDING_HYPHEN):
        return cell[:-1] + line
    return cell + line if cell.endswith("-") else f"{cell} {line}"


def _has_neighbour(index: int, rows: Mapping[int, Sequence[_Cell]], height: float) -> bool:
    """Whether a row near by has a cell that begins at the same place as one of this row, the first aside."""
    lefts = [cell.left for cell in rows[index][1:]]
    return any(
        abs(left - cell.left) < _OFF * height for other in _near(index, rows) for cell in other[1:] for left in lefts
    )


def _near(index: int, rows: Mapping[int, Sequence[_Cell]]) -> Iterator[Sequence[_Cell]]:
    return (row for other, row in rows.items() if 0 < abs(other - index) <= _MOST_LINES)
