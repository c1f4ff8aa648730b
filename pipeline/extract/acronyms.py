"""Other names that the text puts into brackets: "European Training Foundation (ETF)", "ETF (European Training Foundation)".

The letters are matched as in Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical
text" (PSB 2003): from right to left, each letter of the short form in the long form, the first one at the start of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.lexicon import load_table
from pipeline.extract.reading import NAMES, Label, Span
from pipeline.extract.type_nouns import type_of

_BRACKET = re.compile(r"\(([^()\n]{2,120})\)")
_SHORT = re.compile(r"[\"“«']?([^\W_][\w&.'’/-]{1,14}(?: [A-Z][\w-]{0,9})?)[\"”»']?\Z")
_SPLIT = re.compile(r"[;,/]| – | - |\bor\b|\bhere(?:in)?after\b|\b(?:referred to as|called|abbreviated(?: as)?)\b")
# A capitalised word with nothing but such words behind it. Words end in a space, so that a run of capitals can be cut in one way only.
_CAPITALISED = re.compile(r"(?<![\w.])[A-Z][\w'’-]*(?: (?:of|for|and|the))? (?=(?:[A-Z][\w'’-]* )*\S*\Z)")
_QUOTES = " \"'“”„«»"
_SCORE = 0.95


@dataclass(frozen=True, slots=True)
class Definition:
    """``other`` (the short form) stands for ``span`` (the long form)."""

    span: Span
    other: Span


def find_definitions(text: str, spans: Sequence[Span]) -> list[Definition]:
    """Definitions in brackets, in either order. The long form is a settled span, or a capitalised phrase that its letters spell."""
    by_end = {span.end: span for span in spans if span.label in NAMES}
    by_place = {(span.start, span.end): span for span in spans if span.label in NAMES}
    found = []
    for bracket in _BRACKET.finditer(text):
        before = _strip_back(text, bracket.start(), " \"”»'’")
        long_form = by_end.get(before) or by_end.get(_strip_back(text, bracket.start(), " "))
        definition = _short_in_bracket(text, bracket, long_form, spans) or _long_in_bracket(
            text, bracket, by_end, by_place
        )
        found += [definition] if definition else []
        defined = {definition.span.start, definition.other.start} if definition else set()
        others = _other_names_in_bracket(text, bracket, long_form, by_place)
        found += [one for one in others if one.other.start not in defined]
    return found


def _names_no_place(short: str) -> bool:
    """Whether an acronym alone in a bracket can stand for a translated name whose letters it does not spell.

    "(MINESUP)" after an English name is its acronym in another language; "(UK)" after a name is where it is.
    """
    letters = [char for char in short if char.isalpha()]
    return (
        len(letters) >= 3 and short not in load_table("words")["place_acronyms"] and all(c.isupper() for c in letters)
    )


def _strip_back(text: str, end: int, chars: str) -> int:
    """The offset after the last character before ``end`` that is none of ``chars``."""
    while end > 0 and text[end - 1] in chars:
        end -= 1
    return end


def _short_in_bracket(
    text: str, bracket: re.Match[str], long_form: Span | None, spans: Sequence[Span]
) -> Definition | None:
    at = bracket.start(1)
    for number, piece in enumerate(_pieces(bracket.group(1))):
        short = _SHORT.match(text, at + piece[0], at + piece[1])
        if not short or not is_acronym(short.group(1)):
            continue
        if long_form is None:
            long_form = _spelt_phrase(text, bracket.start(), short.group(1), spans)
        if long_form is not None and long_form.label is not Label.PERSON and long_form.label is not Label.PLACE:
            extended = _extend(text, long_form, short.group(1))
            # Alone, or in front of what else stands in the bracket: "(KPEDU – not the university)", "(RUFRO, for its acronym in Spanish)".
            if spells(short.group(1), text[extended.start : extended.end]) or (
                number == 0 and _names_no_place(short.group(1))
            ):
                other = Span(short.start(1), short.end(1), extended.label, _SCORE, "definition")
                return Definition(extended, other)
    return None


def _long_in_bracket(
    text: str, bracket: re.Match[str], by_end: dict[int, Span], by_place: dict[tuple[int, int], Span]
) -> Definition | None:
    word = re.search(r"[^\s()\"“”«»]+\Z", text[max(0, bracket.start() - 20) : bracket.start()].rstrip())
    if not word or not is_acronym(word.group()):
        return None
    start, end = bracket.span(1)
    # An article or a quotation mark may stand before the name in the bracket.
    starts = range(start, start + 5)
    long_form = next((by_place[begin, end] for begin in starts if (begin, end) in by_place), None)
    if long_form is None or not spells(word.group(), text[long_form.start : long_form.end]):
        return None
    stop = _strip_back(text, bracket.start(), " ")
    other = Span(stop - len(word.group()), stop, long_form.label, _SCORE, "definition")
    return Definition(long_form, other)


def _other_names_in_bracket(
    text: str, bracket: re.Match[str], before: Span | None, by_place: dict[tuple[int, int], Span]
) -> Iterator[Definition]:
    """An institution whose name is in the bracket behind another is the same one: "Labour Office (Úřad práce)", "(Úřad práce, ÚP)".

    Not so a university behind what is none, "School of Health (Sakarya University)": that is the whole behind its part.
    """
    if before is None or before.label is not Label.INSTITUTION:
        return
    types = type_of(text[before.start : before.end])
    inside = bracket.group(1)
    for start, end in dict.fromkeys([(0, len(inside)), *_pieces(inside)]):
        words = inside[start:end]
        low = bracket.start(1) + start + len(words) - len(words.lstrip(_QUOTES))
        other = by_place.get((low, _strip_back(text, bracket.start(1) + end, _QUOTES)))
        if other is None or other.label is not Label.INSTITUTION:
            continue
        if "university" in type_of(text[other.start : other.end]) - types and types:
            continue
        if words == inside or " " in words:
            yield Definition(before, other)


def _pieces(inside: str) -> list[tuple[int, int]]:
    """The parts of a bracket's text ("ETF, Turin"; "hereinafter – the Fund"), as offsets without outer spaces."""
    pieces, at = [], 0
    for mark in [*_SPLIT.finditer(inside), None]:
        stop = mark.start() if mark else len(inside)
        part = inside[at:stop]
        left = len(part) - len(part.lstrip())
        if part.strip():
            pieces.append((at + left, at + left + len(part.strip())))
        at = mark.end() if mark else stop
    return pieces


