"""``edufacts evaluate``: what the command does and says, without printing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.evaluation.evaluate import evaluate
from pipeline.evaluation.floors import find_falls, update_floors
from pipeline.evaluation.report import Report
from pipeline.settings import Settings


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What to evaluate.

    Attributes:
        gold, part: as for :func:`pipeline.evaluation.evaluate.evaluate`.
        show_mistakes: list every item that was missed, invented or wrong.
        save: file for the whole report as JSON.
        floor: file of floors to check, or with ``update`` to raise.
    """

    gold: Path
    part: str | None = None
    show_mistakes: bool = False
    save: Path | None = None
    floor: Path | None = None
    update: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Lines to print, and the floors that did not hold, one line each."""

    lines: list[str]
    falls: list[str]


def answer(evaluation: Evaluation, settings: Settings) -> Answer:
    """Evaluate, save, and check or raise the floors.

    Raises:
        UsageError: of the evaluation, or ``update`` without a file of floors.
        RunError: a file cannot be written, or a floor would have to be lowered.
    """
    if evaluation.update and evaluation.floor is None:
        raise UsageError("--update needs --floor FILE")
    report = evaluate(evaluation.gold, evaluation.part, settings)
    lines = list(describe(report))
    if evaluation.show_mistakes:
        lines += ["", *list_mistakes(report)]
    if evaluation.save:
        report.save(evaluation.save)
    if evaluation.floor is None:
        return Answer(lines, [])
    if evaluation.update:
        changes = update_floors(report, evaluation.floor)
        return Answer([*lines, "", *(changes or ["no floor rises"])], [])
    falls = find_falls(report, evaluation.floor)
    return Answer(lines if falls else [*lines, "", "all floors hold"], falls)


def describe(report: Report) -> Iterator[str]:
    """The report as plain text: scores, then calibration."""
    part = f" of the part {report.part}" if report.part else ""
    yield f"{report.articles:,} articles{part}, {report.words:,} words, digest {report.digest[:12]}"
    if report.failed:
        yield f"could not be read: {', '.join(report.failed)}"
    yield ""
    yield from align(report.table())
    if report.calibration:
        yield ""
        yield from align(report.calibration_table())


def list_mistakes(report: Report) -> Iterator[str]:
    """All mistakes, by line and article."""
    for line, mistakes in groupby(report.mistakes, key=lambda mistake: mistake.line):
        yield f"{line}:"
        for mistake in mistakes:
            where = f"{mistake.article_id}: " if mistake.article_id else ""
            yield f"  {where}{mistake.fault.value} {mistake.text}"


def align(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows of cells as columns: the first to the left, the others to the right."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
        yield "  ".join(cells).rstrip()
