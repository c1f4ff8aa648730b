"""Feeds: RSS 1.0 and 2.0, Atom. One article an entry."""

from __future__ import annotations

import email.utils
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.office_reader import parse_xml
from pipeline.ingest.record_draft import Fields, draft_of_record
from pipeline.ingest.source import RefusedRecord, Source
from pipeline.records import RefusalReason

_ENTRIES = frozenset(("item", "entry"))
# The fullest text first: a description is often only the lead.
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "issued", "updated")


def read_feed(source: Source) -> Iterator[Draft | RefusedRecord]:
    """A feed; rows are the numbers of its entries."""
    root = parse_xml(source.data)
    if _name(root) not in ("rss", "feed", "RDF"):
        raise RefusedError(RefusalReason.UNSUPPORTED, f"XML of another kind than a feed: {_name(root)}")
    channel = next((element for element in root.iter() if _name(element) in ("channel", "feed")), root)
    publisher = _first(channel, ("title",))
    entries = [element for element in root.iter() if _name(element) in _ENTRIES]
    if not entries:
        raise RefusedError(RefusalReason.NO_TEXT, "the feed has no entries")
    for number, entry in enumerate(entries, 1):
        yield draft_of_record(
            Fields(
                text=_first(entry, _TEXTS),
                title=_first(entry, ("title",)),
                date=_day(_first(entry, _DATES)),
                url=_link(entry),
                publisher=publisher,
                author=_author(entry),
            ),
            str(number),
        )


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _first(element: ET.Element, names: tuple[str, ...]) -> str:
    for name in names:
        for child in element:
            if _name(child) == name and (text := "".join(child.itertext()).strip()):
                return text
    return ""


def _author(entry: ET.Element) -> str:
    """``dc:creator``, or the name inside ``author``; an address of e-mail is no name."""
    for child in entry:
        if _name(child) in ("creator", "author"):
            name = _first(child, ("name",)) or "".join(child.itertext()).strip()
            return "" if "@" in name else name
    return ""


def _link(entry: ET.Element) -> str:
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            return (child.get("href") or child.text or "").strip()
    return ""


def _day(text: str) -> str:
    """RSS writes dates as mail does, Atom as ISO 8601 does."""
    try:
        return email.utils.parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return text
