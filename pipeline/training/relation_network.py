"""The network that reads the words around a trigger or a person, and its fit."""

from __future__ import annotations

import copy
import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import torch
from torch import nn
from transformers import BertForTokenClassification

from pipeline.extract.affiliation_encoder import NOBODY
from pipeline.extract.relation_encoder import ANCHOR_OUTPUTS, NO_EMPLOYER, SEVERAL, STAGES, WORD_OUTPUTS, log_shares
from pipeline.extract.windows import N_DISTANCES, N_LINES, N_MARKS, N_STANDINGS
from pipeline.training.export_onnx import STATES_LAYER
from pipeline.training.fit import rising_and_falling
from pipeline.training.relation_examples import Example

_SIZES = (N_MARKS, N_STANDINGS, N_DISTANCES, N_LINES)
_PAIR_WIDTH = 256
_NO_EMPLOYER = ANCHOR_OUTPUTS.index(NO_EMPLOYER)
_SEVERAL = ANCHOR_OUTPUTS.index(SEVERAL)
_STAGES = slice(ANCHOR_OUTPUTS.index(STAGES[0]), None)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a fit depends on, besides its data.

    Attributes:
        exchanged: for every epoch, whether the articles have other names in it (:mod:`pipeline.training.word_exchange`).
        persons: share of the persons that an epoch has, others in each; there are more than twice as many as triggers.
        weights: of the losses, by output; "status" and "several" are those of the anchor.
    """

    exchanged: tuple[bool, ...] = (True, True, True, False)
    persons: float = 0.5
    layer_rate: float = 3e-4
    head_rate: float = 1e-3
    batch: int = 16
    warm_up: float = 0.08
    dropout: float = 0.1
    weights: Mapping[str, float] = field(
        default_factory=lambda: {
            "party": 0.5,
            "date": 0.3,
            "same": 0.3,
            "employer": 1.0,
            "status": 0.5,
            "host": 0.5,
            "several": 0.5,
        }
    )
    seed: int = 1
    threads: int = 2


class RelationEncoder(nn.Module):  # type: ignore[misc]  # torch is not installed where types are checked
    """Feature embeddings, transformer layers, and scores of every word against the anchor, and of the anchor itself."""

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
        self.from_anchor = nn.Linear(width, _PAIR_WIDTH)
        self.from_word = nn.Linear(width, _PAIR_WIDTH)
        self.word = nn.Sequential(nn.ReLU(), nn.Dropout(dropout), nn.Linear(_PAIR_WIDTH, len(WORD_OUTPUTS)))
        self.anchor = nn.Sequential(nn.ReLU(), nn.Dropout(dropout), nn.Linear(_PAIR_WIDTH, len(ANCHOR_OUTPUTS)))

    def forward(
        self,
        states: torch.Tensor,
        features: torch.Tensor,
        places: torch.Tensor,
        anchor: torch.Tensor,
        mask: torch.Tensor | None = None,
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """Scores of some words [batch, m, n_word_outputs] and of anchors [batch, n_anchor_outputs].

        Args:
            states: [batch, n, width].
            features: ids [batch, 4, n].
            places: positions of the words that are scored [batch, m].
            anchor: which of these is the anchor's first word [batch].
            mask: added to the attention scores [batch, 1, 1, n].
        """
        for number, embedding in enumerate(self.embeddings):
            states = states + embedding(features[:, number])
        *first, last = self.layers
        for layer in first:
            found = layer(states, attention_mask=mask)
            states = found[0] if isinstance(found, tuple) else found
        states = _at_places(last, states, places, mask)
        own = self.from_anchor(states.gather(1, anchor[:, None, None].expand(-1, 1, states.shape[2])))
        return self.word(own + self.from_word(states)), self.anchor(own)[:, 0]


def _at_places(layer: nn.Module, states: torch.Tensor, places: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
    """What a BERT layer makes of the words at some places [batch, m, width], for which it looks at all [batch, n, width]."""
    inner = layer.attention.self
    chosen = states.gather(1, places[:, :, None].expand(-1, -1, states.shape[2]))

    def heads(vectors: torch.Tensor) -> torch.Tensor:
        size = inner.attention_head_size
        return vectors.view(*vectors.shape[:2], inner.num_attention_heads, size).transpose(1, 2)

    scores = heads(inner.query(chosen)) @ heads(inner.key(states)).transpose(2, 3) * inner.attention_head_size**-0.5
    shares = inner.dropout((scores if mask is None else scores + mask).softmax(-1))
    attended = layer.attention.output((shares @ heads(inner.value(states))).transpose(1, 2).flatten(2), chosen)
    found: torch.Tensor = layer.output(layer.intermediate(attended), attended)
    return found


def _collate(batch: Sequence[Example]) -> tuple[torch.Tensor, ...]:
    """The arguments of :meth:`RelationEncoder.forward`; what is padded at the end is masked, or scored and not looked at."""
    places = [example.window.places for example in batch]
    longest = max(len(example.window.rows) for example in batch)
    states = torch.zeros(len(batch), longest, batch[0].states.shape[1])
    features = torch.zeros(len(batch), len(_SIZES), longest, dtype=torch.long)
    wanted = torch.zeros(len(batch), max(map(len, places)), dtype=torch.long)
    mask = torch.full((len(batch), 1, 1, longest), -1e9)
    for row, example in enumerate(batch):
        length = len(example.window.rows)
        states[row, :length] = torch.tensor(example.states.astype(np.float32))
        features[row, :, :length] = torch.tensor(example.window.features)
        wanted[row, : len(places[row])] = torch.tensor(places[row])
        mask[row, :, :, :length] = 0
    anchors = [where.index(example.window.anchor) for where, example in zip(places, batch, strict=True)]
    return states, features, wanted, torch.tensor(anchors), mask


def _loss(model: RelationEncoder, batch: Sequence[Example], recipe: Recipe) -> torch.Tensor:
    # Half the width where it does no harm: twice as fast on processors that know the format.
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words, anchors = model(*_collate(batch))
    losses = [
        recipe.weights[name] * loss
        for example, word, anchor in zip(batch, words.float(), anchors.float(), strict=True)
        for name, loss in _losses(example, word, anchor)
    ]
    return torch.stack(losses).sum() / len(batch)


def _losses(example: Example, words: torch.Tensor, anchor: torch.Tensor) -> Iterator[tuple[str, torch.Tensor]]:
    """The losses of one example, from the scores of its places [m, n_word_outputs] and of its anchor [n_anchor_outputs]."""
    for name, judged in example.judged.items():
        if judged:
            scores = _scores(words, example, name)
            odds = torch.stack([scores[key] for key in judged])
            right = torch.tensor([float(true) for true in judged.values()])
            yield name, nn.functional.binary_cross_entropy_with_logits(odds, right, reduction="sum")
    if example.employers:
        options = {NOBODY: anchor[_NO_EMPLOYER], **_scores(words, example, "employer")}
        chosen = torch.stack([options[key] for key in sorted(example.employers)])
        yield "employer", torch.logsumexp(torch.stack(list(options.values())), 0) - torch.logsumexp(chosen, 0)
    if example.statuses:
        shares = torch.log_softmax(anchor[_STAGES], -1)
        yield "status", -(torch.tensor(example.statuses) * shares).sum()
    if example.several is not None:
        right = torch.tensor(float(example.several))
        yield "several", nn.functional.binary_cross_entropy_with_logits(anchor[_SEVERAL], right)
    if not (example.judged or example.employers or example.statuses):
        yield "party", words.sum() * 0.0


def _scores(words: torch.Tensor, example: Example, name: str) -> dict[int, torch.Tensor]:
    """Scores of things by key for one output, from those of an example's places [m, n_word_outputs]."""
    window = example.window
    column = words[:, WORD_OUTPUTS.index(name)]
    at = {place: number for number, place in enumerate(window.places)}
    if name in {"date", "same"}:
        things = window.dates if name == "date" else window.others
        return dict(zip(things, column[[at[place] for place in things.values()]], strict=True))
    found = {}
    for key, where in window.mentions.items():
        mine = column[[at[place] for place in where]]
        found[key] = mine[0] if len(where) == 1 else torch.logsumexp(mine, 0)
    return found


