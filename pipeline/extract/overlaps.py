"""The one place where competing spans are settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pipeline.extract.reading import NAMES, Label, Span

# Finders of institutions inside the name of another.
INSIDE = frozenset({"nested", "core"})

# Who wins when two candidates share text and neither of the rules below decides: the kinds found by grammar before learnt ones,
# and what is most particular before what is most general.
_RANK = {
    Label.MONEY: 0,
    Label.DATE: 1,
    Label.INSTITUTION: 2,
    Label.PERSON: 3,
    Label.PROGRAMME: 4,
    Label.EVENT: 5,
    Label.ROLE: 6,
    Label.PLACE: 7,
    Label.AGREEMENT: 8,
}


def settle(candidates: Sequence[Span]) -> list[Span]:
    """Choose among candidates: sorted, non-overlapping spans, but for the nestings below.

    - Equal spans: the higher score wins; on a tie the kind of lower rank.
    - A span that covers another of the same kind wins (the longer name).
    - A name that holds a date keeps it inside ("2025 QS China Summit"): the date survives beside a name, an event or an agreement,
      and so does an institution inside an institution, and an institution or place inside a role.
    - Otherwise the higher score, then the longer span, then the rank decides.
    """
    kept = _Index()
    for span in sorted(set(candidates), key=_preference):
        if all(not span.overlaps(other) or _may_nest(span, other) for other in kept.near(span)):
            kept.add(span)
    return sorted(kept.spans, key=lambda span: (span.start, -span.end, _RANK[span.label]))


class _Index:
    """Spans by stretches of the text, so that looking for overlaps does not grow with the text."""

    _WIDTH = 256

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self._by_stretch: defaultdict[int, list[Span]] = defaultdict(list)

    def _stretches(self, span: Span) -> range:
        return range(span.start // self._WIDTH, (span.end - 1) // self._WIDTH + 1)

    def add(self, span: Span) -> None:
        self.spans.append(span)
        for stretch in self._stretches(span):
            self._by_stretch[stretch].append(span)

    def near(self, span: Span) -> Iterator[Span]:
        for stretch in self._stretches(span):
            yield from self._by_stretch[stretch]


def _preference(span: Span) -> tuple[float, int, int, int, str]:
    # Scores are compared in coarse steps, so that length decides between spans that are about equally sure.
    return (-round(span.score * 4) / 4, span.start - span.end, _RANK[span.label], span.start, span.found_by)


def _may_nest(one: Span, other: Span) -> bool:
    inner, outer = (one, other) if other.covers(one) else (other, one)
    if not outer.covers(inner) or (inner.start, inner.end) == (outer.start, outer.end):
        return False
    if inner.label is Label.DATE:
        return outer.label in NAMES | {Label.EVENT, Label.AGREEMENT} and outer.label is not Label.PERSON
    if outer.label is Label.ROLE:
        return inner.label in (Label.INSTITUTION, Label.PLACE)
    if outer.label is Label.EVENT:
        # A place that is part of the event's name ("QS China Summit") is no place of its own.
        return inner.label in NAMES - {Label.PLACE}
    return inner.label is outer.label is Label.INSTITUTION and inner.found_by in INSIDE
