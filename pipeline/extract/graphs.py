"""The networks that are shipped with the package, run by onnxruntime."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import onnxruntime


@cache
def load_graph(name: str) -> Any:
    """A session of ``resources/tagger/NAME.onnx``, one a process and one thread each: the workers share the cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    path = files("pipeline.resources").joinpath("tagger", f"{name}.onnx")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
