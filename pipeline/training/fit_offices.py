"""``python -m pipeline.training.fit_offices``: fit the weights of ``affiliation_weights.toml`` on the training part.

Every article is read by the tagger, once with its publisher told and once with the one that is guessed. Wherever the text says that a
person holds an office and leaves out where, the institutions of the article compete; the right one is what the annotation of that person
says. The likelihood of a softmax over the candidates is maximised, with an L2 penalty that pulls to the priors below: what is rare in the
corpus and certain in general. How much more the shipped encoder is to be trusted than those that gave the scores of the training part is
chosen on the development part.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy
from scipy.optimize import minimize

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import InstitutionRecord, MarkKind, PersonRecord
from pipeline.annotation.split import Part
from pipeline.evaluation.likeness import normalise, same_role
from pipeline.extract.affiliations import open_choices
from pipeline.extract.institution_focus import Choice
from pipeline.extract.publisher import guess_publisher
from pipeline.extract.reading import Reading, Span
from pipeline.training.outside_scores import read_scores
from pipeline.training.readings import Reader, publisher_of

Array = Any
Problem = tuple[list[dict[str, float]], list[int]]

SEEN = 8
PENALTY = 0.5
PRIORS = {
    "only lead": 1.5,
    "side of lead": 3.0,
    "state at learning": -2.0,
    "lead": 1.0,
    "our, publisher": 1.5,
    "publisher, learning": 1.5,
    "possessive, nearest": 1.5,
    "place opens the line": 1.0,
    "unit": -0.5,
    "media": -1.0,
}
_ENCODER = frozenset({"encoder", "encoder, nobody"})
_FACTORS = [1 + step / 10 for step in range(21)]
_HEAD = """\
# Weights of the choice of an institution for an office whose own words name none (pipeline/extract/institution_focus.py).
# Softmax over the institutions of the article and "none"; the encoder's weights are raised on the development part.
# Written by "python -m pipeline.training.fit_offices".

[weights]
"""


def main() -> None:
    """Read the training part, fit, print the share of right choices by five-fold cross-validation, write the weights."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.fit_offices", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"))
    parser.add_argument("--out", type=Path, default=Path("pipeline/resources/affiliation_weights.toml"))
    parser.add_argument("--scores", type=Path, help="scores of the training part by encoders that have not seen it")
    Reader.add_option(parser)
    arguments = parser.parse_args()
    reader = Reader(arguments.corpus, arguments.outside)
    outside = read_scores(arguments.scores) if arguments.scores else {}
    folds: list[list[Problem]] = [[] for _ in range(5)]
    for number, (article, reading) in enumerate(reader.parts([Part.TRAIN.value])):
        if article.id in outside:
            outside[article.id].give_to(reading, article.id)
        folds[number % len(folds)] += problems(article, reading)
    report_folds(folds)
    weights = fitted([one for fold in folds for one in fold])
    held_out = [
        one for article, reading in reader.parts([Part.DEVELOPMENT.value]) for one in problems(article, reading)
    ]
    factor = trust(weights, held_out)
    print(f"the encoder is trusted {factor} times as much", flush=True)
    weights = with_trust(weights, factor)
    arguments.out.write_text(written(weights), encoding="utf-8")


def problems(article: AnnotatedArticle, reading: Reading) -> list[Problem]:
    """The choices of one article with the numbers of the right options: with its publisher told, and guessed."""
    versions = [replace(reading, publisher=name) for name in (guess_publisher(reading), publisher_of(article))]
    found = (problem(article, choice) for version in versions for choice in open_choices(version))
    return [one for one in found if one is not None]


def problem(article: AnnotatedArticle, choice: Choice) -> Problem | None:
    """One choice with its right options (0 is "none"); None where the annotation does not decide."""
    people = marked(article, choice.person, MarkKind.PERSON)
    records = [one for one in article.records if isinstance(one, PersonRecord) and one.id in people]
    if not records:
        return None
    offices = [
        office
        for record in records
        for office in record.offices
        if not choice.role or (office.role and _alike(office.role, choice.role))
    ]
    if choice.role and not offices:
        return None
    places = with_wholes(article, {office.institution for office in offices if office.institution})
    right = [
        number
        for number, (_, mentions) in enumerate(choice.options)
        if any(places & marked(article, span, MarkKind.INSTITUTION) for span in mentions)
    ]
    if not places:
        right = [0]
    return ([features for features, _ in choice.options], right) if right else None


