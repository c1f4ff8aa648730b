"""What the text itself says about its names: boundaries, acronyms in brackets, honorifics, repetitions, parts and wholes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.acronyms import find_definitions
from pipeline.extract.core_names import find_cores
from pipeline.extract.known_names import is_country
from pipeline.extract.lexicon import load_words
from pipeline.extract.overlaps import settle
from pipeline.extract.reading import NAMES, Label, Reading, Span, SpanAlias
from pipeline.records import AliasKind

# Below this the tagger is wrong more often than right (measured on the development part of the annotated corpus).
_LOWEST = 0.3
# A repetition is a little less sure than the occurrence that shows it to be a name.
_REPEATED = 0.85
_EDGES = " \t\n,;:.!?'\"“”„«»‘’*•·–—-/|>"
_POSSESSIVE = re.compile(r"['’ʼ`´]s?\Z")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_NUMBER = re.compile(r" (?:no\.? ?)?(?:\d+|[ivx]+)\Z")
_LONGEST_PERSON = 5
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "to"})
_COMMON_DEFINITION = re.compile(r"((?:\b[a-z][a-z'’-]*[ -]){2,8})\(([A-Z]{2,7}s?)\)")
_HONORIFIC_WORD = re.compile(r"[^\s,;()]+\Z")
_WORD = re.compile(r"[^\W_]+")
_PREPOSITION = re.compile(r"\s(?:for|from|at|in|on|with|who|and|as|of|to|by|is|was)\s")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.)+")
_BRACKETS = {"(": ")", "[": "]", "“": "”", "«": "»"}


def complete_names(reading: Reading) -> None:
    """Mend and complete ``reading.candidates`` and fill ``reading.aliases`` and ``reading.part_of``."""
    sure = [span for span in reading.candidates if span.score >= _LOWEST]
    joined = split_joint_names(reading.text, join_persons(reading.text, join_broken(reading.text, sure)))
    trimmed = (trim(reading.text, span) for span in joined)
    common = find_common_acronyms(reading.text)
    reading.candidates = [
        span
        for span in trimmed
        if span and not is_bare_head(reading.text, span) and reading.text[span.start : span.end] not in common
    ]
    reading.candidates = one_sense(reading.text, reading.candidates)
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
    for alias in find_cores(reading.text, settle(reading.candidates)):
        reading.candidates.append(alias.span)
        reading.aliases.append(alias)
    reading.candidates = [_with_honorific(reading.text, span) for span in reading.candidates]


_EPONYM = re.compile(
    r",?\s+(?:named\s+(?:after|for|in\s+(?:honou?r|memory)\s+of)|in\s+the\s+name\s+of)\.?\s+(?:the\s+)?(?:[a-z]+\s+)?"
    r"((?:[^\W\d_a-z]\.\s?){0,3}[^\W\d_a-z][\w'’ʻ`-]*(?:\s+[^\W\d_a-z][\w'’ʻ`-]*){0,3})"
)
_NAMED_TAIL = re.compile(r",?\s+(?:named(?:\s+(?:after|for))?|after|for|in the name of)\Z")
_DANGLING = re.compile(r"\s+(?:of|for|and|&|in|on)(?:\s+the)?\Z")
_GAP = re.compile(r"\s*(?:(?:of|for|and|&|in|on|the)\s+){0,2}")


def join_broken(text: str, spans: Sequence[Span]) -> list[Span]:
    """Institution spans that end in the middle of a name, made whole.

    "X University named after" + "A. Navoi", and a span that ends in "of the" before the name that the preposition governs.
    What lies inside a lengthened span and is no institution of its own is left to the settling of overlaps.
    """
    ordered = sorted(spans)
    result = []
    for span in spans:
        if span.label is Label.INSTITUTION:
            span = _with_rest(text, span, ordered)
            span = _with_eponym(text, span)
        result.append(span)
    return result


def _with_rest(text: str, span: Span, ordered: Sequence[Span]) -> Span:
    dangling = _DANGLING.search(text, span.start, span.end)
    if not dangling:
        return span
    gap = _GAP.match(text, span.end)
    limit = gap.end() if gap else span.end
    # The rest begins right behind, or inside when it is read twice ("… of the Republic of", "Republic of Uzbekistan").
    for other in ordered[bisect_left(ordered, span.start, key=lambda one: one.start) :]:
        if other.start > limit:
            break
        whole = other.label in (Label.INSTITUTION, Label.PLACE) and other.end > span.end
        if whole and (other.start == limit or span.start < other.start < span.end):
            return replace(span, end=other.end)
    return replace(span, end=dangling.start())


def _with_eponym(text: str, span: Span) -> Span:
    tail = _NAMED_TAIL.search(text, span.start, span.end)
    end = tail.start() if tail else span.end
    eponym = _EPONYM.match(text, end, end + 120)
    if eponym and "\n" not in eponym.group():
        return replace(span, end=max(eponym.end(), span.end), score=max(span.score, 0.9))
    return span


def one_sense(text: str, spans: Sequence[Span]) -> list[Span]:
    """Give all spans of one string the label for which the article speaks most: one sense per discourse (Gale et al. 1992).

    The name of a country is a place, whatever the tagger took it for, and the surname of somebody named in full is that person.
    """
    weight: defaultdict[str, defaultdict[Label, float]] = defaultdict(lambda: defaultdict(float))
    for span in spans:
        if span.label in NAMES:
            weight[text[span.start : span.end]][span.label] += span.score
    surnames = {
        name.split()[-1]
        for name, votes in weight.items()
        if " " in name and max(votes, key=votes.__getitem__) is Label.PERSON
    }
    result = []
    for span in spans:
        name = text[span.start : span.end]
        if name in surnames and span.label in NAMES and not name.isupper():
            span = replace(span, label=Label.PERSON)
        elif span.label in NAMES:
            votes = weight[name]
            best = Label.PLACE if is_country(name) else max(votes, key=lambda label: (votes[label], label.value))
            span = replace(span, label=best)
        result.append(span)
    return result


def join_persons(text: str, spans: Sequence[Span]) -> list[Span]:
    """Person spans that follow each other with nothing but a space between are one name ("Saidov" "Karim Olimovich")."""
    result: list[Span] = []
    for span in sorted(spans):
        last = result[-1] if result else None
        if (
            last is not None
            and last.label is span.label is Label.PERSON
            and text[last.end : span.start] == " "
            and len(text[last.start : span.end].split()) <= _LONGEST_PERSON
        ):
            result[-1] = replace(last, end=span.end, score=max(last.score, span.score))
        else:
            result.append(span)
    return result


_COORDINATED = re.compile(r",? (?:and|&)(?: the)? (?=[^\W\d_a-z])")


def split_joint_names(text: str, spans: Sequence[Span]) -> list[Span]:
    """Institution spans that hold two full names joined by "and" become two: "Kivu Institute of Law and Goma University"."""
    result: list[Span] = []
    for span in spans:
        name = text[span.start : span.end]
        joint = next(
            (
                joint
                for joint in _COORDINATED.finditer(name)
                if _is_whole(name[: joint.start()]) and _is_whole(name[joint.end() :])
            ),
            None,
        )
        if span.label is not Label.INSTITUTION or joint is None:
            result.append(span)
        else:
            result += [
                replace(span, end=span.start + joint.start()),
                replace(span, start=span.start + joint.end()),
            ]
    return result


def find_common_acronyms(text: str) -> set[str]:
    """Acronyms that the text defines by a phrase in small letters ("adult learning and education (ALE)"): no names."""
    found = set()
    for match in _COMMON_DEFINITION.finditer(text):
        letters = match.group(2).removesuffix("s").casefold()
        words = [word.casefold() for word in re.findall(r"[^\W\d_]+", match.group(1))]
        initials = "".join(word[0] for word in words)
        plain = "".join(word[0] for word in words if word not in _SMALL)
        if initials.endswith(letters) or plain.endswith(letters):
            found |= {match.group(2), match.group(2).removesuffix("s"), match.group(2).removesuffix("s") + "s"}
    return found


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
            if preposition := _PREPOSITION.search(text, start, end):
                end = preposition.start()
        if (start, end) == before:
            break
    if start >= end or not any(char.isalnum() for char in text[start:end]):
        return None
    return replace(span, start=start, end=end)


def is_bare_head(text: str, span: Span) -> bool:
    """Whether a span is a mere common noun ("Institute", "the Roadmap"): a reference, not a name."""
    word = text[span.start : span.end].casefold()
    if span.label in NAMES and (word in load_words("sentence_openers") or word in load_words("counting_words")):
        return True
    if span.label is Label.PROGRAMME:
        return _NUMBER.sub("", word) in load_words("programme_heads")
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
    taken = bytearray(len(text))
    for span in spans:
        taken[span.start : span.end] = b"\1" * (span.end - span.start)
    by_first_word: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(forms, key=lambda form: (-len(form), form)):
        if first := _WORD.search(name):
            by_first_word[first.group()].append(name)
    found: list[Span] = []
    for word in _WORD.finditer(text):
        for name in by_first_word.get(word.group(), ()):
            start = word.start() - _WORD.search(name).start()  # type: ignore[union-attr]  # every form has a word
            end = start + len(name)
            if (
                start >= 0
                and text.startswith(name, start)
                and _stands_alone(text, start, end)
                and not any(taken[start:end])
            ):
                found.append(Span(start, end, forms[name], _REPEATED, "repetition"))
                taken[start:end] = b"\1" * len(name)
                break
    return found


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
    """Whether a string reads as a full name: several words, and before its first "of" a head that is the first or last word."""
    words = re.findall(r"[\w']+", name)
    joint = _JOINT.search(name)
    front = re.findall(r"[\w']+", name[: joint.start()] if joint else name)
    heads = load_words("whole_heads")
    return len(words) >= 2 and bool(front) and (front[0].casefold() in heads or front[-1].casefold() in heads)
