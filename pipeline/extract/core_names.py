"""The name of a state or of a superior around that of a body: "Ministry of Education of the Republic of Kivu", "Kivutian Goma State
University", "Agency for Roads under the Cabinet of Ministers".

The body is called by the inner name alone as well, so that is a mention of its own, inside the longer one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache

from pipeline.extract.known_names import demonyms, towns
from pipeline.extract.lexicon import load_table, load_words
from pipeline.extract.reading import Label, Span, SpanAlias
from pipeline.extract.type_nouns import singular, type_of
from pipeline.records import AliasKind

CORE = "core"

_LONG_STATE = re.compile(
    r" of the (?:[A-Z]\w+ )?(?:Republic|Kingdom|Sultanate|State|Commonwealth|Federation)(?: of [A-Z]\w+(?: [A-Z]\w+){0,2})?\Z"
)
_SUPERIOR = re.compile(r" (?:under|attached to|subordinate to) (?:the )?(?=[A-Z])")
_FIRST_WORD = re.compile(r"([^\W\d_]+) ([^\W\d_]+) ")


def find_cores(text: str, spans: Iterable[Span]) -> list[SpanAlias]:
    """The inner names of institution spans, each tied to its span as a short form."""
    found = []
    spans = [span for span in spans if span.label is Label.INSTITUTION]
    known = {text[span.start : span.end] for span in spans}
    for span in spans:
        name = text[span.start : span.end]
        start, end = _without_demonym(name, known), _without_tail(name)
        if (start, end) != (0, len(name)):
            core = Span(span.start + start, span.start + end, Label.INSTITUTION, span.score, CORE)
            found.append(SpanAlias(AliasKind.SHORT_FORM, core, span))
    return found


def find_superiors(text: str, spans: Iterable[Span]) -> list[Span]:
    """The bodies under which others are, inside the names of these: "Agency for Roads under the Cabinet of Ministers"."""
    found = []
    for span in spans:
        if span.label is Label.INSTITUTION:
            tail = _SUPERIOR.search(text, span.start, span.end)
            if tail and type_of(text[tail.end() : span.end]):
                found.append(Span(tail.end(), span.end, Label.INSTITUTION, span.score, "nested"))
    return found


def _without_tail(name: str) -> int:
    """Where the name ends when the superior or the long state name that closes it is left out."""
    for tail in (_SUPERIOR.search(name), _LONG_STATE.search(name)):
        if tail and len(name[: tail.start()].split()) > 1:
            return tail.start()
    return len(name)


def _without_demonym(name: str, known: Collection[str]) -> int:
    """Where the name begins when a demonym before a town or "X State" is left out ("Kivutian Goma State College"), or before a known name.

    Before another word the demonym is the proper part itself ("Kivutian State University", "Kivutian Peat Institute") and stays.
    """
    first = _FIRST_WORD.match(name)
    if not first or first.group(1) not in demonyms():
        return 0
    second = first.group(2)
    core = name[first.start(2) :]
    seat = second in towns() or core.startswith(f"{second} State ")
    proper = seat and second not in demonyms() and not is_general(second.casefold())
    return first.start(2) if core in known or (proper and len(core.split()) > 2) else 0


def is_general_plural(name: str) -> bool:
    """Whether words speak of institutions of a sort and name none: "national universities", "Technical Colleges".

    "National Institutes of Health" goes on after its plural, and may be a name.
    """
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+", name)]
    if not words or singular(words[-1]) == words[-1] or singular(words[-1]) not in load_words("whole_heads"):
        return False
    return all(is_general(word) or word in demonyms() for word in words[:-1])


def is_field(word: str) -> bool:
    """Whether a word says what an institution teaches or works on, rather than what it is."""
    exact, prefixes = _general_words("field")
    folded = word.casefold()
    return folded in exact or folded.startswith(prefixes)


def is_general(word: str) -> bool:
    """Whether a word, casefolded, is a type, field or attribute in institutions' names, and no name of its own."""
    exact, prefixes = _general_words()
    heads = load_words("whole_heads") | load_words("unit_heads")
    return word in heads or word in exact or word.startswith(prefixes)


@cache
def _general_words(*sections: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Type, field and attribute words of institutions' names: whole words, and beginnings."""
    entries = [
        entry.strip().casefold()
        for name, section in load_table("institution_words").items()
        if not sections or name in sections
        for concept in section.values()
        if isinstance(concept, dict)
        for entry in str(concept.get("words", "")).split(",")
    ]
    exact = frozenset(entry for entry in entries if entry and not entry.endswith("*"))
    prefixes = tuple(sorted({entry.rstrip("*") for entry in entries if entry.endswith("*") and len(entry) > 4}))
    return exact, prefixes
