"""What speaks for and against two mentions telling of the same event, as named features of a linear model."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.extract.dates import DateSpan
from pipeline.extract.event_kinds import head_of, heads, is_plural, ordinal_of
from pipeline.extract.event_mentions import EventMention
from pipeline.extract.lexicon import load_table
from pipeline.extract.name_words import words_of
from pipeline.extract.reading import Label, Reading
from pipeline.records import DatePrecision

# Between the noun and the title of one event: "seminar “…”", "a forum themed “…”", "conference on the theme “…”"
_TITLE_FOLLOWS = re.compile(
    r"\s?(?:(?:on|under|with) the (?:theme|topic|title|subject|motto|slogan)(?: of)?|themed|titled|entitled"
    r"|called|named|dedicated to|on)?:?\s?[\"“«„‘'(*「『]{1,3}\Z"
)
_TITLE_GAP = 40
_NOUN_AFTER = re.compile(r"[\"”»’'*)]{1,3}\s(?:[\w-]+\s){0,2}\Z")
_BEFORE = 30
_DISTANCES = ((0, "same sentence"), (1, "next sentence"), (3, "near"), (8, "far"))
_FAR = "very far"


@dataclass(frozen=True, slots=True)
class Told:
    """A mention and what is needed of it to compare it with others."""

    mention: EventMention
    sentence: int
    words: frozenset[str]
    head: str
    kind: str
    named: bool
    number: int
    form: str
    days: frozenset[str]
    label: bool


class EventPairs:
    """Features of pairs of mentions of one reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._dates = [span for span in reading.of(Label.DATE) if isinstance(span.value, DateSpan)]
        self._starts = [span.start for span in self._dates]

    def told(self, mention: EventMention) -> Told:
        """A mention with its words, form and days."""
        text = self._reading.text
        surface = text[mention.start : mention.end]
        index = self._reading.sentence_at(mention.start)
        head = head_of(surface)
        kind = mention.kind or (heads()[head] if head else None)
        words = surface.split()
        named = len(words) > 1 and any(word[:1].isupper() or word[:1].isdigit() for word in words[1:])
        sentence = self._reading.sentences[index]
        whole = text[sentence.start : sentence.end].strip(" \t\n.:–—-•*#").casefold()
        return Told(
            mention=mention,
            sentence=index,
            words=frozenset(words_of(surface)),
            head=head,
            kind=kind.value if kind else "none",
            named=named,
            number=ordinal_of(surface),
            form=self._form(mention, surface, head),
            days=self._days(index),
            label=whole == surface.casefold(),
        )

    def _form(self, mention: EventMention, surface: str, head: str) -> str:
        """How the text introduces it: "the", "a", "another", bare …"""
        if mention.kind is not None:
            return "verb"
        before = words_of(self._reading.text[max(0, mention.start - _BEFORE) : mention.start])[-2:]
        table = load_table("events")
        if surface.split()[0].casefold() in table["another"]["words"] or any(
            word in table["another"]["words"] for word in before
        ):
            return "another"
        for word in reversed(before):
            for form, forms in table["forms"].items():
                if word in forms:
                    return str(form)
        return "plural" if head and is_plural(head) else "bare"

    def _days(self, index: int) -> frozenset[str]:
        sentence = self._reading.sentences[index]
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        values = (span.value for span in self._dates[low:high])
        return frozenset(
            value.start_date
            for value in values
            if isinstance(value, DateSpan) and value.start_date and value.precision is DatePrecision.DAY
        )

    def features(self, one: Told, other: Told) -> set[str]:
        """Features of an earlier and a later mention."""
        found = {f"form {other.form}", f"forms {one.form}, {other.form}", _distance(one, other)}
        same_head = bool(one.head) and one.head == other.head
        same_kind = one.kind == other.kind != "none"
        found.add("same head" if same_head else "same kind" if same_kind else "other kind")
        heading = "same head" if same_head else "same kind" if same_kind else "other kind"
        found.add(f"{heading}, {other.form}")
        if not same_kind:
            found.add(f"kinds {one.kind}, {other.kind}")
        elif not same_head:
            found.add(f"heads {one.head}, {other.head}")
        else:
            found.add(f"both {one.kind}")
        found |= self._names(one, other)
        if one.number and other.number:
            found.add("same number" if one.number == other.number else "other number")
        if one.days and other.days and one.sentence != other.sentence:
            found.add("same day" if one.days & other.days else "other day")
            found.add(f"{heading}, {'same day' if one.days & other.days else 'other day'}")
        if other.mention.start - one.mention.end < _TITLE_GAP:
            gap = self._reading.text[one.mention.end : other.mention.start]
            found |= {"title follows"} if _TITLE_FOLLOWS.match(gap) else set()
            found |= {"noun follows"} if _NOUN_AFTER.match(gap) else set()
        if one.label:
            found.add(f"label before, {heading}")
        if one.sentence == 0 and other.sentence > 0:
            found.add(f"title before, {heading}")
        if (
            self._reading.text[other.mention.start : other.mention.end].casefold()
            in load_table("events")["generic"]["nouns"]
        ):
            found |= {"generic", f"generic, {other.form}"}
        return found

    @staticmethod
    def _names(one: Told, other: Told) -> set[str]:
        names = {(True, True): "both named", (True, False): "named before", (False, True): "named later"}
        found = {names.get((one.named, other.named), "none named")}
        common = one.words & other.words
        if not one.words or not other.words:
            return found
        if one.words == other.words:
            found.add(f"same words, {min(len(one.words), 3)}")
        elif one.words <= other.words or other.words <= one.words:
            found.add(f"words inside, {min(len(common), 3)}")
        share = len(common) / min(len(one.words), len(other.words))
        found.add(f"share {round(share * 4) / 4}" if one.named and other.named else f"share {bool(common)}")
        return found


def _distance(one: Told, other: Told) -> str:
    gap = other.sentence - one.sentence
    return next((name for most, name in _DISTANCES if gap <= most), _FAR)
