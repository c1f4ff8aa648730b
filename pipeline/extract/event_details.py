"""What the sentences around an event say of it: name, dates, place, organisers, participants."""

from __future__ import annotations

import re

from pipeline.extract.dates import DateSpan
from pipeline.extract.event_groups import EventGroup
from pipeline.extract.lexicon import load_table
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.skeleton import MARKER, Skeleton, skeleton

_LONGEST_SENTENCE = 3000
_DET = r"(?:(?:the|a|an|its|their|our|his|her)\s)?"
_ONE = r"(?:‹r\d+› (?:of )?)?(?:(?:Mr|Ms|Mrs|Dr|Prof|H\.E)\.? )?‹[ip]\d+›"
_PARTIES = rf"{_DET}{_ONE}(?:(?:, | and |, and | & |, together with | together with | jointly with | in cooperation with | in partnership with ){_DET}{_ONE}){{0,6}}"


class EventDetails:
    """Answers for the groups of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._shapes: dict[int, Skeleton | None] = {}
        verbs = load_table("events")["verbs"]
        passive = "|".join(sorted(map(re.escape, verbs["organise"]), key=lambda word: (-len(word), word)))
        active = "|".join(sorted(map(re.escape, verbs["organise_active"]), key=lambda word: (-len(word), word)))
        attend = "|".join(sorted(map(re.escape, verbs["attend"]), key=lambda word: (-len(word), word)))
        self._by = re.compile(
            rf"\b(?:(?:{passive})(?: jointly)? by|(?:in cooperation|in partnership|jointly|in collaboration|together) with) (?P<who>{_PARTIES})",
            re.IGNORECASE,
        )
        self._active = re.compile(
            rf"(?P<who>{_PARTIES}) (?:\w+ly )?(?:will )?(?:{active}) (?:[^‹›.;]{{0,60}})$", re.IGNORECASE
        )
        self._attends = re.compile(rf"(?P<who>{_PARTIES}) (?:also )?(?:will )?(?:{attend})\b", re.IGNORECASE)
        self._attended = re.compile(rf"\b(?:attended|addressed|joined) by (?P<who>{_PARTIES})", re.IGNORECASE)

    def name(self, group: EventGroup) -> str:
        """The proper name or the noun phrase, white space collapsed."""
        return " ".join(self._reading.text[group.best.start : group.best.end].split())

    def dates(self, group: EventGroup) -> tuple[str, str]:
        """Start and end of the event, from the nearest date in a sentence of its mentions."""
        for mention in group.mentions:
            index = self._reading.sentence_at(mention.start)
            sentence = self._reading.sentences[index]
            near = [
                (min(abs(span.start - mention.end), abs(mention.start - span.end)), span.value)
                for span in self._reading.of(Label.DATE)
                if sentence.start <= span.start < sentence.end and isinstance(span.value, DateSpan)
            ]
            if near:
                value = min(near, key=lambda pair: pair[0])[1]
                return value.start_date, value.end_date
        return "", ""

    def place(self, group: EventGroup) -> Span | None:
        """The place behind "in" or "at" in a sentence of the mentions."""
        for shape, number in self._around(group):
            after = shape.text[number:]
            match = re.search(r"\b(?:in|at|to) (?:the (?:\w+ )?(?:city|town|village) of |the )?‹l(\d+)›", after)
            if match:
                return shape.spans(match.group(1))[0]
        return None

    def organisers(self, group: EventGroup) -> tuple[Span, ...]:
        """Who holds it: "organised by", "X hosted"."""
        for shape, number in self._around(group):
            match = self._by.search(shape.text, number) or self._active.search(shape.text[:number])
            if match:
                return self._spans(shape, match.group("who"))
        return ()

    def participants(self, group: EventGroup) -> tuple[Span, ...]:
        """Who is said to take part: "attended by", "X took part in"."""
        for shape, number in self._around(group):
            match = self._attended.search(shape.text, number) or self._attends.search(shape.text[:number])
            if match:
                return self._spans(shape, match.group("who"))
        return ()

    def _around(self, group: EventGroup) -> list[tuple[Skeleton, int]]:
        """The skeletons of the sentences of a group, each with the place of the mention in its text."""
        found = []
        for mention in group.mentions:
            index = self._reading.sentence_at(mention.start)
            if index not in self._shapes:
                sentence = self._reading.sentences[index]
                short = sentence.end - sentence.start <= _LONGEST_SENTENCE
                self._shapes[index] = skeleton(self._reading, sentence.start, sentence.end) if short else None
            shape = self._shapes[index]
            if shape is None:
                continue
            for match in MARKER.finditer(shape.text):
                item = shape.items[int(match.group(2))]
                if (item.start, item.end) == (mention.start, mention.end):
                    found.append((shape, match.end()))
        return found

    @staticmethod
    def _spans(shape: Skeleton, markers: str) -> tuple[Span, ...]:
        found: dict[Span, None] = {}
        for match in MARKER.finditer(markers):
            if match.group(1) in "ip":
                for span in shape.spans(match.group(2)):
                    found.setdefault(span)
        return tuple(found)
