"""Export a trained tagger: a fused graph, quantised to int8.

The fused graph is what gets quantised (a fused attention quantises better than its parts); weights are per channel. The mask is needed
while the graph is traced and fused; the exported one does without.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from transformers import BertForTokenClassification

from pipeline.training.graph_form import divide_scores, speed_up

MASK = "attention_mask"
INPUTS = ("input_ids", MASK, "token_type_ids")
OUTPUTS = ("logits", "states")
STATES_LAYER = 4
"""The layer after which other encoders go on: the last two are busy with the tags."""


class _Outputs(torch.nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    def __init__(self, model: BertForTokenClassification) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, shapes: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        found = self.model(input_ids=ids, attention_mask=mask, token_type_ids=shapes, output_hidden_states=True)
        return found.logits, found.hidden_states[STATES_LAYER]


def fuse(source: Path, target: Path, mask: str | None = None) -> None:
    """Write a graph with its attention fused, in the form that runs fastest (:mod:`pipeline.training.graph_form`)."""
    model = onnx.load(str(source))
    divide_scores(model.graph)
    fused = optimizer.optimize_model(model, model_type="bert", num_heads=12, hidden_size=384, opt_level=0)
    speed_up(fused.model.graph, mask)
    fused.save_model_to_file(str(target))


def quantise(source: Path, target: Path) -> None:
    """Write a graph with its weights in int8, per channel."""
    quantize_dynamic(
        str(source),
        str(target),
        weight_type=QuantType.QInt8,
        per_channel=True,
        # Seven bits: the same results on processors with and without the eight-bit dot product.
        reduce_range=True,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )


def export(source: Path, target: Path) -> None:
    """Write ``model.onnx`` and ``tokenizer.json`` into ``target``."""
    model = BertForTokenClassification.from_pretrained(source, attn_implementation="eager").eval()
    ids = torch.randint(1000, 2000, (2, 16))
    mask = torch.ones_like(ids)
    mask[1, 10:] = 0
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            _Outputs(model),
            (ids, mask, torch.ones_like(ids)),
            str(plain),
            input_names=list(INPUTS),
            output_names=list(OUTPUTS),
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in (*INPUTS, *OUTPUTS)},
            opset_version=17,
            dynamo=False,
        )
        fuse(plain, fused, MASK)
        quantise(fused, target / "model.onnx")
    shutil.copy(source / "tokenizer.json", target / "tokenizer.json")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="folder of the trained model")
    parser.add_argument("target", type=Path, help="folder for the exported files")
    arguments = parser.parse_args()
    export(arguments.source, arguments.target)
