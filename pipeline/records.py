"""The records that cross the borders between stages: frozen, validated, free of spaCy.

Offsets are always character offsets into :attr:`Article.text`, start inclusive, end exclusive.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Record(BaseModel):
    """Base of all records: immutable, no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", ignored_types=(cached_property,))


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


# ---------------------------------------------------------------- ingest


class BlockKind(StrEnum):
    """What a block of an article is; the sentence splitter never crosses a block."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    CAPTION = "caption"


class Block(Record):
    """A stretch of the cleaned text: a paragraph, heading or list item (without its bullet)."""

    kind: BlockKind
    start_char: int = Field(ge=0)
    end_char: int = Field(ge=0)


class RawRun(Record):
    """``length`` characters of the cleaned text from ``start_char`` stand in the decoded raw file from ``raw_start``."""

    start_char: int = Field(ge=0)
    raw_start: int = Field(ge=0)
    length: int = Field(ge=0)


class LeftOut(Record):
    """A stretch of the decoded raw file that was left out of the text, and why."""

    raw_start: int = Field(ge=0)
    raw_end: int = Field(ge=0)
    reason: str


class Article(Record):
    """One article: its cleaned text, where it came from, and what its page says about it.

    Attributes:
        article_id: ``a-`` and 16 hex digits, from the cleaned text.
        path: as given by the user, joined with ``/``; ``path#row`` for one record of a file with many.
        sha256: hex digest of the file's bytes.
        published: ISO 8601 day, or "" when the page does not say.
        language: ISO 639 code, "" when unknown.
        publisher: name of the publishing institution as the page states it, "" when unknown.
        author: name of the writer as the page states it, "" when unknown.
        duplicate_of: article_id of the original of which this one is a copy, "" for an original.
        n_bytes: size of the file.
        encoding: how the file's bytes were decoded, and why so; "" for a format that is no plain text.
        format: what the file is, outside in for a member of an archive ("zip > html").
        metadata_sources: ``field=place`` for what the page says of the article ("published=JSON-LD").
        other_days: days of publication that the page states besides ``published``, with their places.
        put_right: ``repair=characters``, what clean-up changed and left in the text ("look-alike letter=3").
        blocks: non-overlapping, in order; text outside blocks is white space.
        raw_runs: map from the text back to the decoded raw file, in order.
    """

    article_id: str
    path: str
    sha256: str
    text: str
    title: str = ""
    published: str = ""
    language: str = ""
    source_url: str = ""
    publisher: str = ""
    author: str = ""
    duplicate_of: str = ""
    n_bytes: int = Field(default=0, ge=0)
    encoding: str = ""
    format: str = ""
    metadata_sources: tuple[str, ...] = ()
    other_days: str = ""
    put_right: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    raw_runs: tuple[RawRun, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @cached_property
    def n_words(self) -> int:
        """Number of white-space separated words of the text."""
        return len(self.text.split())


class Coverage(Record):
    """What became of one file, or of one article in it: a row of ``ingest.csv``.

    Attributes:
        path: as in the other tables.
        article_id: "" for a refusal.
        n_bytes: size of the file; the same for all articles of one file.
        kept_chars: characters of the decoded raw text that stand in the article.
        left_out_chars: characters of the raw text that were left out, white space aside at the ends of stretches.
        left_out: ``reason=characters``, the largest first.
        put_right: ``repair=characters``.
        metadata_sources: ``field=place``.
        refused: reason and detail of a refusal, "" for an article.
    """

    path: str
    article_id: str = ""
    format: str = ""
    n_bytes: int = 0
    encoding: str = ""
    language: str = ""
    kept_chars: int = 0
    left_out_chars: int = 0
    left_out: tuple[str, ...] = ()
    put_right: tuple[str, ...] = ()
    metadata_sources: tuple[str, ...] = ()
    other_days: str = ""
    refused: str = ""


# ---------------------------------------------------------------- extract


class Kind(StrEnum):
    """Kinds of entity, each with a table of its own."""

    INSTITUTION = "institution"
    PERSON = "person"
    PLACE = "place"
    PROGRAMME = "programme"


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


class Evidence(Record):
    """Where a record stands in the text, and how sure we are of it.

    Attributes:
        sentence: the sentence that holds the evidence, white space collapsed to single spaces.
        confidence: estimated probability that the record is right.
    """

    start_char: int = Field(ge=0)
    end_char: int = Field(ge=0)
    sentence: str
    confidence: float = Field(ge=0, le=1)

    @model_validator(mode="after")
    def _ordered(self) -> Evidence:
        if self.end_char <= self.start_char:
            raise ValueError(f"empty span {self.start_char}:{self.end_char}")
        return self


class Mention(Evidence):
    """A name in a text: ``article.text[start_char:end_char] == text`` always.

    Attributes:
        mention_id: unique within its article (``m1``, ``m2``, … in text order).
        honorific: for a person, the titles that stand before the name ("Dr.", "Prof.").
        found_by: the component that proposed it, for inspection only.
        part_of: mention_id of the institution of which this one is a part, as the text states it
            ("Faculty of Law of X University"), "" otherwise.
        country: ISO 3166 alpha-2 where the text itself ties the mention to a country, "" otherwise.
    """

    mention_id: str
    kind: Kind
    text: str = Field(min_length=1)
    honorific: str = ""
    found_by: str = ""
    part_of: str = ""
    country: str = ""


class AliasKind(StrEnum):
    """Ways in which a text itself says that two of its mentions are one entity."""

    DEFINITION = "definition"  # "European Training Foundation (ETF)"
    APPOSITION = "apposition"  # "the former Polytechnic, now X University"
    SHORT_FORM = "short form"  # "Saidov" after "Karim Saidov"


class Alias(Record):
    """The text says that two mentions are one entity."""

    kind: AliasKind
    mention_id: str
    other_id: str


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


# ---------------------------------------------------------------- resolve


class MentionRef(Record):
    """A mention of the whole run: article and mention id."""

    article_id: str
    mention_id: str


class Entity(Record):
    """One real-world thing: all its mentions, a canonical name, and what its table says of it.

    Attributes:
        entity_id: stable id, prefixed by kind (``i-``, ``p-``, ``l-``, ``g-``).
        aliases: the other spellings, sorted, without the canonical name.
        attributes: further columns of its table (type, acronym, country, city, given_names, …).
    """

    entity_id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    attributes: dict[str, str] = Field(default_factory=dict)
    mentions: tuple[MentionRef, ...] = ()


class Verdict(StrEnum):
    """What was decided about a pair of names."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


