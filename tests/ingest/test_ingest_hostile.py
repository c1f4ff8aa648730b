from __future__ import annotations

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from pipeline.ingest import coverage, find_files, ingest
from pipeline.records import Article, Refusal, RefusalReason
from pipeline.settings import IngestSettings

_spec = importlib.util.spec_from_file_location("hostile_files", Path(__file__).with_name("hostile_files.py"))
assert _spec is not None
assert _spec.loader is not None
hostile = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(hostile)

Results = list[Article | Refusal]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile")
    hostile.make_folder(path)
    return path


@pytest.fixture(scope="module")
def results(folder: Path) -> Results:
    return list(ingest(find_files([folder]), IngestSettings()))


def stem(result: Article | Refusal, folder: Path) -> str:
    return result.path.removeprefix(f"{folder.as_posix()}/").partition("#")[0]


def test_every_file_is_accounted_for(folder: Path, results: Results) -> None:
    files = {path.relative_to(folder).as_posix() for path in find_files([folder])}
    assert len(files) > 150
    assert {stem(result, folder) for result in results} == files


def test_no_reader_crashes_and_every_refusal_has_its_detail(results: Results) -> None:
    refusals = [result for result in results if isinstance(result, Refusal)]
    assert not [refusal for refusal in refusals if refusal.reason is RefusalReason.FAILED]
    assert all(refusal.detail for refusal in refusals)


def test_sound_files_are_read_also_under_a_wrong_name(folder: Path, results: Results) -> None:
    read = Counter(stem(result, folder) for result in results if isinstance(result, Article))
    by_content = [name for name in hostile.sound() if not name.endswith((".csv", ".tsv", ".json", ".jsonl", ".md"))]
    for name in by_content:
        front, _, suffix = name.partition(".")
        assert read[name]
        assert read[f"named-wrongly-{front}-{suffix.replace('.', '-')}.pdf"] == read[name], name


@pytest.mark.parametrize(
    ("name", "reason", "detail"),
    [
        ("empty.docx", RefusalReason.EMPTY, "the file is empty"),
        ("zeros.txt", RefusalReason.EMPTY, "nothing but white space"),
        ("bytes.txt", RefusalReason.BINARY, ""),
        ("picture.txt", RefusalReason.BINARY, "a PNG image"),
        ("locked.docx", RefusalReason.UNREADABLE, "protected by a password"),
        ("locked.zip", RefusalReason.UNREADABLE, "protected by a password"),
        ("nested.zip", RefusalReason.TOO_LARGE, "archives nested deeper than 3"),
        ("bomb.zip", RefusalReason.TOO_LARGE, ""),
        ("bomb.txt.gz", RefusalReason.TOO_LARGE, ""),
        ("one-line.txt", RefusalReason.TOO_LARGE, ""),
        ("table.xlsx", RefusalReason.UNSUPPORTED, ""),
        ("laughs.rss", RefusalReason.UNREADABLE, "XML with entity definitions"),
        ("broken-link.txt", RefusalReason.UNREADABLE, "No such file or directory"),
    ],
)
def test_bad_files_are_refused_with_a_reason_a_person_understands(
    folder: Path, results: Results, name: str, reason: RefusalReason, detail: str
) -> None:
    found = [result for result in results if stem(result, folder) == name]
    assert [type(result) for result in found] == [Refusal]
    assert isinstance(found[0], Refusal)
    assert found[0].reason is reason
    assert detail in found[0].detail


@pytest.mark.parametrize(
    "name",
    [
        "deep.html",
        "attributes.html",
        "opened.html",
        "middle.txt",
        "nul.txt",
        "mixed\nname.txt",
        "header.eml",
        "surrogate.json",
    ],
)
def test_odd_files_are_read(folder: Path, results: Results, name: str) -> None:
    (found,) = [result for result in results if stem(result, folder) == name]
    assert isinstance(found, Article), found
    assert "Lindqvist" in found.text


def test_coverage_has_a_row_for_every_result_and_its_counts_add_up(results: Results) -> None:
    rows = list(coverage(results))
    assert [row.path for row in rows] == [result.path for result in results]
    for row, result in zip(rows, results, strict=True):
        assert bool(row.refused) == isinstance(result, Refusal)
        assert row.left_out_chars == sum(int(part.rpartition("=")[2]) for part in row.left_out)
