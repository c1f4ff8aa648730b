"""What a reader gets, and what it gives for a record that it cannot use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipeline.ingest.article import Draft
from pipeline.records import RefusalReason
from pipeline.settings import IngestSettings


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of a file, or of one member of an archive.

    Attributes:
        name: the file's name, for its extension.
        depth: how many archives stand around it.
    """

    data: bytes
    name: str
    settings: IngestSettings
    depth: int = 0


@dataclass(frozen=True, slots=True)
class RefusedRecord:
    """One record of a file that bears no article; ``row`` names it within the file."""

    row: str
    reason: RefusalReason
    detail: str

    def named(self, row: str) -> RefusedRecord:
        """The same as a record of a larger file."""
        return RefusedRecord(f"{row}#{self.row}" if self.row else row, self.reason, self.detail)


Reader = Callable[[Source], Iterable[Draft | RefusedRecord]]
