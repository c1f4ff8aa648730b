"""The generated pages of the documentation say what the code says."""

import importlib.util
import re
from pathlib import Path

import pytest

from pipeline.export.tables import TABLES
from pipeline.records import RefusalReason
from pipeline.settings import Settings

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"


def load_generator():
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("page", "maker"), [("tables.md", "tables_page"), ("settings.md", "settings_page")])
def test_a_generated_page_is_up_to_date(page: str, maker: str):
    written = (DOCS / page).read_text(encoding="utf-8")
    assert written == getattr(load_generator(), maker)(), f"run: python docs/generate.py (docs/{page} is out of date)"


def test_every_table_and_column_is_described():
    page = load_generator().tables_page()
    for table in TABLES:
        section = page.split(f"## {table.name}.csv\n")[1].split("\n## ")[0]
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(table.column_names)


def test_every_setting_is_described_with_its_default():
    page = load_generator().settings_page()
    for name, field in Settings.model_fields.items():
        section = page.split(f"## [{name}]\n")[1].split("\n## ")[0]
        described = type(field.default).model_fields
        assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(described)
        assert "None" not in section


def test_the_readme_names_every_table_and_links_lead_somewhere():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"`{table.name}.csv`" in readme
    for page in [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not target.startswith(("http://", "https://", "mailto:")):
                assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_reason_of_a_refusal_is_explained():
    page = (DOCS / "bad-input.md").read_text(encoding="utf-8")
    _, *reasons = re.findall(r"^\| `([\w ]+)` \| ", page, re.MULTILINE)
    assert set(reasons) == {reason.value for reason in RefusalReason}
