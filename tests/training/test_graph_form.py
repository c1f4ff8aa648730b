"""The faster form of a graph computes what the plain form computes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import pytest

onnx = pytest.importorskip("onnx")  # comes with the extra "train"
from onnx import TensorProto, helper, numpy_helper  # noqa: E402

from pipeline.training.graph_form import divide_scores, speed_up  # noqa: E402

WIDTH = 8
FloatArray = npt.NDArray[np.float32]


def graph_of(nodes: Sequence[Any], inputs: Sequence[str], weights: dict[str, FloatArray]) -> Any:
    shape = [1, "pieces", WIDTH]
    values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in (*inputs, "found")]
    constants = [numpy_helper.from_array(value, name) for name, value in weights.items()]
    graph = helper.make_graph(nodes, "graph", values[:-1], values[-1:], constants)
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=8)


def result(model: Any, **inputs: FloatArray) -> FloatArray:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found: FloatArray = session.run(["found"], inputs)[0]
    return found


def some(*shape: int, seed: int = 0) -> FloatArray:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def test_normalisation_and_activation_stay_the_same_function() -> None:
    weights = {name: some(WIDTH, seed=seed) for seed, name in enumerate(("scale", "shift", "bias", "other"))}
    skip = helper.make_node(
        "SkipLayerNormalization", ["a", "b", "scale", "shift", "bias"], ["normal"], "skip", domain="com.microsoft"
    )
    skip.attribute.append(helper.make_attribute("epsilon", 1e-12))
    gelu = helper.make_node("BiasGelu", ["normal", "other"], ["found"], "gelu", domain="com.microsoft")
    model = graph_of([skip, gelu], ["a", "b"], weights)
    inputs = {"a": some(1, 5, WIDTH, seed=7), "b": some(1, 5, WIDTH, seed=8)}
    before = result(model, **inputs)
    speed_up(model.graph)
    operators = {node.op_type for node in model.graph.node}
    assert "InstanceNormalization" in operators
    assert not operators & {"SkipLayerNormalization", "BiasGelu"}
    np.testing.assert_allclose(result(model, **inputs), before, atol=1e-5)


def test_scores_of_attention_are_divided_by_the_reciprocal() -> None:
    factor = helper.make_node("Constant", [], ["factor"], "factor", value=numpy_helper.from_array(np.float32(0.25)))
    scaling = helper.make_node("Mul", ["a", "factor"], ["scaled"], "scaling")
    model = graph_of([factor, scaling, helper.make_node("Softmax", ["scaled"], ["found"], "softmax")], ["a"], {})
    inputs = {"a": some(1, 5, WIDTH)}
    before = result(model, **inputs)
    divide_scores(model.graph)
    assert [node.op_type for node in model.graph.node if node.name == "scaling"] == ["Div"]
    np.testing.assert_allclose(result(model, **inputs), before, atol=1e-6)
