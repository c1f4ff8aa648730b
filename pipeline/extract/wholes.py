"""Institutions inside the name of another: parts and wholes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.core_names import is_general_plural
from pipeline.extract.lexicon import load_words
from pipeline.extract.reading import Label, Span

_JOINT = re.compile(r"(?:,? (?:of|at|in|under|within)(?: the)? |,? – |,? - |, )(?=[^\W\d_a-z]|[«“\"])")


def find_wholes(text: str, spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Pairs (whole, part): an institution named inside the name of its part, "Faculty of Law of X University"."""
    spans = [span for span in spans if span.label is Label.INSTITUTION]
    known = {text[span.start : span.end] for span in spans}
    pairs = []
    for span in spans:
        name = text[span.start : span.end]
        for joint in _JOINT.finditer(name):
            head, rest = name[: joint.start()], name[joint.end() :]
            if _is_unit(head) and (rest in known or is_whole(rest)) and not is_general_plural(rest):
                start = span.start + joint.end()
                pairs.append((Span(start, span.end, Label.INSTITUTION, span.score, "nested"), span))
                break
    return pairs


def _is_unit(head: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[\w']+", head)]
    return any(word in load_words("unit_heads") for word in words)


def is_whole(name: str) -> bool:
    """Whether a string reads as a full name: several words, and before its first "of" a head that is the first or last word."""
    words = re.findall(r"[\w']+", name)
    joint = _JOINT.search(name)
    front = re.findall(r"[\w']+", name[: joint.start()] if joint else name)
    heads = load_words("whole_heads")
    return len(words) >= 2 and bool(front) and (front[0].casefold() in heads or front[-1].casefold() in heads)
