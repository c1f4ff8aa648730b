"""Parts of a line that belong to the page while the rest belongs to the article: counters, notes, tickers, tags."""

from __future__ import annotations

import re
from functools import cache

from pipeline.ingest.clutter_words import lexicon
from pipeline.ingest.interface_words import COUNTER, PAGE_NOTE, counters_in
from pipeline.ingest.line_looks import is_prose
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.passages import Passage

_TICKER = re.compile(r"\s+(?:\*{2,}|\+{2,}|#{2,}|={2,})\s+")
_TAGS = re.compile(r"\W*(?:tags?|keywords|topics|теги|тэги|метки|ключевые слова|teglar|etiketler)\s*:", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,;|#]\s*")


def is_ticker(line: str) -> bool:
    """Notices in a row ("Admission notice *** Results published *** Hostel seats"), none of them a sentence."""
    if not ("**" in line or "++" in line or "##" in line or "==" in line):
        return False
    notices = _TICKER.split(line)
    return len(notices) > 2 and not any(is_prose(notice) for notice in notices)


def without_counters(passage: Passage, log: LeftOutLog) -> Passage:
    """A line that states date, source or author and ends in a counter ("17 April 2025 212 views")."""
    spans = counters_in(passage.text)
    if not spans or is_prose(passage.text):
        return passage
    for span in spans:
        log.mark(passage.body.part(*span), COUNTER)
    return passage.with_body(passage.body.edit((start, end, "") for start, end in spans).strip())


def names_among_tags(body: Mapped) -> list[Mapped]:
    """Of "Tags: exams, Example State University" the entries that look like names: two capitalised words at least."""
    label = _TAGS.match(body.text)
    if not label:
        return []
    entries = cut_at(body.part(label.end(), len(body)), _COMMA)
    return [entry for entry in entries if sum(word[:1].isupper() for word in entry.text.split()) >= 2]


def speaks_to_reader(line: str) -> bool:
    """Whether a line without brackets, or any of several, may hold a sentence that the page addresses to its reader."""
    folded = line.casefold()
    return any(sign in folded for sign in _signs_without_brackets())


@cache
def _signs_without_brackets() -> tuple[str, ...]:
    signs = dict.fromkeys(sign for sign, _ in lexicon().sentences)
    return tuple(sign for sign in signs if "[" not in sign and "(" not in sign)


def without_page_sentences(passage: Passage, log: LeftOutLog) -> Passage:
    """The passage without sentences that the page addresses to its reader."""
    body = passage.body
    folded = body.text.casefold()
    for sign, pattern in lexicon().sentences:
        if sign not in folded:
            continue
        edits = []
        for match in pattern.finditer(body.text):
            log.mark(body.part(*match.span()), PAGE_NOTE)
            edits.append((*match.span(), ""))
        body = body.edit(edits)
    return passage.with_body(body.strip()) if body is not passage.body else passage


def cut_at(body: Mapped, separator: re.Pattern[str]) -> list[Mapped]:
    """The parts of a line between separators, without empty ones."""
    if not separator.search(body.text):
        whole = body.strip()
        return [whole] if whole.text else []
    found, start = [], 0
    for match in separator.finditer(body.text):
        found.append(body.part(start, match.start()))
        start = match.end()
    found.append(body.part(start, len(body)))
    return [segment.strip() for segment in found if segment.text.strip()]
