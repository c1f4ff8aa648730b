"""``python -m pipeline.training.agreement_encoder``: train the encoder that reads the words around a trigger.

It starts from the last layers of the trained tagger and from the states that the shipped tagger gives at run time, so that training and
use meet the same numbers. Every article of the training part is read by the pipeline itself; what was annotated says which names are
parties of which triggers. Fixed seeds; the states themselves are not changed, so that the tagger stays as it is.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import math
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn
from transformers import BertForTokenClassification

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import AgreementRecord
from pipeline.extract.agreement_dates import iso_of
from pipeline.extract.agreement_encoder import (
    N_DISTANCES,
    N_LINES,
    N_MARKS,
    N_STANDINGS,
    OUTPUTS,
    TriggerWindow,
    window_of,
)
from pipeline.extract.agreement_triggers import find_triggers
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.reading import Label, Reading
from pipeline.records import AgreementStatus
from pipeline.training.agreements import gold_ids, read_parts, reading_digest
from pipeline.training.export_onnx import STATES_LAYER

_SIZES = (N_MARKS, N_STANDINGS, N_DISTANCES, N_LINES)
_STATUSES = tuple(AgreementStatus)
_PAIR_WIDTH = 256
_FOLDS = 2


@dataclass(frozen=True, slots=True)
class Example:
    """A trigger with its window, the states of its words [n, width], and what is right.

    Attributes:
        reading: digest of what was found in the article.
        start: the offset of the trigger.
        parties: for every entity of the window, by its cluster.
        dates: for every date of the window, by its offset.
        others: for every other trigger of the window, by its offset.
        statuses: share of each status among the agreements that the trigger names, and of none [n_statuses + 1].
        counts: whether the trigger names an agreement with parties, so that these are to be learnt.
    """

    article: str
    reading: str
    start: int
    window: TriggerWindow
    states: npt.NDArray[np.float16]
    parties: dict[int, bool]
    dates: dict[int, bool]
    others: dict[int, bool]
    statuses: tuple[float, ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a fit depends on, besides its data."""

    epochs: float = 5.0
    layer_rate: float = 3e-4
    head_rate: float = 1e-3
    batch: int = 16
    warm_up: float = 0.08
    dropout: float = 0.1
    weights: tuple[float, ...] = (0.5, 0.3, 0.3)
    status_weight: float = 0.5
    seed: int = 1
    threads: int = 2


def examples_of(article: AnnotatedArticle, reading: Reading) -> Iterator[Example]:
    """The examples of one article."""
    triggers = find_triggers(reading)
    if not triggers:
        return
    view = ArticleView(reading, triggers)
    assert reading.states is not None
    records = {record.id: record for record in article.records if isinstance(record, AgreementRecord)}
    things: dict[int, set[str]] = defaultdict(set)
    for span, known in gold_ids(article, view.reading.spans).items():
        if span.label in {Label.INSTITUTION, Label.PLACE}:
            things[view.clusters.key(span)] |= known
    told = gold_ids(article, (trigger.span for trigger in triggers))
    ids = {trigger.span.start: told[trigger.span] for trigger in triggers}
    values = {span.start: iso_of(span) for span in reading.of(Label.DATE)}
    for trigger in triggers:
        window = window_of(view, trigger)
        if window is None:
            continue
        meant = [records[one] for one in sorted(told[trigger.span]) if one in records]
        wanted = {party for record in meant for party in record.parties}
        signed = {record.date for record in meant} - {""}
        statuses = [sum(record.status is status for record in meant) / max(1, len(meant)) for status in _STATUSES]
        yield Example(
            article.id,
            reading_digest(reading),
            trigger.span.start,
            window,
            reading.states.vectors[window.rows],
            {key: bool(things[key] & wanted) for key in window.mentions},
            {start: values[start] in signed for start in window.dates},
            {start: bool(ids[start] & ids[trigger.span.start]) for start in window.others},
            (*statuses, float(not meant)),
            bool(wanted),
        )


