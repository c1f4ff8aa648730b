"""Names that share a word: "Athlone and Limerick Institutes of Technology" are two institutions, "the Universities of Bari and Foggia" too.

Such a phrase is cut into one span for each institution, and each span bears the whole name that the text leaves to its reader
(elliptic coordination: Athlone Institute of Technology, Limerick Institute of Technology).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from pipeline.extract.core_names import is_field
from pipeline.extract.known_names import demonyms, is_country, towns
from pipeline.extract.lexicon import load_words
from pipeline.extract.reading import Label, Span
from pipeline.extract.type_nouns import singular

# As sure as a name that the tagger has found: a plural in front of a list, or behind it, says how many there are.
_SCORE = 0.9
_FOUND_BY = "shared head"
_WORD = r"[^\W\d_a-z][\w’'ʻ-]{0,40}"
_NAME = rf"(?:the )?{_WORD}(?: (?:de |d[aeo]s? |del |al-)?{_WORD}){{0,4}}"
_LIST = rf"{_NAME}(?:, {_NAME}){{0,15}},? (?:and|&) {_NAME}"
_AND = re.compile(r",? (?:and|&) |, ")
_WORD_BEHIND = re.compile(r" ([^\W\d_]+)")
_CAPITAL_BEHIND = re.compile(r" [^\W\d_a-z]")
_OF_NAMES = frozenset({Label.INSTITUTION, Label.PLACE, Label.PERSON})
# Kinds of span whose names hold such a phrase and stay whole ("Association of Universities of the Urals and Siberia").
_HOLDERS = frozenset({Label.INSTITUTION, Label.PROGRAMME, Label.EVENT})


@dataclass(frozen=True, slots=True)
class _Part:
    """One of the listed: offsets of its span, and its whole name."""

    start: int
    end: int
    name: str


def split_shared_heads(text: str, candidates: Sequence[Span]) -> list[Span]:
    """The candidates with those inside a phrase of several institutions with one common word replaced by a span for each of these.

    The listed have to be names: what was found as one, or a town; countries are none, and neither is what is taught. A noun in small
    letters has to be definite ("the universities of Iași and Galați", but "schools of Kakheti and Adjara").
    """
    ordered = sorted(candidates)
    reach = max((span.end - span.start for span in ordered), default=0)
    found: list[tuple[int, int, list[_Part]]] = []
    for match, finder in _phrases(text):
        low = bisect_left(ordered, match.start() - reach, key=lambda span: span.start)
        high = bisect_left(ordered, match.end(), key=lambda span: span.start)
        parts = finder(text, match, [span for span in ordered[low:high] if span.end > match.start()])
        taken = any(start < match.end() and match.start() < end for start, end, _ in found)
        if len(parts) > 1 and not taken:
            found.append((parts[0].start, parts[-1].end, parts))
    if not found:
        return list(candidates)
    kept = [span for span in candidates if not any(start < span.end and span.start < end for start, end, _ in found)]
    for _, _, parts in found:
        kept += [Span(one.start, one.end, Label.INSTITUTION, _SCORE, _FOUND_BY, name=one.name) for one in parts]
    return kept


@cache
def _plurals(words: str) -> tuple[str, ...]:
    nouns = sorted(load_words(words))
    return tuple(noun.removesuffix("y") + "ies" if noun.endswith("y") else noun + "s" for noun in nouns)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The plural nouns; a noun with a capital and one without in front of a list; one behind it."""
    large, small = (
        "|".join(noun.capitalize() for noun in _plurals("shared_heads")),
        "|".join(_plurals("small_shared_heads")),
    )
    complement = rf"(?: of {_WORD}(?:(?: and| &)? {_WORD}){{0,2}})?"
    return (
        re.compile(rf"\b(?:{large}|{small})\b"),
        re.compile(
            rf"\b(?:The )?(?P<head>(?:{_WORD} ){{0,3}}(?:{large}){complement}) (?P<link>of|in|at) (?P<list>{_LIST})"
        ),
        re.compile(rf"(?<!\bin )\b[Tt]he (?P<head>{small}) (?P<link>of) (?P<list>{_LIST})"),
        re.compile(rf"(?<!\w)(?P<list>{_LIST}) (?P<head>(?:{large}){complement}|{small})\b"),
    )


