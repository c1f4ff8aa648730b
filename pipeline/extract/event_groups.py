"""Which mentions tell of the same event of an article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from pipeline.extract.event_kinds import head_of, heads
from pipeline.extract.event_mentions import EventMention
from pipeline.extract.lexicon import load_table
from pipeline.extract.name_clusters import words_of
from pipeline.extract.reading import Reading
from pipeline.extract.role_gaps import alternatives

# Between the noun and the title of one event: "seminar “…”", "a forum themed “…”", "conference on the theme “…”"
_TITLE_FOLLOWS = re.compile(
    r"\s?(?:(?:on|under|with) the (?:theme|topic|title|subject|motto|slogan)(?: of)?|themed|titled|entitled"
    r"|called|named|dedicated to|on)?:?\s?[\"“«„‘'(*「『]{1,3}\Z"
)
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
    longer = mention.end - mention.start > group.best.end - group.best.start
    if (named and not group.named) or (named == group.named and longer):
        group.best = mention
    group.named = group.named or named


def _earlier(reading: Reading, groups: list[EventGroup], mention: EventMention, surface: str) -> EventGroup | None:
    """The earlier event of which a mention speaks again."""
    words = frozenset(words_of(surface))
    if not words:
        return None
    if (
        groups
        and _TITLE_FOLLOWS.match(reading.text[groups[-1].mentions[-1].end : mention.start][:40])
        and mention.start - groups[-1].mentions[-1].end < 40
    ):
        return groups[-1]
    before = reading.text[max(0, mention.start - 20) : mention.start]
    outside, inside = _another()
    if outside.search(before) or inside.match(surface):
        return next((group for group in groups if words in group.words and len(words) > 2), None)
    if _is_name(surface):
        for group in groups:
            if any(words <= known or (known <= words and len(known) > 1) for known in group.words if known):
                return group
        return None
    head = head_of(surface)
    definite = bool(_DEFINITE.search(reading.text, max(0, mention.start - 30), mention.start))
    generic = surface.casefold() in load_table("events")["generic"]["nouns"]
    for group in reversed(groups):
        same_head = bool(head) and head == group.head
        same_kind = bool(head) and bool(group.head) and heads()[head] is heads()[group.head]
        if (
            (same_head and len(words) == 1 and not _indefinite(before))
            or (definite and (same_kind or generic))
            or words in group.words
        ):
            return group
    return None
