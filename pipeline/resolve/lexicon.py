"""The lexicon of institution words: which concept a word or a run of words stands for, in any of its languages."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

from rapidfuzz.distance import OSA

from pipeline.resolve.scripts import plain, script_of


@dataclass(frozen=True, slots=True)
class Concept:
    """What a word of a name stands for.

    Attributes:
        role: ``type``, ``field``, ``attribute``, ``direction``, ``unit`` or ``filler``.
        name: within its role ("university").
        level: types of one level may stand for each other with some loss; "" elsewhere.
        light: may be left out of a name without making it another one.
        also: further concepts that the same words stand for ("polytechnic institute": institute and polytechnic).
    """

    role: str
    name: str
    level: str = ""
    light: bool = False
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """``role.name``."""
        return f"{self.role}.{self.name}"


@dataclass(slots=True)
class _Node:
    exact: dict[str, _Node] = field(default_factory=dict)
    prefixes: dict[str, _Node] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()
    concept: Concept | None = None

    def child(self, pattern: str) -> _Node:
        """The node below for one word pattern, made when missing."""
        if pattern.endswith("*"):
            length = len(pattern) - 1
            if length not in self.lengths:
                self.lengths = tuple(sorted((*self.lengths, length), reverse=True))
            return self.prefixes.setdefault(pattern[:-1], _Node())
        return self.exact.setdefault(pattern, _Node())

    def steps(self, word: str) -> list[_Node]:
        """Nodes that a word leads to: the exact one first, then prefixes from long to short."""
        found = [self.exact[word]] if word in self.exact else []
        for length in self.lengths:
            if length <= len(word) and word[:length] in self.prefixes:
                found.append(self.prefixes[word[:length]])
        return found


class Lexicon:
    """Concepts by runs of words in plain form, and by Chinese strings."""

    def __init__(self, table: dict[str, dict[str, dict[str, object]]]) -> None:
        self.concepts: dict[str, Concept] = {}
        self.chinese: dict[str, Concept] = {}
        self._root = _Node()
        self._kept: dict[str, list[_Node]] = {}
        for role, entries in table.items():
            for name, entry in entries.items():
                also = entry.get("also", [])
                concept = Concept(
                    role=role,
                    name=name,
                    level=str(entry.get("level", "")),
                    light=entry.get("weight") == "light",
                    also=tuple(str(key) for key in also) if isinstance(also, list) else (),
                )
                self.concepts[concept.key] = concept
                for phrase in str(entry["words"]).replace("\n", " ").split(","):
                    self._add(phrase.strip(), concept)
        self.longest_chinese = max((len(word) for word in self.chinese), default=0)

    def _add(self, phrase: str, concept: Concept) -> None:
        if not phrase:
            return
        if script_of(phrase) in ("han", "hangul", "kana") and not phrase.isascii():
            for word in phrase.split():
                self.chinese.setdefault(word, concept)
            return
        node = self._root
        for word in phrase.split():
            base = plain(word.rstrip("*"))
            if not base:
                return
            for piece in base.split()[:-1]:
                node = node.child(piece)
            node = node.child(base.split()[-1] + ("*" if word.endswith("*") else ""))
        if node.concept is None:
            node.concept = concept

    def match(self, words: Sequence[str], start: int) -> tuple[int, Concept] | None:
        """Longest entry that begins at ``words[start]``: how many words it takes, and its concept."""
        best: tuple[int, Concept] | None = None
        frontier = self._first_steps(words[start]) if start < len(words) else []
        for end in range(start, len(words)):
            if end > start:
                frontier = [step for node in frontier for step in node.steps(words[end])]
            if not frontier:
                break
            for node in frontier:
                if node.concept is not None:
                    best = (end - start + 1, node.concept)
                    break
        return best

    def _first_steps(self, word: str) -> list[_Node]:
        """Nodes that the first word of an entry leads to; kept, because most words come again."""
        found = self._kept.get(word)
        if found is None:
            found = self._kept[word] = self._root.steps(word)
        return found

    def is_exact(self, word: str) -> bool:
        """Is a plain word an entry as it stands, not only by its beginning?"""
        return word in self._root.exact

    def single_words(self) -> list[tuple[str, bool]]:
        """All entries of one word, sorted: the word or stem, and whether it is a stem."""
        exact = [(word, False) for word, node in self._root.exact.items() if node.concept]
        stems = [(word, True) for word, node in self._root.prefixes.items() if node.concept]
        return sorted(exact + stems)


@cache
def lexicon() -> Lexicon:
    """The lexicon shipped with the package, read once."""
    text = resources.files("pipeline.resources").joinpath("institution_words.toml").read_text(encoding="utf-8")
    return Lexicon(tomllib.loads(text))


@lru_cache(maxsize=200_000)
def word_concept(word: str) -> Concept | None:
    """The concept of a single plain word, if the lexicon knows it."""
    found = lexicon().match((word,), 0)
    return found[1] if found else None


_SHORTEST_MISPRINT = 7


@lru_cache(maxsize=100_000)
def misprinted_concept(word: str) -> Concept | None:
    """The concept of a plain word of seven letters or more that is one misprint away from a word of the lexicon."""
    if len(word) < _SHORTEST_MISPRINT or not word.isascii():
        return None
    exact, stems = _misprint_index()
    for size in range(min(len(word), 14), 5, -1):
        head = word[:size]
        for form in _deletions(head):
            for stem in exact.get(form, ()) if size == len(word) else ():
                if OSA.distance(stem, head) <= 1:
                    return word_concept(stem)
            for stem in stems.get(form, ()):
                if OSA.distance(stem, head) <= 1 and stem[0] == head[0]:
                    return word_concept(stem)
    return None


def _deletions(word: str) -> list[str]:
    return [word, *(word[:at] + word[at + 1 :] for at in range(len(word)))]


@cache
def _misprint_index() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    exact: dict[str, list[str]] = {}
    stems: dict[str, list[str]] = {}
    for word, is_stem in lexicon().single_words():
        if len(word) < _SHORTEST_MISPRINT + (1 if is_stem else 0):
            continue
        for form in _deletions(word):
            (stems if is_stem else exact).setdefault(form, []).append(word)
    return exact, stems
