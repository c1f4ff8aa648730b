"""Exact-span scores of tag sequences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.extract.labels import TAGGED, TAGS


def spans(tags: Sequence[int]) -> set[tuple[int, int, str]]:
    """Spans (first word, end word, label) of BIO tag ids; an inside tag without a beginning opens a span."""
    found: set[tuple[int, int, str]] = set()
    start, label = -1, ""
    for index, tag in enumerate([*(TAGS[tag] for tag in tags), "O"]):
        prefix, kind = tag[0], tag[2:]
        if start >= 0 and (prefix in "OB" or kind != label):
            found.add((start, index, label))
            start = -1
        if start < 0 and prefix != "O":
            start, label = index, kind
    return found


def span_scores(pairs: Iterable[tuple[Sequence[int], Sequence[int]]]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and support per label and over all ("micro"), from pairs of gold and predicted tag ids."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for gold, predicted in pairs:
        wanted, got = spans(gold), spans(predicted)
        right.update(label for *_, label in wanted & got)
        wrong.update(label for *_, label in got - wanted)
        missed.update(label for *_, label in wanted - got)
    scores = {label.value: _prf(right[label.value], wrong[label.value], missed[label.value]) for label in TAGGED}
    scores["micro"] = _prf(right.total(), wrong.total(), missed.total())
    return scores


def _prf(right: int, wrong: int, missed: int) -> tuple[float, float, float, int]:
    precision = right / (right + wrong) if right + wrong else 0.0
    recall = right / (right + missed) if right + missed else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1, right + missed
