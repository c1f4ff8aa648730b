"""Assembles an article from passages: the shared last steps of every reader."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace

from pydantic import TypeAdapter

from pipeline.errors import RefusedError
from pipeline.ingest.clean import tidy
from pipeline.ingest.clutter import unclutter
from pipeline.ingest.doubles import drop_doubles
from pipeline.ingest.language import detect_language
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.metadata import complete, date_conflicts, find_title, latest_day
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.passages import Passage
from pipeline.records import Article, Block, BlockKind, RefusalReason
from pipeline.settings import IngestSettings

_BLOCKS = TypeAdapter(tuple[Block, ...])
_STATED = ("title", "published", "source_url", "publisher", "author")


@dataclass(frozen=True, slots=True)
class Draft:
    """What a reader found in a file or in one record of it.

    Attributes:
        passages: in reading order, characters already clean.
        log: the notes on what the reader left out.
        page: what the markup or the record's fields state.
        row: name of the record within its file, "" for a file that bears one article.
        encoding: how the bytes were decoded, and why so.
        seen: the day on which a web archive saw the page, ISO 8601, "" where nothing says.
        format: what the file is, outside in for a member of an archive ("zip > html").
    """

    passages: list[Passage]
    log: LeftOutLog
    page: PageMetadata = field(default_factory=PageMetadata)
    row: str = ""
    encoding: str = ""
    format: str = ""
    seen: str = ""

    def within(self, container: str) -> Draft:
        """The same draft, found in a file of this format."""
        return replace(self, format=f"{container} > {self.format}" if self.format else container)

    def named(self, row: str) -> Draft:
        """The same draft as a record of a larger file."""
        return replace(self, row=f"{row}#{self.row}" if self.row else row)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is said of the file itself."""

    sha256: str
    n_bytes: int


def build_article(draft: Draft, path: str, file: FileFacts, settings: IngestSettings) -> Article:
    """Leave out clutter and doubles, put the text together, and complete the metadata.

    Raises:
        RefusedError: nothing is left, or the text is too long.
    """
    passages, hints = unclutter(draft.passages, draft.log)
    tidied = zip(passages, tidy([passage.body for passage in passages]), strict=True)
    passages = drop_doubles(
        [passage if body is passage.body else passage.with_body(body) for passage, body in tidied if body.text],
        draft.log,
    )
    title_index = find_title(passages, draft.page.title)
    if title_index is not None:
        passages[title_index] = passages[title_index]._replace(kind=BlockKind.TITLE)
    if not any(char.isalpha() for passage in passages for char in passage.text):
        raise RefusedError(RefusalReason.NO_TEXT, "no text of an article, only page elements")
    body, blocks = _compose(passages)
    if len(body) > settings.max_article_chars:
        raise RefusedError(
            RefusalReason.TOO_LARGE, f"{len(body)} characters of text, more than {settings.max_article_chars}"
        )
    runs = body.runs()
    latest = latest_day(settings, draft.seen)
    title = passages[title_index].text if title_index is not None else ""
    page = complete(draft.page, passages, hints, title).not_after(latest)
    return Article(
        article_id=article_id(body.text),
        path=f"{path}#{draft.row}" if draft.row else path,
        sha256=file.sha256,
        n_bytes=file.n_bytes,
        encoding=draft.encoding,
        text=body.text,
        title=page.title,
        published=page.published,
        language=detect_language(body.text),
        source_url=page.source_url,
        publisher=page.publisher,
        author=page.author,
        format=draft.format,
        metadata_sources=tuple(f"{name}={source}" for name in _STATED if (source := page.source_of(name))),
        other_days=date_conflicts(page, latest),
        blocks=blocks,
        raw_runs=runs,
        left_out=draft.log.left_out(runs),
        put_right=draft.log.put_right(body),
    )


def article_id(text: str, copy_of: str = "") -> str:
    """``a-`` and 16 hex digits from the cleaned text; for a copy, from the text and what tells the copy apart."""
    content = text if not copy_of else f"{text}\0{copy_of}"
    return "a-" + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _compose(passages: list[Passage]) -> tuple[Mapped, tuple[Block, ...]]:
    """Passages apart by a blank line where the page has one or the kind changes, by a line end otherwise."""
    pieces: list[Mapped] = []
    blocks: list[dict[str, object]] = []
    position = 0
    before: Passage | None = None
    for passage in passages:
        if before:
            separator = Mapped.inserted("\n\n" if _is_apart(before, passage) else "\n")
            pieces.append(separator)
            position += len(separator.text)
        pieces.append(passage.body)
        end = position + len(passage.body.text)
        blocks.append({"kind": passage.kind, "start_char": position, "end_char": end})
        position, before = end, passage
    return Mapped.join(pieces), _BLOCKS.validate_python(blocks)


def _is_apart(before: Passage, after: Passage) -> bool:
    headline = BlockKind.TITLE, BlockKind.HEADING
    return after.gap or before.kind is BlockKind.TITLE or (after.kind in headline and before.kind not in headline)
