"""The roles of a reading as affiliations need them: bounds mended, names inside left out, missed ones added.

The tagger may begin a role a word early ("Under President"), end it on a preposition ("Director of ‹New Institutions›"), or take an
office alone for an institution ("(Proctor)").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.extract.lexicon import load_table, load_words
from pipeline.extract.name_words import words_of
from pipeline.extract.reading import NAMES, Label, Reading, Span
from pipeline.extract.role_lexicon import head_noun, missed_roles, scope_end

_NESTING = 6
# The end of what somebody said, and "chief guest", which is no office.
_ENDS_SPEECH = re.compile(r"[,.!?…][\"”»]")
_GUEST = re.compile(r"\sguests?\b", re.IGNORECASE)
_LEADS_ON = re.compile(r"(?:[\s,]+(?:of|for|at|in|to|on|the|its|and))*[\s,(–—-]*\Z", re.IGNORECASE)
_LEADS_IN = re.compile(
    r"(?:(?:the|a|an|its|our|their|his|her|as|by|with|then|under(?![ -]?secretar)|when|while|and|one of the)\s+)+(?=\S)",
    re.IGNORECASE,
)


def with_roles(reading: Reading) -> list[Span]:
    """The spans of a reading in text order, with roles mended and those added that the tagger missed."""
    mended = [_as_office(reading.text, span) for span in reading.spans]
    known = replace(reading, spans=mended, _starts=[])
    spans = sorted([*mended, *missed_roles(known)], key=lambda span: (span.start, -span.end))
    return list(_mended(reading, spans))


def _as_office(text: str, span: Span) -> Span:
    """A single word taken for an institution that is an office noun and no type of institution, as a role."""
    name = text[span.start : span.end]
    if span.label is not Label.INSTITUTION or " " in name or name.isupper():
        return span
    word = name.casefold()
    if word in load_words("unit_heads") | load_words("whole_heads") or head_noun(name) != word:
        return span
    return replace(span, label=Label.ROLE)


def _mended(reading: Reading, spans: list[Span]) -> Iterable[Span]:
    for number, span in enumerate(spans):
        if span.label is not Label.ROLE:
            yield span
            continue
        if any(name.covers(span) for name in spans[max(0, number - _NESTING) : number] if name.label in NAMES):
            continue
        if _is_none(reading.text, span):
            continue
        following = [name for name in spans[number + 1 : number + 1 + _NESTING] if name.label is not Label.DATE]
        role = _without_names(reading.text, span, [name for name in following if name.label in NAMES])
        if role is not None:
            yield _with_scope(reading, role, following)


def _is_none(text: str, role: Span) -> bool:
    """Whether a role is letters behind a name, the last word of what was said, or "chief" of "chief guest"."""
    words = text[role.start : role.end]
    return (
        words.replace(".", "") in load_table("words")["honours"]
        or bool(_ENDS_SPEECH.match(text, role.end))
        or (words.casefold().endswith("chief") and bool(_GUEST.match(text, role.end)))
    )


def _without_names(text: str, role: Span, following: list[Span]) -> Span | None:
    """A role without the words before it that are none of it; one that holds names ends before the first."""
    inner = next((name for name in following if role.start < name.start and name.end <= role.end), None)
    end = inner.start if inner is not None else role.end
    lead = _LEADS_IN.match(text, role.start, end)
    start = lead.end() if lead and head_noun(text[lead.end() : end]) else role.start
    kept = _LEADS_ON.sub("", text[start:end])
    return replace(role, start=start, end=start + len(kept)) if kept else None


def _with_scope(reading: Reading, role: Span, following: list[Span]) -> Span:
    """A role that ends on its noun with the field that follows: "Director" of "Director of New Programmes"."""
    words = words_of(reading.text[role.start : role.end])
    if role.found_by.endswith("lexicon") or not words or not head_noun(words[-1]):
        return role
    sentence = reading.sentences[reading.sentence_at(role.start)].end if reading.sentences else len(reading.text)
    limit = min([span.start for span in following if span.start >= role.end] + [sentence])
    end = scope_end(reading.text, role.end, limit, capitals=True)
    scope = words_of(reading.text[role.end : end])
    # Words of an institution show a name that was not found, not a field of work.
    return (
        role
        if any(word in load_words("whole_heads") | load_words("unit_heads") for word in scope)
        else replace(role, end=end)
    )
