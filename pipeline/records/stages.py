"""The stages of a run, and what they refuse."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from pipeline.records.base import Record


class Stage(StrEnum):
    """The stages of a run."""

    INGEST = "ingest"
    EXTRACT = "extract"
    RESOLVE = "resolve"
    EXPORT = "export"


class RefusalReason(StrEnum):
    """Why an input was refused."""

    EMPTY = "empty"
    BINARY = "binary"
    UNREADABLE = "unreadable"
    UNDECODABLE = "undecodable"
    UNSUPPORTED = "unsupported format"
    TOO_LARGE = "too large"
    NO_TEXT = "no text"
    FAILED = "failed"


class Refusal(Record):
    """One input that could not be used, as it goes to ``rejects.csv``. ``n_bytes``: size of its file, 0 when unknown."""

    stage: Stage
    path: str
    reason: RefusalReason
    detail: str
    n_bytes: int = Field(default=0, ge=0)
