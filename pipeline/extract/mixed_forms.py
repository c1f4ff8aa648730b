"""Short forms of institutions' names that keep a word and abbreviate the rest: "Goma SU", "IIT Kivu", "FUA-Goma"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.extract.name_words import MINOR, name_form

_PIECE = re.compile(r"[^\W_]+")
_LETTERS = 2


def is_mixed(short: str) -> bool:
    """Whether a name has an acronym among other words, and is not all in capitals but for one of a single word with hyphens."""
    pieces = _PIECE.findall(short)
    acronyms = sum(map(_is_acronym, pieces))
    return len(pieces) > 1 and acronyms > 0 and (acronyms < len(pieces) or " " not in short)


def abbreviates(short: str, words: Sequence[str]) -> bool:
    """Whether the pieces of a short form stand, in order, for all words of a name: a word for itself, an acronym for its initials."""
    pieces = [(name_form(piece)[0], _is_acronym(piece)) for piece in _PIECE.findall(short) if name_form(piece)]
    return _fits(pieces, [piece for word in words for piece in word.split("-")])


def _fits(pieces: Sequence[tuple[str, bool]], words: Sequence[str]) -> bool:
    """One word after the other, with the pieces and letters of a piece that may be used up by then."""
    reached = {(0, 0)}
    for word in words:
        reached = {after for place in reached for after in _after(pieces, place, word)}
    return (len(pieces), 0) in reached


def _after(pieces: Sequence[tuple[str, bool]], place: tuple[int, int], word: str) -> Iterator[tuple[int, int]]:
    at, letter = place
    if word in MINOR:
        yield place
    if at < len(pieces):
        piece, acronym = pieces[at]
        if not letter and piece == word:
            yield at + 1, 0
        if acronym and piece[letter] == word[0]:
            yield (at, letter + 1) if letter + 1 < len(piece) else (at + 1, 0)


def _is_acronym(piece: str) -> bool:
    return len(piece) >= _LETTERS and piece.isupper()
