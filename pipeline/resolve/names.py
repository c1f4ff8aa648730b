"""Names taken apart: what each word of an institution's, person's, place's or programme's name is.

:func:`parse_name` is the one door; it is pure and never fails, whatever the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.records import Kind
from pipeline.resolve.scripts import fold, plain, repair_homoglyphs, script_of

LONGEST_NAME = 400
"""Characters of a name that are looked at; what follows never decides."""

_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_LANGUAGE_LETTERS = (
    ("tg", "ҷҳӯӣ"),
    ("kk", "ұәі"),
    ("ky", "өүң"),
    ("uk", "їєґі"),
    ("az", "ə"),
    ("tr", "ığş"),
    ("fa", "پچژگ"),
)
_BY_SCRIPT = {
    "cyrillic": "ru",
    "arabic": "ar",
    "han": "zh",
    "hangul": "ko",
    "kana": "ja",
    "georgian": "ka",
    "armenian": "hy",
}


class Role(StrEnum):
    """What a part of a name does in it."""

    TYPE = "type"
    FIELD = "field"
    ATTRIBUTE = "attribute"
    DIRECTION = "direction"
    UNIT = "unit"
    PLACE = "place"
    EPONYM = "eponym"
    NUMBER = "number"
    PROPER = "proper"
    GIVEN = "given"
    FAMILY = "family"
    PATRONYMIC = "patronymic"
    INITIAL = "initial"
    PARTICLE = "particle"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Part:
    """A word, or a run of words, of a name.

    Attributes:
        role: what it does in the name.
        text: as written.
        key: a concept ("field.medical") where the lexicon knows the word, else the folded word.
        places: ids of known places that it can stand for, the likeliest first.
        light: may be left out without making another name of it.
    """

    role: Role
    text: str
    key: str
    places: tuple[str, ...] = ()
    light: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart.

    Attributes:
        text: as given.
        parts: in the order of the text, without words that carry nothing.
        script: script of most letters; language: a guess, "" when there is nothing to go by.
        acronym: the name in lower case when it is nothing but an acronym ("KazNRTU"), else "".
        stated_acronyms: acronyms that stand in brackets within the name itself.
        initials: first letters of all words, small words in lower case, from which acronyms are made.
        places: ids of known places that the whole of a place name can stand for.
    """

    kind: Kind
    text: str
    parts: tuple[Part, ...] = ()
    script: str = "none"
    language: str = ""
    acronym: str = ""
    stated_acronyms: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    def keys(self, *roles: Role) -> tuple[str, ...]:
        """Keys of the parts with one of these roles, in order."""
        return tuple([part.key for part in self.parts if part.role in roles])

    def of(self, *roles: Role) -> tuple[Part, ...]:
        """The parts with one of these roles, in order."""
        return tuple([part for part in self.parts if part.role in roles])


@lru_cache(maxsize=200_000)
def tidy(text: str) -> str:
    """A name with one kind of dash and space, mixed-script words repaired, cut at :data:`LONGEST_NAME`."""
    text = unicodedata.normalize("NFC", text[:LONGEST_NAME])
    text = _DASHES.sub("-", text)
    return " ".join(repair_homoglyphs(word) for word in text.split())


def guess_language(text: str, script: str) -> str:
    """A rough guess by letters that only some languages use; "" for Latin text without such letters."""
    lowered = text.lower()
    for language, letters in _LANGUAGE_LETTERS:
        if any(letter in lowered for letter in letters):
            return language
    return _BY_SCRIPT.get(script, "")


@lru_cache(maxsize=400_000)
def parse_name(kind: Kind, text: str) -> Name:
    """Take a name apart, or remember how it was. An empty or letterless name gives a name without parts."""
    return take_apart(kind, text)


def take_apart(kind: Kind, text: str) -> Name:
    """What :func:`parse_name` gives, not remembered: for long lists, which hold on to their names themselves."""
    from pipeline.resolve import institutions, people, places  # these modules build on the classes above

    cleaned = tidy(text)
    if kind is Kind.PERSON:
        return people.parse(text, cleaned)
    if kind is Kind.PLACE:
        return places.parse(text, cleaned)
    return institutions.parse(kind, text, cleaned)


def make_name(kind: Kind, text: str, cleaned: str, parts: tuple[Part, ...], **rest: object) -> Name:
    """A :class:`Name` with script and language filled in."""
    script = script_of(cleaned)
    return Name(kind, text, parts, script, guess_language(cleaned, script), **rest)  # type: ignore[arg-type]


def folded(word: str) -> str:
    """The folded form of a word, its plain form when folding leaves nothing."""
    return fold(word) or plain(word)
