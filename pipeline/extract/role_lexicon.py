"""What kind of office a role is, and roles that the tagger missed, from the lexicon of office nouns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from pipeline.extract.lexicon import alternatives, load_table, load_words
from pipeline.extract.reading import Label, Reading, Span

_SCORE = 0.6
_REACH = 160
_LONGEST_WORD = 40
_HEAD_ENDS = re.compile(r"\s(?:of|for|on|in|at|to|with|and|responsible|under)\s|[,(/–—]", re.IGNORECASE)
_WORD = r"[^\W\d_][\w'’&.-]*"
# "of Higher Education, Science and Innovation": capitalised words, joined by commas only where an "and" closes the list.
_CAPITALS = r"[^\W\d_a-z][\w'’&-]*"
_JOINED = r"(?:,\s|\s|,?\sand\s|\sof\s|\sof\sthe\s|\swith\s|\sfor\s)"
_FIELD = rf"\s(?:of|for|on|in charge of)\s(?:the\s)?(?:{_CAPITALS}(?:{_JOINED}(?={_CAPITALS}){_CAPITALS}){{0,9}})"
_SCOPE = rf"(?:{_FIELD})|(?:\s(?:for|of|on)\s(?:{_WORD}\s){{0,5}}?{_WORD}(?=\sof\b|,|\s\(|\sat\b|\Z))"


def plural_of(noun: str) -> str:
    """The regular plural of an office noun; its head is the first noun ("directors general")."""
    words = re.split(r"(?<=\w)(?=\sof\s|\sgeneral\b|-general\b)", noun, maxsplit=1)
    head, tail = words[0], "".join(words[1:])
    if re.search(r"(?:s|x|ch|sh)\Z", head):
        return f"{head}es{tail}"
    if re.search(r"[^aeiou]y\Z", head):
        return f"{head[:-1]}ies{tail}"
    return f"{re.sub(r'man$', 'men', head)}{tail}" if head.endswith("man") else f"{head}s{tail}"


@cache
def office_groups() -> dict[str, str]:
    """Office noun, casefolded, singular and plural, to its table: "learning", "state" or "other"."""
    found: dict[str, str] = {}
    table = load_table("roles")
    for group in ("learning", "state", "other"):
        for noun in table[group]["nouns"]:
            for form in (noun, plural_of(noun), noun.replace("-", " "), plural_of(noun).replace("-", " ")):
                found.setdefault(form, group)
    return found


@cache
def _plurals() -> frozenset[str]:
    table = load_table("roles")
    return frozenset(
        plural_of(noun).replace("-", " ") for group in ("learning", "state", "other") for noun in table[group]["nouns"]
    )


# Asked of the same roles for every institution that may be meant.
@lru_cache(maxsize=20_000)
def head_noun(role: str) -> str:
    """The office noun of a role, casefolded; "" when the lexicon has none. "Vice-Rector for Science" gives "rector"."""
    for part in [_HEAD_ENDS.split(role, maxsplit=1)[0], role]:
        words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", part.casefold())
        for last in range(len(words), 0, -1):
            for length in (4, 3, 2, 1):
                phrase = " ".join(words[max(0, last - length) : last])
                if last >= length and phrase in office_groups():
                    return phrase
    return ""


def office_group(role: str) -> str:
    """ "learning", "state", "other", or "" for a role with no noun of the lexicon."""
    return office_groups().get(head_noun(role), "")


def is_plural(role: str) -> bool:
    """Whether a role is that of several persons: "Vice-Rectors"."""
    return head_noun(role) in _plurals()


@cache
def _pattern() -> re.Pattern[str]:
    nouns, modifiers = alternatives(office_groups()), alternatives(load_table("roles")["modifiers"])
    return re.compile(rf"\b(?:(?:{modifiers})[ -]){{0,4}}(?:{nouns})\b(?![-’'])", re.IGNORECASE)


_SCOPE_PATTERN = re.compile(_SCOPE)
_FIELD_PATTERN = re.compile(_FIELD)
# "of the same", "of both", "of the two": words for institutions, no field of an office.
_NO_SCOPE = re.compile(
    r"\s(?:of|for|on)\s(?:the\s)?(?:two|three|four|both|same|these|those|this|that|all|each|its|their|our|his|her|which|whom|latter|former|\d)\b",
    re.IGNORECASE,
)


def missed_roles(reading: Reading) -> Iterable[Span]:
    """Roles by the lexicon where no span stands, with their scope ("for work with graduates")."""
    taken = sorted((span.start, span.end) for span in reading.spans)
    at = 0
    for found in _matches_near_persons(reading):
        while at < len(taken) and taken[at][1] <= found.start():
            at += 1
        match = _behind_name(reading.text, found, taken[at] if at < len(taken) else None)
        if match is None or any(start < match.end() and match.start() < end for start, end in taken[at : at + 4]):
            continue
        limit = next((start for start, _ in taken[at:] if start >= match.end()), len(reading.text))
        sentence = reading.sentences[reading.sentence_at(match.start())] if reading.sentences else None
        limit = min(limit, sentence.end) if sentence else limit
        if _is_title(reading.text, match, limit):
            continue
        end = scope_end(reading.text, match.end(), limit)
        yield Span(match.start(), end, Label.ROLE, score=_SCORE, found_by="role lexicon")


def _behind_name(text: str, match: re.Match[str], name: tuple[int, int] | None) -> re.Match[str] | None:
    """The office behind a name whose last words read as its beginning ("‹Kivu State University› coordinator")."""
    if name is None or not name[0] <= match.start() < name[1] < match.end():
        return match
    start = name[1] + (text[name[1]] == " ")
    return _pattern().fullmatch(text, start, match.end())


def scope_end(text: str, end: int, limit: int, capitals: bool = False) -> int:
    """Where an office noun that ends at ``end`` ends with its field ("for work with graduates"), at most at ``limit``.

    Args:
        capitals: only a field in capitalised words counts ("of New Programmes").
    """
    scope = (_FIELD_PATTERN if capitals else _SCOPE_PATTERN).match(text, end, max(limit, end))
    return scope.end() if scope and not _NO_SCOPE.match(scope.group()) else end


def _matches_near_persons(reading: Reading) -> Iterable[re.Match[str]]:
    """The office words within reach of a person's name; elsewhere a role has nobody to hold it."""
    for start, end in _near_persons(reading):
        yield from _pattern().finditer(reading.text, start, end)


def _near_persons(reading: Reading) -> Iterable[tuple[int, int]]:
    """The stretches around persons' names, joined where they meet, so that no phrase lies in two; they end between words."""
    text = reading.text
    open_start, open_end = -1, -1
    for person in reading.of(Label.PERSON):
        start, end = max(0, person.start - _REACH), min(person.end + _REACH, len(text))
        start = text.rfind(" ", max(0, start - _LONGEST_WORD), start) + 1 or start
        if start <= open_end:
            open_end = max(open_end, end)
            continue
        if open_end >= 0:
            yield open_start, open_end
        open_start, open_end = start, end
    if open_end >= 0:
        yield open_start, open_end


def _is_title(text: str, match: re.Match[str], limit: int) -> bool:
    """Whether an office word is a form of address: "Professor" before a name, or before another title."""
    if match.group().casefold() not in load_words("honorifics"):
        return False
    between = text[match.end() : limit]
    return len(between) < 30 and not re.search(r"[,;:()]|\b(?:of|and|at)\b", between)
