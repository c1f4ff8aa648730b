"""From an annotated article to what it says, and to the article that the machine reads."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import (
    AgreementRecord,
    EventRecord,
    InstitutionRecord,
    InstitutionType,
    Mark,
    MarkKind,
    PersonRecord,
    split_span,
)
from pipeline.evaluation.likeness import normalise
from pipeline.evaluation.said import Deal, Happening, Office, Said, SaidSpan, Thing
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.passages import strip_bullet
from pipeline.records import Article, Block, BlockKind, Kind

_NAMES = {
    MarkKind.INSTITUTION: Kind.INSTITUTION,
    MarkKind.PERSON: Kind.PERSON,
    MarkKind.PLACE: Kind.PLACE,
    MarkKind.PROGRAMME: Kind.PROGRAMME,
}
_SPANS = {*_NAMES, MarkKind.DATE, MarkKind.MONEY}
_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_COORDINATED = re.compile(r",\s*(?:and\s+)?|\s+and\s+|\s*&\s*")


def gold_of(article: AnnotatedArticle) -> Said:
    """What the annotation says. References and roles count through the records that rest on them."""
    texts = _texts(article)
    return Said(
        article_id=article.id,
        spans=frozenset(
            SaidSpan(mark.start_char, mark.end_char, mark.kind.value, article.words(mark))
            for mark in article.marks
            if mark.kind in _SPANS
        ),
        things=tuple(_things(article)),
        offices=tuple(_offices(article)),
        deals=tuple(_deals(article, texts)),
        happenings=tuple(_happenings(article, texts)),
        dates=_by_value(article, MarkKind.DATE),
        sums={(plain(amount), currency): words for (amount, currency), words in _sums(article).items()},
        published=article.published,
        governments=frozenset(
            record.id
            for record in article.records
            if isinstance(record, InstitutionRecord) and record.type is InstitutionType.GOVERNMENT
        ),
    )


def article_of(article: AnnotatedArticle) -> Article:
    """The article as the ingest stage would hand it on: a block for each line, without the marks of headings and lists.

    These marks become blanks, so the offsets are those of the annotation. The publisher is not told: most files
    do not state it either.
    """
    letters = list(article.text)
    blocks: list[Block] = []
    for match in re.finditer(r"[^\n]+", article.text):
        line = match.group().rstrip()
        if not line.strip():
            continue
        kind, prefix = _line_kind(line.lstrip(), first=not blocks)
        begin = match.start() + len(line) - len(line.lstrip()) + prefix
        letters[begin - prefix : begin] = " " * prefix
        blocks.append(Block(kind=kind, start_char=begin, end_char=match.start() + len(line)))
    title = next((article.text[b.start_char : b.end_char] for b in blocks if b.kind is BlockKind.TITLE), "")
    return Article(
        article_id=article.id,
        path=f"{article.id}.ann",
        sha256="",
        text="".join(letters),
        title=title,
        published=article.published if len(article.published) == len("2025-03-14") else "",
        language="en",
        blocks=tuple(blocks),
    )


def plain(amount: Decimal) -> str:
    """An amount as a plain number, at most two decimals and no needless zeros."""
    number = f"{amount:.2f}"
    return number.rstrip("0").rstrip(".")


def _line_kind(line: str, first: bool) -> tuple[BlockKind, int]:
    """What a line is, and the length of the mark that says so."""
    if heading := _HEADING.match(line):
        return (BlockKind.TITLE if first else BlockKind.HEADING), heading.end()
    body, is_item = strip_bullet(Mapped.of(line), LeftOutLog(line, rest=""))
    if is_item:
        return BlockKind.LIST_ITEM, len(line) - len(body.text)
    return BlockKind.PARAGRAPH, 0


def _texts(article: AnnotatedArticle) -> dict[str, tuple[str, ...]]:
    """The texts of all marks of each id, without references."""
    texts: dict[str, list[str]] = defaultdict(list)
    for mark in article.marks:
        if mark.kind is not MarkKind.REFERENCE:
            for one in mark.ids:
                texts[one].append(article.words(mark))
    return {one: tuple(dict.fromkeys(words)) for one, words in texts.items()}


def _things(article: AnnotatedArticle) -> Iterator[Thing]:
    names: dict[tuple[Kind, str], list[str]] = defaultdict(list)
    also: dict[str, set[str]] = defaultdict(set)
    for mark in article.marks:
        if kind := _NAMES.get(mark.kind):
            for one, part in _with_parts(article, mark):
                names[kind, one].append(article.words(mark))
                if part:
                    also[one].add(normalise(part))
    for (kind, one), words in names.items():
        known = frozenset(normalise(word) for word in words)
        yield Thing(one, kind, known, words[0], frozenset(also[one]) - known)


def _with_parts(article: AnnotatedArticle, mark: Mark) -> list[tuple[str, str]]:
    """The ids of a mark, each with its part of an elliptic phrase ("Athlone and Limerick Institutes": two)."""
    parts = _COORDINATED.split(article.words(mark))
    if len(mark.ids) > 1 and len(parts) == len(mark.ids):
        return list(zip(mark.ids, parts, strict=True))
    return [(one, "") for one in mark.ids]


def _offices(article: AnnotatedArticle) -> Iterator[Office]:
    for record in article.records:
        if isinstance(record, PersonRecord):
            for office in record.offices:
                yield Office(record.id, office.role, office.institution)


def _deals(article: AnnotatedArticle, texts: dict[str, tuple[str, ...]]) -> Iterator[Deal]:
    for record in article.records:
        if isinstance(record, AgreementRecord):
            shown = ", ".join(texts[party][0] for party in record.parties)
            yield Deal(record.kind.value, record.status.value, frozenset(record.parties), record.date, shown)


def _happenings(article: AnnotatedArticle, texts: dict[str, tuple[str, ...]]) -> Iterator[Happening]:
    for record in article.records:
        if isinstance(record, EventRecord):
            yield Happening(record.kind.value, texts[record.id], split_span(record.date)[0] if record.date else "")


def _by_value(article: AnnotatedArticle, kind: MarkKind) -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for mark in article.marks:
        if mark.kind is kind:
            found[mark.dates].append(article.words(mark))
    return {value: tuple(words) for value, words in found.items()}


def _sums(article: AnnotatedArticle) -> dict[tuple[Decimal, str], tuple[str, ...]]:
    found: dict[tuple[Decimal, str], list[str]] = defaultdict(list)
    for mark in article.marks:
        if mark.kind is MarkKind.MONEY:
            found[mark.money].append(article.words(mark))
    return {value: tuple(words) for value, words in found.items()}
