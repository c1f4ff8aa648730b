"""Where to look for what belongs to an agreement: the clause of its trigger, and the sentences, items and headings around."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.agreement_triggers import Trigger
from pipeline.extract.agreement_view import ArticleView

_CLAUSE = re.compile(
    r"[;:]|,? which |,? who |, whereby |, under which |,? while |,? whereas |, but |, and (?=\w+ (?:will|is|was|has))"
)
_FEW = 3


def clause(text: str, at: int) -> tuple[int, int]:
    """The stretch of a sentence between the borders of clauses around an offset."""
    low, high = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= at:
            low = match.end()
        elif match.start() >= at:
            high = match.start()
            break
    return low, high


def windows(view: ArticleView, trigger: Trigger) -> Iterator[tuple[str, int]]:
    """The sentences around a trigger, each with its name as a place of features."""
    here = view.sentence_of(trigger)
    yield "here", here
    sentence = view.reading.sentences[here]
    is_item = view.is_row(here)
    items = set(view.items_under(here))
    for index in sorted(items):
        yield "item", index
    for step in range(1, _FEW + 1):
        for name, index in ((f"prev{step}", here - step), (f"next{step}", here + step)):
            if not 0 <= index < len(view.reading.sentences) or index in items:
                continue
            if view.is_row(index) and is_item:
                name = "sibling"
            elif view.is_heading(index):
                name = "heading"
            elif is_item and index == sentence.lead:
                continue
            yield name, index
    if is_item and sentence.lead >= 0:
        yield "lead", sentence.lead
    elif here > _FEW:
        yield "title", 0
