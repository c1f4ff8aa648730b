"""What the lines of an article say of it: title and day of publication; what its page states comes first."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Sequence

from pipeline.ingest.clutter import PageHints
from pipeline.ingest.clutter_words import key_of
from pipeline.ingest.credits import author, is_name, publisher, stated_url
from pipeline.ingest.interface_words import Strength, opinion
from pipeline.ingest.line_looks import is_prose, looks_like_heading
from pipeline.ingest.page_dates import date_labels, full_dates, has_date, placed_dates, without_dates
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.passages import Passage
from pipeline.records import BlockKind
from pipeline.settings import IngestSettings

_MOST_DATE_LINE = 140
_DATE_LABELS = (
    r"(?:posted|published|publication date|release (?:date|time)|date|created(?: date)?|updated"
    r"|дата|опубликовано|добавлено|sana|tarih)"
)
_DATE_LABEL_START = re.compile(rf"\W*{_DATE_LABELS}\b", re.IGNORECASE)
_LABEL_BEFORE_DATE = re.compile(rf"\b{_DATE_LABELS}(?: on| at)?\s*[:：]\s*\Z", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:by|source|photos?|text|author|автор|фото|источник)\b\s*[:]|by [A-Z]|\(?(?:posted|published)\b"
    r"|(?:tel|phone|hotline|fax|e-?mail|contacts?|reading time)\b\W|for immediate release|press release$|https?://|www\.",
    re.IGNORECASE,
)
_CREDIT = re.compile(r"[^\W\d_][\w ]*[:：]")
_COUNTER = re.compile(r"[:：]\s*\d[\d ,.]*\Z")
# The place with which a report opens: "Dhaka,", "Abu Dhabi, UAE –", "MESA, Ariz. (", "KABUL (AA) -".
_PLACE_WORDS = r"[^\W\d_a-zа-я][\w’'.-]*(?: [^\W\d_a-zа-я][\w’'.-]*){0,2}"
_DATELINE_PLACE = re.compile(
    rf"(?!(?:On|In|At|From|By|Since|During|Last|This|Today|Yesterday)\b){_PLACE_WORDS}(?:,\s*{_PLACE_WORDS}){{0,2}}"
    r"\s*(?:\([^()]{2,20}\)\s*)?[,.:–—(\[-]+\s*"
)
_AFTER_DATELINE = re.compile(r"\s*[,.:–—/()\]-]|\s*\Z")
_PARTS = re.compile(r"\s+[|·–—-]\s+")
_URL_DATE = re.compile(
    r"/(?P<y>(?:19|20)\d\d)[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})(?:[/_-]|$)|[/=](?P<ymd>20\d{6})(?:[/_.-]|$)"
)


def find_title(passages: Sequence[Passage], stated: str = "") -> int | None:
    """Index of the passage that is the headline, ``None`` when the text has none.

    The headline is the passage that says what the page's markup states, else the first heading-like line before the
    first paragraph that is no date, byline, place of the site or credit.
    """
    if stated:
        key = key_of(stated)
        for index, passage in enumerate(passages[:12]):
            own = key_of(passage.text)
            if own == key or (len(own) > 20 and own in key):
                return index
    for index, passage in enumerate(passages[:12]):
        if is_prose(passage.text) and not _is_shouted(passage.text):
            return None
        if _may_be_title(passage):
            return _headline_below(passages, index) if _is_short_name(passage.text) else index
    return None


def _headline_below(passages: Sequence[Passage], index: int) -> int:
    """The headline under the name of an office, if there is one before the text, else the line itself."""
    for below in range(index + 1, min(index + 5, len(passages))):
        passage = passages[below]
        if is_prose(passage.text):
            break
        if _may_be_title(passage) and not is_name(passage.text) and len(passage.text.split()) >= 5:
            return below
    return index


def _is_short_name(text: str) -> bool:
    return len(text.split()) <= 6 and is_name(text) and not text.isupper()


def _may_be_title(passage: Passage) -> bool:
    text = passage.text
    if (
        passage.fragment
        or passage.kind in (BlockKind.LIST_ITEM, BlockKind.CAPTION)
        or not looks_like_heading(text)
        or _NO_TITLE.match(text)
    ):
        return False
    if text[0] in "[(" or any(opinion(part).strength is not Strength.KEEP for part in (text, *_PARTS.split(text))):
        return False
    if "|" in text and has_date(text):
        return False
    if has_date(text) and (_DATE_LABEL_START.match(text) or len(without_dates(text).split()) < 3):
        return False
    return len(text.split()) >= 3 or (passage.kind is BlockKind.HEADING and len(text.split()) >= 2)


def _is_shouted(text: str) -> bool:
    return text.isupper() and len(text) < 200


def complete(page: PageMetadata, passages: Sequence[Passage], hints: PageHints, title: str) -> PageMetadata:
    """Fill what the markup leaves open from the lines of the text; all days of publication that are stated are kept."""
    address = "" if page.source_url else stated_url(passages)
    by, by_source = publisher(passages, hints)
    in_address = date_in_url(page.source_url or address)
    dated = ((in_address, "address"), (_date_line(passages), "date line"), (_dateline(passages), "dateline"))
    days = tuple((day, source) for day, source in dated if day)
    said = PageMetadata(
        title=title,
        published=days[0][0] if days else "",
        source_url=address,
        publisher=by,
        author=author(passages),
        sources={
            "title": "headline",
            "published": days[0][1] if days else "",
            "source_url": "source line",
            "publisher": by_source,
            "author": "byline",
        },
        days=days,
    )
    return page.before(said)


def date_conflicts(page: PageMetadata, latest: str = "") -> str:
    """The days that disagree with the one chosen ("2024-05-18 (date line)"), joined with "; "."""
    others: dict[str, str] = {}
    for day, source in page.all_days():
        if day != page.published:
            others.setdefault(day, f"{source}, after {latest}" if latest and day > latest else source)
    return "; ".join(f"{day} ({source})" for day, source in others.items())


def latest_day(settings: IngestSettings, seen: str) -> str:
    """After which an article cannot have been published: the day of the settings, or the one after the page was seen.

    That day was named where the page was read, which may be a time zone behind the publisher's.
    """
    bounds = [settings.latest_date.isoformat()] if settings.latest_date else []
    if seen:
        with contextlib.suppress(ValueError, OverflowError):  # none that can be read
            bounds.append((datetime.date.fromisoformat(seen) + datetime.timedelta(days=1)).isoformat())
    return min(bounds, default="")


def _date_line(passages: Sequence[Passage]) -> str:
    """The date of the first line that only says when, where and by whom something was published."""
    above = True  # of the running text
    for passage in passages:
        text = passage.text
        has_prose = is_prose(text)
        if len(text) <= _MOST_DATE_LINE and (not has_prose or _DATE_LABEL_START.match(text)):
            for start, end, day in placed_dates(text)[:1]:
                if (
                    _is_date_line(text)
                    or _is_among_credits(text, start, end)
                    or (above and _opens_with(text, start, end))
                ):
                    return day
        above = above and not has_prose
    return ""


def _dateline(passages: Sequence[Passage]) -> str:
    """The date with which the first paragraph opens ("16.01.2019, Nalaikh. A working group …", "MESA, Ariz. (Jan. 18, 2024) — …")."""
    prose = next((passage.text for passage in passages if is_prose(passage.text)), "")[:_MOST_DATE_LINE]
    start, end, day = next(iter(placed_dates(prose)), (0, 0, ""))
    opens = not start or _DATELINE_PLACE.fullmatch(prose, 0, start)
    return day if opens and _AFTER_DATELINE.match(prose, end) else ""


def _is_date_line(text: str) -> bool:
    rest = [word for word in key_of(without_dates(text)).split() if word != "#" and not word.isdigit()]
    if _DATE_LABEL_START.match(text):
        return len(rest) <= 10
    return all(word in date_labels() for word in rest) or ("|" in text and len(rest) <= 8)


def _is_among_credits(text: str, start: int, end: int) -> bool:
    """ "Source: Press service   Author: N. Odina   Date: 2023-05-19", "14.10.2023   Department of sport   Seen: 214"."""
    if _LABEL_BEFORE_DATE.search(text, 0, start):
        return len(_CREDIT.findall(text)) > 1
    return not text[:start].strip() and _COUNTER.search(text, end) is not None


def _opens_with(text: str, start: int, end: int) -> bool:
    """Whether a line is a place and a date: "BISHKEK, 07.02.2024"."""
    return _DATELINE_PLACE.fullmatch(text, 0, start) is not None and not text[end:].strip(" .:")


def date_in_url(url: str) -> str:
    """The day that an address bears (``/2024/05/17/``, ``/20240517-``), "" when none."""
    match = _URL_DATE.search(url)
    if not match:
        return ""
    text = match["ymd"]
    dates = full_dates(f"{text[:4]}-{text[4:6]}-{text[6:]}" if text else f"{match['y']}-{match['m']}-{match['d']}")
    return dates[0] if dates else ""
