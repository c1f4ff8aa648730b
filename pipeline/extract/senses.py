"""What a span is: whether it is likely a name at all, and of which kind, in the light of the other names of the article."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from pipeline.extract.core_names import is_general
from pipeline.extract.known_names import country_codes, demonyms, is_country, is_programme, is_world_body, towns
from pipeline.extract.lexicon import load_words
from pipeline.extract.name_words import MINOR
from pipeline.extract.reading import NAMES, Label, Span
from pipeline.extract.role_lexicon import office_groups
from pipeline.extract.type_nouns import type_of

# Below this the tagger is wrong more often than right (measured on the development part of the annotated corpus) ...
_LOWEST = 0.3
# ... unless the words speak for it: a type of institution, or nothing but capitalised words for a person.
_LOWEST_SHOWN = 0.2
# From here on a tagger is believed that a name which a town bears as well is that of a person or an institution.
_SURE = 0.9
# ... and that a word which is somebody's surname as well is that of a town ("in Bar", beside "Olena Bar").
_CERTAIN = 0.93
# ... and that a region acts: "the agreement with Nordvik Region".
_ACTING = 0.6
# General words of which none says what sort of body is meant ("International Cooperation") are no name more often than one below this.
_LOWEST_GENERAL = 0.6
_VOTING = NAMES | {Label.EVENT}
_NAMED_LONGER = frozenset({Label.INSTITUTION, Label.PERSON})
_WORD = re.compile(r"[^\W_]+")
_FULL_NAME = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[ -][^\W\d_a-z][^\W\d_]+){1,3}")
# "S.Pi", "M.Si.": a degree.
_DOTTED = re.compile(r"(?=.*[a-z])(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}\.?")
_QUOTED = re.compile(r"[\"“«]([^\"”»]+)[\"”»]")
_CODE = re.compile(r"\(([A-Z]{2})\)")
_SERIAL = re.compile(r"\b([A-Z]{1,3})(\d{1,2})\b")
_AFTER_HOUR = re.compile(r"\d{1,2}[:.]\d\d(?: ?[APap]\.?[Mm]\.?)?[ (]+\Z")
_HOUR = 12
_NUMBERED = re.compile(r"[A-Z]{3,}-?\d+")
_LONGEST_PERSON = 6
_LONGEST_AREA = 4
_AFTER_NAME = re.compile(r"[,(]\s*\Z")


def is_likely(text: str, span: Span) -> bool:
    """Whether the score of a span is worth a look."""
    if span.label is Label.INSTITUTION and span.score < _LOWEST_GENERAL and _names_no_body(text[span.start : span.end]):
        return False
    if span.score >= _LOWEST or span.label not in _NAMED_LONGER:
        return span.score >= _LOWEST
    words = text[span.start : span.end]
    shown = type_of(words) if span.label is Label.INSTITUTION else _FULL_NAME.fullmatch(words)
    return bool(shown) and span.score >= _LOWEST_SHOWN


def _names_no_body(name: str) -> bool:
    """Whether a name has several words, all general, and none for a body or a unit."""
    words = [word.casefold() for word in _WORD.findall(name)]
    heads = load_words("whole_heads") | load_words("unit_heads")
    return (
        len(words) > 1
        and all((is_general(word) or word in MINOR) and word not in heads for word in words)
        and not type_of(name)
    )


def is_no_name(text: str, span: Span) -> bool:
    """Whether a span is a bare office, a month or a feast, or what stands behind a person's name: a degree, an honour, "(Retd)".

    So is a place of one word in small letters or without letters, and the adjective of a nation as a place.
    Nor is a name what stands behind an hour ("10:15 IST"), a place the noun for one ("Prefecture") or an acronym with its number ("COP28").
    """
    if span.label not in NAMES:
        return False
    words = text[span.start : span.end]
    if span.label is not Label.PERSON and words.casefold() in load_words("no_names"):
        return True
    if span.label is Label.INSTITUTION and words.casefold() in office_groups():
        return True
    if span.label is Label.PLACE and (words in demonyms() or (" " not in words and _is_small(words))):
        return True
    if span.label is Label.PERSON and _DOTTED.fullmatch(words):
        return True
    if (
        span.label is not Label.PERSON
        and words.isupper()
        and _AFTER_HOUR.search(text[max(0, span.start - _HOUR) : span.start])
    ):
        return True
    if span.label is Label.PLACE and (words.casefold() in load_words("no_places") or _NUMBERED.fullmatch(words)):
        return True
    plain = words.replace(".", "").casefold()
    return (
        plain in load_words("post_nominals")
        and _AFTER_NAME.search(text[max(0, span.start - 3) : span.start]) is not None
    )


def _is_small(word: str) -> bool:
    """Whether a word has small letters alone, or none."""
    return not any(char.isalpha() and not char.islower() for char in word)


def one_sense(text: str, spans: Sequence[Span]) -> list[Span]:
    """Give all spans of one string the label for which the article speaks most: one sense per discourse (Gale et al. 1992).

    The name of a country is a place, whatever the tagger took it for, and the surname of somebody named in full is that person.
    So is the name of a town, where the tagger is not sure that it is another's and it is no word of a longer name of the text:
    "Cambridge" beside "University of Cambridge".
    Names of several words are one in whatever case; what is a name elsewhere is no event.
    """
    weight: defaultdict[str, defaultdict[Label, float]] = defaultdict(lambda: defaultdict(float))
    votes_of: defaultdict[str, defaultdict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        if span.label in _VOTING:
            name = text[span.start : span.end]
            votes_of[_form(name)][span.label] += span.score
            if span.label in NAMES:
                weight[name][span.label] += span.score
    parts = _parts_of_persons(weight)
    brands = _brands(weight) - parts
    surnames = {
        name.split()[-1]
        for name, votes in weight.items()
        if " " in name and max(votes, key=votes.__getitem__) is Label.PERSON
    }
    in_names = {
        word
        for name, votes in weight.items()
        if " " in name and set(votes) & _NAMED_LONGER
        for word in _WORD.findall(name)
    }
    result = []
    for span in spans:
        name = text[span.start : span.end]
        if span.label is Label.PLACE and span.score >= _CERTAIN and name in surnames:
            pass
        elif name in surnames and span.label in NAMES and not name.isupper():
            span = replace(span, label=Label.PERSON)
        elif span.label is Label.EVENT:
            votes = votes_of[_form(name)]
            span = replace(span, label=max(votes, key=lambda label: (votes[label], label.value)))
        elif span.label in NAMES:
            votes = votes_of[_form(name)]
            best = max(votes.keys() & NAMES, key=lambda label: (votes[label], label.value))
            town = name in towns() and name not in in_names and not name.isupper()
            if is_country(name) or (town and best in _NAMED_LONGER and span.score < _SURE):
                best = Label.PLACE
            if is_programme(name):
                best = Label.PROGRAMME
            elif best is not Label.PERSON and is_world_body(name):
                best = Label.INSTITUTION
            elif best is not Label.PERSON and name in parts and not is_country(name) and not town:
                best = Label.PERSON
            elif (best is Label.PERSON and name in brands) or (
                best is Label.PROGRAMME and span.score < _SURE and _ends_as_body(name)
            ):
                best = Label.INSTITUTION
            elif _is_area(name) and (best is Label.PERSON or (best is Label.INSTITUTION and span.score < _ACTING)):
                best = Label.PLACE
            span = replace(span, label=best)
        result.append(span)
    return result


def _ends_as_body(name: str) -> bool:
    """Whether the last word says what sort of institution is meant: "Joint Research Institute"."""
    return " " in name and name.split()[-1].casefold() in load_words("body_endings")


def _form(name: str) -> str:
    return name.casefold() if " " in name else name


def _voted(weight: Mapping[str, Mapping[Label, float]], label: Label) -> list[list[str]]:
    """The words of the names of several words for which most votes are of a label."""
    return [
        name.split() for name, votes in weight.items() if " " in name and max(votes, key=votes.__getitem__) is label
    ]


def _parts_of_persons(weight: Mapping[str, Mapping[Label, float]]) -> set[str]:
    """Stretches of words of persons' full names, but for the given name alone: "Abu Shamala", a surname before the last."""
    return {
        " ".join(words[start:end])
        for words in _voted(weight, Label.PERSON)
        if len(words) <= _LONGEST_PERSON
        for start in range(len(words))
        for end in range(start + 1, len(words) + 1)
        if (start or end > 1) and end - start < len(words)
    }


