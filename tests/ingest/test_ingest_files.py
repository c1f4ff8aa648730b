from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.ingest import find_files, ingest
from pipeline.records import Article, Refusal, RefusalReason
from pipeline.settings import IngestSettings

NEWS = "The rector of Norwood College met the minister in Karatag on 3 May 2024 and thanked her for the new library.\n"


def write(path: Path, text: str = NEWS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_folders_are_walked_in_sorted_order(tmp_path: Path) -> None:
    expected = [write(tmp_path / name) for name in ("a.txt", "b/1.txt", "b/c/2.txt", "z.txt")]
    assert find_files([tmp_path]) == expected


def test_a_file_named_twice_comes_once(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    assert find_files([path, tmp_path, path]) == [path]


def test_hidden_files_are_passed_over_unless_named(tmp_path: Path) -> None:
    hidden = write(tmp_path / ".notes.txt")
    write(tmp_path / ".git" / "x.txt")
    assert find_files([tmp_path]) == []
    assert find_files([hidden]) == [hidden]


def test_link_loops_and_links_out_of_the_folder_are_not_followed(tmp_path: Path) -> None:
    outside = write(tmp_path / "outside.txt")
    inside = write(tmp_path / "in" / "a.txt")
    os.symlink(tmp_path / "in", tmp_path / "in" / "loop")
    os.symlink(outside, tmp_path / "in" / "link.txt")
    assert find_files([tmp_path / "in"]) == [inside]


def test_an_empty_folder_gives_no_files(tmp_path: Path) -> None:
    assert find_files([tmp_path]) == []


def test_a_missing_path_is_a_usage_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no such file or folder: .*nowhere"):
        find_files([tmp_path / "nowhere"])


def test_every_file_gives_an_article_or_a_refusal(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "empty.txt", "")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    os.symlink(tmp_path / "gone", tmp_path / "broken.txt")
    results = list(ingest(find_files([tmp_path]), IngestSettings()))
    reasons = {Path(result.path).name: result.reason for result in results if isinstance(result, Refusal)}
    assert reasons == {
        "broken.txt": RefusalReason.UNREADABLE,
        "empty.txt": RefusalReason.EMPTY,
        "picture.txt": RefusalReason.BINARY,
    }
    assert len(results) == 4


def test_a_second_article_with_the_same_text_is_marked_and_keeps_a_row_of_its_own(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        write(tmp_path / name)
    articles = [result for result in ingest(find_files([tmp_path]), IngestSettings()) if isinstance(result, Article)]
    first, second, third = articles
    assert first.duplicate_of == ""
    assert second.duplicate_of == third.duplicate_of == first.article_id
    assert len({first.article_id, second.article_id, third.article_id}) == 3


def test_reading_twice_gives_the_same_records(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    files = find_files([tmp_path])
    assert list(ingest(files, IngestSettings())) == list(ingest(files, IngestSettings()))


def test_a_reader_that_crashes_costs_its_file_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("in the reader")

    monkeypatch.setattr("pipeline.ingest.reading.build_article", crash)
    (refusal,) = ingest([write(tmp_path / "a.txt")], IngestSettings())
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.FAILED
    assert refusal.detail == "ZeroDivisionError: in the reader"
