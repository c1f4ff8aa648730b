"""Features of how far an agreement has come: turns of phrase, the form of the verb of signing, and dates, around its trigger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipeline.extract.agreement_dates import age_of
from pipeline.extract.agreement_encoder import stage_steps
from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.agreement_windows import clause
from pipeline.extract.agreement_words import word_features
from pipeline.extract.lexicon import load_table
from pipeline.extract.reading import Label, Span
from pipeline.extract.skeleton import MARKER

_NEAR = 45
_LEAD = 130


@cache
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = load_table("agreements")["cues"]
    return tuple((name, re.compile(regex, re.IGNORECASE)) for name, regex in table.items())


# A sentence is read for each of its triggers, and for those of the next sentence.
@lru_cache(maxsize=256)
def _cues_in(text: str) -> tuple[tuple[str, int, int], ...]:
    """The turns of phrase of a sentence, each with where it stands."""
    return tuple((name, *match.span()) for name, test in _cues() for match in test.finditer(text))


def stage_features(view: ArticleView, trigger: Trigger) -> set[str]:
    """All that is known of how far an agreement has come: turns of phrase, words, and what the encoder makes of them."""
    start = trigger.span.start
    if start not in view.stages:
        turns = status_features(view, trigger)
        view.stages[start] = turns.union(word_features(view, trigger), stage_steps(view, trigger))
    return view.stages[start]


def status_features(view: ArticleView, trigger: Trigger) -> set[str]:
    """What the turns of phrase of the sentence say about how far the agreement has come."""
    here = view.sentence_of(trigger)
    text = view.skeletons[here].text
    at, end = view.place_of(trigger)
    low, high = clause(text, at)
    found = {f"kind-{trigger.kind.value}", "heading" if view.is_heading(here) else "body", f"plural-{trigger.plural}"}
    found.add(f"determiner-{determiner(text, at)}")
    for name, first, last in _cues_in(text):
        found.add(f"sentence-{name}")
        if low <= first < high:
            found.add(f"clause-{name}")
        if first < at and at - last < _NEAR:
            found.add(f"before-{name}")
        if first >= end and first - end < _NEAR:
            found.add(f"after-{name}")
    if here and not view.is_heading(here - 1):
        found |= {f"previous-{name}" for name, _, _ in _cues_in(view.skeletons[here - 1].text)}
    found |= set(_lead_features(view, here))
    if here == 0 or view.is_heading(here):
        found |= {f"title-{feature}" for feature in list(found) if feature.startswith("sentence-")}
    found |= {f"date-{age}" for age in _ages(view, here)}
    forms = set(_verb_forms(text, at, end, low, high))
    age = _nearest_age(view, here, at)
    found |= forms | {f"nearest-date-{age}"} | {f"{form}&date-{age}" for form in forms if "-verb-" in form}
    found.add(f"nearest-date-{age}&determiner-{determiner(text, at)}")
    rules = list(_status_rules(text, at, end, low, high))
    found |= {f"any-{rule}" for rule in rules}
    found.add(f"rule-{rules[0] if rules else 'none'}")
    return found


def _lead_features(view: ArticleView, here: int) -> Iterator[str]:
    """The turns of phrase and the verb of the sentence that introduces the list of which a sentence is an item ("were signed:")."""
    lead = view.reading.sentences[here].lead
    if lead >= 0:
        text = view.skeletons[lead].text
        yield from (f"lead-{name}" for name, _, _ in _cues_in(text))
        yield from (
            f"lead-{form}" for form in _verb_forms(text, len(text), len(text), 0, len(text)) if form.startswith("s")
        )


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


# Left contexts of a verb of signing, most telling first: what makes it a plan, a wish, or a thing of the past.
_MODALITIES = (
    ("negated", r"(?:\b(?:not|never|no|nor|without|yet to|instead of|failed to)|n['’]t)\W+(?:\S+\s+){0,3}"),
    (
        "may",
        r"\b(?:may|might|could|can|would|possib\w+|propos\w+|suggest\w+|discuss\w*|consider\w*|if|whether)\W+(?:\S+\s+){0,5}",
    ),
    ("future", r"(?:\b(?:will|shall|going to)|['’]ll)\W+(?:\S+\s+){0,6}"),
    (
        "wish",
        r"\b(?:want\w*|wish\w*|hop\w+|would like|ready|readiness|interest\w*|keen|seek\w*)\W+(?:\w+\W+){0,2}(?:to|in)\W+(?:\S+\s+){0,2}",
    ),
    (
        "plan",
        r"\b(?:plan\w*|intend\w*|intention|expect\w*|due|scheduled|agreed|decided|set|about|is|are|was|were|has|have|remains?)\W+to\W+(?:be\W+)?(?:\w+\W+)?",
    ),
    ("before", r"\b(?:before|until|pending|awaiting|await|awaits|after)\W+(?:\S+\s+){0,3}"),
    ("had", r"\b(?:had|having)\W+(?:\S+\s+){0,3}"),
    ("infinitive", r"\bto\W+(?:be\W+)?(?:\w+ly\W+)?"),
    ("being", r"\b(?:is|are|being)\W+(?:\w+\W+){0,2}"),
    ("perfect", r"\b(?:has|have)\W+(?:\S+\s+){0,2}"),
    ("passive", r"\b(?:was|were|got)\W+(?:\w+\W+){0,2}"),
)
_BEFORE_VERB = tuple((name, re.compile(test + r"\Z", re.IGNORECASE)) for name, test in _MODALITIES)
_UNREAL = frozenset({"negated", "may", "future", "wish", "plan", "before", "infinitive"})
_VERB_REACH = 60
# Marks and words over which a verb does not govern the noun of an agreement.
_BARRIER = re.compile(r"[.;:]|‹a\d+›")
_STRONG_PAST = frozenset({"struck", "put", "shook", "made", "set", "gave"})


@dataclass(frozen=True, slots=True)
class _Verb:
    """A verb of signing: where it stands, its first letters, tense, and what its left context makes of it."""

    start: int
    end: int
    lemma: str
    tense: str
    modality: str


@lru_cache(maxsize=256)
def _verbs(text: str) -> tuple[_Verb, ...]:
    found = []
    for match in pattern("signing", "form").finditer(text):
        word = match.group().split()[0].casefold()
        before = text[max(0, match.start() - _VERB_REACH) : match.start()]
        past = word.endswith("ed") or word in _STRONG_PAST
        tense = "past" if past else "ing" if word.endswith("ing") else "base"
        modality = next((name for name, test in _BEFORE_VERB if test.search(before)), "plain")
        if modality == "plain" and tense == "past" and re.search(r"‹a\d+›\W*(?:\w+ly\W+)?\Z", before):
            # "the agreement signed in May": a participle.
            modality = "after-noun"
        found.append(_Verb(match.start(), match.end(), word.removeprefix("co-")[:4], tense, modality))
    return tuple(found)


def _governor(text: str, verbs: Sequence[_Verb], at: int, end: int) -> _Verb | None:
    """The verb that most likely has the trigger as its object or subject: the nearest without a barrier between."""

    def cost(verb: _Verb) -> tuple[int, int]:
        between = text[verb.end : at] if verb.end <= at else text[end : verb.start]
        return len(_BARRIER.findall(between)), len(between)

    return min(verbs, key=cost, default=None)


def _verb_forms(text: str, at: int, end: int, low: int, high: int) -> Iterator[str]:
    """The verb of signing that governs the trigger, in its clause and in the sentence, with tense and modality."""
    verbs = _verbs(text)
    for name, allowed in (("clause", [v for v in verbs if low <= v.start < high]), ("sentence", verbs)):
        verb = _governor(text, allowed, at, end)
        if verb is None:
            yield f"{name}-verb-none"
            continue
        side = "left" if verb.start < at else "right"
        yield from (
            f"{name}-verb-{verb.modality}",
            f"{name}-verb-{verb.modality}-{verb.tense}",
            f"{name}-verb-{verb.modality}-{verb.tense}-{side}",
            f"{name}-verb-{'unreal' if verb.modality in _UNREAL else 'real'}-{verb.tense}",
            f"{name}-lemma-{verb.lemma}",
            f"{name}-lemma-{verb.lemma}-{'unreal' if verb.modality in _UNREAL else 'real'}",
        )


def _nearest_age(view: ArticleView, number: int, at: int) -> str:
    """How the date nearest to an offset of a sentence lies to the article's own; ``none`` where it has no date."""
    shape = view.skeletons[number]
    dates = [match for match in MARKER.finditer(shape.text) if match.group(1) == "d"]
    if not dates:
        return "none"
    item = shape.items[int(min(dates, key=lambda match: abs(match.start() - at)).group(2))]
    return age_of(item, view.today) if isinstance(item, Span) else "none"


def _ages(view: ArticleView, number: int) -> Iterator[str]:
    """How the dates of a sentence lie to the article's own: long past, recent, ahead."""
    sentence = view.reading.sentences[number]
    for span in view.reading.starting_in(sentence.start, sentence.end, Label.DATE):
        yield age_of(span, view.today)


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
