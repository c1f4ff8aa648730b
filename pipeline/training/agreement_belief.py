"""The fit of the models that say how far a finished agreement is to be believed (:mod:`pipeline.extract.agreement_belief`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.evaluation.relations import match_deals
from pipeline.evaluation.said import Deal, Said
from pipeline.extract.agreement_belief import told_features
from pipeline.extract.agreement_records import Told
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.agreements import told_agreements
from pipeline.extract.linear_model import AGREEMENTS
from pipeline.extract.reading import Label
from pipeline.training.linear import Penalty, fit_weights

Weights = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """An article as it is read, and what is annotated.

    Attributes:
        things: ids of the annotated institutions and places that a cluster is.
        gold: what the annotation says.
    """

    view: ArticleView
    things: Mapping[int, frozenset[str]]
    gold: Said


def fit_belief(articles: Sequence[KnownArticle], weights: Weights, penalty: Penalty) -> Weights:
    """The weights of "told" and "right".

    Args:
        weights: of the other models, by which the records are made that are judged here.
    """
    features: list[set[str]] = []
    told_labels: list[bool] = []
    right_labels: list[bool] = []
    with AGREEMENTS.having(weights):
        for article in articles:
            told = told_agreements(article.view)
            near, right = judged(article, told)
            features += told_features(article.view, told)
            told_labels += [at in near for at in range(len(told))]
            right_labels += [at in right for at in range(len(told))]
    return {
        "told": fit_weights(features, told_labels, penalty),
        "right": fit_weights(features, right_labels, penalty),
    }


def judged(article: KnownArticle, told: Sequence[Told]) -> tuple[set[int], set[int]]:
    """The numbers of the records that are nearly an annotated one, and of those that are one in all that is said of it."""
    found = [
        Deal(
            one.record.kind.value,
            one.record.status.value,
            frozenset(_id(article, key) for key in one.keys),
            one.record.date,
        )
        for one in told
    ]
    view = article.view
    states = {_id(article, key) for key, span in view.first.items() if span.label is Label.PLACE}
    pairs, wrong = match_deals(article.gold.deals, found, states, article.gold.governments)
    return set(pairs.values()), {number for at, number in pairs.items() if not wrong[at, number]}


def _id(article: KnownArticle, key: int) -> str:
    """The annotated thing that a cluster is, or else a name of its own."""
    return min(article.things.get(key, ()), default=f"?{key}")
