"""Every notebook runs from top to bottom over a run of the sample articles, and is stored without outputs."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SECONDS_PER_CELL = 120


class ThisInterpreter(KernelSpecManager):
    """Knows one kernel: the interpreter that runs the tests, whatever kernels are installed on the machine."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = [sys.executable, "-W", "error::FutureWarning", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=argv, display_name=kernel_name, language="python")


def execute(notebook: nbformat.NotebookNode, run_folder: Path, work_folder: Path) -> None:
    """Run all cells in ``work_folder``; the outputs are left in the notebook."""
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisInterpreter())
    client = NotebookClient(
        notebook, km=manager, timeout=SECONDS_PER_CELL, resources={"metadata": {"path": str(work_folder)}}
    )
    client.execute(
        env={
            **os.environ,
            "EDUFACTS_RUN": str(run_folder),
            "PYTHONPATH": str(ROOT),
            "IPYTHONDIR": str(work_folder / "ipython"),
        }
    )


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> nbformat.NotebookNode:
    return nbformat.read(request.param, as_version=4)


def test_there_is_a_notebook():
    assert NOTEBOOKS


# The client leaves a socket to the garbage collector, which is called here so that no other test hears its warning.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_notebook_runs_without_errors_or_warnings(notebook: nbformat.NotebookNode, sample_run: Path, tmp_path: Path):
    execute(notebook, sample_run, tmp_path)
    gc.collect()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.text for output in outputs if output.output_type == "stream" and output.name == "stderr"] == []
    assert any("text/html" in output.get("data", {}) for output in outputs)


def test_a_notebook_is_stored_valid_and_without_outputs(notebook: nbformat.NotebookNode):
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


def test_a_notebook_explains_itself(notebook: nbformat.NotebookNode):
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
