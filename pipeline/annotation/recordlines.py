"""One line of the third part of an annotated article to its record, and back."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar

from pipeline.annotation.model import (
    AgreementRecord,
    EventRecord,
    FundingRecord,
    InstitutionRecord,
    InstitutionType,
    Office,
    PersonRecord,
    Record,
)
from pipeline.annotation.values import check_ids, check_span, split_ids
from pipeline.records import AgreementKind, AgreementStatus, EventKind

_LINE = re.compile(r"(?P<id>[ipaem][1-9][0-9]*):(?P<body>.*)", re.ASCII)
_Choice = TypeVar("_Choice", bound=StrEnum)
NONE = "-"
"""Stands where a value is not known."""


class RecordError(ValueError):
    """A record line that cannot be read."""


def read_record(line: str) -> Record:
    """Read one record line. Raises ``RecordError`` with what is wrong and how to mend it."""
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise RecordError(f"'{line}' is no record: it begins with an id (i1, p1, a1, e1, m1) and a colon")
    readers: dict[str, Callable[[str, str], Record]] = {
        "i": _institution,
        "p": _person,
        "a": _agreement,
        "e": _event,
        "m": _funding,
    }
    record_id, body = match["id"], match["body"].strip()
    try:
        return readers[record_id[0]](record_id, body)
    except RecordError as error:
        raise RecordError(f"{record_id}: {error}") from None


def write_record(record: Record) -> str:
    """Write a record as its line, without the line end; the inverse of ``read_record``."""
    match record:
        case InstitutionRecord():
            part = f" < {record.part_of}" if record.part_of else ""
            body = f"{record.type}, {record.country or NONE}{part}"
        case PersonRecord():
            body = "; ".join(map(_write_office, record.offices))
        case AgreementRecord():
            fields = [record.kind.value, record.status.value, ", ".join(record.parties) or NONE]
            fields += [f"by {', '.join(record.signatories)}"] if record.signatories else []
            fields += [f"on {record.date}"] if record.date else []
            body = " | ".join(fields + ([record.subject] if record.subject else []))
        case EventRecord():
            fields = [record.kind.value, record.date or NONE]
            fields += [f"at {record.place}"] if record.place else []
            body = " | ".join(fields + ([f"by {', '.join(record.organisers)}"] if record.organisers else []))
        case FundingRecord():
            programme = f" <- {record.programme}" if record.programme else ""
            purpose = f" | {record.purpose}" if record.purpose else ""
            body = (", ".join(record.funders) or NONE) + programme + purpose
    return f"{record.id}: {body}".rstrip()


def _institution(record_id: str, body: str) -> InstitutionRecord:
    body, _, part_of = (piece.strip() for piece in body.partition("<"))
    kind, comma, country = (piece.strip() for piece in body.partition(","))
    if not comma or not re.fullmatch(r"[A-Z]{2}|-", country):
        raise RecordError(f"'{country}' is no country: write 'type, CC' with two capital letters, or 'type, -'")
    return InstitutionRecord(
        id=record_id,
        type=_choice(InstitutionType, kind, "type"),
        country="" if country == NONE else country,
        part_of=_one(part_of, "i"),
    )


def _person(record_id: str, body: str) -> PersonRecord:
    offices = tuple(_read_office(piece.strip()) for piece in body.split(";")) if body else ()
    return PersonRecord(id=record_id, offices=offices)


def _read_office(piece: str) -> Office:
    role, at, institution = (part.strip() for part in piece.partition("@"))
    if not role and not institution:
        raise RecordError("an office is empty: write 'role @ i1', 'role' or '@ i1', and ; between two offices")
    if at and not institution:
        raise RecordError("nothing stands after @: write the institution's id, or leave the @ out")
    return Office(role=role, institution=_one(institution, "i"))


def _write_office(office: Office) -> str:
    return f"{office.role} @ {office.institution}".strip() if office.institution else office.role


def _agreement(record_id: str, body: str) -> AgreementRecord:
    fields = _fields(body)
    if len(fields) < 3:
        raise RecordError("kind, status and parties are wanted: 'a1: agreement | signed | i1, i2', parties '-' if none")
    kind, status, parties, *rest = fields
    signatories = _take(rest, "by ")
    when = _take(rest, "on ")
    if len(rest) > 1:
        raise RecordError(f"'{rest[0]}' is out of place: kind | status | parties | by p1 | on DATE | subject")
    return AgreementRecord(
        id=record_id,
        kind=_choice(AgreementKind, kind, "kind"),
        status=_choice(AgreementStatus, status, "status"),
        parties=_ids("" if parties == NONE else parties, "il"),
        signatories=_ids(signatories, "p"),
        date=_date(when),
        subject=rest[0] if rest else "",
    )


def _event(record_id: str, body: str) -> EventRecord:
    fields = _fields(body)
    if len(fields) < 2:
        raise RecordError("kind and date are wanted: 'e1: forum | 2025-03-12', the date '-' where it is not known")
    kind, when, *rest = fields
    place = _take(rest, "at ")
    organisers = _take(rest, "by ")
    if rest:
        raise RecordError(f"'{rest[0]}' is out of place: kind | DATE | at l1 | by i1, p1")
    return EventRecord(
        id=record_id,
        kind=_choice(EventKind, kind, "kind"),
        date="" if when == NONE else _date(when),
        place=_one(place, "l"),
        organisers=_ids(organisers, "ip"),
    )


def _funding(record_id: str, body: str) -> FundingRecord:
    who, _, purpose = (piece.strip() for piece in body.partition("|"))
    funders, _, programme = (piece.strip() for piece in who.partition("<-"))
    if "|" in purpose:
        raise RecordError("there is one | too many: funders <- g1 | purpose")
    record = FundingRecord(
        id=record_id,
        funders=_ids("" if funders == NONE else funders, "ipl"),
        programme=_one(programme, "g"),
        purpose=purpose,
    )
    if not (record.funders or record.programme or record.purpose):
        raise RecordError("it says nothing: leave the line out")
    return record


def _fields(body: str) -> list[str]:
    fields = [field.strip() for field in body.split("|")]
    if not all(fields):
        raise RecordError("a field between two | is empty: leave it and its | out, or write -")
    return fields


def _take(fields: list[str], word: str) -> str:
    """Remove the first field if it begins with ``word`` and return what follows the word."""
    return fields.pop(0)[len(word) :].strip() if fields and fields[0].startswith(word) else ""


def _choice(choices: type[_Choice], value: str, name: str) -> _Choice:
    try:
        return choices(value)
    except ValueError:
        raise RecordError(f"'{value}' is no {name}: choose one of {', '.join(choices)}") from None


def _one(text: str, letters: str) -> str:
    ids = _ids(text, letters)
    if len(ids) > 1:
        raise RecordError(f"'{text}' are several ids: only one can stand here")
    return ids[0] if ids else ""


def _ids(text: str, letters: str) -> tuple[str, ...]:
    ids = split_ids(text)
    if wrong := check_ids(ids, letters):
        raise RecordError(wrong)
    return ids


def _date(text: str) -> str:
    if text and (wrong := check_span(text)):
        raise RecordError(wrong)
    return text
