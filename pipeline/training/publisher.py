"""``python -m pipeline.training.publisher``: fit the weights by which the publisher of an article is guessed.

Every article of the training part is read by the pipeline. Its institutions and "none of them" compete; the right one is the publisher
that is annotated, and none where it has none or the reading has missed it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.split import Part
from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.publisher import MODEL, NOBODY, publisher_options
from pipeline.extract.reading import Label, Reading
from pipeline.training.agreements import gold_ids
from pipeline.training.linear import Penalty, fit_choice, toml_rows
from pipeline.training.readings import Reader

WEIGHTS = Path("pipeline/resources/publisher_weights.toml")
_PENALTY = Penalty(spread=1.0, seen=10, least=0.02)
_HEAD = """\
# Weights of the choice of an article's publisher among the institutions that it names and none (pipeline/extract/publisher.py), a
# softmax over their sums, fitted by `python -m pipeline.training.publisher` on the training part of the annotated corpus as the
# pipeline reads it: L2-penalised, rare features left out, weights near 0 dropped.
"""

Options = Sequence[AbstractSet[str]]


def choice_of(article: AnnotatedArticle, reading: Reading) -> tuple[Options, frozenset[int]]:
    """What an article has to choose from, and the numbers of the right options."""
    clusters = NameClusters(reading)
    options = publisher_options(reading, clusters)
    ids = gold_ids(article, reading.of(Label.INSTITUTION))
    right = {clusters.key(span) for span, known in ids.items() if article.publisher and article.publisher in known}
    numbers = {key: number for number, key in enumerate(options)}
    return list(options.values()), frozenset(numbers[key] for key in right or {NOBODY})


def fitted(choices: Iterable[tuple[Options, frozenset[int]]]) -> dict[str, float]:
    """The weights; where a reading has split the publisher, the part named first stands for it."""
    choices = list(choices)
    return fit_choice([options for options, _ in choices], [min(right) for _, right in choices], _PENALTY)


def written(weights: Mapping[str, float]) -> str:
    """The weights as TOML."""
    return f"{_HEAD}\n[{MODEL}]\n{''.join(toml_rows(weights))}"


def share_right(weights: Mapping[str, float], choices: Iterable[tuple[Options, frozenset[int]]]) -> float:
    """The share of choices whose likeliest option is a right one."""
    rights = []
    for options, right in choices:
        scores = [sum(weights.get(name, 0.0) for name in sorted(features)) for features in options]
        rights.append(max(range(len(scores)), key=scores.__getitem__) in right)
    return sum(rights) / max(1, len(rights))


def main() -> None:
    """Read the training part, fit, print how often the guess is right on the other parts, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.publisher", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    Reader.add_option(parser)
    arguments = parser.parse_args()
    reader = Reader(arguments.corpus, arguments.outside)
    weights = fitted(choice_of(article, reading) for article, reading in reader.parts([Part.TRAIN.value]))
    for part in (Part.DEVELOPMENT, Part.TEST):
        held_out = (choice_of(article, reading) for article, reading in reader.parts([part.value]))
        print(f"{part.value}: {share_right(weights, held_out):.3f} of the publishers right", flush=True)
    arguments.out.write_text(written(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