def with_wholes(article: AnnotatedArticle, places: set[str]) -> set[str]:
    """Institutions and those of which they are a part."""
    wholes = {one.id: one.part_of for one in article.records if isinstance(one, InstitutionRecord)}
    found = set(places)
    for place in sorted(places):
        while place := wholes.get(place) or "":
            found.add(place)
    return found


def _alike(one: str, other: str) -> bool:
    left, right = normalise(one), normalise(other)
    return same_role(one, other) or (bool(left and right) and (left in right or right in left))


def marked(article: AnnotatedArticle, span: Span, kind: MarkKind) -> set[str]:
    """Ids of the marks of a kind that share more than half of their characters with a span."""
    found: set[str] = set()
    for mark in article.marks:
        if mark.kind is kind:
            shared = min(mark.end_char, span.end) - max(mark.start_char, span.start)
            if 2 * shared > max(mark.end_char - mark.start_char, span.end - span.start):
                found |= set(mark.ids)
    return found


def fitted(data: Sequence[Problem]) -> dict[str, float]:
    """The weights of greatest penalised likelihood; features seen less often than ``SEEN`` have none, but for the priors."""
    counts = Counter(name for options, _ in data for features in options for name, value in features.items() if value)
    names = sorted(name for name, count in counts.items() if count >= SEEN or name in PRIORS)
    places = {name: number for number, name in enumerate(names)}
    prior = numpy.array([PRIORS.get(name, 0.0) for name in names])
    tables = [(_matrix(options, places), right) for options, right in data]

    def loss(weights: Array) -> tuple[float, Array]:
        value = PENALTY * float((weights - prior) @ (weights - prior))
        slope = 2 * PENALTY * (weights - prior)
        for table, right in tables:
            share = _shares(table @ weights)
            mass = share[right].sum() + 1e-12
            aimed = numpy.zeros_like(share)
            aimed[right] = share[right] / mass
            value -= 0.5 * float(numpy.log(mass))
            slope -= 0.5 * (table.T @ (aimed - share))
        return value, slope

    best = minimize(loss, prior.copy(), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return {name: round(float(value), 2) for name, value in zip(names, best, strict=True) if abs(value) >= 0.005}


def trust(weights: dict[str, float], held_out: Sequence[Problem]) -> float:
    """By which factor the shipped encoder is to be trusted more than those that gave the scores, so that most held-out choices are right.

    These encoders have learnt from a part of the articles, and so are worse.
    """
    return max(_FACTORS, key=lambda factor: (_right(with_trust(weights, factor), held_out), -factor))


def with_trust(weights: dict[str, float], factor: float) -> dict[str, float]:
    """The weights with those of the encoder's logarithms multiplied."""
    return {name: round(value * factor, 2) if name in _ENCODER else value for name, value in weights.items()}


def _right(weights: dict[str, float], problems: Sequence[Problem]) -> int:
    right = 0
    for options, wanted in problems:
        scores = [sum(weights.get(name, 0.0) * value for name, value in one.items()) for one in options]
        right += max(range(len(scores)), key=scores.__getitem__) in wanted
    return right


def _matrix(options: list[dict[str, float]], places: dict[str, int]) -> Array:
    table = numpy.zeros((len(options), len(places)))
    for row, features in enumerate(options):
        for name, value in features.items():
            if name in places:
                table[row, places[name]] = value
    return table


def _shares(scores: Array) -> Array:
    powers = numpy.exp(scores - scores.max())
    return powers / powers.sum()


def report_folds(folds: Sequence[list[Problem]]) -> None:
    """Print how many choices are right when each fold is left out of the fitting in turn."""
    right = total = 0
    for number, fold in enumerate(folds):
        weights = fitted([one for other, rest in enumerate(folds) if other != number for one in rest])
        right += _right(weights, fold)
        total += len(fold)
    print(f"cross-validated: {right} of {total} choices right ({right / max(1, total):.3f})", flush=True)


def written(weights: dict[str, float]) -> str:
    """The weights as TOML."""
    return _HEAD + "".join(f'"{name}" = {value:.2f}\n' for name, value in sorted(weights.items()))


if __name__ == "__main__":
    main()
