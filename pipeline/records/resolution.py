"""What resolution hands on."""

from __future__ import annotations

from pydantic import Field

from pipeline.records.base import Record
from pipeline.records.entities import Entity, Link
from pipeline.records.mentions import Kind
from pipeline.records.registry import Registry


class Ruling(Record):
    """What became of one decision of a person: a row of ``decisions_applied.csv``.

    Attributes:
        line: of the decisions file, from 1.
        applied: whether it found what it speaks of.
        entity_ids: the entities that it speaks of, those of ``left`` first.
    """

    line: int
    action: str
    kind: Kind
    left: str
    right: str
    note: str = ""
    applied: bool
    entity_ids: tuple[str, ...] = ()


class Resolution(Record):
    """Every mention belongs to exactly one entity; agreements and events told twice share an id.

    Attributes:
        agreement_ids: (article_id, local id) to the id shared over articles; likewise events.
        rulings: what became of a person's decisions, in the order of the file.
        registry: the registry after this run.
    """

    entities: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    agreement_ids: dict[tuple[str, str], str] = Field(default_factory=dict)
    event_ids: dict[tuple[str, str], str] = Field(default_factory=dict)
    rulings: tuple[Ruling, ...] = ()
    registry: Registry = Registry()
