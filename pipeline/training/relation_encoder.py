"""``python -m pipeline.training.relation_encoder``: train the encoder that reads the words around a trigger or a person.

It starts from the last layers of the trained tagger and from the states that the shipped tagger gives at run time, so that training and
use meet the same numbers. Every article of the training part is read by the pipeline itself; what was annotated says which names are
parties of which triggers, and who serves where. Fixed seeds; the states themselves are not changed, so that the tagger stays as it is.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import BertForTokenClassification

from pipeline.annotation.format import AnnotatedArticle
from pipeline.extract.reading import Reading
from pipeline.training.export_onnx import fuse, quantise
from pipeline.training.folds import ENCODER_FOLDS, encoder_fold
from pipeline.training.readings import Reader
from pipeline.training.relation_examples import Example, examples_of
from pipeline.training.relation_network import Prediction, Recipe, RelationEncoder, fit, predict


def train(tagger: BertForTokenClassification, rounds: Sequence[Sequence[Example]], recipe: Recipe) -> RelationEncoder:
    """A fitted encoder; prints how the loss falls. ``rounds`` are the examples of every epoch."""
    torch.manual_seed(recipe.seed)
    model = RelationEncoder(tagger, recipe.dropout)
    for examples in rounds:
        print(f"{sum(bool(one.statuses) for one in examples)} triggers of {len(examples)} examples", flush=True)
    for loss in fit(model, rounds, recipe):
        print(f"loss {loss:.3f}", flush=True)
    return model


def with_some_persons(examples: Iterable[Example], share: float, seed: int) -> list[Example]:
    """The examples of triggers, and about a share of those of persons."""
    random_numbers = random.Random(seed)
    return [one for one in examples if one.statuses or random_numbers.random() < share]


def write_scores(
    rounds: Sequence[Sequence[Example]],
    asked: Sequence[Example],
    tagger: BertForTokenClassification,
    recipe: Recipe,
    target: Path,
) -> None:
    """Write what is said of each article by an encoder that has not seen it, as JSON: article, sort of anchor, anchor, keys.

    Args:
        rounds: the examples of every epoch.
        asked: the examples of which something is said: of the articles as they are.
    """
    rows: dict[str, dict[str, Any]] = {}
    for number in range(ENCODER_FOLDS):
        seen = [[one for one in examples if encoder_fold(one.article) != number] for examples in rounds]
        model = train(tagger, seen, recipe)
        outside = [example for example in asked if encoder_fold(example.article) == number]
        for example, found in zip(outside, predict(model, outside), strict=True):
            row = rows.setdefault(example.article, {"reading": example.reading, "triggers": {}, "persons": {}})
            if example.statuses:
                parts: dict[str, Mapping[Any, float]] = {**found.odds, "stages": found.stages}
                several = {"several": round(found.several, 3)}
                row["triggers"][example.start] = {name: _rounded(part) for name, part in parts.items()} | several
            else:
                row["persons"][example.start] = _rounded(found.employers)
    target.write_text(json.dumps(rows, sort_keys=True), encoding="utf-8")


def _rounded(scores: Mapping[Any, float]) -> dict[Any, float]:
    return {key: round(value, 3) for key, value in scores.items()}


def average_precision(scored: Iterable[tuple[float, bool]]) -> float:
    """Mean of the precision at every right one, from the highest score down."""
    ranked = [right for _, right in sorted(scored, key=lambda pair: -pair[0])]
    hits = np.cumsum(ranked)
    return float((hits / np.arange(1, len(ranked) + 1))[np.array(ranked, dtype=bool)].mean()) if any(ranked) else 0.0


def report(part: str, examples: Sequence[Example], found: Sequence[Prediction]) -> None:
    """Print how well the anchors of a part are read."""
    for name in ("party", "date", "same", "host"):
        scored = [
            (one.odds[name][key], right)
            for one, example in zip(found, examples, strict=True)
            for key, right in example.judged.get(name, {}).items()
        ]
        print(f"{part} {name}: average precision {average_precision(scored):.3f}, {sum(r for _, r in scored)} right")
    several = [
        (one.several, example.several)
        for one, example in zip(found, examples, strict=True)
        if example.several is not None
    ]
    print(f"{part} several: average precision {average_precision(several):.3f}, {sum(r for _, r in several)} right")
    chosen = [
        max(one.employers, key=one.employers.__getitem__) in example.employers
        for one, example in zip(found, examples, strict=True)
        if example.employers
    ]
    stages = [
        int(np.argmax(list(one.stages.values()))) == int(np.argmax(example.statuses))
        for one, example in zip(found, examples, strict=True)
        if example.statuses and not example.statuses[-1]
    ]
    for name, rights in (("employer", chosen), ("status", stages)):
        print(f"{part} {name}: {sum(rights)} of {len(rights)} right ({sum(rights) / max(1, len(rights)):.3f})")


def export(model: RelationEncoder, target: Path) -> None:
    """Write the graph that :mod:`pipeline.extract.relation_encoder` runs, weights in int8."""
    model.eval()
    width = model.from_word.in_features
    features = torch.zeros(1, model.n_features, 20, dtype=torch.long)
    example = (torch.randn(1, 20, width), features, torch.tensor([[2, 3, 7]]), torch.tensor([1]))
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder) / "plain.onnx", Path(folder) / "fused.onnx"
        torch.onnx.export(
            model,
            example,
            str(plain),
            input_names=["states", "features", "places", "anchor"],
            output_names=["of_words", "of_anchor"],
            dynamic_axes={
                "states": {1: "length"},
                "features": {2: "length"},
                "places": {1: "places"},
                "of_words": {1: "places"},
            },
            opset_version=17,
            dynamo=False,
        )
        fuse(plain, fused)
        quantise(fused, target)


def main() -> None:
    """Read the arguments, train, score, export."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.relation_encoder", description=__doc__)
    parser.add_argument("--tagger", type=Path, required=True, help="folder of the trained tagger")
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"), help="the annotated corpus")
    parser.add_argument("--out", type=Path, default=Path("pipeline/resources/tagger/relations.onnx"))
    parser.add_argument("--seed", type=int, default=Recipe().seed)
    parser.add_argument("--threads", type=int, default=Recipe().threads)
    parser.add_argument(
        "--scores", type=Path, help="only write what encoders of the other folds say of the training part"
    )
    Reader.add_option(parser)
    arguments = parser.parse_args()
    reader = Reader(arguments.corpus, arguments.outside)

    def examples(articles: Iterable[tuple[AnnotatedArticle, Reading]]) -> list[Example]:
        return [example for article, reading in articles for example in examples_of(article, reading)]

    tagger = BertForTokenClassification.from_pretrained(arguments.tagger, attn_implementation="eager")
    recipe = Recipe(seed=arguments.seed, threads=arguments.threads)
    known = examples(reader.parts(["train"]))
    rounds = [
        with_some_persons(examples(reader.exchanged("train", number)) if exchanged else known, recipe.persons, number)
        for number, exchanged in enumerate(recipe.exchanged)
    ]
    if arguments.scores:
        write_scores(rounds, known, tagger, recipe, arguments.scores)
        return
    model = train(tagger, rounds, recipe)
    for part in ("development", "test"):
        held_out = examples(reader.parts([part]))
        report(part, held_out, predict(model, held_out))
    export(model, arguments.out)


if __name__ == "__main__":
    main()