class TriggerEncoder(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """Feature embeddings, transformer layers, and a score of every word against the trigger."""

    def __init__(self, tagger: BertForTokenClassification, dropout: float) -> None:
        super().__init__()
        width = tagger.config.hidden_size
        self.layers = nn.ModuleList(copy.deepcopy(layer) for layer in tagger.bert.encoder.layer[STATES_LAYER:])
        for module in self.layers.modules():
            if isinstance(module, nn.Dropout):
                module.p = dropout
        self.embeddings = nn.ModuleList(nn.Embedding(size, width) for size in _SIZES)
        for embedding in self.embeddings:
            nn.init.normal_(embedding.weight, std=0.02)
        self.from_trigger = nn.Linear(width, _PAIR_WIDTH)
        self.from_word = nn.Linear(width, _PAIR_WIDTH)
        self.word = nn.Sequential(nn.ReLU(), nn.Dropout(dropout), nn.Linear(_PAIR_WIDTH, len(OUTPUTS)))
        self.status = nn.Sequential(nn.ReLU(), nn.Dropout(dropout), nn.Linear(_PAIR_WIDTH, len(_STATUSES) + 1))

    def forward(
        self, states: torch.Tensor, features: torch.Tensor, trigger: torch.Tensor, mask: torch.Tensor | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of words [batch, n, n_outputs] and of statuses [batch, n_statuses + 1].

        Args:
            states: [batch, n, width].
            features: ids [batch, 4, n].
            trigger: position of the trigger's first word [batch].
            mask: added to the attention scores [batch, 1, 1, n].
        """
        for number, embedding in enumerate(self.embeddings):
            states = states + embedding(features[:, number])
        for layer in self.layers:
            found = layer(states, attention_mask=mask)
            states = found[0] if isinstance(found, tuple) else found
        own = self.from_trigger(states.gather(1, trigger[:, None, None].expand(-1, 1, states.shape[2])))
        return self.word(own + self.from_word(states)), self.status(own)[:, 0]


def _collate(batch: Sequence[Example]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    longest = max(len(example.window.rows) for example in batch)
    states = torch.zeros(len(batch), longest, batch[0].states.shape[1])
    features = torch.zeros(len(batch), len(_SIZES), longest, dtype=torch.long)
    mask = torch.full((len(batch), 1, 1, longest), -1e9)
    for row, example in enumerate(batch):
        length = len(example.window.rows)
        states[row, :length] = torch.tensor(example.states.astype(np.float32))
        features[row, :, :length] = torch.tensor(example.window.features)
        mask[row, :, :, :length] = 0
    return states, features, torch.tensor([example.window.trigger for example in batch]), mask


def _loss(model: TriggerEncoder, batch: Sequence[Example], recipe: Recipe) -> torch.Tensor:
    states, features, trigger, mask = _collate(batch)
    words, status = model(states, features, trigger, mask)
    wanted = torch.tensor([example.statuses for example in batch])
    loss: torch.Tensor = -recipe.status_weight * (wanted * torch.log_softmax(status, -1)).sum(-1).mean()
    for number, weight in enumerate(recipe.weights):
        scored = [
            pair
            for row, example in enumerate(batch)
            if example.counts
            for pair in zip(_odds(words[row], example)[number].values(), _right(example)[number].values(), strict=True)
        ]
        if scored:
            odds = torch.stack([value for value, _ in scored])
            right = torch.tensor([float(true) for _, true in scored])
            each = nn.functional.binary_cross_entropy_with_logits(odds, right, reduction="sum")
            loss = loss + weight * each / len(batch)
    return loss


def _odds(words: torch.Tensor, example: Example) -> tuple[dict[int, torch.Tensor], ...]:
    """Log-odds from the scores of an example's words [n, n_outputs], in the order of :data:`OUTPUTS`."""
    window = example.window
    return (
        {key: torch.logsumexp(words[list(places), 0], 0) for key, places in window.mentions.items()},
        {start: words[at, 1] for start, at in window.dates.items()},
        {start: words[at, 2] for start, at in window.others.items()},
    )


def _right(example: Example) -> tuple[dict[int, bool], ...]:
    return example.parties, example.dates, example.others


def fit(model: TriggerEncoder, examples: Sequence[Example], recipe: Recipe) -> Iterator[float]:
    """Train in place; yields the mean loss after every epoch."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    order = random.Random(recipe.seed)
    layers = list(model.layers.parameters())
    inner = {id(parameter) for parameter in layers}
    others = [parameter for parameter in model.parameters() if id(parameter) not in inner]
    optimiser = torch.optim.AdamW(
        [
            {"params": layers, "lr": recipe.layer_rate, "weight_decay": 0.01},
            {"params": others, "lr": recipe.head_rate, "weight_decay": 0.0},
        ]
    )
    n_steps = int(recipe.epochs * math.ceil(len(examples) / recipe.batch))
    warm = max(1, int(recipe.warm_up * n_steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: (step + 1) / warm if step < warm else max(0.01, 1 - (step - warm) / (n_steps - warm + 1)),
    )
    done = 0
    while done < n_steps:
        model.train()
        losses = []
        for batch in _batches(examples, recipe.batch, order):
            if done >= n_steps:
                break
            loss = _loss(model, batch, recipe)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            losses.append(float(loss.detach()))
            done += 1
        yield sum(losses) / len(losses)


def _batches(examples: Sequence[Example], size: int, order: random.Random) -> list[list[Example]]:
    """Batches of about equal length in random order."""
    keyed = sorted((len(example.window.rows) + order.random() * 40, at) for at, example in enumerate(examples))
    batches = [[examples[at] for _, at in keyed[low : low + size]] for low in range(0, len(keyed), size)]
    order.shuffle(batches)
    return batches


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


def predict(
    model: TriggerEncoder, examples: Sequence[Example]
) -> list[tuple[tuple[dict[int, float], ...], list[float]]]:
    """Log-odds of each example in the order of :data:`OUTPUTS`, and the scores of statuses."""
    model.eval()
    found: dict[int, tuple[tuple[dict[int, float], ...], list[float]]] = {}
    order = sorted(range(len(examples)), key=lambda at: len(examples[at].window.rows))
    with torch.inference_mode():
        for low in range(0, len(order), 16):
            chosen = order[low : low + 16]
            words, status = model(*_collate([examples[at] for at in chosen]))
            for row, at in enumerate(chosen):
                odds = _odds(words[row], examples[at])
                plain = tuple({key: float(value) for key, value in part.items()} for part in odds)
                found[at] = plain, status[row].tolist()
    return [found[at] for at in range(len(examples))]


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
    example = (torch.randn(1, 20, width), torch.zeros(1, len(_SIZES), 20, dtype=torch.long), torch.tensor([3]))
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
        quantize_dynamic(
            str(plain),
            str(target),
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def main() -> None:
    """Read the arguments, train, score, export."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.agreement_encoder", description=__doc__)
    parser.add_argument("--tagger", type=Path, required=True, help="folder of the trained tagger")
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"), help="the annotated corpus")
    parser.add_argument("--out", type=Path, default=Path("pipeline/resources/tagger/agreements.onnx"))
    parser.add_argument("--epochs", type=float, default=5.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
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
                for key, right in _right(example)[number].items()
            ]
            print(
                f"{part} {name}: average precision {average_precision(scored):.3f}, {sum(r for _, r in scored)} right"
            )
    export(model, arguments.out)


if __name__ == "__main__":
    main()
