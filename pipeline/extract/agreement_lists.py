"""Names that stand together around an agreement: joined by "and", as items of a list, or counted by a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.agreement_triggers import Trigger, pattern
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.reading import Label

STRONG = frozenset({"between", "with-deal", "by-sign", "subject-signs", "behalf", "premodifier", "to-join"})
"""Parts of a group that by themselves suggest parties."""
_AROUND = 1
_MOST = 30
_BEFORE = 40
_WORDS = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBERS = {word: number for number, word in enumerate(_WORDS.split(" "), start=2)}


def coordinations(view: ArticleView, triggers: Sequence[Trigger]) -> list[tuple[str, frozenset[int]]]:
    """The groups of names in the sentences of some triggers and beside them: the part of each and its clusters.

    The first names of the items under one sentence are a group in the part ``items``.
    """
    found: dict[tuple[str, frozenset[int]], None] = {}
    for trigger in triggers:
        here = view.sentence_of(trigger)
        for number in range(max(0, here - _AROUND), min(len(view.groups), here + _AROUND + 1)):
            found.update(dict.fromkeys(_groups(view, number)))
        for lead in dict.fromkeys([here, here - _AROUND, here + _AROUND]):
            items = [_first(view, item) for item in view.items_under(lead)]
            if named := frozenset(key for key in items if key is not None):
                found["items", named] = None
    return list(found)


def _groups(view: ArticleView, number: int) -> Iterator[tuple[str, frozenset[int]]]:
    for group in view.groups[number]:
        named = [n for n in view.namings[number] if group.start <= n.at < group.end]
        keys = frozenset(n.key for n in named if n.span.label is Label.INSTITUTION and n.key not in view.reporters)
        if keys:
            yield group.part, keys


def _first(view: ArticleView, number: int) -> int | None:
    return next((n.key for n in view.namings[number] if n.span.label is Label.INSTITUTION), None)


def said_counts(view: ArticleView, triggers: Sequence[Trigger]) -> set[int]:
    """How many parties the words say there are, in the sentences of some triggers, beside them and in the title."""
    numbers = {0}
    for trigger in triggers:
        here = view.sentence_of(trigger)
        numbers |= set(range(max(0, here - _AROUND), min(len(view.skeletons), here + _AROUND + 1)))
    found: set[int] = set()
    for number in sorted(numbers):
        text = view.skeletons[number].text
        for match in pattern("spread", "counted").finditer(text):
            word = match.group(1).casefold()
            found.add(int(word) if word.isdigit() else _NUMBERS[word])
        for count, name in ((3, "of_three"), (4, "of_four")):
            if pattern("spread", name).search(text):
                found.add(count)
    return {count for count in found if 2 <= count <= _MOST}


def each(view: ArticleView, trigger: Trigger) -> bool:
    """Whether one document is told to have been signed "with each of" several."""
    return bool(pattern("spread", "each").search(view.skeletons[view.sentence_of(trigger)].text))


def stated_sides(view: ArticleView, triggers: Sequence[Trigger]) -> int:
    """How many sides an agreement has by the name of it: "a tripartite agreement"; 0 where that does not say."""
    text = view.reading.text
    for trigger in triggers:
        start, end = trigger.span.start, trigger.span.end
        before = text[max(0, start - _BEFORE) : start]
        found = _sides().search(text, start, end) or re.search(
            rf"(?:{_sides().pattern})\s+(?:\w+\s+)?\Z", before, re.IGNORECASE
        )
        if found:
            return int(load_table("agreements")["sides"][found.group(1).casefold()])
    return 0


@cache
def _sides() -> re.Pattern[str]:
    return re.compile(rf"\b({alternatives(load_table('agreements')['sides'])})\b", re.IGNORECASE)
