"""What all tests share: a run over the sample articles, made once a session."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLES = Path("data/raw")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write the tables of the golden run anew instead of comparing them"
    )


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a run over ``data/raw``, called as from the root of the checkout."""
    from pipeline.run import Plan, run

    out = tmp_path_factory.mktemp("sample_run")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        run(Plan([SAMPLES], out))
    return out
