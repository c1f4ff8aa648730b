"""What the encoder of relations says of triggers: which names are parties of an agreement, which date is that of its signing, and
which other triggers speak of the same agreement.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.agreement_triggers import Trigger
from pipeline.extract.agreement_view import ArticleView, Scores
from pipeline.extract.reading import Span
from pipeline.extract.relation_encoder import SEVERAL, STAGES, log_shares, read_window, score_of
from pipeline.extract.windows import Window, scene_of, window_around

_ODDS = (-6.0, -5.0, -4.0, -3.0, -2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0)
_SHARES = (-5.0, -4.0, -3.0, -2.5, -2.0, -1.5, -1.0, -0.7, -0.4, -0.2, -0.1, -0.05)
_UNLIKELY = -1.0


def window_of(view: ArticleView, trigger: Trigger) -> Window | None:
    """The window of a trigger; None where the tagger's encoder has not read the trigger's words."""
    if view.scene is None:
        view.scene = scene_of(view.reading, view.clusters, view.publisher, [one.span for one in view.triggers])
    return window_around(view.scene, trigger.span)


def scores_of(view: ArticleView, trigger: Trigger) -> Scores | None:
    """The scores of a trigger; None where the tagger's encoder has not read its words. Computed once."""
    start = trigger.span.start
    if start not in view.scores:
        view.scores[start] = _read(view, trigger)
    return view.scores[start]


def _steps(odds: float | None) -> Iterator[str]:
    """Log-odds as features of a linear model: the steps that they reach."""
    yield "encoder-none" if odds is None else "encoder-known"
    yield from (f"encoder>{step}" for step in _ODDS if odds is not None and odds > step)


def party_steps(view: ArticleView, trigger: Trigger, key: int) -> Iterator[str]:
    """Features of an entity: whether it is a party."""
    scores = scores_of(view, trigger)
    return _steps(scores.parties.get(key) if scores is not None else None)


def likely_parties(view: ArticleView, trigger: Trigger) -> list[int]:
    """The entities of the window that the encoder does not rule out."""
    scores = scores_of(view, trigger)
    return [] if scores is None else [key for key, odds in scores.parties.items() if odds > _UNLIKELY]


def date_steps(view: ArticleView, trigger: Trigger, date: Span) -> Iterator[str]:
    """Features of a date: whether it is that of the signing."""
    scores = scores_of(view, trigger)
    return _steps(scores.dates.get(date.start) if scores is not None else None)


def pair_steps(view: ArticleView, earlier: Trigger, later: Trigger) -> Iterator[str]:
    """Features of two triggers: whether they speak of one agreement, as each of them sees it."""
    views = [(scores_of(view, one), other.span.start) for one, other in ((earlier, later), (later, earlier))]
    odds = [scores.others[start] for scores, start in views if scores is not None and start in scores.others]
    return _steps(sum(odds) / len(odds) if odds else None)


def several_steps(view: ArticleView, trigger: Trigger) -> Iterator[str]:
    """Features of a trigger: whether it speaks of several agreements."""
    scores = scores_of(view, trigger)
    return _steps(None if scores is None else scores.several)


def host_steps(view: ArticleView, trigger: Trigger, key: int) -> Iterator[str]:
    """Features of an entity: whether it is a party of all the agreements of which a trigger speaks."""
    scores = scores_of(view, trigger)
    return _steps(scores.hosts.get(key) if scores is not None else None)


def stage_steps(view: ArticleView, trigger: Trigger) -> Iterator[str]:
    """Features of a trigger: how far its agreement has come, or that there is none."""
    scores = scores_of(view, trigger)
    for stage in STAGES:
        share = None if scores is None else scores.stages[stage]
        yield from (f"{stage}: encoder>{step}" for step in _SHARES if share is not None and share > step)


def _read(view: ArticleView, trigger: Trigger) -> Scores | None:
    window = window_of(view, trigger)
    if window is None:
        return None
    assert view.reading.states is not None
    words, anchor = read_window(view.reading.states, window)
    return Scores(
        {key: score_of(words["party"], places) for key, places in window.mentions.items()},
        {start: float(words["date"][at]) for start, at in window.dates.items()},
        {start: float(words["same"][at]) for start, at in window.others.items()},
        log_shares({stage: anchor[stage] for stage in STAGES}),
        {key: score_of(words["host"], places) for key, places in window.mentions.items()},
        anchor[SEVERAL],
    )
