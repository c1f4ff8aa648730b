"""Probable mistakes of an annotator: allowed by the format, but seldom meant."""

import re
from collections.abc import Iterator

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.lint_values import find_value_warnings
from pipeline.annotation.model import Mark, MarkKind, PersonRecord

NAMES = frozenset({MarkKind.INSTITUTION, MarkKind.PERSON, MarkKind.PLACE, MarkKind.PROGRAMME})

# Words before a name that are no part of it.
HONORIFICS = frozenset(
    {
        "academician",
        "ambassador",
        "assoc.",
        "associate",
        "col.",
        "dame",
        "dato'",
        "datuk",
        "dean",
        "dr",
        "dr.",
        "eng",
        "eng.",
        "engr",
        "engr.",
        "excellency",
        "gen.",
        "h.e.",
        "hon",
        "hon'ble",
        "hon.",
        "ing.",
        "ir.",
        "lt.",
        "mag.",
        "minister",
        "miss",
        "mr",
        "mr.",
        "mrs",
        "mrs.",
        "ms",
        "ms.",
        "mx",
        "president",
        "prof",
        "prof.",
        "professor",
        "rector",
        "rev.",
        "sheikh",
        "shri",
        "sir",
        "smt.",
        "tun",
    }
)
POST_NOMINAL = re.compile(r", ?(?:Ph\.?D|MBE|OBE|CBE|TD|MP|MA|MSc|DSc|Sc\.?D|Jr)\b")
# Places whose name begins with the article.
WITH_ARTICLE = frozenset({"The Hague", "The Gambia", "The Bahamas"})
# Words that keep their full stop at the end of a name.
WITH_STOP = re.compile(r"(?:^|[\W])(?:\w{1,3}|Bros|Corp|Ltda|Sept|\w+\.\w+)\.$")


def find_warnings(article: AnnotatedArticle) -> list[tuple[int, str]]:
    """Return probable mistakes as (offset into the text, message), in text order."""
    found = list(_boundary_warnings(article))
    found += _unmarked_warnings(article)
    found += _role_warnings(article)
    found += find_value_warnings(article)
    return sorted(found)


def _boundary_warnings(article: AnnotatedArticle) -> Iterator[tuple[int, str]]:
    for mark in article.marks:
        words = article.words(mark)
        if mark.kind in (MarkKind.REFERENCE, MarkKind.DATE, MarkKind.MONEY):
            continue
        if re.match(r"(?:[Tt]he|an?) ", words) and words not in WITH_ARTICLE:
            yield mark.start_char, f"the mark '{words}' begins with an article: begin after it"
        if words[-1] in ",;:!?" or (words[-1] == "." and not WITH_STOP.search(words)):
            yield mark.start_char, f"the mark '{words}' ends with punctuation: end before it"
        if re.search(r"['\u2019]s$", words):
            yield mark.start_char, f"the mark '{words}' ends with a genitive: end before it"
        if mark.kind is MarkKind.PERSON:
            if words.split()[0].casefold().replace("\u2019", "'") in HONORIFICS:
                yield mark.start_char, f"the person '{words}' begins with a title: begin after it"
            if POST_NOMINAL.search(words):
                yield mark.start_char, f"the person '{words}' ends with a title: end before it"


def _unmarked_warnings(article: AnnotatedArticle) -> Iterator[tuple[int, str]]:
    """Names that are marked in one place and not in another; one warning a place, for the longest name."""
    covered = bytearray(len(article.text))
    for mark in article.marks:
        covered[mark.start_char : mark.end_char] = b"x" * (mark.end_char - mark.start_char)
    surfaces = sorted({surface for mark in article.marks for surface in _surfaces(article, mark)})
    for surface in sorted(surfaces, key=len, reverse=True):
        flags = re.IGNORECASE if " " in surface else re.NOFLAG
        for match in re.finditer(rf"(?<!\w){re.escape(surface)}(?!\w)", article.text, flags):
            if not any(covered[match.start() : match.end()]):
                covered[match.start() : match.end()] = b"x" * len(match[0])
                yield match.start(), f"'{match[0]}' is marked elsewhere in the article, but not here"


def _surfaces(article: AnnotatedArticle, mark: Mark) -> Iterator[str]:
    """The marked name, and the family name of a person (its last word, or its first)."""
    words = article.words(mark)
    if mark.kind in NAMES and len(words) > 1:
        yield words
    if mark.kind is MarkKind.PERSON:
        yield from (word for word in words.split() if len(word) > 3 and word[0].isupper())


def _role_warnings(article: AnnotatedArticle) -> Iterator[tuple[int, str]]:
    marked = {_bare(article.words(mark)) for mark in article.marks if mark.kind is MarkKind.ROLE}
    for record in article.records:
        if not isinstance(record, PersonRecord):
            continue
        first = next(m.start_char for m in article.marks if m.kind is MarkKind.PERSON and record.id in m.ids)
        for office in record.offices:
            if office.role and _bare(office.role) not in marked:
                yield first, f"the role '{office.role}' of {record.id} is marked nowhere as [{office.role}](r)"


def _bare(role: str) -> str:
    """The role without case and plural, so that 'Vice-Rectors' matches 'Vice-Rector'."""
    return re.sub(r"s\b", "", role.casefold())
