"""Names of persons that a tagger has torn or mistaken: "Md." before "Karim Sheikh", "Raul Ortiz" ", Jr.", "Dr. ‹institution›"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from pipeline.extract.lexicon import load_table, load_words
from pipeline.extract.reading import Label, Span
from pipeline.extract.type_nouns import type_of

# What stands behind a name and is a part of it.
_SUFFIX = re.compile(r",?[ \u00a0](?:Jr|Sr)\b\.?|,?[ \u00a0](?:II|III|IV)\b(?![.\w])")
_ONLY_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")
_BETWEEN = re.compile(r"\.?[ \u00a0]")
_TITLE = re.compile(r"(?:\b[^\W\d_]+[.'’]?[^\W\d_]*\.?[ \u00a0])\Z")
_WORD = re.compile(r"[^\W\d_][\w'’ʻ`.-]*")
_INITIALLED = re.compile(
    r"(?<![\w.-])[^\W\d_a-z][^\W\d_A-Z]{2,}(?:-[^\W\d_a-z][^\W\d_A-Z]+)?\.[^\W\d_a-z][^\W\d_A-Z]?(?![\w.])"
)
_BY_FORM = 0.9
_MOST_WORDS = 5
_BEFORE = 20


@cache
def _only_beginning() -> re.Pattern[str]:
    """A beginning of a name alone; with regard to case, for "MD" and "AL" are acronyms."""
    return re.compile(rf"(?:{'|'.join(map(re.escape, load_table('words')['name_beginnings']))})\.?")


@cache
def _honours() -> re.Pattern[str]:
    """Letters of an order behind a name: "Aziza Karimova ‹OBE›"; with regard to case."""
    letters = "|".join(load_table("words")["honours"])
    return re.compile(rf"(?<=[^\W\d_]{{2}})(?:,?[ \u00a0](?:{letters}))+\Z")


@cache
def _short_given_name() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, load_table('words')['short_given_names']))})\.?[ \u00a0]\Z")


def mend_persons(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with persons made whole; a piece that is no name by itself ("Jr.") is left out where nothing is beside it."""
    result: list[Span] = []
    for span in sorted(spans):
        if span.label not in {Label.PERSON, Label.INSTITUTION, Label.PLACE}:
            result.append(span)
            continue
        words = text[span.start : span.end]
        last = result[-1] if result else None
        if last is not None and last.label is Label.PERSON and _continues(text, last, span):
            result[-1] = _whole(text, replace(last, end=span.end, score=max(last.score, span.score)))
            continue
        if _ONLY_SUFFIX.fullmatch(words):
            continue
        if span.label is not Label.PERSON and _is_titled(text, span):
            span = replace(span, label=Label.PERSON)
        result.append(_whole(text, span))
    return result


def find_initialled(text: str, spans: Sequence[Span]) -> list[Span]:
    """Names with the father's initial behind ("Bolormaa.Ts", as in Mongolia) where the text has shown one of them."""
    known = {span.start for span in spans}
    if not any(span.label is Label.PERSON and _INITIALLED.fullmatch(text, span.start, span.end) for span in spans):
        return []
    matches = (match for match in _INITIALLED.finditer(text) if match.start() not in known)
    return [Span(match.start(), match.end(), Label.PERSON, _BY_FORM, "pattern") for match in matches]


def _continues(text: str, last: Span, span: Span) -> bool:
    """Whether a span is the rest of a person's name that ends before it in a short form."""
    prefix = _only_beginning().fullmatch(text[last.start : last.end])
    beside = _BETWEEN.fullmatch(text[last.end : span.start])
    return bool(prefix and beside) and _looks_like_a_person(text[span.start : span.end])


def _whole(text: str, span: Span) -> Span:
    """A person with the short given name in front ("Md. Karim Sheikh"), the suffix behind, and no letters of an order."""
    if span.label is not Label.PERSON:
        return span
    before = _short_given_name().search(text, max(0, span.start - _BEFORE), span.start)
    suffix = _SUFFIX.match(text, span.end)
    honours = _honours().search(text, span.start, span.end)
    end = suffix.end() if suffix else honours.start() if honours else span.end
    return replace(span, start=before.start() if before else span.start, end=end)


def _is_titled(text: str, span: Span) -> bool:
    """Whether a title that only persons bear stands right before words without a type of institution."""
    before = _TITLE.search(text[max(0, span.start - _BEFORE) : span.start])
    title = before.group().strip().rstrip(".").casefold() if before else ""
    return title in load_words("personal_titles") and _looks_like_a_person(text[span.start : span.end])


def _looks_like_a_person(words: str) -> bool:
    parts = words.split()
    capitals = all(_WORD.fullmatch(part) and part[0].isupper() for part in parts)
    return 0 < len(parts) <= _MOST_WORDS and capitals and not words.isupper() and not type_of(words)
