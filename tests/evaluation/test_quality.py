"""The quality of the built-in extraction does not fall below its floor on the parts kept apart from training."""

import json
from pathlib import Path

import pytest

from pipeline.evaluation.command import Evaluation, answer
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).parent / "floors.json"
GOLD = ROOT / "data" / "annotated"


@pytest.mark.parametrize("part", sorted(json.loads(FLOORS.read_text(encoding="utf-8"))))
def test_no_score_lies_below_its_floor(part: str):
    said = answer(Evaluation(GOLD, part, floor=FLOORS), Settings())
    assert not said.falls, "\n".join(
        [*said.falls, f"see: edufacts evaluate --gold data/annotated --part {part} --errors", *said.lines]
    )
