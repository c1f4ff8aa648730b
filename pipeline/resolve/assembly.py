"""From clusters of units to entities: names, ids, attributes, mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records import Entity, Kind, MentionRef
from pipeline.resolve.canonical import choose_name
from pipeline.resolve.decisions import Action
from pipeline.resolve.entities import Portrait, attributes
from pipeline.resolve.identity import Identity, anchors, give_ids
from pipeline.resolve.judgements import Judgements
from pipeline.resolve.units import Unit
from pipeline.resolve.views import ArticleView, Local

Key = tuple[str, str]


@dataclass
class _Draft:
    """An entity in the making."""

    kind: Kind
    locals: list[Local]
    context: str
    spellings: Counter[str] = field(default_factory=Counter)
    short: set[str] = field(default_factory=set)
    name: str = ""
    entity_id: str = ""
    generic: bool = False

    def identity(self) -> Identity:
        """What its id is made from: full spellings, and the group that told it from namesakes."""
        full = sorted(set(self.spellings) - self.short) or sorted(self.spellings)
        first = min((local.article, local.mentions[0].mention_id) for local in self.locals)
        return Identity(self.kind, anchors(full), self.context, (self.context, *first))


def assemble(
    views: Sequence[ArticleView],
    clusters: Mapping[Kind, Sequence[Sequence[Unit]]],
    judgements: Judgements,
    known_ids: Mapping[str, str] | None,
) -> tuple[list[Entity], dict[Key, str]]:
    """The entities, sorted by kind and id, and for each (article, mention id) its entity id."""
    drafts = [draft for kind in Kind for draft in _drafts(kind, clusters.get(kind, ()), judgements)]
    for draft, entity_id in zip(drafts, give_ids([draft.identity() for draft in drafts], known_ids), strict=True):
        draft.entity_id = entity_id
    id_of = {local.key: draft.entity_id for draft in drafts for local in draft.locals}
    homes = {article.article: article.home for article in views}
    countries: dict[str, str] = {}
    entities: list[Entity] = []
    for draft in _wholes_first(drafts, id_of):
        entity = _entity(draft, id_of, homes, countries, judgements)
        countries[entity.entity_id] = entity.attributes.get("country", "")
        entities.append(entity)
    entity_of = {(m.article_id, m.mention_id): entity.entity_id for entity in entities for m in entity.mentions}
    return sorted(entities, key=lambda e: (list(Kind).index(e.kind), e.entity_id)), entity_of


def _drafts(kind: Kind, clusters: Iterable[Sequence[Unit]], judgements: Judgements) -> Iterable[_Draft]:
    for units in clusters:
        found = {local.key: local for unit in units for local in unit.locals}
        buckets = sorted({unit.bucket for unit in units})
        context = buckets[0] if "" not in buckets else ""
        draft = _Draft(
            kind, [found[key] for key in sorted(found)], context, generic=any(unit.generic for unit in units)
        )
        full: set[str] = set()
        for local in draft.locals:
            for mention in local.mentions:
                draft.spellings[mention.text] += 1
            full |= local.full_texts
        draft.short = set(draft.spellings) - full
        renamed = judgements.value(Action.RENAME, kind, draft.spellings)
        draft.name = renamed or choose_name(kind, draft.spellings, draft.short)
        yield draft


def _wholes_first(drafts: Sequence[_Draft], id_of: Mapping[tuple[str, int], str]) -> list[_Draft]:
    """Parts after the wholes that they belong to, as far as there is no circle, so that a part can take its whole's
    country.
    """
    by_id = {draft.entity_id: draft for draft in drafts}
    done: set[str] = set()
    order: list[_Draft] = []
    for draft in drafts:
        chain = [draft]
        while (parent := _parent(chain[-1], id_of)) and parent not in done and by_id[parent] not in chain:
            chain.append(by_id[parent])
        for one in reversed(chain):
            if one.entity_id not in done:
                done.add(one.entity_id)
                order.append(one)
    return order


def _parent(draft: _Draft, id_of: Mapping[tuple[str, int], str]) -> str:
    votes = Counter(id_of[local.article, local.parent] for local in draft.locals if local.parent is not None)
    votes.pop(draft.entity_id, None)
    return min(votes, key=lambda entity_id: (-votes[entity_id], entity_id)) if votes else ""


def _entity(
    draft: _Draft,
    id_of: Mapping[tuple[str, int], str],
    homes: Mapping[str, str],
    countries: Mapping[str, str],
    judgements: Judgements,
) -> Entity:
    parent = _parent(draft, id_of) if draft.kind is Kind.INSTITUTION else ""
    portrait = Portrait(
        kind=draft.kind,
        name=draft.name,
        spellings=draft.spellings,
        stated=Counter(local.country for local in draft.locals if local.country) or _bucket_country(draft),
        guessed=Counter(home for local in draft.locals if (home := homes[local.article])),
        honorifics=Counter(m.honorific for local in draft.locals for m in local.mentions if m.honorific),
        parent=parent,
        parent_country=countries.get(parent, ""),
        generic=draft.generic,
    )
    found = attributes(portrait)
    for action in (Action.TYPE, Action.COUNTRY):
        if action.value in found:
            found[action.value] = (
                judgements.value(action, draft.kind, [draft.name, *draft.spellings]) or found[action.value]
            )
    mentions = sorted(
        (local.article, m.start_char, m.end_char, m.mention_id) for local in draft.locals for m in local.mentions
    )
    return Entity(
        entity_id=draft.entity_id,
        kind=draft.kind,
        name=draft.name,
        aliases=tuple(sorted(set(draft.spellings) - {draft.name})),
        attributes=found,
        mentions=tuple(MentionRef(article_id=article, mention_id=mention) for article, _, _, mention in mentions),
    )


def _bucket_country(draft: _Draft) -> Counter[str]:
    """The country that the group of a place or general name stands for."""
    return Counter([draft.context]) if len(draft.context) == 2 and draft.context.isupper() else Counter()
