"""The marks of two annotations of one text: which are the same, and which ids name the same thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import Mark, MarkKind
from pipeline.evaluation.annotators.counting import Comparison
from pipeline.evaluation.tally import best_pairs

_WORD = re.compile(r"\w+")
_VALUED = (MarkKind.DATE, MarkKind.MONEY)


def compare_marks(first: AnnotatedArticle, second: AnnotatedArticle, comparison: Comparison) -> None:
    """Count marks, the kinds of all words, and the values of dates and sums that both have."""
    for kind in MarkKind:
        ours, theirs = of_kind(first, kind), of_kind(second, kind)
        spans = {_span(mark) for mark in ours} & {_span(mark) for mark in theirs}
        pairs = pair_marks(ours, theirs)
        for counted, both in ((comparison.exact[kind], len(spans)), (comparison.overlapping[kind], len(pairs))):
            counted.first += len(ours)
            counted.second += len(theirs)
            counted.both += both
        _note(first, second, kind, pairs, comparison)
        if kind in _VALUED:
            for at, number in pairs.items():
                mark = ours[at]
                comparison.answer(kind.value, first.id, mark.value, theirs[number].value, first.words(mark))
    for word in _WORD.finditer(first.text):
        comparison.labels[_label(first, word.start()), _label(second, word.start())] += 1


def of_kind(article: AnnotatedArticle, kind: MarkKind) -> list[Mark]:
    """The marks of one kind, in the order of the text."""
    return [mark for mark in article.marks if mark.kind is kind]


def pair_marks(first: Sequence[Mark], second: Sequence[Mark]) -> dict[int, int]:
    """Indexes of the marks that overlap, one to one, those that cover each other best first."""
    scores = {
        (at, number): _likeness(one, other)
        for at, one in enumerate(first)
        for number, other in enumerate(second)
        if one.start_char < other.end_char and other.start_char < one.end_char
    }
    return dict(sorted(best_pairs(scores).items()))


def closeness(first: AnnotatedArticle, second: AnnotatedArticle) -> dict[tuple[str, str], float]:
    """How much the marks of two ids of one kind cover each other: one for each pair of equal marks.

    Names, events and agreements count; references do not, since they may be left out.
    """
    scores: dict[tuple[str, str], float] = defaultdict(float)
    for kind in MarkKind:
        if kind is MarkKind.REFERENCE:
            continue
        ours, theirs = of_kind(first, kind), of_kind(second, kind)
        for at, number in pair_marks(ours, theirs).items():
            for one in ours[at].ids:
                for other in theirs[number].ids:
                    scores[one, other] += _likeness(ours[at], theirs[number])
    return dict(scores)


def _span(mark: Mark) -> tuple[int, int]:
    return mark.start_char, mark.end_char


def _likeness(one: Mark, other: Mark) -> float:
    """Characters that both cover, as a share of those that either covers."""
    common = min(one.end_char, other.end_char) - max(one.start_char, other.start_char)
    return max(common, 0) / (max(one.end_char, other.end_char) - min(one.start_char, other.start_char))


def _label(article: AnnotatedArticle, offset: int) -> str:
    """The kind of the outermost mark in which a character stands; "" for none."""
    inside = (mark for mark in article.marks if mark.start_char <= offset < mark.end_char)
    return next((mark.kind.value for mark in inside), "")


def _note(
    first: AnnotatedArticle, second: AnnotatedArticle, kind: MarkKind, pairs: dict[int, int], comparison: Comparison
) -> None:
    ours, theirs = of_kind(first, kind), of_kind(second, kind)
    taken = set(pairs.values())
    comparison.note(
        f"mark {kind.value}",
        first.id,
        [first.words(mark) for at, mark in enumerate(ours) if at not in pairs],
        [second.words(mark) for number, mark in enumerate(theirs) if number not in taken],
    )
    for at, number in pairs.items():
        if _span(ours[at]) != _span(theirs[number]):
            borders = f"{first.words(ours[at])} / {second.words(theirs[number])}"
            comparison.differences.append(f"{first.id}: borders {kind.value}: {borders}")
