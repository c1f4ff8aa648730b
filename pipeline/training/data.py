"""Training data: windows of word pieces with, for every word, the *set* of tags that it may have.

A source whose own label set cannot say what a word is ("MISC") allows several tags; the loss then sums their probabilities
(partial-label learning, Jin & Ghahramani 2002). No tag is only ever an alternative: the project's own corpus names all of them.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from pipeline.annotation.corpus import read_folder
from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import MarkKind
from pipeline.extract.encoding import Window, encode
from pipeline.extract.labels import TAG_IDS, TAGS
from pipeline.training.name_exchange import NameExchange
from pipeline.training.word_exchange import WordExchange

TRAIN_PIECES = 160

# What each source's labels say in ours; several: any of them. A label that is not listed gives no signal.
PEOPLE = ("person", "politician", "writer", "musicalartist", "scientist", "researcher")
OTHERS = (
    "musicgenre",
    "book",
    "album",
    "song",
    "algorithm",
    "product",
    "task",
    "chemicalcompound",
    "field",
    "literarygenre",
    "metrics",
    "protein",
    "poem",
    "enzyme",
    "discipline",
    "chemicalelement",
    "programlang",
    "musicalinstrument",
    "theory",
)
ORGANISATIONS = ("organisation", "politicalparty", "band", "university")
SCHEMES: dict[str, dict[str, str]] = {
    "uner": {"PER": "person", "ORG": "institution", "LOC": "place", "OTH": "O/programme/event/agreement", "O": "O"},
    "wikigold": {"PER": "person", "ORG": "institution", "LOC": "place", "MISC": "O/programme/event/agreement"},
    "docred": {
        "PER": "person",
        "ORG": "institution",
        "LOC": "place",
        "TIME": "O",
        "NUM": "O",
        "MISC": "O/programme/event/agreement",
    },
    "crossner": {
        **dict.fromkeys(PEOPLE, "person"),
        **dict.fromkeys(ORGANISATIONS, "institution"),
        "location": "place",
        "country": "place",
        "event": "event",
        "conference": "event",
        "election": "O/event",
        "award": "O/programme",
        "misc": "O/programme/event/agreement",
        **dict.fromkeys(
            OTHERS,
            "O",
        ),
    },
}
# The sources do not mark offices, agreements or events without a name.
UNMARKED = "O/role/agreement/event"
DEMONYM_ENDINGS = ("ian", "ean", "can", "ese", "ish", "ani", "qi", "aeli", "nch", "tch", "eek", "iss")


@dataclass(frozen=True, slots=True)
class Example:
    """A window and, per word, the index of its tag set in :class:`TagSets`."""

    window: Window
    tag_sets: npt.NDArray[np.int64]


class TagSets:
    """The distinct sets of allowed tags, as rows of a mask [n_sets, n_tags]."""

    def __init__(self) -> None:
        self._index: dict[frozenset[int], int] = {}

    def add(self, allowed: Iterable[int]) -> int:
        """Index of a set of tags."""
        return self._index.setdefault(frozenset(allowed), len(self._index))

    def mask(self) -> npt.NDArray[np.bool_]:
        """Boolean mask [n_sets, n_tags]."""
        mask = np.zeros((len(self._index), len(TAGS)), dtype=bool)
        for allowed, row in self._index.items():
            mask[row, list(allowed)] = True
        return mask


def open_examples(path: Path, tokenizer: Tokenizer, sets: TagSets, *, partial: bool) -> Iterator[Example]:
    """Windows of the open mix (one document a line: source, sentences of tokens and tags).

    Args:
        partial: whether words without a label may be roles, agreements and events, which these sources do not mark.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            text, units, tagged = _join(document["sentences"])
            allowed = [_allowed(document["source"], word, tag, partial) for word, tag in tagged]
            starts = np.array([start for start, _ in units[1]])
            for window in encode(text, units[0], tokenizer, TRAIN_PIECES):
                yield _label(window, starts, allowed, sets)


