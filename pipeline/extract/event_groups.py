"""Which mentions tell of the same event of an article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from pipeline.extract.event_kinds import heads, is_plural, plural
from pipeline.extract.event_mentions import EventMention
from pipeline.extract.event_pairs import EventPairs, Told
from pipeline.extract.lexicon import load_table
from pipeline.extract.linear_model import EVENTS
from pipeline.extract.name_words import words_of
from pipeline.extract.reading import Reading
from pipeline.records import EventKind

# Two mentions tell of the same event from this probability on.
_SAME = 0.45
# So many words of a name, or more, are no chance likeness.
_WHOLE_NAME = 3
# So many events told of last are compared with a mention, and of each so many mentions: its first and its last ones.
_RECENT = 40
_COMPARED = 20


@dataclass
class EventGroup:
    """The mentions of one event, in text order."""

    mentions: list[EventMention] = field(default_factory=list)
    named: bool = False
    told: list[Told] = field(default_factory=list)
    head: str = ""
    best: EventMention = field(default_factory=lambda: EventMention(0, 0))

    @property
    def compared(self) -> list[Told]:
        """The mentions with which others are compared."""
        return self.told if len(self.told) <= _COMPARED else self.told[: _COMPARED // 2] + self.told[-_COMPARED // 2 :]


def group_events(reading: Reading, mentions: list[EventMention]) -> list[EventGroup]:
    """Mentions grouped by event, in the order of their first mention."""
    pairs = EventPairs(reading)
    groups: list[EventGroup] = []
    # The numbers of the groups, the one told of last at the end; and of those with a whole name, by its words.
    recent: dict[int, None] = {}
    named: dict[frozenset[str], int] = {}
    for mention in mentions:
        told = pairs.told(mention)
        near = set(islice(reversed(recent), _RECENT))
        near |= {named[told.words]} if told.words in named else set()
        number = _earlier(pairs, {at: groups[at] for at in sorted(near)}, told)
        if number is None:
            number = len(groups)
            groups.append(EventGroup(best=mention, head=told.head))
        _add(reading.text, groups[number], told)
        recent.pop(number, None)
        recent[number] = None
        if told.named and len(told.words) >= _WHOLE_NAME:
            named.setdefault(told.words, number)
    return groups


def group_of(reading: Reading, mentions: list[EventMention]) -> EventGroup:
    """The group of one or more mentions that are known to tell of one event."""
    pairs = EventPairs(reading)
    group = EventGroup(best=mentions[0])
    for mention in mentions:
        _add(reading.text, group, pairs.told(mention))
    return group


def is_general(text: str, group: EventGroup) -> bool:
    """Whether an event is told of once, by a bare plural: "lectures have been given since", "the following activities"."""
    table = load_table("events")
    words = text[group.best.start : group.best.end].casefold().split()
    if len(words) > 1 and words[0] in table["another"]["words"]:
        words = words[1:]
    many = len(words) == 1 and (is_plural(words[0]) or words[0] in map(plural, table["generic"]["nouns"]))
    return len(group.mentions) == 1 and not group.named and many


def _add(text: str, group: EventGroup, told: Told) -> None:
    mention, named = told.mention, told.named
    group.mentions.append(mention)
    group.told.append(told)
    group.head = group.head or told.head
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


def _earlier(pairs: EventPairs, groups: Mapping[int, EventGroup], told: Told) -> int | None:
    """The number of the earlier event, of some in order, of which a mention most likely speaks again."""
    if not told.words:
        return None
    if told.mention.kind is EventKind.VISIT:
        return next((at for at, one in groups.items() if one.head and heads()[one.head] is EventKind.VISIT), None)
    if told.mention.kind is not None:
        return next((at for at, one in groups.items() if any(it.words == told.words for it in one.compared)), None)
    likely = [(_chance(pairs, group, told), -number) for number, group in groups.items()]
    best = max(likely, default=(0.0, 0))
    return -best[1] if best[0] >= _SAME else None


def _certain(group: EventGroup, told: Told) -> bool | None:
    """Whether what is beyond doubt makes a mention one of a group's event (True) or of another (False)."""
    if told.named and len(told.words) >= _WHOLE_NAME and any(one.words == told.words for one in group.compared):
        # "Forum of Rectors of the Region" in the title, "the third Forum of Rectors of the Region" in the text
        return True
    if all(one.label and one.words == told.words for one in group.told):
        # "Seminar" as a heading is what the text below calls "another seminar".
        return True
    numbers = {one.number for one in group.compared if one.number and one.kind == told.kind}
    if told.number and numbers:
        return told.number in numbers
    days = frozenset[str]().union(*(one.days for one in group.compared))
    if told.form == "indefinite" and told.days and days and not told.days & days:
        return False
    return None


def _chance(pairs: EventPairs, group: EventGroup, told: Told) -> float:
    """The probability that a mention tells of a group's event: that of the likeliest pair."""
    certain = _certain(group, told)
    if certain is not None:
        return float(certain)
    return max(EVENTS.probability("same", pairs.features(one, told)) for one in group.compared)
