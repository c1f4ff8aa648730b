"""What a question about a person's institution shows, whichever institution is looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.institution_ground import Ground, Question
from pipeline.extract.lexicon import load_table
from pipeline.extract.name_words import words_of
from pipeline.extract.reading import Reference, Span
from pipeline.extract.role_lexicon import office_group
from pipeline.extract.role_places import base_noun, places_of, scope_words
from pipeline.extract.type_nouns import types_of_noun

# "Director ‹of the school› ‹p›"
_NOUN_AFTER = re.compile(
    r"\s(?:of|at|in|to)\s(?:the|this|our|that)\s(?:[\w'’-]+\s){0,2}?(?P<noun>[a-zA-Z]{5,})(?=,?\s[A-Z])"
)
_TYPE_AFTER = re.compile(
    r",?\s(?:of|at|in|to|from)\s(?:the|this|our|that|a|his|her|its)\s(?P<words>[a-z]+(?:\s[a-z]+)?)\b"
)
_TYPE_BEFORE = re.compile(r"\b(?P<word>[A-Za-z]{4,})(?:['’]s)?\s\Z")
_ITS = re.compile(r"\b(?:its|whose|their)\s(?:\w+\s)?\Z")
_OUR = re.compile(r"\b(?:our|my)\s(?:\w+\s)?\Z")
_NEAR_WORD = re.compile(r"[^\W\d_]+")
_NEAR, _NEAR_WORDS = 40, 3
_SHORT_LINE, _AROUND_NAME = 60, 6


@dataclass(frozen=True, slots=True)
class Clues:
    """What a question shows, whichever candidate is looked at.

    Attributes:
        group: the class of office for which weights are kept apart.
        near: the words beside a person without an office.
        owner: "possessive" for "its rector", "our" for "our rector", else "".
        types: those of institution that the words of the office show.
        places: the kinds of place where the office is held.
        fitting, of_type: the candidates of such a place and of such a type.
        last, last_fitting, last_of_type: the last named before: of all, of ``fitting``, of ``of_type``; -1 for none near.
        noun: the noun behind the office ("director ‹of the school›"), casefolded.
        scope, own: the words of the field of the office, and of the person's name.
        lead: the institutions of the sentence that introduces the list.
        here: the number of the sentence.
        inside: the institutions of the sentence, with their clusters.
    """

    question: Question
    group: str
    near: list[str]
    owner: str
    types: frozenset[str]
    places: frozenset[str]
    fitting: list[int]
    of_type: list[int]
    last: int
    last_fitting: int
    last_of_type: int
    noun: str
    scope: frozenset[str]
    own: frozenset[str]
    lead: set[int]
    here: int
    inside: list[tuple[Span, int]]


def clues_of(ground: Ground, question: Question) -> Clues:
    """The clues of a question."""
    at, role, who = question.at, question.role, question.person
    types = _type_words(ground, question)
    places = places_of(base_noun(role)) if role else frozenset[str]()
    fitting = [key for key in ground.candidates(at) if places & ground.places[key]]
    of_type = [key for key in ground.candidates(at) if types & ground.types[key]]
    noun = _NOUN_AFTER.match(ground.reading.text, question.end, question.end + 60) if role else None
    name = "" if isinstance(who, Reference) else ground.reading.text[who.start : who.end]
    here = ground.reading.sentence_at(at)
    sentence = ground.reading.sentences[here]
    return Clues(
        question,
        (office_group(role) or "unlisted") if role else "bare",
        [] if role else _near(ground, question),
        _owner(ground, question),
        types,
        places,
        fitting,
        of_type,
        ground.last_before(at),
        ground.last_before(at, frozenset(fitting)),
        ground.last_before(at, frozenset(of_type)),
        noun.group("noun").casefold() if noun else "",
        scope_words(role) if role else frozenset(),
        frozenset(word for word in words_of(name) if len(word) > 3),
        ground.lead(at),
        here,
        ground.inside(sentence.start, sentence.end),
    )


@cache
def _credits() -> frozenset[str]:
    return frozenset(load_table("roles")["gaps"]["credits"])


def _near(ground: Ground, question: Question) -> list[str]:
    """The words beside a person who has no office: a few before and a few behind, in small letters, and the kind of line."""
    text, person = ground.reading.text, question.person
    sentence = ground.reading.sentences[ground.reading.sentence_at(person.start)]
    before = text[max(sentence.start, person.start - _NEAR) : person.start]
    after = text[person.end : min(sentence.end, person.end + _NEAR)]
    words = [match.group().casefold() for match in _NEAR_WORD.finditer(before)][-_NEAR_WORDS:]
    found = [f"before {word}" for word in words]
    found += [f"after {match.group()}" for match in _NEAR_WORD.finditer(after) if match.group().islower()][:_NEAR_WORDS]
    if _credits() & set(words):
        found.append("credit")
    if sentence.end - sentence.start < _SHORT_LINE:
        found.append("short line")
    if sentence.end - sentence.start <= person.end - person.start + _AROUND_NAME:
        found.append("alone")
    found.append(f"in {sentence.kind.value}")
    found.append("title before" if isinstance(person, Reference) or person.honorific else "no title")
    return list(dict.fromkeys(found))


def _owner(ground: Ground, question: Question) -> str:
    """ "possessive" for "its rector", "our" for "our rector", else ""."""
    before = ground.reading.text[max(0, question.start - 12) : question.start].casefold()
    if _ITS.search(before):
        return "possessive"
    return "our" if _OUR.search(before) else ""


def _type_words(ground: Ground, question: Question) -> frozenset[str]:
    """Types of institution that the words of the office show: "‹company› president", "director ‹of the agency›"."""
    if not question.role:
        return frozenset()
    text = ground.reading.text
    before = _TYPE_BEFORE.search(text, max(0, question.start - 24), question.start)
    after = _TYPE_AFTER.match(text, question.end, question.end + 60)
    words = words_of(question.role)[:-1]
    if before:
        words.append(before.group("word").casefold())
    if after:
        words += after.group("words").split()
    return frozenset().union(*(types_of_noun(word) for word in words))
