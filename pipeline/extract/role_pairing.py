"""Which person of a sentence holds which office, by what stands between them.

An office belongs to the person on the side whose gap binds closer: "Rector ‹p›" closer than "‹p›, Rector", that closer than
"‹r›, ‹p›". Plural roles go to each person of a list.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.reading import Span
from pipeline.extract.role_lexicon import is_plural
from pipeline.extract.role_offices import Office, offices_of
from pipeline.extract.role_rows import Row

FAR = 99.0
_ARTICLE = r"(?:the |a |an |its |their |our |his |her |both )?"
_STATE = r"(?:new |first |former |current |long-time |then |newly appointed |present |acting |one of the )?"
_COPULA = re.compile(
    rf"^,? ?(?:who |and |he |she )?(?:now |also |currently |today |presently |still )?"
    rf"(?:is|was|are|were|became|has become|has been|had been|serves as|served as|serving as|works as|worked as|acts as|acted as"
    rf"|acting as|in (?:his|her) capacity as|in the capacity of|appointed|elected|named|takes over as|took over as"
    rf"|(?:was|has been|is|were|had been) (?:re-?)?(?:unanimously |officially |formally )?(?:appointed|elected|named|confirmed|sworn in)(?: as| to)?|is to become|will become|will be|remains)"
    rf" (?:also |now |currently |then |at the same time )?(?:as )?{_ARTICLE}{_STATE}$",
    re.IGNORECASE,
)
_AS = re.compile(rf"^,? ?(?:[\w ]{{0,30}} )?as {_ARTICLE}{_STATE}$", re.IGNORECASE)
_COMMA = re.compile(
    rf"^,? ?(?:and |currently |also |then |now |formerly |himself |herself ){{0,2}}{_ARTICLE}{_STATE}$", re.IGNORECASE
)
_OPEN = re.compile(rf"^,? ?\({_ARTICLE}{_STATE}$", re.IGNORECASE)
_DASH = re.compile(rf"^(?: ?[–—:|/]| -) ?{_ARTICLE}{_STATE}$", re.IGNORECASE)
_BLANK = re.compile(r"^ ?$")
_BEFORE_COMMA = re.compile(r"^\)?, (?:Mr|Ms|Mrs)?\.? ?$")
_BEFORE_DASH = re.compile(r"^(?: ?[–—:]| -) ?$")
_BEFORE_IS = re.compile(r"^,? (?:is|was|named|called|will be|became|now|remains|being) $")
_BEFORE_WITH = re.compile(r"^ \($")
_LIST = re.compile(r"^(?:,|,? and|,? &|;|,? as well as)(?: also)? $")
_WITH = re.compile(r"^,? ?(?:of|at|from|for|representing|on behalf of|\() ?(?:the |our )?$")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Person piece ``person`` holds ``office``; ``cost`` grows with the looseness of what ties them."""

    person: int
    office: Office
    cost: float


def pair(row: Row) -> list[Pairing]:
    """The pairings of a row, in the order of their offices."""
    offices = offices_of(row)
    starts = {office.left: office for office in offices}
    ends = {office.right: office for office in offices}
    pairings: list[Pairing] = []
    for office in offices:
        left, left_cost = _left_person(row, office, ends, pairings)
        right, right_cost = _right_person(row, office, starts)
        if min(left_cost, right_cost) >= FAR:
            continue
        if right_cost < left_cost:
            persons, cost = _listed(row, right, office, starts, 1), right_cost
        else:
            persons, cost = _listed(row, left, office, ends, -1), left_cost
        pairings += [Pairing(person, office, cost) for person in persons]
    return pairings


