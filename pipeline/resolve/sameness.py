"""Agreements and events told in more than one article share an id.

Two records are one agreement when they have the same resolved parties, kinds of one family and dates that can be the
same; two records of one article are never one. A record that fits several agreements (no date, and two known dates)
stays on its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz

from pipeline.records import Agreement, AgreementKind, ArticleFacts, Event
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.identity import AGREEMENT_PREFIX, EVENT_PREFIX, digest, numbered

Key = tuple[str, str]
EntityOf = Mapping[Key, str]
_VAGUE = "partnership"
_FAMILIES = {
    AgreementKind.MEMORANDUM_OF_UNDERSTANDING: "memorandum",
    AgreementKind.MEMORANDUM_OF_COOPERATION: "memorandum",
    AgreementKind.AGREEMENT: "agreement",
    AgreementKind.CONTRACT: "agreement",
    AgreementKind.PARTNERSHIP: _VAGUE,
    AgreementKind.OTHER: _VAGUE,
}
# Names of events that share this much (token_set_ratio) are one name; below it "Forum of Rectors" meets "Forum of
# Deans".
_SIMILAR_NAME = 88
# A name of fewer words says too little on its own ("opening ceremony").
_TELLING_WORDS = 3


@dataclass(frozen=True)
class _Told:
    """One record as far as it matters for sameness. Parties and the like are entity ids."""

    key: Key
    family: str
    date: str
    who: frozenset[str]
    signatories: frozenset[str] = frozenset()
    place: str = ""
    name: str = ""


T = TypeVar("T", Agreement, Event)


def agreement_ids(facts: Sequence[ArticleFacts], entity_of: EntityOf) -> dict[Key, str]:
    """(article_id, local id) of every agreement to its shared id."""
    told = [
        _Told(
            key=(article.article_id, a.agreement_id),
            family=_FAMILIES.get(a.kind, a.kind.value),
            date=a.date,
            who=_entities(article, a.parties, entity_of),
            signatories=_entities(article, a.signatories, entity_of),
        )
        for article in facts
        for a in article.agreements
    ]
    blocks: dict[Hashable, list[_Told]] = defaultdict(list)
    for record in told:
        blocks[_agreement_block(record)].append(record)
    groups = [group for block in blocks.values() for group in _gather(block, _same_agreement)]
    return _ids(groups, AGREEMENT_PREFIX)


def event_ids(facts: Sequence[ArticleFacts], entity_of: EntityOf) -> dict[Key, str]:
    """(article_id, local id) of every event to its shared id."""
    told = [
        _Told(
            key=(article.article_id, e.event_id),
            family=e.kind.value,
            date=e.start_date,
            who=_entities(article, e.organisers, entity_of),
            place=entity_of.get((article.article_id, e.place), "") if e.place else "",
            name=fold(e.name),
        )
        for article in facts
        for e in article.events
    ]
    parent = {record.key: record.key for record in told}
    members = {record.key: [record] for record in told}
    blocks: dict[Hashable, list[_Told]] = defaultdict(list)
    for record in sorted(told, key=_order):
        for block in _event_blocks(record):
            blocks[block].append(record)
    for block_key in sorted(blocks, key=repr):
        for group in _gather(blocks[block_key], _same_event):
            for record in group[1:]:
                _unite(parent, members, group[0].key, record.key)
    roots = [key for key in parent if parent[key] == key]
    return _ids([sorted(members[root], key=_order) for root in roots], EVENT_PREFIX)


def _entities(article: ArticleFacts, mention_ids: Iterable[str], entity_of: EntityOf) -> frozenset[str]:
    keys = ((article.article_id, mention_id) for mention_id in mention_ids)
    return frozenset(entity_of[key] for key in keys if key in entity_of)


def _agreement_block(record: _Told) -> Hashable:
    if len(record.who) > 1:
        return record.who
    if len(record.signatories) > 1 or (record.who and record.signatories):
        return record.who, record.signatories
    if record.who and len(record.date) >= 7 and not record.date.startswith("-"):
        return record.who, record.date
    return record.key  # too little is said to know it again


def _same_agreement(left: _Told, right: _Told) -> bool:
    families = {left.family, right.family}
    return (len(families) == 1 or _VAGUE in families) and same_date(left.date, right.date)


def _event_blocks(record: _Told) -> list[Hashable]:
    blocks: list[Hashable] = []
    month = record.date[2:4] if record.date.startswith("-") else record.date[5:7] or record.date
    words = sorted((word for word in record.name.split() if len(word) > 3), key=lambda word: (-len(word), word))
    if len(record.name.split()) >= _TELLING_WORDS:
        blocks.append(("name", record.family, record.name))
        blocks.extend(("word", record.family, word, month) for word in words[:2] if month)
    if len(record.date.lstrip("-")) >= 5:
        month_and_day = record.date[-5:]
        blocks.extend(
            ("at", record.family, month_and_day, other) for other in sorted({record.place, *record.who} - {""})
        )
    return blocks


def _same_event(left: _Told, right: _Told) -> bool:
    if not same_date(left.date, right.date):
        return False
    telling = min(len(left.name.split()), len(right.name.split())) >= _TELLING_WORDS
    if (
        telling
        and fuzz.token_set_ratio(left.name, right.name) >= _SIMILAR_NAME
        and _numbers(left.name) == _numbers(right.name)
    ):
        return bool(left.date and right.date) or left.name == right.name
    dated = bool(left.date and right.date)
    return dated and bool(
        left.who & right.who or (left.place and left.place == right.place and not (left.who and right.who))
    )


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def same_date(left: str, right: str) -> bool:
    """Whether two ISO dates can be one: equal, one missing, one less precise, or the year of one not known.

    >>> same_date("2024-06-08", "--06-08"), same_date("2024", "2024-06"), same_date("2023-06", "2024-06")
    (True, True, False)
    """
    if not left or not right:
        return True
    if left.startswith("-") or right.startswith("-"):
        return _without_year(left) == _without_year(right)
    short, long = sorted((left, right), key=len)
    return long.startswith(short)


def _without_year(date: str) -> str:
    return date.lstrip("-") if date.startswith("-") else date[5:]


def _order(record: _Told) -> tuple[object, ...]:
    """Most precise date first, then by date and place in the input."""
    known_year = not record.date.startswith("-")
    return (-len(record.date.lstrip("-")), not known_year, record.date, record.key)


def _gather(block: Iterable[_Told], same: Callable[[_Told, _Told], bool]) -> list[list[_Told]]:
    """Groups of records that are one: each joins the group that it fits, if there is exactly one; never two of one
    article.
    """
    groups: list[list[_Told]] = []
    for record in sorted(block, key=_order):
        fitting = [g for g in groups if all(same(record, m) and record.key[0] != m.key[0] for m in g)]
        if len(fitting) == 1:
            fitting[0].append(record)
        else:
            groups.append([record])
    return groups


def _unite(parent: dict[Key, Key], members: dict[Key, list[_Told]], left: Key, right: Key) -> None:
    left, right = _root(parent, left), _root(parent, right)
    articles = [record.key[0] for root in {left, right} for record in members[root]]
    if left == right or len(set(articles)) < len(articles):
        return
    parent[right] = left
    members[left] = members[left] + members.pop(right)


def _root(parent: dict[Key, Key], key: Key) -> Key:
    while parent[key] != key:
        key = parent[key]
    return key


def _ids(groups: Iterable[Sequence[_Told]], prefix: str) -> dict[Key, str]:
    """An id for each group: from the parties (place, organisers), the family or kind and the best date."""
    ids: dict[Key, str] = {}
    used: set[str] = set()
    for group in sorted(groups, key=lambda g: _order(g[0])):
        best = group[0]
        said = sorted(best.who | {best.place} if best.place else best.who)
        own = () if len(said) > 1 else (best.name, *sorted(best.signatories), *(() if said else best.key))
        shared = numbered(digest(prefix, "\x1f".join((best.family, best.date, *said, *own))), used)
        ids.update((record.key, shared) for record in group)
    return ids