class Clue(Record):
    """One piece of evidence about a pair: weight > 0 for, < 0 against (log-odds), and what was looked at, in words."""

    name: str
    weight: float
    reason: str


class Link(Record):
    """A pair of names of one kind, and why they were (not) taken for one entity.

    Attributes:
        left_at / right_at: a mention of each, by which its entity is found.
    """

    kind: Kind
    left: str
    right: str
    left_at: MentionRef | None = None
    right_at: MentionRef | None = None
    verdict: Verdict
    probability: float = Field(ge=0, le=1)
    clues: tuple[Clue, ...] = ()


class HeldName(Record):
    """A name by which the registry knows an entity.

    Attributes:
        name: folded; context: what told it from namesakes in that run, "" for a name that had none.
        short: nothing but a short form that its article does not spell out (an acronym, a surname).
        since / until: the runs in which it came and went; ``until`` is 0 while it is there.
    """

    name: str
    context: str = ""
    short: bool = False
    since: int
    until: int = 0


class Registered(Record):
    """An id that a run has given, and what it was given to.

    Attributes:
        since / until: the runs in which it came and went; ``until`` is 0 while it is there.
        successor: the id into which it was merged, "" otherwise.
        articles: the first ids, in order, of the articles that named it last.
        names: all names it ever had, sorted.
    """

    entity_id: str
    kind: Kind
    name: str
    country: str = ""
    since: int
    until: int = 0
    successor: str = ""
    articles: tuple[str, ...] = ()
    names: tuple[HeldName, ...] = ()


class Change(StrEnum):
    """What can happen to an id."""

    NEW = "new"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    GONE = "gone"
    RETURNED = "returned"


class IdChange(Record):
    """What happened to an id in a run: a row of ``id_history.csv``.

    Attributes:
        name: its canonical name after the change, or the last one.
        other_id: merged: the id that was kept; split: the id that it was part of before.
        other_name: the canonical name of that one; renamed: the name before.
    """

    run: int
    change: Change
    kind: Kind
    entity_id: str
    name: str
    other_id: str = ""
    other_name: str = ""


class Registry(Record):
    """All ids that the runs over one registry file have given, and what became of them.

    Attributes:
        run: the number of runs that changed something; a run that changes nothing has no number.
        entities: sorted by kind and id; changes: in the order of the runs.
    """

    run: int = 0
    entities: tuple[Registered, ...] = ()
    changes: tuple[IdChange, ...] = ()


class Ruling(Record):
    """What became of one decision of a person: a row of ``decisions_applied.csv``.

    Attributes:
        line: of the decisions file, from 1.
        applied: whether it found what it speaks of.
        entity_ids: the entities that it speaks of, those of ``left`` first.
    """

    line: int
    action: str
    kind: Kind
    left: str
    right: str
    note: str = ""
    applied: bool
    entity_ids: tuple[str, ...] = ()


class Resolution(Record):
    """Every mention belongs to exactly one entity; agreements and events told twice share an id.

    Attributes:
        agreement_ids: (article_id, local id) to the id shared over articles; likewise events.
        rulings: what became of a person's decisions, in the order of the file.
        registry: the registry after this run.
    """

    entities: tuple[Entity, ...] = ()
    links: tuple[Link, ...] = ()
    agreement_ids: dict[tuple[str, str], str] = Field(default_factory=dict)
    event_ids: dict[tuple[str, str], str] = Field(default_factory=dict)
    rulings: tuple[Ruling, ...] = ()
    registry: Registry = Registry()
