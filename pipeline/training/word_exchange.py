"""Other names for the same story: rare words of an article's names are exchanged for others of the corpus, wherever they stand.

Mention replacement (Dai & Adel 2020, "An Analysis of Simple Data Augmentation for Named Entity Recognition") word by word and through
the whole article: "the Tokmok Institute", "Tokmok" and "the Institute" stay one thing and its town, under another name. What is learnt
of the relations between names is then learnt from the words around them, not from the names.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import MarkKind

_NAMES = frozenset({MarkKind.INSTITUTION, MarkKind.PERSON, MarkKind.PLACE})
_WORD = re.compile(r"[^\W\d_][^\W\d_'’ʻ-]*[^\W\d_]")
_PLAIN = re.compile(r"\b[a-z]{4,}\b")
_SHORTEST = 4
# Articles with a word of names from which on it is no rare one.
_RARE = 4
# Words among which one is chosen; of fewer none is.
_CHOICE = 5
_VOWELS = "aeiouy"
_SHARE = 0.8
"""Of the rare words of an article's names those that are exchanged."""


class WordExchange:
    """The rare words of a corpus' names, by the kind of name in which they stand most often, first letter and sort of last letter.

    The first letter stays, so that acronyms still fit; the last one stays a vowel or none.
    """

    def __init__(self, articles: Iterable[AnnotatedArticle]) -> None:
        within: defaultdict[str, set[str]] = defaultdict(set)
        kinds: defaultdict[str, Counter[MarkKind]] = defaultdict(Counter)
        plain: set[str] = set()
        for article in articles:
            plain.update(_PLAIN.findall(article.text))
            for kind, word in _words(article):
                within[word].add(article.id)
                kinds[word][kind] += 1
        self._sorts = {
            word: (max(kinds[word], key=lambda kind: (kinds[word][kind], kind.value)), word[0], word[-1] in _VOWELS)
            for word, ids in sorted(within.items())
            if len(ids) <= _RARE and word.casefold() not in plain
        }
        self._words: defaultdict[tuple[MarkKind, str, bool], list[str]] = defaultdict(list)
        for word, sort in self._sorts.items():
            self._words[sort].append(word)

    def apply(self, article: AnnotatedArticle, random_numbers: random.Random) -> AnnotatedArticle:
        """The article with other words in its names, the same ones wherever it has them; marks are moved, records stay."""
        own = sorted({word for _, word in _words(article)} & self._sorts.keys())
        chosen: dict[str, str] = {}
        for word in own:
            others = self._words[self._sorts[word]]
            other = random_numbers.choice(others)
            if len(others) > _CHOICE and random_numbers.random() < _SHARE and other not in {*own, *chosen.values()}:
                chosen[word] = other
        return _rewritten(article, chosen) if chosen else article


def _words(article: AnnotatedArticle) -> Iterable[tuple[MarkKind, str]]:
    for mark in article.marks:
        if mark.kind in _NAMES:
            for word in _WORD.findall(article.words(mark)):
                if len(word) >= _SHORTEST and word[0].isupper() and not word.isupper():
                    yield mark.kind, word


def _rewritten(article: AnnotatedArticle, chosen: Mapping[str, str]) -> AnnotatedArticle:
    wanted = "|".join(map(re.escape, sorted(chosen, key=len, reverse=True)))
    parts: list[str] = []
    ends, moved, at = [0], [0], 0
    for match in re.finditer(rf"(?<![^\W_])(?:{wanted})(?![^\W_])", article.text):
        parts += [article.text[at : match.start()], chosen[match.group()]]
        at = match.end()
        ends.append(at)
        moved.append(moved[-1] + len(chosen[match.group()]) - len(match.group()))

    def shifted(offset: int) -> int:
        return offset + moved[bisect_right(ends, offset) - 1]

    marks = tuple(
        mark.model_copy(update={"start_char": shifted(mark.start_char), "end_char": shifted(mark.end_char)})
        for mark in article.marks
    )
    return article.model_copy(update={"text": "".join([*parts, article.text[at:]]), "marks": marks})
