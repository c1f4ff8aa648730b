"""The command from a built wheel, installed into an environment of its own and called outside the checkout.

The new environment sees the libraries of the environment that runs the tests, so that only the wheel itself is installed.
"""

from __future__ import annotations

import csv
import os
import site
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TAGGER = {f"pipeline/resources/tagger/{name}" for name in ("model.onnx", "relations.onnx", "tokenizer.json")}
NOTICE = (
    "Visit to Lahij\n\nOn 12 May 2023 the rector of Lahij State Academy, Nigar Safarova, received a delegation of "
    "Ismayilli College of Crafts. The two sides signed a memorandum of understanding.\n"
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the sources that make it up."""
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    listed = ("pyproject.toml", "README.md", "LICENSE", "pipeline")
    for name in listed:
        (source / name).symlink_to(ROOT / name)
    run_quietly([sys.executable, "-m", "build", "--wheel", "--outdir", str(target), str(source)], cwd=target)
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of an environment in which the wheel is installed."""
    home = tmp_path_factory.mktemp("installed") / "env"
    run_quietly([sys.executable, "-m", "venv", "--without-pip", str(home)], cwd=home.parent)
    scripts = home / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / "python"
    (packages,) = run_quietly([str(python), "-c", "import site; print(site.getsitepackages()[0])"], cwd=home).split(
        "\n"
    )[:1]
    run_quietly(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)], cwd=home
    )
    # Lines of a .pth file are added behind the environment's own packages: the wheel hides an editable install of the checkout.
    lent = [sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *site.getsitepackages()]
    Path(packages, "lent.pth").write_text("".join(f"{path}\n" for path in dict.fromkeys(lent)), encoding="utf-8")
    return scripts


def run_quietly(command: list[str], cwd: Path) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, env=clean_environment())
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONHOME")}


def call(command: list[str | Path], cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, env=clean_environment()
    )


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder outside the checkout: one article, an empty folder, a wrong settings file."""
    home = tmp_path_factory.mktemp("elsewhere")
    (home / "articles").mkdir()
    (home / "articles" / "visit.txt").write_text(NOTICE, encoding="utf-8")
    (home / "hollow").mkdir()
    (home / "edufacts.toml").write_text("[ingest]\ncolour = 'red'\n", encoding="utf-8")
    return home


@pytest.fixture(scope="session")
def first_run(installed: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    return call([installed / "edufacts", "run", "articles", "--out", "tables"], cwd=folder)


def test_the_wheel_holds_the_resources_and_nothing_foreign(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    resources = {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "pipeline" / "resources").rglob("*") if path.is_file()
    }
    assert {name for name in resources if "__pycache__" not in name} <= set(names)
    assert set(names) >= TAGGER
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"pipeline"}
    assert not [name for name in names if "__pycache__" in name]


def test_a_run_outside_the_checkout_writes_the_tables(first_run: subprocess.CompletedProcess[str], folder: Path):
    assert first_run.returncode == 0, first_run.stderr
    assert first_run.stderr == ""
    assert "1 article read" in first_run.stdout
    with (folder / "tables" / "mentions.csv").open(newline="", encoding="utf-8") as handle:
        texts = [row["text"] for row in csv.DictReader(handle)]
    assert "Nigar Safarova" in texts
    with (folder / "tables" / "articles.csv").open(newline="", encoding="utf-8") as handle:
        assert [row["path"] for row in csv.DictReader(handle)] == ["articles/visit.txt"]


def test_the_module_does_the_same_as_the_command(
    installed: Path, first_run: subprocess.CompletedProcess[str], folder: Path
):
    done = call([installed / "python", "-m", "pipeline", "run", "articles", "--out", "again"], cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    tables, again = folder / "tables", folder / "again"
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in tables.iterdir()
    }


def test_it_is_the_wheel_that_is_called(installed: Path, tmp_path: Path):
    done = call([installed / "python", "-c", "import pipeline; print(pipeline.__file__)"], cwd=tmp_path)
    assert done.stdout.startswith(str(installed.parent))


def test_the_version_is_that_of_the_wheel(installed: Path, wheel: Path, tmp_path: Path):
    done = call([installed / "edufacts", "--version"], cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, f"edufacts {wheel.name.split('-')[1]}\n")


def test_a_loaded_run_needs_no_checkout(installed: Path, first_run: subprocess.CompletedProcess[str], folder: Path):
    code = "import pipeline; run = pipeline.load_run('tables'); print(len(run.articles), len(run.mentions) > 0)"
    assert call([installed / "python", "-c", code], cwd=folder).stdout == "1 True\n"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["run", "nowhere"], "nowhere"),
        (["run", "hollow"], "no files in hollow"),
        (["run", "articles", "--settings", "edufacts.toml"], "unknown key 'ingest.colour'"),
        (["run", "articles", "--colour"], "--colour"),
    ],
    ids=["missing path", "empty folder", "bad setting", "bad option"],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(installed: Path, folder: Path, arguments: list[str], part: str):
    done = call([installed / "edufacts", *arguments], cwd=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("edufacts: ")
    assert part in done.stderr
