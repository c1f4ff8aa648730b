"""Lines that a page prints twice: the headline as breadcrumb, title and heading; the lead as a teaser at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.line_looks import looks_like_heading, text_key, text_keys
from pipeline.ingest.mapped import LeftOutLog
from pipeline.ingest.passages import Passage

DOUBLED = "repeated line"

_SHORTEST_PARAGRAPH = 60
_SHORTEST_HEADING_WORDS = 3
_TRUNCATED = 85
# So much of the beginning tells most passages apart.
_OPENING = 50
_OPENING_KEY = 24


def drop_doubles(passages: list[Passage], log: LeftOutLog) -> list[Passage]:
    """Keep the first of several equal headings or paragraphs (compared without case and punctuation).

    A paragraph that is the cut-off beginning of an earlier one ("… Read more") counts as equal. Short lines of a list
    may repeat and stay.
    """
    openings = _openings([passage.text for passage in passages])
    if len(set(openings)) == len(passages):
        return passages
    alike: dict[str, list[int]] = {}
    for index, opening in enumerate(openings):
        alike.setdefault(opening, []).append(index)
    doubled = {index for group in alike.values() if len(group) > 1 for index in _doubled(group, passages)}
    for index in sorted(doubled):
        log.mark(passages[index].body, DOUBLED)
    return [passage for index, passage in enumerate(passages) if index not in doubled] if doubled else passages


def _openings(texts: Sequence[str]) -> list[str]:
    """For each text the same as for its copy and its cut-off beginning."""
    starts = [text[:_OPENING] for text in texts]
    together = "\n".join(starts)
    are_plain = together.isascii() and together.count("\n") == len(texts) - 1
    keys = text_keys(together) if are_plain else list(map(text_key, starts))
    return [
        (key if len(key) >= _OPENING_KEY else text_key(text))[:_OPENING_KEY]
        for key, text in zip(keys, texts, strict=True)
    ]


def _doubled(group: Sequence[int], passages: Sequence[Passage]) -> Iterator[int]:
    """The copies among passages that begin alike."""
    seen: set[str] = set()
    long_before: dict[str, list[str]] = {}  # by what a cut copy has in common with them at least
    for index in group:
        key = text_key(passages[index].text)  # with its digits: "Stage 1" and "Stage 2" are two lines
        alike = long_before.setdefault(key[:_TRUNCATED], []) if len(key) >= _TRUNCATED else []
        is_cut = any(earlier.startswith(key) for earlier in alike)
        if (key in seen or is_cut) and _can_repeat_by_mistake(passages[index]):
            yield index
            continue
        seen.add(key)
        alike.append(key)


def _can_repeat_by_mistake(passage: Passage) -> bool:
    text = passage.text
    if len(text) >= _SHORTEST_PARAGRAPH:
        return True
    return len(text.split()) >= _SHORTEST_HEADING_WORDS and looks_like_heading(text)
