"""What must hold between the parts of an annotated article, whatever it was made from."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.annotation.inline import MarkError, read_ref, write_ref
from pipeline.annotation.model import ArticleParts, Mark, MarkKind, Record, ids_used, mark_order, record_order
from pipeline.annotation.recordlines import RecordError, read_record, write_record
from pipeline.annotation.values import check_date

WITH_RECORD = "ipae"
"""First letters of the ids that need a record."""


class Fault(NamedTuple):
    """Something wrong in an article.

    ``where`` is a character offset into the text (int), the id of a record, or a header key.
    ``dangling``: an id points nowhere, which may only follow from another fault.
    """

    where: int | str
    message: str
    dangling: bool = False


def find_faults(article: ArticleParts) -> Iterator[Fault]:
    """Yield everything that is wrong with an article: header, text, marks, records, and their ids."""
    yield from _header_faults(article)
    yield from _text_faults(article.text)
    yield from _mark_faults(article.text, article.marks)
    yield from _record_faults(article.records)
    yield from _id_faults(article)


def _header_faults(article: ArticleParts) -> Iterator[Fault]:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", article.id, re.ASCII):
        yield Fault("id", f"'{article.id}' is no id: write small letters, digits and hyphens, like uz-004")
    if not re.fullmatch(r"[A-Z]{2}", article.country, re.ASCII):
        yield Fault("country", f"'{article.country}' is no country: write two capital letters, or XX")
    if not article.text_register or article.text_register != " ".join(article.text_register.split()):
        yield Fault("register", "the register is empty or has odd blanks: say in a few words what kind of text it is")
    if article.published and (wrong := check_date(article.published)):
        yield Fault("published", wrong)
    if article.published.startswith("--"):
        yield Fault("published", "the year is missing: write it, or leave published empty")
    if article.publisher and not re.fullmatch(r"i[1-9][0-9]*", article.publisher, re.ASCII):
        yield Fault("publisher", f"'{article.publisher}' is no institution's id: write one like i1, or leave it empty")


def _text_faults(text: str) -> Iterator[Fault]:
    offset = 0
    for line in text.split("\n"):
        if line == "---":
            yield Fault(offset, "a line of the article cannot be '---' alone: it divides the three parts")
        if "\r" in line:
            yield Fault(offset, "there is a carriage return: end lines with \\n alone")
        offset += len(line) + 1
    if not text.strip():
        yield Fault(0, "the article has no text")


def _mark_faults(text: str, marks: tuple[Mark, ...]) -> Iterator[Fault]:
    if list(marks) != sorted(marks, key=mark_order):
        yield Fault(0, "marks are sorted by their start, the whole before its part")
    around: list[Mark] = []
    for mark in sorted(marks, key=mark_order):
        words = text[mark.start_char : mark.end_char]
        if mark.end_char > len(text) or not words.strip() or words != words.strip() or "\n" in words:
            yield Fault(mark.start_char, f"the mark '{words}' is not within one line, or has blanks at its ends")
        yield from _value_faults(mark, words)
        while around and around[-1].end_char <= mark.start_char:
            around.pop()
        if around:
            yield from _nesting_faults(mark, words, around[-1])
        around.append(mark)


def _value_faults(mark: Mark, words: str) -> Iterator[Fault]:
    try:
        same = read_ref(write_ref(mark)) == (mark.kind, mark.ids, mark.value)
    except MarkError as error:
        yield Fault(mark.start_char, f"'{words}': {error}")
    else:
        if not same:
            yield Fault(mark.start_char, f"'{words}': ids {mark.ids} or value '{mark.value}' do not fit a {mark.kind}")


def _nesting_faults(mark: Mark, words: str, outer: Mark) -> Iterator[Fault]:
    if mark.end_char > outer.end_char:
        yield Fault(mark.start_char, f"the mark '{words}' crosses another: end one before the other begins")
    elif (mark.start_char, mark.end_char) == (outer.start_char, outer.end_char):
        yield Fault(mark.start_char, f"'{words}' is marked twice: write one mark, with two ids if need be")
    elif outer.kind is not MarkKind.INSTITUTION or mark.kind not in (MarkKind.INSTITUTION, MarkKind.REFERENCE):
        message = f"'{words}' ({mark.kind}) lies in a mark of kind {outer.kind}: "
        yield Fault(mark.start_char, message + "only a whole lies in its part, both institutions")


def _record_faults(records: tuple[Record, ...]) -> Iterator[Fault]:
    seen: list[str] = []
    for record in records:
        if record.id in seen:
            yield Fault(record.id, f"{record.id} has two records: make them one, or give another id")
        elif seen and record_order(record.id) < record_order(seen[-1]):
            yield Fault(record.id, f"{record.id} stands after {seen[-1]}: the order is i, p, a, e, m, by number")
        seen.append(record.id)
        try:
            same = "\n" not in write_record(record) and read_record(write_record(record)) == record
        except RecordError as error:
            yield Fault(record.id, str(error))
        else:
            if not same:
                yield Fault(record.id, f"{record.id} cannot be written: a free text holds | ; @ < or odd blanks")


def _id_faults(article: ArticleParts) -> Iterator[Fault]:
    named: dict[str, int] = {}
    for mark in article.marks:
        if mark.kind is not MarkKind.REFERENCE:
            for one in mark.ids:
                named.setdefault(one, mark.start_char)
    recorded = {record.id for record in article.records}
    for one, offset in named.items():
        if one[0] in WITH_RECORD and one not in recorded:
            yield Fault(offset, f"{one} is marked but has no record: add a line '{one}: …' at the end", dangling=True)
    for mark in article.marks:
        if mark.kind is MarkKind.REFERENCE:
            missing = [one for one in mark.ids if one not in named]
            yield from (Fault(mark.start_char, _nowhere(one, f"={one}"), dangling=True) for one in missing)
    if article.publisher.startswith("i") and article.publisher not in named:
        yield Fault("publisher", _nowhere(article.publisher, "the publisher"), dangling=True)
    n_sums = sum(mark.kind is MarkKind.MONEY for mark in article.marks)
    for record in article.records:
        yield from _pointer_faults(record, named, n_sums)


def _pointer_faults(record: Record, named: Iterable[str], n_sums: int) -> Iterator[Fault]:
    if record.id[0] == "m" and int(record.id[1:]) > n_sums:
        yield Fault(record.id, f"{record.id} is said of no sum: the text has {n_sums} money marks", dangling=True)
    elif record.id[0] in WITH_RECORD and record.id not in named:
        yield Fault(record.id, _nowhere(record.id, "the record"), dangling=True)
    for one, _letters in ids_used(record):
        if one == record.id:
            yield Fault(record.id, f"{one} is said to be part of itself")
        elif one not in named:
            yield Fault(record.id, _nowhere(one, record.id), dangling=True)


def _nowhere(one: str, where: str) -> str:
    return f"{where} points to {one}, which no mark of the text has: mark the name, or mend the id"
