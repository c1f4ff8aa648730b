"""Where the words that name an event begin and end, for spans that a tagger has cut too short or too long.

"2nd Central Asia rectors" before "' forum" goes on to the head noun; "Situations of Regional Cooperation in" inside quotation
marks is the whole quoted title; "Participation in a study visit" begins with the visit.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.event_kinds import head_of, heads
from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.reading import Label, Reading, Span

_LONGEST_TITLE = 220
# Opening quotation marks, each with those that may close it.
_QUOTES = {"“": "”", "„": "“”", "«": "»", '"': '"', "『": "』", "「": "」", "‘": "’"}
_HYPHEN_AHEAD = re.compile(r"[-‐‑]([^\W\d_]+)\b")
_DANGLING = re.compile(r"\s(?:of|on|for|in|to|and|with|at|the)\Z")
_CAPITALS = re.compile(r" [A-Z][^\W\d_]*(?: (?:(?:of|for|and) (?:the )?)?[A-Z][^\W\d_]*)*")
_HYPHENATED = re.compile(r"[^\W\d_]+[-‐‑]\Z")


@cache
def _part() -> re.Pattern[str]:
    words = alternatives(load_table("events")["taking_part"]["words"])
    return re.compile(rf"\A(?:{words})(?:\s(?:in|at)(?:\s(?:an?|the))?(?:\s|\Z)|\Z)", re.IGNORECASE)


@cache
def _head_ahead() -> re.Pattern[str]:
    """A possessive or up to two words, then a head noun."""
    vague = frozenset(load_table("events")["vague"]["nouns"])
    nouns = alternatives(noun for noun in heads() if noun not in vague)
    return re.compile(rf"(?:['’]s?)?\s(?:[^\W\d_][\w-]*\s)??(?:{nouns})\b(?!['’-])", re.IGNORECASE)


def event_bounds(reading: Reading, span: Span) -> tuple[int, int] | None:
    """Start and end of the words that name the event of a span; None where nothing of a name is left."""
    text, (start, end) = reading.text, (span.start, span.end)
    lead = _part().match(text[start:end])
    if lead:
        start += lead.end()
        if start >= end:
            return None
    title = _quoted(reading, start, end)
    if title is not None:
        return title
    if not head_of(text[start:end]):
        ahead = _head_ahead().match(text, end, _sentence_end(reading, start))
        if ahead and " " in text[start:end]:
            end = ahead.end()
    end = _capitals_end(reading, start, end)
    after = _HYPHEN_AHEAD.match(text, end)
    if after and head_of(after.group(1)):
        end = after.end()
    dangling = _DANGLING.search(text[start:end])
    end -= len(dangling.group()) if dangling else 0
    before = _HYPHENATED.search(text, max(0, start - 20), start)
    if before:
        start = before.start()
    return start, end


def _capitals_end(reading: Reading, start: int, end: int) -> int:
    """The end of the name where a capital right after the span goes on with it: "Forum of Rectors of Higher" + "Education"."""
    last = reading.text[start:end].split()[-1:]
    after = _CAPITALS.match(reading.text, end, _sentence_end(reading, start))
    if not after or not last or not last[0][0].isupper():
        return end
    others = [span.start for span in reading.spans if end < span.start < after.end() and span.label is not Label.EVENT]
    if others and min(others) <= end + 1:
        return end
    return after.end()


def _sentence_end(reading: Reading, offset: int) -> int:
    return reading.sentences[reading.sentence_at(offset)].end if reading.sentences else len(reading.text)


def _quoted(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The whole title between quotation marks, when the span touches one of the two."""
    text, limit = reading.text, _sentence_end(reading, start)
    low = max(start - _LONGEST_TITLE, reading.sentences[reading.sentence_at(start)].start if reading.sentences else 0)
    for opening, closings in _QUOTES.items():
        at = text.rfind(opening, low, start + 1)
        if at < 0 or any(closing in text[at + 1 : start] for closing in closings):
            continue
        ends = [
            found for found in (text.find(closing, max(end - 1, at + 1), limit) for closing in closings) if found >= 0
        ]
        if not ends or min(ends) - at > _LONGEST_TITLE:
            continue
        low_title, high_title = _trimmed(text, at + 1, min(ends))
        if not text[low_title:start].strip() or not text[end:high_title].strip():
            return (low_title, high_title) if high_title > low_title else None
    return None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
