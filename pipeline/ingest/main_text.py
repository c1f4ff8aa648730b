"""Chooses the blocks of an HTML page that are its article.

trafilatura finds the main text; the blocks that say the same are kept, read from the source itself, so that offsets
hold. It is asked for its own opinion first, where that is clearly too little for the second one of the libraries it
knows, and where that is too little as well, the blocks outside navigation and with few links are taken.
"""

from __future__ import annotations

import importlib
import logging
from functools import cache
from typing import Any

from pipeline.ingest.html_tokens import HtmlBlock, Page
from pipeline.ingest.line_looks import is_prose, text_key
from pipeline.ingest.page_dates import has_date
from pipeline.records import BlockKind

_OUTSIDE = frozenset({"nav", "footer", "aside", "form", "furniture", "head", "hidden", "title"})
_SURE_LENGTH = 25
# trafilatura counts as having failed when it gives less than this share of the prose outside navigation.
_TOO_LITTLE = 0.4
_MOST_BYLINE = 160
_MOST_LINKED = 0.5

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def choose_main(page: Page, source: str) -> list[bool]:
    """For each block of the page whether it belongs to the article."""
    blocks = page.blocks
    fallback = [_may_be_article(block) for block in blocks]
    prose = sum(len(block.text) for block, may in zip(blocks, fallback, strict=True) if may and is_prose(block.text))
    chosen = fallback
    for fast in (True, False):
        matched = _matched(blocks, _library_lines(source, fast))
        found = sum(len(block.text) for block, keep in zip(blocks, matched, strict=True) if keep)
        if found and found >= _TOO_LITTLE * prose:
            chosen = matched
            break
    chosen = _filled(blocks, chosen, fallback)
    return _with_head(page, chosen, fallback)


def _library_lines(source: str, fast: bool) -> list[str]:
    """The keys of the lines that trafilatura gives; ``fast`` is without the second opinion of other libraries."""
    trafilatura: Any = importlib.import_module("trafilatura")  # loaded only when a page comes
    try:
        text = trafilatura.extract(source, options=_options(fast))
    except Exception:  # the library fails on some broken trees; the fallback takes over
        return []
    return [key for line in (text or "").splitlines() if (key := text_key(line))]


@cache
def _options(fast: bool) -> Any:
    """Made once: the library reads its configuration anew for every object."""
    settings: Any = importlib.import_module("trafilatura.settings")
    return settings.Extractor(output_format="txt", fast=fast, recall=True, comments=False, tables=True)


def _matched(blocks: list[HtmlBlock], lines: list[str]) -> list[bool]:
    whole = "\n".join(lines)
    exact = frozenset(lines)
    chosen = []
    for block in blocks:
        key = text_key(block.text)
        if not key or block.regions & {"head", "hidden", "title"}:
            chosen.append(False)
        elif len(key) < _SURE_LENGTH:
            chosen.append(key in exact and not block.regions & _OUTSIDE)
        else:
            chosen.append(key in whole)
    return chosen


def _may_be_article(block: HtmlBlock) -> bool:
    if block.regions & _OUTSIDE or ("header" in block.regions and not block.regions & {"article", "main", "h1"}):
        return False
    return block.link_chars <= _MOST_LINKED * len(block.text)


def _filled(blocks: list[HtmlBlock], chosen: list[bool], may: list[bool]) -> list[bool]:
    """Add what stands between two chosen blocks and may be article: lost paragraphs, list items, captions, headings."""
    indexes = [index for index, keep in enumerate(chosen) if keep]
    if not indexes:
        return chosen
    first, last = indexes[0], indexes[-1]
    return [keep or (first < index < last and may[index]) for index, keep in enumerate(chosen)]


def _with_head(page: Page, chosen: list[bool], may: list[bool]) -> list[bool]:
    """Add the headline above the text, and what stands between the two: date, byline, a lead that was lost."""
    blocks = page.blocks
    first = next((index for index, keep in enumerate(chosen) if keep), len(blocks))
    headline = _headline(page, first)
    if headline is None:
        return chosen
    result = list(chosen)
    result[headline] = True
    for index in range(headline + 1, first):
        text = blocks[index].text
        short = len(text) <= _MOST_BYLINE and not blocks[index].regions & {"nav", "form", "hidden", "aside"}
        if (short and (has_date(text) or not blocks[index].link_chars)) or (may[index] and is_prose(text)):
            result[index] = True
    return result


def _headline(page: Page, first: int) -> int | None:
    """The nearest heading above the text that agrees with the stated title, else the nearest h1."""
    stated = text_key(page.meta.get("og:title", "") or page.title)
    above = [index for index in range(first) if page.blocks[index].kind is BlockKind.HEADING]
    agreeing = [
        index for index in above if (key := text_key(page.blocks[index].text)) and len(key) >= 10 and key in stated
    ]
    if agreeing:
        return agreeing[-1]
    top = [
        index
        for index in above
        if "h1" in page.blocks[index].regions and not page.blocks[index].regions & {"nav", "footer", "aside"}
    ]
    return top[-1] if top else None
