"""Texts annotated in place: ``[Sardoba Institute|institution]`` marks a span; the marks are taken out of the text."""

from __future__ import annotations

import re

from pipeline.extract.overlaps import settle
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.sentences import split_sentences

_MARK = re.compile(r"\[([^\[\]|]+)\|([a-z]+)\]")


def marked(source: str, score: float = 0.9) -> tuple[str, list[Span]]:
    """The text without marks, and the marked spans."""
    text, spans, at = "", [], 0
    for mark in _MARK.finditer(source):
        text += source[at : mark.start()]
        spans.append(Span(len(text), len(text) + len(mark.group(1)), Label(mark.group(2)), score, "test"))
        text += mark.group(1)
        at = mark.end()
    return text + source[at:], spans


def reading(source: str, published: str = "") -> Reading:
    """A reading whose candidates and settled spans are the marked ones."""
    text, spans = marked(source)
    return Reading(
        text=text,
        published=published,
        sentences=split_sentences(text, ()),
        candidates=list(spans),
        spans=settle(spans),
    )


def shown(text: str, spans: list[Span]) -> list[str]:
    """Spans as ``text|label``, in text order."""
    return [f"{text[span.start : span.end]}|{span.label.value}" for span in sorted(spans)]
