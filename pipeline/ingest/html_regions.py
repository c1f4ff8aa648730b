"""What an element of a page is, by its tag and attributes: a heading, furniture, hidden."""

from __future__ import annotations

import html
import re
import tomllib
from functools import cache, lru_cache
from importlib import resources

from pipeline.records import BlockKind

_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]{1,40})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# The attributes that say whether an element is page machinery.
_SAYS_WHAT_IT_IS = re.compile(r"(?:class|id|role|style|aria-hidden)\s*=", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_REMEMBERED = 500


@cache
def html_names(listed: str) -> tuple[str, ...]:
    """A list of ``html.toml``."""
    text = (resources.files("pipeline") / "resources" / "html.toml").read_text(encoding="utf-8")
    lists: dict[str, list[str]] = tomllib.loads(text)
    return tuple(lists[listed])


@cache
def html_tags(listed: str) -> frozenset[str]:
    """A list of tags of ``html.toml``."""
    return frozenset(html_names(listed))


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile(rf"(?:^|[\s_-])(?:{'|'.join(html_names('furniture'))})s?(?:$|[\s_-])", re.IGNORECASE)


def attributes(text: str) -> dict[str, str]:
    """Attributes of a tag, names in lower case, entities resolved."""
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text[:50_000])
    }


def region_of(tag: str, raw_attributes: str) -> str:
    """What an element stands for: ``hidden``, ``furniture``, its tag where that is noted, else ""."""
    if not _SAYS_WHAT_IT_IS.search(raw_attributes):
        return tag if tag in html_tags("noted") else ""
    judge = _remembered_region if len(raw_attributes) <= _LONGEST_REMEMBERED else _region_by_attributes
    return judge(tag, raw_attributes)


def _region_by_attributes(tag: str, raw_attributes: str) -> str:
    found = attributes(raw_attributes)
    if _HIDDEN.search(found.get("style", "")) or found.get("aria-hidden") == "true":
        return "hidden"
    names = f"{found.get('class', '')} {found.get('id', '')} {found.get('role', '')}"
    if tag not in ("html", "body", "article", "main") and _furniture().search(names):
        return "furniture"
    return tag if tag in html_tags("noted") else ""


# Pages repeat their classes.
_remembered_region = lru_cache(maxsize=4096)(_region_by_attributes)


def kind_in(regions: frozenset[str]) -> BlockKind:
    """The kind of a block inside these elements."""
    if regions & _HEADINGS:
        return BlockKind.HEADING
    if "figcaption" in regions:
        return BlockKind.CAPTION
    return BlockKind.LIST_ITEM if "li" in regions else BlockKind.PARAGRAPH
