"""Annotated articles as text: ``parse`` and ``dump``.

``dump(parse(text, path)) == text`` for every canonical file, and ``parse(dump(article), path) ==
article`` for every article. The format is described in ``data/annotated/FORMAT.md``.
"""

from pathlib import PurePath
from typing import Self

from pydantic import model_validator

from pipeline.annotation.consistency import find_faults
from pipeline.annotation.inline import MarkError, read_line, write_line
from pipeline.annotation.model import (
    AgreementRecord,
    ArticleParts,
    EventRecord,
    FundingRecord,
    InstitutionRecord,
    InstitutionType,
    Mark,
    MarkKind,
    Office,
    PersonRecord,
    Record,
)
from pipeline.annotation.recordlines import RecordError, read_record, write_record
from pipeline.errors import UsageError

__all__ = [
    "AgreementRecord",
    "AnnotatedArticle",
    "AnnotationError",
    "EventRecord",
    "FundingRecord",
    "InstitutionRecord",
    "InstitutionType",
    "Mark",
    "MarkKind",
    "Office",
    "PersonRecord",
    "Record",
    "dump",
    "find_errors",
    "line_of",
    "parse",
]

HEADER = ("id", "country", "register", "published", "publisher")
DIVIDER = "---"
FIELDS = {key: "text_register" if key == "register" else key for key in HEADER}
"""Header key to field of ``AnnotatedArticle``."""


class AnnotationError(UsageError):
    """Something wrong in an annotated article; ``str()`` is ``path:line: message`` on one line."""

    def __init__(self, path: str, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path = path
        self.line = line
        self.message = message


class AnnotatedArticle(ArticleParts):
    """An article and all that is annotated in it.

    ``marks`` are sorted by their start, the whole before its part; ``records`` are in the order of
    the format. Creating an inconsistent article raises ``pydantic.ValidationError``.
    """

    @model_validator(mode="after")
    def _check_consistency(self) -> Self:
        for fault in find_faults(self):
            where = f"character {fault.where}" if isinstance(fault.where, int) else fault.where
            raise ValueError(f"{where}: {fault.message}")
        return self

    def words(self, mark: Mark) -> str:
        """Return the text that ``mark`` marks."""
        return self.text[mark.start_char : mark.end_char]


def parse(text: str, path: str | PurePath) -> AnnotatedArticle:
    """Read one annotated article. ``path`` is used in messages and must be named after the id.

    Raises ``AnnotationError`` for the first thing that is wrong.
    """
    article, errors = _read(text, str(path))
    if article is None:
        raise errors[0]
    return article


def find_errors(text: str, path: str | PurePath) -> list[AnnotationError]:
    """Return everything that is wrong in one annotated article, in the order of its lines."""
    return _read(text, str(path))[1]


def dump(article: AnnotatedArticle) -> str:
    """Write an article in the canonical form of the format, with a line end at the end."""
    lines = [f"{key}: {getattr(article, FIELDS[key])}".rstrip() for key in HEADER]
    lines.append(DIVIDER)
    offset = 0
    for line in article.text.split("\n"):
        end = offset + len(line)
        here = [mark for mark in article.marks if offset <= mark.start_char < end]
        lines.append(write_line(line, [_moved(mark, -offset) for mark in here]))
        offset = end + 1
    lines.append(DIVIDER)
    lines.extend(write_record(record) for record in article.records)
    return "\n".join(lines) + "\n"


def line_of(article: ArticleParts, offset: int) -> int:
    """Return the line of the file, counted from 1, on which a character of the text stands."""
    return len(HEADER) + 2 + article.text.count("\n", 0, offset)


class _Reading:
    """One file being read: what was found so far, and where it stands."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.errors: list[AnnotationError] = []
        self.lines: dict[str, int] = {}
        """Line of each header key and record id."""

    def fail(self, line: int, message: str) -> None:
        self.errors.append(AnnotationError(self.path, line, message))


def _read(text: str, path: str) -> tuple[AnnotatedArticle | None, list[AnnotationError]]:
    """Return the article, or ``None`` and all errors."""
    reading = _Reading(path)
    lines = text.removesuffix("\n").split("\n")
    dividers = [number for number, line in enumerate(lines) if line.rstrip() == DIVIDER]
    if len(dividers) != 2:
        found = ", ".join(str(number + 1) for number in dividers) or "none"
        reading.fail(1, f"two lines that hold only '---' are wanted (header, article, records); found: {found}")
        return None, reading.errors
    first, second = dividers
    header = _read_header(lines[:first], reading)
    body, marks = _read_body(lines[first + 1 : second], first + 2, reading)
    records = _read_records(lines[second + 1 :], second + 2, reading)
    values = {FIELDS[key]: value for key, value in header.items()}
    draft = ArticleParts.model_validate({**values, "text": body, "marks": marks, "records": records})
    if draft.id != PurePath(path).stem:
        reading.fail(reading.lines.get("id", 1), f"the id '{draft.id}' is not the file's name: make them the same")
    unreadable = bool(reading.errors)
    for fault in find_faults(draft):
        if not (unreadable and fault.dangling):
            where = fault.where
            line = line_of(draft, where) if isinstance(where, int) else reading.lines.get(where, 1)
            reading.fail(line, fault.message)
    if reading.errors:
        return None, sorted(reading.errors, key=lambda error: error.line)
    return AnnotatedArticle.model_validate(draft.model_dump()), []


def _read_header(lines: list[str], reading: _Reading) -> dict[str, str]:
    values = dict.fromkeys(HEADER, "")
    keys: list[str] = []
    for number, line in enumerate(lines, start=1):
        key, colon, value = line.partition(":")
        if not colon or key not in HEADER or key in keys:
            reading.fail(number, f"'{line}' does not belong here: the header is {': …, '.join(HEADER)}: …")
            continue
        keys.append(key)
        reading.lines[key] = number
        values[key] = value.strip()
    if sorted(keys) != sorted(HEADER):
        missing = ", ".join(key for key in HEADER if key not in keys)
        reading.fail(1, f"the header lacks {missing}: add '{missing.split(', ')[0]}:' (its value may be empty)")
    elif tuple(keys) != HEADER:
        reading.fail(1, f"the header's keys are out of order: write them as {', '.join(HEADER)}")
    return values


def _read_body(lines: list[str], start: int, reading: _Reading) -> tuple[str, tuple[Mark, ...]]:
    plain: list[str] = []
    marks: list[Mark] = []
    offset = 0
    for number, line in enumerate(lines, start=start):
        try:
            words, found = read_line(line)
        except MarkError as error:
            reading.fail(number, str(error))
            words, found = line, []
        marks.extend(_moved(mark, offset) for mark in found)
        plain.append(words)
        offset += len(words) + 1
    return "\n".join(plain), tuple(marks)


def _read_records(lines: list[str], start: int, reading: _Reading) -> tuple[Record, ...]:
    records: list[Record] = []
    for number, line in enumerate(lines, start=start):
        if not line.strip():
            continue
        try:
            record = read_record(line)
        except RecordError as error:
            reading.fail(number, str(error))
            continue
        reading.lines[record.id] = number
        records.append(record)
    return tuple(records)


def _moved(mark: Mark, by: int) -> Mark:
    return mark.model_copy(update={"start_char": mark.start_char + by, "end_char": mark.end_char + by})
