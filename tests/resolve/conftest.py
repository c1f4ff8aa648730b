"""Articles for tests of resolution, annotated in place: ``[Nurobod University](i1)``; every line is one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pytest

from pipeline.records import (
    Affiliation,
    Agreement,
    AgreementKind,
    AgreementStatus,
    Alias,
    AliasKind,
    ArticleFacts,
    Entity,
    Event,
    EventKind,
    Kind,
    Mention,
    Registry,
    Resolution,
)
from pipeline.resolve import Decisions, resolve
from pipeline.settings import ResolveSettings

_MARK = re.compile(r"\[([^\]]+)\]\((\w+)\)")
_KINDS = {"i": Kind.INSTITUTION, "p": Kind.PERSON, "l": Kind.PLACE, "g": Kind.PROGRAMME}


@dataclass(frozen=True)
class Deal:
    """An agreement for :func:`tell`."""

    parties: str
    date: str = ""
    kind: AgreementKind = AgreementKind.MEMORANDUM_OF_UNDERSTANDING


@dataclass(frozen=True)
class Meeting:
    """An event for :func:`tell`."""

    name: str
    start: str = ""
    place: str = ""
    organisers: str = ""
    kind: EventKind = EventKind.FORUM


def tell(
    article_id: str,
    text: str,
    *,
    roles: Iterable[tuple[str, str, str]] = (),
    aliases: Iterable[tuple[AliasKind, str, str]] = (),
    parts: Iterable[tuple[str, str]] = (),
    deals: Sequence[Deal] = (),
    events: Sequence[Meeting] = (),
) -> ArticleFacts:
    """Facts of an article; a mark's ref names its first mention in roles, aliases, parts and deals."""
    plain, mentions, ids = "", [], {}
    wholes = dict(parts)
    for line in text.strip().splitlines():
        sentence = _MARK.sub(r"\1", line)
        at = 0
        for mark in _MARK.finditer(line):
            plain += line[at : mark.start()]
            at = mark.end()
            mention_id = f"m{len(mentions) + 1}"
            ids.setdefault(mark.group(2), mention_id)
            mentions.append((mention_id, mark.group(2), mark.group(1), len(plain), sentence))
            plain += mark.group(1)
        plain += line[at:] + "\n"
    evidence = {"start_char": 0, "end_char": 1, "sentence": "", "confidence": 1.0}
    return ArticleFacts(
        article_id=article_id,
        mentions=tuple(
            Mention(
                mention_id=mention_id,
                kind=_KINDS[ref[0]],
                text=name,
                start_char=start,
                end_char=start + len(name),
                sentence=sentence,
                confidence=1.0,
                part_of=ids.get(wholes.get(ref, ""), ""),
            )
            for mention_id, ref, name, start, sentence in mentions
        ),
        aliases=tuple(Alias(kind=kind, mention_id=ids[a], other_id=ids[b]) for kind, a, b in aliases),
        affiliations=tuple(
            Affiliation(person=ids[p], institution=ids.get(i, ""), role=role, **evidence) for p, i, role in roles
        ),
        agreements=tuple(
            Agreement(
                agreement_id=f"g{n}",
                kind=deal.kind,
                status=AgreementStatus.SIGNED,
                date=deal.date,
                parties=tuple(ids[ref] for ref in deal.parties.split()),
                **evidence,
            )
            for n, deal in enumerate(deals, 1)
        ),
        events=tuple(
            Event(
                event_id=f"e{n}",
                kind=event.kind,
                name=event.name,
                start_date=event.start,
                place=ids.get(event.place, ""),
                organisers=tuple(ids[ref] for ref in event.organisers.split()),
                **evidence,
            )
            for n, event in enumerate(events, 1)
        ),
    )


class Run:
    """A resolution with questions that tests ask."""

    def __init__(self, facts: Sequence[ArticleFacts], resolution: Resolution) -> None:
        self.facts = facts
        self.resolution = resolution
        self._texts = {(a.article_id, m.mention_id): m.text for a in facts for m in a.mentions}

    def entity(self, article_id: str, name: str) -> Entity:
        """The entity of a name in an article."""
        for entity in self.resolution.entities:
            for ref in entity.mentions:
                if ref.article_id == article_id and self._texts[ref.article_id, ref.mention_id] == name:
                    return entity
        raise AssertionError(f"no entity for {name!r} in {article_id}")

    def same(self, *names: tuple[str, str]) -> bool:
        """Whether (article, name) pairs are all one entity."""
        return len({self.entity(*name).entity_id for name in names}) == 1


@pytest.fixture
def run() -> Callable[..., Run]:
    """Resolve articles with default settings."""

    def _run(*facts: ArticleFacts, decisions: Decisions | None = None, registry: Registry | None = None) -> Run:
        return Run(facts, resolve(facts, ResolveSettings(), decisions, registry))

    return _run


@pytest.fixture(name="tell")
def _tell() -> Callable[..., ArticleFacts]:
    return tell


@pytest.fixture
def deal() -> type[Deal]:
    """The class of agreements for ``tell``."""
    return Deal


@pytest.fixture
def meeting() -> type[Meeting]:
    """The class of events for ``tell``."""
    return Meeting
