"""The parties of an agreement as the grammar of its sentence alone would have them: one answer, with the turn of phrase that gave it.

"closed": between A and B. "pair": A signed … with B. "joint": A and B signed. "by": was signed by (persons of) A and B.
"half": with B, where A has to come from before. "anaphoric": "a memorandum was signed", where both do. "list": "with:" and items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView, Naming
from pipeline.extract.known_names import is_country
from pipeline.extract.reading import Label
from pipeline.extract.skeleton import MARKER
from pipeline.extract.type_nouns import type_of

_WITH = frozenset({"with-deal", "with"})
_SUBJECT = frozenset({"subject-signs"})
_BY = frozenset({"by-sign", "behalf"})
_TOPIC = ("subject-signs", "start", "subject-passive", "premodifier", "other", "quote", "looks-on")
_STATES_AS = frozenset({"subject-signs", "with-deal", "by-sign", "start", "of-deal"})
_BACK = 2


def frame(view: ArticleView, trigger: Trigger) -> tuple[str, set[int]]:
    """The turn of phrase and the clusters of the parties that it gives."""
    number = view.number_of(trigger)
    if number not in view.frames:
        view.frames[number] = _read(view, trigger)
    return view.frames[number]


def share_elsewhere(view: ArticleView, trigger: Trigger, key: int) -> float:
    """In how many of the other sentences with triggers near it a cluster is a party by their grammar, 0 to 1; -1 where there are none."""
    number = view.number_of(trigger)
    if number not in view.elsewhere:
        here = view.sentence_of(trigger)
        near = (view.triggers[other] for other in view.near(number))
        frames = [frame(view, other)[1] for other in near if view.sentence_of(other) != here]
        view.elsewhere[number] = len(frames), Counter(key for keys in frames for key in keys)
    others, counts = view.elsewhere[number]
    return counts[key] / others if others else -1.0


def _read(view: ArticleView, trigger: Trigger) -> tuple[str, set[int]]:
    number = view.sentence_of(trigger)
    if closed := view.closed(trigger):
        return "closed", closed
    at, _ = view.place_of(trigger)
    namings = [naming for naming in view.namings[number] if _may_sign(view, naming)]
    subject = _nearest(namings, _SUBJECT, at)
    low, high = _reach(view, trigger)
    after = {n.key for n in namings if n.part in _WITH and at < n.at < high}
    before = {n.key for n in namings if n.part in _WITH and low < n.at < at}
    partners = after or before or _nearest(namings, _WITH, at)
    if of := {n.key for n in namings if n.part == "of-deal" and at < n.at < high}:
        subject = of
    items = {first.key for index in view.items_under(number) if (first := _first(view, index)) is not None}
    if len(items) > 1 and len(partners) < 2:
        text = view.skeletons[number].text
        named = {
            naming.key
            for naming in namings
            if naming.part in _BY or naming.part in _SUBJECT or naming.part == "between"
        }
        if not named - items and pattern("spread", "lead_partners").search(text):
            return "list", items | (partners - items or host(view, number, at, items))
        if named or pattern("spread", "lead_all").search(text):
            return "list-all", items | named
    if subject and partners - subject:
        return "pair", subject | partners
    if len(subject) > 1:
        return "joint", subject
    signed = {naming.key for naming in namings if naming.part in _BY}
    if signed and len(signed | subject) > 1:
        return "by", signed | subject
    if view.is_row(number) and not subject | signed:
        # A row of a register or report names the other side; its own institution is that of the whole text.
        named = partners or {n.key for n in namings[:1]}
        own = next((key for key in (view.publisher, view.focus) if key >= 0 and key not in named), -1)
        if len(named) == 1 and own >= 0:
            return "row", named | {own}
    known = partners | subject | signed
    if known:
        return "half", known | host(view, number, at, known)
    return "anaphoric", _pair_before(view, number)


def _may_sign(view: ArticleView, naming: Naming) -> bool:
    """Institutions, and countries that stand for their governments."""
    if naming.span.label is Label.INSTITUTION:
        return naming.key not in view.reporters
    return naming.part in _STATES_AS and is_country(view.reading.text[naming.span.start : naming.span.end])


def _reach(view: ArticleView, trigger: Trigger) -> tuple[int, int]:
    """From the trigger before this one to the one after it, in the skeleton of their sentence."""
    number = view.sentence_of(trigger)
    at, end = view.place_of(trigger)
    low, high = -1, len(view.skeletons[number].text)
    for match in MARKER.finditer(view.skeletons[number].text):
        if match.group(1) == "a" and match.end() <= at:
            low = match.start()
        elif match.group(1) == "a" and match.start() >= end:
            return low, match.start()
    return low, high


def _nearest(namings: Iterable[Naming], parts: frozenset[str], at: int) -> set[int]:
    """Members of the groups in some parts, on the side of the trigger where the nearest of them stands."""
    fitting = [naming for naming in namings if naming.part in parts]
    if not fitting:
        return set()
    best = min(fitting, key=lambda naming: abs(naming.at - at))
    left = best.at < at
    return {naming.key for naming in fitting if (naming.at < at) == left}


def _first(view: ArticleView, number: int) -> Naming | None:
    return next((naming for naming in view.namings[number] if naming.span.label is Label.INSTITUTION), None)


def is_media(view: ArticleView, key: int) -> bool:
    """Whether a cluster's name reads as a newspaper, agency or station."""
    span = view.first.get(key)
    return key in view.reporters or (span is not None and "media" in type_of(view.reading.name_of(span)))


def host(view: ArticleView, number: int, at: int, known: set[int]) -> set[int]:
    """Who signs where the words name the other side only: the topic of this sentence or the last ones, else the publisher."""
    for back in range(_BACK + 1):
        index = number - back
        if index < 0:
            break
        if back == 1:
            for own in (view.publisher, view.focus):
                if own >= 0 and own not in known and not is_media(view, own):
                    return {own}
        for part in _TOPIC:
            for naming in view.namings[index]:
                before = back > 0 or naming.at < at
                fits = naming.part == part and naming.key not in known and naming.span.label is Label.INSTITUTION
                if before and fits and not is_media(view, naming.key):
                    return {naming.key}
    return set(next(([key] for key in view.ranked if key not in known), []))


def _pair_before(view: ArticleView, number: int) -> set[int]:
    """The two that the sentences before, or else the next one, speak of."""
    for index in [*range(number, max(-1, number - 1 - _BACK), -1), number + 1]:
        if not 0 <= index < len(view.namings):
            continue
        groups: dict[str, set[int]] = {}
        for naming in view.namings[index]:
            if naming.span.label is Label.INSTITUTION and not is_media(view, naming.key):
                groups.setdefault(naming.part, set()).add(naming.key)
        for part in ("between", "by-sign", "subject-signs"):
            if len(groups.get(part, ())) > 1:
                return groups[part]
        everyone = set().union(*groups.values()) if groups else set()
        if len(everyone) == 2:
            return everyone
        if len(everyone) == 1 and index <= number:
            return everyone | host(view, index, 10**6, everyone)
    return set()
