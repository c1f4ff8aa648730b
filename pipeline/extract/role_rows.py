"""The row of a sentence: its persons, roles, institutions and places, and the text between them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.lexicon import load_table, load_words
from pipeline.extract.reading import Reference, Span
from pipeline.extract.role_gaps import gap_words
from pipeline.extract.skeleton import MARKER, Skeleton

_SHORT = re.compile(r"^\(?[^\W\d_]{1,6}\.[^\W\d_]{0,6}\.?-?[^\W\d_]{0,5}\.?\)?$")
_AGE = re.compile(r"^(?:, \d{1,3}(?=,)| \(\d{1,3}\))")
# "‹p› (Ms), ‹r›", "‹p›, SI (M) (Retd), ‹r›"
_ASIDE = re.compile(r"^(?:,? (?:[A-Z]\.?){2,5}(?=[, ]))*(?: \(@?[\w. ]{1,20}\))*(?=,)")


@cache
def _post_nominals() -> re.Pattern[str]:
    return re.compile(rf"^(?:,? ?\(?(?:{gap_words('post_nominals')})\b\.?\)?){{1,6}}(?=\W|$)")


@cache
def _titles() -> frozenset[str]:
    return load_words("honorifics") | frozenset(load_table("roles")["gaps"]["titles"])


@dataclass(frozen=True, slots=True)
class Piece:
    """An item of the row, with its letter and its number in the skeleton."""

    letter: str
    number: int
    item: Span | Reference

    def spans(self) -> tuple[Span, ...]:
        """The spans for which it stands."""
        return self.item.targets if isinstance(self.item, Reference) else (self.item,)


@dataclass(frozen=True, slots=True)
class Row:
    """The pieces of a sentence and the gaps: ``gaps[k]`` is the text before piece k, the last one that after the last piece."""

    pieces: list[Piece]
    gaps: list[str]
    text: str

    def text_of(self, k: int) -> str:
        """The article's text of piece k."""
        return self.text[self.pieces[k].item.start : self.pieces[k].item.end]


def row_of(shape: Skeleton, text: str) -> Row:
    """The persons, roles, institutions and places of a skeleton; everything else stays in the gaps."""
    pieces: list[Piece] = []
    gaps = [""]
    at = 0
    for match in MARKER.finditer(shape.text):
        if match.group(1) not in "pril":
            continue
        gaps[-1] += shape.text[at : match.start()]
        number = int(match.group(2))
        pieces.append(Piece(match.group(1), number, shape.items[number]))
        gaps.append("")
        at = match.end()
    gaps[-1] += shape.text[at:]
    return Row(pieces, [_plain_gap(row_gap, pieces, k) for k, row_gap in enumerate(gaps)], text)


def _plain_gap(gap: str, pieces: list[Piece], k: int) -> str:
    """A gap without quotes, without titles before a person, and without post-nominals after one."""
    gap = re.sub(r"[“”\"«»*_|]", "", gap)
    if k > 0 and pieces[k - 1].letter == "p":
        gap = _ASIDE.sub("", _AGE.sub("", _post_nominals().sub("", gap)))
    if k < len(pieces) and pieces[k].letter == "p":
        gap = _without_titles(gap)
    return re.sub(r"\s+", " ", gap)


def _without_titles(gap: str) -> str:
    """A gap before a person without the titles at its end ("Prof. Datin Paduka Dr", "the Hon.", "(Mrs.)")."""
    words = gap.split(" ")
    if words[-1] != "":
        return gap
    last = len(words) - 1
    while last > 0 and _is_title(words[last - 1]):
        last -= 1
    # What is left must not hang in the air: unknown capitalised words are titles only beside known ones or alone.
    return " ".join([*words[:last], ""]) if last < len(words) - 1 else gap


def _is_title(word: str) -> bool:
    bare = word.strip(",()").rstrip(".").casefold()
    if not bare or word.endswith((",", ":", ";")):
        return False
    if bare in _titles():
        return True
    # Abbreviations ("inż.", "Öğr.", "Eng.ª") and ranks, which are capitalised ("First Admiral", "Sister").
    return bool(_SHORT.match(word)) or (word.lstrip("(")[:1].isupper() and word.strip("()").isalpha())
