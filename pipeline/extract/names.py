"""What the text itself says about its names: boundaries, acronyms in brackets, honorifics, repetitions, parts and wholes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.extract.acronyms import find_definitions
from pipeline.extract.lexicon import load_words
from pipeline.extract.overlaps import settle
from pipeline.extract.reading import NAMES, Label, Reading, Span, SpanAlias
from pipeline.records import AliasKind

# A repetition is a little less sure than the occurrence that shows it to be a name.
_REPEATED = 0.85
_EDGES = " \t\n,;:.!?'\"“”„«»‘’*•·–—-/|>"
_POSSESSIVE = re.compile(r"['’ʼ`´]s?\Z")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_HONORIFIC_WORD = re.compile(r"[^\s,;()]+\Z")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.)+")
_BRACKETS = {"(": ")", "[": "]", "“": "”", "«": "»"}


def complete_names(reading: Reading) -> None:
    """Mend and complete ``reading.candidates`` and fill ``reading.aliases`` and ``reading.part_of``."""
    trimmed = (trim(reading.text, span) for span in reading.candidates)
    reading.candidates = [span for span in trimmed if span and not is_bare_head(reading.text, span)]
    settled = settle(reading.candidates)
    definitions = find_definitions(reading.text, settled)
    reading.candidates += [definition.span for definition in definitions]
    reading.candidates += [definition.other for definition in definitions]
    reading.aliases += [SpanAlias(AliasKind.DEFINITION, d.span, d.other) for d in definitions]
    settled = settle(reading.candidates)
    repetitions = find_repetitions(reading.text, settled)
    reading.candidates += repetitions
    for whole, part in find_wholes(reading.text, settle(reading.candidates)):
        reading.candidates.append(whole)
        reading.part_of.append((part, whole))
    reading.candidates = [_with_honorific(reading.text, span) for span in reading.candidates]


def trim(text: str, span: Span) -> Span | None:
    """The span without articles, possessive endings, punctuation and unpaired brackets at its edges; None when nothing is left."""
    if span.value is not None:
        return span
    start, end = span.start, span.end
    while True:
        before = start, end
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES and not _is_abbreviation(text, start, end):
            end -= 1
        if span.label is not Label.ROLE and (article := _ARTICLE.match(text, start, end)):
            start = article.end()
        if (possessive := _POSSESSIVE.search(text, start, end)) and span.label is not Label.ROLE:
            end = possessive.start()
        start, end = _pair_brackets(text, start, end)
        if span.label is Label.PERSON:
            start = _skip_honorifics(text, start, end)
        if (start, end) == before:
            break
    if start >= end or not any(char.isalnum() for char in text[start:end]):
        return None
    return replace(span, start=start, end=end)


def is_bare_head(text: str, span: Span) -> bool:
    """Whether an institution span is a mere common noun ("Institute", "the University"): a reference, not a name."""
    word = text[span.start : span.end].casefold()
    return span.label is Label.INSTITUTION and (word in load_words("whole_heads") or word in load_words("unit_heads"))


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs to an initial or to "Jr.", "Ltd."."""
    last = text[start:end].split()[-1] if text[start:end].split() else ""
    return _INITIALS.fullmatch(last) is not None or last.casefold() in {"jr.", "sr.", "ltd.", "inc.", "co."}


def _pair_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    for opening, closing in _BRACKETS.items():
        if inside.count(opening) > inside.count(closing):
            at = inside.rfind(opening)
            end = start + at if at > 0 else end
            start = start + 1 if at == 0 else start
        elif inside.count(closing) > inside.count(opening):
            at = inside.find(closing)
            end = start + at if at > 0 else end
            start = start + 1 if at == 0 else start
        if text[start:end] != inside:
            break
    return start, end


def _skip_honorifics(text: str, start: int, end: int) -> int:
    """Offset of the name itself in a person span that begins with titles."""
    titles = load_words("honorifics")
    while True:
        word = re.match(r"[^\s]+\s+", text[start:end])
        if not word:
            return start
        plain = word.group().strip().rstrip(".,").casefold()
        is_initial = re.fullmatch(r"(?:[^\W\d_]\.)+", word.group().strip()) is not None
        if is_initial or plain not in titles or len(text[start:end].split()) < 2:
            return start
        start += word.end()