def fit(model: RelationEncoder, rounds: Sequence[Sequence[Example]], recipe: Recipe) -> Iterator[float]:
    """Train in place; yields the mean loss after every epoch.

    Args:
        rounds: the examples of every epoch.
    """
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
    n_steps = sum(math.ceil(len(examples) / recipe.batch) for examples in rounds)
    schedule = rising_and_falling(optimiser, n_steps, recipe.warm_up)
    for examples in rounds:
        model.train()
        losses = []
        for batch in _batches(examples, recipe.batch, order):
            loss = _loss(model, batch, recipe)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            losses.append(float(loss.detach()))
        yield sum(losses) / len(losses)


def _batches(examples: Sequence[Example], size: int, order: random.Random) -> list[list[Example]]:
    """Batches of about equal length in random order."""
    keyed = sorted((len(example.window.rows) + order.random() * 40, at) for at, example in enumerate(examples))
    batches = [[examples[at] for _, at in keyed[low : low + size]] for low in range(0, len(keyed), size)]
    order.shuffle(batches)
    return batches


@dataclass(frozen=True, slots=True)
class Prediction:
    """What is said of an example: log-odds by output and key, logarithms of the shares of employers and of stages, log-odds of several."""

    odds: dict[str, dict[int, float]]
    employers: dict[int, float]
    stages: dict[str, float]
    several: float


def predict(model: RelationEncoder, examples: Sequence[Example]) -> list[Prediction]:
    """What the model says of each example."""
    model.eval()
    found: dict[int, Prediction] = {}
    order = sorted(range(len(examples)), key=lambda at: len(examples[at].window.rows))
    with torch.inference_mode():
        for low in range(0, len(order), 16):
            chosen = order[low : low + 16]
            words, anchors = model(*_collate([examples[at] for at in chosen]))
            for row, at in enumerate(chosen):
                odds = {
                    name: {key: float(value) for key, value in _scores(words[row], examples[at], name).items()}
                    for name in WORD_OUTPUTS
                }
                employers = log_shares({NOBODY: float(anchors[row, _NO_EMPLOYER]), **odds.pop("employer")})
                stages = log_shares(dict(zip(STAGES, anchors[row, _STAGES].tolist(), strict=True)))
                found[at] = Prediction(odds, employers, stages, float(anchors[row, _SEVERAL]))
    return [found[at] for at in range(len(examples))]
