"""Fit the tagger: MiniLM-L6 with a word-shape embedding, partial-label loss, fixed seeds."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from transformers import BertConfig, BertForTokenClassification

from pipeline.extract.encoding import N_SHAPES, stack
from pipeline.extract.labels import TAG_IDS, TAGS
from pipeline.extract.viterbi import best_tags
from pipeline.training.data import TRAIN_PIECES, Example


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a fit depends on, besides its data."""

    epochs: float = 3.0
    encoder_rate: float = 2e-4
    head_rate: float = 1e-3
    pieces_per_batch: int = 10 * TRAIN_PIECES
    warm_up: float = 0.06
    smoothing: float = 0.03
    seed: int = 1
    threads: int = 2


def new_model(encoder: Path) -> BertForTokenClassification:
    """The pretrained encoder with a fresh head and a fresh word-shape embedding in place of the token types."""
    config = BertConfig.from_pretrained(encoder)
    config.num_labels = len(TAGS)
    config.id2label = dict(enumerate(TAGS))
    config.label2id = dict(TAG_IDS)
    config.classifier_dropout = 0.1
    config.attention_probs_dropout_prob = 0.0
    model = BertForTokenClassification.from_pretrained(encoder, config=config, attn_implementation="sdpa")
    old = model.bert.embeddings.token_type_embeddings
    new = nn.Embedding(N_SHAPES, config.hidden_size)
    new.weight.data[:] = old.weight.data[0][None] + 0.005 * torch.randn(N_SHAPES, config.hidden_size)
    model.bert.embeddings.token_type_embeddings = new
    model.config.type_vocab_size = N_SHAPES
    return model


def fit(
    model: BertForTokenClassification,
    examples: Sequence[Example],
    mask: np.ndarray[Any, np.dtype[np.bool_]],
    recipe: Recipe,
    device: str = "cpu",
) -> None:
    """Train in place. ``mask`` [n_sets, n_tags] says which tags each tag set allows."""
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(recipe.threads)
    for frozen in (model.bert.embeddings.word_embeddings, model.bert.embeddings.position_embeddings):
        frozen.weight.requires_grad = False
    model.to(device).train()
    optimiser = _optimiser(model, recipe)
    order = random.Random(recipe.seed)
    batches_per_epoch = len(list(_batches(examples, recipe, random.Random(0))))
    n_steps = math.ceil(recipe.epochs * batches_per_epoch)
    schedule = rising_and_falling(optimiser, n_steps, recipe.warm_up)
    closed = torch.tensor(np.where(mask, 0.0, -1e9), dtype=torch.float32, device=device)
    step, total = 0, 0.0
    while step < n_steps:
        for batch in _batches(examples, recipe, order):
            if step >= n_steps:
                break
            loss = _loss(model, [examples[index] for index in batch], closed, recipe.smoothing, device)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            schedule.step()
            step += 1
            total += float(loss.detach())
            if step % 50 == 0:
                print(f"step {step}/{n_steps} loss {total / 50:.4f}", flush=True)
                total = 0.0


def rising_and_falling(
    optimiser: torch.optim.Optimizer, n_steps: int, warm_up: float
) -> torch.optim.lr_scheduler.LambdaLR:
    """A learning rate that rises linearly over a share of the steps and falls linearly, to a hundredth, over the rest."""
    warm = max(1, int(warm_up * n_steps))
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser,
        lambda step: (step + 1) / warm if step < warm else max(0.01, 1 - (step - warm) / (n_steps - warm + 1)),
    )


def _optimiser(model: BertForTokenClassification, recipe: Recipe) -> torch.optim.Optimizer:
    head, encoder, plain = [], [], []
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if "classifier" in name or "token_type" in name:
            head.append(parameter)
        elif name.endswith("bias") or "LayerNorm" in name:
            plain.append(parameter)
        else:
            encoder.append(parameter)
    return torch.optim.AdamW(
        [
            {"params": encoder, "lr": recipe.encoder_rate, "weight_decay": 0.01},
            {"params": plain, "lr": recipe.encoder_rate, "weight_decay": 0.0},
            {"params": head, "lr": recipe.head_rate, "weight_decay": 0.0},
        ]
    )


def _batches(examples: Sequence[Example], recipe: Recipe, order: random.Random) -> Iterator[list[int]]:
    """Batches of about equal length and at most ``pieces_per_batch`` pieces, padding included, in random order."""
    indices = list(range(len(examples)))
    order.shuffle(indices)
    batches = []
    for low in range(0, len(indices), 600):
        chunk = sorted(indices[low : low + 600], key=lambda index: len(examples[index].window.ids))
        current: list[int] = []
        for index in chunk:
            if current and (len(current) + 1) * len(examples[index].window.ids) > recipe.pieces_per_batch:
                batches.append(current)
                current = []
            current.append(index)
        if current:
            batches.append(current)
    order.shuffle(batches)
    yield from batches


def _loss(
    model: BertForTokenClassification,
    batch: Sequence[Example],
    closed: torch.Tensor,
    smoothing: float,
    device: str,
) -> torch.Tensor:
    ids, attention, shapes = (torch.tensor(array, device=device) for array in stack([e.window for e in batch]))
    # Half the width where it does no harm: twice as fast on processors that know the format.
    with torch.autocast(device, dtype=torch.bfloat16):
        logits = model(input_ids=ids, attention_mask=attention, token_type_ids=shapes).logits
    rows = np.concatenate([np.full(len(e.window.first), number) for number, e in enumerate(batch)])
    pieces = np.concatenate([e.window.first for e in batch])
    sets = torch.tensor(np.concatenate([e.tag_sets for e in batch]), device=device)
    log_probabilities = torch.log_softmax(logits[torch.tensor(rows), torch.tensor(pieces)].float(), -1)
    right = -torch.logsumexp(log_probabilities + closed[sets], -1)
    return ((1 - smoothing) * right - smoothing * log_probabilities.mean(-1)).mean()


def predict(
    model: BertForTokenClassification, examples: Sequence[Example], device: str = "cpu"
) -> list[np.ndarray[Any, np.dtype[np.int64]]]:
    """Best tag ids per word of each example, in the order given."""
    model.eval()
    results: dict[int, np.ndarray[Any, np.dtype[np.int64]]] = {}
    order = sorted(range(len(examples)), key=lambda index: len(examples[index].window.ids))
    with torch.inference_mode():
        for low in range(0, len(order), 16):
            chosen = order[low : low + 16]
            windows = [examples[index].window for index in chosen]
            ids, attention, shapes = (torch.tensor(array, device=device) for array in stack(windows))
            logits = model(input_ids=ids, attention_mask=attention, token_type_ids=shapes).logits.float().cpu().numpy()
            for row, index in enumerate(chosen):
                results[index] = best_tags([logits[row, windows[row].first]])[0][0]
    return [results[index] for index in range(len(examples))]
