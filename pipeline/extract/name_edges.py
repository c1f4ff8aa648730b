"""Edges of institution names that a tagger misses: closing quotes, legal forms, where an embassy is, fields joined by "and"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from pipeline.extract.acronyms import is_acronym
from pipeline.extract.core_names import is_field, is_general
from pipeline.extract.known_names import demonyms, is_country, towns
from pipeline.extract.lexicon import alternatives, load_words
from pipeline.extract.reading import NAMES, Label, Span
from pipeline.extract.type_nouns import type_of
from pipeline.extract.wholes import is_unit, is_whole

_MISSION = re.compile(
    r"(?:(?:the |Royal )?(?:Embass(?:y|ies)|High Commission|Consulate(?:[ -]General)?|Permanent (?:Mission|Representation))"
    r"|Representative Office|Representation) of\b"
)
_SEAT = re.compile(r" (?:in|to)(?: the)? ")
_JOINT = re.compile(r",? (?:and|&) ")
_OF_WHOLE = re.compile(r" (?:of|under)(?: the)? ")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_AREA = re.compile(
    r" (?:province|county|region|oblast|state)\b(?!-)"
    r"(?= ?(?:[^\w ]|\Z)| (?:of|in|on|at|and|to|for|from|by|with|who|which|where|is|was|has)\b)"
)
# What a name nearly always goes on with: a school's number, the area of a body "of Goma", the suffix of whom it is named after, what it is
# called in quotation marks.
_NUMBERED = re.compile(r"(?<=\b(?:No|Nr))\.? ?\d+\b")
_OF_AREA = re.compile(r" of [^\W\d_a-z][\w'’‘-]*(?: [^\W\d_a-z][\w'’‘-]*)?\Z")
_ITS_AREA = re.compile(r" (?:province|county|region|oblast|state|district|aimag|soum|city)\b(?!-)")
_AFTER_SOMEBODY = re.compile(r"\b(?:after|memory of) [^\W\d_a-z]")
_SUFFIX = re.compile(r",? (?:Jr|Sr)\b\.?")
_QUOTED_NAME = re.compile(
    r" (?:\"[^\W\d_a-z][^\"\n]{1,50}\"|“[^\W\d_a-z][^”\n]{1,50}”|«[^\W\d_a-z][^»\n]{1,50}»|„[^\W\d_a-z][^“”\n]{1,50}[“”])"
)
_WORD_BEFORE = re.compile(r"\b([^\W\d_a-z][^\W\d_]+) \Z")
_SURE = 0.9
# What the tagger takes for a place or a name of its own behind these words, but less surely than this, is mostly the end of the name in
# front. (Behind a comma it stands alone nine times out of ten, however unsure the tagger is.)
_UNSURE = {" of ": 0.7, " at ": 0.7, " in ": 0.6, " ": 0.7}
_LONGEST_FORM = 40
# A person's nickname stands in quotation marks inside the name.
_QUOTED = frozenset({Label.INSTITUTION, Label.PROGRAMME})
_ENDS = frozenset({Label.INSTITUTION, Label.PLACE})
_FIRST = frozenset({Label.PLACE, Label.PERSON})


def mend_edges(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with the edges of institutions put right."""
    joined = _join_first_words(text, _join_pieces(text, sorted(spans)))
    places = [span for span in joined if span.label is Label.PLACE]
    starts = [span.start for span in places]
    behind = {span.start: span for span in joined if span.label in _ENDS}
    result = []
    for span in joined:
        span = _with_legal_form(text, span)
        if span.label is Label.INSTITUTION:
            span = _with_unsure(text, _with_rest(text, span), behind)
            span = _with_demonym(text, _with_seat(text, span, places, starts))
        elif span.label is Label.PLACE:
            span = _with_area(text, span)
        result.append(_with_quotes(text, span))
    return result


def _with_demonym(text: str, span: Span) -> Span:
    """A name of several words begins with the adjective of a nation in front of it: "Turkish Hazelnut Research Agency".

    So do 74 of 92 such names of the annotated corpus; not one that begins with its town ("Georgian Batumi Academy").
    """
    before = _WORD_BEFORE.search(text, max(0, span.start - _LONGEST_FORM), span.start)
    if before is None or before.group(1) not in demonyms():
        return span
    first, _, rest = text[span.start : span.end].partition(" ")
    proper = first.isupper() or (first in towns() and not is_general(first.casefold()))
    return replace(span, start=before.start()) if rest and not proper else span


def _with_area(text: str, span: Span) -> Span:
    """A place with the word in small letters that says what sort of area it is ("Osh region"), where the phrase ends there."""
    area = _AREA.match(text, span.end)
    return replace(span, end=area.end()) if area and not is_country(text[span.start : span.end]) else span


def _with_quotes(text: str, span: Span) -> Span:
    """A name inside which a straight quotation mark opens goes on to the closing one, or back to the opening one."""
    if span.label not in NAMES or text.count('"', span.start, span.end) % 2 == 0:
        return span
    if text.startswith('"', span.end):
        return replace(span, end=span.end + 1)
    if span.label in _QUOTED and text.startswith('"', span.start - 1):
        return replace(span, start=span.start - 1)
    return span


