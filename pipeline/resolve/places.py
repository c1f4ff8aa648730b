"""Names of places taken apart: the known places they can stand for, their proper words, points of the compass."""

from __future__ import annotations

import re

from pipeline.records import Kind
from pipeline.resolve.lexicon import lexicon
from pipeline.resolve.names import Name, Part, Role, folded, make_name
from pipeline.resolve.placebook import places_of
from pipeline.resolve.scripts import plain

_WORD = re.compile(r"[^\W_]+(?:['’‘ʻʼ`´][^\W_]+)*")
_BRACKETS = re.compile(r"\s*[(（\[][^()（）\[\]]*[)）\]]")

_INNER = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")


def parse(text: str, cleaned: str) -> Name:
    """Take the name of a place apart; ``places`` are the ids that the whole name is known by.

    A description in brackets ("Turan (historical)") is kept as a unit: it tells the place from its namesake.
    """
    bare = _BRACKETS.sub("", cleaned).strip() or cleaned
    parts: list[Part] = []
    words = _WORD.findall(bare)
    plains = [plain(word).replace(" ", "") for word in words]
    at = 0
    while at < len(words):
        match = lexicon().match(plains, at)
        if match and match[1].role in ("attribute", "direction"):
            role = Role.ATTRIBUTE if match[1].role == "attribute" else Role.DIRECTION
            parts.append(Part(role, " ".join(words[at : at + match[0]]), match[1].key, (), match[1].light))
            at += match[0]
            continue
        if plains[at] and not (match and match[1].role == "filler" and len(words) > 1):
            parts.append(Part(Role.PROPER, words[at], folded(words[at])))
        at += 1
    for inner in _INNER.findall(cleaned) if bare != cleaned else ():
        if plain(inner) and inner.islower() and not places_of(inner):
            parts.append(Part(Role.UNIT, inner, folded(inner)))
    return make_name(Kind.PLACE, text, cleaned, tuple(parts), places=places_of(cleaned) or places_of(bare))
