"""The command: from a folder of annotated articles to a report."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RunError, UsageError
from pipeline.evaluation import evaluate
from pipeline.evaluation.command import Evaluation, align, answer, list_mistakes
from pipeline.evaluation.evaluate import compare, digest, gold_files
from pipeline.evaluation.report import Fault, Mistake, Report
from pipeline.settings import Settings


def test_a_part_is_read_from_the_split_in_or_beside_the_folder(gold_folder: Path):
    assert [path.stem for path in gold_files(gold_folder, None)] == ["xx-001", "xx-002"]
    assert [path.stem for path in gold_files(gold_folder, "test")] == ["xx-001"]
    assert [path.stem for path in gold_files(gold_folder / "articles", "development")] == ["xx-002"]


def test_a_wrong_call_says_what_is_wrong(gold_folder: Path, tmp_path: Path):
    with pytest.raises(UsageError, match="no part 'dev': train, development, test"):
        gold_files(gold_folder, "dev")
    with pytest.raises(UsageError, match=r"no annotated articles in .* for the part 'train'"):
        gold_files(gold_folder, "train")
    with pytest.raises(UsageError, match="is no folder"):
        gold_files(tmp_path / "absent", None)
    (gold_folder / "splits.csv").unlink()
    with pytest.raises(UsageError, match=r"no splits\.csv"):
        gold_files(gold_folder, "test")


def test_the_digest_follows_names_and_contents(gold_folder: Path):
    files = gold_files(gold_folder, None)
    before = digest(files)
    assert digest(files[::-1]) == before
    files[0].write_text(files[0].read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert digest(files) != before


def test_all_stages_run_and_the_report_is_the_same_each_time(gold_folder: Path):
    report = evaluate(gold_folder, "test", Settings())
    assert (report.part, report.articles, report.failed) == ("test", 1, ())
    assert {"facts", "people", "mentions_money", "agreements_exact"} <= {line.name for line in report.lines}
    assert report.line("mentions_money").score == 1
    assert evaluate(gold_folder, "test", Settings()) == report


def test_perfect_facts_resolved_by_the_stage_itself_score_one(example, perfect):
    tally, lines = compare([example], [perfect], Settings())
    assert tally.mistakes == []
    assert {line.score for line in lines} == {1.0}


def test_facts_sums_up_institutions_people_dates_and_exact_agreements(example):
    _, lines = compare([example], [], Settings())
    facts = next(line for line in lines if line.name == "facts")
    assert (facts.right, facts.spurious, facts.missed, facts.score) == (0, 0, 6, 0.0)


def test_a_saved_report_can_be_read_again(gold_folder: Path, tmp_path: Path):
    path = tmp_path / "report.json"
    said = answer(Evaluation(gold_folder, "test", save=path), Settings())
    report = Report.model_validate_json(path.read_bytes())
    assert report == evaluate(gold_folder, "test", Settings())
    assert said.lines[0].startswith("1 articles of the part test")


def test_the_floor_is_raised_then_holds_then_falls(gold_folder: Path, tmp_path: Path):
    floor = tmp_path / "floors.json"
    raise_it = Evaluation(gold_folder, "test", floor=floor, update=True)
    assert "money: none -> 1.0000" in answer(raise_it, Settings()).lines
    assert answer(raise_it, Settings()).lines[-1] == "no floor rises"
    check = Evaluation(gold_folder, "test", floor=floor)
    assert answer(check, Settings()).falls == []
    article = gold_folder / "articles" / "xx-001.ann"
    article.write_text(article.read_text(encoding="utf-8").replace("m=1200000 USD", "m=3 USD"), encoding="utf-8")
    assert "the gold is not the one of the floor" in answer(check, Settings()).falls[0]
    with pytest.raises(RunError, match=r"no floor is lowered: money: 0\.0000"):
        answer(raise_it, Settings())


def test_an_update_needs_a_file(gold_folder: Path):
    with pytest.raises(UsageError, match="--update needs --floor"):
        answer(Evaluation(gold_folder, update=True), Settings())


def test_mistakes_are_listed_by_line_and_article():
    mistakes = [("dates", "a", Fault.MISSED, "2025"), ("linking_person", "", Fault.WRONG, "split: Ann Hill")]
    report = Report(
        digest="",
        part="",
        articles=1,
        words=1,
        lines=(),
        mistakes=tuple(Mistake(line=line, article_id=at, fault=fault, text=text) for line, at, fault, text in mistakes),
    )
    assert list(list_mistakes(report)) == ["dates:", "  a: missed 2025", "linking_person:", "  wrong split: Ann Hill"]


def test_columns_are_aligned():
    assert list(align([("line", "P"), ("a", "0.500")])) == ["line      P", "a     0.500"]
