"""What an encoder of relations that has not seen an article says of it: in training the linear models meet its mistakes too."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.extract.agreement_view import Scores
from pipeline.extract.reading import Reading


@dataclass(frozen=True, slots=True)
class OutsideScores:
    """What an encoder that has not seen an article says of its triggers and persons.

    Attributes:
        reading: :func:`reading_digest` of the article, to whose clusters the scores refer.
        triggers: scores by the trigger's offset.
        persons: logarithms of the shares of their employers, by the person's offset.
    """

    reading: str
    triggers: Mapping[int, Scores]
    persons: Mapping[int, dict[int, float]]

    def give_to(self, reading: Reading, article: str) -> None:
        """Let the scores of persons stand in the place of those of the shipped encoder.

        Raises:
            ValueError: they are those of another reading of the article.
        """
        if self.reading != reading_digest(reading):
            raise ValueError(f"{article} was read otherwise when the scores were written: write them anew")
        reading.employer_scores.update(self.persons)


def reading_digest(reading: Reading) -> str:
    """A digest of the names and triggers found in an article."""
    found = [(span.start, span.end, span.label.value) for span in reading.spans]
    return hashlib.sha256(repr(found).encode()).hexdigest()[:16]


def read_scores(path: Path) -> dict[str, OutsideScores]:
    """The file that ``python -m pipeline.training.relation_encoder --scores`` writes, by article."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return {
        article: OutsideScores(
            row["reading"],
            {
                int(start): Scores(
                    _by_number(parts["party"]),
                    _by_number(parts["date"]),
                    _by_number(parts["same"]),
                    parts["stages"],
                    _by_number(parts["host"]),
                    parts["several"],
                )
                for start, parts in row["triggers"].items()
            },
            {int(start): _by_number(part) for start, part in row["persons"].items()},
        )
        for article, row in rows.items()
    }


def _by_number(part: Mapping[str, float]) -> dict[int, float]:
    return {int(key): value for key, value in part.items()}
