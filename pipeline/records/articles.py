"""What ingest hands on: articles, and what became of every file."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from pydantic import Field

from pipeline.records.base import Record


class BlockKind(StrEnum):
    """What a block of an article is; the sentence splitter never crosses a block."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"


class Block(Record):
    """A stretch of the cleaned text: a paragraph, heading or list item (without its bullet)."""

    kind: BlockKind
    start_char: int = Field(ge=0)
    end_char: int = Field(ge=0)


class RawRun(Record):
    """``length`` characters of the cleaned text from ``start_char`` stand in the decoded raw file from ``raw_start``."""

    start_char: int = Field(ge=0)
    raw_start: int = Field(ge=0)
    length: int = Field(ge=0)


class LeftOut(Record):
    """A stretch of the decoded raw file that was left out of the text, and why."""

    raw_start: int = Field(ge=0)
    raw_end: int = Field(ge=0)
    reason: str


class Article(Record):
    """One article: its cleaned text, where it came from, and what its page says about it.

    Attributes:
        article_id: ``a-`` and 16 hex digits, from the cleaned text.
        path: as given by the user, joined with ``/``; ``path#row`` for one record of a file with many.
        sha256: hex digest of the file's bytes.
        published: ISO 8601 day, or "" when the page does not say.
        language: ISO 639 code, "" when unknown.
        publisher: name of the publishing institution as the page states it, "" when unknown.
        author: name of the writer as the page states it, "" when unknown.
        duplicate_of: article_id of the original of which this one is a copy, "" for an original.
        n_bytes: size of the file.
        encoding: how the file's bytes were decoded, and why so; "" for a format that is no plain text.
        format: what the file is, outside in for a member of an archive ("zip > html").
        metadata_sources: ``field=place`` for what the page says of the article ("published=JSON-LD").
        other_days: days of publication that the page states besides ``published``, with their places.
        put_right: ``repair=characters``, what clean-up changed and left in the text ("look-alike letter=3").
        blocks: non-overlapping, in order; text outside blocks is white space.
        raw_runs: map from the text back to the decoded raw file, in order.
    """

    article_id: str
    path: str
    sha256: str
    text: str
    title: str = ""
    published: str = ""
    language: str = ""
    source_url: str = ""
    publisher: str = ""
    author: str = ""
    duplicate_of: str = ""
    n_bytes: int = Field(default=0, ge=0)
    encoding: str = ""
    format: str = ""
    metadata_sources: tuple[str, ...] = ()
    other_days: str = ""
    put_right: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    raw_runs: tuple[RawRun, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @cached_property
    def n_words(self) -> int:
        """Number of white-space separated words of the text."""
        return len(self.text.split())


class Coverage(Record):
    """What became of one file, or of one article in it: a row of ``ingest.csv``.

    Attributes:
        path: as in the other tables.
        article_id: "" for a refusal.
        n_bytes: size of the file; the same for all articles of one file.
        kept_chars: characters of the decoded raw text that stand in the article.
        left_out_chars: characters of the raw text that were left out, white space aside at the ends of stretches.
        left_out: ``reason=characters``, the largest first.
        put_right: ``repair=characters``.
        metadata_sources: ``field=place``.
        refused: reason and detail of a refusal, "" for an article.
    """

    path: str
    article_id: str = ""
    format: str = ""
    n_bytes: int = 0
    encoding: str = ""
    language: str = ""
    kept_chars: int = 0
    left_out_chars: int = 0
    left_out: tuple[str, ...] = ()
    put_right: tuple[str, ...] = ()
    metadata_sources: tuple[str, ...] = ()
    other_days: str = ""
    refused: str = ""
