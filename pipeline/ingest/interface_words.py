"""What a stretch of a line is to a press page: a control, a counter, a section name, or part of the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from string import punctuation

from pipeline.ingest.clutter_words import (
    JOINING,
    LONGEST_CLUTTER,
    Lexicon,
    begins_entry,
    forget_keys,
    key_of,
    lexicon,
    may_be_known,
    plain_opening,
)
from pipeline.ingest.page_dates import has_date

NAVIGATION = "navigation"
COUNTER = "counter"
LANGUAGE_MENU = "language menu"
IMAGE = "image file or credit"
PAGE_NOTE = "page note"
COPYRIGHT = "copyright"
TIMESTAMP = "page age"

_MOST_CONTROL_WORDS = 12
_LONGEST_FACTS = 160
# With what the segments begin, or end, that are judged by their shape.
_SHAPED = ("image", "photo", "picture", "slider", "gallery", "video", "rasm", "credit", "by", "copyright", "all rights",
           "barcha huquqlar", "a ", "an ", "one ", "фото", "все права")  # fmt: skip
_SHAPED_START = 2
_SHAPED_STARTS = frozenset(start[:_SHAPED_START] for start in _SHAPED)
_SHAPED_ENDS = ("png", "jpg", "jpeg", "gif", "webp", "svg", "bmp", "w", "назад")
_END, _LONGEST_SHAPED_END = 20, 5
_AFTER_END = f"{punctuation} ”’»“„…–—"
# "← Ten schools open", "Ten schools open →": the neighbours of the article. Guillemets are no arrows: they quote.
_ARROW_SIGN = re.compile("[←⟵⇐→⟶⇒]")
_ARROW = re.compile(r"^\s*[←⟵⇐]\s*\w|\w\s*[→⟶⇒]\s*$")
_HASHTAGS = re.compile(r"\s*(?:#[\w-]+[\s,]*)+")
_IMAGE_FILE = re.compile(
    r"(?:[\w()%+ -]{1,80}\.(?:png|jpe?g|gif|webp|svg|bmp)\W*)+|(?:webp|jpe?g|png)(?: +\d{2,4}w)+", re.IGNORECASE
)
_PLACEHOLDER = re.compile(r"\W*(?:image|photo|picture|slider|gallery|video|фото|rasm)\W*\d*\W*", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:copyright\b|©|\(c\) ?(?:19|20)\d\d|все права защищены|all rights reserved|barcha huquqlar)", re.IGNORECASE
)
_RIGHTS = ("©", "copyright", "(c)", "rights", "права", "huquqlar")
_PICTURE = re.compile(r"\W*(?:image|photo|picture|фото)", re.IGNORECASE)
_CREDIT = re.compile(r"(?:image|photo|picture|фото)?\s*(?:credit|by)?\s*[:©]", re.IGNORECASE)
# A colon before a figure, or words after the last one; no counter has a figure in its name.
_MAY_COUNT = re.compile(r"[:：]\s*\d|\d\s+\D+\Z")
_AGE = re.compile(
    r"(?:\d+|an?|one|a few) (?:seconds?|min(?:ute)?s?|hours?|days?|weeks?|months?|years?) ago"
    r"|(?:\d+ )?(?:минут|час|часа|часов|день|дня|дней) назад",
    re.IGNORECASE,
)


class Strength(IntEnum):
    """How sure a stretch is no part of the article."""

    KEEP = 0
    MENU_WORD = 1
    CLUTTER = 2


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a stretch is, and the reason under which it is left out."""

    strength: Strength
    reason: str = ""


KEEP = Opinion(Strength.KEEP)


def forget() -> None:
    """Empty the memory of lines that were judged before, so that a measurement sees a file as for the first time."""
    forget_keys()
    _opinion.cache_clear()


def opinion(segment: str) -> Opinion:
    """Judge one segment of a line, or a whole line. A segment that names a day of the calendar is kept."""
    return KEEP if len(segment) > LONGEST_CLUTTER else _opinion(segment)


