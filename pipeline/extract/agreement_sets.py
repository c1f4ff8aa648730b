"""Which set of names are the parties of one agreement: hypotheses, and what speaks for each as a whole.

Names are first judged one by one; an agreement needs two sides, though, and the grammar of a sentence gives them together. The
hypotheses are what the turns of phrase give, what is likely name by name, and the pairs of the likeliest.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import combinations

from pipeline.extract.agreement_frames import frame
from pipeline.extract.agreement_lists import STRONG, coordinations, each, said_counts, stated_sides
from pipeline.extract.agreement_triggers import Trigger
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.reading import Label
from pipeline.extract.type_nouns import type_of

_PAIRED = 6
_LONG = 9
_STEPS = (-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
_GAPS = (0.0, 0.3, 0.7, 1.2, 2.0, 3.0, 5.0)
# The features for the steps that are passed, from the lowest step on.
_LEAST = [f"least>{step}" for step in _STEPS]
_LEFT_OUT = [f"left-out>{step}" for step in _STEPS]
_GAP = {size: [f"gap>{step}{end}" for step in _GAPS for end in ("", f"&size{size}")] for size in range(1, 4)}
_FAR = -5.0
_TRIED = 12
_NEAR = 0.5
# Names beyond the likeliest that may be among so many sides as are stated.
_SPARE = 2

Keys = frozenset[int]


def hypotheses(
    view: ArticleView, triggers: Sequence[Trigger], odds: Mapping[int, float], barred: set[int]
) -> dict[Keys, set[str]]:
    """Possible sets of parties with their features; ``odds`` are the log-odds name by name, ``barred`` clusters are none."""
    ranked = sorted((key for key in odds if key not in barred), key=lambda key: (-odds[key], view.first[key].start))
    framed = [(case, frozenset(keys - barred)) for case, keys in (frame(view, trigger) for trigger in triggers)]
    sets = dict.fromkeys(keys for _, keys in framed if keys)
    sets.update(dict.fromkeys([frozenset(key for key in ranked if odds[key] > 0)]))
    sets.update(dict.fromkeys(frozenset(ranked[:count]) for count in range(1, _LONG)))
    sets.update(dict.fromkeys(frozenset(pair) for pair in combinations(ranked[:_PAIRED], 2)))
    listed = coordinations(view, triggers)
    sets.update(dict.fromkeys(keys - barred for _, keys in listed))
    sets.update(dict.fromkeys(keys - barred for keys in _unions(listed)))
    for own in (view.focus, view.publisher):
        if own >= 0 and own not in barred:
            sets.update(dict.fromkeys(keys - barred | {own} for _, keys in listed))
    counts = said_counts(view, triggers)
    plural = any(trigger.plural or each(view, trigger) for trigger in triggers)
    parts = [{n.key: n.part for n in reversed(view.namings[view.sentence_of(trigger)])} for trigger in triggers]
    nested = [(view.clusters.key(part), view.clusters.key(whole)) for part, whole in view.reading.part_of]
    for own in (view.focus, view.publisher):
        if own >= 0 and own not in barred:
            sets.update(dict.fromkeys(frozenset({own, key}) for key in ranked[:_PAIRED]))
    sets.pop(frozenset(), None)
    sides = 0 if plural else stated_sides(view, triggers)
    if sides:
        sets.update(dict.fromkeys(frozenset(some) for some in combinations(ranked[: sides + _SPARE], sides)))
        sets = {keys: None for keys in sets if len(keys) == sides} or sets
    in_order = sorted(odds.items())
    alone = {keys: _alone(keys, in_order) for keys in sets}
    best = max(alone.values(), default=0.0)
    return {
        keys: {
            *_shape(view, nested, keys),
            *_grammar(plural, parts, framed, keys),
            *_coordination(listed, keys),
            *_counted(counts, keys),
            *_likelihood(odds, keys, best - alone[keys]),
        }
        for keys in sets
    }


def most_useful(scores: Mapping[Keys, float]) -> tuple[Keys, float]:
    """The set that most likely is right or nearly so, and the probability that it is right.

    Nearly right is to share half of what both have; it counts as much as to be right counts on top.

    Args:
        scores: of each set; their softmax is its probability.
    """
    top = max(scores.values(), default=0.0)
    shares = {keys: math.exp(score - top) for keys, score in scores.items()}
    total = sum(shares.values())
    best, most = frozenset[int](), -1.0
    for keys in sorted(scores, key=lambda keys: (-scores[keys], sorted(keys)))[:_TRIED]:
        near = sum(share for other, share in shares.items() if 2 * len(keys & other) >= len(keys | other))
        use = _NEAR * near + (1 - _NEAR) * shares[keys]
        if use > most:
            best, most = keys, use
    return best, shares[best] / total if best else 0.0


def _alone(keys: Keys, odds: Sequence[tuple[int, float]]) -> float:
    """Log-probability of the set if names were parties or not by themselves; ``odds`` are sorted."""
    if far := keys.difference(key for key, _ in odds):
        odds = sorted([*odds, *((key, _FAR) for key in far)])
    return sum([_log_share(value if key in keys else -value) for key, value in odds])


@lru_cache(maxsize=4096)
def _log_share(odds: float) -> float:
    return -math.log1p(math.exp(-max(-20.0, min(20.0, odds))))


def _likelihood(odds: Mapping[int, float], keys: Keys, gap: float) -> Iterator[str]:
    inside = min([odds.get(key, _FAR) for key in keys])
    outside = max([value for key, value in odds.items() if key not in keys], default=_FAR)
    yield from _LEAST[: bisect_left(_STEPS, inside)]
    yield from _LEFT_OUT[: bisect_left(_STEPS, outside)]
    yield from _GAP[min(len(keys), 3)][: 2 * bisect_left(_GAPS, gap)]


def _shape(view: ArticleView, nested: Iterable[tuple[int, int]], keys: Keys) -> Iterator[str]:
    size = f"size{min(len(keys), 4)}"
    spans = [view.first[key] for key in keys]
    places = sum(span.label is Label.PLACE for span in spans)
    mixed = "none" if not places else "all" if places == len(keys) else "some"
    yield size
    yield f"places-{mixed}"
    yield f"places-{mixed}&{size}"
    yield f"focus-{view.focus in keys}&{size}"
    yield f"publisher-{'none' if view.publisher < 0 else view.publisher in keys}"
    kinds = sorted("/".join(sorted(type_of(view.reading.name_of(s)))) for s in spans if s.label is not Label.PLACE)
    yield f"types-{'|'.join(kinds)}"
    yield f"types-{'same' if len(set(kinds)) < 2 else 'differ'}"
    if any(part in keys and whole in keys for part, whole in nested):
        yield "part-beside-whole"
    yield f"named{min(3, min(view.counts[key] for key in keys))}"


def _grammar(
    plural: bool, parts: Iterable[Mapping[int, str]], framed: Sequence[tuple[str, Keys]], keys: Keys
) -> Iterator[str]:
    """What the turns of phrase give; ``parts`` has for each trigger the part that every name plays in its sentence."""
    size = f"size{min(len(keys), 3)}"
    for case, given in framed:
        told = f"{case}-{_relation(given, keys)}"
        yield told
        yield f"{told}&{size}"
    equal = sum(given == keys for _, given in framed)
    yield f"frames-equal{min(equal, 2)}-of{min(len(framed), 3)}"
    yield f"plural-{plural}&{size}"
    here = 0
    for part_of in parts:
        inside = sorted(part_of[key] for key in keys if key in part_of)
        here = max(here, len(inside))
        yield f"parts-{'+'.join(inside[:3])}"
        if len(keys) == 2:
            yield f"pair-{'+'.join(inside)}"
    yield f"here{min(here, 3)}&{size}"
    yield f"here{'all' if here == len(keys) else 'some' if here else 'none'}"


def _unions(listed: Sequence[tuple[str, Keys]]) -> Iterator[Keys]:
    """All names of the telling groups together, and every two groups."""
    telling = [keys for part, keys in listed if part in STRONG or part == "items"]
    if len(telling) > 1:
        yield frozenset().union(*telling)
    for first, second in combinations(dict.fromkeys(keys for _, keys in listed), 2):
        yield first | second


def _coordination(listed: Sequence[tuple[str, Keys]], keys: Keys) -> Iterator[str]:
    """Whether names that one "and" joins are taken or left together."""
    split = False
    for part, group in listed:
        if len(group) < 2:
            continue
        taken = "whole" if group <= keys else "split" if group & keys else "left"
        split |= taken == "split"
        yield f"group-{taken}"
        yield f"group-{taken}-{part}"
        yield f"group-{taken}-{part}-{min(len(group), 4)}"
    yield f"split-{split}"


def _counted(counts: AbstractSet[int], keys: Keys) -> Iterator[str]:
    """Whether the text says how many they are: "the five universities signed", "tripartite"."""
    if counts:
        yield "counted-right" if len(keys) in counts else "counted-few" if len(keys) < min(counts) else "counted-other"
        if len(keys) > 2 and len(keys) in counts:
            yield "counted-right-many"


def _relation(given: Keys, keys: Keys) -> str:
    if given == keys:
        return "equal"
    if given < keys:
        return "less"
    if given > keys:
        return "more"
    return "shares" if given & keys else "apart"