def _brands(weight: Mapping[str, Mapping[Label, float]]) -> set[str]:
    """Proper beginnings of institutions' names, and what they hold in quotation marks: "Orkhon" of "Orkhon University"."""
    brands = set()
    for words in _voted(weight, Label.INSTITUTION):
        name = " ".join(words)
        own = list(takewhile(lambda word: not is_general(word.casefold()), words))
        if own and own != words and type_of(name):
            brands.add(" ".join(own))
        for quoted in _QUOTED.findall(name):
            brands |= {quoted, quoted.split()[-1]}
    return brands


def _is_area(name: str) -> bool:
    """Whether a name ends in the word for an area, and no other word makes it an institution's."""
    words = name.split()
    return 1 < len(words) <= _LONGEST_AREA and words[-1].casefold() in load_words("area_words") and not type_of(name)


def find_serial_codes(text: str) -> set[str]:
    """Letters that the text numbers ("P2", "P3" before partners' names), with their numbers."""
    numbers: defaultdict[str, set[str]] = defaultdict(set)
    for letters, number in _SERIAL.findall(text):
        numbers[letters].add(number)
    return {letters + number for letters, found in numbers.items() if len(found) > 1 for number in found}


def find_country_codes(text: str) -> set[str]:
    """Codes of two capitals in brackets, where at least two countries stand so: "(BE)", "(FR)" behind partners' names."""
    codes = {code for code in _CODE.findall(text) if code in country_codes()}
    return codes if len(codes) > 1 else set()
