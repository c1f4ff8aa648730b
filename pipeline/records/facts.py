"""What extraction hands on: all that one article says."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from pipeline.records.base import Record
from pipeline.records.mentions import Alias, Evidence, Mention


class AgreementKind(StrEnum):
    """Kinds of agreement."""

    MEMORANDUM_OF_UNDERSTANDING = "memorandum of understanding"
    MEMORANDUM_OF_COOPERATION = "memorandum of cooperation"
    AGREEMENT = "agreement"
    CONTRACT = "contract"
    PROTOCOL = "protocol"
    LETTER_OF_INTENT = "letter of intent"
    ROADMAP = "roadmap"
    DECLARATION = "declaration"
    PARTNERSHIP = "partnership"
    OTHER = "other"


class AgreementStatus(StrEnum):
    """How far an agreement has come."""

    SIGNED = "signed"
    PLANNED = "planned"
    PROPOSED = "proposed"
    IN_FORCE = "in force"
    EXTENDED = "extended"


class EventKind(StrEnum):
    """Kinds of event."""

    FORUM = "forum"
    CONFERENCE = "conference"
    SEMINAR = "seminar"
    TRAINING = "training"
    MEETING = "meeting"
    VISIT = "visit"
    SUMMIT = "summit"
    CEREMONY = "ceremony"
    EXHIBITION = "exhibition"
    COMPETITION = "competition"
    LECTURE = "lecture"
    AWARD = "award"
    OTHER = "other"


class Affiliation(Evidence):
    """A person holds a role, at an institution. Persons and institutions are mention ids; at least one of role and institution is set."""

    person: str
    institution: str = ""
    role: str = ""


class Agreement(Evidence):
    """An agreement reported in the article.

    Attributes:
        agreement_id: unique within its article (``g1`` …).
        date: ISO 8601 at the stated precision, "" when not stated.
        parties: mention ids of institutions (or of places, where a state is itself the party), one mention per party.
        signatories: mention ids of persons.
        subject: what it is about, in the text's words, "" when not stated.
    """

    agreement_id: str
    kind: AgreementKind
    status: AgreementStatus
    date: str = ""
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    subject: str = ""


class DatePrecision(StrEnum):
    """The finest part of the calendar that an expression states."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    YEAR = "year"


class DateExpression(Record):
    """A calendar expression. Start and end are ISO 8601 at the stated precision; one of them may be "" (open)."""

    text: str
    start_date: str
    end_date: str
    precision: DatePrecision
    start_char: int = Field(ge=0)
    end_char: int = Field(ge=0)
    sentence: str


class Event(Evidence):
    """An event reported as held or to be held. Place, organisers and participants are mention ids."""

    event_id: str
    kind: EventKind
    name: str
    start_date: str = ""
    end_date: str = ""
    place: str = ""
    organisers: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()


class Funding(Record):
    """A sum of money: ``amount`` a plain decimal number, ``currency`` ISO 4217; programme and funders are mention ids."""

    text: str
    amount: str
    currency: str
    purpose: str = ""
    programme: str = ""
    funders: tuple[str, ...] = ()
    start_char: int = Field(ge=0)
    end_char: int = Field(ge=0)
    sentence: str


class ArticleFacts(Record):
    """All that one article says, as mentions and records that refer to mentions by id. A pure function of text and settings."""

    article_id: str
    mentions: tuple[Mention, ...] = ()
    aliases: tuple[Alias, ...] = ()
    affiliations: tuple[Affiliation, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    dates: tuple[DateExpression, ...] = ()
    events: tuple[Event, ...] = ()
    funding: tuple[Funding, ...] = ()
