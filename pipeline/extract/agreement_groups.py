"""Groups of names in a sentence, and the part that each plays there: between what, with whom, signed by whom, who looks on.

A group is a run of names that only commas, "and", roles, titles and brackets join: "the rector of ‹i1›, ‹p2›, and ‹p3›, head
of ‹i4›" is one. The words before a group and the verb after it give its part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.agreement_descriptions import Token, describes, says_kind, words_for
from pipeline.extract.agreement_triggers import pattern
from pipeline.extract.lexicon import load_table
from pipeline.extract.skeleton import Skeleton

_TOKEN = re.compile(r"‹([adeilmpgr])(\d+)›|['’]s\b|[^\W_]+(?:[.'’-][^\W_]+)*\.?|[^\w\s]")
_NAMES = frozenset("iplr")
_NUMBER = re.compile(r"[ivx]{1,4}|[a-h]|\d{1,2}", re.IGNORECASE)
# "‹l0›, ‹d1› (‹i2›) –", "‹l0› /‹i1›/ --": a report begins with where, when and which agency.
_DATELINE = re.compile(
    r"\A[^a-z‹]{0,20}(?:(?:‹[ld]\d+›[^a-z‹]{0,12}){0,3}[(/\[]\s*‹i\d+›\s*[)/\]]|(?:‹[ld]\d+›[^a-z‹]{0,12}){1,3}(?:‹i\d+›)?)\s*(?:[–—]|--|-\s)\s*"
)
_OFFICE = re.compile(r"(?:‹r\d+›|\b(?:heads|leaders|representatives))\s+(?:of|from)\s+(?:the\s+)?\Z")
_LOOK_BACK = 70
_LOOK_AHEAD = 90


@dataclass(frozen=True, slots=True)
class Group:
    """A run of names: offsets into the skeleton's text, the numbers of its items, and its part.

    Attributes:
        members: institutions, and places that do not merely say where something is.
        holders: each person with the institution of the group that it belongs to, or -1.
    """

    start: int
    end: int
    members: tuple[int, ...]
    holders: tuple[tuple[int, int], ...]
    part: str


def tokens_of(skeleton: Skeleton) -> list[Token]:
    """The tokens of a skeleton's text."""
    found = []
    for match in _TOKEN.finditer(skeleton.text):
        text, letter, number = match.group(0, 1, 2)
        found.append(Token(text, *match.span(), letter or "", int(number) if number else -1))
    return found


def groups_of(skeleton: Skeleton) -> list[Group]:
    """The groups of a skeleton, in order."""
    tokens = tokens_of(skeleton)
    runs = list(_runs(tokens, dateline_end(skeleton.text)))
    opened = dateline_end(skeleton.text)
    groups = []
    for index, (first, last) in enumerate(runs):
        limit = tokens[runs[index + 1][0]].start if index + 1 < len(runs) else len(skeleton.text)
        groups.append(_group(skeleton, tokens, first, last, limit, opened))
    return [group for group in groups if group.members or group.holders]


def dateline_end(text: str) -> int:
    """Where the place, day and agency in front of a report end; 0 where there are none."""
    match = _DATELINE.match(text)
    return match.end() if match else 0


def _runs(tokens: list[Token], opened: int) -> list[tuple[int, int]]:
    runs = []
    at = 0
    while at < len(tokens):
        if tokens[at].letter not in _NAMES or not tokens[at].letter:
            at += 1
            continue
        last = end = at
        while (
            end + 1 < len(tokens)
            and _joins(tokens, end + 1)
            and not _scene_ends(tokens, at, end + 1)
            and (tokens[end + 1].start >= opened) == (tokens[at].start >= opened)
        ):
            end += 1
            if tokens[end].letter:
                last = end
        runs.append((at, last))
        at = last + 1
    return runs


def _scene_ends(tokens: list[Token], first: int, at: int) -> bool:
    """Whether a comma ends the words that say where: "in ‹l0›, ‹l1›'s ‹r2› ‹p3› and …"."""
    scene = first and tokens[first - 1].text.casefold() in {"in", "at", "near"}
    if tokens[at].text != "," or not scene or any(token.letter not in "l" for token in tokens[first:at]):
        return False
    after = next((number for number in range(at + 1, len(tokens)) if not _skips(tokens[number])), at)
    if tokens[after].letter == "l":
        return after + 1 < len(tokens) and (tokens[after + 1].text in {"'s", "’s"} or tokens[after + 1].letter == "r")
    return tokens[after].letter in set("ipr")


