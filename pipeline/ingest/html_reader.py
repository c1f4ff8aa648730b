"""HTML: saved pages and fragments."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain
from typing import Any

from pipeline.ingest.article import Draft
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.credits import is_person
from pipeline.ingest.encoding import decode
from pipeline.ingest.html_regions import html_names
from pipeline.ingest.html_tokens import HtmlBlock, Page, take_apart
from pipeline.ingest.interface_words import copyright_holder
from pipeline.ingest.main_text import choose_main
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.metadata import date_in_url
from pipeline.ingest.page_dates import full_dates
from pipeline.ingest.page_metadata import PageMetadata
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
            for start, end in block.spans:
                log.mark_stretch(start, end, OUTSIDE)
            outside.append(block.text)
    return Draft(passages, log, _metadata(page, source, outside))


def _passage(block: HtmlBlock, log: LeftOutLog) -> Passage:
    body, had_bullet = strip_bullet(clean_characters(_on_one_line(block.body()), log).strip(), log)
    kind = BlockKind.LIST_ITEM if had_bullet and block.kind is BlockKind.PARAGRAPH else block.kind
    gap = block.gap and kind is not BlockKind.LIST_ITEM and "table" not in block.regions
    return Passage(kind, _on_one_line(body), gap)


def _on_one_line(body: Mapped) -> Mapped:
    return body.translate(_LINE_ENDS) if "\n" in body.text or "\r" in body.text else body


def _metadata(page: Page, source: str, outside: list[str]) -> PageMetadata:
    records = [record for text in page.json_ld for record in _json_records(text)]
    saved_from = _SAVED_FROM.search(source[:3000])
    urls = [
        (page.links.get("canonical", ""), "canonical link"),
        (page.meta.get("og:url", ""), "og:url"),
        (saved_from[1] if saved_from else "", "note of the browser"),
    ]
    url, url_source = _first_of((url, name) for url, name in urls if url.startswith(("http://", "https://")))
    titles = [
        (page.meta.get("og:title", ""), "og:title"),
        (_first(records, "headline"), "JSON-LD"),
        (page.title, "title element"),
    ]
    title, title_source = _first_of(titles)
    sites = [(name, page.meta[name]) for name in html_names("site_names") if page.meta.get(name)]
    site, site_source = _first_of((text, name) for name, text in sites if not text.startswith("http"))
    holders = ((copyright_holder(text), "copyright line") for text in outside)
    publisher, publisher_source = _first_of(
        chain([(site, site_source), (_name_in(records, "publisher"), "JSON-LD")], holders)
    )
    named = ((page.meta.get(name, ""), name) for name in html_names("author_names"))
    authors = [(name, place) for name, place in (*named, (_name_in(records, "author"), "JSON-LD")) if is_person(name)]
    author, author_source = _first_of(authors)
    days = tuple(_days(page, records, url))
    return PageMetadata(
        title=" ".join(_without_site(title, site).split()),
        published=days[0][0] if days else "",
        source_url=url,
        publisher=publisher,
        author=" ".join(author.split()),
        sources={
            "title": title_source,
            "published": days[0][1] if days else "",
            "source_url": url_source,
            "publisher": publisher_source,
            "author": author_source,
        },
        days=days,
    )


def _first_of(stated: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """The first statement that says anything, with its place."""
    return next(((text, place) for text, place in stated if text), ("", ""))


def _without_site(title: str, site: str) -> str:
    """The title without the site's name at its end ("Headline | Example University")."""
    parts = re.split(r"\s+[|–—»-]\s+", title)
    if len(parts) > 1 and ((site and parts[-1].casefold() == site.casefold()) or "|" in title or "»" in title):
        return parts[0] if len(parts[0]) >= len(parts[-1]) else parts[-1]
    return title


def _days(page: Page, records: list[dict[str, Any]], url: str) -> Iterator[tuple[str, str]]:
    """The days of publication that the page states, the most trustworthy first; a bare time element comes last."""
    stated = [(page.meta.get(name, ""), name) for name in html_names("publication_names")]
    stated.append((_first(records, "datePublished"), "JSON-LD"))
    stated += [(page.meta.get(name, ""), name) for name in html_names("date_names")]
    stated += [(date_in_url(url), "address"), *((text, "time element") for text in page.times[:1])]
    for text, place in stated:
        dates = full_dates(text.replace("T", " "))
        if dates:
            yield dates[0], place


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


def _name_in(records: list[dict[str, Any]], key: str) -> str:
    """The name of the first person or organisation under this key."""
    for record in records:
        value = record.get(key)
        one = value[0] if isinstance(value, list) and value else value
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str) and name.strip() and not name.startswith("http"):
            return " ".join(name.split())
    return ""
