"""Names in a text, and what the text itself says of their being one entity."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from pipeline.records.base import Record


class Kind(StrEnum):
    """Kinds of entity, each with a table of its own."""

    INSTITUTION = "institution"
    PERSON = "person"
    PLACE = "place"
    PROGRAMME = "programme"


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
        full_name: the whole name where the text has it only as one of several that share a word ("Athlone" of "Athlone and Limerick
            Institutes of Technology": "Athlone Institute of Technology"), "" otherwise.
    """

    mention_id: str
    kind: Kind
    text: str = Field(min_length=1)
    honorific: str = ""
    found_by: str = ""
    part_of: str = ""
    country: str = ""
    full_name: str = ""

    @property
    def name(self) -> str:
        """What the mention names, in full as far as the text has it."""
        return self.full_name or self.text


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
