"""What speaks for and against a candidate being an event that is held, as named features of a linear model."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.dates import DateSpan
from pipeline.extract.event_candidates import Candidate, head_word
from pipeline.extract.event_kinds import compound, heads, is_plural, ordinal_of
from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.skeleton import LETTERS
from pipeline.records import BlockKind, DatePrecision

_STEPS = (0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
_AROUND = 60
_LIKELY = 0.5
_REPORT = 70
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|[^\w\s]")
_OPENING = re.compile(r"[“„«]|(?<!\w)\"(?=\w)")
_CLOSING = re.compile(r"[”»]|(?<=[\w.,!?])\"")


@cache
def _signs() -> dict[str, re.Pattern[str]]:
    """Words near a noun that tell of habits, of what is to come, of what is over."""
    table = load_table("events")["signs"]
    return {name: re.compile(rf"\b{alternatives(words)}\b", re.IGNORECASE) for name, words in table.items()}


@cache
def _determiners() -> frozenset[str]:
    return frozenset(load_table("events")["determiners"]["words"])


@cache
def _reports() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = load_table("events")["reports"]
    return (
        re.compile(rf"\b(?:{alternatives(table['before'])})\s(?:[^.;:!?]{{0,40}}\s)?\Z", re.IGNORECASE),
        re.compile(rf"[^.;!?]{{0,60}}?\s(?:{alternatives(table['after'])})\b", re.IGNORECASE),
    )


@dataclass
class _SameHead:
    """The candidates with one head noun, as far as another of them looks at them; they are added in text order.

    Attributes:
        likeliest: chance and number of the two likeliest.
        first, first_likely: number of the first one, and of the first one that is likely.
    """

    likeliest: list[tuple[float, int]] = field(default_factory=list)
    first: float = math.inf
    first_likely: float = math.inf

    def add(self, chance: float, number: int) -> None:
        self.likeliest = sorted([*self.likeliest, (chance, number)], reverse=True)[:2]
        self.first = min(self.first, number)
        if chance >= _LIKELY:
            self.first_likely = min(self.first_likely, number)


class EventFeatures:
    """Features of the candidates of one reading."""

    def __init__(self, reading: Reading, candidates: list[Candidate]) -> None:
        self._reading = reading
        self._candidates = candidates
        self._heads = [head_word(reading.text, one) for one in candidates]
        self._with_head: dict[str, _SameHead] = {}
        for number, (one, head) in enumerate(zip(candidates, self._heads, strict=True)):
            if head:
                self._with_head.setdefault(_singular(head), _SameHead()).add(one.chance, number)
        self._dates = [span for span in reading.of(Label.DATE) if isinstance(span.value, DateSpan)]
        self._starts = [span.start for span in self._dates]
        self._spans = {span.start: span for span in reading.spans if span.label is not Label.EVENT}
        self._ends = {span.end: span for span in reading.spans if span.label is not Label.EVENT}

    def of(self, number: int) -> set[str]:
        """The features of a candidate by its number."""
        one, head = self._candidates[number], self._heads[number]
        text = self._reading.text
        surface = text[one.start : one.end]
        kind = heads()[head].value if head else "none"
        found = {f"source {one.source}", f"kind {kind}", f"head {_singular(head) or '-'}"}
        found |= {f"chance {step}" for step in _STEPS if one.chance >= step}
        found |= {f"score {step}" for step in _STEPS if one.score >= step}
        found |= self._form(surface, head)
        found |= self._around(one, number)
        found |= self._place(one)
        same = self._with_head.get(_singular(head))
        if same and len(same.likeliest) > 1:
            best = next(chance for chance, other in same.likeliest if other != number)
            found |= {f"other {step}" for step in (0.1, 0.3, 0.5, 0.8) if best >= step}
            found.add("told before" if same.first < number else "told later")
            if same.first_likely < number:
                found.add("likely told before")
        return found

    @staticmethod
    def _form(surface: str, head: str) -> set[str]:
        words = surface.split()
        found = {f"words {min(len(words), 4)}"}
        lower = [word.casefold().strip(".,'\"’") for word in words]
        if head and is_plural(head):
            found.add("plural")
        if head in load_table("events")["vague"]["nouns"]:
            found.add("vague")
        if any(word[:1].isupper() or word[:1].isdigit() for word in words[1:]):
            found.add("name")
        elif words and words[0][:1].isupper():
            found.add("capital first")
        if surface.isupper():
            found.add("capitals")
        if ordinal_of(surface):
            found.add("ordinal")
        if re.search(r"\b(?:19|20)\d\d\b", surface):
            found.add("year")
        if any(word in load_table("events")["never"]["words"] for word in lower):
            found.add("never")
        return found

    def _around(self, one: Candidate, number: int) -> set[str]:
        text, reading = self._reading.text, self._reading
        sentence = reading.sentences[reading.sentence_at(one.start)]
        before = text[max(sentence.start, one.start - _AROUND) : one.start]
        after = text[one.end : min(sentence.end, one.end + _REPORT)]
        found = set()
        words = [word.casefold() for word in _WORD.findall(before)]
        found.add(f"before {self._word_before(one, words)}")
        # The words in front of the noun phrase: "at the", "held a"
        at = max((place for place, word in enumerate(words[-4:]) if word in _determiners()), default=-1)
        tail = words[-4:]
        if at >= 0:
            found |= {f"det {tail[at]}"}
            if at > 0:
                found.add(f"led by {tail[at - 1]}")
                if at > 1:
                    found.add(f"led by {tail[at - 2]} {tail[at - 1]}")
        else:
            found.add("det -")
            if words:
                found.add(f"led by {words[-1]}, bare")
        following = [word.casefold() for word in _WORD.findall(after)]
        marker = self._spans.get(one.end + 1)
        found.add(f"after {LETTERS[marker.label] if marker else (following[0] if following else 'end')}")
        if not marker and len(following) > 1:
            found.add(f"after {following[0]} {following[1]}")
        head_before, tail_after = _reports()
        if head_before.search(before):
            found.add("reported before")
        if tail_after.match(after):
            found.add("reported after")
        if compound().match(text, one.end):
            found.add("compound")
        whole = text[sentence.start : one.start]
        if len(_OPENING.findall(whole)) > len(_CLOSING.findall(whole)):
            found.add("in quotation")
        near = text[max(sentence.start, one.start - 30) : min(sentence.end, one.end + 20)]
        found |= {name for name, pattern in _signs().items() if pattern.search(near)}
        if not before.strip(" \t\n.:–—-•*#“\"«'1234567890"):
            found.add("opens sentence")
        return found

    def _word_before(self, one: Candidate, words: list[str]) -> str:
        for gap in (0, 1):
            span = self._ends.get(one.start - gap)
            if span is not None:
                return LETTERS[span.label]
        return words[-1] if words else "begin"

    def _place(self, one: Candidate) -> set[str]:
        reading = self._reading
        index = reading.sentence_at(one.start)
        sentence = reading.sentences[index]
        found = {f"block {sentence.kind.value}", f"sentence {min(index, 4)}"}
        if sentence.kind is BlockKind.PARAGRAPH and sentence.end - sentence.start < 40:
            found.add("short line")
        dates = self._inside(index)
        days = [span for span in dates if _precision(span) is DatePrecision.DAY]
        found.add("day" if days else "date" if dates else "no date")
        if days and min(abs(span.start - one.start) for span in days) < 50:
            found.add("day near")
        if not dates and index and any(_precision(span) is DatePrecision.DAY for span in self._inside(index - 1)):
            found.add("day before")
        labels = {span.label for span in self._reading.starting(sentence.start, sentence.end)}
        found |= {f"with {label.value}" for label in labels if label in {Label.PLACE, Label.PERSON, Label.INSTITUTION}}
        return found

    def _inside(self, index: int) -> list[Span]:
        sentence = self._reading.sentences[index]
        return self._dates[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)]


def _precision(span: Span) -> DatePrecision | None:
    return span.value.precision if isinstance(span.value, DateSpan) else None


@cache
def _singular(head: str) -> str:
    if head and is_plural(head):
        return next((noun for noun in heads() if head in {f"{noun}s", f"{noun}es", f"{noun[:-1]}ies"}), head)
    return head