def _left_person(row: Row, office: Office, ends: dict[int, Office], done: list[Pairing]) -> tuple[int, float]:
    """The person before an office, and the cost; over the person's own institution or earlier office."""
    k, gap = office.left - 1, row.gaps[office.left]
    if k < 0:
        return -1, FAR
    piece = row.pieces[k]
    if piece.letter == "p":
        return k, _left_cost(gap)
    earlier = ends.get(k)
    if earlier is not None:
        # "‹p›, Chairman and Rector": the same person holds both.
        if re.match(rf"^(?: ?[/–—-] ?|,? and {_ARTICLE}(?:also )?|, {_ARTICLE}|;? )$", gap):
            before = [one for one in done if one.office is earlier and one.person < earlier.left]
            if before:
                return before[-1].person, 1.4 + 0.5 * (gap.startswith(",") or "and" in gap)
        return -1, FAR
    skipped = k
    while skipped > 0 and row.pieces[skipped].letter in "il" and office.left - skipped < 4:
        if row.pieces[skipped - 1].letter == "p" and _WITH.match(row.gaps[skipped]) and _left_cost(gap.removeprefix(")")) < FAR:
            return skipped - 1, _left_cost(gap.removeprefix(")")) + 0.3
        skipped -= 1
    return -1, FAR


def _left_cost(gap: str) -> float:
    if _OPEN.match(gap):
        return 0.5
    if gap.strip() == "":
        return 2.5
    if gap.startswith(",") and _COMMA.match(gap):
        # ", and the ‹r›" rather begins the next person.
        return 3.0 if " and " in gap else 1.0
    if _COPULA.match(gap) or _DASH.match(gap):
        return 1.0
    if _AS.match(gap):
        return 1.5
    return FAR


def _right_person(row: Row, office: Office, starts: dict[int, Office]) -> tuple[int, float]:
    """The person after an office, and the cost; over a second office joined by "and" or a stroke."""
    k = office.right + 1
    if k >= len(row.pieces):
        return -1, FAR
    piece, gap = row.pieces[k], row.gaps[k]
    if piece.letter == "p":
        return k, _right_cost(gap)
    following = starts.get(k)
    if following is not None and re.match(r"^(?: ?[/–—-] ?| and (?:the )?|, | )$", gap):
        person, cost = _right_person(row, following, starts)
        if cost <= 1.0 or (cost <= 2.0 and not is_plural(row.text_of(office.role))):
            return person, cost + 0.6 + (1.0 if gap == ", " else 0.0)
    return -1, FAR


def _right_cost(gap: str) -> float:
    if _BLANK.match(gap):
        return 0.0
    if _BEFORE_WITH.match(gap):
        return 1.2
    if _BEFORE_DASH.match(gap):
        return 1.2
    if _BEFORE_COMMA.match(gap):
        return 2.0
    if _BEFORE_IS.match(gap):
        return 2.2
    return FAR


def _listed(row: Row, first: int, office: Office, taken: dict[int, Office], step: int) -> list[int]:
    """The persons that share a role: only those of a plural one go on over commas and "and"."""
    persons = [first]
    if not is_plural(row.text_of(office.role)):
        return persons
    k = first
    while 0 <= k + step < len(row.pieces):
        gap = row.gaps[k + 1] if step > 0 else row.gaps[k]
        following = k + step
        if row.pieces[following].letter != "p" or not _LIST.match(gap):
            break
        persons.append(following)
        k = following
    return sorted(persons)


def own_institutions(row: Row, person: int) -> tuple[list[Span], int]:
    """The institutions that stand right beside a person ("‹p› of ‹i›", "‹p› (‹i›)", "‹i›'s ‹p›"), and the last piece used."""
    found: list[Span] = []
    k = person + 1
    while k < len(row.pieces) and row.pieces[k].letter in "il":
        gap = row.gaps[k]
        tied = _WITH.match(gap) if k == person + 1 else re.match(r"^ ?\($|^\)?, $| of (?:the )?$", gap)
        if not tied:
            break
        if row.pieces[k].letter == "i":
            found += row.pieces[k].spans()
        k += 1
    if not found and person > 0 and row.pieces[person - 1].letter == "i" and re.match(r"^['’]s? $", row.gaps[person]):
        found += row.pieces[person - 1].spans()
    return found, k - 1
