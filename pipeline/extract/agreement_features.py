"""Features of what could belong to an agreement: its parties, and whether two triggers speak of one.

A feature is a string that holds or does not; the names say where (``here``: the trigger's sentence, ``prev1``, ``item`` …) and what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.agreement_encoder import likely_parties, pair_steps, party_steps
from pipeline.extract.agreement_frames import frame, share_elsewhere
from pipeline.extract.agreement_lists import STRONG
from pipeline.extract.agreement_status import determiner, stage_features
from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView, Naming
from pipeline.extract.agreement_windows import clause, windows
from pipeline.extract.reading import Label
from pipeline.extract.type_nouns import type_of

_HALF = 0.5
# Institutions named most that may be meant from afar.
_LEADING = 3


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
    for key in [view.publisher, view.focus, *view.ranked[:_LEADING]]:
        if key >= 0:
            found.setdefault(key, {"far"})
    case, framed = frame(view, trigger)
    for key in framed:
        found.setdefault(key, {"far"})
    for key in likely_parties(view, trigger):
        found.setdefault(key, {"far"})
    for key in view.reporters & found.keys():
        del found[key]
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
        features |= set(party_steps(view, trigger, key))
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
    rank = view.ranks.get(key, -1)
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
        types = type_of(view.reading.name_of(span))
        kinds |= {f"type-{name}" for name in types} or {"type-unknown"}
    where = "here" if any(feature.startswith("here:") for feature in features) else "away"
    for kind in sorted(kinds):
        yield kind
        yield f"{kind}&{where}"
        yield f"{kind}&{where}&{state}"
    yield f"{where}&{state}"


def pair_features(view: ArticleView, earlier: Trigger, later: Trigger, left: set[int], right: set[int]) -> set[str]:
    """Whether two triggers speak of one agreement; ``left`` and ``right`` are the parties that each has by itself."""
    first, second = view.sentence_of(earlier), view.sentence_of(later)
    text, at = view.skeletons[second].text, view.place_of(later)[0]
    words = [" ".join(view.reading.text[t.span.start : t.span.end].casefold().split()) for t in (earlier, later)]
    left_at, right_at = view.number_of(earlier), view.number_of(later)
    same = view.families[left_at] == view.families[right_at]
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
    between = view.families[left_at + 1 : right_at].count(view.families[right_at])
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
    found |= set(pair_steps(view, earlier, later))
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
        for feature in stage_features(view, trigger)
        if not feature.startswith(("sentence", "title", "previous", "word"))
    }
    return found
