"""``python -m pipeline.training``: fit the tagger and write the files that a run uses."""

from __future__ import annotations

import argparse
import csv
import random
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from pipeline.training.data import Example, TagSets, annotated_examples, open_examples
from pipeline.training.fit import Recipe, fit, new_model, predict
from pipeline.training.folds import TAGGER_FOLDS, tagger_fold
from pipeline.training.scores import span_scores


def main() -> None:
    """Read the arguments, train, score, export."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training", description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of the pretrained MiniLM-L6 encoder")
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"), help="the annotated corpus")
    parser.add_argument("--open-mix", type=Path, help="openly licensed NER documents (gzipped JSON lines)")
    parser.add_argument("--start", type=Path, help="go on from this model instead of the bare encoder")
    parser.add_argument("--out", type=Path, required=True, help="where the trained model goes")
    parser.add_argument("--epochs", type=float, default=3.0)
    parser.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder")
    parser.add_argument("--repeat", type=int, default=4, help="how often an epoch sees the project's own corpus")
    parser.add_argument("--exchange", type=float, default=0.0, help="share of names exchanged, but for the first time")
    parser.add_argument(
        "--exchange-words", action="store_true", help="every second of these times exchange rare words instead"
    )
    parser.add_argument("--open-share", type=float, default=1.0, help="share of the open documents that is used")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1, help="of the order of windows and of dropout")
    parser.add_argument(
        "--without-fold", type=int, choices=range(TAGGER_FOLDS), help="leave this fold of the training part out"
    )
    arguments = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(arguments.encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    sets = TagSets()
    parts = read_parts(arguments.corpus / "splits.csv")
    articles = arguments.corpus / "articles"
    taught = frozenset(name for name in parts.get("train", ()) if tagger_fold(name) != arguments.without_fold)
    examples: list[Example] = []
    for number in range(arguments.repeat):
        words = arguments.exchange_words and number > 0 and not number % 2
        share = arguments.exchange if number and not words else 0.0
        examples += annotated_examples(articles, taught, tokenizer, sets, number, share, words)
    if arguments.open_mix:
        partial = bool(examples)
        opened = list(open_examples(arguments.open_mix, tokenizer, sets, partial=partial))
        examples += random.Random(1).sample(opened, int(len(opened) * arguments.open_share))
    print(f"{len(examples)} windows, {sum(len(e.window.ids) for e in examples)} pieces", flush=True)
    model = new_model(arguments.encoder)
    if arguments.start:
        model = type(model).from_pretrained(arguments.start, attn_implementation="sdpa")
    recipe = Recipe(
        epochs=arguments.epochs, encoder_rate=arguments.rate, threads=arguments.threads, seed=arguments.seed
    )
    fit(model, examples, sets.mask(), recipe, arguments.device)
    model.cpu().save_pretrained(arguments.out)
    tokenizer.save(str(arguments.out / "tokenizer.json"))
    for part in ("development", "test"):
        held_out = list(annotated_examples(articles, parts.get(part, frozenset()), tokenizer, sets))
        if held_out:
            report(part, held_out, sets, model)


def read_parts(path: Path) -> dict[str, frozenset[str]]:
    """Article ids per part of the split; empty when there is no split yet."""
    parts: dict[str, set[str]] = {}
    if path.exists():
        with path.open(newline="", encoding="utf-8") as rows:
            for row in csv.DictReader(rows):
                parts.setdefault(row["part"], set()).add(row["id"])
    return {part: frozenset(ids) for part, ids in parts.items()}


def report(part: str, examples: list[Example], sets: TagSets, model: Any) -> None:
    """Print exact-span scores of one part."""
    mask = sets.mask()
    gold = [[int(mask[row].argmax()) for row in example.tag_sets] for example in examples]
    predicted = [tags.tolist() for tags in predict(model, examples)]
    for label, (precision, recall, f1, support) in span_scores(zip(gold, predicted, strict=True)).items():
        print(f"{part:12} {label:12} P {precision:.3f} R {recall:.3f} F1 {f1:.3f} n {support}", flush=True)


if __name__ == "__main__":
    main()
