"""``python -m pipeline.training.agreement_encoder``: train the encoder that reads the words around a trigger.

It starts from the last layers of the trained tagger and from the states that the shipped tagger gives at run time, so that training and
use meet the same numbers. Every article of the training part is read by the pipeline itself; what was annotated says which names are
parties of which triggers. Fixed seeds; the states themselves are not changed, so that the tagger stays as it is.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import nn
from transformers import BertForTokenClassification

from pipeline.extract.agreement_encoder import OUTPUTS
from pipeline.training.agreements import read_parts
from pipeline.training.export_onnx import quantise
from pipeline.training.trigger_encoder import Recipe, TriggerEncoder, fit, predict
from pipeline.training.trigger_examples import Example, examples_of

_FOLDS = 2


def train(tagger: BertForTokenClassification, examples: Sequence[Example], recipe: Recipe) -> TriggerEncoder:
    """A fitted encoder; prints how the loss falls."""
    torch.manual_seed(recipe.seed)
    model = TriggerEncoder(tagger, recipe.dropout)
    print(f"{len(examples)} triggers", flush=True)
    for loss in fit(model, examples, recipe):
        print(f"loss {loss:.3f}", flush=True)
    return model


def write_scores(examples: Sequence[Example], tagger: BertForTokenClassification, recipe: Recipe, target: Path) -> None:
    """Write what is said of each article by an encoder that has not seen it, as JSON: article, trigger, output, key."""
    rows: dict[str, dict[str, object]] = {}
    triggers: defaultdict[str, dict[int, tuple[dict[int, float], ...]]] = defaultdict(dict)
    for number in range(_FOLDS):
        model = train(tagger, [example for example in examples if _fold(example.article) != number], recipe)
        outside = [example for example in examples if _fold(example.article) == number]
        for example, (odds, _) in zip(outside, predict(model, outside), strict=True):
            triggers[example.article][example.start] = tuple(
                {key: round(value, 3) for key, value in part.items()} for part in odds
            )
            rows[example.article] = {"reading": example.reading, "triggers": triggers[example.article]}
    target.write_text(json.dumps(rows, sort_keys=True), encoding="utf-8")


def _fold(article: str) -> int:
    return hashlib.sha256(f"encoder {article}".encode()).digest()[0] % _FOLDS


def average_precision(scored: Iterable[tuple[float, bool]]) -> float:
    """Mean of the precision at every right one, from the highest score down."""
    ranked = [right for _, right in sorted(scored, key=lambda pair: -pair[0])]
    hits = np.cumsum(ranked)
    return float((hits / np.arange(1, len(ranked) + 1))[np.array(ranked, dtype=bool)].mean()) if any(ranked) else 0.0


class _Scores(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    def __init__(self, model: TriggerEncoder) -> None:
        super().__init__()
        self.model = model

    def forward(self, states: torch.Tensor, features: torch.Tensor, trigger: torch.Tensor) -> torch.Tensor:
        words: torch.Tensor = self.model(states, features, trigger)[0]
        return words


def export(model: TriggerEncoder, target: Path) -> None:
    """Write the graph that :mod:`pipeline.extract.agreement_encoder` runs, weights in int8."""
    model.eval()
    width = model.from_word.in_features
    example = (torch.randn(1, 20, width), torch.zeros(1, model.n_features, 20, dtype=torch.long), torch.tensor([3]))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            _Scores(model),
            example,
            str(plain),
            input_names=["states", "features", "trigger"],
            output_names=["scores"],
            dynamic_axes={"states": {1: "words"}, "features": {2: "words"}, "scores": {1: "words"}},
            opset_version=17,
            dynamo=False,
        )
        quantise(plain, target)


def main() -> None:
    """Read the arguments, train, score, export."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.agreement_encoder", description=__doc__)
    parser.add_argument("--tagger", type=Path, required=True, help="folder of the trained tagger")
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"), help="the annotated corpus")
    parser.add_argument("--out", type=Path, default=Path("pipeline/resources/tagger/agreements.onnx"))
    parser.add_argument("--epochs", type=float, default=Recipe().epochs)
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--threads", type=int, default=Recipe().threads)
    parser.add_argument("--scores", type=Path, help="write what encoders of the other folds say of the training part")
    arguments = parser.parse_args()
    parts = {
        part: [
            example
            for article, reading in read_parts(arguments.corpus, [part])
            for example in examples_of(article, reading)
        ]
        for part in ("train", "development", "test")
    }
    tagger = BertForTokenClassification.from_pretrained(arguments.tagger, attn_implementation="eager")
    recipe = Recipe(epochs=arguments.epochs, seed=arguments.seed, threads=arguments.threads)
    if arguments.scores:
        write_scores(parts["train"], tagger, recipe, arguments.scores)
    model = train(tagger, parts["train"], recipe)
    for part in ("development", "test"):
        found = predict(model, parts[part])
        for number, name in enumerate(OUTPUTS):
            scored = [
                (odds[number][key], right)
                for (odds, _), example in zip(found, parts[part], strict=True)
                if example.counts
                for key, right in example.right[number].items()
            ]
            print(
                f"{part} {name}: average precision {average_precision(scored):.3f}, {sum(r for _, r in scored)} right"
            )
    export(model, arguments.out)


if __name__ == "__main__":
    main()
