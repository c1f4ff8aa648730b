"""The kind of an event, from the head noun of the words that name it."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.extract.lexicon import alternatives, load_table
from pipeline.records import EventKind

if TYPE_CHECKING:
    from pipeline.extract.event_groups import EventGroup

# The head of a name stands before the first of these.
_HEAD_ENDS = re.compile(
    r"\s(?:of|for|on|in|at|to|with|between|about|under|by|from|named)\s|[:,(“\"«]|\s[–—-]\s", re.IGNORECASE
)
_NUMERAL = re.compile(r"(\d{1,3})(?:st|nd|rd|th)")
_ORDINAL_WORDS = 3
_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@cache
def heads() -> dict[str, EventKind]:
    """Head nouns, casefolded and also in their plural, to the kind that they show."""
    found: dict[str, EventKind] = {}
    for kind, nouns in load_table("events")["kinds"].items():
        for noun in nouns:
            found.setdefault(noun, EventKind(kind))
    for noun, kind in list(found.items()):
        found.setdefault(plural(noun), kind)
    return found


@cache
def compound() -> re.Pattern[str]:
    """What makes another thing of an event's noun, right behind it: "conference ‹hall›"."""
    return re.compile(rf"\s(?:{alternatives(load_table('events')['compound']['after'])})\b", re.IGNORECASE)


def plural(noun: str) -> str:
    """The regular English plural of a noun."""
    if re.search(r"(?:s|x|z|ch|sh)\Z", noun):
        return f"{noun}es"
    return f"{noun[:-1]}ies" if re.search(r"[^aeiou]y\Z", noun) else f"{noun}s"


def is_plural(word: str) -> bool:
    """Whether a word is the regular plural of a head noun and no head noun of its own ("talks")."""
    low = word.casefold()
    listed = {noun for nouns in load_table("events")["kinds"].values() for noun in nouns}
    return low in heads() and low not in listed


def ordinal_of(name: str) -> int:
    """The number of an event in its series from the first words of its name ("2nd", "Second"), else 0."""
    for match in list(_WORDS.finditer(name))[:_ORDINAL_WORDS]:
        word = match.group().casefold()
        numeral = _NUMERAL.fullmatch(word)
        if numeral:
            return int(numeral.group(1))
        if word in _ordinals():
            return _ordinals()[word]
    return 0


@cache
def _ordinals() -> dict[str, int]:
    return {word: number for number, word in enumerate(load_table("events")["ordinals"]["words"], start=1)}


def head_of(name: str) -> str:
    """The head noun of an event's name as the lexicon has it, "" when the name shows none.

    The last one before "of", "on" …, else the first one after: "Third Forum of Young Engineers" is a forum.
    """
    parts = _HEAD_ENDS.split(name)
    for number, part in enumerate(parts):
        found = _listed(part)
        if found:
            return found[-1] if number == 0 else found[0]
    return ""


def _listed(part: str) -> list[str]:
    """The listed nouns in a part of a name, longest first at each place, in order."""
    words = [match.group().casefold().replace("’", "'") for match in _WORDS.finditer(part)]
    found = []
    at = 0
    while at < len(words):
        for length in (4, 3, 2, 1):
            phrase = " ".join(words[at : at + length])
            if at + length <= len(words) and phrase in heads():
                found.append(phrase)
                at += length
                break
        else:
            at += 1
    return found


def kind_of(text: str, group: EventGroup) -> EventKind:
    """The kind of a group of mentions: that of the first mention with a head noun that says more than "event"."""
    kinds = []
    for mention in group.mentions:
        head = head_of(text[mention.start : mention.end])
        if mention.kind is not None:
            kinds.append(mention.kind)
        elif head:
            kinds.append(heads()[head])
    for kind in kinds:
        if kind is not EventKind.OTHER:
            return kind
    return EventKind.OTHER
