"""Offices that stand for the one person of an article who holds them: "the rector", "the vice-minister"."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.name_words import words_of
from pipeline.extract.reading import Label, Reading, Reference, Span

_THE_WORD = re.compile(r"\bthe ([^\W_]+(?:['’-][^\W_]+)*)\b", re.IGNORECASE)
_PART = re.compile(r"[^\W_]+")
# "the rector of …", "the rector Karim": a longer phrase; a small letter shows that the phrase ends here.
_GOES_ON = re.compile(r" (?:[Oo]f|[Ff]or|OF|FOR)\b| [^\W\d_a-z]")
# Spans nest, so that the ones just before an offset may reach over it.
_NESTING = 6


def person_references(reading: Reading, clusters: NameClusters) -> Iterable[Reference]:
    """ "The rector", "the minister", where one person of the article holds such an office."""
    text = reading.text
    holders: dict[str, dict[int, Span]] = {}
    people = reading.of(Label.PERSON)
    starts, ends = [person.start for person in people], [person.end for person in people]
    for role in reading.of(Label.ROLE):
        words = words_of(text[role.start : role.end])
        around = people[bisect_left(ends, role.start - 4) : bisect_right(starts, role.end + 40)]
        near = [p for p in around if 0 <= p.start - role.end <= 40 or 0 <= role.start - p.end <= 4]
        if words and near:
            head = words[_head(words)]
            holders.setdefault(head, {}).setdefault(clusters.key(near[0]), near[0])
    single = {head: next(iter(found.values())) for head, found in holders.items() if len(found) == 1}
    for match in _THE_WORD.finditer(text) if single else ():
        for start, end in _beginnings(text, match):
            target = single.get(text[match.start(1) : end].casefold())
            if target is None or start <= target.end or _GOES_ON.match(text, end):
                continue
            at = bisect_left(starts, end)
            close = at < len(people) and people[at].start - end <= 30
            if not close and not _names_within(reading, start, end):
                yield Reference(start, end, (target,))


def _names_within(reading: Reading, start: int, end: int) -> bool:
    """Whether a settled span other than a role shares a character with the stretch."""
    at = bisect_left(reading.spans, end, key=lambda span: span.start)
    near = reading.spans[max(0, at - _NESTING) : at]
    return any(span.end > start and span.label is not Label.ROLE for span in near)


def _beginnings(text: str, match: re.Match[str]) -> Iterable[tuple[int, int]]:
    """The stretches from "the" to the end of each part of the next word: "the vice", "the vice-rector"."""
    for part in _PART.finditer(text, match.start(1), match.end(1)):
        yield match.start(), part.end()


def _head(words: list[str]) -> int:
    """Index of the head word of an office: the last word before "of" or "for"."""
    for number, word in enumerate(words):
        if word in {"of", "for", "and", "in"} and number:
            return number - 1
    return len(words) - 1