@lru_cache(maxsize=1024)
def _opinion(segment: str) -> Opinion:
    """Several steps ask about the same line, and pages of one site repeat their menus."""
    words = lexicon()
    is_open = may_be_known(segment)
    if not is_open and not _may_have_shape(segment):
        return KEEP
    key = key_of(segment) if is_open else ""
    if is_open and not key.replace("#", "").strip():
        return _of_symbols(segment)
    judged = _without_regard_to_dates(segment, key, words)
    # Asked last, as most lines are kept anyway.
    if judged.strength and not _COPYRIGHT.match(segment.strip()) and has_date(segment):
        return KEEP
    return judged


def is_plainly_kept(line: str) -> bool:
    """Whether :func:`opinion` keeps a line by its first word and its end, as it does most lines of an article."""
    word = plain_opening(line)
    return (
        bool(word)
        and word[:_SHAPED_START] not in _SHAPED_STARTS
        and not begins_entry(word)
        and not _may_end_shaped(line)
    )


def _may_have_shape(segment: str) -> bool:
    """Whether a segment that the word lists do not have may be an image, a credit, an age or the like."""
    if not segment[0].isalpha() or segment[:20].casefold().startswith(_SHAPED):
        return True
    return _may_end_shaped(segment)


def _may_end_shaped(segment: str) -> bool:
    end = segment[-_END:].rstrip(_AFTER_END)
    return not end[-1:].isalnum() or end[-_LONGEST_SHAPED_END:].casefold().endswith(_SHAPED_ENDS)


def _without_regard_to_dates(segment: str, key: str, words: Lexicon) -> Opinion:
    if key in words.interface or _is_made_of_controls(key) or _points_elsewhere(segment):
        return Opinion(Strength.CLUTTER, NAVIGATION)
    if _is_counter(key):
        return Opinion(Strength.CLUTTER, COUNTER)
    if _IMAGE_FILE.fullmatch(segment.strip()) or _PLACEHOLDER.fullmatch(segment) or _is_stock_credit(segment):
        return Opinion(Strength.CLUTTER, IMAGE)
    if _AGE.fullmatch(segment.strip(" \t•·-–()[]")):
        return Opinion(Strength.CLUTTER, TIMESTAMP)
    if _COPYRIGHT.match(segment.strip()) and len(segment) < 200:
        return Opinion(Strength.CLUTTER, COPYRIGHT)
    if _HASHTAGS.fullmatch(segment):
        return Opinion(Strength.CLUTTER, PAGE_NOTE)
    if len(segment) < 300 and (_has_label(segment) or (key + " ").startswith(words.notes)):
        return Opinion(Strength.CLUTTER, PAGE_NOTE)
    if is_language_list(key):
        return Opinion(Strength.MENU_WORD, LANGUAGE_MENU)
    if is_section_name(key):
        return Opinion(Strength.MENU_WORD, NAVIGATION)
    return KEEP


def _points_elsewhere(segment: str) -> bool:
    return bool(not segment.isascii() and _ARROW_SIGN.search(segment) and _ARROW.search(segment))


def _is_made_of_controls(key: str) -> bool:
    """Several controls in a row ("Facebook Twitter Telegram", "Share on Facebook Share on Twitter")."""
    if len(key) > _LONGEST_FACTS:
        return False
    rest = [word for word in key.split() if len(word) > 1]
    if not 2 <= len(rest) <= _MOST_CONTROL_WORDS:
        return False
    while rest:
        length = next((n for n in range(min(5, len(rest)), 0, -1) if " ".join(rest[:n]) in lexicon().interface), 0)
        if not length:
            return False
        rest = rest[length:]
    return True


def _has_label(segment: str) -> bool:
    """Whether a label of the page stands before a colon ("Tags: …") or, for a teaser, a bar ("Also read | …").

    A line of several segments is not judged by the label of its first.
    """
    label, colon, _ = segment.partition(":")
    if colon and "|" not in segment:
        return key_of(label) in lexicon().labels
    label, bar, teaser = segment.partition("|")
    return bool(bar) and "|" not in teaser and ":" not in teaser and key_of(label) in lexicon().tail_headings


