"""``edufacts annotate``: the mentions of texts in JSON lines, without resolution; the texts stay untouched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.export.writers import write_lines
from pipeline.extract import check_settings, extract_article
from pipeline.records import Article, ArticleFacts
from pipeline.settings import ExtractSettings


def annotate(source: Path, target: Path, settings: ExtractSettings) -> int:
    """Read ``{"id", "text"}`` lines, write ``{"id", "mentions": [{"start_char", "end_char", "kind", "text", "confidence"}]}`` lines.

    Offsets count characters (code points) of the text as given. Blank lines are passed over.

    Returns:
        The number of texts.

    Raises:
        UsageError: the file cannot be read, or a line is no object with a string ``id`` and ``text``; nothing was written.
        RunError: the output cannot be written.
    """
    texts = list(_read(source))
    check_settings(settings)
    write_lines(target, (_line(identity, text, settings) for identity, text in texts))
    return len(texts)


def _read(source: Path) -> Iterator[tuple[str, str]]:
    try:
        lines = source.read_text(encoding="utf-8-sig").split("\n")
    except OSError as error:
        raise UsageError(f"cannot read {source}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{source}: not UTF-8 text") from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _parse(line, f"{source}:{number}")


def _parse(line: str, where: str) -> tuple[str, str]:
    try:
        record: Any = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where}: not JSON ({error})") from error
    if not isinstance(record, dict):
        raise UsageError(f"{where}: not an object with 'id' and 'text'")
    for key in ("id", "text"):
        if not isinstance(record.get(key), str):
            raise UsageError(f"{where}: '{key}' is missing or no string")
    return record["id"], record["text"]


def _line(identity: str, text: str, settings: ExtractSettings) -> str:
    facts = extract_article(Article(article_id=identity, path=identity, sha256="", text=text), settings)
    mentions = (
        [
            {
                "start_char": mention.start_char,
                "end_char": mention.end_char,
                "kind": mention.kind.value,
                "text": mention.text,
                "confidence": round(mention.confidence, 4),
            }
            for mention in facts.mentions
        ]
        if isinstance(facts, ArticleFacts)
        else []
    )
    return json.dumps({"id": identity, "mentions": mentions}, ensure_ascii=False)
