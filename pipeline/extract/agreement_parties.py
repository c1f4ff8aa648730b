"""Groups of names in a sentence and the part that each plays in an agreement: subject, partner, onlooker.

A group is a run of names that only commas, "and", roles, titles and brackets join: "the rector of ‹i1›, ‹p2›, and ‹p3›, head of
‹i4›" is one with the members ‹i1› and ‹i4›. The word before a group and the verb after it say what its members do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.agreement_triggers import pattern
from pipeline.extract.skeleton import Skeleton

_TOKEN = re.compile(r"‹([adeilmpgr])(\d+)›|['’]s\b|[^\W_]+(?:[.'’-][^\W_]+)*\.?|[^\w\s]")
_JOINERS = frozenset(
    ["the", "a", "an", "its", "their", "his", "her", "our", "both", "and", "&", "as", "well", "also", "of", "at", "from", "'s", "’s", "represented", "by", "through", "headed", "led", "under", "chaired", "along", "together", ",", ";", ":", "(", ")", "–", "—", "-", "“", "”", '"', "«", "»", "'", "’", "mr", "mrs", "ms", "dr", "prof", "professor", "doctor", "h.e.", "hon", "who", "is", "then", "respectively"]
)
_COORDINATORS = frozenset({"and", "&", ",", ";", "as", "well", "along", "together", "also", "–", "-", "—", "both", ":"})


@dataclass(frozen=True, slots=True)
class Token:
    """A word, mark or marker of a skeleton; ``letter`` and ``number`` are set for markers."""

    text: str
    start: int
    end: int
    letter: str = ""
    number: int = -1


@dataclass(frozen=True, slots=True)
class Group:
    """A run of names: tokens ``first`` to ``last`` (inclusive), and the items that are its members."""

    first: int
    last: int
    institutions: tuple[int, ...]
    persons: tuple[int, ...]
    places: tuple[int, ...]
    before: str
    after: str


def tokens_of(skeleton: Skeleton) -> list[Token]:
    """The tokens of a skeleton's text."""
    found = []
    for match in _TOKEN.finditer(skeleton.text):
        letter, number = match.group(1), match.group(2)
        found.append(Token(match.group(), match.start(), match.end(), letter or "", int(number) if number else -1))
    return found


def groups_of(skeleton: Skeleton, tokens: list[Token]) -> list[Group]:
    """The groups of a skeleton, in order."""
    groups = []
    at = 0
    while at < len(tokens):
        if tokens[at].letter not in {"i", "p", "l", "r"}:
            at += 1
            continue
        last = end = at
        while end + 1 < len(tokens) and _joins(tokens, end + 1):
            end += 1
            if tokens[end].letter:
                last = end
        groups.append(_group(skeleton, tokens, at, last))
        at = last + 1
    return [group for group in groups if group.institutions or group.persons or group.places]


def _joins(tokens: list[Token], at: int) -> bool:
    token = tokens[at]
    if token.letter:
        return token.letter in {"i", "p", "l", "r"}
    low = token.text.casefold()
    if low in {"with", "between"}:
        return False
    if low in {"in", "for", "to"}:
        return at + 1 < len(tokens) and (
            tokens[at + 1].letter == "l"
            or (tokens[at + 1].text == "the" and at + 2 < len(tokens) and tokens[at + 2].letter == "l")
        )
    if low == "by":
        return tokens[at - 1].text.casefold() in {"represented", "headed", "led", "chaired"}
    if low in _JOINERS or low.rstrip(".") in _JOINERS:
        return True
    return token.text[0].isupper() and not token.text.isdigit()


def _group(skeleton: Skeleton, tokens: list[Token], first: int, last: int) -> Group:
    inside = range(first, last + 1)
    institutions = tuple(tokens[i].number for i in inside if tokens[i].letter == "i")
    persons = tuple(tokens[i].number for i in inside if tokens[i].letter == "p")
    places = tuple(tokens[i].number for i in inside if tokens[i].letter == "l" and not _locative(tokens, i))
    start = tokens[first].start
    while first and _skips(tokens[first - 1]):
        first -= 1
        start = tokens[first].start
    before = skeleton.text[max(0, start - 60) : start].rstrip()
    after = skeleton.text[tokens[last].end : tokens[last].end + 80]
    return Group(first, last, institutions, persons, places, before, after)


