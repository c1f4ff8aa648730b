"""Short forms of institutions' names that keep a word and abbreviate the rest: "Goma SU", "IIT Kivu", "FUA-Goma"."""

from __future__ import annotations

import re
from collections.abc import Sequence

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
    if not pieces:
        return all(word in MINOR for word in words)
    if not words:
        return False
    (piece, acronym), rest = pieces[0], pieces[1:]
    if piece == words[0] and _fits(rest, words[1:]):
        return True
    if words[0] in MINOR and _fits(pieces, words[1:]):
        return True
    return acronym and piece[0] == words[0][0] and _fits([(piece[1:], True), *rest] if piece[1:] else rest, words[1:])


def _is_acronym(piece: str) -> bool:
    return len(piece) >= _LETTERS and piece.isupper()
