"""What the text says against, or for, an institution as a party beyond the words around one trigger.

An institute that the parties are going to found is none of them; nor is a newspaper that was told of it. "Memoranda were signed with
the ministries of three countries" names no partner at all, so that the host stands alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from pipeline.extract.agreement_frames import frame
from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.reading import Label

# An entity that is near one trigger of an agreement and not near another.
_ABSENT = -3.0
# Share of the best trigger in an entity's pooled log-odds; the rest is the mean over triggers.
_MAX = 0.5
# Weight of a trigger by the number of entities of its sentence in a telling part.
_WEIGHTS = (0.5, 1.0, 2.0)
_BEFORE = 60
_AFTER = 90
_SIGNING = frozenset({"subject-signs", "by-sign", "premodifier"})


def to_be_founded(view: ArticleView) -> set[int]:
    """Clusters of what somebody is going to found: "the proposal to establish ‹i›", "‹i› will be set up"."""
    found: set[int] = set()
    for number, namings in enumerate(view.namings):
        text = view.skeletons[number].text
        for naming in namings:
            if naming.span.label is not Label.INSTITUTION or naming.by_person:
                continue
            before = text[max(0, naming.at - _BEFORE) : naming.at]
            after = text[naming.end : naming.end + _AFTER]
            if pattern("founding", "before").search(before) or pattern("founding", "after").match(after):
                found.add(naming.key)
    return found


def press(view: ArticleView) -> set[int]:
    """Clusters of whom the text shows to be a newspaper or an agency: "told ‹i›", "the weekly “‹i›”".

    In the training part of the annotated corpus one of 189 such institutions is a party.
    """
    found: set[int] = set()
    for shape, namings in zip(view.skeletons, view.namings, strict=True):
        for naming in namings:
            if naming.span.label is not Label.INSTITUTION or naming.by_person or naming.by_reference:
                continue
            if pattern("press", "before").search(shape.text, max(0, naming.at - _BEFORE), naming.at):
                found.add(naming.key)
    return found


def partner_unnamed(view: ArticleView, trigger: Trigger) -> bool:
    """Whether the words say with whom without a name: "signed with the authorities of five countries"."""
    number = view.sentence_of(trigger)
    _, end = view.place_of(trigger)
    if not pattern("unnamed", "partner").match(view.skeletons[number].text[end : end + _AFTER]):
        return False
    named = {n.key for n in view.namings[number] if n.span.label is Label.INSTITUTION and n.at >= end}
    return not named and frame(view, trigger)[0] in {"anaphoric", "half"}


def lone_host(view: ArticleView, trigger: Trigger, odds: dict[int, float]) -> list[int]:
    """Who signed with partners that have no name: who is named as signing, else the one in focus, else a likely one."""
    institutions = [key for key in odds if view.first[key].label is Label.INSTITUTION]
    signing = [naming.key for naming in view.namings[view.sentence_of(trigger)] if naming.part in _SIGNING]
    likely = sorted((key for key in institutions if odds[key] > 0), key=lambda key: (-odds[key], view.first[key].start))
    leading = [key for key in (view.focus, view.publisher) if key >= 0]
    return [*(key for key in signing if key in institutions), *leading, *likely][:1]


def pooled(
    triggers: Sequence[Trigger], odds: Mapping[Trigger, Mapping[int, float]], strong: Mapping[Trigger, AbstractSet[int]]
) -> dict[int, float]:
    """Log-odds of every entity over all triggers of one agreement; those with more names in telling places weigh more."""
    weights = [_WEIGHTS[min(2, len(strong[trigger]))] for trigger in triggers]
    keys = sorted({key for trigger in triggers for key in odds[trigger]})
    found = {}
    for key in keys:
        values = [odds[trigger].get(key, _ABSENT) for trigger in triggers]
        mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
        found[key] = _MAX * max(values) + (1 - _MAX) * mean
    return found
