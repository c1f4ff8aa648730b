"""The institution of an office whose own words name none: a choice among the institutions of the article, or none.

Each candidate gets a sum of weighted features (where it stands, how often, whether such an office is held at such a place); the
candidates and "none" share a probability by softmax. The weights are data (``affiliation_weights.toml``), fitted by maximum
likelihood with an L2 penalty on the annotated articles of the training part.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from dataclasses import dataclass

from pipeline.extract.lexicon import load_table, load_words
from pipeline.extract.name_clusters import NameClusters, words_of
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.references import publisher_span, type_of
from pipeline.extract.role_lexicon import head_noun, office_group
from pipeline.extract.role_pairing import Pairing
from pipeline.extract.role_places import base_noun, places_of, scope_words
from pipeline.extract.role_rows import Row

_SIDE = re.compile(r"\b(?:from|for|on behalf of|representing|side of|part of|with|at|by|in) (?:the )?\Z", re.IGNORECASE)
# "Director ‹of the school› ‹p›"
_NOUN_AFTER = re.compile(
    r"\s(?:of|at|in|to)\s(?:the|this|our|that)\s(?:[\w'’-]+\s){0,2}?(?P<noun>[a-zA-Z]{5,})(?=,?\s[A-Z])"
)
_LEAD_SIDE = re.compile(r"\b(?:from|for|on behalf of|side of|part of|representing|of) (?:the )?\Z", re.IGNORECASE)
_OPENING = re.compile(
    r"[^\w]*(?:(?:for|from|on behalf of|at|in|with|by|on the side of|the|side of)\s){1,3}", re.IGNORECASE
)
_LOWER = re.compile(
    r"\b(?:vice|pro|deputy|assistant|associate|dean|head|professor|lecturer|teacher|specialist|officer|student|registrar|coordinator)s?\b",
    re.IGNORECASE,
)
_SPAN_OF_FOCUS = 4
_FIRST, _FREQUENT, _AROUND = 4, 8, 16


@dataclass(frozen=True, slots=True)
class Choice:
    """What :meth:`Focus.implied` chose from: the features of "none", then of each candidate, with all mentions of it."""

    person: Span
    role: str
    options: tuple[tuple[dict[str, float], tuple[Span, ...]], ...]


class Focus:
    """Answers for one reading; with ``asked``, every choice is written there, for the fitting of the weights."""

    def __init__(self, reading: Reading, asked: list[Choice] | None = None) -> None:
        self._reading = reading
        self._asked = asked
        self._clusters = NameClusters(reading)
        self._named = reading.of(Label.INSTITUTION)
        self._wholes = {(part.start, part.end): whole for part, whole in reading.part_of}
        self._starts = [span.start for span in self._named]
        self._keys = [self._clusters.key(span) for span in self._named]
        self._mentions: dict[int, list[Span]] = {}
        for key, span in zip(self._keys, self._named, strict=True):
            self._mentions.setdefault(key, []).append(span)
        self._types = {key: self._types_of(spans) for key, spans in self._mentions.items()}
        self._units = {key: all(self.is_unit(span) for span in spans) for key, spans in self._mentions.items()}
        self._words = {
            key: {word for span in spans for word in words_of(reading.text[span.start : span.end]) if len(word) > 3}
            for key, spans in self._mentions.items()
        }
        publisher = publisher_span(reading)
        self._publisher = self._clusters.key(publisher) if publisher else -1
        self._most = max(map(len, self._mentions.values()), default=1)
        self._second = max([*sorted(map(len, self._mentions.values()))[:-1], 0])
        # The candidates wherever the office stands: the first names of the article, and the most frequent.
        frequent = sorted(self._mentions, key=lambda key: (-len(self._mentions[key]), self._mentions[key][0].start))
        self._always = [*list(self._mentions)[:_FIRST], *frequent[:_FREQUENT], self._publisher]
        self._around: tuple[int, list[int]] = (-1, [])
        self._persons: dict[int, int] = {}
        self._holders: dict[tuple[str, int], set[int]] = {}

    def whole_of(self, span: Span) -> Span | None:
        """The institution of which a span is a part, as the text states it."""
        return self._wholes.get((span.start, span.end))

    def is_unit(self, span: Span) -> bool:
        """Whether a span names a part of an institution, by its head ("International Cooperation Department")."""
        name = self._reading.text[span.start : span.end]
        heads = [word for word in words_of(name) if word in load_words("unit_heads") | load_words("whole_heads")]
        if not heads:
            return False
        head = heads[0] if words_of(name)[0] == heads[0] else heads[-1]
        stands_alone = head in load_words("whole_heads")
        return head in load_words("unit_heads") and (not stands_alone or self.whole_of(span) is not None)

    def note(self, person: Span, role: str, institution: Span) -> None:
        """Remember an affiliation that the text states: it speaks for that place, and against a second holder of the office."""
        who, where = self._clusters.key(person), self._clusters.key(institution)
        self._persons.setdefault(who, where)
        self._holders.setdefault((head_noun(role), where), set()).add(who)

    def candidates(self, at: int) -> list[int]:
        """Clusters of institutions that may be meant at an offset: those named around it, first or often."""
        here = bisect_left(self._starts, at)
        if self._around[0] != here:
            around = self._keys[max(0, here - _AROUND) : here + _AROUND]
            self._around = here, [key for key in dict.fromkeys([*self._always, *around]) if key in self._mentions]
        return self._around[1]

    def implied(self, row: Row, one: Pairing, earlier: Span | None) -> tuple[Span | None, float]:
        """The institution of a pairing whose words name none, with its probability; None where "none" is likelier.

        Args:
            earlier: institution of the pairing before this one in the sentence.
        """
        options = [(self.none_features(row, one), -1)]
        for key in self.candidates(row.pieces[one.person].item.start):
            options.append((self.features(row, one, key, earlier), key))
        if self._asked is not None:
            self._write(row, one, options)
        scores = [(self._sum(features), key) for features, key in options]
        top = max(score for score, _ in scores)
        total = sum(math.exp(score - top) for score, _ in scores)
        best, key = max(scores, key=lambda pair: (pair[0], -pair[1]))
        probability = math.exp(best - top) / total
        if key < 0:
            return None, probability
        return self._nearest(key, row.pieces[one.person].item.start), probability

    def _write(self, row: Row, one: Pairing, options: list[tuple[dict[str, float], int]]) -> None:
        listed = tuple((features, tuple(self._mentions.get(key, ()))) for features, key in options)
        if self._asked is not None:
            for person in row.pieces[one.person].spans():
                self._asked.append(Choice(person, row.text_of(one.office.role), listed))

    def whole_for(self, row: Row, one: Pairing, unit: Span) -> Span | None:
        """The institution to which a unit belongs: as the text states it, else the likeliest that is no unit itself."""
        stated = self.whole_of(unit)
        if stated is not None:
            return stated
        scores = [
            (self._sum(self.features(row, one, key, None)), key)
            for key in self.candidates(row.pieces[one.person].item.start)
            if not self._units[key]
        ]
        if not scores:
            return None
        _, key = max(scores, key=lambda pair: (pair[0], -pair[1]))
        return self._nearest(key, row.pieces[one.person].item.start)

    @staticmethod
    def _sum(features: dict[str, float]) -> float:
        weights = load_table("affiliation_weights")["weights"]
        return float(sum(weights.get(name, 0.0) * value for name, value in features.items()))

    def none_features(self, row: Row, one: Pairing) -> dict[str, float]:
        """Features of "no institution"."""
        role = row.text_of(one.office.role)
        return {"none": 1.0, f"none {office_group(role) or 'unlisted'}": 1.0, f"none noun {base_noun(role)}": 1.0}

    def features(self, row: Row, one: Pairing, key: int, earlier: Span | None) -> dict[str, float]:
        """Features of one candidate, by name."""
        person, office = row.pieces[one.person].item, row.pieces[one.office.role].item
        at = min(person.start, office.start)
        role = row.text_of(one.office.role)
        found = {f"place {name}": 1.0 for name in self._place_features(at, key)}
        found["share"] = math.log1p(len(self._mentions[key])) - math.log1p(self._most)
        found["most named"] = float(len(self._mentions[key]) == self._most > self._second)
        publisher = key == self._publisher
        learning = "university" in self._types[key] or "school" in self._types[key]
        found["publisher, learning" if learning else "publisher, other"] = float(publisher)
        found["media"] = float("media" in self._types[key])
        found["no publisher, first"] = float(self._publisher < 0 and next(iter(self._mentions)) == key)
        places = places_of(base_noun(role))
        fit = bool(places & self._types[key])
        found["fit"] = float(fit)
        found["misfit"] = float(bool(places) and bool(self._types[key]) and not fit)
        fitting = [other for other in self.candidates(at) if places & self._types[other]]
        found["only fit"] = float(fitting == [key])
        found["last fit"] = float(fit and self._last_before(at, frozenset(fitting)) == key)
        found["learning at learning"] = float(office_group(role) == "learning" and learning)
        found["state at learning"] = float(office_group(role) == "state" and learning)
        found["unit"] = float(self._units[key])
        name = self._words[key]
        found["scope in name"] = float(bool(scope_words(role) & name))
        noun = _NOUN_AFTER.match(self._reading.text, office.end, office.end + 60)
        if noun:
            found["noun in name"] = float(noun.group("noun").casefold() in name)
            found["noun not in name"] = 1.0 - found["noun in name"]
        who = self._clusters.key(person) if isinstance(person, Span) else -1
        found["same person"] = float(self._persons.get(who) == key)
        found["person elsewhere"] = float(who in self._persons and self._persons[who] != key)
        holders = self._holders.get((head_noun(role), key), set()) - {who}
        found["taken"] = float(bool(holders))
        # Two heads in one sentence are of two institutions, a head and a deputy of one.
        beside = "beside, lower" if _LOWER.search(role) else "beside, chief"
        found[beside] = float(earlier is not None and self._clusters.key(earlier) == key)
        lead = self._lead(at)
        found["lead"] = float(len(lead) > 1 and key in lead)
        found["only lead"] = float(lead == {key})
        found["side of lead"] = float(key in lead and self._is_side(key, at))
        before = self._reading.text[max(0, office.start - 12) : office.start].casefold()
        if re.search(r"\b(?:its|whose|their)\s(?:\w+\s)?\Z", before):
            found["possessive, nearest"] = float(self._last_before(at) == key)
        if re.search(r"\b(?:our|my)\s(?:\w+\s)?\Z", before):
            found["our, publisher"] = float(key == self._publisher)
        return found

    def _place_features(self, at: int, key: int) -> list[str]:
        """Where the candidate is named, seen from the office."""
        here = self._reading.sentence_at(at)
        sentence = self._reading.sentences[here]
        low, high = bisect_left(self._starts, sentence.start), bisect_left(self._starts, sentence.end)
        inside = list(zip(self._named[low:high], self._keys[low:high], strict=True))
        before = [span for span, other in inside if other == key and span.end <= at]
        after = [span for span, other in inside if other == key and span.start >= at]
        found = []
        if before:
            last = before[-1]
            between = {other for span, other in inside if last.end <= span.start and span.end <= at} - {key}
            found.append(f"before {min(2, len(between))}")
            if _SIDE.search(self._reading.text, max(0, last.start - 20), last.start):
                found.append("side")
            opening = self._reading.text[sentence.start : last.start]
            if last.start - sentence.start < 6:
                found.append("subject")
            if _OPENING.fullmatch(opening):
                found.append("opens the line")
            if at - last.end < 4:
                found.append("directly before")
        if after:
            between = {other for span, other in inside if at <= span.start < after[0].start} - {key}
            found.append(f"after {min(2, len(between))}")
        if not before and not after:
            last_before = self._before(key, at)
            back = here - self._reading.sentence_at(last_before.start) if last_before else 0
            found.append(f"back {min(back, _SPAN_OF_FOCUS)}" if last_before else "later")
            if last_before and self._last_before(at) == key:
                found.append("last named")
        if self._reading.sentence_at(self._mentions[key][0].start) == 0:
            found.append("title")
        return found

    def _last_before(self, at: int, among: frozenset[int] | None = None) -> int:
        """The cluster of the last institution named before an offset, among some if given; -1 for none near."""
        here = bisect_left(self._starts, at)
        for number in range(here - 1, max(-1, here - _AROUND), -1):
            if self._named[number].end <= at and (among is None or self._keys[number] in among):
                return self._keys[number]
        return -1

    def _is_side(self, key: int, at: int) -> bool:
        """Whether the lead of a list says that the list is of this institution: "From ‹i› there came:"."""
        last = self._before(key, at)
        return last is not None and bool(_LEAD_SIDE.search(self._reading.text, max(0, last.start - 25), last.start))

    def _before(self, key: int, at: int) -> Span | None:
        """The last mention of a cluster before an offset."""
        mentions = self._mentions[key]
        number = bisect_left(mentions, at, key=lambda span: span.start) - 1
        return mentions[number] if number >= 0 and mentions[number].end <= at else None

    def _lead(self, at: int) -> set[int]:
        """The institutions of the sentence that introduces the list in which the office stands."""
        lead = self._reading.sentences[self._reading.sentence_at(at)].lead
        if lead < 0:
            return set()
        sentence = self._reading.sentences[lead]
        return set(self._keys[bisect_left(self._starts, sentence.start) : bisect_left(self._starts, sentence.end)])

    def _nearest(self, key: int, at: int) -> Span:
        """The last mention of a cluster before an offset, else its first."""
        return self._before(key, at) or self._mentions[key][0]

    def _types_of(self, spans: list[Span]) -> frozenset[str]:
        words = frozenset().union(*(type_of(self._reading.text[span.start : span.end]) for span in spans))
        places: dict[str, list[str]] = load_table("roles")["places"]
        return frozenset(place for place, listed in places.items() if words & set(listed))
