"""The articles that the project exists for, where they lie beside the checkout (or in ``EDUFACTS_REFERENCE``)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.run import Plan, run

ROOT = Path(__file__).parents[2]
REFERENCE = Path(os.environ.get("EDUFACTS_REFERENCE", ROOT.parent / "shared"))
SCORER = REFERENCE / "score.py"

pytestmark = pytest.mark.skipif(not SCORER.is_file(), reason=f"no reference articles in {REFERENCE.name}/")


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory):
    seeds, out = REFERENCE / "corpus" / "seeds", tmp_path_factory.mktemp("reference")
    run(Plan([seeds / "raw"], out))
    saved = out / "scores.json"
    call = [sys.executable, str(SCORER), "--gold", str(seeds / "gold"), "--out", str(out), "--json", str(saved)]
    subprocess.run(call, check=True, capture_output=True)
    return json.loads(saved.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "line",
    [
        "facts",
        "institutions",
        "people",
        "dates",
        "agreements",
        "agreements_exact",
        "linking_institution",
        "linking_person",
    ],
)
def test_every_fact_of_the_reference_articles_is_right(scores, line: str):
    assert scores[line]["f1"] == 1.0


@pytest.mark.parametrize("line", ["names", "roles", "affiliations"])
def test_every_name_and_office_is_right(scores, line: str):
    assert scores[line] == 1.0


@pytest.mark.parametrize("line", ["places", "programmes", "events", "money"])
def test_the_softer_lines_are_nearly_right(scores, line: str):
    assert scores[line]["f1"] >= 0.9


def test_every_mention_stands_in_its_text(scores):
    assert scores["ungrounded"] == 0
