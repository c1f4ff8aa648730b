"""From clusters of units to entities: names, ids, attributes, mentions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.records import Entity, Kind, MentionRef
from pipeline.resolve.canonical import choose_name
from pipeline.resolve.decision import Action
from pipeline.resolve.entities import Portrait, attributes
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.identity import Identity, anchors, give_ids
from pipeline.resolve.judgements import Judgements
from pipeline.resolve.lineage import Claim
from pipeline.resolve.lineage import Key as NameKey
from pipeline.resolve.parts import OTHER_PART, Wholes, read_part, relation_of, without_circles
from pipeline.resolve.register_records import Match
from pipeline.resolve.units import Unit
from pipeline.resolve.views import ArticleView, Local


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
    keys: frozenset[NameKey] = frozenset()
    match: Match | None = None

    def refs(self) -> frozenset[tuple[str, str]]:
        """Its mentions: (article id, mention id)."""
        return frozenset((local.article, mention.mention_id) for local in self.locals for mention in local.mentions)

    def identity(self) -> Identity:
        """What its id is made from: full spellings, and the group that told it from namesakes."""
        full = sorted(set(self.spellings) - self.short) or sorted(self.spellings)
        first = min((local.article, local.mentions[0].mention_id) for local in self.locals)
        return Identity(self.kind, anchors(full), self.context, (self.context, *first))


def assemble(
    views: Sequence[ArticleView],
    clusters: Mapping[Kind, Sequence[Sequence[Unit]]],
    judgements: Judgements,
    matches: Mapping[NameKey, Match] | None = None,
) -> tuple[list[Entity], list[Claim]]:
    """The entities with ids made from their content, and what each of them is known again by in other runs.

    Args:
        matches: entries of registers, by the key of a unit of institutions.
    """
    drafts = [draft for kind in Kind for draft in _drafts(kind, clusters.get(kind, ()), judgements)]
    for draft in drafts:
        draft.match = _match(draft, matches or {})
    for draft, entity_id in zip(drafts, give_ids([draft.identity() for draft in drafts]), strict=True):
        draft.entity_id = entity_id
    id_of = {local.key: draft.entity_id for draft in drafts for local in draft.locals}
    homes = {article.article: article.home for article in views}
    countries: dict[str, str] = {}
    entities: list[Entity] = []
    claims: list[Claim] = []
    parents = _parents(drafts, id_of)
    for draft in _wholes_first(drafts, parents):
        entity = _entity(draft, parents.get(draft.entity_id, ""), homes, countries, judgements)
        countries[entity.entity_id] = entity.attributes.get("country", "")
        entities.append(entity)
        claims.append(_claim(draft, entity))
    return entities, claims


def with_ids(entities: Iterable[Entity], ids: Mapping[str, str]) -> list[Entity]:
    """The same entities under other ids, sorted by kind and id; ``ids`` maps each old id to the new one."""
    changed = [
        entity.model_copy(
            update={
                "entity_id": ids[entity.entity_id],
                "attributes": {name: ids.get(value, value) for name, value in entity.attributes.items()},
            }
        )
        for entity in entities
    ]
    return sorted(changed, key=lambda entity: (list(Kind).index(entity.kind), entity.entity_id))


def _claim(draft: _Draft, entity: Entity) -> Claim:
    return Claim(
        entity_id=entity.entity_id,
        kind=entity.kind,
        name=entity.name,
        country=entity.attributes.get("country", ""),
        keys=draft.keys,
        articles=frozenset(local.article for local in draft.locals),
    )


def _drafts(kind: Kind, clusters: Iterable[Sequence[Unit]], judgements: Judgements) -> Iterable[_Draft]:
    for units in clusters:
        found = {local.key: local for unit in units for local in unit.locals}
        buckets = sorted({unit.bucket for unit in units})
        context = buckets[0] if "" not in buckets else ""
        draft = _Draft(
            kind,
            [found[key] for key in sorted(found)],
            context,
            generic=any(unit.generic for unit in units),
            keys=frozenset((*unit.key, unit.lone) for unit in units),
        )
        full: set[str] = set()
        for local in draft.locals:
            for mention in local.mentions:
                draft.spellings[mention.name] += 1
            full |= local.full_texts
        draft.short = set(draft.spellings) - full
        renamed = judgements.value(Action.RENAME, kind, draft.spellings, draft.refs())
        draft.name = renamed or choose_name(kind, draft.spellings, draft.short)
        yield draft


def _match(draft: _Draft, matches: Mapping[NameKey, Match]) -> Match | None:
    """The entry that most names of an institution are linked to, the surest among equals."""
    found = [matches[key] for key in sorted(draft.keys) if key in matches] if draft.kind is Kind.INSTITUTION else []
    votes = Counter((match.register, match.id) for match in found)
    rank = min(votes, key=lambda entry: (-votes[entry], entry), default=None)
    chosen = [match for match in found if (match.register, match.id) == rank]
    return max(chosen, key=lambda match: match.probability, default=None)


def _wholes_first(drafts: Sequence[_Draft], parents: Mapping[str, str]) -> list[_Draft]:
    """Parts after the wholes that they belong to, so that a part can take its whole's country."""
    by_id = {draft.entity_id: draft for draft in drafts}
    done: set[str] = set()
    order: list[_Draft] = []
    for draft in drafts:
        chain = [draft]
        while (parent := parents.get(chain[-1].entity_id, "")) and parent not in done:
            chain.append(by_id[parent])
        for one in reversed(chain):
            if one.entity_id not in done:
                done.add(one.entity_id)
                order.append(one)
    return order


