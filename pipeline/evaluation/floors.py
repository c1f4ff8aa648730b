"""The quality floor: scores that must not fall, pinned to the gold they were measured on.

A file holds one entry for each part of the corpus (``all`` for the whole of it): the digest of its gold files and the
least score of each line.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from pipeline.errors import RunError, UsageError
from pipeline.evaluation.report import Report
from pipeline.export.writers import write_lines
from pipeline.records import Record

TOLERANCE = 0.005
"""How far a score may lie below its floor: processors round the tagger's sums differently."""

WHOLE = "all"


class Floor(Record):
    """The floor of one part.

    Attributes:
        digest: of the gold files, see :func:`pipeline.evaluation.evaluate.digest`.
        scores: line to least score.
    """

    digest: str
    articles: int
    scores: dict[str, float]


_FLOORS = TypeAdapter(dict[str, Floor])


def read_floors(path: Path) -> dict[str, Floor]:
    """Floors by part. Raises ``UsageError`` when the file cannot be read or is no such file."""
    try:
        return _FLOORS.validate_json(path.read_bytes())
    except OSError as error:
        raise UsageError(f"cannot read the floors {path}: {error.strerror}") from error
    except ValidationError as error:
        raise UsageError(f"{path}: {error.errors()[0]['msg']}") from error


def find_falls(report: Report, path: Path) -> list[str]:
    """What keeps a report from standing on its floor, one line each; none when it does."""
    floor = read_floors(path).get(report.part or WHOLE)
    if floor is None:
        return [f"{path} has no floor for '{report.part or WHOLE}'"]
    if floor.digest != report.digest:
        return [
            f"the gold is not the one of the floor ({report.articles} articles, digest {report.digest[:12]}; "
            f"the floor is for {floor.articles}, {floor.digest[:12]}): measure anew with --update"
        ]
    return _below(report, floor)


def update_floors(report: Report, path: Path) -> list[str]:
    """Raise floors to the scores of a report, take new lines and a new digest; return what changed, one line each.

    A score within the tolerance below its floor leaves it as it is.

    Raises:
        RunError: a floor would have to be lowered; nothing was written. Who accepts that edits the file by hand.
    """
    floors = read_floors(path) if path.exists() else {}
    part = report.part or WHOLE
    old = floors.get(part, Floor(digest="", articles=0, scores={}))
    if falls := _below(report, old):
        raise RunError(f"no floor is lowered: {'; '.join(falls)}")
    scores = dict(old.scores)
    changes = [] if old.digest == report.digest else [f"gold: {report.articles} articles, digest {report.digest[:12]}"]
    for line in report.lines:
        score = None if line.score is None else math.floor(line.score * 10_000 + 1e-6) / 10_000
        if score is not None and score > old.scores.get(line.name, -1):
            changes.append(f"{line.name}: {_shown(old.scores.get(line.name))} -> {score:.4f}")
            scores[line.name] = score
    if changes:
        floors[part] = Floor(digest=report.digest, articles=report.articles, scores=scores)
        data = {name: floors[name].model_dump() for name in sorted(floors)}
        write_lines(path, [json.dumps(data, indent=1)])
    return changes


def _below(report: Report, floor: Floor) -> list[str]:
    falls = []
    for name, least in floor.scores.items():
        line = report.line(name)
        if line is None or line.score is None:
            falls.append(f"{name}: nothing to score, floor {least:.4f}")
        elif line.score < least - TOLERANCE - 1e-9:
            falls.append(f"{name}: {line.score:.4f}, floor {least:.4f}")
    return falls


def _shown(score: float | None) -> str:
    return "none" if score is None else f"{score:.4f}"