def _phrases(text: str) -> Iterator[tuple[re.Match[str], Callable[[str, re.Match[str], Sequence[Span]], list[_Part]]]]:
    """What looks like a phrase with a shared noun, and how its parts are found; only lines with such a noun are looked at."""
    plural, *before, behind = _patterns()
    at = 0
    while noun := plural.search(text, at):
        start, end = text.rfind("\n", 0, noun.start()) + 1, text.find("\n", noun.end())
        at = end if end >= 0 else len(text)
        for pattern in before:
            yield from ((match, _in_front) for match in pattern.finditer(text, start, at))
        yield from ((match, _behind) for match in behind.finditer(text, start, at))


def _in_front(text: str, match: re.Match[str], near: Sequence[Span]) -> list[_Part]:
    """The institutions of "Universities of A, B and C"."""
    start = match.start("head")
    listed = list(_listed(text, match))
    head = _singular_of(match.group("head"))
    if _are_areas(text, match.end()) or _is_held(start, match.end(), near):
        return []
    # Where a name ends that begins with the noun: it vouches for what of the list it holds.
    reached = max((span.end for span in near if span.label is Label.INSTITUTION and span.start == start), default=start)
    named = all(_is_name(text, low, high, near, inside=high <= reached) for low, high in listed)
    countries = all(is_country(text[low:high]) for low, high in listed)
    of_countries = countries and (" of " in head or head.casefold() in load_words("heads_of_countries"))
    subjects = head.casefold() == "ministry" and match.group("head")[0].isupper() and not countries
    if not (named or of_countries or subjects):
        return []
    parts = [_Part(low, high, f"{head} {match.group('link')} {text[low:high]}") for low, high in listed]
    return [replace(parts[0], start=start), *parts[1:]]


def _behind(text: str, match: re.Match[str], near: Sequence[Span]) -> list[_Part]:
    """The institutions of "A, B and C Institutes of Technology"; words between C and the noun are common to all."""
    if _CAPITAL_BEHIND.match(text, match.end()) or _is_held(match.start(), match.end(), near):
        return []
    listed = list(_listed(text, match))
    low, high = listed[-1]
    common = ""
    last = max((span.end for span in near if span.label is Label.PLACE and span.start == low), default=high)
    if low < last < high:
        common, listed[-1] = text[last + 1 : high] + " ", (low, last)
    first = max(
        (
            span.start
            for span in near
            if span.label in _OF_NAMES and listed[0][0] < span.start and span.end == listed[0][1]
        ),
        default=listed[0][0],
    )
    listed[0] = (first, listed[0][1])
    whole = any(span.label is Label.INSTITUTION and span.start <= first and match.end() <= span.end for span in near)
    if not all(_is_name(text, low, high, near, inside=whole or high == listed[-1][1]) for low, high in listed):
        return []
    head = common + _singular_of(match.group("head"))
    parts = [_Part(low, high, f"{text[low:high]} {head}") for low, high in listed]
    return [*parts[:-1], replace(parts[-1], end=match.end())]


def _are_areas(text: str, end: int) -> bool:
    """Whether the listed are districts ("colleges of Amangeldy and Zhangeldi districts")."""
    word = _WORD_BEHIND.match(text, end)
    return word is not None and singular(word.group(1).casefold()) in load_words("area_words")


def _listed(text: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Offsets of the listed, without "the"."""
    at, end = match.span("list")
    stops = [*_AND.finditer(text, at, end), None]
    for stop in stops:
        low, high = at, stop.start() if stop else end
        if text.startswith("the ", low):
            low += len("the ")
        yield low, high
        at = stop.end() if stop else end


def _singular_of(head: str) -> str:
    """ "Institutes of Technology": Institute of Technology; "universities": University."""
    front, of, rest = head.partition(" of ")
    words = front.split(" ")
    words[-1] = singular(words[-1])
    return " ".join(word[0].upper() + word[1:] for word in words) + of + rest


def _is_held(start: int, end: int, near: Sequence[Span]) -> bool:
    """Whether a longer name holds the phrase, or crosses its end."""
    return any(
        span.label in _HOLDERS and ((span.start < start and end <= span.end) or start < span.start < end < span.end)
        for span in near
    )


def _is_name(text: str, start: int, end: int, near: Sequence[Span], *, inside: bool) -> bool:
    """Whether a listed thing is a name of its own. ``inside``: a longer span vouches for it, unless it says what is taught."""
    name = text[start:end]
    if is_country(name) or name in demonyms():
        return False
    found = any(span.label in _OF_NAMES and (span.start, span.end) == (start, end) for span in near)
    return found or name in towns() or (inside and not any(map(is_field, name.split())))
