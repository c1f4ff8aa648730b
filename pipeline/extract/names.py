"""What the text itself says about its names: boundaries, acronyms in brackets, honorifics, repetitions, parts and wholes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.acronyms import find_definitions
from pipeline.extract.core_names import find_cores, find_superiors, is_general_plural
from pipeline.extract.enumerations import settle_enumerations
from pipeline.extract.joint_names import split_joint_names
from pipeline.extract.lexicon import load_words
from pipeline.extract.name_bounds import join_broken, join_persons, trim
from pipeline.extract.name_edges import mend_edges
from pipeline.extract.overlaps import settle
from pipeline.extract.person_bounds import find_initialled, mend_persons
from pipeline.extract.reading import NAMES, Label, Reading, Span, SpanAlias
from pipeline.extract.senses import find_country_codes, find_serial_codes, is_likely, is_no_name, one_sense
from pipeline.extract.shared_heads import split_shared_heads
from pipeline.extract.wholes import find_wholes, given_to_wholes
from pipeline.records import AliasKind

# A repetition is a little less sure than the occurrence that shows it to be a name.
_REPEATED = 0.85
_NUMBER = re.compile(r" (?:no\.? ?)?(?:\d+|[ivx]+)\Z")
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "to"})
_COMMON_DEFINITION = re.compile(r"((?:\b[a-z][a-z'’-]*[ -]){2,8})\(([A-Z]{2,7}s?)\)")
# "Industrial Training Institutes (ITIs)"
_CLASS_DEFINITION = re.compile(r"((?:(?<![\w'’-])[A-Z][\w'’-]* (?:(?:and|of|for) )?){2,8})\(([A-Z]{2,7})s\)")
_HONORIFIC_WORD = re.compile(r"[^\s,;()]+\Z")
_WORD = re.compile(r"[^\W_]+")
# Kinds whose names a tagger cuts short: a person's given name inside the full one is a mention of its own.
_LONG_NAMES = frozenset({Label.INSTITUTION, Label.PROGRAMME})


def complete_names(reading: Reading) -> None:
    """Mend and complete ``reading.candidates`` and fill ``reading.aliases`` and ``reading.part_of``."""
    sure = [span for span in reading.candidates if is_likely(reading.text, span)]
    joined = split_joint_names(reading.text, join_persons(reading.text, join_broken(reading.text, sure)))
    trimmed = mend_persons(reading.text, [span for span in (trim(reading.text, one) for one in joined) if span])
    trimmed = mend_edges(reading.text, trimmed)
    trimmed += find_initialled(reading.text, trimmed)
    codes = find_country_codes(reading.text)
    common = find_common_acronyms(reading.text) | find_serial_codes(reading.text) | codes
    reading.candidates = [
        span
        for span in trimmed
        if not is_bare_head(reading.text, span)
        and not is_no_name(reading.text, span)
        and reading.text[span.start : span.end] not in common
    ]
    reading.candidates = settle_enumerations(reading.text, one_sense(reading.text, reading.candidates))
    settled = settle(reading.candidates)
    definitions = [
        one
        for one in find_definitions(reading.text, settled)
        if reading.text[one.other.start : one.other.end] not in codes
    ]
    reading.candidates += [definition.span for definition in definitions]
    reading.candidates += [definition.other for definition in definitions]
    reading.aliases += [SpanAlias(AliasKind.DEFINITION, d.span, d.other) for d in definitions]
    settled = settle(reading.candidates)
    repetitions = find_repetitions(reading.text, settled)
    reading.candidates += repetitions
    for whole, part in find_wholes(reading.text, settle(reading.candidates)):
        reading.candidates.append(whole)
        reading.part_of.append((part, whole))
    reading.aliases = given_to_wholes(reading.text, reading.aliases, reading.part_of)
    settled = settle(reading.candidates)
    reading.candidates += find_superiors(reading.text, settled)
    for alias in find_cores(reading.text, settled):
        reading.candidates.append(alias.span)
        reading.aliases.append(alias)
    reading.candidates = split_shared_heads(reading.text, reading.candidates)
    reading.candidates = [_with_honorific(reading.text, span) for span in reading.candidates]


def find_common_acronyms(text: str) -> set[str]:
    """Acronyms that the text defines by a phrase in small letters ("adult learning and education (ALE)"): no names.

    Nor is one in the plural, with the phrase for which it stands: "Industrial Training Institutes (ITIs)" are institutions of a sort.
    """
    found = set()
    for match in _CLASS_DEFINITION.finditer(text):
        starts = [word.start() for word in re.finditer(r"\b[A-Z]", match.group(1))]
        if "".join(match.group(1)[start] for start in starts).endswith(match.group(2)):
            found |= {f"{match.group(2)}s", match.group(1)[starts[-len(match.group(2))] :].strip()}
    for match in _COMMON_DEFINITION.finditer(text):
        letters = match.group(2).removesuffix("s").casefold()
        words = [word.casefold() for word in re.findall(r"[^\W\d_]+", match.group(1))]
        initials = "".join(word[0] for word in words)
        plain = "".join(word[0] for word in words if word not in _SMALL)
        if initials.endswith(letters) or plain.endswith(letters):
            found |= {match.group(2), match.group(2).removesuffix("s"), match.group(2).removesuffix("s") + "s"}
    return found


def is_bare_head(text: str, span: Span) -> bool:
    """Whether a span is a mere common noun ("Institute", "the Roadmap"): a reference, not a name."""
    word = text[span.start : span.end].casefold()
    if span.label in NAMES and (word in load_words("sentence_openers") or word in load_words("counting_words")):
        return True
    if span.label is Label.PROGRAMME:
        return _NUMBER.sub("", word) in load_words("programme_heads")
    if span.label is not Label.INSTITUTION:
        return False
    if word in load_words("sole_bodies"):
        return text[span.start : span.end].islower()
    if word in load_words("whole_heads") or word in load_words("unit_heads"):
        return True
    # With capitals it may be a name after all: "Technical Colleges" for a union of them.
    return text[span.start : span.end].islower() and (is_general_plural(word) or is_general_plural(word.split()[0]))


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
    owners = [-1] * len(text)
    for number, span in enumerate(spans):
        owners[span.start : span.end] = [number] * (span.end - span.start)
    by_first_word: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(forms, key=lambda form: (-len(form), form)):
        if first := _WORD.search(name):
            by_first_word[first.group()].append(name)
    found: list[Span] = []
    for word in _WORD.finditer(text):
        for name in by_first_word.get(word.group(), ()):
            start = word.start() - _WORD.search(name).start()  # type: ignore[union-attr]  # every form has a word
            end = start + len(name)
            if start < 0 or not text.startswith(name, start) or not _stands_alone(text, start, end):
                continue
            inside = {owner for owner in owners[start:end] if owner >= 0}
            score = _score_of_whole([spans[number] for number in sorted(inside)], start, end, forms[name])
            if score:
                found.append(Span(start, end, forms[name], score, "repetition"))
                owners[start:end] = [len(spans)] * len(name)
                spans.append(found[-1])
                break
    return found


def _score_of_whole(inside: Sequence[Span], start: int, end: int, label: Label) -> float:
    """The score of a name that the text repeats: over nothing, or over pieces of it ("National Agency for Quality"); else 0."""
    if not inside:
        return _REPEATED
    pieces = all(one.label is label and start <= one.start and one.end <= end for one in inside)
    whole = any((one.start, one.end) == (start, end) for one in inside)
    return max(_REPEATED, *(one.score for one in inside)) if pieces and not whole and label in _LONG_NAMES else 0.0


def _stands_alone(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before in ("-", "_")) and not (after.isalnum() or after == "_")


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
