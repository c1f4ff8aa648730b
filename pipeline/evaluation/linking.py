"""Whether the same institution or person of several articles is one entity of the run.

The annotation knows no identity beyond the article. What can be derived: two articles that give an institution the same
spelling and the same country (or none, as of the EU) mean one, and so do those that give a person of articles from one
country the same full name. What is one under different spellings is not known as one, so a right merge of these counts
as wrong; such cases are rare in a corpus of mostly invented names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import InstitutionRecord, InstitutionType
from pipeline.evaluation.said import Said, Thing
from pipeline.records import Kind

Local = tuple[str, str]
"""Article id and id within the article."""

_SHORTEST_KEY = 2
_NO_COUNTRY = "XX"


@dataclass(frozen=True, slots=True)
class BCubed:
    """B-cubed scores (Bagga and Baldwin 1998) over ``items`` entities of articles."""

    precision: float
    recall: float
    items: int
    splits: tuple[str, ...]
    merges: tuple[str, ...]

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def identities(articles: Sequence[AnnotatedArticle], golds: Sequence[Said], kind: Kind) -> dict[Local, str]:
    """A name for the identity of each local entity of a kind; those of one identity share it.

    Parts of institutions ("Faculty of Law") keep an identity of their own.
    """
    joined: dict[str, list[Local]] = defaultdict(list)
    found: dict[Local, str] = {}
    for article, gold in zip(articles, golds, strict=True):
        records = {record.id: record for record in article.records if isinstance(record, InstitutionRecord)}
        for thing in gold.of(kind):
            local = (article.id, thing.id)
            found[local] = f"{thing.shown} ({article.id} {thing.id})"
            for key in _keys(thing, article, records.get(thing.id)):
                joined[key].append(local)
    for key in sorted(joined):
        if len({article for article, _ in joined[key]}) < len(joined[key]):
            continue  # two of one article are known by it, as by "Universities of Bertoua and Garoua": it tells nothing
        first = min(found[local] for local in joined[key])
        old = {found[local] for local in joined[key]}
        if len(old) > 1:
            found.update((local, first) for local, name in found.items() if name in old)
    return found


def _keys(thing: Thing, article: AnnotatedArticle, record: InstitutionRecord | None) -> list[str]:
    names = sorted(name for name in thing.names if len(name) >= _SHORTEST_KEY)
    if thing.kind is Kind.PERSON:
        return [f"{name}|{article.country}" for name in names if " " in name and article.country != _NO_COUNTRY]
    if record is None or record.part_of:
        return []
    # A body without a country is nearly always one of several countries: the EU, a development bank.
    country = "" if record.type is InstitutionType.INTERNATIONAL_ORGANISATION else record.country
    return [f"{name}|{country}" for name in names]


def b_cubed(pairs: Iterable[tuple[str, str]]) -> BCubed:
    """Compare two partitions of the same items, each item as (wanted cluster, found cluster).

    ``splits`` names the wanted clusters that lie in several found ones, ``merges`` the wanted clusters that one found
    cluster joins.
    """
    pairs = list(pairs)
    wanted: dict[str, list[str]] = defaultdict(list)
    found: dict[str, list[str]] = defaultdict(list)
    for key, entity in pairs:
        wanted[key].append(entity)
        found[entity].append(key)
    precision = sum(found[entity].count(key) / len(found[entity]) for key, entity in pairs)
    recall = sum(wanted[key].count(entity) / len(wanted[key]) for key, entity in pairs)
    return BCubed(
        precision=precision / len(pairs) if pairs else 0.0,
        recall=recall / len(pairs) if pairs else 0.0,
        items=len(pairs),
        splits=tuple(sorted(key for key, entities in wanted.items() if len(set(entities)) > 1)),
        merges=tuple(sorted(" + ".join(sorted(set(keys))) for keys in found.values() if len(set(keys)) > 1)),
    )
