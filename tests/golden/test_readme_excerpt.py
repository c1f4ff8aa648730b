"""The first result in the README is one that the run really gives."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import pipeline

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_readme_excerpt", ROOT / "docs" / "readme_excerpt.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_readme_shows_what_the_run_gives(maker: ModuleType, sample_run: Path, request: pytest.FixtureRequest):
    readme = README.read_text(encoding="utf-8")
    renewed = maker.put_in(readme, maker.excerpt(pipeline.load_run(sample_run)))
    if request.config.getoption("--update-golden"):
        README.write_text(renewed, encoding="utf-8")
        pytest.skip("README.md written: read the difference before you commit it")
    assert readme == renewed, "README.md shows another result; if that is meant: pytest tests/golden --update-golden"


def test_a_readme_without_the_comments_is_refused(maker: ModuleType):
    with pytest.raises(ValueError, match="lacks the comments"):
        maker.put_in("# edufacts\n", "new\n")
