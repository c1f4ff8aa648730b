"""What the encoder of relations says of a person: at which of the institutions around it serves, or that none of them is the one."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.extract.institution_ground import Ground
from pipeline.extract.reading import Reference, Span
from pipeline.extract.relation_encoder import NO_EMPLOYER, log_shares, read_window, score_of
from pipeline.extract.windows import Window, scene_of, window_around

NOBODY = -1
"""In the place of a cluster: no institution of the window."""
_LEAST = -8.0


def person_window(ground: Ground, person: Span | Reference) -> Window | None:
    """The window of a person; None where the tagger's encoder has not read the person's words."""
    if ground.scene is None:
        ground.scene = scene_of(ground.reading, ground.clusters, ground.publisher)
    return window_around(ground.scene, person)


def employer_scores(ground: Ground, person: Span | Reference) -> dict[int, float] | None:
    """Logarithms of probabilities, by cluster, :data:`NOBODY` included; None where nothing is known. Computed once."""
    known = ground.reading.employer_scores
    if person.start not in known:
        known[person.start] = _read(ground, person)
    return known[person.start]


def _read(ground: Ground, person: Span | Reference) -> dict[int, float] | None:
    window = person_window(ground, person)
    if window is None:
        return None
    assert ground.reading.states is not None
    words, anchor = read_window(ground.reading.states, window)
    scores = {key: score_of(words["employer"], places) for key, places in window.mentions.items()}
    return log_shares({NOBODY: anchor[NO_EMPLOYER], **scores})


def employer_features(ground: Ground, person: Span | Reference, keys: Iterable[int]) -> dict[int, dict[str, float]]:
    """Features of institutions, and of :data:`NOBODY`, in the choice of a person's employer."""
    scores = employer_scores(ground, person)
    if scores is None:
        return {key: {} for key in (NOBODY, *keys)}
    found = {}
    for key in (NOBODY, *keys):
        name = "encoder, nobody" if key == NOBODY else "encoder"
        found[key] = {name: max(_LEAST, scores[key])} if key in scores else {"encoder, out of sight": 1.0}
    return found
