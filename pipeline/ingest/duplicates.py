"""Copies: articles with the same text, or with nearly the same (syndicated, forwarded, a page saved twice).

Near copies are found by MinHash over runs of five words (Broder 1997) with banded lookup, and then compared exactly. The
permutations are fixed, so the same articles always give the same copies; the order in which they come changes nothing.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt

from pipeline.ingest.article import article_id
from pipeline.records import Article

# Share of common word runs from which two articles are one. Of the sample articles a reprint has 0.8, any two of the
# annotated ones, which are all told by different writers, 0.03 at most; two short notices from one form reach 0.6 and
# more, which is why replaced facts are looked for as well.
_SAME_SHARE = 0.6
_RUN = 5
# Below so many runs a text is a notice, which is a copy only when it is equal.
_FEWEST_RUNS = 40
_BANDS, _ROWS = 16, 3  # finds 98 in 100 pairs with a share of 0.6, and 99.9 with 0.7
_LEAST_ESTIMATE = 0.4  # three standard errors of the estimate below the share
_CHUNK = 8192

# Scripts without spaces are cut character by character.
_WORD = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W_\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
_LONGEST_GAP = 3
_MOST_COMPARED = 20_000  # words of a text in which replaced facts are looked for: forms are short, the map takes memory

Hashes = npt.NDArray[np.uint64]


def mark_copies(articles: Sequence[Article]) -> list[Article]:
    """The same articles in the same order, copies with ``duplicate_of``.

    The original is the one published first, among those of one day (or without any) the first by path. A copy keeps its
    own address and date; one with an equal text gets an id of its own, from the text and its path.
    """
    order = sorted(range(len(articles)), key=lambda index: _age(articles[index]))
    result = list(articles)
    originals: dict[str, int] = {}
    likeness = _Index()
    for index in order:
        article = articles[index]
        if article.article_id in originals:
            own_id = article_id(article.text, copy_of=article.path)
            first = result[originals[article.article_id]]
            update = {"article_id": own_id, "duplicate_of": first.duplicate_of or first.article_id}
        else:
            originals[article.article_id] = index
            like = likeness.nearest(article)
            update = {"duplicate_of": like.article_id} if like else {}
        if update:
            result[index] = article.model_copy(update=update)
    return result


def _age(article: Article) -> tuple[str, str]:
    return article.published or "9999", article.path


class _Index:
    """The originals so far, with their signatures, by the bands of these."""

    def __init__(self) -> None:
        self._articles: list[Article] = []
        self._signatures = np.zeros((64, len(_SEEDS)), dtype=np.uint64)
        self._bands: dict[int, tuple[int, ...]] = {}

    def nearest(self, article: Article) -> Article | None:
        """The original of which this article is a near copy; one that is none becomes an original itself."""
        runs = word_runs(article.text)
        if len(runs) < _FEWEST_RUNS:
            return None
        signature = _signature(runs)
        keys = _band_keys(signature)
        shares = [
            (_share(runs, word_runs(self._articles[index].text)), -index) for index in self._likely(keys, signature)
        ]
        for share, minus_index in sorted(shares, reverse=True):
            original = self._articles[-minus_index]
            if share >= _SAME_SHARE and not replaced_fact(article.text, original.text):
                return original
        self._add(article, keys, signature)
        return None

    def _likely(self, keys: list[int], signature: Hashes) -> list[int]:
        found = sorted({index for key in keys for index in self._bands.get(key, ())})
        if not found:
            return []
        estimates = (self._signatures[found] == signature).mean(axis=1)
        return [index for index, estimate in zip(found, estimates, strict=True) if estimate >= _LEAST_ESTIMATE]

    def _add(self, article: Article, keys: list[int], signature: Hashes) -> None:
        number = len(self._articles)
        if number == len(self._signatures):
            self._signatures = np.concatenate([self._signatures, np.zeros_like(self._signatures)])
        self._signatures[number] = signature
        self._articles.append(article)
        for key in keys:
            self._bands[key] = (*self._bands.get(key, ()), number)


def word_runs(text: str) -> Hashes:
    """Hashes of all runs of five words, each once, sorted; case and punctuation do not count."""
    words = [zlib.crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text.casefold())]
    if len(words) < _RUN:
        return np.zeros(0, dtype=np.uint64)
    numbers = np.array(words, dtype=np.uint64)
    runs = np.zeros(len(numbers) - _RUN + 1, dtype=np.uint64)
    for place in range(_RUN):
        runs = _mix(runs + numbers[place : len(numbers) - _RUN + 1 + place])
    return np.unique(runs)


def _mix(values: Hashes) -> Hashes:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input moves every bit of the output."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


_SEEDS = _mix(np.arange(_BANDS * _ROWS, dtype=np.uint64))


def _signature(runs: Hashes) -> Hashes:
    least = np.full(len(_SEEDS), np.iinfo(np.uint64).max, dtype=np.uint64)
    for start in range(0, len(runs), _CHUNK):
        part = runs[start : start + _CHUNK]
        least = np.minimum(least, np.array([_mix(part ^ seed).min() for seed in _SEEDS], dtype=np.uint64))
    return least


def _band_keys(signature: Hashes) -> list[int]:
    keys = np.arange(_BANDS, dtype=np.uint64)
    for row in range(_ROWS):
        keys = _mix(keys ^ signature[row::_ROWS])
    return [int(key) for key in keys]


def _share(left: Hashes, right: Hashes) -> float:
    both = len(np.intersect1d(left, right, assume_unique=True))
    return both / max(1, len(left) + len(right) - both)


def replaced_fact(left: str, right: str) -> bool:
    """Whether one text has another name or number in the place of one: two notices from one form, no copies.

    A place is known by the two words before and after it. Each text must have a name or number there that the other lacks.
    """
    one, other = _places(_words(left)), _places(_words(right))
    return any(one[place] - other[place] and other[place] - one[place] for place in one.keys() & other.keys())


Words = tuple[str, ...]


def _words(text: str) -> list[str]:
    return [match.group() for match in islice(_WORD.finditer(text), _MOST_COMPARED)]


def _places(words: Sequence[str]) -> dict[Words, set[str]]:
    """The names and numbers that stand between two words before and two after, among one to three words."""
    found: dict[Words, set[str]] = {}
    for start in range(len(words) - 4):
        for end in range(start + 3, min(start + 3 + _LONGEST_GAP, len(words) - 1)):
            around = (*words[start : start + 2], *words[end : end + 2])
            facts = (word.casefold() for word in words[start + 2 : end] if word[0].isupper() or word[0].isdigit())
            found.setdefault(around, set()).update(facts)
    return found
