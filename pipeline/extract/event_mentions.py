"""Stretches of a text that speak of an event.

Where the built-in tagger has read the text, every candidate is judged by a fitted model (:mod:`pipeline.extract.event_features`).
Another tagger gives no probabilities of words: then its spans count, and nouns of the lexicon only for events that are reported ("a
seminar was held", "took part in the forum", a list item that begins with a date), not for talk of events in general. Visits and
awards told by a verb ("a delegation of ‹i› visited ‹i›") are found by patterns with every tagger.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.event_awards import award_places
from pipeline.extract.event_bounds import event_bounds
from pipeline.extract.event_candidates import EventChances, event_candidates
from pipeline.extract.event_features import EventFeatures
from pipeline.extract.event_kinds import compound, head_of, heads
from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.linear_model import EVENTS
from pipeline.extract.reading import Label, Reading
from pipeline.extract.skeleton import MARKER, Skeleton
from pipeline.extract.stretches import Stretches
from pipeline.records import EventKind

_ORDINAL = r"\d{1,3}(?:st|nd|rd|th)"
_NAME = r"‹[ild]\d+›(?:[-–]‹[ild]\d+›)?(?:['’]s)?"
_CAPITAL = (
    rf"(?:(?!The\b|A\b|In\b|At\b|On\b|This\b|Our\b)[^\W\d_a-z][\w'’-]*|{_ORDINAL}|(?:19|20)\d\d|[IVX]{{1,5}}|{_NAME})"
)
# Kinds whose events bear proper names; "Opening Ceremony" with capitals is none.
_NAMED_KINDS = frozenset(
    {
        EventKind.FORUM,
        EventKind.CONFERENCE,
        EventKind.SUMMIT,
        EventKind.COMPETITION,
        EventKind.EXHIBITION,
        EventKind.SEMINAR,
    }
)
_APPOINTED = re.compile(
    r",?\s(?:(?:is|are|has been|have been)\s(?:planned|scheduled|set|appointed)\s(?:for|on)"
    r"|(?:(?:which|that)\s)?(?:will be|is to be|are to be)\sheld)\b"
)
_WHEN_FOLLOWS = 60
LEAST = 0.4
"""Candidates less probable than this name no event. F1 on the development part is within 0.005 from 0.35 to 0.45."""
# A tagged span without a head noun counts from this score on: fewer than half of those below are events.
_SURE = 0.55
_TITLE_BACK = 40
_DETERMINER = r"(?:an?|the|this|its|their|our|his|her|another|one|two|three|several|annual|regular|joint)"


@dataclass(frozen=True, slots=True, order=True)
class EventMention:
    """Words that speak of an event; ``kind`` is set where they are a verb ("visited"), not a noun.

    ``chance`` is the probability that they name an event that is held.
    """

    start: int
    end: int
    kind: EventKind | None = None
    chance: float = field(default=1.0, compare=False)


def event_mentions(reading: Reading) -> list[EventMention]:
    """The mentions of events, in text order, not overlapping."""
    chances = EventChances(reading)
    found = _likely(reading, chances) if chances.known else _tagged(reading)
    spans = list(found)
    starts = [span.start for span in spans]
    shapes = Stretches(reading)
    sentences = [shapes.skeleton(sentence.start, sentence.end) for sentence in reading.sentences]
    for shape in filter(None, sentences):
        if not chances.known:
            inside = spans[bisect_left(starts, shape.start) : bisect_left(starts, shape.end)]
            found += _by_noun(reading, shape, [(span.start, span.end) for span in inside])
        places = (_offsets(reading, shape, *place) for place in award_places(shape, reading.text))
        found += [EventMention(*place, kind=EventKind.AWARD) for place in places if place is not None]
    if not any("visit" in reading.text[one.start : one.end].casefold() for one in found):
        # A visit with a noun is the same that verbs speak of.
        for shape in filter(None, sentences):
            found += _by_verb(reading, shape)
    kept: list[EventMention] = []
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _likely(reading: Reading, chances: EventChances) -> list[EventMention]:
    """The candidates that the model takes for events."""
    candidates = event_candidates(reading, chances)
    features = EventFeatures(reading, candidates)
    found = []
    for number, one in enumerate(candidates):
        # What the corpus has seldom or never, so that no weight could be fitted: wars, feasts, "conference hall".
        if _may_be_held(reading.text[one.start : one.end]) and not compound().match(reading.text, one.end):
            chance = EVENTS.probability("held", features.of(number))
            if chance >= LEAST or _appointed(reading, one.end):
                found.append(EventMention(one.start, one.end, chance=max(chance, LEAST)))
    return found


def _appointed(reading: Reading, end: int) -> bool:
    """Whether the words that end at an offset are said to be planned for a date: "the signing is planned for September"."""
    match = _APPOINTED.match(reading.text, end)
    if match is None:
        return False
    limit = min(reading.sentences[reading.sentence_at(end)].end, match.end() + _WHEN_FOLLOWS)
    return bool(reading.starting_in(match.end(), limit, Label.DATE))


def _tagged(reading: Reading) -> list[EventMention]:
    """The tagger's spans that can name an event, in the bounds that the text around them shows."""
    found: list[EventMention] = []
    for span in reading.of(Label.EVENT):
        bounds = event_bounds(reading, span)
        if bounds is None or (found and bounds[0] < found[-1].end):
            continue
        surface = reading.text[slice(*bounds)]
        if span.score < _SURE and not head_of(surface) and not _titled(reading.text, bounds[0]):
            continue
        if not _may_be_held(surface) or compound().match(reading.text, bounds[1]):
            continue
        if found and reading.text[found[-1].end : bounds[0]] == " ":
            # "signing" + "ceremony"
            bounds = (found.pop().start, bounds[1])
        found.append(EventMention(*bounds))
    return found


