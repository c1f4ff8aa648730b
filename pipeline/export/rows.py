"""From records to table rows, in stable order. Names in the records become ids of resolved entities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.export.columns import Table
from pipeline.export.tables import INSTITUTIONS, PEOPLE, PLACES, PROGRAMMES
from pipeline.export.writers import Row
from pipeline.records import (
    Article,
    ArticleFacts,
    Coverage,
    Entity,
    Evidence,
    Kind,
    Link,
    Refusal,
    Registry,
    Resolution,
    Ruling,
)

ENTITY_TABLES: dict[Kind, tuple[Table, str]] = {
    Kind.INSTITUTION: (INSTITUTIONS, "institution_id"),
    Kind.PERSON: (PEOPLE, "person_id"),
    Kind.PLACE: (PLACES, "place_id"),
    Kind.PROGRAMME: (PROGRAMMES, "programme_id"),
}


class Rows:
    """The rows of every table of one run.

    Articles and facts are taken in the order of ``articles``; facts of one article keep their order in the text.
    """

    def __init__(self, articles: Sequence[Article], facts: Sequence[ArticleFacts], resolution: Resolution) -> None:
        self._articles = articles
        self._facts = facts
        self._resolution = resolution
        self._entity_of = {
            (mention.article_id, mention.mention_id): entity
            for entity in resolution.entities
            for mention in entity.mentions
        }
        self._published = {article.article_id: article.published for article in articles}

    def articles(self) -> Iterator[Row]:
        """``articles.csv``."""
        for article in self._articles:
            yield article_row(article)

    def mentions(self) -> Iterator[Row]:
        """``mentions.csv``."""
        for facts in self._facts:
            for mention in facts.mentions:
                entity = self._entity_of.get((facts.article_id, mention.mention_id))
                if entity is not None:
                    yield {
                        "mention_id": f"{facts.article_id}:{mention.mention_id}",
                        "article_id": facts.article_id,
                        "entity_id": entity.entity_id,
                        "kind": mention.kind.value,
                        "text": mention.text,
                        **_evidence(mention),
                    }

    def entities(self, kind: Kind) -> Iterator[Row]:
        """The entity table of a kind, ordered by name."""
        table, id_column = ENTITY_TABLES[kind]
        chosen = [entity for entity in self._resolution.entities if entity.kind is kind]
        for entity in sorted(chosen, key=lambda entity: (entity.name.casefold(), entity.entity_id)):
            articles = {mention.article_id for mention in entity.mentions}
            days = sorted(filter(None, (self._published.get(article, "") for article in articles)))
            known: dict[str, str | int] = {
                id_column: entity.entity_id,
                "name": entity.name,
                "aliases": join_list(entity.aliases),
                "n_mentions": len(entity.mentions),
                "n_articles": len(articles),
                "first_seen": days[0] if days else "",
                "last_seen": days[-1] if days else "",
                **entity.attributes,
            }
            yield {name: known.get(name, "") for name in table.column_names}

    def links(self) -> Iterator[Row]:
        """``links.csv``."""
        return link_rows(self._resolution.links, {key: entity.entity_id for key, entity in self._entity_of.items()})

    def affiliations(self) -> Iterator[Row]:
        """``affiliations.csv``."""
        for facts in self._facts:
            for affiliation in facts.affiliations:
                person = self._ids(facts, (affiliation.person,))
                institution = self._ids(facts, (affiliation.institution,))
                if person and (institution or affiliation.role):
                    yield {
                        "person_id": person[0],
                        "institution_id": institution[0] if institution else "",
                        "role": affiliation.role,
                        "article_id": facts.article_id,
                        **_evidence(affiliation),
                    }

    def agreements(self) -> Iterator[Row]:
        """``agreements.csv``."""
        for facts in self._facts:
            for agreement in facts.agreements:
                parties = self._entities(facts, agreement.parties)
                yield {
                    "agreement_id": self._resolution.agreement_ids[facts.article_id, agreement.agreement_id],
                    "article_id": facts.article_id,
                    "kind": agreement.kind.value,
                    "status": agreement.status.value,
                    "date": agreement.date,
                    "parties": join_list([entity.entity_id for entity in parties]),
                    "party_names": join_list([entity.name for entity in parties]),
                    "signatories": join_list(self._ids(facts, agreement.signatories)),
                    "subject": agreement.subject,
                    **_evidence(agreement),
                }

    def dates(self) -> Iterator[Row]:
        """``dates.csv``."""
        for facts in self._facts:
            for date in facts.dates:
                yield {"article_id": facts.article_id, **date.model_dump(mode="json")}

    def events(self) -> Iterator[Row]:
        """``events.csv``."""
        for facts in self._facts:
            for event in facts.events:
                place = self._ids(facts, (event.place,))
                yield {
                    "event_id": self._resolution.event_ids[facts.article_id, event.event_id],
                    "article_id": facts.article_id,
                    "kind": event.kind.value,
                    "name": event.name,
                    "start_date": event.start_date,
                    "end_date": event.end_date,
                    "place_id": place[0] if place else "",
                    "organisers": join_list(self._ids(facts, event.organisers)),
                    "participants": join_list(self._ids(facts, event.participants)),
                    **_evidence(event),
                }

    def funding(self) -> Iterator[Row]:
        """``funding.csv``."""
        for facts in self._facts:
            for sum_ in facts.funding:
                programme = self._ids(facts, (sum_.programme,))
                yield {
                    "article_id": facts.article_id,
                    "text": sum_.text,
                    "amount": sum_.amount,
                    "currency": sum_.currency,
                    "purpose": sum_.purpose,
                    "programme_id": programme[0] if programme else "",
                    "funders": join_list(self._ids(facts, sum_.funders)),
                    "start_char": sum_.start_char,
                    "end_char": sum_.end_char,
                    "sentence": sum_.sentence,
                }

    def _entities(self, facts: ArticleFacts, mention_ids: Iterable[str]) -> list[Entity]:
        """The entities behind mentions, each once, in the order given."""
        found: dict[str, Entity] = {}
        for mention_id in mention_ids:
            entity = self._entity_of.get((facts.article_id, mention_id)) if mention_id else None
            if entity is not None:
                found.setdefault(entity.entity_id, entity)
        return list(found.values())

    def _ids(self, facts: ArticleFacts, mention_ids: Iterable[str]) -> list[str]:
        return [entity.entity_id for entity in self._entities(facts, mention_ids)]


def article_row(article: Article) -> dict[str, str | int]:
    """One row of ``articles.csv``."""
    return {
        "article_id": article.article_id,
        "path": article.path,
        "title": article.title,
        "published": article.published,
        "language": article.language,
        "source_url": article.source_url,
        "publisher": article.publisher,
        "author": article.author,
        "sha256": article.sha256,
        "duplicate_of": article.duplicate_of,
        "n_words": article.n_words,
    }


def link_rows(links: Iterable[Link], entity_of: Mapping[tuple[str, str], str]) -> Iterator[Row]:
    """``links.csv``: kind by kind, the surest first. ``entity_of``: (article id, mention id) to entity id."""
    for link in sorted(links, key=lambda link: (link.kind.value, -link.probability, link.left, link.right)):
        sides = {"left": link.left_at, "right": link.right_at}
        yield {
            **{
                f"{side}_id": entity_of.get((at.article_id, at.mention_id), "") if at else ""
                for side, at in sides.items()
            },
            **{f"{side}_mention": f"{at.article_id}:{at.mention_id}" if at else "" for side, at in sides.items()},
            "kind": link.kind.value,
            "left": link.left,
            "right": link.right,
            "verdict": link.verdict.value,
            "probability": link.probability,
            "clues": join_list([f"{clue.weight:+.1f} {clue.reason}" for clue in link.clues]),
        }


def history_rows(registry: Registry) -> Iterator[Row]:
    """``id_history.csv``, run by run."""
    for change in registry.changes:
        yield change.model_dump(mode="json")


def ruling_rows(rulings: Iterable[Ruling]) -> Iterator[Row]:
    """``decisions_applied.csv``, in the order of the file."""
    for one in rulings:
        said = {"applied": "yes" if one.applied else "no", "entity_ids": join_list(one.entity_ids)}
        yield {**one.model_dump(mode="json"), **said}


def coverage_rows(coverage: Iterable[Coverage]) -> Iterator[Row]:
    """``ingest.csv``, by path."""
    for one in sorted(coverage, key=lambda one: (one.path, one.article_id)):
        lists = {name: join_list(getattr(one, name)) for name in ("left_out", "put_right", "metadata_sources")}
        yield {**one.model_dump(mode="json"), **lists}


def reject_rows(refusals: Iterable[Refusal]) -> Iterator[Row]:
    """``rejects.csv``, by path."""
    for refusal in sorted(refusals, key=lambda refusal: (refusal.path, refusal.stage.value)):
        yield {
            "path": refusal.path,
            "stage": refusal.stage.value,
            "error": refusal.reason.value,
            "detail": refusal.detail,
        }


def join_list(values: Iterable[str]) -> str:
    """A list as one cell: joined with ``|``; a bar inside a value becomes ``/``."""
    return "|".join(value.replace("|", "/") for value in values)


def _evidence(record: Evidence) -> Mapping[str, str | int | float]:
    return {
        "start_char": record.start_char,
        "end_char": record.end_char,
        "sentence": record.sentence,
        "confidence": record.confidence,
    }