def _join(
    sentences: Sequence[dict[str, list[str]]],
) -> tuple[str, tuple[list[tuple[int, int, int]], list[tuple[int, int]]], list[tuple[str, str]]]:
    parts: list[str] = []
    units: list[tuple[int, int, int]] = []
    words: list[tuple[int, int]] = []
    tagged: list[tuple[str, str]] = []
    at = 0
    for number, sentence in enumerate(sentences):
        begin = at
        for token, tag in zip(sentence["tokens"], sentence["tags"], strict=True):
            parts.append(token)
            words.append((at, at + len(token)))
            tagged.append((token, tag))
            at += len(token) + 1
        # Every few sentences a block ends, so that the model knows boundaries of blocks.
        units.append((begin, at, number // 4))
    return " ".join(parts) + " ", (units, words), tagged


def _allowed(source: str, word: str, tag: str, partial: bool) -> tuple[frozenset[int], frozenset[int]]:
    """Tags allowed for the first piece-word of a token, and for its further words."""
    if tag == "O":
        names = UNMARKED if partial else "O"
        prefix = "B"
        ids = {TAG_IDS["O"]}
        for name in names.split("/")[1:]:
            ids |= {TAG_IDS[f"B-{name}"], TAG_IDS[f"I-{name}"]}
        return frozenset(ids), frozenset(ids)
    prefix, label = tag[0], tag[2:]
    target = SCHEMES[source].get(label)
    if target is None:
        return frozenset(range(len(TAGS))), frozenset(range(len(TAGS)))
    if label == "LOC" and prefix == "B" and word.endswith(DEMONYM_ENDINGS):
        target = "O/place"
    if not partial and "/" in target:
        return frozenset(range(len(TAGS))), frozenset(range(len(TAGS)))
    first = {TAG_IDS["O" if name == "O" else f"{prefix}-{name}"] for name in target.split("/")}
    further = {TAG_IDS["O" if name == "O" else f"I-{name}"] for name in target.split("/")}
    return frozenset(first), frozenset(further)


def _label(
    window: Window,
    starts: npt.NDArray[np.int64],
    allowed: Sequence[tuple[frozenset[int], frozenset[int]]],
    sets: TagSets,
) -> Example:
    token_of = np.searchsorted(starts, window.words[:, 0], side="right") - 1
    rows = []
    for word, token in zip(window.words[:, 0].tolist(), token_of.tolist(), strict=True):
        rows.append(sets.add(allowed[token][0 if word == starts[token] else 1]))
    return Example(window, np.array(rows, dtype=np.int64))


_NAMES = {kind: kind.value for kind in MarkKind if f"B-{kind.value}" in TAG_IDS}


def annotated_examples(
    folder: Path,
    ids: frozenset[str],
    tokenizer: Tokenizer,
    sets: TagSets,
    seed: int | None = None,
    exchanged: float = 0.0,
    words: bool = False,
) -> Iterator[Example]:
    """Windows of the project's own corpus.

    Args:
        seed: with one, a few lines are upper-cased, as press offices do.
        exchanged: share of the names for which another of the corpus is put in (:class:`NameExchange`).
        words: whether rare words of the names are exchanged (:class:`WordExchange`).
    """
    random_numbers = random.Random(seed)
    articles = [article for article in read_folder(folder) if article.id in ids]
    exchange = NameExchange((a.text, outer_marks(a)) for a in articles) if exchanged else None
    if words:
        others = WordExchange(articles)
        articles = [others.apply(article, random_numbers) for article in articles]
    for article in articles:
        text, marks = article.text, outer_marks(article)
        if exchange is not None:
            text, marks = exchange.apply(text, marks, exchanged, random_numbers)
        if seed is not None:
            text = _shout(text, random_numbers)
        units = [(start, end, number) for number, (start, end) in enumerate(lines_of(text))]
        for window in encode(text, units, tokenizer, TRAIN_PIECES):
            tags = word_tags(window.words, marks)
            yield Example(window, np.array([sets.add((tag,)) for tag in tags], dtype=np.int64))


def _shout(text: str, random_numbers: random.Random) -> str:
    lines = []
    for line in text.split("\n"):
        upper = line.upper()
        short = len(line) < 150 and random_numbers.random() < 0.08
        lines.append(upper if short and len(upper) == len(line) else line)
    return "\n".join(lines)


def lines_of(text: str) -> list[tuple[int, int]]:
    """Offsets of the non-empty lines."""
    spans, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def outer_marks(article: AnnotatedArticle) -> list[tuple[int, int, str]]:
    """The marks that the tagger learns, without those inside another: (start, end, label), in order."""
    marks = [(mark.start_char, mark.end_char, _NAMES[mark.kind]) for mark in article.marks if mark.kind in _NAMES]
    marks.sort(key=lambda mark: (mark[0], -mark[1]))
    outer: list[tuple[int, int, str]] = []
    for mark in marks:
        if not outer or mark[0] >= outer[-1][1]:
            outer.append(mark)
    return outer


def word_tags(words: npt.NDArray[np.int64], marks: Sequence[tuple[int, int, str]]) -> list[int]:
    """BIO tag ids of words under non-overlapping marks."""
    tags = [0] * len(words)
    starts = words[:, 0]
    for start, end, label in marks:
        low, high = int(np.searchsorted(starts, start)), int(np.searchsorted(starts, end))
        for index in range(low, high):
            tags[index] = TAG_IDS[f"{'B' if index == low else 'I'}-{label}"]
    return tags