def is_acronym(word: str) -> bool:
    """Whether a word has up to fifteen letters, half of them or more capitals: "ETF", "OeAD"."""
    letters = [char for char in word if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return 2 <= len(letters) <= 15 and capitals >= 2 and capitals * 2 >= len(letters)


def spells(short: str, long: str) -> bool:
    """Whether the letters of the short form stand in the long form in order, the first one at the start of a word."""
    letters = [char for char in short.casefold() if char.isalnum()]
    target = long.casefold()
    position = len(target) - 1
    for index in range(len(letters) - 1, -1, -1):
        letter = letters[index]
        while position >= 0 and (
            target[position] != letter or (index == 0 and position > 0 and target[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return False
        position -= 1
    return True


def _spelt_phrase(text: str, end: int, short: str, spans: Sequence[Span]) -> Span | None:
    """The phrase before a bracket whose word initials are the acronym, where no span was found: capitalised words only."""
    letters = [char for char in short if char.isalpha()]
    if len(letters) < 3 or not all(char.isupper() for char in letters):
        return None
    sentence = text[max(0, end - 200) : end].rstrip()
    offset = max(0, end - 200)
    words = list(re.finditer(r"[^\W\d_][\w'’-]*", sentence))
    position = len(words)
    for letter in reversed(letters):
        position -= 1
        while position >= 0 and words[position].group() in {
            "of",
            "for",
            "and",
            "the",
            "in",
            "on",
            "to",
            "de",
            "du",
            "la",
        }:
            position -= 1
        if position < 0 or words[position].group()[0] != letter:
            return None
    start = offset + words[position].start()
    stop = offset + len(sentence)
    if "\n" in text[start:stop] or re.search(r"[.;:!?]", text[start:stop]):
        return None
    inside = [span for span in spans if start <= span.start and span.end <= stop and span.label in NAMES]
    label = next((span.label for span in inside if span.label in (Label.INSTITUTION, Label.PROGRAMME)), None)
    return Span(start, stop, label, 0.9, "definition") if label else None


def _extend(text: str, long_form: Span, short: str) -> Span:
    """The long form, lengthened to the left by capitalised words where only then the acronym's first letter is spelt."""
    if spells(short, text[long_form.start : long_form.end]):
        return long_form
    before = text[max(0, long_form.start - 60) : long_form.start]
    for match in reversed(list(_CAPITALISED.finditer(before))):
        start = max(0, long_form.start - 60) + match.start()
        if "\n" not in text[start : long_form.start] and spells(short, text[start : long_form.end]):
            return Span(start, long_form.end, long_form.label, long_form.score, "definition")
    return long_form
