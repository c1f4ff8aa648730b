"""One agreement of many, or as many agreements of one host: "memoranda were signed with A, B and C"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.agreement_encoder import host_steps, several_steps
from pipeline.extract.agreement_lists import each, said_counts
from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.linear_model import AGREEMENTS
from pipeline.extract.reading import Label

FEWEST = 3
"""Parties from which the question arises."""
_MANY = 5
_MENTIONS = 4
_SIDE = frozenset({"subject-signs", "by-sign", "premodifier", "subject-passive", "start"})


def host_of(view: ArticleView, triggers: Sequence[Trigger], keys: Sequence[int]) -> int | None:
    """The party that has an agreement with each of the others; None where all have one together.

    Args:
        triggers: the words that speak of the agreement or the agreements, in text order.
        keys: clusters of the parties.
    """
    if len(keys) < FEWEST:
        return None
    # "With each of" leaves no doubt, and is too rare to be learnt.
    told = any(each(view, trigger) for trigger in triggers)
    if not told and AGREEMENTS.log_odds("several", several_features(view, triggers, keys)) <= 0:
        return None
    found = host_features(view, triggers, keys)
    return max(keys, key=lambda key: (AGREEMENTS.log_odds("host", found[key]), -view.first[key].start))


def several_features(view: ArticleView, triggers: Sequence[Trigger], keys: Sequence[int]) -> set[str]:
    """Whether words that name three parties or more speak of several agreements."""
    plural = sum(trigger.plural for trigger in triggers)
    number = "none" if not plural else "all" if plural == len(triggers) else "some"
    size = f"size{min(len(keys), _MANY)}"
    found = {f"plural-{number}", size, f"plural-{number}&{size}"}
    if any(each(view, trigger) for trigger in triggers):
        found.add("each")
    texts = [view.skeletons[view.sentence_of(trigger)].text for trigger in triggers]
    for what in ("multilateral", "bilateral"):
        if any(pattern("spread", what).search(text) for text in texts):
            found |= {what, f"{what}&plural-{number}"}
    if len(keys) in said_counts(view, triggers):
        found.add("counted")
    sides = len(_alone(view, triggers, keys))
    found |= {f"sides{min(sides, 2)}", f"sides{min(sides, 2)}&plural-{number}"}
    for trigger in triggers:
        found |= {f"{which}-{step}" for step in several_steps(view, trigger) for which in ("any", _number(trigger))}
    return found


def host_features(view: ArticleView, triggers: Sequence[Trigger], keys: Sequence[int]) -> dict[int, set[str]]:
    """For each party, whether it is the one that all the agreements have in common."""
    alone = _alone(view, triggers, keys)
    return {key: set(_of_host(view, triggers, key, alone)) for key in keys}


def _of_host(view: ArticleView, triggers: Sequence[Trigger], key: int, alone: Sequence[int]) -> Iterator[str]:
    yield f"publisher-{view.publisher == key}" if view.publisher >= 0 else "publisher-unknown"
    yield f"focus-{view.focus == key}"
    yield f"rank{min(view.ranks.get(key, _MENTIONS), _MENTIONS)}"
    yield f"mentions{min(view.counts.get(key, 0), _MENTIONS)}"
    if view.first[key].label is Label.PLACE:
        yield "place"
    if key in alone:
        yield f"alone-{len(alone) == 1}"
    for trigger in triggers:
        parts = [naming.part for naming in view.namings[view.sentence_of(trigger)] if naming.key == key]
        yield from (f"part-{part}" for part in parts[:1])
        if not parts:
            yield "away"
        yield from host_steps(view, trigger, key)


def _alone(view: ArticleView, triggers: Sequence[Trigger], keys: Sequence[int]) -> list[int]:
    """Parties in a place of one side ("A signed", "signed by A") in the sentence of the first plural trigger, or else the first."""
    main = next((trigger for trigger in triggers if trigger.plural), triggers[0])
    parts = {naming.key: naming.part for naming in reversed(view.namings[view.sentence_of(main)])}
    return [key for key in keys if parts.get(key) in _SIDE]


def _number(trigger: Trigger) -> str:
    return "plural" if trigger.plural else "singular"
