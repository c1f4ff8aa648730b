"""What an annotated article is made of: marks in its text and records about what they name.

All models are frozen and refuse unknown fields. Offsets count the characters (code points) of
``AnnotatedArticle.text``.
"""

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from pipeline.records import AgreementKind, AgreementStatus, EventKind
from pipeline.records import Record as Model


class InstitutionType(StrEnum):
    """Types of institution, as in ``institutions.csv``."""

    UNIVERSITY = "university"
    COLLEGE = "college"
    SCHOOL = "school"
    INSTITUTE = "institute"
    ACADEMY = "academy"
    MINISTRY = "ministry"
    AGENCY = "agency"
    ASSOCIATION = "association"
    INTERNATIONAL_ORGANISATION = "international organisation"
    COMPANY = "company"
    BANK = "bank"
    FOUNDATION = "foundation"
    COUNCIL = "council"
    EMBASSY = "embassy"
    GOVERNMENT = "government"
    MEDIA = "media"
    FACULTY = "faculty"
    OTHER = "other"


EntityId = Annotated[str, StringConstraints(pattern=r"^[iplgea][1-9][0-9]*$")]


class MarkKind(StrEnum):
    """What a mark marks; the value is the word used in statistics and conversions."""

    INSTITUTION = "institution"
    PERSON = "person"
    PLACE = "place"
    PROGRAMME = "programme"
    EVENT = "event"
    ROLE = "role"
    AGREEMENT = "agreement"
    DATE = "date"
    MONEY = "money"
    REFERENCE = "reference"


LETTERS: dict[str, MarkKind] = {
    "i": MarkKind.INSTITUTION,
    "p": MarkKind.PERSON,
    "l": MarkKind.PLACE,
    "g": MarkKind.PROGRAMME,
    "e": MarkKind.EVENT,
    "a": MarkKind.AGREEMENT,
}
"""The first letter of an id, and the kind of mark that carries such ids."""


class Mark(Model):
    """One mark: ``text[start_char:end_char]`` is of ``kind``.

    ``ids`` holds the entities of a name or a reference, in the order written; a role, a date and a
    sum have none. ``value`` is the date (``2025-03-12``, ``2024-10-15/2024-10-17``, ``/2030``) or the
    sum (``1200000 USD``), and empty for the other kinds.
    """

    start_char: int = Field(ge=0)
    end_char: int = Field(gt=0)
    kind: MarkKind
    ids: tuple[EntityId, ...] = ()
    value: str = ""

    @property
    def dates(self) -> tuple[str, str]:
        """Start and end of a date mark, ISO 8601 at the precision stated; either may be empty."""
        return split_span(self.value)

    @property
    def money(self) -> tuple[Decimal, str]:
        """Amount and ISO 4217 currency of a money mark."""
        amount, currency = self.value.split(" ")
        return Decimal(amount), currency


class InstitutionRecord(Model):
    """``i1: faculty, UZ < i2``; ``country`` is empty where it is not known (``-``)."""

    id: str = Field(pattern=r"^i[1-9][0-9]*$")
    type: InstitutionType
    country: str = Field(default="", pattern=r"^([A-Z]{2})?$")
    part_of: str = Field(default="", pattern=r"^(i[1-9][0-9]*)?$")


class Office(Model):
    """One ``role @ i1`` of a person; either may be empty, not both."""

    role: str = ""
    institution: str = Field(default="", pattern=r"^(i[1-9][0-9]*)?$")


class PersonRecord(Model):
    """``p1: role @ i1; role2 @ i2``."""

    id: str = Field(pattern=r"^p[1-9][0-9]*$")
    offices: tuple[Office, ...] = ()


class AgreementRecord(Model):
    """``a1: kind | status | parties | by signatories | on DATE | subject``."""

    id: str = Field(pattern=r"^a[1-9][0-9]*$")
    kind: AgreementKind
    status: AgreementStatus
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    date: str = ""
    subject: str = ""


class EventRecord(Model):
    """``e1: kind | DATE | at l1 | by i1, p1``; ``date`` is empty where it is not known (``-``)."""

    id: str = Field(pattern=r"^e[1-9][0-9]*$")
    kind: EventKind
    date: str = ""
    place: str = Field(default="", pattern=r"^(l[1-9][0-9]*)?$")
    organisers: tuple[str, ...] = ()


class FundingRecord(Model):
    """``m1: funders <- g1 | purpose`` (``-``: funders not named), said of the n-th money mark of the text."""

    id: str = Field(pattern=r"^m[1-9][0-9]*$")
    funders: tuple[str, ...] = ()
    programme: str = Field(default="", pattern=r"^(g[1-9][0-9]*)?$")
    purpose: str = ""


Record = InstitutionRecord | PersonRecord | AgreementRecord | EventRecord | FundingRecord


class ArticleParts(Model):
    """The parts of an annotated article, not yet checked against one another.

    ``text_register`` is the header's ``register`` (a name that pydantic keeps for itself).
    """

    id: str
    country: str
    text_register: str
    published: str = ""
    publisher: str = ""
    text: str
    marks: tuple[Mark, ...] = ()
    records: tuple[Record, ...] = ()


def record_order(record_id: str) -> tuple[int, int]:
    """Sort key of record ids: i, p, a, e, m, and by number within."""
    return "ipaem".index(record_id[0]), int(record_id[1:])


def mark_order(mark: Mark) -> tuple[int, int]:
    """Sort key of marks: where they start, and the whole before its part."""
    return mark.start_char, -mark.end_char


def ids_used(record: Record) -> Iterator[tuple[str, str]]:
    """Yield every id that a record points to, with the letters allowed there."""
    fields: list[tuple[tuple[str, ...], str]]
    match record:
        case InstitutionRecord():
            fields = [((record.part_of,), "i")]
        case PersonRecord():
            fields = [(tuple(office.institution for office in record.offices), "i")]
        case AgreementRecord():
            fields = [(record.parties, "il"), (record.signatories, "p")]
        case EventRecord():
            fields = [((record.place,), "l"), (record.organisers, "ip")]
        case FundingRecord():
            fields = [(record.funders, "ipl"), ((record.programme,), "g")]
    for ids, letters in fields:
        yield from ((one, letters) for one in ids if one)


def split_span(value: str) -> tuple[str, str]:
    """Split a date value into start and end: one date stands for both."""
    start, slash, end = value.partition("/")
    return (start, end) if slash else (start, start)
