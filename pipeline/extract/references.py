"""Common noun phrases that stand for names: "the Institute", "our university", "the two sides", "the rector".

Resolved by the type word of names ("the Institute" is the last named thing that is an Institute), by the publisher for "our …",
and for plurals by the pair that the text last spoke of. Where more than one reading is likely the phrase is left out.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from functools import cache

from pipeline.extract.lexicon import alternatives, load_table, load_words
from pipeline.extract.name_clusters import NameClusters, clusters_of
from pipeline.extract.name_words import words_of
from pipeline.extract.person_references import person_references
from pipeline.extract.reading import Label, Reading, Reference, Span
from pipeline.extract.type_nouns import singular, type_of, types_by_noun

# A capitalised word beside the noun shows that it is a part of a name that was not found.
_NAME_AFTER = re.compile(r"(?: of| for| named)?(?: the)? [A-Z“\"«]|\s+(?:of|for) ")
_NAME_BEFORE = re.compile(r"[A-Z][\w'’-]*[ -]\Z")
_FOCUS_SENTENCES = 3
_POINTING = frozenset({"the", "this", "said"})
# The publisher speaks of itself as "we": it is more in focus than the number of its mentions shows.
_OWN = 2


def find_references(reading: Reading) -> list[Reference]:
    """The references of a reading, in text order, not overlapping its names."""
    finder = _Finder(reading)
    found = [*finder.singular(), *finder.plural(), *person_references(reading, finder.clusters)]
    kept: list[Reference] = []
    for reference in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or reference.start >= kept[-1].end:
            kept.append(reference)
    return kept


@cache
def _singular_pattern() -> re.Pattern[str]:
    nouns = alternatives(types_by_noun())
    return re.compile(
        rf"\b(?P<det>the|this|said|our|its|his|her)\s+(?P<noun>{nouns})\b|(?P<bare>\b(?!(?-i:[a-z]))(?:{nouns})\b)",
        re.IGNORECASE,
    )


@cache
def _plural_pattern() -> re.Pattern[str]:
    table = load_table("references")["plural"]
    listed = alternatives([*table["any"], *table["institution"], *table["state"]])
    return re.compile(
        rf"\b(?P<det>(?:the|these|our|their|both)\s+two|both(?:\s+of)?(?:\s+the)?|two|the|our)\s+(?P<noun>{listed})\b",
        re.IGNORECASE,
    )


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.clusters = clusters_of(reading)
        self._named = reading.of(Label.INSTITUTION)
        self._starts = [span.start for span in reading.spans]
        self._counts = Counter(self.clusters.key(span) for span in self._named)
        self._kinds: dict[int, frozenset[str]] = {}
        for span in self._named:
            key = self.clusters.key(span)
            self._kinds[key] = self._kinds.get(key, frozenset()) | type_of(reading.name_of(span))
        self._publisher = publisher_span(reading)
        # What does not depend on where a phrase stands is worked out once for each type of noun.
        self._fitting: dict[frozenset[str], _Fitting] = {}
        self._owners: dict[frozenset[str], Span | None] = {}
        self._leaders: dict[frozenset[str], tuple[Span, ...]] = {}
        self._paired: dict[Label, _Fitting] = {}

    def _free(self, start: int, end: int) -> bool:
        """Whether no settled span shares a character with the stretch."""
        at = bisect_left(self._starts, end)
        return not any(span.end > start for span in self._reading.spans[max(0, at - 6) : at] if span.start < end)

    def _before_person(self, end: int) -> bool:
        """Whether a person's name comes next: "the rector of the university Prof. ‹p›"."""
        at = bisect_left(self._starts, end)
        if at == len(self._starts) or self._reading.spans[at].label is not Label.PERSON:
            return False
        titles = self._reading.text[end : self._starts[at]].split()
        return all(word.rstrip(".,").casefold() in load_words("honorifics") for word in titles)

    def singular(self) -> Iterable[Reference]:
        """ "The Institute", "our college", and the bare capitalised "University" of translated texts."""
        text = self._reading.text
        for match in _singular_pattern().finditer(text):
            noun = match.group("noun") or match.group("bare")
            if not self._free(match.start(), match.end()):
                continue
            if _NAME_AFTER.match(text, match.end()) and not self._before_person(match.end()):
                continue
            if match.group("bare") and (
                noun.isupper() or _NAME_BEFORE.search(text, max(0, match.start() - 30), match.start())
            ):
                continue
            det = (match.group("det") or "").casefold()
            target = self._own(noun) if det == "our" else self._named_before(noun, match.start(), det)
            if target is not None:
                yield Reference(match.start(), match.end(), (target,))

    def _own(self, noun: str) -> Span | None:
        """The publisher, or the institution that dominates the article."""
        wanted = types_by_noun()[noun.casefold()]
        if wanted not in self._owners:
            self._owners[wanted] = self._owner(wanted)
        return self._owners[wanted]

    def _owner(self, wanted: frozenset[str]) -> Span | None:
        publisher = self._publisher
        if publisher is not None and self._fits(publisher, wanted):
            return publisher
        fitting = [span for span in self._named if self._fits(span, wanted)]
        if not fitting:
            return publisher
        counts = Counter(self.clusters.key(span) for span in fitting)
        (best, most), *rest = counts.most_common()
        if rest and rest[0][1] == most:
            return None
        return next(span for span in fitting if self.clusters.key(span) == best)

    def _fits(self, span: Span, wanted: frozenset[str]) -> bool:
        return bool(self._kinds.get(self.clusters.key(span), frozenset()) & wanted)

    def _named_before(self, noun: str, at: int, det: str) -> Span | None:
        """The publisher, to whom its own text comes back without a name, or else the last named thing that is what the noun says."""
        wanted = types_by_noun()[noun.casefold()]
        publisher = self._publisher
        if det in _POINTING and publisher is not None and publisher.end <= at and self._fits(publisher, wanted):
            return publisher
        if wanted not in self._fitting:
            spans = [span for span in self._named if self._fits(span, wanted)]
            self._fitting[wanted] = _Fitting(spans, self.clusters)
        fitting = self._fitting[wanted]
        if fitting.second_end <= at and not det:
            return None
        return fitting.last_before(at)

    def plural(self) -> Iterable[Reference]:
        """ "The two universities", "both sides", "the parties"."""
        text = self._reading.text
        table = load_table("references")["plural"]
        for match in _plural_pattern().finditer(text):
            noun = match.group("noun").casefold()
            det = " ".join(match.group("det").casefold().split())
            counted = "two" in det or "both" in det
            if not self._free(match.start(), match.end()) or not (counted or noun in table["any"]):
                continue
            if _NAME_AFTER.match(text, match.end()) and noun not in table["any"]:
                continue
            labels = (Label.PLACE,) if noun in table["state"] else (Label.INSTITUTION,)
            pair = self._leading(match.start(), noun) if labels == (Label.INSTITUTION,) else ()
            pair = pair or self._pair(match.start(), labels)
            if not pair and noun in table["any"]:
                pair = self._pair(match.start(), (Label.PLACE,))
            if pair:
                yield Reference(match.start(), match.end(), pair)

    def _leading(self, at: int, noun: str) -> tuple[Span, ...]:
        """The two institutions about which the article is, of the type that the noun names, when both were named before."""
        wanted = types_by_noun().get(singular(noun), frozenset())
        if wanted not in self._leaders:
            self._leaders[wanted] = self._leaders_of(wanted)
        pair = self._leaders[wanted]
        return pair if pair and pair[0].start < at else ()

    def _leaders_of(self, wanted: frozenset[str]) -> tuple[Span, ...]:
        first: dict[int, Span] = {}
        for span in self._named:
            if not wanted or self._fits(span, wanted):
                first.setdefault(self.clusters.key(span), span)
        publisher = self._publisher
        own = self.clusters.key(publisher) if publisher is not None else -1
        ranked = sorted(first, key=lambda key: (-self._weight(key, own), first[key].start))
        if len(ranked) < 2:
            return ()
        clear = len(ranked) == 2 or self._weight(ranked[1], own) > self._weight(ranked[2], own)
        pair = sorted((first[key] for key in ranked[:2]), key=lambda span: span.start)
        return tuple(pair) if clear else ()

    def _weight(self, key: int, own: int) -> float:
        return self._counts[key] + (_OWN if key == own else 0)

    def _pair(self, at: int, labels: tuple[Label, ...]) -> tuple[Span, ...]:
        """The two things of which the last sentences speak; () where there are not exactly two."""
        here = self._reading.sentence_at(at)
        (label,) = labels
        if label not in self._paired:
            self._paired[label] = _Fitting(self._reading.of(label), self.clusters)
        fitting = self._paired[label]
        for back in range(_FOCUS_SENTENCES + 1):
            if here - back < 0:
                break
            low = self._reading.sentences[here - back].start if self._reading.sentences else 0
            seen: dict[int, Span] = {}
            for span in fitting.between(low, at):
                seen.setdefault(self.clusters.key(span), span)
            if len(seen) == 2:
                return tuple(seen.values())
            if len(seen) > 2:
                break
        return tuple(fitting.first.values()) if len(fitting.first) == 2 else ()


