"""Rows of tables on a PDF page: pdfium writes cells side by side with one space between them, and the lines of a cell apart.

Characters are asked for their places only in lines that may be rows: short ones that follow each other without the look of
prose, one with a line set in under it, or one to the right of which the text goes on higher up.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.ingest.passages import CELLS, DIVIDING_HYPHEN, ends_sentence
from pipeline.ingest.pdf_lines import OTHER_SIZE, Page, PageLine

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


def with_rows(page: Page, lines: Sequence[PageLine], starts: Sequence[int]) -> list[PageLine]:
    """The lines, each row of a table as one, its cells apart.

    Args:
        page: on which they stand.
        lines: as they were written.
        starts: the index of the first character of each in the text of the page, -1 where there is none.
    """
    candidates = _candidates(lines)
    if not candidates:
        return list(lines)
    cells = {index: _cells(page, lines[index], starts[index]) for index in sorted(candidates)}
    rows = {index: found for index, found in cells.items() if len(found) > 1}
    found: list[PageLine] = []
    index = 0
    while index < len(lines):
        row, end = _row(lines, index, cells) if index in cells else ([], index)
        if index in rows:
            is_row = end > index + 1 or _has_neighbour(index, rows, lines[index].height)
        else:  # its first cell goes on below
            is_row = len(row) > 1 and len(row[0]) <= _LONGEST_FIRST
        found.append(lines[index]._replace(text=CELLS.join(row)) if is_row else lines[index])
        index = end if is_row else index + 1
    return found


def _candidates(lines: Sequence[PageLine]) -> set[int]:
    found = {index for run in _runs(lines) for index in run}
    for index, (before, line) in enumerate(pairwise(lines)):
        if line.left - before.left <= 2 * line.height:
            continue
        if line.top < before.top:
            if not ends_sentence(before.text.rstrip()):
                found.add(index)
            continue
        earlier = range(max(0, index + 1 - _MOST_LINES), index + 1)
        found.add(index + 1)
        found.update(other for other in earlier if abs(lines[other].top - line.top) < OTHER_SIZE * line.height)
    return found


def _runs(lines: Sequence[PageLine]) -> Iterator[list[int]]:
    """Lines in succession without the look of prose, two of them so short that a line of prose would have gone on."""
    lengths = sorted([len(line.text) for line in lines])
    short = _SHORT * lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    run: list[int] = []
    n_short = 0
    for index, (text, _, _, _) in enumerate(lines):
        if text[0].islower() or text.rstrip().endswith(_GOES_ON):
            if n_short > 1:
                yield run
            if run:
                run, n_short = [], 0
        else:
            run.append(index)
            n_short += len(text) < short
    if n_short > 1:
        yield run


def _cells(page: Page, line: PageLine, start: int) -> list[_Cell]:
    """The cells of a line, one for a line of text."""
    if start < 0:
        return [_Cell(line.text.strip(), line.left)]
    spaces = [(*space.span(), *_gap(page, start, *space.span())) for space in _SPACES.finditer(line.text)]
    gaps = [right - left for _, _, left, right in spaces]
    least = _LEAST_GAP * line.height
    if len(gaps) > 1 and max(gaps) - min(gaps) < _EVEN * max(gaps):
        return [_Cell(line.text.strip(), line.left)]
    if len(gaps) >= _FEW_SPACES:
        least = max(least, _STRETCHED * statistics.median_low(gaps))
    found, begin, left = [], 0, line.left
    for first, last, end, right in spaces:
        if right - end > least:
            found.append(_Cell(line.text[begin:first].strip(), left))
            begin, left = last, right
    found.append(_Cell(line.text[begin:].strip(), left))
    if len(found) > 1 and _ITEM.fullmatch(found[0].text) and (len(found) == 2 or not found[0].text.isalnum()):
        found[:2] = [_Cell(f"{found[0].text} {found[1].text}", line.left)]
    return found


def _gap(page: Page, start: int, first: int, last: int) -> tuple[float, float]:
    """Where the word before a space ends, and where the one after it begins."""
    return page.place(start + first - 1)[2], page.place(start + last)[0]


def _row(lines: Sequence[PageLine], index: int, cells: Mapping[int, Sequence[_Cell]]) -> tuple[list[str], int]:
    """The texts of the cells of a row that begins with this line, and the index of the line after it."""
    row = [cell.text for cell in cells[index]]
    lefts = [cell.left for cell in cells[index]]
    top, height = lines[index].top, lines[index].height
    last = top
    end = index + 1
    for line in lines[end : end + _MOST_LINES]:
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
