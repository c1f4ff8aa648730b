"""Which mentions tell of the same event of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.dates import DateSpan
from pipeline.extract.event_kinds import head_of, heads, is_plural, ordinal_of, plural
from pipeline.extract.event_mentions import EventMention
from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.name_clusters import words_of
from pipeline.extract.reading import Label, Reading
from pipeline.records import EventKind

# Between the noun and the title of one event: "seminar “…”", "a forum themed “…”", "conference on the theme “…”"
_TITLE_FOLLOWS = re.compile(
    r"\s?(?:(?:on|under|with) the (?:theme|topic|title|subject|motto|slogan)(?: of)?|themed|titled|entitled"
    r"|called|named|dedicated to|on)?:?\s?[\"“«„‘'(*「『]{1,3}\Z"
)
_TITLE_GAP = 40
_DEFINITE = re.compile(r"\b(?:the|this|that|these|its|our|said)\s+(?:\w+\s+){0,1}\Z", re.IGNORECASE)


@cache
def _another() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for "the next", "3rd", right before a mention and at its beginning."""
    words = alternatives(load_table("events")["another"]["words"])
    ordinal = rf"(?:{words}|\d+(?:st|nd|rd|th))"
    return re.compile(rf"\b{ordinal}\s*\Z", re.IGNORECASE), re.compile(rf"\A(?:the )?{ordinal}\b", re.IGNORECASE)


@dataclass
class EventGroup:
    """The mentions of one event, in text order."""

    mentions: list[EventMention] = field(default_factory=list)
    named: bool = False
    words: list[frozenset[str]] = field(default_factory=list)
    head: str = ""
    best: EventMention = field(default_factory=lambda: EventMention(0, 0))


def group_events(reading: Reading, mentions: list[EventMention]) -> list[EventGroup]:
    """Mentions grouped by event, in the order of their first mention."""
    groups: list[EventGroup] = []
    for mention in mentions:
        surface = reading.text[mention.start : mention.end]
        group = _earlier(reading, groups, mention, surface)
        if group is None:
            group = EventGroup(best=mention, head=head_of(surface))
            groups.append(group)
        _add(reading.text, group, mention, surface)
    return groups


def is_general(text: str, group: EventGroup) -> bool:
    """Whether an event is told of once, by a bare plural: "lectures have been given since", "the following activities"."""
    table = load_table("events")
    words = text[group.best.start : group.best.end].casefold().split()
    if len(words) > 1 and words[0] in table["another"]["words"]:
        words = words[1:]
    many = len(words) == 1 and (is_plural(words[0]) or words[0] in map(plural, table["generic"]["nouns"]))
    return len(group.mentions) == 1 and not group.named and many


def _indefinite(before: str) -> bool:
    return bool(re.search(r"\b(?:an?|some|several|two|three|four)\s(?:\w+\s)?\Z", before, re.IGNORECASE))


def _is_name(surface: str) -> bool:
    """Whether the words are a proper name: a capital inside, a figure, or quotation marks around."""
    words = surface.split()
    return len(words) > 1 and sum(word[:1].isupper() or word[:1].isdigit() for word in words[1:]) > 0


def _add(text: str, group: EventGroup, mention: EventMention, surface: str) -> None:
    group.mentions.append(mention)
    group.words.append(frozenset(words_of(surface)))
    group.head = group.head or head_of(surface)
    named = _is_name(surface)
    fuller = (
        _says_more(text, mention, group.best)
        if named
        else mention.end - mention.start > group.best.end - group.best.start
    )
    if (named and not group.named) or (named == group.named and fuller):
        group.best = mention
    group.named = group.named or named


def _says_more(text: str, mention: EventMention, best: EventMention) -> bool:
    """Whether a name holds all words of the one chosen so far, and more: what the text first calls an event stays else."""
    words = [frozenset(words_of(text[one.start : one.end])) for one in (mention, best)]
    return words[1] < words[0]


def _earlier(reading: Reading, groups: list[EventGroup], mention: EventMention, surface: str) -> EventGroup | None:
    """The earlier event of which a mention speaks again."""
    words = frozenset(words_of(surface))
    if not words:
        return None
    if groups and _titles(reading.text, groups[-1].mentions[-1].end, mention.start):
        return groups[-1]
    head = head_of(surface)
    if mention.kind is EventKind.VISIT:
        return next((group for group in groups if group.head and heads()[group.head] is EventKind.VISIT), None)
    before = reading.text[max(0, mention.start - 20) : mention.start]
    announced = next((one for one in groups if head and head == one.head and _only_labels(reading, one)), None)
    if announced is not None and len(groups) == 1:
        return announced
    number = ordinal_of(surface)
    if number:
        same = [group for group in groups if ordinal_of(reading.text[group.best.start : group.best.end]) == number]
        found = next((group for group in same if _same_kind(head, group.head)), None)
        if found is not None:
            return found
    outside, inside = _another()
    if outside.search(before) or inside.match(surface):
        return next((group for group in groups if words in group.words and len(words) > 2), None)
    if _is_name(surface):
        return next((group for group in groups if _shares_name(words, group)), None)
    indefinite = _indefinite(before)
    definite = bool(_DEFINITE.search(reading.text, max(0, mention.start - 30), mention.start))
    generic = surface.casefold() in load_table("events")["generic"]["nouns"]
    for group in reversed(groups):
        if indefinite and _has_other_date(reading, group, mention):
            continue
        if (
            (bool(head) and head == group.head and len(words) == 1 and not indefinite)
            or (definite and (_same_kind(head, group.head) or generic))
            or words in group.words
        ):
            return group
    return None


def _titles(text: str, end: int, start: int) -> bool:
    """Whether what begins at ``start`` is the title of the event whose noun ends at ``end``: "seminar “…”"."""
    return start - end < _TITLE_GAP and bool(_TITLE_FOLLOWS.match(text[end:start][:_TITLE_GAP]))


def _same_kind(head: str, other: str) -> bool:
    return bool(head) and bool(other) and heads()[head] is heads()[other]


def _shares_name(words: frozenset[str], group: EventGroup) -> bool:
    return any(words <= known or (known <= words and len(known) > 1) for known in group.words if known)


def _only_labels(reading: Reading, group: EventGroup) -> bool:
    """Whether an event has only stood as a line by itself so far: the label of a page, not a sentence on it."""
    for mention in group.mentions:
        sentence = reading.sentences[reading.sentence_at(mention.start)]
        if (
            reading.text[sentence.start : sentence.end].strip(" \t\n.:–—-•*#").casefold()
            != reading.text[mention.start : mention.end].casefold()
        ):
            return False
    return True


def _has_other_date(reading: Reading, group: EventGroup, mention: EventMention) -> bool:
    """Whether the sentence of a mention has a day of its own, and the sentences of the group have other ones."""
    mine = _days(reading, mention)
    theirs = frozenset[str]().union(*(_days(reading, one) for one in group.mentions))
    return bool(mine) and bool(theirs) and not mine & theirs


def _days(reading: Reading, mention: EventMention) -> frozenset[str]:
    sentence = reading.sentences[reading.sentence_at(mention.start)]
    inside = (span.value for span in reading.of(Label.DATE) if sentence.start <= span.start < sentence.end)
    return frozenset(value.start_date for value in inside if isinstance(value, DateSpan) and value.start_date)
