"""The records that cross the borders between stages: frozen, validated, free of spaCy.

Offsets are always character offsets into :attr:`Article.text`, start inclusive, end exclusive.
"""

from __future__ import annotations

from pipeline.records.articles import Article, Block, BlockKind, Coverage, LeftOut, RawRun
from pipeline.records.base import Record
from pipeline.records.entities import Clue, Entity, Link, MentionRef, Verdict
from pipeline.records.facts import (
    Affiliation,
    Agreement,
    AgreementKind,
    AgreementStatus,
    ArticleFacts,
    DateExpression,
    DatePrecision,
    Event,
    EventKind,
    Funding,
)
from pipeline.records.mentions import Alias, AliasKind, Evidence, Kind, Mention
from pipeline.records.registry import Change, HeldName, IdChange, Registered, Registry
from pipeline.records.resolution import Resolution, Ruling
from pipeline.records.stages import Refusal, RefusalReason, Stage

__all__ = [
    "Affiliation",
    "Agreement",
    "AgreementKind",
    "AgreementStatus",
    "Alias",
    "AliasKind",
    "Article",
    "ArticleFacts",
    "Block",
    "BlockKind",
    "Change",
    "Clue",
    "Coverage",
    "DateExpression",
    "DatePrecision",
    "Entity",
    "Event",
    "EventKind",
    "Evidence",
    "Funding",
    "HeldName",
    "IdChange",
    "Kind",
    "LeftOut",
    "Link",
    "Mention",
    "MentionRef",
    "RawRun",
    "Record",
    "Refusal",
    "RefusalReason",
    "Registered",
    "Registry",
    "Resolution",
    "Ruling",
    "Stage",
    "Verdict",
]
