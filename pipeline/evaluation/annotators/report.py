"""A comparison of two annotators as tables, for a terminal and for a datasheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.annotation.model import MarkKind
from pipeline.evaluation.annotators.counting import Comparison, kappa, one_against_rest
from pipeline.evaluation.command import align

BEGIN = "<!-- agreement: written by `python -m pipeline.annotation agreement`, do not edit -->"
END = "<!-- end of agreement -->"

_CHOICES = ("institution: type", "agreement: kind", "agreement: status", "event: kind")
"""Lines whose answers come from short closed lists, so that chance plays a part."""

Table = list[list[str]]


def tables(comparison: Comparison) -> list[Table]:
    """Marks; records that both have; and what was said of what both have. The first row of each is its head."""
    return [_marks(comparison), _records(comparison), _answers(comparison)]


def to_lines(comparison: Comparison) -> Iterator[str]:
    """The tables as plain text."""
    yield _summary(comparison)
    for table in tables(comparison):
        yield ""
        yield from align(table)


def to_markdown(comparison: Comparison) -> str:
    """The tables as Markdown."""
    parts = [_summary(comparison) + ".", *("\n".join(_markdown(table)) for table in tables(comparison))]
    return "\n\n".join(parts) + "\n"


def _summary(comparison: Comparison) -> str:
    return f"{comparison.articles} articles, {comparison.labels.total()} words"


def _marks(comparison: Comparison) -> Table:
    rows = [["marks", "first", "second", "exact F1", "overlap F1", "kappa"]]
    for kind in MarkKind:
        exact, near = comparison.exact[kind], comparison.overlapping[kind]
        agreed = kappa(one_against_rest(comparison.labels, kind.value))
        rows.append([kind.value, str(exact.first), str(exact.second), _cell(exact.f1), _cell(near.f1), _cell(agreed)])
    exact_all, near_all = (
        [sum(getattr(one, name) for one in counts.values()) for name in ("first", "second", "both")]
        for counts in (comparison.exact, comparison.overlapping)
    )
    f1 = [2 * both / (first + second) if first + second else None for first, second, both in (exact_all, near_all)]
    rows.append(["all", str(exact_all[0]), str(exact_all[1]), *map(_cell, f1), _cell(kappa(comparison.labels))])
    return rows


def _records(comparison: Comparison) -> Table:
    rows = [["records", "first", "second", "both", "F1"]]
    for line, counted in comparison.records.items():
        rows.append([line, str(counted.first), str(counted.second), str(counted.both), _cell(counted.f1)])
    return rows


def _answers(comparison: Comparison) -> Table:
    rows = [["said of what both have", "same", "of", "share", "kappa"]]
    for line, chosen in comparison.answers.items():
        agreed = kappa(chosen.pairs) if line in _CHOICES else None
        rows.append([line, str(chosen.same), str(chosen.pairs.total()), _cell(chosen.share), _cell(agreed)])
    return rows


def _cell(number: float | None) -> str:
    return "" if number is None else f"{number:.3f}"


def _markdown(table: Sequence[Sequence[str]]) -> Iterator[str]:
    head, *rows = table
    yield f"| {' | '.join(head)} |"
    yield "|---|" + "---:|" * (len(head) - 1)
    for row in rows:
        yield f"| {' | '.join(row)} |"
