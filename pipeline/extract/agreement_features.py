"""Features of what could belong to an agreement: its parties, status and date, and whether two triggers speak of one.

A feature is a string that holds or does not; the names say where (``here``: the trigger's sentence, ``prev1``, ``item`` …) and what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.extract.agreement_frames import frame, share_elsewhere
from pipeline.extract.agreement_triggers import Trigger, family, pattern
from pipeline.extract.agreement_view import ArticleView, Naming
from pipeline.extract.lexicon import load_table
from pipeline.extract.reading import Label
from pipeline.extract.references import type_of

STRONG = frozenset({"between", "with-deal", "by-sign", "subject-signs", "behalf", "premodifier", "to-join"})
_CLAUSE = re.compile(
    r"[;:]|,? which |,? who |, whereby |, under which |,? while |,? whereas |, but |, and (?=\w+ (?:will|is|was|has))"
)
_NEAR = 45
_FEW = 3
_LEAD = 130
_HALF = 0.5


def clause(text: str, at: int) -> tuple[int, int]:
    """The stretch of a sentence between the borders of clauses around an offset."""
    low, high = 0, len(text)
    for match in _CLAUSE.finditer(text):
        if match.end() <= at:
            low = match.end()
        elif match.start() >= at:
            high = match.start()
            break
    return low, high


def windows(view: ArticleView, trigger: Trigger) -> Iterator[tuple[str, int]]:
    """The sentences around a trigger, each with its name as a place of features."""
    here = view.sentence_of(trigger)
    yield "here", here
    sentence = view.reading.sentences[here]
    is_item = view.is_row(here)
    items = set(view.items_under(here))
    for index in sorted(items):
        yield "item", index
    for step in range(1, _FEW + 1):
        for name, index in ((f"prev{step}", here - step), (f"next{step}", here + step)):
            if not 0 <= index < len(view.reading.sentences) or index in items:
                continue
            if view.is_row(index) and is_item:
                name = "sibling"
            elif view.is_heading(index):
                name = "heading"
            elif is_item and index == sentence.lead:
                continue
            yield name, index
    if is_item and sentence.lead >= 0:
        yield "lead", sentence.lead
    elif here > _FEW:
        yield "title", 0


def strong_keys(view: ArticleView, trigger: Trigger) -> set[int]:
    """Entities of the trigger's sentence in a part that by itself suggests a party."""
    return {naming.key for naming in view.namings[view.sentence_of(trigger)] if naming.part in STRONG}


def party_features(view: ArticleView, trigger: Trigger) -> dict[int, set[str]]:
    """Features of every entity near a trigger that might be a party."""
    here = view.sentence_of(trigger)
    at, end = view.place_of(trigger)
    strong = strong_keys(view, trigger)
    parts = {naming.part for naming in view.namings[here]}
    half = "with-deal" in parts and not parts & {"between", "subject-signs", "by-sign"}
    found: dict[int, set[str]] = {}
    for where, number in windows(view, trigger):
        for order, naming in enumerate(view.namings[number]):
            features = found.setdefault(naming.key, set())
            features |= set(_naming_features(view, where, number, order, naming, at, end))
    for key in [view.publisher, *view.ranked[:2]]:
        if key >= 0:
            found.setdefault(key, {"far"})
    case, framed = frame(view, trigger)
    for key in framed:
        found.setdefault(key, {"far"})
    for key, features in found.items():
        inside = "in" if key in framed else "out"
        share = share_elsewhere(view, trigger, key)
        level = "alone" if share < 0 else "never" if share == 0 else "some" if share < _HALF else "most"
        features |= {
            f"elsewhere-{level}",
            f"elsewhere-{level}&{case}",
            f"elsewhere-{level}&{inside}",
            f"elsewhere-{level}&{case}-{inside}",
        }
        features |= {f"frame-{inside}", f"frame-{case}-{inside}", f"frame-{case}-{min(3, len(framed))}-{inside}"}
        count = min(2, len(strong - {key}))
        state = f"others{count}{'half' if half else ''}"
        features |= {f"{feature}&{state}" for feature in list(features) if feature.count(":") == 1 or feature == "far"}
        features |= set(_entity_features(view, key, features, state))
        features |= {
            f"{feature}&{inside}" for feature in list(features) if feature.startswith(("here:", "publisher", "prev1:"))
        }
    return found


def _naming_features(
    view: ArticleView, where: str, number: int, order: int, naming: Naming, at: int, end: int
) -> Iterator[str]:
    yield f"{where}:{naming.part}"
    if where in {"item", "prev1", "lead"} and order == 0:
        yield f"{where}-first:{naming.part if where != 'item' else ''}"
        yield f"{where}-first"
    yield f"{where}-size{min(naming.size, 3)}-{naming.part}"
    if naming.by_reference:
        yield f"{where}-reference"
    if naming.by_person:
        yield f"{where}-person"
        yield f"person-{naming.part}"
    if where != "here":
        return
    text = view.skeletons[number].text
    low, high = clause(text, at)
    side = "left" if naming.end <= at else "right"
    gap = at - naming.end if side == "left" else naming.at - end
    yield f"{side}-{naming.part}"
    yield f"{side}-gap{0 if gap < 8 else 1 if gap < 30 else 2 if gap < 90 else 3}"
    inside = low <= naming.at < high
    yield f"{'inside' if inside else 'outside'}-clause"
    yield f"{'inside' if inside else 'outside'}-{naming.part}"
    between = text[naming.end : at] if side == "left" else text[end : naming.at]
    yield f"{side}-triggers{min(2, between.count('‹a'))}"
    if side == "right" and re.match(r"\W*(?:\w+\W+){0,2}?with\b", between):
        yield "right-with"


