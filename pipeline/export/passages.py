"""Passages of articles with marked spans, in the form that displaCy draws without a model."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypedDict


class Span(NamedTuple):
    """A labelled stretch of an article's text, end exclusive."""

    start_char: int
    end_char: int
    label: str


class MarkedSpan(TypedDict):
    """One mark; offsets count characters of the passage."""

    start: int
    end: int
    label: str


class Highlight(TypedDict):
    """What ``displacy.render(…, style="ent", manual=True)`` takes."""

    text: str
    ents: list[MarkedSpan]
    title: str


def paragraph_around(text: str, start_char: int, end_char: int) -> tuple[int, int]:
    """The offsets of the line or lines of ``text`` that hold a span, line ends left out."""
    start = text.rfind("\n", 0, start_char) + 1
    end = text.find("\n", end_char)
    return start, len(text) if end < 0 else end


def highlight(text: str, spans: Iterable[Span], start_char: int, end_char: int, title: str = "") -> Highlight:
    """The passage ``text[start_char:end_char]`` with its spans marked.

    Spans that reach out of the passage are left out, and so is a span that overlaps one given earlier: displaCy would
    draw the characters of both twice.
    """
    taken: list[Span] = []
    for span in spans:
        inside = start_char <= span.start_char < span.end_char <= end_char
        if inside and all(span.end_char <= other.start_char or other.end_char <= span.start_char for other in taken):
            taken.append(span)
    marks = [
        MarkedSpan(start=start - start_char, end=end - start_char, label=label) for start, end, label in sorted(taken)
    ]
    return Highlight(text=text[start_char:end_char], ents=marks, title=title)
