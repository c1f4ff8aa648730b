"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.ingest.article import Draft
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.encoding import decode
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.page_dates import full_dates
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.passages import MARKUP, split_passages
from pipeline.ingest.source import Source

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<fields>(?:.*\n){0,60}?)---[ \t]*(?:\n|$)")
_FIELD = re.compile(r"^(?P<name>[A-Za-z_ -]{2,30}):[ \t]*[\"']?(?P<value>.*?)[\"']?[ \t]*$", re.MULTILINE)
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_MARKDOWN_LINK = re.compile(r"(?P<open>\[)(?P<label>[^\[\]\n]+)(?P<close>\]\([^()\n]*\))")
_MARKDOWN_MARK = re.compile(
    r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|(?m:^[ \t]*>[ \t]?)|(?m:^[ \t]*(?:```+|~~~+).*$)|`"
)


def read_text(source: Source) -> Iterator[Draft]:
    """A plain text file."""
    decoded = decode(source.data)
    yield replace(draft_of_text(decoded.text), encoding=decoded.note)


def read_markdown(source: Source) -> Iterator[Draft]:
    """A Markdown file: marks of emphasis, links and images go, front matter gives the metadata."""
    decoded = decode(source.data)
    raw = decoded.text
    log = LeftOutLog(raw, rest="character clean-up")
    text = clean_characters(Mapped.of(raw), log)
    page = PageMetadata()
    front = _FRONT_MATTER.match(text.text)
    if front:
        page = _front_matter(front["fields"])
        log.mark(text.part(0, front.end()), MARKUP)
        text = text.part(front.end(), len(text))
    for pattern in (_MARKDOWN_IMAGE, _MARKDOWN_LINK, _MARKDOWN_MARK):
        text = _without(text, pattern, log)
    yield Draft(split_passages(text, log, markdown=True), log, page, encoding=decoded.note)


def draft_of_text(raw: str, page: PageMetadata | None = None, row: str = "") -> Draft:
    """The passages of a plain text, which is itself the raw text that offsets refer to."""
    log = LeftOutLog(raw, rest="character clean-up")
    passages = split_passages(clean_characters(Mapped.of(raw), log), log)
    return Draft(passages, log, page or PageMetadata(), row)


def _without(text: Mapped, pattern: re.Pattern[str], log: LeftOutLog) -> Mapped:
    edits: list[tuple[int, int, str]] = []
    for match in pattern.finditer(text.text):
        spans = [match.span("open"), match.span("close")] if "label" in pattern.groupindex else [match.span()]
        for start, end in spans:
            log.mark(text.part(start, end), MARKUP)
            edits.append((start, end, ""))
    return text.edit(edits)


def _front_matter(fields: str) -> PageMetadata:
    found = {match["name"].strip().casefold(): match["value"] for match in _FIELD.finditer(fields)}
    dates = full_dates(found.get("date", found.get("published", "")).replace("T", " "))
    return PageMetadata(
        title=found.get("title", ""),
        published=dates[0] if dates else "",
        source_url=found.get("url", found.get("source_url", found.get("source", ""))),
        publisher=found.get("publisher", found.get("site", "")),
    )
