"""Institutions inside the name of another: parts and wholes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.core_names import is_general, is_general_plural
from pipeline.extract.known_names import is_country
from pipeline.extract.lexicon import load_words
from pipeline.extract.reading import Label, Span
from pipeline.extract.type_nouns import singular

_JOINT = re.compile(r"(?:,? (?:of|at|in|under|within)(?: the)? |,? – |,? - |, )(?=[^\W\d_a-z]|[«“\"])")
_WORD = re.compile(r"[\w']+")
_FEWEST = 2


def find_wholes(text: str, spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Pairs (whole, part): an institution named inside the name of its part, "Faculty of Law of X University"."""
    spans = [span for span in spans if span.label is Label.INSTITUTION]
    known = {text[span.start : span.end] for span in spans}
    pairs = []
    for span in spans:
        name = text[span.start : span.end]
        for joint in _JOINT.finditer(name):
            head, rest = name[: joint.start()], name[joint.end() :]
            if is_unit(head) and (rest in known or is_whole(rest)) and not _is_of_others(rest):
                start = span.start + joint.end()
                pairs.append((Span(start, span.end, Label.INSTITUTION, span.score, "nested"), span))
                break
    return pairs


def is_unit(head: str) -> bool:
    """Whether a string reads as the name of a part: a faculty, an office."""
    words = [word.casefold() for word in _WORD.findall(head)]
    return any(word in load_words("unit_heads") for word in words)


def _is_of_others(name: str) -> bool:
    """Whether a string tells of several or of a country: "Association of Universities of the Urals" has no such whole."""
    front = [word.casefold() for word in _front(name)]
    plural = any(
        singular(word) != word and singular(word) in load_words("whole_heads") for word in front[:1] + front[-1:]
    )
    return plural or is_general_plural(name) or is_country(name)


def is_whole(name: str) -> bool:
    """Whether a string reads as a full name: several words, and before its first "of" a head that is the last word, or the first one.

    A first word that more general ones follow is no head: "Office of School Education".
    """
    front = [word.casefold() for word in _front(name)]
    heads = load_words("whole_heads")
    if len(_WORD.findall(name)) < _FEWEST or not front:
        return False
    return front[-1] in heads or (front[0] in heads and not all(map(is_general, front[1:])))


def _front(name: str) -> list[str]:
    """The words before the first "of"."""
    joint = _JOINT.search(name)
    return _WORD.findall(name[: joint.start()] if joint else name)
