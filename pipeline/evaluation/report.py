"""The result of an evaluation: lines, calibration and mistakes."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from pydantic import Field

from pipeline.export.writers import write_lines
from pipeline.records import Record

HEADER = ("line", "P", "R", "F1", "right", "spurious", "missed")
CALIBRATION_HEADER = ("kind", "records", "mean confidence", "right", "calibration error")


class Fault(StrEnum):
    """What is wrong with an item."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WRONG = "wrong"


class Mistake(Record):
    """One item that the machine missed, invented, or got wrong in part."""

    line: str
    article_id: str
    fault: Fault
    text: str


class Line(Record):
    """The score of one line.

    Attributes:
        score: F1, or for a share (``names``, ``roles``, ``affiliations``) the recall; ``None`` with nothing to score.
        precision: ``None`` for a share.
        right, spurious, missed: items; for ``linking_…`` ``right`` is the number of entities compared.
    """

    name: str
    score: float | None
    precision: float | None = None
    recall: float | None = None
    right: int = Field(ge=0)
    spurious: int | None = None
    missed: int | None = None

    def row(self) -> tuple[str, ...]:
        """The cells under :data:`HEADER`."""
        numbers = (self.precision, self.recall, self.score)
        counts = (self.right, self.spurious, self.missed)
        cells = ["-" if number is None else f"{number:.3f}" for number in numbers]
        return (self.name, *cells, *("-" if count is None else str(count) for count in counts))


class Bin(Record):
    """The records with a confidence in [low, high) (the last bin: up to 1, inclusive)."""

    low: float
    high: float
    records: int
    mean_confidence: float
    share_right: float


class Calibration(Record):
    """How far the confidences of one kind of record keep their word.

    Attributes:
        error: expected calibration error: the mean distance of confidence and share right over the bins, weighted by
            their records.
        bins: those that are not empty.
    """

    kind: str
    records: int
    mean_confidence: float
    share_right: float
    error: float
    bins: tuple[Bin, ...]

    def row(self) -> tuple[str, ...]:
        """The cells under :data:`CALIBRATION_HEADER`."""
        return (
            self.kind,
            str(self.records),
            f"{self.mean_confidence:.3f}",
            f"{self.share_right:.3f}",
            f"{self.error:.3f}",
        )


class Report(Record):
    """An evaluation.

    Attributes:
        digest: SHA-256 over names and contents of the gold files that were used.
        part: part of the corpus, "" for all articles.
        failed: ids of articles that extraction could not read; what they say counts as missed.
    """

    digest: str
    part: str
    articles: int
    words: int
    lines: tuple[Line, ...]
    calibration: tuple[Calibration, ...] = ()
    failed: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def line(self, name: str) -> Line | None:
        """The line of that name, if there is one."""
        return next((line for line in self.lines if line.name == name), None)

    def table(self) -> list[tuple[str, ...]]:
        """The lines as rows of cells, :data:`HEADER` first."""
        return [HEADER, *(line.row() for line in self.lines)]

    def calibration_table(self) -> list[tuple[str, ...]]:
        """The calibration as rows of cells, :data:`CALIBRATION_HEADER` first."""
        return [CALIBRATION_HEADER, *(kind.row() for kind in self.calibration)]

    def save(self, path: Path) -> None:
        """Write all of it as JSON. Raises ``RunError`` when the file cannot be written."""
        write_lines(path, [self.model_dump_json(indent=1)])
