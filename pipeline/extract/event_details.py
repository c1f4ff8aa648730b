"""What the sentences around an event say of it: name, dates, place, organisers, participants."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.event_groups import EventGroup
from pipeline.extract.event_mentions import EventMention
from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.skeleton import MARKER, Skeleton
from pipeline.extract.stretches import Stretches
from pipeline.records import EventKind

_DET = r"(?:(?:the|a|an|its|their|our|his|her)\s)?"
_ONE = r"(?:‹r\d+› (?:of )?)?(?:(?:Mr|Ms|Mrs|Dr|Prof|H\.E)\.? )?‹[ip]\d+›"
_PLACE = re.compile(r"\b(?:in|at|to|on) (?:the )?(?:[\w-]+ ){0,3}?(?:of )?‹l(?P<place>\d+)›")
_PLACE_BESIDE = re.compile(r"[^‹›.;]{0,40}?[,(] ?‹l(?P<place>\d+)›")
_OWN = re.compile(
    rf"(?P<who>{_ONE})['’]s? (?:[\w-]+ ){{0,3}}$|(?P<other>‹i\d+›) (?:delegation(?:['’]s)? )?$", re.IGNORECASE
)
_TITLE = re.compile(
    r"(?:\s(?!and\b|was\b|were\b|said\b)[\w-]+){0,5}?[,:]?\s?[“\"«„](?P<title>[^\W\d_a-z][^“”\"«»„]{8,200})[”\"»“]"
)
_TITLE_WORDS = 3
_LONGEST_NAME = 14
_NEAR = 12


def _phrase_words(name: str) -> str:
    return alternatives(load_table("events")["phrase"][name])


@cache
def _continues() -> re.Pattern[str]:
    """A noun phrase goes on with these and stops before any finite verb or mark."""
    return re.compile(
        rf"\s(?:{_phrase_words('goes_on')})\s(?!was\b|were\b)[^.,;:!?()“”\"«»\n–—]{{1,140}}?"
        rf"(?=\s(?:{_phrase_words('ends')})\b|[.,;:!?()“”\"«»\n–—]|\Z)"
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """How the sentence names those who hold an event or take part in it; ``who`` holds their markers."""
    verbs = {name: alternatives(words) for name, words in load_table("events")["organisers"].items()}
    joint = _phrase_words("joint")
    who = rf"(?P<who>{_DET}{_ONE}(?:(?:, | and |, and | & |,? (?:{joint}) ){_DET}{_ONE}){{0,6}})"
    sources = {
        "by": rf"\b(?:(?:{verbs['passive']})(?: jointly)? by|{joint}) {who}",
        "active": rf"{who} (?:\w+ly )?(?:will )?(?:{verbs['active']}) [^‹›.;]{{0,60}}$",
        "of": rf"[^‹›.;,]{{0,40}}?\b(?:of|by|from) {who}",
        "attends": rf"{who} (?:also )?(?:will )?(?:{verbs['attending']})\b",
        "attended": rf"\b(?:attended|addressed|joined) by {who}",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


class EventDetails:
    """Answers for the groups of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._dates = reading.of(Label.DATE)
        self._stretches = Stretches(reading)
        self._shapes: dict[int, Skeleton | None] = {}

    def name(self, group: EventGroup) -> str:
        """The proper name, or the noun phrase with what it is of, with, on: "visit of a delegation of X to Y"."""
        text, best = self._reading.text, group.best
        if group.named or best.kind is EventKind.AWARD:
            return " ".join(text[best.start : best.end].split())
        told = next((mention for mention in group.mentions if mention.kind is EventKind.VISIT), None)
        if told is not None:
            return self._visit_name(told)
        title = next(filter(None, (self._title(mention) for mention in group.mentions)), "")
        if title:
            return title
        longest = ""
        for mention in group.mentions:
            phrase = " ".join(text[mention.start : self._phrase_end(mention)].split())
            if len(phrase) > len(longest):
                longest = phrase
        return longest

    def _phrase_end(self, mention: EventMention) -> int:
        """Where the noun phrase of a mention ends: before a verb, a mark, a date, or after a dozen words."""
        sentence = self._reading.sentences[self._reading.sentence_at(mention.start)]
        limit = min([sentence.end, *(span.start for span in self._dates if span.start >= mention.end)])
        match = _continues().match(self._reading.text, mention.end, limit)
        if match is None:
            return mention.end
        words = match.group().split()[:_LONGEST_NAME]
        dangling = load_table("events")["phrase"]["dangling"]
        while words and words[-1].casefold() in dangling:
            words.pop()
        end = mention.end
        for word in words:
            end = self._reading.text.index(word, end) + len(word)
        return end

    def _title(self, mention: EventMention) -> str:
        """The title in quotation marks behind the noun: "exhibition of works of young people, «Spring of Ideas»"."""
        sentence = self._reading.sentences[self._reading.sentence_at(mention.start)]
        match = _TITLE.match(self._reading.text, mention.end, sentence.end)
        title = match.group("title") if match else ""
        return " ".join(title.split()) if len(title.split()) >= _TITLE_WORDS else ""

    def _visit_name(self, mention: EventMention) -> str:
        """A visit told by a verb gets the name of its place: "visit to X"."""
        after = [span for span in self._reading.of(Label.INSTITUTION) if 0 <= span.start - mention.end < _NEAR]
        return f"visit to {' '.join(self._reading.text[after[0].start : after[0].end].split())}" if after else "visit"

    def place(self, group: EventGroup) -> Span | None:
        """The place behind "in" or "at" in a sentence of the mentions, right behind the event, or before it."""
        around = self._around(group)
        for shape, number in around:
            match = _PLACE.search(shape.text, number) or _PLACE_BESIDE.match(shape.text, number)
            if match:
                return shape.spans(match.group("place"))[0]
        for shape, number in around:
            before = [match for match in _PLACE.finditer(shape.text) if match.end() <= number]
            if before:
                return shape.spans(before[-1].group("place"))[0]
        return None

    def organisers(self, group: EventGroup) -> tuple[Span, ...]:
        """Who holds it: "organised by", "X hosted"."""
        for shape, number in self._around(group):
            head = shape.text[:number].rsplit("‹", 1)[0]
            match = _patterns()["by"].search(shape.text, number) or _patterns()["active"].search(head)
            if match:
                return self._spans(shape, match.group("who"))
            match = _OWN.search(head) or _patterns()["of"].match(shape.text, number)
            if match:
                return self._spans(shape, match.group())
        return ()

    def participants(self, group: EventGroup) -> tuple[Span, ...]:
        """Who is said to take part: "attended by", "X took part in"."""
        for shape, number in self._around(group):
            match = _patterns()["attended"].search(shape.text, number) or _patterns()["attends"].search(
                shape.text[:number]
            )
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
                self._shapes[index] = self._stretches.skeleton(sentence.start, sentence.end)
            shape = self._shapes[index]
            if shape is None:
                continue
            place = _place_in(self._reading, shape, mention)
            if place is not None:
                found.append((shape, place))
        return found

    @staticmethod
    def _spans(shape: Skeleton, markers: str) -> tuple[Span, ...]:
        found: dict[Span, None] = {}
        for match in MARKER.finditer(markers):
            if match.group(1) in "ip":
                for span in shape.spans(match.group(2)):
                    found.setdefault(span)
        return tuple(found)


def _place_in(reading: Reading, shape: Skeleton, mention: EventMention) -> int | None:
    """Where a mention ends in the text of a skeleton."""
    last, low = 0, shape.start
    for match in MARKER.finditer(shape.text):
        item = shape.items[int(match.group(2))]
        if (item.start, item.end) == (mention.start, mention.end):
            return match.end()
        if item.start >= mention.end:
            break
        last, low = match.end(), item.end
    ahead = " ".join(reading.text[low : mention.end].split())
    at = shape.text.find(ahead, last)
    return at + len(ahead) if at >= 0 else None
