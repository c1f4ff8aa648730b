"""The network that reads the words around a trigger, and its fit."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from transformers import BertForTokenClassification

from pipeline.extract.agreement_encoder import N_DISTANCES, N_LINES, N_MARKS, N_STANDINGS, OUTPUTS
from pipeline.training.export_onnx import STATES_LAYER
from pipeline.training.fit import rising_and_falling
from pipeline.training.trigger_examples import STATUSES, Example

_SIZES = (N_MARKS, N_STANDINGS, N_DISTANCES, N_LINES)
_PAIR_WIDTH = 256


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a fit depends on, besides its data.

    Attributes:
        weights: of the losses of parties, dates and repetitions; of the status, which is learnt beside them and not asked for later.
    """

    epochs: float = 4.0
    layer_rate: float = 3e-4
    head_rate: float = 1e-3
    batch: int = 16
    warm_up: float = 0.08
    dropout: float = 0.1
    weights: tuple[float, ...] = (0.5, 0.3, 0.3)
    status_weight: float = 0.5
    seed: int = 1
    threads: int = 2


class TriggerEncoder(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """Feature embeddings, transformer layers, and a score of every word against the trigger."""

    def __init__(self, tagger: BertForTokenClassification, dropout: float) -> None:
        super().__init__()
        width = tagger.config.hidden_size
        self.n_features = len(_SIZES)
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
        self.status = nn.Sequential(nn.ReLU(), nn.Dropout(dropout), nn.Linear(_PAIR_WIDTH, len(STATUSES) + 1))

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
            for pair in zip(_odds(words[row], example)[number].values(), example.right[number].values(), strict=True)
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
    schedule = rising_and_falling(optimiser, n_steps, recipe.warm_up)
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