def _titled(text: str, start: int) -> bool:
    """Whether the words before an offset show that a title of an event follows: "the seminar “…"."""
    return bool(head_of(text[max(0, start - _TITLE_BACK) : start]))


def _capitalised(nouns: Iterable[str]) -> str:
    return alternatives(form for noun in nouns for form in (noun.title(), noun.upper()))


@cache
def _noun_patterns() -> tuple[re.Pattern[str], ...]:
    vague = frozenset(load_table("events")["vague"]["nouns"])
    nouns = alternatives(noun for noun in heads() if noun not in vague)
    table = load_table("events")["reports"]
    named = [n for n in heads() if n not in vague and heads()[n] in _NAMED_KINDS and not n.endswith("s")]
    outside = alternatives(load_table("events")["outside"]["words"])
    plain = rf"(?:(?:(?!(?:{outside})\b)[^\W\d_][\w'’-]*|{_ORDINAL}|{_NAME})\s){{0,4}}"
    # A second head noun closes the phrase: "keynote lecture", "inauguration conference".
    phrase = (
        r"(?!(?:But|And|While|When|After|In|On|At|For|Both|All|Of)\b)"
        rf"(?P<phrase>{plain}(?:{nouns})(?:\s(?:{alternatives(heads())}))?)\b(?!['’-])"
    )
    return (
        re.compile(rf"\b(?:{alternatives(table['before'])})\s{_DETERMINER}\s{phrase}", re.IGNORECASE),
        re.compile(
            rf"(?:\b{_DETERMINER}\s|^\W*){phrase}[^.;!?]{{0,150}}?\s(?:{alternatives(table['after'])})\b",
            re.IGNORECASE,
        ),
        # A proper name: "Third Forum of …", "2025 QS China Summit"
        re.compile(
            rf"(?<![\w‹])(?P<phrase>{_CAPITAL}\s(?:{_CAPITAL}\s|of\s|and\s|for\s){{0,6}}"
            rf"(?:{_capitalised(named)}))\b(?!['’-])"
        ),
        # A list item or line of a calendar: "March 26. Congress of …", "Participation in the regional seminar …"
        re.compile(rf"^[\W\d]*‹d\d+›[^\w‹›]{{1,4}}(?:(?:\w+\s){{0,3}}(?:the|an?)\s)?{phrase}", re.IGNORECASE),
    )


def _may_be_held(surface: str) -> bool:
    """Whether the words can name an event that somebody holds: no history, no stray word."""
    words = [word.casefold() for word in re.findall(r"[\w'’-]+", surface)]
    never = load_table("events")["never"]
    if not words or any(word in never["words"] for word in words):
        return bool(head_of(surface)) and bool(words)
    stray = len(words) == 1 and surface.strip()[:1].islower()
    return not stray or bool(head_of(surface)) or words[0] in never["single"]


def _by_noun(reading: Reading, shape: Skeleton, taken: list[tuple[int, int]]) -> Iterable[EventMention]:
    seen = list(taken)
    for pattern in _noun_patterns():
        for match in pattern.finditer(shape.text):
            place = _offsets(reading, shape, *match.span("phrase"))
            if place is None or any(start < place[1] and place[0] < end for start, end in seen):
                continue
            if _ends_in_name(shape, place) or compound().match(reading.text, place[1]):
                continue
            seen.append(place)
            yield EventMention(*place)


def _ends_in_name(shape: Skeleton, place: tuple[int, int]) -> bool:
    """Whether the head noun itself belongs to another name: "‹World Economic Forum›"."""
    return any(item.start < place[1] <= item.end for item in shape.items)


@cache
def _verb_pattern() -> re.Pattern[str]:
    verbs = alternatives(load_table("events")["visiting"]["verbs"])
    return re.compile(
        rf"(?:\b(?:delegations?|delegates|representatives|group|guests|team|students|rectors?|heads|leaders)\b(?:\s(?:of|from)\s(?:the\s)?‹[il]\d+›)?|‹p\d+›)"
        rf"(?:[^.;‹›]{{0,60}}?|,[^.;]{{0,80}}?,)\s(?P<verb>{verbs})\s(?:the\s|our\s|us\b)?(?P<place>‹i\d+›)?",
        re.IGNORECASE,
    )


def _by_verb(reading: Reading, shape: Skeleton) -> Iterable[EventMention]:
    for match in _verb_pattern().finditer(shape.text):
        if match.group("place"):
            place = _offsets(reading, shape, *match.span("verb"))
            if place is not None:
                yield EventMention(*place, kind=EventKind.VISIT)
                return


def _offsets(reading: Reading, shape: Skeleton, start: int, end: int) -> tuple[int, int] | None:
    """Where a stretch of a skeleton stands in the article's text; None for one that begins or ends inside a marker."""
    low, high = _article_offset(reading, shape, start), _article_offset(reading, shape, end - 1)
    if low is None or high is None or not low < high + 1:
        return None
    return low, high + 1


def _article_offset(reading: Reading, shape: Skeleton, at: int) -> int | None:
    """The offset in the article's text of the character ``at`` of a skeleton; a marker stands for its item's ends."""
    base, low = 0, shape.start
    for match in MARKER.finditer(shape.text):
        item = shape.items[int(match.group(2))]
        if at < match.start():
            break
        if at < match.end():
            return item.start if at == match.start() else item.end - 1
        base, low = match.end(), item.end
    # White space is collapsed in a skeleton, so only other characters are counted.
    wanted = sum(1 for char in shape.text[base:at] if not char.isspace())
    for offset in range(low, shape.end):
        if not reading.text[offset].isspace():
            if wanted == 0:
                return offset
            wanted -= 1
    return None
