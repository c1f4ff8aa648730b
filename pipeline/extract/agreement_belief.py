"""How far a finished record is to be believed, by what it was drafted from and by how it stands beside the article's others.

Two linear models are asked: whether the article tells of such an agreement at all, between about these parties, and whether parties,
kind, status and date are all right. The second answer is the record's confidence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.agreement_features import strong_keys
from pipeline.extract.agreement_records import FoundAgreement, Told, ToldIndex, is_vague
from pipeline.extract.agreement_triggers import family
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.linear_model import AGREEMENTS
from pipeline.extract.reading import Label

# The mean of both probabilities from which a record is worth telling: about half of the F1 that is reached (Lipton et al. 2014).
_WORTH = 0.34
# Records before and after one with which it is compared, of those that share a party with it, for each party.
_BESIDE = 20
_HALF = 0.5
_SHARES = (0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
_ODDS = (-3.0, -2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0, 3.0)
_NOBODY = -5.0
_MANY = 4


def believed(view: ArticleView, told: Sequence[Told]) -> list[FoundAgreement]:
    """The records that are worth telling, with their confidence.

    Args:
        told: all that were found in the article, in text order.
    """
    found = []
    for one, features in zip(told, told_features(view, told), strict=True):
        right = AGREEMENTS.probability("right", features)
        if (AGREEMENTS.probability("told", features) + right) / 2 >= _WORTH:
            found.append(replace(one.record, confidence=round(right, 3)))
    return found


def told_features(view: ArticleView, told: Sequence[Told]) -> list[set[str]]:
    """The features of every record, by which it is believed."""
    index = ToldIndex(told)
    shared = Counter(id(one.draft) for one in told)
    return [
        {
            *_of_draft(view, one),
            *_beside(index, at),
            f"spread-{shared[id(one.draft)] > 1}",
            f"records{min(len(told), _MANY)}",
        }
        for at, one in enumerate(told)
    ]


def _of_draft(view: ArticleView, one: Told) -> Iterator[str]:
    """How sure each decision was, and what sort of agreement was told in what words."""
    draft, record = one.draft, one.record
    yield from _steps("parties", draft.sure, _SHARES)
    yield from _steps("status", draft.settled, _SHARES)
    odds = [draft.odds.get(key, _NOBODY) for key in sorted(one.keys)] or [_NOBODY]
    yield from _steps("least", min(odds), _ODDS)
    yield from _steps("most", max(odds), _ODDS)
    yield from _steps(
        "left-out", max([o for key, o in draft.odds.items() if key not in one.keys], default=_NOBODY), _ODDS
    )
    if record.date:
        yield from _steps("day", draft.dated, _ODDS)
    strong = set().union(*(strong_keys(view, trigger) for trigger in draft.triggers))
    telling = len(one.keys & strong)
    size = f"size{min(len(one.keys), _MANY)}"
    yield size
    yield f"telling-{'none' if not telling else 'all' if telling == len(one.keys) else 'some'}"
    yield f"telling{min(telling, 2)}&{size}"
    yield f"status-{record.status.value}"
    yield f"kind-{family(record.kind)}"
    yield f"triggers{min(len(draft.triggers), _MANY)}"
    yield f"dated-{bool(record.date)}&status-{record.status.value}"
    yield f"signed-by-{bool(record.signatories)}"
    yield f"own-{any(trigger.own for trigger in draft.triggers)}"
    yield f"plural-{any(trigger.plural for trigger in draft.triggers)}"
    yield f"generic-{all(trigger.generic for trigger in draft.triggers)}"
    yield f"heading-{all(view.is_heading(view.sentence_of(trigger)) for trigger in draft.triggers)}"
    places = sum(span.label is Label.PLACE for span in record.parties)
    yield f"places-{'none' if not places else 'all' if places == len(record.parties) else 'some'}"
    yield f"publisher-{'unknown' if view.publisher < 0 else view.publisher in one.keys}"
    yield f"focus-{view.focus in one.keys}"


def _beside(index: ToldIndex, at: int) -> Iterator[str]:
    """How a record stands to those of other drafts with which it shares a party."""
    one = index.all[at]
    alone = True
    for number in index.beside(at, _BESIDE):
        other = index.all[number]
        if other.draft is one.draft:
            continue
        alone = False
        relation = _relation(one.keys, other.keys)
        same = family(one.record.kind) == family(other.record.kind)
        vague = is_vague(one.record.kind) or is_vague(other.record.kind)
        surer = (other.sureness, -number) > (one.sureness, -at)
        days = {one.record.date, other.record.date} - {""}
        yield relation
        yield f"{relation}-{'same' if same else 'vague' if vague else 'kinds'}"
        yield f"{relation}-{'surer' if surer else 'weaker'}"
        yield f"{relation}-{'same' if same else 'kinds'}-{'surer' if surer else 'weaker'}"
        yield f"{relation}-status-{one.record.status is other.record.status}"
        yield f"{relation}-days{len(days)}"
        yield f"{relation}-{'before' if number < at else 'after'}"
    yield f"alone-{alone}"


def _relation(keys: frozenset[int], others: frozenset[int]) -> str:
    if keys == others:
        return "equal"
    if keys < others:
        return "less"
    if keys > others:
        return "more"
    return "half" if len(keys & others) >= _HALF * len(keys | others) else "one"


def _steps(name: str, value: float, steps: Sequence[float]) -> Iterator[str]:
    """A feature for every step that is passed."""
    return (f"{name}>{step}" for step in steps[: bisect_left(steps, value)])
