"""Why an institution of the article may be the one where a person serves: the features of one candidate, and of "none"."""

from __future__ import annotations

import math
import re
from functools import cache

from pipeline.extract.institution_ground import Ground, Question
from pipeline.extract.lexicon import load_table
from pipeline.extract.name_clusters import words_of
from pipeline.extract.reading import Reference
from pipeline.extract.role_lexicon import office_group
from pipeline.extract.role_places import base_noun, places_of, scope_words
from pipeline.extract.type_nouns import types_of_noun
from pipeline.records import BlockKind

_SIDE = re.compile(r"\b(?:from|for|on behalf of|representing|side of|part of|with|at|by|in) (?:the )?\Z", re.IGNORECASE)
# "Director ‹of the school› ‹p›"
_NOUN_AFTER = re.compile(
    r"\s(?:of|at|in|to)\s(?:the|this|our|that)\s(?:[\w'’-]+\s){0,2}?(?P<noun>[a-zA-Z]{5,})(?=,?\s[A-Z])"
)
_TYPE_AFTER = re.compile(
    r",?\s(?:of|at|in|to|from)\s(?:the|this|our|that|a|his|her|its)\s(?P<words>[a-z]+(?:\s[a-z]+)?)\b"
)
_TYPE_BEFORE = re.compile(r"\b(?P<word>[A-Za-z]{4,})(?:['’]s)?\s\Z")
_OPENING = re.compile(
    r"[^\w]*(?:(?:for|from|on behalf of|at|in|with|by|on the side of|the|side of)\s){1,3}", re.IGNORECASE
)
_LOWER = re.compile(
    r"\b(?:vice|pro|deputy|assistant|associate|dean|head|professor|lecturer|teacher|specialist|officer|student|registrar|coordinator)s?\b",
    re.IGNORECASE,
)
_ITS = re.compile(r"\b(?:its|whose|their)\s(?:\w+\s)?\Z")
_OUR = re.compile(r"\b(?:our|my)\s(?:\w+\s)?\Z")
_SPAN_OF_FOCUS = 4
_NEAR_WORD = re.compile(r"[^\W\d_]+")
_NEAR, _NEAR_WORDS = 40, 3
_SHORT_LINE, _AROUND_NAME = 60, 6


def group_of(question: Question) -> str:
    """The class of office for which weights are kept apart."""
    return (office_group(question.role) or "unlisted") if question.role else "bare"


def none_features(ground: Ground, question: Question) -> dict[str, float]:
    """Features of "no institution"."""
    group = group_of(question)
    found = {"none": 1.0, f"none {group}": 1.0}
    if question.role:
        found[f"none noun {base_noun(question.role)}"] = 1.0
        if "possessive" in _owner(ground, question):
            found["none possessive"] = 1.0
    else:
        found |= {f"none near {word}": 1.0 for word in _near(ground, question)}
        found["none, times named"] = math.log(ground.times_named(question.person))
        found["none, never named before"] = float(ground.last_before(question.at) < 0)
    types = _type_words(ground, question)
    found["none, type word"] = float(bool(types))
    return found


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


def features(ground: Ground, question: Question, key: int) -> dict[str, float]:
    """Features of a candidate that need no memory of other answers, by name."""
    at, role = question.at, question.role
    found = {f"place {name}": 1.0 for name in _place_features(ground, question, key)}
    found |= _standing(ground, key)
    learning = bool(ground.places[key] & {"university", "school"})
    places = places_of(base_noun(role)) if role else frozenset()
    fit = bool(places & ground.places[key])
    fitting = [other for other in ground.candidates(at) if places & ground.places[other]]
    found["fit"] = float(fit)
    found["misfit"] = float(bool(places) and bool(ground.places[key]) and not fit)
    found["only fit"] = float(fitting == [key])
    found["last fit"] = float(fit and ground.last_before(at, frozenset(fitting)) == key)
    found["first fit"] = float(fitting[:1] == [key])
    if role:
        found["learning at learning"] = float(office_group(role) == "learning" and learning)
        found["state at learning"] = float(office_group(role) == "state" and learning)
        found["scope in name"] = float(bool(scope_words(role) & ground.words[key]))
        found |= _noun_features(ground, question, key)
    else:
        near = _near(ground, question)
        for kind in ("credit", "alone"):
            if kind in near:
                found[f"{kind}, media"] = float("media" in ground.types[key])
                found[f"{kind}, publisher"] = float(key == ground.publisher)
        found["learning"] = float(learning)
    types = _type_words(ground, question)
    if types:
        found["type word fits"] = float(bool(types & ground.types[key]))
        found["type word misfits"] = 1.0 - found["type word fits"]
        named = [other for other in ground.candidates(at) if types & ground.types[other]]
        found["only of type"] = float(named == [key])
        found["last of type"] = float(key in named and ground.last_before(at, frozenset(named)) == key)
    who = question.person
    if not isinstance(who, Reference):
        own = {word for word in words_of(ground.reading.text[who.start : who.end]) if len(word) > 3}
        found["own name"] = float(bool(own & ground.words[key]))
    lead = ground.lead(at)
    found["lead"] = float(len(lead) > 1 and key in lead)
    found["only lead"] = float(lead == {key})
    found["side of lead"] = float(key in lead and ground.is_side(key, at))
    owner = _owner(ground, question)
    found["possessive, nearest"] = float(owner == "possessive" and ground.last_before(at) == key)
    found["our, publisher"] = float(owner == "our" and key == ground.publisher)
    return found


