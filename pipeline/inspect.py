"""What was read of one file: its metadata, the text that was kept, and in their places the parts that were left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.ingest import coverage, read_apart
from pipeline.records import Article, LeftOut, Refusal
from pipeline.settings import IngestSettings

# Tags and scripts: counted at the top, not shown.
_UNSEEN = frozenset({"markup"})
_LONGEST_SHOWN = 240
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch to show: kept text, or (with its reason) one that was left out. Control characters are written out."""

    text: str
    left_out_as: str = ""


@dataclass(frozen=True, slots=True)
class Inspection:
    """One article of a file, or a refusal.

    Attributes:
        facts: names and values, in the order in which to show them.
        pieces: the file's text in its order, none for a refusal.
    """

    path: str
    facts: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...] = ()


def inspect_file(path: Path, settings: IngestSettings) -> list[Inspection]:
    """Everything in one file, article by article.

    Raises:
        UsageError: there is no such file.
    """
    if not path.exists():
        raise UsageError(f"no such file: {path}")
    if path.is_dir():
        raise UsageError(f"{path} is a folder; inspect shows one file")
    return [_inspection(result, raw) for result, raw in read_apart(path, settings)]


def _inspection(result: Article | Refusal, raw: str) -> Inspection:
    (row,) = coverage([result])
    if isinstance(result, Refusal):
        return Inspection(result.path, (("bytes", f"{row.n_bytes:,}"), ("refused", _visible(row.refused))))
    sources = dict(stated.split("=", 1) for stated in result.metadata_sources)
    facts = [("format", result.format), ("bytes", f"{row.n_bytes:,}"), ("encoding", row.encoding)]
    facts.append(("language", result.language))
    for name in ("title", "published", "source_url", "publisher", "author"):
        value = getattr(result, name)
        facts.append((name, f"{value}  ({sources.get(name, '')})" if value else ""))
    facts += [("other days", row.other_days), ("kept", f"{row.kept_chars:,} characters")]
    facts += [(f"left out: {part.rpartition('=')[0]}", f"{int(part.rpartition('=')[2]):,}") for part in row.left_out]
    facts += [(f"put right: {part.rpartition('=')[0]}", part.rpartition("=")[2]) for part in result.put_right]
    shown = tuple((name, _visible(value)) for name, value in facts if value)
    return Inspection(result.path, shown, tuple(_tidy(_pieces(result, raw))))


def _tidy(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same without empty pieces and line ends that follow a line end."""
    at_line_start = True
    for piece in pieces:
        if not piece.text or (at_line_start and piece.text == "\n"):
            continue
        yield piece
        at_line_start = piece.text.endswith("\n")


def _pieces(article: Article, raw: str) -> Iterator[Piece]:
    """Kept and left-out stretches in the order of the raw text."""
    gone = [stretch for stretch in article.left_out if stretch.reason not in _UNSEEN]
    at, next_gone = 0, 0
    for run in article.raw_runs:
        while next_gone < len(gone) and gone[next_gone].raw_start < run.raw_start:
            separator = article.text[at : run.start_char]
            at = run.start_char
            yield from (Piece(separator), *_left_out(gone[next_gone], raw))
            next_gone += 1
        end = run.start_char + run.length
        yield Piece(_visible(article.text[at:end]))
        at = end
    yield Piece(_visible(article.text[at:]))
    for stretch in gone[next_gone:]:
        yield from _left_out(stretch, raw)


def _left_out(stretch: LeftOut, raw: str) -> Iterator[Piece]:
    text = _visible(" ".join(raw[stretch.raw_start : stretch.raw_end].split()))
    if not any(char.isalnum() for char in text) and "&" in text:
        return  # what is left of the character reference of an arrow
    if len(text) > _LONGEST_SHOWN:
        text = f"{text[: _LONGEST_SHOWN - 20]} … ({len(text):,} characters)"
    before = raw[max(0, stretch.raw_start - 1000) : stretch.raw_start].rstrip(" \t")
    stands_alone = not before or before[-1] in "\n\r>"
    yield Piece("\n" if stands_alone else "")
    yield Piece(text, stretch.reason)
    yield Piece("\n" if stands_alone else "")


def _visible(text: str) -> str:
    return _CONTROL.sub(lambda match: ascii(match.group())[1:-1], text)