def _skips(token: Token) -> bool:
    """Words between the word that governs a group and its first marker: articles, titles, adjectives in capitals."""
    if token.letter:
        return False
    low = token.text.casefold()
    return low in {"the", "a", "an", "its", "their", "our", "his", "her", "both", "“", '"', "«", "("} or (
        token.text[0].isupper() and low not in {"between", "with", "by", "among", "in", "at", "on", "under"}
    )


def _locative(tokens: list[Token], at: int) -> bool:
    """Whether a place only says where something is."""
    before = at - 1
    while before >= 0 and not tokens[before].letter and tokens[before].text.casefold() in {"the"}:
        before -= 1
    if before < 0:
        return False
    return tokens[before].text.casefold() in {"in", "of", "from", "at", "to", "for", "(", "near", "’s", "'s"} or (
        tokens[before].text == "," and before > 0 and tokens[before - 1].letter in {"i", "l"}
    )


_LAST_WORD = re.compile(r"([^\W_]+(?:[-'’][^\W_]+)*)\W*\Z")


@dataclass(frozen=True, slots=True)
class Cast:
    """Groups of one sentence by their part."""

    between: tuple[Group, ...]
    subject: tuple[Group, ...]
    by: tuple[Group, ...]
    partners: tuple[Group, ...]
    others: tuple[Group, ...]


_BETWEEN = re.compile(r"\b(?:between|among|amongst)\s*\Z", re.IGNORECASE)
_WITH = re.compile(r"\bwith(?:\s+(?:each of|each|all of))?\s*\Z", re.IGNORECASE)
_NOT_WITH = re.compile(
    r"\b(?:accordance|line|connection|compliance|collaboration|familiar|met|meeting|meetings|talks|acquainted|conformity|together|along|interview|agrees?)\s+with\s*\Z",
    re.IGNORECASE,
)
_BY = re.compile(r"\b(?:by|on behalf of|for|representing)\s*\Z", re.IGNORECASE)
_OUT_BY = re.compile(
    r"\b(?:attended|witnessed|accompanied|moderated|organi[sz]ed|hosted|held|funded|financed|supported|co-?funded|accredited|opened"
    r"|coordinated|implemented|led|chaired|developed|run|owned|issued|provided|followed|received|welcomed|headed|facilitated|announced|presented|proposed|built|launched|offered|conducted|prepared|represented)\s+by\s*\Z",
    re.IGNORECASE,
)


def cast_of(skeleton: Skeleton) -> Cast:
    """Sort the groups of a sentence by their part in what is signed there."""
    tokens = tokens_of(skeleton)
    groups = groups_of(skeleton, tokens)
    verbs = [m for m in re.finditer(rf"\b(?:{_verbs()})\b", skeleton.text, re.IGNORECASE)]
    parts: dict[str, list[Group]] = {"between": [], "subject": [], "by": [], "partners": [], "others": []}
    for group in groups:
        parts[_part(skeleton, tokens, groups, group, verbs)].append(group)
    return Cast(*(tuple(parts[name]) for name in ("between", "subject", "by", "partners", "others")))


def _verbs() -> str:
    return pattern("signing", "verbs").pattern


_ONLOOKERS = re.compile(
    r"\b(?:presence|attendance|participation|support|assistance|auspices|patronage|initiative|invitation)\s+of\s*\Z",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(
    r"\b(?:in|at|to|of|on|under|from|into|about|for|against|through|via|than|like|as|near|within|including|according to|told|thanked|by|visited|said)\s*\Z",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)\s+(?:\w+ly\s+|also\s+|then\s+)?\Z", re.IGNORECASE)


def _part(
    skeleton: Skeleton, tokens: list[Token], groups: list[Group], group: Group, verbs: list[re.Match[str]]
) -> str:
    before = group.before
    if _BETWEEN.search(before):
        return "between"
    if _ONLOOKERS.search(before):
        return "others"
    if _WITH.search(before):
        return "others" if _NOT_WITH.search(before) else "partners"
    if _BY.search(before):
        return "others" if _OUT_BY.search(before) else "by"
    if _PREPOSITION.search(before):
        return "others"
    end = tokens[group.last].end
    following = [other for other in groups if other.first > group.last and not _PREPOSITION.search(other.before)]
    limit = tokens[following[0].first].start if following else len(skeleton.text)
    for verb in verbs:
        if end <= verb.start() < limit and not _PASSIVE.search(skeleton.text, 0, verb.start()):
            return "subject"
    return "others"
