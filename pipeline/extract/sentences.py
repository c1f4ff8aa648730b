"""Sentences of press releases: never across a block, not after an abbreviation or an initial.

The blocks come from ingestion (headings, list items, paragraphs), so a list item without a full stop is a sentence of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.lexicon import load_table, load_words
from pipeline.extract.reading import Sentence
from pipeline.records import Block, BlockKind

# An end mark, closing quotes or brackets, white space, then something that can begin a sentence.
_BOUNDARY = re.compile(r"(?:[.!?…]+[\"”’»')\]]*|[。！？])(?:\s+|(?<=[。！？]))(?=[\"“«‘'(\[]?[^\W_])")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“«]+\Z")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]\.\Z")
_NEXT_WORD = re.compile(r"[\"“«‘'(\[]?([^\W\d_]+)\b(?!\.)")
_LOOK_BACK = 40
LONGEST = 3000
"""A longer stretch without an end mark, in characters, is cut: every record quotes its sentence, and names are paired within one."""
# Where to cut, best first; the last piece of a stretch is searched for each.
_CUTS = (re.compile(r"[;:]\s"), re.compile(r",\s"), re.compile(r"\s"))
_CUT_REACH = 1000
_OPEN_TO_CLOSE = {"(": ")", "“": "”", "«": "»"}


def split_sentences(text: str, blocks: Sequence[Block]) -> list[Sentence]:
    """Split a text into sentences, in order; offsets are into ``text``, without surrounding white space.

    Without blocks the whole text counts as one paragraph per line.
    """
    sentences: list[Sentence] = []
    lead = -1
    for number, block in enumerate(blocks or _line_blocks(text)):
        if block.kind is not BlockKind.LIST_ITEM:
            lead = -1
        for start, end in _split_block(text, block.start_char, block.end_char):
            sentences.append(Sentence(start, end, number, block.kind, lead))
        if block.kind is not BlockKind.LIST_ITEM and sentences:
            lead = len(sentences) - 1
    return sentences


def _line_blocks(text: str) -> list[Block]:
    return [
        Block(kind=BlockKind.PARAGRAPH, start_char=match.start(), end_char=match.end())
        for match in re.finditer(r"\S[^\n]*", text)
    ]


def _split_block(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    begin = start
    for match in _BOUNDARY.finditer(text, start, end):
        if _ends_sentence(text, begin, match):
            spans.append((begin, match.start() + len(match.group().rstrip())))
            begin = match.end()
    if text[begin:end].strip():
        spans.append((begin, begin + len(text[begin:end].rstrip())))
    return [piece for low, high in spans for piece in _cut(text, low, high)]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence in pieces of at most :data:`LONGEST` characters."""
    while end - start > LONGEST:
        limit = start + LONGEST
        cuts = (list(pattern.finditer(text, limit - _CUT_REACH, limit)) for pattern in _CUTS)
        at = next((found[-1].end() for found in cuts if found), limit)
        yield start, start + len(text[start:at].rstrip())
        start = at
    yield start, end


def _ends_sentence(text: str, begin: int, match: re.Match[str]) -> bool:
    mark = match.group().rstrip()
    if mark == ".)" and _is_abbreviation(_word_before(text, begin, match)):
        # "Professor (Mrs.) Herath"
        return False
    if mark[0] in "!?…。！？" or len(mark) > 1:
        # "…" and quotes may stand inside a sentence: then a small letter follows.
        return not text[match.end()].islower()
    if text[match.end()].islower():
        return False
    word = _word_before(text, begin, match)
    if _INITIALS.match(word) or _state().search(text, max(begin, match.start() - _LOOK_BACK), match.start() + 1):
        return _closes_after_initials(text, match)
    return not _is_abbreviation(word)


@cache
def _state() -> re.Pattern[str]:
    """The short form of a state behind a town: "Salem, Ore."; with regard to case."""
    return re.compile(rf", (?:{'|'.join(load_table('words')['states'])})\.\Z")


def _word_before(text: str, begin: int, match: re.Match[str]) -> str:
    before = _WORD_BEFORE.search(text, max(begin, match.start() - _LOOK_BACK), match.start() + 1)
    return before.group() if before else ""


def _is_abbreviation(word: str) -> bool:
    # Of "Dr.-Ing." the last part decides.
    last = word.rstrip(".").rsplit("-", 1)[-1]
    return bool({word.rstrip(".").casefold(), last.casefold()} & load_words("abbreviations"))


def _closes_after_initials(text: str, match: re.Match[str]) -> bool:
    """After "U.S." or "p.m." a sentence may end; after the initial of a name it does not.

    Decided by the next word: a function word begins a sentence, a second initial does not ("P. A. Gordeev").
    """
    following = _NEXT_WORD.match(text, match.end(), match.end() + _LOOK_BACK)
    return following is not None and following.group(1).casefold() in load_words("sentence_openers")
