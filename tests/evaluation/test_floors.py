"""The quality floor: what makes it fall, and what may change it."""

import json
from pathlib import Path

import pytest

from pipeline.errors import RunError, UsageError
from pipeline.evaluation.floors import find_falls, read_floors, update_floors
from pipeline.evaluation.report import Line, Report


def report(digest: str = "d1", part: str = "test", **scores: float | None) -> Report:
    lines = tuple(Line(name=name, score=score, right=0) for name, score in scores.items())
    return Report(digest=digest, part=part, articles=3, words=9, lines=lines)


@pytest.fixture
def floors(tmp_path: Path) -> Path:
    path = tmp_path / "floors.json"
    update_floors(report(dates=0.9, people=0.8), path)
    return path


def test_a_score_within_the_tolerance_stands(floors: Path):
    assert find_falls(report(dates=0.895, people=0.9), floors) == []


def test_a_score_below_the_tolerance_falls(floors: Path):
    assert find_falls(report(dates=0.8949, people=0.8), floors) == ["dates: 0.8949, floor 0.9000"]


@pytest.mark.parametrize("scores", [{"people": 0.8}, {"people": 0.8, "dates": None}])
def test_a_line_that_vanished_falls(floors: Path, scores):
    assert find_falls(report(**scores), floors) == ["dates: nothing to score, floor 0.9000"]


def test_other_gold_is_no_comparison(floors: Path):
    (fall,) = find_falls(report("d2", dates=1, people=1), floors)
    assert "the gold is not the one of the floor" in fall


def test_a_part_without_floor_is_said(floors: Path):
    assert find_falls(report(part="development"), floors) == [f"{floors} has no floor for 'development'"]


def test_an_update_raises_and_adds(floors: Path):
    changes = update_floors(report(dates=0.95, people=0.8, events=0.5), floors)
    assert changes == ["dates: 0.9000 -> 0.9500", "events: none -> 0.5000"]
    assert read_floors(floors)["test"].scores == {"dates": 0.95, "people": 0.8, "events": 0.5}


def test_an_update_within_the_tolerance_leaves_the_floor(floors: Path):
    assert update_floors(report(dates=0.897, people=0.8), floors) == []
    assert read_floors(floors)["test"].scores["dates"] == 0.9


@pytest.mark.parametrize("digest", ["d1", "d2"])
def test_an_update_lowers_no_floor_whatever_the_gold(floors: Path, digest: str):
    before = floors.read_bytes()
    with pytest.raises(RunError, match=r"no floor is lowered: people: 0\.7000, floor 0\.8000"):
        update_floors(report(digest, dates=1, people=0.7), floors)
    assert floors.read_bytes() == before


def test_an_update_takes_the_digest_of_new_gold(floors: Path):
    update_floors(report("d2", dates=0.9, people=0.8), floors)
    assert read_floors(floors)["test"].digest == "d2"


def test_parts_have_floors_of_their_own(floors: Path):
    update_floors(report(part="", dates=0.1), floors)
    assert {part: floor.scores["dates"] for part, floor in read_floors(floors).items()} == {"all": 0.1, "test": 0.9}


def test_a_broken_file_is_named(tmp_path: Path):
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"test": {"digest": 1}}))
    with pytest.raises(UsageError, match=r"floors\.json"):
        read_floors(path)
