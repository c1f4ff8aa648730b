"""Real-world things, and why two names were (not) taken for one."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from pipeline.records.base import Record
from pipeline.records.mentions import Kind


class MentionRef(Record):
    """A mention of the whole run: article and mention id."""

    article_id: str
    mention_id: str


class Entity(Record):
    """One real-world thing: all its mentions, a canonical name, and what its table says of it.

    Attributes:
        entity_id: stable id, prefixed by kind (``i-``, ``p-``, ``l-``, ``g-``).
        aliases: the other spellings, sorted, without the canonical name.
        attributes: further columns of its table (type, acronym, country, city, given_names, …).
    """

    entity_id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    attributes: dict[str, str] = Field(default_factory=dict)
    mentions: tuple[MentionRef, ...] = ()


class Verdict(StrEnum):
    """What was decided about a pair of names."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Clue(Record):
    """One piece of evidence about a pair: weight > 0 for, < 0 against (log-odds), and what was looked at, in words."""

    name: str
    weight: float
    reason: str


class Link(Record):
    """A pair of names of one kind, and why they were (not) taken for one entity.

    Attributes:
        left_at / right_at: a mention of each, by which its entity is found.
    """

    kind: Kind
    left: str
    right: str
    left_at: MentionRef | None = None
    right_at: MentionRef | None = None
    verdict: Verdict
    probability: float = Field(ge=0, le=1)
    clues: tuple[Clue, ...] = ()
