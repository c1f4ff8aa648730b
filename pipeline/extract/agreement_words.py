"""The words around a trigger as features: what no list of turns of phrase foresees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.agreement_triggers import Trigger
from pipeline.extract.agreement_view import ArticleView

_WORD = re.compile(r"‹(?P<kind>[a-z])\d+›|\w[\w'’-]*|[.,;:()«»\"]")
_AROUND, _NEAR = 14, 6


def word_features(view: ArticleView, trigger: Trigger) -> Iterator[str]:
    """The words of a trigger's sentence around it, those nearby with their side, the neighbours as such; names as their kind."""
    text = view.skeletons[view.sentence_of(trigger)].text
    at, end = view.place_of(trigger)
    before = _words(text[:at])[-_AROUND:]
    after = _words(text[end:])[:_AROUND]
    yield from (f"word-{word}" for word in (*before, *after))
    yield from (f"word-before-{word}" for word in before[-_NEAR:])
    yield from (f"word-after-{word}" for word in after[:_NEAR])
    yield from (f"word-last-{word}" for word in before[-1:])
    yield from (f"word-next-{word}" for word in after[:1])


def _words(text: str) -> list[str]:
    return [f"‹{match['kind']}›" if match["kind"] else match.group().casefold() for match in _WORD.finditer(text)]