def _entity_features(view: ArticleView, key: int, features: set[str], state: str) -> Iterator[str]:
    span = view.first.get(key)
    rank = view.ranked.index(key) if key in view.ranked else -1
    count = min(view.counts.get(key, 0), 4)
    kinds = {"publisher", f"publisher-count{count}"} if key == view.publisher else set()
    if rank >= 0:
        kinds.add(f"rank{min(rank, 2)}")
    if span is not None and span.label is Label.PLACE:
        kinds.add("place")
        yield from (
            f"place&{feature}" for feature in sorted(features) if feature.count(":") == 1 and "&" not in feature
        )
    elif span is not None:
        types = type_of(view.reading.text[span.start : span.end])
        kinds |= {f"type-{name}" for name in types} or {"type-unknown"}
    where = "here" if any(feature.startswith("here:") for feature in features) else "away"
    for kind in sorted(kinds):
        yield kind
        yield f"{kind}&{where}"
        yield f"{kind}&{where}&{state}"
    yield f"{where}&{state}"


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
    from pipeline.extract.agreement_dates import age_of

    sentence = view.reading.sentences[number]
    for span in view.reading.of(Label.DATE):
        if sentence.start <= span.start < sentence.end:
            yield age_of(span, view.reading.published)


_DETERMINER = re.compile(r"(\b[\w’']+)\s+(?:[\w-]+\s+){0,2}\Z")
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


def pair_features(view: ArticleView, earlier: Trigger, later: Trigger, left: set[int], right: set[int]) -> set[str]:
    """Whether two triggers speak of one agreement; ``left`` and ``right`` are the parties that each has by itself."""
    first, second = view.sentence_of(earlier), view.sentence_of(later)
    text, at = view.skeletons[second].text, view.place_of(later)[0]
    words = [" ".join(view.reading.text[t.span.start : t.span.end].casefold().split()) for t in (earlier, later)]
    same = family(earlier.kind) == family(later.kind)
    relation = _relation(left, right)
    which = determiner(text, at)
    kinds = "same" if same else "generic" if later.generic or earlier.generic else "different"
    distance = min(second - first, 4)
    title = "title" if view.is_heading(first) else "body"
    found = {f"kinds-{kinds}", f"relation-{relation}", f"determiner-{which}", f"distance{distance}", f"from-{title}"}
    found |= {
        f"{kinds}&{relation}",
        f"{kinds}&{which}",
        f"{kinds}&{title}&{relation}",
        f"{which}&{relation}",
        f"{title}&{which}",
    }
    found |= {
        f"{kinds}&distance{distance}",
        f"plural-{earlier.plural}-{later.plural}",
        f"{kinds}&plural-{earlier.plural}-{later.plural}",
    }
    found.add(f"words-{words[0] == words[1]}&{kinds}")
    found.add(f"words-{words[0] == words[1]}&{relation}")
    between = sum(
        earlier.span.end <= t.span.start < later.span.start and family(t.kind) == family(later.kind)
        for t in view.triggers
    )
    found.add(f"between{min(between, 2)}")
    if first == second:
        found.add(f"same-sentence-{which}")
    if pattern("spread", "bilateral").search(text):
        found.add("bilateral")
    gap = view.reading.text[earlier.span.end : later.span.start]
    if first == second:
        beside = (
            "brackets"
            if re.fullmatch(r"\W{0,5}", gap)
            else "and"
            if re.fullmatch(r"\W*(?:and|as well as)\W+(?:\w+\W+){0,3}", gap)
            else "far"
        )
        found.add(f"beside-{beside}-{kinds}")
    if first != second and view.is_row(first) and view.is_row(second):
        found |= {"siblings", f"siblings-{kinds}"}
    if view.is_row(second) and not view.is_row(first):
        found.add(f"into-row-{earlier.plural}")
    closed = view.closed(earlier), view.closed(later)
    if all(closed):
        found.add(f"closed-{_relation(*closed)}")
    return found


def _relation(left: set[int], right: set[int]) -> str:
    if not left or not right:
        return "neither" if not left and not right else "one-sided"
    if left == right:
        return "equal"
    if left < right or right < left:
        return "part"
    return "shares" if left & right else "apart"


def trigger_features(view: ArticleView, trigger: Trigger, strong: int, likely: int) -> set[str]:
    """Whether a trigger speaks of an agreement between named parties at all."""
    found = {
        f"found-{trigger.span.found_by if trigger.own else 'tagger'}",
        f"strong{min(strong, 2)}",
        f"likely{min(likely, 2)}",
    }
    found |= {f"{first}&{second}" for first in list(found) for second in list(found) if first < second}
    found |= {
        feature
        for feature in status_features(view, trigger)
        if not feature.startswith(("sentence", "title", "previous"))
    }
    return found
