"""The words of a text that speak of an agreement, with the kind that they name."""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from dataclasses import dataclass
from functools import cache

from pipeline.extract.lexicon import load_table
from pipeline.extract.reading import Label, Reading, Span
from pipeline.records import AgreementKind

_NEAR = 40
# Spans nest, so that the ones just before a match may reach into it.
_BESIDE = 4
_PLURAL = re.compile(
    r"\b(?:memoranda|memorandums|mous|moas|mocs|lois|agreements|contracts|protocols|letters of|accords|pacts|treaties|conventions"
    r"|declarations|charters|deals|partnerships|documents|papers|arrangements|road ?maps|convenios|addenda|annexes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger and what its own words say.

    Attributes:
        span: labelled ``agreement``.
        plural: the words name more than one document.
        generic: the words ("document", "deal", "one") say nothing of the kind.
        own: found by a pattern alone, so that it needs more support than a span of the tagger.
    """

    span: Span
    kind: AgreementKind
    plural: bool
    generic: bool
    own: bool


@cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """A pattern of ``agreements.toml``, compared without case."""
    return re.compile(str(load_table("agreements")[section][name]), re.IGNORECASE)


@cache
def _kinds() -> tuple[tuple[re.Pattern[str], AgreementKind], ...]:
    table = load_table("agreements")["kinds"]
    return tuple((re.compile(entry["pattern"], re.IGNORECASE), AgreementKind(entry["kind"])) for entry in table)


def family(kind: AgreementKind) -> str:
    """Kinds that are told apart by little but the writer's taste count as one family."""
    if kind in {AgreementKind.MEMORANDUM_OF_COOPERATION, AgreementKind.MEMORANDUM_OF_UNDERSTANDING}:
        return "memorandum"
    if kind in {AgreementKind.PARTNERSHIP, AgreementKind.OTHER}:
        return "partnership"
    return "agreement" if kind is AgreementKind.CONTRACT else kind.value


def kind_of(words: str) -> AgreementKind | None:
    """The kind that some words name, None when they name none."""
    for test, kind in _kinds():
        if test.search(words):
            return kind
    return None


def find_triggers(reading: Reading) -> list[Trigger]:
    """Triggers of a reading in text order, not overlapping: the tagger's spans, and what patterns find beside them."""
    text = reading.text
    found = [_trigger(text, span, own=False) for span in reading.of(Label.AGREEMENT)]
    taken = sorted((span.start, span.end) for span in reading.spans if span.label is not Label.ROLE)
    for name, score in (("strong", 0.8), ("weak", 0.5), ("verbs", 0.5)):
        for match in pattern("triggers", name).finditer(text):
            at = bisect_right(taken, (match.start(), len(text)))
            if any(match.start() < end and start < match.end() for start, end in taken[max(0, at - _BESIDE) : at + 1]):
                continue
            if pattern("triggers", "not_after").search(text, max(0, match.start() - _NEAR), match.start()):
                continue
            if pattern("triggers", "not_before").match(text[match.end() : match.end() + _NEAR]):
                continue
            span = Span(match.start(), match.end(), Label.AGREEMENT, score, f"agreement {name}")
            insort(taken, (span.start, span.end))
            found.append(_trigger(text, span, own=True))
    return sorted(found, key=lambda trigger: trigger.span.start)


def _trigger(text: str, span: Span, own: bool) -> Trigger:
    words = " ".join(text[span.start : span.end].split())
    kind = kind_of(words) or AgreementKind.AGREEMENT
    # "agreement on cooperation": the complement is no part of every tagger's span.
    if kind is AgreementKind.MEMORANDUM_OF_UNDERSTANDING:
        kind = kind_of(words + " " + " ".join(text[span.end : span.end + _NEAR].split()[:3])) or kind
    generic = bool(pattern("triggers", "generic").match(words))
    return Trigger(span, kind, bool(_PLURAL.search(words)), generic, own)
