"""Features of how far an agreement has come: turns of phrase, the form of the verb of signing, and dates, around its trigger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.agreement_dates import age_of
from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.agreement_windows import clause
from pipeline.extract.lexicon import load_table
from pipeline.extract.reading import Label

_NEAR = 45
_LEAD = 130


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_table("agreements")["cues"]
    return tuple((name, re.compile(regex, re.IGNORECASE)) for name, regex in table.items())


def status_features(view: ArticleView, trigger: Trigger) -> set[str]:
    """What the sentence says about how far the agreement has come."""
    here = view.sentence_of(trigger)
    text = view.skeletons[here].text
    at, end = view.place_of(trigger)
    low, high = clause(text, at)
    found = {f"kind-{trigger.kind.value}", "heading" if view.is_heading(here) else "body", f"plural-{trigger.plural}"}
    found.add(f"determiner-{determiner(text, at)}")
    for name, test in _cues():
        for match in test.finditer(text):
            found.add(f"sentence-{name}")
            if low <= match.start() < high:
                found.add(f"clause-{name}")
            if match.start() < at and at - match.end() < _NEAR:
                found.add(f"before-{name}")
            if match.start() >= end and match.start() - end < _NEAR:
                found.add(f"after-{name}")
    if here and not view.is_heading(here - 1):
        before = view.skeletons[here - 1].text
        found |= {f"previous-{name}" for name, test in _cues() if test.search(before)}
    if here == 0 or view.is_heading(here):
        found |= {f"title-{feature}" for feature in list(found) if feature.startswith("sentence-")}
    found |= {f"date-{age}" for age in _ages(view, here)}
    found |= set(_verb_forms(text, at, low, high))
    rules = list(_status_rules(text, at, end, low, high))
    found |= {f"any-{rule}" for rule in rules}
    found.add(f"rule-{rules[0] if rules else 'none'}")
    return found


@cache
def _rules() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    table = load_table("agreements")["status_rules"]
    return tuple((rule["status"], rule["where"], re.compile(rule["pattern"], re.IGNORECASE)) for rule in table)


def _status_rules(text: str, at: int, end: int, low: int, high: int) -> Iterator[str]:
    """The readings of ``status_rules`` that match, in their order: each its status and where it looked."""
    stretches = {
        "before": text[max(low, at - _LEAD) : at],
        "after": text[end : min(high, end + _LEAD)],
        "clause": text[low:high],
    }
    for status, where, test in _rules():
        if test.search(stretches[where]):
            yield f"{status}-{where}"


_MODALS = (
    ("had", re.compile(r"\b(?:had|having)\W+(?:\S+\s+){0,3}\Z", re.IGNORECASE)),
    (
        "negated",
        re.compile(r"\b(?:not|never|no|nor|without)\W+(?:\S+\s+){0,3}\Z|n['’]t\W+(?:\S+\s+){0,3}\Z", re.IGNORECASE),
    ),
    (
        "may",
        re.compile(
            r"\b(?:may|might|could|can|would|possib\w+|propos\w+|discuss\w*|consider\w*)\W+(?:\S+\s+){0,5}\Z",
            re.IGNORECASE,
        ),
    ),
    ("future", re.compile(r"(?:\b(?:will|shall)|['’]ll)\W+(?:\S+\s+){0,6}\Z", re.IGNORECASE)),
    (
        "plan",
        re.compile(
            r"\b(?:plan\w*|intend\w*|expected|due|scheduled|agreed|ready|set|is|are|hope\w*|about)\W+to\W+(?:\S+\s+){0,3}\Z",
            re.IGNORECASE,
        ),
    ),
    ("infinitive", re.compile(r"\bto\W+(?:be\W+)?\Z", re.IGNORECASE)),
    ("perfect", re.compile(r"\b(?:has|have)\W+(?:\S+\s+){0,2}\Z", re.IGNORECASE)),
    ("passive", re.compile(r"\b(?:was|were)\W+(?:\S+\s+){0,2}\Z", re.IGNORECASE)),
    ("being", re.compile(r"\b(?:is|are|being)\W+(?:\S+\s+){0,2}\Z", re.IGNORECASE)),
)
_VERB_REACH = 60


def _verb_forms(text: str, at: int, low: int, high: int) -> Iterator[str]:
    """Form of the verb of signing nearest to the trigger, in its clause and in the sentence."""
    matches = list(pattern("signing", "form").finditer(text))
    for name, allowed in (("clause", [m for m in matches if low <= m.start() < high]), ("sentence", matches)):
        if not allowed:
            yield f"{name}-verb-none"
            continue
        verb = min(allowed, key=lambda match: abs(match.start() - at))
        word = verb.group().split()[0].casefold()
        before = text[max(0, verb.start() - _VERB_REACH) : verb.start()]
        tense = (
            "past"
            if word.endswith("ed") or word in {"struck", "put", "shook", "made"}
            else "ing"
            if word.endswith("ing")
            else "base"
        )
        form = next((modal for modal, test in _MODALS if test.search(before)), "plain")
        side = "left" if verb.start() < at else "right"
        lemma = word[:4]
        yield from (
            f"{name}-verb-{form}",
            f"{name}-verb-{form}-{tense}",
            f"{name}-verb-{form}-{tense}-{side}",
            f"{name}-lemma-{lemma}",
        )


def _ages(view: ArticleView, number: int) -> Iterator[str]:
    """How the dates of a sentence lie to the article's own: long past, recent, ahead."""
    sentence = view.reading.sentences[number]
    for span in view.reading.starting_in(sentence.start, sentence.end, Label.DATE):
        yield age_of(span, view.reading.published)


_DEFINITE = frozenset({"the", "this", "these", "that", "said", "its", "their", "our"})
_INDEFINITE = frozenset(
    {"a", "an", "another", "new", "several", "two", "three", "four", "five", "similar", "further", "second", "separate"}
)


def determiner(text: str, at: int) -> str:
    """``definite``, ``indefinite``, ``other-one`` or ``none``, for the noun at an offset."""
    words = re.findall(r"[\w’']+|[^\w\s]", text[max(0, at - 40) : at])[-3:]
    for word in reversed(words):
        low = word.casefold()
        if not low[0].isalnum():
            break
        if low in {
            "another",
            "second",
            "separate",
            "similar",
            "further",
            "third",
            "supplementary",
            "additional",
            "other",
        }:
            return "other-one"
        if low in _DEFINITE:
            return "definite"
        if low in _INDEFINITE:
            return "indefinite"
    return "none"
