"""From the machine's output to what it takes an article to say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from pipeline.evaluation.gold import plain
from pipeline.evaluation.likeness import normalise
from pipeline.evaluation.said import Deal, Happening, Office, Said, SaidSpan, Thing
from pipeline.records import Agreement, ArticleFacts, Kind, Resolution

EntityOf = Mapping[tuple[str, str], str]
"""(article id, mention id) to entity id."""


def entities_of(resolution: Resolution) -> dict[tuple[str, str], str]:
    """The entity of every mention."""
    return {
        (mention.article_id, mention.mention_id): entity.entity_id
        for entity in resolution.entities
        for mention in entity.mentions
    }


def found_of(facts: ArticleFacts, entity_of: EntityOf) -> Said:
    """What the facts say, with entity ids of the run in place of mention ids."""
    ids = {m.mention_id: entity_of.get((facts.article_id, m.mention_id), "") for m in facts.mentions}
    texts = {m.mention_id: m.text for m in facts.mentions}
    return Said(
        article_id=facts.article_id,
        spans=frozenset(_spans(facts)),
        things=tuple(_things(facts, ids)),
        offices=tuple(
            Office(ids.get(a.person, ""), a.role, ids.get(a.institution, ""), a.confidence) for a in facts.affiliations
        ),
        deals=tuple(_deal(agreement, ids, texts) for agreement in facts.agreements),
        happenings=tuple(Happening(e.kind.value, (e.name,), e.start_date, e.confidence) for e in facts.events),
        dates=_group(((date.start_date, date.end_date), date.text) for date in facts.dates),
        sums=_group(((_amount(funding.amount), funding.currency), funding.text) for funding in facts.funding),
    )


def _spans(facts: ArticleFacts) -> Iterable[SaidSpan]:
    for mention in facts.mentions:
        yield SaidSpan(
            mention.start_char, mention.end_char, mention.kind.value, mention.text, round(mention.confidence, 4)
        )
    for date in facts.dates:
        yield SaidSpan(date.start_char, date.end_char, "date", date.text)
    for funding in facts.funding:
        yield SaidSpan(funding.start_char, funding.end_char, "money", funding.text)


def _things(facts: ArticleFacts, ids: Mapping[str, str]) -> Iterable[Thing]:
    names: dict[tuple[Kind, str], list[str]] = defaultdict(list)
    for mention in facts.mentions:
        if ids[mention.mention_id]:  # a person's decision may have dropped it
            names[mention.kind, ids[mention.mention_id]].append(mention.text)
    for (kind, one), words in names.items():
        yield Thing(one, kind, frozenset(normalise(word) for word in words), words[0])


def _deal(agreement: Agreement, ids: Mapping[str, str], texts: Mapping[str, str]) -> Deal:
    return Deal(
        kind=agreement.kind.value,
        status=agreement.status.value,
        parties=frozenset(filter(None, (ids.get(party, "") for party in agreement.parties))),
        date=agreement.date,
        shown=", ".join(texts.get(party, "?") for party in agreement.parties),
        confidence=agreement.confidence,
    )


def _amount(amount: str) -> str:
    try:
        return plain(Decimal(amount))
    except InvalidOperation:
        return amount


def _group(pairs: Iterable[tuple[tuple[str, str], str]]) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for value, words in pairs:
        found[value].append(words)
    return {value: tuple(words) for value, words in found.items()}
