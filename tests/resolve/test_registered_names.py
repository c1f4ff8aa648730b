"""A list of names and a register: what is one, what is two, and what no register may change."""

from __future__ import annotations

import random
from pathlib import Path

import pandas as pd
import pytest

from pipeline.errors import UsageError
from pipeline.resolve import import_register
from pipeline.resolve.batch import resolve_csv, resolve_names

OLD, NEW = "Leninabad Institute of Looms", "Khujand Weaving University"
TABLE = f"""id,name,aliases,type,country,city,part_of
k1,{NEW},{OLD}|KWU,university,TJ,Khujand,
m1,Ministry of Crafts,,ministry,KG,Bishkek,
m2,Ministry of Crafts,,ministry,UZ,Tashkent,
d1,Dilkusho College,,college,TJ,Kulob,
d2,Dilkusha College,,college,TJ,Kulob,
"""


@pytest.fixture
def register(tmp_path: Path) -> Path:
    source = tmp_path / "crafts.csv"
    source.write_text(TABLE, encoding="utf-8")
    import_register(source, tmp_path / "crafts.register")
    return tmp_path / "crafts.register"


def rows_of(names: list[str], **more: list[str]) -> pd.DataFrame:
    return pd.DataFrame({"name": names, "kind": ["institution"] * len(names), **more})


def partition(result: pd.DataFrame) -> set[frozenset[str]]:
    return {frozenset(group["name"]) for _, group in result.groupby("cluster")}


def test_names_of_one_entry_are_one_institution(register: Path) -> None:
    rows = rows_of([OLD, "University of Weaving, Khujand", NEW, "Zarnisor Agrarian College"])
    assert partition(resolve_names(rows)) != partition(resolve_names(rows, registers=[register]))
    found = resolve_names(rows, registers=[register])
    assert frozenset([OLD, "University of Weaving, Khujand", NEW]) in partition(found)
    assert list(found["register_id"]) == ["k1", "k1", "k1", ""]
    assert list(found["ror_id"]) == [""] * 4
    assert all(float(one) >= 0.9 for one in found["register_probability"][:3])
    assert (found["confidence"][[0, 2]] >= 0.9).all()


def test_names_of_two_entries_are_two_institutions(register: Path) -> None:
    rows = rows_of(["Dilkusho College", "Dilkusha College"])
    assert len(partition(resolve_names(rows))) == 1
    found = resolve_names(rows, registers=[register])
    assert len(partition(found)) == 2
    assert list(found["register_id"]) == ["d1", "d2"]


def test_an_acronym_has_the_entry_of_the_full_name_that_it_goes_with(register: Path) -> None:
    found = resolve_names(rows_of(["KWU", NEW]), registers=[register])
    assert list(found["register_id"]) == ["k1", "k1"]
    assert set(resolve_names(rows_of(["KWU"]), registers=[register])["register_id"]) == {""}


def test_the_country_of_a_row_or_of_its_context_chooses_among_entries(register: Path) -> None:
    names = ["Ministry of Crafts", "Ministry of Crafts"]
    by_column = rows_of(names, country=["KG", "Uzbekistan"])
    assert list(resolve_names(by_column, use_country=True, registers=[register])["register_id"]) == ["m1", "m2"]
    by_context = rows_of(names[:1], context=["Bishkek; Kyrgyzstan"])
    assert list(resolve_names(by_context, registers=[register])["register_id"]) == ["m1"]
    assert list(resolve_names(rows_of(names), registers=[register])["register_id"]) == ["", ""]


def test_where_contexts_split_a_name_no_row_has_an_entry(register: Path) -> None:
    rows = rows_of(["Dilkusho College", "Dilkusho College"], context=["Kulob; Tajikistan", "Tomsk; Russia"])
    found = resolve_names(rows, registers=[register])
    assert found["cluster"].nunique() == 2
    assert list(found["register_id"]) == ["", ""]
    assert list(resolve_names(rows[:1], registers=[register])["register_id"]) == ["d1"]


def test_the_order_of_rows_changes_nothing(register: Path) -> None:
    names = [OLD, NEW, "KWU", "Dilkusho College", "Dilkusha College", "Khujand Looms"]
    shuffled = list(names)
    random.Random(3).shuffle(shuffled)
    found, other = (resolve_names(rows_of(one), registers=[register]) for one in (names, shuffled))
    assert found.set_index("name").sort_index().equals(other.set_index("name").sort_index())


def test_without_a_register_the_columns_are_as_ever() -> None:
    assert list(resolve_names(rows_of([OLD]))) == ["name", "kind", "cluster", "canonical_name", "confidence"]


def test_a_missing_register_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    source, out = tmp_path / "names.csv", tmp_path / "out.csv"
    rows_of([OLD]).to_csv(source, index=False)
    with pytest.raises(UsageError, match="no register"):
        resolve_csv(source, out, registers=[tmp_path / "none.register"])
    assert not out.exists()
