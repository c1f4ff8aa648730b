"""Walks an HTML source once and cuts its visible text into blocks, each character with its offset in the source.

A flat walk over tags, not a tree: depth costs nothing, broken nesting is survived, and offsets are those of the source.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from pipeline.ingest.html_regions import attributes, kind_in
from pipeline.ingest.html_tags import LONGEST_COMMON, TOKEN, Boundary, Tag, common_tag, tag_in
from pipeline.ingest.mapped import Mapped
from pipeline.records import BlockKind

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});?")

_CLOSED_BY_THE_NEXT = frozenset(("p", "li", "tr", "td", "th", "dt", "dd", "option"))
_DEEPEST_LOOK = 200
CELLS = " | "
_LONGEST_CELL = 160


@dataclass(slots=True)  # not frozen, as that triples the time to make one; nothing changes it
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
        self.open: list[tuple[str, str]] = []  # tag, region it stands for ("" for none)
        self.open_links = 0
        self.regions: frozenset[str] | None = frozenset()  # of the open elements; None when they have changed
        self.spans: list[tuple[int, int]] = []
        self.link_chars = 0
        self.gap = True
        self.cell_follows = False

    def walk(self) -> Page:
        source = self.source
        position = text_start = 0
        while (mark := source.find("<", position)) >= 0:
            position = source.find(">", mark, mark + LONGEST_COMMON) + 1
            tag = common_tag(source[mark:position]) if position else None
            cdata = False
            if tag is None:
                match = TOKEN.match(source, mark)
                if not match:  # a sign of the text
                    position = mark + 1
                    continue
                position = match.end()
                cdata = bool(match["cdata"])
                tag = tag_in(match)
            if text_start < mark:
                self._text(text_start, mark)
            if tag:
                if tag.is_close:
                    self._close(tag)
                else:
                    position = self._open(tag, position)
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
        if self.open_links and any(name == "a" for name, _ in self.open[-8:]):
            self.link_chars += len(text.strip())

    def _open(self, tag: Tag, position: int) -> int:
        if tag.is_skipped:
            return self._skip(tag.name, tag.attributes, position)
        if tag.is_noted:
            self._note(tag.name, attributes(tag.attributes))
        if tag.boundary:
            self._boundary(tag.boundary)
        if tag.has_content:
            name, region = tag.name, tag.region
            if name in _CLOSED_BY_THE_NEXT and self.open and self.open[-1][0] == name:
                self._pop(1)
            self.open.append((name, region))
            if region:
                self.regions = None
            if name == "a":
                self.open_links += 1
        return position

    def _pop(self, depth: int) -> None:
        for _ in range(depth):
            name, region = self.open.pop()
            if region:
                self.regions = None
            if name == "a":
                self.open_links -= 1

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

    def _close(self, tag: Tag) -> None:
        if tag.boundary:
            self._boundary(tag.boundary)
        name = tag.name
        if self.open and self.open[-1][0] == name:
            self._pop(1)
            return
        for depth, (other, _) in enumerate(reversed(self.open[-_DEEPEST_LOOK:]), 1):
            if other == name:
                self._pop(depth)
                return

    def _boundary(self, boundary: Boundary) -> None:
        if boundary is not Boundary.CELL:
            self._flush(boundary is Boundary.BLOCK)
            return
        if sum(end - start for start, end in self.spans) > _LONGEST_CELL:
            self._flush(True)
        self.cell_follows = bool(self.spans)

    def _flush(self, gap: bool) -> None:
        self.cell_follows = False
        if not self.spans:
            self.link_chars = 0
            self.gap = self.gap or gap
            return
        source = self.source
        spans, link_chars = tuple(self.spans), self.link_chars
        self.spans, self.link_chars = [], 0
        if len(spans) == 1:
            text = _resolved(source[spans[0][0] : spans[0][1]]).strip()
        else:
            text = "".join([CELLS if start < 0 else _resolved(source[start:end]) for start, end in spans]).strip()
        if not text:
            self.gap = self.gap or gap
            return
        if self.regions is None:
            self.regions = frozenset([region for _, region in self.open if region])
        regions = self.regions
        if "title" in regions:
            self.page.title = self.page.title or " ".join(text.split())
        self.page.blocks.append(HtmlBlock(kind_in(regions), text, spans, source, regions, link_chars, self.gap))
        self.gap = gap


def take_apart(source: str) -> Page:
    """Blocks and metadata of an HTML source. Linear in its length; never fails on broken markup."""
    return _Walker(source).walk()
