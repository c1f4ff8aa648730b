"""The networks that are shipped with the package, run by onnxruntime."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import onnxruntime


@cache
def load_graph(name: str) -> Any:
    """A session of ``resources/tagger/NAME.onnx``, one a process."""
    return open_graph(Path(str(files("pipeline.resources").joinpath("tagger", f"{name}.onnx"))))


def open_graph(path: Path) -> Any:
    """A session of a graph with one thread: the workers share the cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
