"""A list of names: rows are never lost, order does not matter, bad input is refused in one line."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import UsageError
from pipeline.resolve import verdicts
from pipeline.resolve.batch import resolve_csv, resolve_names

NAMES = [
    ("Kurgan Technological University", "institution"),
    ("Kurgan University of Technology", "institution"),
    ("Курганский технологический университет", "institution"),
    ("KTU", "institution"),
    ("Kurgan Medical University", "institution"),
    ("Karimzoda Olim Safarovich", "person"),
    ("Olim Karimzoda", "person"),
    ("O. Karimzoda", "person"),
    ("Dushanba", "place"),
    ("Dushanbe", "place"),
    ("Leninabad", "place"),
    ("Khujand", "place"),
]


def frame(rows: list[tuple[str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["name", "kind"])


def partition(result: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(group["name"]) for _, group in result.groupby("cluster")}


def test_names_of_one_thing_come_together() -> None:
    groups = partition(resolve_names(frame(NAMES)))
    assert frozenset(name for name, _ in NAMES[:4]) in groups
    assert frozenset(name for name, _ in NAMES[5:8]) in groups
    assert frozenset(["Dushanba", "Dushanbe"]) in groups
    assert frozenset(["Leninabad", "Khujand"]) in groups


def test_order_of_rows_changes_nothing() -> None:
    rows = list(NAMES)
    random.Random(7).shuffle(rows)
    assert partition(resolve_names(frame(rows))) == partition(resolve_names(frame(NAMES)))


def test_the_number_of_processes_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdicts, "_CHUNK", 2)
    assert resolve_names(frame(NAMES), workers=3).equals(resolve_names(frame(NAMES)))


def test_rows_are_never_lost(tmp_path: Path) -> None:
    rows = [*NAMES, NAMES[0], ("", "institution"), ("😀", "person"), ("x" * 10_000, "place"), ("( )", "institution")]
    source, out = tmp_path / "names.csv", tmp_path / "out.csv"
    frame(rows).to_csv(source, index=False)
    assert resolve_csv(source, out) == len(rows)
    result = pd.read_csv(out, dtype=str, keep_default_na=False)
    assert list(result["name"]) == [name for name, _ in rows]
    assert list(result.columns) == ["name", "kind", "cluster", "canonical_name", "confidence"]


def test_look_alike_letters_of_another_script_are_folded() -> None:
    mixed = "Kurgаn Tеchnological Univеrsity"
    assert len(partition(resolve_names(frame([(mixed, "institution"), NAMES[0]])))) == 1


def test_an_acronym_that_fits_two_institutions_joins_none() -> None:
    rows = [
        ("Kurgan State University", "institution"),
        ("Karshi State University", "institution"),
        ("KSU", "institution"),
    ]
    assert len(partition(resolve_names(frame(rows)))) == 3


def test_the_country_keeps_namesakes_apart_when_asked() -> None:
    rows = pd.DataFrame({"name": ["State College", "State  College"], "kind": "institution", "country": ["GH", "PK"]})
    assert resolve_names(rows, use_country=True)["cluster"].nunique() == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [("name\nA\n", "column 'kind' is missing"), ("name,kind\nA,planet\n", "line 2: unknown kind 'planet'")],
)
def test_bad_input_is_refused_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    source = tmp_path / "bad.csv"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        resolve_csv(source, tmp_path / "out.csv")


def test_a_missing_file_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        resolve_csv(tmp_path / "none.csv", tmp_path / "out.csv")


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("Leninabad", "Khujand"),
        ("Frunze", "Bishkek"),
        ("Stalinabad", "Dushanbe"),
        ("Ust-Kamenogorsk", "Oskemen"),
        ("Alma-Ata", "Almaty"),
        ("Bombay", "Mumbai"),
        ("Madras", "Chennai"),
    ],
)
def test_former_names_of_towns_are_known_in_names_of_institutions(former: str, today: str) -> None:
    names = [(former, "place"), (today, "place")]
    schools = [(f"{name} Veterinary Institute", "institution") for name, _ in names]
    groups = partition(resolve_names(frame([*names, *schools])))
    assert groups == {frozenset([former, today]), frozenset(name for name, _ in schools)}


@pytest.mark.parametrize("kind", ["institution", "person", "place", "programme"])
def test_odd_cells_come_back_as_they_are(tmp_path: Path, kind: str) -> None:
    odd = [
        *("", " ", "😀😀", "()", "«»", "-", "…", "1234", "É", "\u200b", "a\nb", '"', "'", "Ж", "Kurgаn", "名"),
        *("word " * 20_000, "x" * 10_000, "K. " * 500, "Kurgan\x00University", "ﷺ", "🏫 Kurgan", "NA", "null"),
    ]
    result = resolve_names(pd.DataFrame({"name": [*odd, *odd], "kind": kind}))
    assert list(result["name"]) == [*odd, *odd]
    assert list(result["cluster"][: len(odd)]) == list(result["cluster"][len(odd) :])


def test_empty_names_are_not_one_thing_with_others(tmp_path: Path) -> None:
    result = resolve_names(frame([("", "place"), ("Termez", "place"), ("😀", "place")]))
    assert result["cluster"].nunique() == 3


@pytest.mark.parametrize("text", ["", "name,kind\n", '﻿name,kind\n"A",place\n'])
def test_empty_files_and_byte_order_marks_are_no_surprise(tmp_path: Path, text: str) -> None:
    source, out = tmp_path / "names.csv", tmp_path / "out.csv"
    source.write_text(text, encoding="utf-8")
    if not text:
        with pytest.raises(UsageError, match="cannot be read"):
            resolve_csv(source, out)
    else:
        assert resolve_csv(source, out) == text.count("\n") - 1


def test_bytes_that_are_no_text_are_refused_in_one_line(tmp_path: Path) -> None:
    source = tmp_path / "names.csv"
    source.write_bytes(b"name,kind\n\xff\xfe\x00\xd8,place\n")
    with pytest.raises(UsageError) as refused:
        resolve_csv(source, tmp_path / "out.csv")
    assert "\n" not in str(refused.value)
