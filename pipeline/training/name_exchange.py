"""More names for the same sentences: names of an article are exchanged for others of the corpus.

Mention replacement, as of Dai & Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity Recognition": a name is exchanged
for one of its kind and shape, the same everywhere in the article.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

Marks = Sequence[tuple[int, int, str]]

_EXCHANGED = ("institution", "person", "place")
_MANY_WORDS = 4


class NameExchange:
    """The names of a corpus, by kind and shape.

    Args:
        articles: texts, each with the marks of its names (start, end, label), which do not overlap.
    """

    def __init__(self, articles: Iterable[tuple[str, Marks]]) -> None:
        names: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
        for text, marks in articles:
            for start, end, label in marks:
                name = text[start:end]
                if label in _EXCHANGED and "\n" not in name:
                    names[_sort(label, name)].add(name)
        self._names = {sort: sorted(found) for sort, found in names.items()}

    def apply(
        self, text: str, marks: Marks, share: float, random_numbers: random.Random
    ) -> tuple[str, list[tuple[int, int, str]]]:
        """The text with about this share of its names exchanged, and where the marks are now."""
        chosen: dict[tuple[str, str], str] = {}
        parts: list[str] = []
        moved: list[tuple[int, int, str]] = []
        at = length = 0
        for start, end, label in marks:
            name = text[start:end]
            if (label, name) not in chosen:
                others = self._names.get(_sort(label, name), [])
                swap = bool(others) and random_numbers.random() < share
                chosen[label, name] = random_numbers.choice(others) if swap else name
            parts += [text[at:start], chosen[label, name]]
            length += start - at
            moved.append((length, length + len(chosen[label, name]), label))
            length += len(chosen[label, name])
            at = end
        return "".join([*parts, text[at:]]), moved


def _sort(label: str, name: str) -> tuple[str, ...]:
    words = name.split()
    return label, str(min(len(words), _MANY_WORDS)), "upper" if name.isupper() else "mixed"