def with_group(found: dict[str, float], group: str) -> dict[str, float]:
    """Features together with a copy for the class of office (Daumé III, "Frustratingly easy domain adaptation", ACL 2007)."""
    return {**found, **{f"{group}: {name}": value for name, value in found.items() if value}}


def _standing(ground: Ground, key: int) -> dict[str, float]:
    """What the candidate is in the article as a whole."""
    times = len(ground.mentions[key])
    learning = bool(ground.places[key] & {"university", "school"})
    publisher = float(key == ground.publisher)
    return {
        "share": math.log1p(times) - math.log1p(ground.most),
        "most named": float(times == ground.most > ground.second),
        "publisher, learning" if learning else "publisher, other": publisher,
        "media": float("media" in ground.types[key]),
        "no publisher, first": float(ground.publisher < 0 and ground.order[key] == 0),
        "named second": float(ground.order[key] == 1),
        "unit": float(ground.units[key]),
        "alone": float(len(ground.mentions) == 1),
    }


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


def _noun_features(ground: Ground, question: Question, key: int) -> dict[str, float]:
    noun = _NOUN_AFTER.match(ground.reading.text, question.end, question.end + 60)
    if not noun:
        return {}
    inside = float(noun.group("noun").casefold() in ground.words[key])
    return {"noun in name": inside, "noun not in name": 1.0 - inside}


def is_chief(role: str) -> bool:
    """Whether a role is rather the first of its institution than one of several."""
    return not _LOWER.search(role)


def _place_features(ground: Ground, question: Question, key: int) -> list[str]:
    """Where the candidate is named, seen from the office."""
    reading, at = ground.reading, question.at
    here = reading.sentence_at(at)
    sentence = reading.sentences[here]
    inside = ground.inside(sentence.start, sentence.end)
    before = [span for span, other in inside if other == key and span.end <= at]
    after = [span for span, other in inside if other == key and span.start >= at]
    found = []
    if before:
        last = before[-1]
        between = {other for span, other in inside if last.end <= span.start and span.end <= at} - {key}
        found.append(f"before {min(2, len(between))}")
        if _SIDE.search(reading.text, max(0, last.start - 20), last.start):
            found.append("side")
        if last.start - sentence.start < 6:
            found.append("subject")
        if _OPENING.fullmatch(reading.text[sentence.start : last.start]):
            found.append("opens the line")
        if at - last.end < 4:
            found.append("directly before")
    if after:
        between = {other for span, other in inside if at <= span.start < after[0].start} - {key}
        found.append(f"after {min(2, len(between))}")
        if after[0].start - max(question.end, question.person.end) < 4:
            found.append("directly after")
    if not before and not after:
        last_before = ground.before(key, at)
        back = here - reading.sentence_at(last_before.start) if last_before else 0
        found.append(f"back {min(back, _SPAN_OF_FOCUS)}" if last_before else "later")
        if last_before and ground.last_before(at) == key:
            found.append("last named")
        if last_before and reading.sentences[reading.sentence_at(last_before.start)].block == sentence.block:
            found.append("same block")
    first = reading.sentences[reading.sentence_at(ground.mentions[key][0].start)]
    if first is reading.sentences[0]:
        found.append("title")
    elif first.kind is BlockKind.HEADING:
        found.append("in a heading")
    return found