def _joins(tokens: list[Token], at: int) -> bool:
    """Whether a token can stand inside a group."""
    token = tokens[at]
    if token.letter:
        return token.letter in _NAMES
    low = token.text.casefold().rstrip(".")
    if low in words_for("breaks"):
        return False
    if low in words_for("before_places"):
        after = [other for other in tokens[at + 1 : at + 3] if other.text.casefold() != "the"]
        return bool(after) and after[0].letter == "l"
    if low == "by":
        return tokens[at - 1].text.casefold() in words_for("led")
    if low == "at" and tokens[at - 1].letter == "i":
        # "with ‹i1› at ‹i2›": the second is where it happened. "Professor at ‹i2›" goes on.
        return False
    if low in words_for("joiners") or _numbers(tokens, at):
        return True
    if describes(tokens, at):
        return True
    # An untagged title or office: "Professor", "Rector".
    return token.text[0].isupper() and not any(char.isdigit() for char in token.text)


def _numbers(tokens: list[Token], at: int) -> bool:
    """Whether a token numbers what follows: "(ii)", "b)", "3)"."""
    token, after = tokens[at], tokens[at + 1].text if at + 1 < len(tokens) else ""
    if token.text == ")":
        return at > 0 and bool(_NUMBER.fullmatch(tokens[at - 1].text))
    return after == ")" and bool(_NUMBER.fullmatch(token.text))


def _group(skeleton: Skeleton, tokens: list[Token], first: int, last: int, limit: int, opened: int) -> Group:
    inside = [(number, token) for number, token in enumerate(tokens[first : last + 1], start=first) if token.letter]
    members = tuple(
        token.number
        for number, token in inside
        if token.letter == "i" or (token.letter == "l" and not _locative(tokens, number))
    )
    holders = tuple(_holders([token for _, token in inside]))
    before = first
    while (
        before
        and tokens[before - 1].start >= opened
        and (_skips(tokens[before - 1]) or _numbers(tokens, before - 1) or says_kind(tokens, before - 1))
    ):
        before -= 1
    start, end = tokens[before].start, tokens[last].end
    part = "dateline" if end <= opened else _part(skeleton.text, start, end, limit)
    return Group(start, end, members, holders, part)


def _holders(markers: list[Token]) -> list[tuple[int, int]]:
    """Persons with their institutions: the one before with a role ("rector of ‹i›, ‹p›"), else the one after, else the one before."""
    found = []
    for at, token in enumerate(markers):
        if token.letter != "p":
            continue
        left = next((i for i in range(at - 1, -1, -1) if markers[i].letter in "ip"), -1)
        right = next((i for i in range(at + 1, len(markers)) if markers[i].letter in "ip"), -1)
        before = left >= 0 and markers[left].letter == "i"
        after = right >= 0 and markers[right].letter == "i"
        role_before = any(marker.letter == "r" for marker in markers[max(0, left - 1) : at]) and before
        role_after = after and any(marker.letter == "r" for marker in markers[at:right])
        if role_before and not (role_after and not any(m.letter == "r" for m in markers[max(0, left - 1) : at])):
            found.append((token.number, markers[left].number))
        elif role_after or after:
            found.append((token.number, markers[right].number))
        elif before:
            found.append((token.number, markers[left].number))
        else:
            found.append((token.number, -1))
    return found


def _skips(token: Token) -> bool:
    """Words between the word that governs a group and its first marker: articles, titles, other words in capitals."""
    if token.letter:
        return False
    low = token.text.casefold().rstrip(".")
    return low in words_for("determiners") or (
        token.text[0].isupper() and low not in words_for("breaks") and low not in words_for("governors")
    )


def _locative(tokens: list[Token], at: int) -> bool:
    """Whether a place only says where something is, or whose something is."""
    before = at - 1
    while before >= 0 and tokens[before].text.casefold() == "the":
        before -= 1
    if before < 0:
        return False
    low = tokens[before].text.casefold()
    if low in words_for("before_places") or low in {"of", "from", "at", "(", "near"}:
        return True
    return low == "," and before > 0 and tokens[before - 1].letter in {"i", "l"}


@cache
def _parts(side: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    ending = r"\s*(?:the\s+)?\Z" if side == "before" else ""
    table = load_table("agreements")["parts"][side]
    return tuple((entry["part"], re.compile(f"(?:{entry['pattern']}){ending}", re.IGNORECASE)) for entry in table)


def _part(text: str, start: int, end: int, limit: int) -> str:
    """The part of the group ``text[start:end]``; the next group begins at ``limit``."""
    # "The rectors of ‹i1› and ‹i2› signed": who holds an office there acts for it.
    before = _OFFICE.sub("", text[max(0, start - _LOOK_BACK) : start])
    for part, test in _parts("before"):
        if test.search(before):
            return part
    after = text[end : min(limit, end + _LOOK_AHEAD)]
    for part, test in _parts("after"):
        if test.match(after):
            return part
    signing = pattern("signing", "active").search(after)
    if signing and not re.search(r"[.;:]", after[: signing.start()]):
        passive = pattern("signing", "passive").search(after)
        return "subject-passive" if passive and passive.start() <= signing.start() else "subject-signs"
    if pattern("signing", "active").search(before):
        return "object"
    return "start" if not before.strip() else "other"
