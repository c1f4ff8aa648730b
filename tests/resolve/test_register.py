"""Reference registers: what is read of their files, which names are linked, and what a link does."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.records import Verdict
from pipeline.resolve import Register, import_register, load_decisions, resolve
from pipeline.resolve.register import Asked
from pipeline.resolve.register_records import read_records
from pipeline.settings import ResolveSettings

OLD, NEW = "Leninabad Institute of Looms", "Khujand Weaving University"
FIRST = [
    {
        "id": "https://ror.example/01",
        "name": "Zarnisor University",
        "types": ["Education"],
        "aliases": ["Regar Institute of Metals"],
        "acronyms": ["ZU"],
        "labels": [{"label": "Донишгоҳи Зарнисор", "iso639": "tg"}],
        "country": {"country_name": "Tajikistan", "country_code": "TJ"},
        "addresses": [{"city": "Tursunzoda"}],
        "relationships": [],
        "status": "active",
    },
    {"id": "https://ror.example/02", "name": "Gone Institute", "types": [], "country": {}, "status": "withdrawn"},
]
SECOND = [
    {
        "id": "https://ror.example/01",
        "names": [
            {"value": "ZU", "types": ["acronym"], "lang": None},
            {"value": "Zarnisor University", "types": ["ror_display", "label"], "lang": "en"},
            {"value": "Regar Institute of Metals", "types": ["alias"], "lang": None},
            {"value": "Донишгоҳи Зарнисор", "types": ["label"], "lang": "tg"},
        ],
        "types": ["education", "funder"],
        "locations": [{"geonames_id": 1, "geonames_details": {"country_code": "TJ", "name": "Tursunzoda"}}],
        "relationships": [],
        "status": "active",
    },
    {"id": "https://ror.example/02", "names": [{"value": "Gone", "types": ["label"]}], "status": "withdrawn"},
]
TABLE = """id,name,aliases,type,country,city,part_of
k1,Khujand Weaving University,Leninabad Institute of Looms|KWU,university,TJ,Khujand,
k2,Faculty of Dyes,,faculty,TJ,Khujand,k1
m1,Ministry of Crafts,,ministry,KG,Bishkek,
m2,Ministry of Crafts,,ministry,UZ,Tashkent,
d1,Dilkusho College,,college,TJ,Kulob,
d2,Dilkusho Medical College,,college,TJ,Kulob,
"""


@pytest.fixture
def table(tmp_path: Path) -> Register:
    source = tmp_path / "crafts.csv"
    source.write_text(TABLE, encoding="utf-8")
    import_register(source, tmp_path / "crafts.register")
    return Register(tmp_path / "crafts.register")


@pytest.mark.parametrize("dump", [FIRST, SECOND], ids=["schema 1", "schema 2"])
@pytest.mark.parametrize("zipped", [False, True])
def test_both_schemas_of_ror_give_the_same_records(tmp_path: Path, dump: list[object], zipped: bool) -> None:
    source = tmp_path / "dump.json"
    source.write_text(json.dumps(dump, ensure_ascii=False, indent=1), encoding="utf-8")
    if zipped:
        with zipfile.ZipFile(tmp_path / "dump.zip", "w") as archive:
            archive.write(source, "v9-ror-data.json")
        source = tmp_path / "dump.zip"
    (record,) = read_records(source)
    assert (record.id, record.name, record.country, record.city) == (
        "https://ror.example/01", "Zarnisor University", "TJ", "Tursunzoda"
    )  # fmt: skip
    assert sorted(record.aliases) == ["Regar Institute of Metals", "ZU", "Донишгоҳи Зарнисор"]


def test_a_dump_longer_than_what_is_read_at_once_is_read_whole(tmp_path: Path) -> None:
    source = tmp_path / "long.json"
    many = [{**FIRST[0], "id": f"r{n}", "aliases": ["x" * 5000]} for n in range(700)]
    source.write_text(json.dumps(many), encoding="utf-8")
    assert [record.id for record in read_records(source)] == [f"r{n}" for n in range(700)]


def test_the_same_file_gives_the_same_bytes(tmp_path: Path) -> None:
    source = tmp_path / "crafts.csv"
    source.write_text(TABLE, encoding="utf-8")
    made = []
    for name in ("one", "two"):
        assert import_register(source, tmp_path / name) == 6
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.json", '{"id": 1}', "does not begin with a list"),
        ("a.json", '[{"id": "x", "names": [{"value": "Y"', "record 1 is no JSON: it ends in the middle"),
        ("a.json", '[{"title": "Y"}]', "record 1 is no ROR record"),
        ("a.csv", "code,name\n1,X\n", "column 'id' is missing"),
        ("a.csv", "id,name\n,X\n", "line 2: id or name is empty"),
        ("a.csv", "id,name\n", "no records in it"),
        ("a.zip", "no archive", "cannot be read"),
        ("a.txt", "x", "imported from .json, .zip or .csv"),
    ],
)
def test_a_bad_file_is_refused_in_one_line_and_nothing_is_written(
    tmp_path: Path, name: str, content: str, said: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(UsageError, match=said) as caught:
        import_register(tmp_path / name, tmp_path / "out.register")
    assert "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_that_is_no_register_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("nothing", encoding="utf-8")
    for path in (tmp_path / "x", tmp_path / "y"):
        with pytest.raises(UsageError, match="no register"):
            Register(path)


@pytest.mark.parametrize(
    ("asked", "entry"),
    [
        (Asked("Khujand Weaving University"), "k1"),
        (Asked("Leninabad Institute of Looms"), "k1"),
        (Asked("Khudzhand Weaving University", "TJ"), "k1"),
        (Asked("Khujand Weaving University", "IR"), ""),
        (Asked("Khujand Dancing University", "TJ"), ""),
        (Asked("Ministry of Crafts"), ""),
        (Asked("Ministry of Crafts", "UZ"), "m2"),
        (Asked("Dilkusho College", "TJ"), "d1"),
        (Asked("Dilkusho Music College", "TJ"), ""),
        (Asked("KWU", "TJ"), ""),
    ],
)
def test_a_name_is_linked_only_when_one_entry_fits(table: Register, asked: Asked, entry: str) -> None:
    match = table.link(asked)
    assert (match.id if match else "") == entry


def test_two_names_of_one_entry_are_one_institution_and_the_link_says_so(run, tell, table: Register) -> None:
    facts = [tell("a-1", f"[{OLD}](i1) was founded."), tell("a-2", f"[{NEW}](i1) grew.")]
    assert len(resolve(facts, ResolveSettings()).entities) == 2
    done = resolve(facts, ResolveSettings(), registers=[table])
    (entity,) = done.entities
    assert entity.attributes["register_id"] == "k1"
    assert entity.attributes["register"] == "crafts"
    assert entity.attributes["ror_id"] == ""
    assert (entity.attributes["country"], entity.attributes["city"]) == ("TJ", "Khujand")
    (link,) = [link for link in done.links if link.verdict is Verdict.SAME]
    assert "names of Khujand Weaving University" in link.clues[0].reason


def test_names_of_two_entries_are_two(tell, tmp_path: Path) -> None:
    source = tmp_path / "two.csv"
    source.write_text("id,name\n1,Sardoba Technical University\n2,Sardoba Technological University\n", encoding="utf-8")
    import_register(source, tmp_path / "two")
    facts = [
        tell("a-1", "[Sardoba Technical University](i1) grew."),
        tell("a-2", "[Sardoba Technological University](i1) grew."),
    ]
    found = resolve(facts, ResolveSettings(), registers=[Register(tmp_path / "two")]).entities
    assert sorted(entity.attributes["register_id"] for entity in found) == ["1", "2"]


def test_a_decision_is_stronger_than_a_register(tell, table: Register, tmp_path: Path) -> None:
    decisions = tmp_path / "decisions.csv"
    decisions.write_text(f"action,kind,left,right\ndifferent,institution,{OLD},{NEW}\n", encoding="utf-8")
    facts = [tell("a-1", f"[{OLD}](i1) was founded."), tell("a-2", f"[{NEW}](i1) grew.")]
    assert len(resolve(facts, ResolveSettings(), load_decisions(decisions), registers=[table]).entities) == 2


def test_a_register_tells_what_an_institution_is_part_of(tell, table: Register) -> None:
    facts = [tell("a-1", f"[{NEW}](i1) and the [Faculty of Dyes of Tajikistan](i2) met."), tell("a-2", f"[{NEW}](i1).")]
    done = resolve(facts, ResolveSettings(), registers=[table])
    whole = next(e for e in done.entities if e.name == NEW)
    part = next(e for e in done.entities if e.name != NEW)
    if part.attributes["register_id"]:
        assert part.attributes["parent_id"] == whole.entity_id


def test_a_ror_dump_gives_ror_ids(tell, tmp_path: Path) -> None:
    source = tmp_path / "dump.json"
    source.write_text(json.dumps(SECOND), encoding="utf-8")
    import_register(source, tmp_path / "ror")
    facts = [tell("a-1", "[Zarnisor University](i1) grew."), tell("a-2", "[Bahor University](i1) grew.")]
    found = resolve(facts, ResolveSettings(), registers=[Register(tmp_path / "ror")]).entities
    assert {e.name: e.attributes["ror_id"] for e in found} == {
        "Zarnisor University": "https://ror.example/01", "Bahor University": ""
    }  # fmt: skip