def _with_honorific(text: str, span: Span) -> Span:
    """A person span with the titles that stand right before it."""
    if span.label is not Label.PERSON or span.honorific:
        return span
    titles = load_words("honorifics")
    found: list[str] = []
    at = span.start
    while True:
        before = text[max(0, at - 30) : at]
        stripped = before.rstrip(" \u00a0")
        match = _HONORIFIC_WORD.search(stripped)
        if not match or "\n" in before[match.start() :]:
            break
        word = match.group()
        if word.rstrip(".").casefold() not in titles or not word[0].isupper():
            break
        found.insert(0, word)
        at -= len(before) - match.start()
    return replace(span, honorific=" ".join(found)) if found else span


def find_repetitions(text: str, spans: Iterable[Span]) -> list[Span]:
    """Further occurrences of names that were found once: whole names, and surnames of persons."""
    spans = list(spans)
    forms: dict[str, Label] = {}
    for span in spans:
        if span.label in NAMES:
            name = text[span.start : span.end]
            if _is_distinctive(name):
                forms.setdefault(name, span.label)
    for surname in _surnames(text, spans):
        forms.setdefault(surname, Label.PERSON)
    found: list[Span] = []
    for name in sorted(forms, key=lambda form: (-len(form), form)):
        label = forms[name]
        for match in re.finditer(rf"(?<![\w-]){re.escape(name)}(?![\w])", text):
            span = Span(match.start(), match.end(), label, _REPEATED, "repetition")
            if not any(span.overlaps(other) for other in spans) and not any(span.overlaps(other) for other in found):
                found.append(span)
    return found


def _is_distinctive(name: str) -> bool:
    """Whether a string can hardly be anything but the name: several words, or an acronym."""
    return (" " in name and name[0].isupper()) or (len(name) >= 2 and sum(char.isupper() for char in name) >= 2)


def _surnames(text: str, spans: Iterable[Span]) -> set[str]:
    """Single words of persons' full names that stand nowhere else than in names of persons."""
    words: set[str] = set()
    others: set[str] = set()
    for span in spans:
        parts = text[span.start : span.end].split()
        if span.label is Label.PERSON and len(parts) > 1:
            words |= {part for part in (parts[0], parts[-1]) if len(part) > 3 and part[0].isupper() and part.isalpha()}
        elif span.label is not Label.PERSON:
            others |= set(parts)
    lower = set(re.findall(r"[^\W\d_]+", text))
    return {word for word in words - others if word.lower() not in lower}


_JOINT = re.compile(r"(?:,? (?:of|at|in|under|within)(?: the)? |,? – |,? - |, )(?=[^\W\d_a-z]|[«“\"])")


def find_wholes(text: str, spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Pairs (whole, part): an institution named inside the name of its part, "Faculty of Law of X University"."""
    spans = [span for span in spans if span.label is Label.INSTITUTION]
    known = {text[span.start : span.end] for span in spans}
    pairs = []
    for span in spans:
        name = text[span.start : span.end]
        for joint in _JOINT.finditer(name):
            head, rest = name[: joint.start()], name[joint.end() :]
            if _is_unit(head) and (rest in known or _is_whole(rest)):
                start = span.start + joint.end()
                pairs.append((Span(start, span.end, Label.INSTITUTION, span.score, "nested"), span))
                break
    return pairs


def _is_unit(head: str) -> bool:
    words = [word.casefold() for word in re.findall(r"[\w']+", head)]
    return any(word in load_words("unit_heads") for word in words)


def _is_whole(name: str) -> bool:
    """Whether a string reads as a full name: several words, with a head before its first "of"."""
    words = re.findall(r"[\w']+", name)
    joint = _JOINT.search(name)
    front = re.findall(r"[\w']+", name[: joint.start()] if joint else name)
    return len(words) >= 2 and any(word.casefold() in load_words("whole_heads") for word in front)
