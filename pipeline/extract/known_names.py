"""Names that general knowledge gives: countries, bodies of the world, degree programmes. They fill what the tagger leaves open."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from pipeline.extract.reading import Label, Span

# Less than a sure span of the tagger, so that its longer or other reading wins.
_SCORE = 0.6
_DEGREE_SCORE = 0.8
# "Master's programme in Desert Ecology": a degree, the word for a course of study, and a field with capitals.
_DEGREE = re.compile(
    r"\b(?:(?:Master|Bachelor|Doctor)(?:['’]?s)?|MBA|M\.?Sc\.?|B\.?Sc\.?|M\.?A\.?|Ph\.?D\.?|[Dd]octoral|[Pp]ostgraduate|[Uu]ndergraduate)"
    r"(?: degree)? (?:[Pp]rogramme|[Pp]rogram|[Cc]ourse) (?:in|on|of) (?:the )?"
    r"(?=[A-Z])[\w’'-]+(?: (?:(?:and|of|for|in|the|&) )?[A-Z][\w’'-]*){1,6}"
)


def find_known(text: str) -> Iterator[Span]:
    """Spans of known names, in no order; they may overlap others."""
    words, longest = _names()
    tokens = list(_TOKEN.finditer(text))
    for index, token in enumerate(tokens):
        reach = longest.get(token.group(), 0)
        for count in range(min(reach, len(tokens) - index), 0, -1):
            last = tokens[index + count - 1]
            label = words.get(" ".join(text[token.start() : last.end()].split()))
            if label is Label.PROGRAMME and _GOES_ON.match(text, last.end()):
                break
            if label is not None:
                yield Span(token.start(), last.end(), label, _SCORE, "known")
                break
    for degree in _DEGREE.finditer(text):
        yield Span(degree.start(), degree.end(), Label.PROGRAMME, _DEGREE_SCORE, "pattern")


@cache
def demonyms() -> frozenset[str]:
    """Adjectives of nationality."""
    return frozenset(name for row in _rows("countries") for name in row["demonyms"].split("|") if name)


def is_programme(name: str) -> bool:
    """Whether a string is the name of a programme that is known everywhere, as it stands."""
    return _names()[0].get(name) is Label.PROGRAMME


def is_world_body(name: str) -> bool:
    """Whether a string is the name of a body of the world, as it stands."""
    return _names()[0].get(name) is Label.INSTITUTION


def is_country(name: str) -> bool:
    """Whether a string is the name of a country, as it stands."""
    return _names()[0].get(name) is Label.PLACE


@cache
def country_codes() -> frozenset[str]:
    """ISO 3166 alpha-2 codes, and those that the European Commission writes for Greece and the United Kingdom."""
    return frozenset(row["code"] for row in _rows("countries")) | {"EL", "UK"}


@cache
def towns() -> frozenset[str]:
    """Names of one word that towns of the world bear (GeoNames, CC BY 4.0; made by ``pipeline.resolve.city_build``)."""
    data = files("pipeline.resources").joinpath("towns.gz").read_bytes()
    return frozenset(gzip.decompress(data).decode("utf-8").split("\n"))


# "Belt and Road Presidents' Forum" is no programme.
_GOES_ON = re.compile(r" [^\W\d_a-z]")
# Punctuation belongs to a token where it stands inside it ("U.S.", "People's"), or is a token of its own.
_TOKEN = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*\+?|,")


@cache
def _names() -> tuple[dict[str, Label], dict[str, int]]:
    """Known names with their label, and by first token the number of tokens of the longest of them."""
    names: dict[str, Label] = {}
    for row in _rows("countries"):
        for name in row["names"].split("|"):
            if len(name) > 3:
                names[name] = Label.PLACE
                names[f"Republic of {name}"] = Label.PLACE
    for row in _rows("world_bodies"):
        for name in (row["acronym"], *row["names"].split("|")):
            # Acronyms of two or three letters mean too many things to be known without a text that says so.
            if len(name) > 3:
                names[name] = Label.INSTITUTION
    for row in _rows("world_programmes"):
        names.update(dict.fromkeys(row["names"].split("|"), Label.PROGRAMME))
    longest: dict[str, int] = {}
    for name in names:
        tokens = _TOKEN.findall(name)
        longest[tokens[0]] = max(len(tokens), longest.get(tokens[0], 0))
    return names, longest


def _rows(name: str) -> Iterator[dict[str, str]]:
    text = files("pipeline.resources").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
