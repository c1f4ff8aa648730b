"""One record of a file with many: fields of text, title, date, address, publisher and author become a draft."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.html_reader import draft_of_html
from pipeline.ingest.page_dates import full_dates
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.source import RefusedRecord
from pipeline.ingest.text_reader import draft_of_text
from pipeline.records import RefusalReason

_TAGS = re.compile(r"<(?:p|br|div|h[1-6]|li|ul|span|a|strong|em|b|i|table)\b[^>]*>", re.IGNORECASE)
FIELDS = ("text", "title", "date", "url", "publisher", "author")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one record, "" where it has none."""

    text: str = ""
    title: str = ""
    date: str = ""
    url: str = ""
    publisher: str = ""
    author: str = ""


@cache
def _known_names() -> dict[str, list[str]]:
    text = (resources.files("pipeline") / "resources" / "records.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))


def map_columns(columns: Iterable[str], stated: Mapping[str, str]) -> dict[str, str]:
    """Which column holds which field: as the settings state, else by its name (without case and separators)."""
    present = {_plain(column): column for column in reversed(list(columns))}
    chosen: dict[str, str] = {}
    for field in FIELDS:
        names = [stated[field]] if field in stated else _known_names()[field]
        found = next((present[_plain(name)] for name in names if _plain(name) in present), None)
        if found is not None and found not in chosen.values():
            chosen[field] = found
    return chosen


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", name.strip().strip("\ufeff").casefold())


def fields_of(record: Mapping[str, object], columns: Mapping[str, str]) -> Fields:
    """The fields of a record; values that are no text are written out as text."""
    return Fields(**{field: _as_text(record.get(column)) for field, column in columns.items()})


def _as_text(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):  # an empty cell of a frame is not-a-number
        return ""
    if isinstance(value, list):
        return "\n\n".join(_as_text(item) for item in value)
    return "" if isinstance(value, dict) else str(value)


def draft_of_record(fields: Fields, row: str) -> Draft | RefusedRecord:
    """The draft of a record. Its headline stands above the text unless the text begins with it."""
    if not fields.text.strip():
        return RefusedRecord(row, RefusalReason.EMPTY, "the record has no text")
    try:
        return _draft(fields, row)
    except RefusedError as error:
        return RefusedRecord(row, error.reason, error.detail)


def _draft(fields: Fields, row: str) -> Draft:
    dates = full_dates(fields.date.replace("T", " "))
    url = fields.url.strip() if fields.url.strip().startswith(("http://", "https://")) else ""
    title = " ".join(fields.title.split())
    page = PageMetadata(
        title=title,
        published=dates[0] if dates else "",
        source_url=url,
        publisher=" ".join(fields.publisher.split()),
        author=" ".join(fields.author.split()),
    )
    if not _TAGS.search(fields.text):
        return draft_of_text(_with_title(title, html.unescape(fields.text)), page, row)
    source = fields.text if not title or title in fields.text else f"<h1>{html.escape(title)}</h1>\n{fields.text}"
    draft = draft_of_html(source)
    return replace(draft, page=page.before(draft.page), row=row)


def _with_title(title: str, text: str) -> str:
    return text if not title or title.casefold() in text[: 3 * len(title) + 200].casefold() else f"{title}\n\n{text}"
