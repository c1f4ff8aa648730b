"""HTML: saved pages and fragments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pipeline.ingest.article import Draft
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.encoding import decode
from pipeline.ingest.html_tokens import HtmlBlock, Page, html_names, take_apart
from pipeline.ingest.interface_words import copyright_holder
from pipeline.ingest.main_text import choose_main
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.metadata import PageMetadata, date_in_url
from pipeline.ingest.page_dates import full_dates
from pipeline.ingest.passages import MARKUP, Passage, strip_bullet
from pipeline.ingest.source import Source
from pipeline.records import BlockKind

OUTSIDE = "outside the main text"

_LINE_ENDS = {ord("\n"): 0x20, ord("\r"): 0x20}
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(\S+) -->")


def read_html(source: Source) -> Iterator[Draft]:
    """The article of a saved page: the text of its blocks, what its markup states, and notes on the rest."""
    decoded = decode(source.data, markup=True)
    yield replace(draft_of_html(decoded.text), encoding=decoded.note)


def draft_of_html(source: str) -> Draft:
    """The same for a decoded source."""
    log = LeftOutLog(source, rest=MARKUP)
    page = take_apart(source)
    passages: list[Passage] = []
    outside: list[str] = []
    for block, keep in zip(page.blocks, choose_main(page, source), strict=True):
        if keep:
            passages.append(_passage(block, log))
        elif not block.regions & {"head", "title"}:
            log.mark(block.body, OUTSIDE)
            outside.append(block.body.text)
    return Draft(passages, log, _metadata(page, source, outside))


def _passage(block: HtmlBlock, log: LeftOutLog) -> Passage:
    body, had_bullet = strip_bullet(clean_characters(block.body.translate(_LINE_ENDS), log).strip(), log)
    kind = BlockKind.LIST_ITEM if had_bullet and block.kind is BlockKind.PARAGRAPH else block.kind
    gap = block.gap and kind is not BlockKind.LIST_ITEM and "table" not in block.regions
    return Passage(kind, Mapped(body.text.replace("\n", " "), body.origin), gap)


def _metadata(page: Page, source: str, outside: list[str]) -> PageMetadata:
    records = [record for text in page.json_ld for record in _json_records(text)]
    saved_from = _SAVED_FROM.search(source[:3000])
    url = page.links.get("canonical") or page.meta.get("og:url") or (saved_from[1] if saved_from else "")
    url = url if url.startswith(("http://", "https://")) else ""
    title = page.meta.get("og:title") or _first(records, "headline") or page.title
    site = next(
        (page.meta[name] for name in html_names("site_names") if not page.meta.get(name, "http").startswith("http")), ""
    )
    return PageMetadata(
        title=" ".join(_without_site(title, site).split()),
        published=_published(page, records, url),
        source_url=url,
        publisher=site or _publisher_of(records) or next(filter(None, map(copyright_holder, outside)), ""),
    )


def _without_site(title: str, site: str) -> str:
    """The title without the site's name at its end ("Headline | Example University")."""
    parts = re.split(r"\s+[|–—»-]\s+", title)
    if len(parts) > 1 and ((site and parts[-1].casefold() == site.casefold()) or "|" in title or "»" in title):
        return parts[0] if len(parts[0]) >= len(parts[-1]) else parts[-1]
    return title


def _published(page: Page, records: list[dict[str, Any]], url: str) -> str:
    """The first date among the page's statements, the most trustworthy first; a bare time element comes last."""
    stated = [page.meta.get(name, "") for name in html_names("publication_names")]
    stated.append(_first(records, "datePublished"))
    stated += [page.meta.get(name, "") for name in html_names("date_names")]
    stated += [date_in_url(url), *page.times[:1]]
    for text in stated:
        dates = full_dates(text.replace("T", " "))
        if dates:
            return dates[0]
    return ""


def _json_records(text: str) -> Iterator[dict[str, Any]]:
    try:
        value = json.loads(text.strip())
    except (ValueError, RecursionError):
        return
    queue = [value]
    for item in queue:  # grows while it is walked: lists and graphs are opened one level
        if isinstance(item, list):
            queue.extend(item[:50])
        elif isinstance(item, dict):
            yield item
            if isinstance(item.get("@graph"), list):
                queue.extend(item["@graph"][:50])


def _first(records: list[dict[str, Any]], key: str) -> str:
    return next((value for record in records if isinstance(value := record.get(key), str) and value.strip()), "")


def _publisher_of(records: list[dict[str, Any]]) -> str:
    for record in records:
        publisher = record.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else None
        if isinstance(name, str) and name.strip():
            return " ".join(name.split())
    return ""