class _Fitting:
    """Some of the spans of a reading, in text order, prepared for questions of position.

    Attributes:
        first: the first span of each cluster.
        second_end: from this offset on spans of more than one cluster have been named.
    """

    def __init__(self, spans: list[Span], clusters: NameClusters) -> None:
        self._spans = spans
        self._starts = [span.start for span in spans]
        self.first: dict[int, Span] = {}
        ends: dict[int, int] = {}
        for span in spans:
            key = clusters.key(span)
            self.first.setdefault(key, span)
            ends[key] = min(ends.get(key, span.end), span.end)
        self.second_end = sorted(ends.values())[1] if len(ends) > 1 else sys.maxsize

    def last_before(self, at: int) -> Span | None:
        """The last span that ends before an offset or at it."""
        number = bisect_left(self._starts, at) - 1
        while number >= 0 and self._spans[number].end > at:
            number -= 1
        return self._spans[number] if number >= 0 else None

    def between(self, low: int, high: int) -> list[Span]:
        """The spans that lie in a stretch."""
        inside = self._spans[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        return [span for span in inside if span.end <= high]


def publisher_span(reading: Reading) -> Span | None:
    """The first span that names the publishing institution, if the page states one and the text names it."""
    wanted = words_of(reading.publisher)
    if not wanted:
        return None
    best: Span | None = None
    for span in reading.of(Label.INSTITUTION):
        words = words_of(reading.text[span.start : span.end])
        if words == wanted:
            return span
        if best is None and len(words) > 1 and (set(words) <= set(wanted) or set(wanted) <= set(words)):
            best = span
    return best
