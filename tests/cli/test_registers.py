"""Reference registers from the command line."""

from __future__ import annotations

from pathlib import Path

from .conftest import NOTICE, Call


def test_import_and_run_link_an_institution(call: Call, tmp_path: Path):
    source = tmp_path / "lyceums.csv"
    source.write_text("id,name,country\nz9,Balakan Lyceum,AZ\n", encoding="utf-8")
    made = call("registry", "import", source, "--into", tmp_path)
    assert made.code == 0
    assert "1 institution:" in made.out
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "notice.txt").write_text(NOTICE, encoding="utf-8")
    done = call("run", tmp_path / "in", "--out", tmp_path / "out", "--register", tmp_path / "lyceums.register")
    assert done.code == 0
    assert "z9" in (tmp_path / "out" / "institutions.csv").read_text(encoding="utf-8")


def test_resolve_links_a_list_of_names(call: Call, tmp_path: Path):
    (tmp_path / "lyceums.csv").write_text("id,name,country\nz9,Balakan Lyceum,AZ\n", encoding="utf-8")
    assert call("registry", "import", tmp_path / "lyceums.csv", "--into", tmp_path).code == 0
    (tmp_path / "names.csv").write_text("name,kind\nBalakan Lyceum,institution\nBalakan,place\n", encoding="utf-8")
    register, out = tmp_path / "lyceums.register", tmp_path / "out.csv"
    done = call("resolve", tmp_path / "names.csv", "--out", out, "--register", register)
    assert (done.code, done.err) == (0, "")
    header, lyceum, place = out.read_text(encoding="utf-8").splitlines()
    assert header.endswith("confidence,ror_id,register,register_id,register_probability")
    assert ",lyceums,z9," in lyceum
    assert place.endswith(",,,,")


def test_a_bad_file_and_a_missing_register_are_wrong_calls(call: Call, tmp_path: Path):
    (tmp_path / "bad.csv").write_text("a,b\n", encoding="utf-8")
    for said in (
        call("registry", "import", tmp_path / "bad.csv", "--into", tmp_path / "x"),
        call("run", tmp_path, "--register", tmp_path / "none.register", "--out", tmp_path / "out"),
    ):
        assert said.code == 2
        assert said.err.count("\n") == 1
    assert not (tmp_path / "x").exists()
