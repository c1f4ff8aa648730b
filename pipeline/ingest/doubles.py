"""Lines that a page prints twice: the headline as breadcrumb, title and heading; the lead as a teaser at the end."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.ingest.mapped import LeftOutLog
from pipeline.ingest.passages import Passage, looks_like_heading, text_key

DOUBLED = "repeated line"

_SHORTEST_PARAGRAPH = 60
_SHORTEST_HEADING_WORDS = 3
_TRUNCATED = 85


def drop_doubles(passages: list[Passage], log: LeftOutLog) -> list[Passage]:
    """Keep the first of several equal headings or paragraphs (compared without case and punctuation).

    A paragraph that is the cut-off beginning of an earlier one ("… Read more") counts as equal. Short lines of a list
    may repeat and stay.
    """
    seen: set[str] = set()
    long_before: dict[str, list[str]] = {}  # by what a cut copy has in common with them at least
    kept: list[Passage] = []
    for passage in passages:
        key = text_key(passage.text)  # with its digits: "Stage 1" and "Stage 2" are two lines
        if _can_repeat_by_mistake(passage) and (key in seen or _is_cut_copy(key, long_before)):
            log.mark(passage.body, DOUBLED)
            continue
        seen.add(key)
        if len(key) >= _TRUNCATED:
            long_before.setdefault(key[:_TRUNCATED], []).append(key)
        kept.append(passage)
    return kept


def _can_repeat_by_mistake(passage: Passage) -> bool:
    text = passage.text
    if len(text) >= _SHORTEST_PARAGRAPH:
        return True
    return len(text.split()) >= _SHORTEST_HEADING_WORDS and looks_like_heading(text)


def _is_cut_copy(key: str, long_before: Mapping[str, list[str]]) -> bool:
    alike = long_before.get(key[:_TRUNCATED], ()) if len(key) >= _TRUNCATED else ()
    return any(earlier.startswith(key) for earlier in alike)