def _of_symbols(segment: str) -> Opinion:
    """Segments without letters: a date is a fact, a bare number or sign goes with a menu."""
    return KEEP if has_date(segment) else Opinion(Strength.MENU_WORD, NAVIGATION)


def _is_counter(key: str) -> bool:
    """Numbers with counters and section names ("# views", "hits #", "read # times", "# views society #")."""
    words = lexicon()
    if "#" not in key or len(key) > _LONGEST_FACTS:
        return False
    parts = [part for part in re.split(r"\s*#\s*", key) if part]
    known = words.counters | words.counter_extras | words.section_words
    named = any(part in words.counters or set(part.split()) & words.counters for part in parts)
    return named and all(part in known or all(word in known for word in part.split()) for part in parts)


@cache
def _counter_with_figure() -> re.Pattern[str]:
    """A counter among other things: its word and a colon before the figure, or the figure and its word at the end."""
    word = "|".join(
        re.escape(word).replace("\\ ", "[ ‘’'ʻ-]") for word in sorted(lexicon().counters, key=lambda w: (-len(w), w))
    )
    figure = r"(?:\d{1,3}(?:[ ,.]\d{3})+|\d+)(?![\d./-])"
    bar = r"(?:\s*[|¦•·/–—-])?"
    return re.compile(
        rf"{bar}(?<!\w)\s*(?<!\w)(?:{word})\s*[:：]\s*{figure}|{bar}\s+{figure}\s+(?:{word})(?=\W*$)", re.IGNORECASE
    )


def counters_in(line: str) -> list[tuple[int, int]]:
    """Spans of the counters in a line of page facts ("17 April 2025 212 views", "Source: Press office Clicks: 1043").

    Only a line that also names a day, so that "Number of visitors: 300" among the results of a fair stays.
    """
    if len(line) > _LONGEST_FACTS or not _MAY_COUNT.search(line) or not has_date(line):
        return []
    return [match.span() for match in _counter_with_figure().finditer(line)]


def _is_stock_credit(segment: str) -> bool:
    if not _CREDIT.match(segment.lstrip()):
        return False
    text = segment.casefold()
    return any(name in text for name in lexicon().picture_agencies)


def is_language_list(key: str) -> bool:
    """Whether all words are names of languages."""
    words = lexicon().language_names
    return key in words or (bool(key) and all(word in words for word in key.split()))


def is_section_name(key: str) -> bool:
    """Whether the words are names of sections, joined by "and" at most."""
    words = lexicon().section_words
    return key in words or (bool(key) and all(word in words or word in JOINING for word in key.split()))


def has_section_word(key: str) -> bool:
    """Whether one of the words is the name of a section."""
    words = lexicon().section_words
    return key in words or any(word in words for word in key.split())


def _speaks_of_rights(line: str) -> bool:
    """Signs and words first: they are found faster than the pattern that begins with any of them."""
    folded = line.casefold()
    for sign in _RIGHTS:
        if sign in folded:
            return bool(_COPYRIGHT.search(line))
    return False


def copyright_holder(line: str) -> str:
    """The name in "© 2024 Example University. All rights reserved", "" where the line is none or names nobody."""
    if len(line) > 200 or not _speaks_of_rights(line) or _PICTURE.match(line):
        return ""
    match = re.search(
        r"(?:copyright|©|\(c\))[\s©(c)]*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,.:|-]*(?:by\s)?(?P<name>[^\W\d_][^|©,;]*)",
        line,
        re.IGNORECASE,
    )
    if not match:
        return ""
    name = re.split(r"\.\s|\s[-–|]\s|\s{2,}|\ball rights\b|\d{4}", match["name"], flags=re.IGNORECASE)[0].strip(
        " .,-–|\t"
    )
    return (
        name
        if name[:1].isupper() and key_of(name) not in lexicon().interface and not _is_stock_credit("©" + name)
        else ""
    )
