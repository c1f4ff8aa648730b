"""Linear models over named features: log-odds by feature, in a table of weights such as ``agreement_weights.toml``."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache

from pipeline.extract.lexicon import load_table

Prepared = tuple[float, dict[str, int], list[float]]


@cache
def _table_weights(table: str, model: str) -> Prepared:
    weights: dict[str, float] = load_table(table)[model]
    return _prepared(weights)


def _prepared(weights: Mapping[str, float]) -> Prepared:
    """The bias of a model, the place of every feature in the alphabet, and the weights by place."""
    names = sorted(weights)
    return weights.get("bias", 0.0), {name: place for place, name in enumerate(names)}, [weights[n] for n in names]


class LinearModels:
    """The models of one table of weights, by name."""

    def __init__(self, table: str) -> None:
        self._table = table
        self._weights = _table_weights

    @contextmanager
    def having(self, weights: Mapping[str, Mapping[str, float]]) -> Iterator[None]:
        """While it lasts, other weights by model stand in the place of the table's: those of a fit on which another one builds."""
        self._weights = cache(lambda _, model: _prepared(weights[model]))
        try:
            yield
        finally:
            self._weights = _table_weights

    def log_odds(self, model: str, features: Iterable[str]) -> float:
        """Sum of the weights of the features that hold; features without a weight count nothing."""
        bias, places, weights = self._weights(self._table, model)
        # Sorted, since the sum of floats depends on their order.
        held = sorted({places[feature] for feature in features if feature in places})
        return bias + sum(map(weights.__getitem__, held))

    def probability(self, model: str, features: Iterable[str]) -> float:
        """The logistic function of :meth:`log_odds`."""
        odds = max(-30.0, min(30.0, self.log_odds(model, features)))
        return 1.0 / (1.0 + math.exp(-odds))


AGREEMENTS = LinearModels("agreement_weights")
EVENTS = LinearModels("event_weights")
