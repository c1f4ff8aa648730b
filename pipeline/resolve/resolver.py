"""The one barrier that sees all mentions: articles in, entities out.

People are resolved by their names first, then institutions with the help of who heads them, then people again with the
help of where they work, until nothing changes (at most :data:`MOST_ROUNDS` times).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.records import ArticleFacts, Kind, Link, Registry, Resolution
from pipeline.resolve.articles import view
from pipeline.resolve.assembly import assemble, with_ids
from pipeline.resolve.attach import attach
from pipeline.resolve.decided_pairs import check_pairs
from pipeline.resolve.decisions import Decisions
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.grouping import Bounds, Grouping, apart_pairs, beside_pairs, group
from pipeline.resolve.judgements import Judgements
from pipeline.resolve.lineage import Key as NameKey
from pipeline.resolve.lineage import advanced, lasting_ids
from pipeline.resolve.links import article_links, gathered
from pipeline.resolve.namesakes import person_buckets
from pipeline.resolve.register import Register
from pipeline.resolve.register_records import Match
from pipeline.resolve.registered_pairs import registered, registered_pairs
from pipeline.resolve.sameness import agreement_ids, event_ids
from pipeline.resolve.scene import Scene
from pipeline.resolve.units import BucketOf, Key, Unit, build_units, institution_buckets, no_buckets, place_buckets
from pipeline.resolve.views import ArticleView
from pipeline.settings import ResolveSettings

MOST_ROUNDS = 3


@dataclass(frozen=True)
class KindResult:
    """A resolved kind.

    Attributes:
        clusters: the units of each cluster; labels: local entity to cluster number; names: a name for each cluster that
        does not
            depend on the order of articles.
    """

    clusters: list[list[Unit]]
    labels: dict[Key, int]
    names: dict[int, str]
    links: list[Link]


_NOTHING = KindResult([], {}, {}, [])


def resolve(
    facts: Iterable[ArticleFacts],
    settings: ResolveSettings,
    decisions: Decisions | None = None,
    registry: Registry | None = None,
    registers: Sequence[Register] = (),
) -> Resolution:
    """Decide which mentions of all articles are one entity, and which agreements and events are told twice.

    The result depends neither on the order of articles nor on the order of mentions within the records.

    Args:
        decisions: a person's decisions; they beat everything else.
        registry: the ids that earlier runs gave; what is known again keeps its id.
        registers: reference registers to which institutions are linked; of an institution in several the first counts.
    """
    articles = sorted(facts, key=lambda article: article.article_id)
    judgements = Judgements(decisions or Decisions())
    known = registry or Registry()
    if judgements.by_id:
        first = _resolve(articles, settings, judgements.without_ids(), known, registers)
        judgements = judgements.with_ids(first, known)
    return _resolve(articles, settings, judgements, known, registers)


def _resolve(
    articles: Sequence[ArticleFacts],
    settings: ResolveSettings,
    judgements: Judgements,
    registry: Registry,
    registers: Sequence[Register],
) -> Resolution:
    views = [view(article, *judgements.within(article.article_id)) for article in articles]
    work = _Work(views, settings, judgements, registers)
    results = work.run()
    clusters = {kind: result.clusters for kind, result in results.items()}
    made, claims = assemble(views, clusters, judgements, work.matches)
    ids = lasting_ids(claims, registry)
    entities = with_ids(made, ids)
    entity_of = {(m.article_id, m.mention_id): entity.entity_id for entity in entities for m in entity.mentions}
    return Resolution(
        entities=tuple(entities),
        links=gathered([*(link for r in results.values() for link in r.links), *article_links(views)], entity_of),
        agreement_ids=agreement_ids(articles, entity_of),
        event_ids=event_ids(articles, entity_of),
        rulings=judgements.rulings(entities),
        registry=advanced(registry, claims, ids),
    )


class _Work:
    """The rounds."""

    def __init__(
        self,
        views: Sequence[ArticleView],
        settings: ResolveSettings,
        judgements: Judgements,
        registers: Sequence[Register],
    ) -> None:
        self._registers = registers
        self.matches: dict[NameKey, Match] = {}
        self._views = views
        self._settings = settings
        self._judgements = judgements
        self._apart = {kind: apart_pairs(views, kind) for kind in Kind}
        self._beside = {kind: beside_pairs(views, kind) for kind in Kind}
        self._home = {local.key: local for article in views for local in article.locals}

    def run(self) -> dict[Kind, KindResult]:
        """All kinds; people and institutions to a fixed point."""
        scene = Scene(self._views, {}, {}, {})
        done = {
            Kind.PLACE: self._kind(Kind.PLACE, place_buckets(self._views), scene),
            Kind.PROGRAMME: self._kind(Kind.PROGRAMME, no_buckets, scene),
        }
        by_institution = institution_buckets(self._views)
        people, institutions = self._kind(Kind.PERSON, person_buckets(self._views, {}, {}), scene), _NOTHING
        for _ in range(MOST_ROUNDS):
            before = (_partition(people), _partition(institutions))
            scene = Scene(self._views, people.labels, institutions.labels, people.names)
            institutions = self._kind(Kind.INSTITUTION, by_institution, scene)
            scene = Scene(self._views, people.labels, institutions.labels, people.names)
            buckets = person_buckets(self._views, institutions.labels, institutions.names)
            people = self._kind(Kind.PERSON, buckets, scene)
            if before == (_partition(people), _partition(institutions)):
                break
        return {Kind.INSTITUTION: institutions, Kind.PERSON: people, **done}

    def _kind(self, kind: Kind, buckets: BucketOf, scene: Scene) -> KindResult:
        units, units_of = build_units(kind, self._views, buckets)
        decided = self._judgements.pairs(kind, units)
        check_pairs(decided, units_of)
        matches = registered(units, self._registers) if kind is Kind.INSTITUTION else {}
        known = registered_pairs(matches, units, self._apart[kind], [pair.units for pair in decided])
        if kind is Kind.INSTITUTION:
            self.matches = {(*units[n].key, units[n].lone): match for n, match in matches.items()}
        bounds = Bounds(
            apart=self._apart[kind],
            beside=self._beside[kind],
            different=[pair.units for pair in decided if not pair.one],
            same=[*(pair.units for pair in decided if pair.one), *(pair.units for pair in known)],
            same_from=self._settings.same_probability,
            unsure_from=self._settings.unsure_probability,
            entries={n: f"{match.register} {match.id}" for n, match in matches.items()},
        )
        stated = [*(pair.link(kind, units) for pair in decided), *(pair.link(units) for pair in known)]
        return _result(attach(kind, group(kind, units, units_of, scene, bounds)), stated)


def _result(grouping: Grouping, decided: Sequence[Link]) -> KindResult:
    clusters = [[unit for n in found for unit in grouping.candidates[n].units] for found in grouping.clusters]
    labels: dict[Key, int] = {}
    for at, units in enumerate(clusters):
        for unit in units:
            labels.update((local.key, at) for local in unit.locals)
    names = {at: min((fold(unit.name), unit.bucket) for unit in units) for at, units in enumerate(clusters)}
    return KindResult(
        clusters, labels, {at: " ".join(filter(None, name)) for at, name in names.items()}, [*decided, *grouping.links]
    )


def _partition(result: KindResult) -> frozenset[frozenset[Key]]:
    return frozenset(frozenset(local.key for unit in units for local in unit.locals) for units in result.clusters)
