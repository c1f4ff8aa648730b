"""Why an institution of the article may be the one where a person serves: the features of one candidate, and of "none"."""

from __future__ import annotations

import math
import re

from pipeline.extract.institution_ground import Ground
from pipeline.extract.question_clues import Clues
from pipeline.extract.reading import Reference
from pipeline.extract.role_places import base_noun
from pipeline.records import BlockKind

_SIDE = re.compile(r"\b(?:from|for|on behalf of|representing|side of|part of|with|at|by|in) (?:the )?\Z", re.IGNORECASE)
_OPENING = re.compile(
    r"[^\w]*(?:(?:for|from|on behalf of|at|in|with|by|on the side of|the|side of)\s){1,3}", re.IGNORECASE
)
_LOWER = re.compile(
    r"\b(?:vice|pro|deputy|assistant|associate|dean|head|professor|lecturer|teacher|specialist|officer|student|registrar|coordinator)s?\b",
    re.IGNORECASE,
)
_SPAN_OF_FOCUS = 4


def none_features(ground: Ground, clues: Clues) -> dict[str, float]:
    """Features of "no institution"."""
    question = clues.question
    found = {"none": 1.0, f"none {clues.group}": 1.0}
    if question.role:
        found[f"none noun {base_noun(question.role)}"] = 1.0
        if clues.owner == "possessive":
            found["none possessive"] = 1.0
    else:
        found |= {f"none near {word}": 1.0 for word in clues.near}
        found["none, times named"] = math.log(ground.times_named(question.person))
        found["none, never named before"] = float(clues.last < 0)
    found["none, type word"] = float(bool(clues.types))
    return found


def features(ground: Ground, clues: Clues, key: int) -> dict[str, float]:
    """Features of a candidate that need no memory of other answers, by name."""
    found = {f"place {name}": 1.0 for name in _place_features(ground, clues, key)}
    found |= _standing(ground, key)
    learning = bool(ground.places[key] & {"university", "school"})
    fit = bool(clues.places & ground.places[key])
    found["fit"] = float(fit)
    found["misfit"] = float(bool(clues.places) and bool(ground.places[key]) and not fit)
    found["only fit"] = float(clues.fitting == [key])
    found["last fit"] = float(fit and clues.last_fitting == key)
    found["first fit"] = float(clues.fitting[:1] == [key])
    if clues.question.role:
        found["learning at learning"] = float(clues.group == "learning" and learning)
        found["state at learning"] = float(clues.group == "state" and learning)
        found["scope in name"] = float(bool(clues.scope & ground.words[key]))
        if clues.noun:
            found["noun in name"] = float(clues.noun in ground.words[key])
            found["noun not in name"] = 1.0 - found["noun in name"]
    else:
        for kind in ("credit", "alone"):
            if kind in clues.near:
                found[f"{kind}, media"] = float("media" in ground.types[key])
                found[f"{kind}, publisher"] = float(key == ground.publisher)
        found["learning"] = float(learning)
    if clues.types:
        found["type word fits"] = float(bool(clues.types & ground.types[key]))
        found["type word misfits"] = 1.0 - found["type word fits"]
        found["only of type"] = float(clues.of_type == [key])
        found["last of type"] = float(key in clues.of_type and clues.last_of_type == key)
    if not isinstance(clues.question.person, Reference):
        found["own name"] = float(bool(clues.own & ground.words[key]))
    found["lead"] = float(len(clues.lead) > 1 and key in clues.lead)
    found["only lead"] = float(clues.lead == {key})
    found["side of lead"] = float(key in clues.lead and ground.is_side(key, clues.question.at))
    found["possessive, nearest"] = float(clues.owner == "possessive" and clues.last == key)
    found["our, publisher"] = float(clues.owner == "our" and key == ground.publisher)
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


def is_chief(role: str) -> bool:
    """Whether a role is rather the first of its institution than one of several."""
    return not _LOWER.search(role)


def _place_features(ground: Ground, clues: Clues, key: int) -> list[str]:
    """Where the candidate is named, seen from the office."""
    reading, question, at, here, inside = ground.reading, clues.question, clues.question.at, clues.here, clues.inside
    sentence = reading.sentences[here]
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
        if last_before and clues.last == key:
            found.append("last named")
        if last_before and reading.sentences[reading.sentence_at(last_before.start)].block == sentence.block:
            found.append("same block")
    first = reading.sentences[reading.sentence_at(ground.mentions[key][0].start)]
    if first is reading.sentences[0]:
        found.append("title")
    elif first.kind is BlockKind.HEADING:
        found.append("in a heading")
    return found
