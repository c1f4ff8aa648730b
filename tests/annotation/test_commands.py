from pathlib import Path

import pytest

from pipeline.annotation.__main__ import main
from pipeline.annotation.counts import BEGIN, END


@pytest.fixture
def folder(tmp_path: Path, example_text: str) -> Path:
    path = tmp_path / "articles"
    path.mkdir()
    (path / "xx-001.ann").write_text(example_text, encoding="utf-8")
    return path


def test_check_passes_a_sound_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder)]) == 0
    assert capsys.readouterr().out == "1 files, 0 errors, 0 warnings\n"


def test_check_reports_the_problems_of_all_files(
    folder: Path, example_text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def write(name: str, old: str, new: str) -> None:
        text = example_text.replace("xx-001", name).replace(old, new)
        (folder / f"{name}.ann").write_text(text, encoding="utf-8")

    write("xx-002", "i2: univ", "i2: ")
    (folder / "xx-003.ann").write_bytes("id: xx-003\nregister: \u00fcber".encode("latin-1"))
    write("xx-004", "in [Jizzakh]", "in  [Jizzakh]")
    write("xx-005", "p2:\n", "p2: \n")
    assert main(["check", str(folder)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("articles/")[-1][:30] for line in lines] == [
        "xx-002.ann:14: i2: 'ersity' is",
        "xx-003.ann:2: not UTF-8 (inval",
        "xx-005.ann:19: warning: not in",
        "5 files, 2 errors, 1 warnings",
    ]


def test_tidy_rewrites_only_sound_files_in_another_form(folder: Path, example_text: str) -> None:
    (folder / "xx-001.ann").write_text(example_text.replace("p2:\n", "p2: \n"), encoding="utf-8")
    broken = example_text.replace("xx-001", "xx-002").replace("p2:\n", "p2: @\n")
    (folder / "xx-002.ann").write_text(broken, encoding="utf-8")
    assert main(["tidy", str(folder)]) == 0
    assert (folder / "xx-001.ann").read_text(encoding="utf-8") == example_text
    assert (folder / "xx-002.ann").read_text(encoding="utf-8") == broken


def test_stats_count_articles_marks_and_records(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", str(folder)]) == 0
    out = capsys.readouterr().out
    assert "articles: 1\n" in out
    assert "       5 institution\n" in out
    assert "       1 translated officialese\n" in out


def test_stats_are_written_between_the_comments_of_the_datasheet(folder: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "DATASHEET.md"
    sheet.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    assert main(["stats", str(folder), "--datasheet", str(sheet)]) == 0
    text = sheet.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith(f"{END}\nafter\n")
    assert "| articles | 1 |" in text
    assert "old" not in text


def test_split_writes_a_part_for_every_article(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "splits.csv"
    assert main(["split", str(folder), "--target", str(target)]) == 0
    assert target.read_text(encoding="utf-8").startswith("id,part\nxx-001,")


def test_conversions_bring_the_same_files_back(folder: Path, tmp_path: Path, example_text: str) -> None:
    commands = (
        (["to-docbin"], "from-docbin", "a.spacy"),
        (["to-jsonl"], "from-jsonl", "a.jsonl"),
        (["to-jsonl", "--style", "label-studio"], "from-jsonl", "b.jsonl"),
    )
    for there, back, name in commands:
        target = tmp_path / name
        again = tmp_path / f"{name}-articles"
        assert main([*there, str(folder), str(target)]) == 0
        assert main([back, str(target), str(again)]) == 0
        assert (again / "xx-001.ann").read_text(encoding="utf-8") == example_text


def test_docbin_can_hold_one_part(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    splits = tmp_path / "splits.csv"
    splits.write_text("id,part\nxx-001,test\n", encoding="utf-8")
    for part, number in (("test", 1), ("train", 0)):
        command = ["to-docbin", str(folder), str(tmp_path / "x.spacy"), "--part", part, "--splits", str(splits)]
        assert main(command) == 0
        assert capsys.readouterr().out.startswith(f"{number} documents")


def test_a_call_that_cannot_be_done_says_so_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "none")]) == 2
    assert main(["from-jsonl", str(tmp_path / "none"), str(tmp_path)]) == 2
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 2
    assert errors[0] == f"error: {tmp_path / 'none'} is no folder"
