"""Leaves out what a press page prints around its article, with a reason for each stretch.

Precision comes first: a stretch goes only when it is known page machinery (``clutter.toml``) or stands in a menu line
that is; a segment with a date, a source, a byline stays.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ingest.clutter_words import key_of, lexicon, may_be_known
from pipeline.ingest.interface_words import (
    NAVIGATION,
    PAGE_NOTE,
    Opinion,
    Strength,
    copyright_holder,
    has_section_word,
    is_plainly_kept,
    opinion,
)
from pipeline.ingest.line_looks import is_prose
from pipeline.ingest.line_parts import (
    cut_at,
    is_ticker,
    names_among_tags,
    speaks_to_reader,
    without_counters,
    without_page_sentences,
)
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.page_dates import has_date
from pipeline.ingest.passages import Passage
from pipeline.ingest.signs import MAY_DIVIDE, ODD_SIGN, looks_of
from pipeline.records import BlockKind

BREADCRUMB = "breadcrumb"
TEASER = "teaser or form after the article"
TICKER = "ticker"

_LONGEST_MENU_LINE = 400
_LONGEST_TAIL_HEADING = 160
_LONGEST_CREDIT = 200  # of counters, copyright lines and the like
_CRUMB = re.compile(r"\s+(?:>|»|›|→|::)\s+|\s*[>»›→]\s+(?=\w)")
_BAR = re.compile(r"\s*[|¦•·]\s*|[ \t]{3,}|\t")
_MENU_SIGN = re.compile(r"[|¦•·\t/–—-]")  # of the two patterns around it
_WEAK = re.compile(r"\s+[/–—-]\s+")
_BRACKETS = re.compile(r"[\[(]\s*(?P<inner>.+?)\s*[\])]$")
_MOST_CRUMB_WORDS = 8


@dataclass(slots=True)
class PageHints:
    """What the left-out lines say of the page: candidates for the publisher."""

    site_names: list[str] = field(default_factory=list)
    copyright_holders: list[str] = field(default_factory=list)


def unclutter(passages: list[Passage], log: LeftOutLog) -> tuple[list[Passage], PageHints]:
    """The passages without page machinery, and what the left-out ones say of the page."""
    hints = PageHints()
    passages = _cut_tail(passages, log, hints)
    body_starts = next((index for index, passage in enumerate(passages) if is_prose(passage.text)), len(passages))
    kept: list[Passage] = []
    texts = [passage.text for passage in passages]
    looks = looks_of(texts)
    is_spoken_to = speaks_to_reader("\n".join(texts))
    for index, (passage, text) in enumerate(zip(passages, texts, strict=True)):
        # A line without signs of a menu and without brackets is part of the article, as most are.
        if (
            len(text) > _LONGEST_CREDIT
            and not looks[index] & ODD_SIGN
            and is_plainly_kept(text)
            and not (is_spoken_to and speaks_to_reader(text))
        ):
            kept.append(passage)
            continue
        if index < body_starts < len(passages) and _is_section_name(text):
            log.mark(passage.body, NAVIGATION)
            continue
        judged = without_page_sentences(passage, log)
        look = looks[index] if judged is passage else MAY_DIVIDE
        # No judgement looks further ahead than four lines.
        following = passages[index + 1 : index + 6] if index <= body_starts else None
        kept += _judge(judged, look, following, log, hints)
    return _cut_edges(kept, log), hints


def _is_section_name(line: str) -> bool:
    """Between headline and text; one that leads on ("Home > News") is a breadcrumb."""
    return opinion(line).strength is Strength.MENU_WORD and not _CRUMB.search(line)


def _judge(
    passage: Passage, look: int, following: list[Passage] | None, log: LeftOutLog, hints: PageHints
) -> list[Passage]:
    """What is kept of a line.

    Args:
        passage: the line.
        look: the flags of :class:`pipeline.ingest.signs.Look`; most lines have nothing that divides a menu or breadcrumb.
        following: the lines after it where it may be a breadcrumb, ``None`` further down.
        log: takes what is left out.
        hints: takes what it says of the page.
    """
    line = passage.text
    if not line.strip():
        return []
    holder = copyright_holder(line)
    if holder:
        hints.copyright_holders.append(holder)
    if len(line) > _LONGEST_MENU_LINE and is_prose(line):
        return [passage]
    whole = opinion(line)
    if whole.reason == PAGE_NOTE and (names := names_among_tags(passage.body)):
        log.mark(passage.body, PAGE_NOTE)
        return _fragments(passage, names)
    if whole.strength is Strength.CLUTTER:
        log.mark(passage.body, whole.reason)
        return []
    if look & MAY_DIVIDE and is_ticker(line):
        log.mark(passage.body, TICKER)
        return []
    counted = without_counters(passage, log)
    if counted is passage and not look & MAY_DIVIDE:
        return _single(passage, log)
    if following is not None:
        crumb = _breadcrumb(counted, following, log, hints)
        if crumb is not None:
            return crumb
    return _menu_line(counted, log)


def _breadcrumb(passage: Passage, following: list[Passage], log: LeftOutLog, hints: PageHints) -> list[Passage] | None:
    """``Home > News > Headline``: the way to the page. Kept are dates, and a headline that no other line bears."""
    strong = cut_at(passage.body, _CRUMB)
    weak = cut_at(passage.body, _WEAK)
    if len(strong) > 1:
        segments = [part for segment in strong for part in cut_at(segment, _WEAK if _all_short(segment) else _BAR)]
    elif (len(weak) > 1 and opinion(weak[0].text).strength) or len(weak) > 2:
        segments = weak
    else:
        return None
    if any(len(segment.text.split()) > _MOST_CRUMB_WORDS for segment in segments[:-1]) or is_prose(passage.text):
        return None
    judged = segments if len(strong) > 1 else segments[:-1]
    if not any(has_section_word(key_of(segment.text)) for segment in judged):
        return None
    _note_site_name(segments[0].text, hints)
    log.mark(passage.body, BREADCRUMB)
    kept: list[Passage] = []
    for segment in segments:
        is_headline = segment is segments[-1] and _is_only_headline(segment.text, following)
        if is_headline or has_date(segment.text):
            kept += _menu_line(Passage(BlockKind.PARAGRAPH, segment, passage.gap, fragment=not is_headline), log)
    return kept


def _all_short(segment: Mapped) -> bool:
    return len(segment.text.split()) <= _MOST_CRUMB_WORDS


def _note_site_name(segment: str, hints: PageHints) -> None:
    name = re.sub(r"^you are here:?\s*", "", segment, flags=re.IGNORECASE).split(" | ")[0].strip()
    if (
        name
        and opinion(name).strength is Strength.KEEP
        and not has_section_word(key_of(name))
        and len(name.split()) <= 8
    ):
        hints.site_names.append(name)


def _is_only_headline(segment: str, following: list[Passage]) -> bool:
    """Whether the last segment of a breadcrumb is a headline that does not come again in the next lines."""
    if opinion(segment).strength or len(segment.split()) < 3:
        return False
    key = key_of(segment)
    if any(key_of(passage.text) == key for passage in following[:4]):
        return False
    headline_follows = bool(following) and not is_prose(following[0].text) and len(following[0].text.split()) >= 3
    return not headline_follows or len(segment.split()) >= 5


def _menu_line(passage: Passage, log: LeftOutLog) -> list[Passage]:
    """Leave out the clutter among the segments of one line; a line without any stays as it is."""
    segments = _split_menu(passage.body) if _may_divide(passage.text) else []
    if len(segments) < 2:
        return _single(passage, log)
    opinions = [opinion(segment.text) for segment in segments]
    sure = sum(judged.strength is Strength.CLUTTER for judged in opinions)
    menu = sum(judged.strength is Strength.MENU_WORD for judged in opinions)
    if not sure and menu < max(2, len(segments) - 1):
        return [passage]
    drop_menu_words = 2 * (sure + menu) >= len(segments)
    goes = [_goes(judged, drop_menu_words) for judged in opinions]
    if not any(goes):
        return [passage]
    log.mark(passage.body, NAVIGATION)
    kept: list[Mapped] = []
    for segment, judged, gone in zip(segments, opinions, goes, strict=True):
        if gone:
            log.mark(segment, judged.reason)
        else:
            kept.append(segment)
    return _fragments(passage, kept)


def _fragments(passage: Passage, kept: list[Mapped]) -> list[Passage]:
    return [
        Passage(BlockKind.PARAGRAPH, segment, gap=passage.gap and not index, fragment=True)
        for index, segment in enumerate(kept)
    ]


def _goes(judged: Opinion, drop_menu_words: bool) -> bool:
    return judged.strength is Strength.CLUTTER or (drop_menu_words and judged.strength is Strength.MENU_WORD)


def _may_divide(line: str) -> bool:
    return bool(_MENU_SIGN.search(line)) or "   " in line


def _split_menu(body: Mapped) -> list[Mapped]:
    """The segments of a line; dashes and strokes divide only a short line of which most is no part of an article."""
    brackets = _BRACKETS.match(body.text)
    if brackets:
        body = body.part(*brackets.span("inner"))
    segments = cut_at(body, _BAR)
    parts = [part for segment in segments for part in cut_at(segment, _WEAK)]
    if len(parts) > len(segments) and len(body) <= 160:
        judged = [opinion(part.text).strength for part in parts]
        if 2 * sum(strength > 0 for strength in judged) > len(parts):
            return parts
    return segments


def _single(passage: Passage, log: LeftOutLog) -> list[Passage]:
    brackets = _BRACKETS.match(passage.text)
    if brackets:
        judged = opinion(brackets["inner"])
        if judged.strength is Strength.CLUTTER:
            log.mark(passage.body, judged.reason)
            return []
    return [passage]


def _cut_tail(passages: list[Passage], log: LeftOutLog, hints: PageHints) -> list[Passage]:
    """Drop what follows "Related posts" or a comment form, when no paragraph of the article comes after it."""
    for index, passage in enumerate(passages):
        text = passage.text
        if len(text) > _LONGEST_TAIL_HEADING or not may_be_known(text) or key_of(text) not in lexicon().tail_headings:
            continue
        if not any(is_prose(before.text) for before in passages[:index]):
            continue
        rest = passages[index:]
        if any(is_prose(after.text) and len(after.text) > 160 for after in rest):
            continue
        for after in rest:
            log.mark(after.body, TEASER)
        hints.copyright_holders += [holder for after in rest if (holder := copyright_holder(after.text))]
        return passages[:index]
    return passages


def _cut_edges(passages: list[Passage], log: LeftOutLog) -> list[Passage]:
    """Section names that stand alone before the headline or after the last line."""
    start, end = 0, len(passages)
    while start < end - 1 and opinion(passages[start].text).strength is Strength.MENU_WORD:
        start += 1
    while end > start + 1 and opinion(passages[end - 1].text).strength is Strength.MENU_WORD:
        end -= 1
    for passage in passages[:start] + passages[end:]:
        log.mark(passage.body, NAVIGATION)
    return passages[start:end]
