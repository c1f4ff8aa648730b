"""Articles as labelled spans, the least that every annotation tool holds, and what goes beside them.

A tool knows spans with a label. Everything else an article has (ids, values, records, header) travels in
``Companion``, a value that becomes plain JSON. ``assemble`` puts the two together again; what was labelled in
the tool wins, and the companion supplies the rest.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.annotation.format import FIELDS, HEADER, AnnotatedArticle
from pipeline.annotation.inline import MarkError, read_ref, write_ref
from pipeline.annotation.model import (
    LETTERS,
    InstitutionRecord,
    InstitutionType,
    Mark,
    MarkKind,
    PersonRecord,
    Record,
    mark_order,
    record_order,
)
from pipeline.annotation.recordlines import RecordError, read_record, write_record
from pipeline.errors import UsageError


class ConversionError(UsageError):
    """Labels from outside that do not make an annotated article; the message names the article."""


class Label(NamedTuple):
    """A span of the text with a label (the value of a ``MarkKind``), and its ref where the tool can hold one."""

    start_char: int
    end_char: int
    label: str
    ref: str = ""


class Companion(BaseModel):
    """What an annotation tool cannot hold: header, ref of every mark, record lines."""

    model_config = ConfigDict(frozen=True)

    header: dict[str, str] = {}
    marks: tuple[tuple[int, int, str], ...] = ()
    records: tuple[str, ...] = ()

    @classmethod
    def of(cls, article: AnnotatedArticle) -> Self:
        """Return the companion of an article."""
        return cls(
            header={key: getattr(article, FIELDS[key]) for key in HEADER},
            marks=tuple((mark.start_char, mark.end_char, write_ref(mark)) for mark in article.marks),
            records=tuple(write_record(record) for record in article.records),
        )


def labels_of(article: AnnotatedArticle) -> list[Label]:
    """Return the labels of an article's marks, in their order."""
    return [Label(mark.start_char, mark.end_char, mark.kind.value, write_ref(mark)) for mark in article.marks]


def assemble(name: str, text: str, labels: Iterable[Label], companion: Companion) -> AnnotatedArticle:
    """Make an article of labelled spans and their companion; the inverse of ``labels_of`` and ``Companion.of``.

    A label without a ref takes it from the companion's mark at the same place, else from the same words
    labelled the same way elsewhere, else it becomes a new institution (``other, -``), person, place or
    programme. Records of ids that are no longer marked are left out. ``name`` is the id where the companion
    has none. Raises ``ConversionError``, also for new dates, sums, events, agreements and references: their
    values cannot be guessed.
    """
    refs = {(start, end): ref for start, end, ref in companion.marks}
    try:
        marks = [_mark(label, refs.get((label.start_char, label.end_char), "")) for label in labels]
        marks = _complete(text, sorted(marks, key=mark_order))
        records = _renumber([read_record(line) for line in companion.records], companion, marks)
        header = {FIELDS[key]: companion.header.get(key, "") for key in HEADER}
        header["id"] = header["id"] or name
        header["country"] = header["country"] or "XX"
        header["text_register"] = header["text_register"] or "unknown"
        return AnnotatedArticle.model_validate(
            {**header, "text": text, "marks": tuple(marks), "records": _records(records, marks)}
        )
    except (MarkError, RecordError) as error:
        raise ConversionError(f"{name}: {error}") from None
    except ValidationError as error:
        raise ConversionError(f"{name}: {error.errors()[0]['msg'].removeprefix('Value error, ')}") from None


def _mark(label: Label, known: str) -> Mark:
    """Make a mark; one whose ids are not known yet has none."""
    try:
        kind = MarkKind(label.label)
    except ValueError:
        raise MarkError(f"'{label.label}' is no label: use one of {', '.join(MarkKind)}") from None
    ids: tuple[str, ...] = ()
    value = ""
    for ref in (label.ref, known):
        if ref and read_ref(ref)[0] is kind:
            _, ids, value = read_ref(ref)
            break
    return Mark(start_char=label.start_char, end_char=label.end_char, kind=kind, ids=ids, value=value)


def _complete(text: str, marks: list[Mark]) -> list[Mark]:
    """Give every mark that needs them ids or a value."""
    known: dict[tuple[MarkKind, str], Mark] = {}
    for mark in marks:
        if mark.ids or mark.value:
            known.setdefault((mark.kind, _fold(text, mark)), mark)
    last = Counter[str]()
    for one in (one for mark in marks for one in mark.ids):
        last[one[0]] = max(last[one[0]], int(one[1:]))
    letters = {kind: letter for letter, kind in LETTERS.items() if letter in "iplg"}
    done: list[Mark] = []
    for mark in marks:
        if mark.ids or mark.value or mark.kind is MarkKind.ROLE:
            done.append(mark)
            continue
        same = known.get((mark.kind, _fold(text, mark)))
        if same is None and mark.kind not in letters:
            words = text[mark.start_char : mark.end_char]
            raise MarkError(f"'{words}' is a new {mark.kind}, whose value is not known: mark it in the .ann file")
        if same is None:
            letter = letters[mark.kind]
            last[letter] += 1
            same = known[(mark.kind, _fold(text, mark))] = mark.model_copy(update={"ids": (f"{letter}{last[letter]}",)})
        done.append(mark.model_copy(update={"ids": same.ids, "value": same.value}))
    return done


def _records(records: list[Record], marks: list[Mark]) -> tuple[Record, ...]:
    """Leave out the records of ids no longer marked, and add plain ones for new institutions and persons."""
    marked = {one for mark in marks if mark.kind is not MarkKind.REFERENCE for one in mark.ids}
    kept = [record for record in records if record.id in marked or record.id[0] == "m"]
    for one in marked - {record.id for record in kept}:
        if one[0] == "i":
            kept.append(InstitutionRecord(id=one, type=InstitutionType.OTHER))
        elif one[0] == "p":
            kept.append(PersonRecord(id=one))
    return tuple(sorted(kept, key=lambda record: record_order(record.id)))


def _renumber(records: list[Record], companion: Companion, marks: list[Mark]) -> list[Record]:
    """Let the records of sums follow their marks, which are numbered by place; without its mark one is left out."""
    before = [(start, end) for start, end, ref in sorted(companion.marks) if ref.startswith("m=")]
    now = [(mark.start_char, mark.end_char) for mark in marks if mark.kind is MarkKind.MONEY]
    done: list[Record] = []
    for record in records:
        if record.id[0] != "m":
            done.append(record)
        elif (number := int(record.id[1:])) <= len(before) and before[number - 1] in now:
            done.append(record.model_copy(update={"id": f"m{now.index(before[number - 1]) + 1}"}))
    return done


def _fold(text: str, mark: Mark) -> str:
    return text[mark.start_char : mark.end_char].casefold()
