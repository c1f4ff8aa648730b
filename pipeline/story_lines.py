"""How ``edufacts explain`` puts links, clues and counts into lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pandas as pd

from pipeline.known import KnownNames
from pipeline.records import Kind
from pipeline.resolve.names import parse_name
from pipeline.resolve.scoring import compare

# Sentences and lists are cut at this many characters and rows.
_SENTENCE = 140
_ROWS = 12


class StoryLink(NamedTuple):
    """A row of ``links.csv``, as far as it is told."""

    left: str
    right: str
    verdict: str
    probability: float
    clues: tuple[str, ...]
    left_id: str
    right_id: str


def rows_of(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows of a frame, by column."""
    columns = {str(name): frame[name].tolist() for name in frame.columns}
    for at in range(len(frame)):
        yield {name: values[at] for name, values in columns.items()}


def link_lines(links: Sequence[StoryLink], known: KnownNames | None = None) -> list[str]:
    """Links with their clues, the surest first; with ``known``, the entities on both sides too."""
    lines: list[str] = []
    for link in sorted(links, key=lambda link: (-link.probability, link.left, link.right))[:_ROWS]:
        sign = {"same": "=", "different": "≠"}.get(link.verdict, "?")
        lines.append(f"{link.left} {sign} {link.right}: {link.verdict}, {link.probability:.2f}")
        if known:
            entities = [known.by_id[one] for one in (link.left_id, link.right_id) if one in known.by_id]
            lines.append(f"    {' / '.join(str(one) for one in entities)}")
        lines += [f"    {clue}" for clue in link.clues]
    more = len(links) - _ROWS
    return [*lines, f"… and {more} more in links.csv"] if more > 0 else lines


def comparison_lines(kind: Kind, left: str, right: str) -> list[str]:
    """Two names compared on the spot."""
    comparison = compare(parse_name(kind, left), parse_name(kind, right))
    lines = [f"{clue.weight:+.1f} {clue.reason}" for clue in comparison.clues]
    lines += [f"contradiction: {part}" for part in comparison.contradictions]
    verdict = "kept apart" if comparison.vetoed else f"probability {comparison.probability:.2f} that they are one"
    return [*lines, verdict]


def counted(number: int, one: str) -> str:
    """A number of things, ``one`` of which is called so: "2 articles"."""
    return f"{number:,} {one if number == 1 else one + 's'}"


def short_sentence(sentence: str) -> str:
    """A sentence, cut where it is long."""
    return sentence if len(sentence) <= _SENTENCE else sentence[: _SENTENCE - 1].rstrip() + "…"


def cut_lines(lines: list[str]) -> list[str]:
    """The lines, cut where there are many."""
    return lines if len(lines) <= 4 * _ROWS else [*lines[: 4 * _ROWS], "…"]
