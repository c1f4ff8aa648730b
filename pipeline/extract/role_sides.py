"""The side to which a whole list of people belongs: "For ‹i› at the table sat: …", "On the part of the visitors took part: …".

"The guests" are those whose visit the text has told of before ("a delegation of ‹i› visited ‹i›"), the hosts those visited.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.reading import Reading, Span
from pipeline.extract.skeleton import Skeleton
from pipeline.extract.stretches import Stretches

_BACK = 8


@cache
def _opening() -> re.Pattern[str]:
    words = load_table("roles")["sides"]
    side = rf"(?:(?P<guests>{alternatives(words['guests'])})|(?P<hosts>{alternatives(words['hosts'])}))\b"
    came = alternatives(words["came"])
    named = (
        rf"(?P<named>‹i\d+›)(?:['’]s?)?(?:[^:‹›]{{0,60}}:|,? (?:there )?(?:{came})\b[^.;‹›]{{0,30}}(?=‹[pr])| [–—-] )"
    )
    return re.compile(
        rf"[\W\d]*(?:{alternatives(words['opens'])})\s(?:the\s)?(?:{named}|{side}[^:.;‹›]{{0,60}}(?::|(?=‹[pr])))",
        re.IGNORECASE,
    )


@cache
def _clause_opening() -> re.Pattern[str]:
    opens = alternatives(load_table("roles")["sides"]["opens"])
    return re.compile(rf"; (?:and )?(?:{opens})\s(?:the\s)?(?P<named>‹i\d+›)(?:,|:| [–—-]) ", re.IGNORECASE)


@cache
def _visits() -> tuple[re.Pattern[str], ...]:
    verbs = alternatives(load_table("roles")["sides"]["visits"])
    return (
        re.compile(
            rf"(?P<guest>‹i\d+›)[^.;]{{0,160}}?(?:\b(?:{verbs})|‹e\d+› to)\s(?:the\s)?(?P<host>‹i\d+›)", re.IGNORECASE
        ),
        re.compile(
            r"\b(?:received|welcomed|hosted) (?:at|by|in) (?:the )?(?P<host>‹i\d+›)(?P<guest>\Z)?", re.IGNORECASE
        ),
    )


class Sides:
    """Answers for one reading."""

    def __init__(self, reading: Reading, shapes: Stretches) -> None:
        self._reading = reading
        self._shapes = shapes
        self._known: dict[int, Span | None] = {}

    def of(self, offset: int) -> Span | None:
        """The institution whose people the sentence of an offset lists, by its own opening or by the list's lead."""
        index = self._reading.sentence_at(offset)
        clause = self._clause(index, offset)
        if clause is not None:
            return clause
        own = self._opened(index)
        lead = self._reading.sentences[index].lead
        return own if own is not None or lead < 0 else self._opened(lead)

    def _clause(self, index: int, offset: int) -> Span | None:
        """The institution that opens a later clause of a list: "…; from ‹i›, ‹r› ‹p› and ‹p›"."""
        sentence = self._reading.sentences[index]
        if ";" not in self._reading.text[sentence.start : offset]:
            return None
        shape = self._shapes.skeleton(sentence.start, sentence.end)
        number = next((n for n, item in enumerate(shape.items) if item.start == offset), -1) if shape else -1
        if shape is None or number < 0:
            return None
        at = shape.text.find(f"‹p{number}›")
        opened = [match for match in _clause_opening().finditer(shape.text) if match.end() <= at]
        return _span(shape, opened[-1].group("named")) if opened else None

    def _opened(self, index: int) -> Span | None:
        if index not in self._known:
            self._known[index] = self._read(index)
        return self._known[index]

    def _read(self, index: int) -> Span | None:
        sentence = self._reading.sentences[index]
        shape = self._shapes.skeleton(sentence.start, sentence.end)
        match = _opening().match(shape.text) if shape is not None else None
        if shape is None or match is None:
            return None
        if match.group("named"):
            return _span(shape, match.group("named"))
        return self._visitor("guest" if match.group("guests") else "host", index)

    def _visitor(self, who: str, before: int) -> Span | None:
        """The guest or host of the visit told last before a sentence."""
        for sentence in reversed(self._reading.sentences[max(0, before - _BACK) : before]):
            shape = self._shapes.skeleton(sentence.start, sentence.end)
            for pattern in _visits():
                match = pattern.search(shape.text) if shape is not None else None
                if shape is not None and match is not None and match.group(who):
                    return _span(shape, match.group(who))
        return None


def _span(shape: Skeleton, marker: str) -> Span | None:
    spans = shape.spans(marker.strip("‹i›"))
    return spans[0] if spans else None
