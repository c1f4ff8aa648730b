"""Walks an HTML source once and cuts its visible text into blocks, each character with its offset in the source.

A flat walk over tags, not a tree: depth costs nothing, broken nesting is survived, and offsets are those of the source.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from pipeline.ingest.html_regions import attributes, html_tags, kind_in, region_of
from pipeline.ingest.mapped import Mapped
from pipeline.records import BlockKind

# Possessive, so that a tag that is never closed costs one pass.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|(?P<cdata><!\[CDATA\[)|<[!?][^>]*>?"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:-]{0,30})"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"]{0,20000}+\"|'[^']{0,20000}+'){0,2000}+|[^>]*+)>",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?")

_NOTED_ATTRIBUTES = frozenset(("meta", "link", "time", "html"))
_CLOSED_BY_THE_NEXT = frozenset(("p", "li", "tr", "td", "th", "dt", "dd", "option"))
_DEEPEST_LOOK = 200
CELLS = " | "
_LONGEST_CELL = 160


@dataclass(frozen=True, slots=True)
class HtmlBlock:
    """A block of visible text.

    Attributes:
        text: what a reader sees, character references resolved.
        spans: where it stands in the source; ``(-1, -1)`` for an inserted separator of cells.
        source: the whole source.
        regions: the noted elements around it, and ``furniture`` for one that its class names as such.
        link_chars: how many of its characters stand in links.
        gap: whether a block element, not just a line break, separates it from the block before.
    """

    kind: BlockKind
    text: str
    spans: tuple[tuple[int, int], ...]
    source: str = field(repr=False)
    regions: frozenset[str]
    link_chars: int
    gap: bool

    def body(self) -> Mapped:
        """The text with the offset of every character. Made on demand: most blocks of a page are not wanted."""
        parts = [
            Mapped.inserted(CELLS) if start < 0 else resolve_entities(Mapped.of(self.source[start:end], start))
            for start, end in self.spans
        ]
        return Mapped.join(parts).strip()


@dataclass(slots=True)
class Page:
    """An HTML source taken apart: blocks in order, the attributes of meta, link and time elements, embedded JSON-LD."""

    blocks: list[HtmlBlock] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    times: list[str] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    title: str = ""
    language: str = ""


def _resolved(text: str) -> str:
    return _ENTITY.sub(lambda match: html.unescape(match.group()), text) if "&" in text else text


def resolve_entities(text: Mapped) -> Mapped:
    """Character references resolved; the character keeps the offset of its reference."""
    if "&" not in text.text:
        return text
    return text.edit(
        (match.start(), match.end(), plain)
        for match in _ENTITY.finditer(text.text)
        if (plain := html.unescape(match.group())) != match.group()
    )


class _Walker:
    def __init__(self, source: str) -> None:
        self.source = source
        self.page = Page()
        self.block_tags, self.skipped_tags, self.void_tags = (
            html_tags("blocks"),
            html_tags("skipped"),
            html_tags("void"),
        )
        self.open: list[tuple[str, str]] = []  # tag, region it stands for ("" for none)
        self.regions: frozenset[str] | None = frozenset()  # of the open elements; None when they have changed
        self.spans: list[tuple[int, int]] = []
        self.link_chars = 0
        self.gap = True
        self.cell_follows = False

    def walk(self) -> Page:
        source = self.source
        token = _TOKEN.match
        position = text_start = 0
        while (mark := source.find("<", position)) >= 0:
            match = token(source, mark)
            if not match:  # a sign of the text
                position = mark + 1
                continue
            if text_start < mark:
                self._text(text_start, mark)
            position = match.end()
            cdata, close, tag, attributes_of_tag = match.groups()
            if tag:
                if close:
                    self._close(tag.lower())
                else:
                    position = self._open(tag.lower(), attributes_of_tag, position)
            elif cdata:
                end = source.find("]]>", position)
                end = len(source) if end < 0 else end
                self._text(position, end)
                position = min(len(source), end + 3)
            text_start = position
        if text_start < len(source):
            self._text(text_start, len(source))
        self._flush(True)
        return self.page

    def _text(self, start: int, end: int) -> None:
        text = self.source[start:end]
        if text.isspace():
            if self.spans:
                self.spans.append((start, end))
            return
        if self.cell_follows:
            if self.spans:
                self.spans.append((-1, -1))
            self.cell_follows = False
        self.spans.append((start, end))
        for tag, _ in self.open[-8:]:
            if tag == "a":
                self.link_chars += len(text.strip())
                break

    def _open(self, tag: str, raw_attributes: str, position: int) -> int:
        if tag in self.skipped_tags:
            return self._skip(tag, raw_attributes, position)
        if tag in _NOTED_ATTRIBUTES:
            self._note(tag, attributes(raw_attributes))
        self._boundary(tag)
        if tag not in self.void_tags and not raw_attributes.endswith("/"):
            if tag in _CLOSED_BY_THE_NEXT and self.open and self.open[-1][0] == tag:
                self._pop(1)
            region = region_of(tag, raw_attributes)
            self.open.append((tag, region))
            if region:
                self.regions = None
        return position

    def _pop(self, depth: int) -> None:
        for _ in range(depth):
            if self.open.pop()[1]:
                self.regions = None

    def _skip(self, tag: str, raw_attributes: str, position: int) -> int:
        if raw_attributes.endswith("/"):
            return position
        end = self._end_tag(tag, position)
        if tag == "script" and "ld+json" in raw_attributes and end:
            self.page.json_ld.append(self.source[position : end.start()])
        # An element that is never closed hides nothing but itself, save for scripts and styles.
        return end.end() if end else (len(self.source) if tag in ("script", "style") else position)

    def _end_tag(self, tag: str, position: int) -> re.Match[str] | None:
        end_tag = re.compile(rf"</{tag}\s*>", re.IGNORECASE)
        mark = self.source.find("</", position)  # far faster than a search without regard to case
        while mark >= 0:
            if match := end_tag.match(self.source, mark):
                return match
            mark = self.source.find("</", mark + 2)
        return None

    def _note(self, tag: str, found: dict[str, str]) -> None:
        if tag == "meta":
            name = (found.get("property") or found.get("name") or found.get("itemprop") or "").lower()
            if name and found.get("content"):
                self.page.meta.setdefault(name, found["content"].strip())
        elif tag == "link" and found.get("href"):
            for relation in found.get("rel", "").lower().split():
                self.page.links.setdefault(relation, found["href"].strip())
        elif tag == "time" and found.get("datetime"):
            self.page.times.append(found["datetime"])
        elif tag == "html":
            self.page.language = found.get("lang", "") or found.get("xml:lang", "")

    def _close(self, tag: str) -> None:
        self._boundary(tag)
        if self.open and self.open[-1][0] == tag:
            self._pop(1)
            return
        for depth, (name, _) in enumerate(reversed(self.open[-_DEEPEST_LOOK:]), 1):
            if name == tag:
                self._pop(depth)
                return

    def _boundary(self, tag: str) -> None:
        if tag == "br":
            self._flush(False)
        elif tag in self.block_tags:
            self._flush(True)
        elif tag in ("td", "th"):
            if sum(end - start for start, end in self.spans) > _LONGEST_CELL:
                self._flush(True)
            self.cell_follows = bool(self.spans)

    def _flush(self, gap: bool) -> None:
        self.cell_follows = False
        if not self.spans:
            self.link_chars = 0
            self.gap = self.gap or gap
            return
        spans, link_chars = tuple(self.spans), self.link_chars
        self.spans, self.link_chars = [], 0
        text = "".join(CELLS if start < 0 else _resolved(self.source[start:end]) for start, end in spans).strip()
        if not text:
            self.gap = self.gap or gap
            return
        if self.regions is None:
            self.regions = frozenset(region for _, region in self.open if region)
        regions = self.regions
        if "title" in regions:
            self.page.title = self.page.title or " ".join(text.split())
        self.page.blocks.append(HtmlBlock(kind_in(regions), text, spans, self.source, regions, link_chars, self.gap))
        self.gap = gap


def take_apart(source: str) -> Page:
    """Blocks and metadata of an HTML source. Linear in its length; never fails on broken markup."""
    return _Walker(source).walk()
