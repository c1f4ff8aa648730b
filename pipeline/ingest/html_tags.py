"""The tags of an HTML source, each with what is known of it without regard to its place."""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from pipeline.ingest.html_regions import html_tags, region_of

# Possessive, so that a tag that is never closed costs one pass.
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|(?P<cdata><!\[CDATA\[)|<[!?][^>]*>?"
    r"|<(?P<close>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9:-]{0,30})"
    r"(?P<attributes>(?:[^<>\"']++|\"[^\"]{0,20000}+\"|'[^']{0,20000}+'){0,2000}+|[^>]*+)>",
    re.DOTALL,
)
_NOTED_ATTRIBUTES = frozenset(("meta", "link", "time", "html"))
LONGEST_COMMON = 200  # of a tag that may come again


class Boundary(IntEnum):
    """What a tag does to the block in which it stands."""

    NONE = 0
    LINE = 1
    BLOCK = 2
    CELL = 3


class Tag(NamedTuple):
    """An opening or closing tag, and what is known of it without regard to the place where it stands.

    Attributes:
        name: in lower case.
        attributes: as they are written.
        region: what its element stands for, see :func:`pipeline.ingest.html_regions.region_of`; "" for a closing tag.
        is_skipped: the content of its element is no text.
        is_noted: its attributes say something of the page.
        has_content: a closing tag will follow.
    """

    name: str
    is_close: bool
    attributes: str
    region: str
    boundary: Boundary
    is_skipped: bool
    is_noted: bool
    has_content: bool


def tag_in(token: re.Match[str]) -> Tag | None:
    """The tag that a match of ``TOKEN`` is, ``None`` for a comment and the like."""
    if not token["tag"]:
        return None
    name, is_close, raw_attributes = token["tag"].lower(), bool(token["close"]), token["attributes"]
    return Tag(
        name,
        is_close,
        raw_attributes,
        "" if is_close else region_of(name, raw_attributes),
        _boundary_of(name),
        name in html_tags("skipped"),
        name in _NOTED_ATTRIBUTES,
        name not in html_tags("void") and not raw_attributes.endswith("/"),
    )


def _boundary_of(name: str) -> Boundary:
    if name == "br":
        return Boundary.LINE
    if name in html_tags("blocks"):
        return Boundary.BLOCK
    return Boundary.CELL if name in ("td", "th") else Boundary.NONE


@lru_cache(maxsize=4096)
def common_tag(text: str) -> Tag | None:
    """The tag of which this is the source up to the first ``>``, ``None`` where what follows may belong to it.

    Pages repeat their tags, and this is faster than the pattern.
    """
    match = TOKEN.fullmatch(text) if "'" not in text and text.count('"') % 2 == 0 else None
    return tag_in(match) if match else None
