"""Lines about dates, sums of money and events."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.evaluation.likeness import similarity
from pipeline.evaluation.said import DateSpan, Happening, Said
from pipeline.evaluation.tally import Tally, best_pairs

_DAY = len("2025-03-14")
_SAME_NAME = 0.85
_LIKE_NAME = 0.6


def score_dates(gold: Said, found: Said, tally: Tally) -> None:
    """``dates``: start and end as a set per article. The article's own date is not asked for, nor held against it."""
    own = (gold.published, gold.published)
    wanted = {date: {date, *_without_year(date, texts)} for date, texts in gold.dates.items() if date != own}
    hit = {date for date, accepted in wanted.items() if accepted & found.dates.keys()}
    used = {date for accepted in (wanted[one] for one in hit) for date in accepted}
    spare = sorted(found.dates.keys() - used - {own})
    missed = sorted(wanted.keys() - hit)
    tally.add(
        "dates",
        gold.article_id,
        len(hit),
        [_show(date, found.dates[date]) for date in spare],
        [_show(date, gold.dates[date]) for date in missed],
    )


def _without_year(date: DateSpan, texts: Iterable[str]) -> list[DateSpan]:
    """A day whose year some phrase leaves open may be given without it."""
    start, end = date
    if len(start) == len(end) == _DAY and any(start[:4] not in text for text in texts):
        return [("-" + start[4:], "-" + end[4:])]
    return []


def _show(value: tuple[str, str], texts: Iterable[str]) -> str:
    return f"{'/'.join(dict.fromkeys(value))} {' | '.join(dict.fromkeys(texts))!r}"


def score_sums(gold: Said, found: Said, tally: Tally) -> None:
    """``money``: amount and currency as a set per article."""
    wanted, have = gold.sums.keys(), found.sums.keys()
    tally.add(
        "money",
        gold.article_id,
        len(wanted & have),
        [f"{' '.join(one)} {found.sums[one][0]!r}" for one in sorted(have - wanted)],
        [f"{' '.join(one)} {gold.sums[one][0]!r}" for one in sorted(wanted - have)],
    )


def score_happenings(gold: Said, found: Said, tally: Tally) -> None:
    """``events``: the same kind and the same first day or a similar name; or nearly the same name."""
    scores = {}
    for at, wanted in enumerate(gold.happenings):
        for number, have in enumerate(found.happenings):
            if score := _likeness(wanted, have):
                scores[at, number] = score
    pairs = best_pairs(scores)
    used = set(pairs.values())
    tally.add(
        "events",
        gold.article_id,
        len(pairs),
        [_show_event(one) for number, one in enumerate(found.happenings) if number not in used],
        [_show_event(one) for at, one in enumerate(gold.happenings) if at not in pairs],
    )
    for number, have in enumerate(found.happenings):
        tally.sample("event", have.confidence, number in used)


def _likeness(wanted: Happening, have: Happening) -> float:
    likeness = max((similarity(mine, other) for mine in have.names for other in wanted.names), default=0.0)
    same_kind = wanted.kind == have.kind
    same_day = bool(wanted.start) and wanted.start == have.start
    if likeness >= _SAME_NAME or (same_kind and (same_day or likeness >= _LIKE_NAME)):
        return 1 + likeness + same_day + same_kind
    return 0.0


def _show_event(event: Happening) -> str:
    return " ".join(filter(None, (event.kind, event.start, " | ".join(map(repr, event.names)))))