def _parents(drafts: Sequence[_Draft], id_of: Mapping[tuple[str, int], str]) -> dict[str, str]:
    """Institution to the one it is part of: as the articles say, else by its names, else by its register; no circles."""
    institutions = [draft for draft in drafts if draft.kind is Kind.INSTITUTION]
    wholes = Wholes({draft.entity_id: sorted(draft.spellings) for draft in institutions})
    entries = {(d.match.register, d.match.id): d.entity_id for d in institutions if d.match is not None}
    by_id = {draft.entity_id: draft for draft in drafts}
    found: dict[str, str] = {}
    for draft in institutions:
        named = (wholes.find(part.whole) for name in sorted(draft.spellings) if (part := read_part(name)) is not None)
        above = entries.get((draft.match.register, draft.match.part_of), "") if draft.match is not None else ""
        stated = _parent(draft, id_of)
        stated = "" if stated and _only_contains(draft, by_id[stated]) else stated
        parent = next(filter(None, (stated, *named, above)), "")
        if parent and parent != draft.entity_id:
            found[draft.entity_id] = parent
    return without_circles(found)


def _only_contains(draft: _Draft, other: _Draft) -> bool:
    """Whether a name merely ends with that of the other: an "Association of Universities" is no part of universities."""
    ends = any(fold(name).endswith(" " + fold(whole)) for name in draft.spellings for whole in other.spellings)
    return ends and _relation(draft) == OTHER_PART


def _parent(draft: _Draft, id_of: Mapping[tuple[str, int], str]) -> str:
    votes = Counter(id_of[local.article, local.parent] for local in draft.locals if local.parent is not None)
    votes.pop(draft.entity_id, None)
    return min(votes, key=lambda entity_id: (-votes[entity_id], entity_id)) if votes else ""


def _entity(
    draft: _Draft,
    parent: str,
    homes: Mapping[str, str],
    countries: Mapping[str, str],
    judgements: Judgements,
) -> Entity:
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
        match=draft.match,
    )
    found = attributes(portrait)
    if draft.kind is Kind.INSTITUTION:
        found["relation"] = _relation(draft) if parent else ""
    for action in (Action.TYPE, Action.COUNTRY):
        if action.value in found:
            found[action.value] = (
                judgements.value(action, draft.kind, draft.spellings, draft.refs()) or found[action.value]
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


def _relation(draft: _Draft) -> str:
    """The relation that the name, else another spelling, speaks of."""
    names = [draft.name, *sorted(draft.spellings)]
    named = [part.relation for name in names if (part := read_part(name)) is not None]
    return next((r for r in (*named, *map(relation_of, names)) if r != OTHER_PART), OTHER_PART)


def _bucket_country(draft: _Draft) -> Counter[str]:
    """The country that the group of a place or general name stands for."""
    return Counter([draft.context]) if len(draft.context) == 2 and draft.context.isupper() else Counter()