@cache
def _legal_form() -> re.Pattern[str]:
    forms = alternatives(load_words("legal_forms"))
    # In front of another name the form belongs to that one: "X Academy, JSC Manas Power".
    return re.compile(
        rf"(?:,? \((?:{forms})\.?\))?(?:,? (?:{forms})\b(?:\.(?!\s+(?-i:[A-Z])|\s*\Z))?)*"
        r"(?!\w|\s+(?-i:[^\W\d_a-z])|\s+[\"“«])",
        re.IGNORECASE,
    )


def _with_legal_form(text: str, span: Span) -> Span:
    """ "(Pvt) Ltd", "S.r.l." right behind a name belong to it, and make it that of an institution."""
    form = _legal_form().match(text, span.end, span.end + _LONGEST_FORM) if span.label in NAMES else None
    if not form or not any(char.isalpha() for char in form.group()):
        return span
    return replace(span, end=form.end(), label=Label.INSTITUTION)


def _with_seat(text: str, span: Span, places: Sequence[Span], starts: Sequence[int]) -> Span:
    """ "Embassy of X" goes on with the place where it is: "in Y", "to the Republic of Y"."""
    if not _MISSION.match(text, span.start, span.end):
        return span
    seat = _SEAT.match(text, span.end)
    if not seat:
        return span
    number = bisect_left(starts, seat.end())
    if number < len(places) and starts[number] == seat.end():
        # The tagger is unsure whether the name goes on, not that there is one.
        return replace(span, end=places[number].end, score=max(span.score, _SURE))
    return span


def _with_rest(text: str, span: Span) -> Span:
    """A name with its number ("School No." "46"), its area ("akimat of Goma" "district"), the "Jr." of whom it is named after, and what
    it is called in quotation marks.
    """
    if number := _NUMBERED.match(text, span.end):
        span = replace(span, end=number.end())
    if _OF_AREA.search(text[span.start : span.end]) and (area := _ITS_AREA.match(text, span.end)):
        span = replace(span, end=area.end())
    if _AFTER_SOMEBODY.search(text, span.start, span.end) and (suffix := _SUFFIX.match(text, span.end)):
        span = replace(span, end=suffix.end())
    if type_of(text[span.start : span.end]) and (quoted := _QUOTED_NAME.match(text, span.end)):
        span = replace(span, end=quoted.end())
    return span


def _with_unsure(text: str, span: Span, behind: Mapping[int, Span]) -> Span:
    """A name goes on with what the tagger half takes for its end, half for a name of its own: "Sveti Petar Gymnasium of Brod"."""
    if " " not in text[span.start : span.end]:
        return span
    for link, limit in _UNSURE.items():
        end = behind.get(span.end + len(link)) if text.startswith(link, span.end) else None
        if end is not None and end.score < limit and not is_country(text[end.start : end.end]):
            return replace(span, end=end.end)
    return span


def _join_pieces(text: str, spans: Sequence[Span]) -> list[Span]:
    """Institution spans that are pieces of one name.

    Broken at "and", where one of them has no type and speaks of fields alone ("Tavush Institute of Mining" + "Applied Sciences",
    "Tavush Mining" + "Applied Sciences University"); at a space; in front of the whole of which the first one is a part ("Faculty of
    Tea" of "Sardoba Green University").
    """
    result: list[Span] = []
    for span in spans:
        last = result[-1] if result else None
        if last is not None and last.label is span.label is Label.INSTITUTION and _is_one_name(text, last, span):
            result[-1] = replace(last, end=span.end, score=max(last.score, span.score))
        else:
            result.append(span)
    return result


def _join_first_words(text: str, spans: Sequence[Span]) -> list[Span]:
    """A place or a person of one word right in front of a name with a type begins it: "Bikaner" + "Desert Hospital"."""
    by_end = {span.end: span for span in spans if span.label in _FIRST and text[span.start : span.end].isalpha()}
    begun: dict[Span, Span] = {}
    for span in spans:
        first = by_end.get(span.start - 1)
        if span.label is Label.INSTITUTION and first is not None and text[first.end] == " ":
            name = text[span.start : span.end]
            if " " in name and type_of(name):
                begun[span] = replace(span, start=first.start, score=max(first.score, span.score))
    inside = {(by_end[span.start - 1].start, by_end[span.start - 1].end) for span in begun}
    return [begun.get(span, span) for span in spans if span.label not in _FIRST or (span.start, span.end) not in inside]


def _is_one_name(text: str, left: Span, right: Span) -> bool:
    between = text[left.end : right.start]
    before, after = text[left.start : left.end], text[right.start : right.end]
    if between == " ":
        return before.split()[-1][0].isupper() and not is_acronym(before)
    if _OF_WHOLE.fullmatch(between):
        return " " in before and is_unit(before) and is_whole(after)
    if not _JOINT.fullmatch(between):
        return False
    if before.isupper() or after.isupper() or not _ends_in_field(before):
        return False
    if type_of(before):
        return " of " in before and not type_of(after) and _ends_in_field(after)
    words = _WORD.findall(after)
    return len(words) > 1 and bool(type_of(words[-1])) and is_field(words[-2])


def _ends_in_field(name: str) -> bool:
    words = _WORD.findall(name)
    return len(words) > 1 and is_field(words[-1]) and not type_of(words[-1])
