"""Which person of a sentence holds which office, by what stands between them.

An office belongs to the person on the side whose gap binds closer: "Rector ‹p›" closer than "‹p›, Rector", that closer than
"‹r›, ‹p›". Plural roles go to each person of a list. Costs only order the readings of one office; they are no probabilities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.reading import Span
from pipeline.extract.role_gaps import (
    ANNOUNCED,
    ARTICLE,
    BY_NEXT,
    FAR,
    FOR_SIGNED,
    LIST,
    ON_BEHALF,
    OVER,
    TWO,
    WITH,
    WITH_NOUN,
    heads_pattern,
    left_cost_of,
    right_cost_of,
    through_pattern,
)
from pipeline.extract.role_lexicon import is_plural
from pipeline.extract.role_offices import Office, offices_of
from pipeline.extract.role_rows import Row

_JOINED = re.compile(r"^,? and ")


@dataclass(frozen=True, slots=True)
class Pairing:
    """Person piece ``person`` holds ``office``; ``cost`` grows with the looseness of what ties them."""

    person: int
    office: Office
    cost: float
    institutions: tuple[Span, ...]


def pair(row: Row) -> list[Pairing]:
    """The pairings of a row, in the order of their offices."""
    offices = offices_of(row)
    starts = {office.left: office for office in offices}
    ends = {office.right: office for office in offices}
    pairings: list[Pairing] = []
    for office in offices:
        left, left_cost = _left_person(row, office, ends, pairings)
        right, right_cost = _right_person(row, office, starts)
        if any(one.person == left and one.office.right < left for one in pairings):
            # "its Rector, ‹p›, its Vice-Rector, ‹p›": who has an office before the name seldom has another behind it.
            left_cost += 1.5
        cost = min(left_cost, right_cost)
        forward = right_cost < left_cost
        persons = (
            _announced(row, office)
            if cost >= FAR
            else _listed(row, right if forward else left, office, 2 * forward - 1)
        )
        if (
            len(persons) == 1
            and not forward
            and is_plural(row.text_of(office.role))
            and _JOINED.match(_left(row, office))
        ):
            # "‹p› and officials": others, who are not named.
            continue
        for number, person in enumerate(persons):
            institutions = office.institutions
            if len(persons) > 1 and len(institutions) == len(persons):
                institutions = [institutions[number]]
            pairings.append(Pairing(person, office, cost, tuple(institutions)))
    return pairings


def _left(row: Row, office: Office) -> str:
    return row.gaps[office.left]


def _announced(row: Row, office: Office) -> list[int]:
    """The persons of a plural office that a clause only announces: "the rectors of the two: ‹p› for ‹i› and ‹p› for ‹i›"."""
    if not is_plural(row.text_of(office.role)):
        return []
    first = next((k for k in range(office.right + 1, len(row.pieces)) if row.pieces[k].letter == "p"), -1)
    between = "‹›".join(row.gaps[office.right + 1 : first + 1])
    if first < 0 or first > office.right + 2 or not ANNOUNCED.match(between):
        return []
    two = bool(TWO.search(row.gaps[office.left][-12:] + between))
    found = [first]
    for k in range(first + 1, len(row.pieces)):
        if row.pieces[k].letter == "r" or (two and len(found) == 2):
            break
        if row.pieces[k].letter == "p":
            if not two and not LIST.match(row.gaps[k]):
                break
            found.append(k)
    return found if len(found) > 1 else []


def _left_person(row: Row, office: Office, ends: dict[int, Office], done: list[Pairing]) -> tuple[int, float]:
    """The person before an office, and the cost; over the person's own institution or earlier office."""
    k, gap = office.left - 1, row.gaps[office.left]
    if k < 0:
        return -1, FAR
    if row.pieces[k].letter == "p":
        # "‹p›, who is at ‹i› ‹r›": the place stands before the office.
        over = office.left == office.role - 1 and OVER.match(f"{gap}‹›{row.gaps[office.role]}")
        return k, 1.5 if over else left_cost_of(gap)
    earlier = ends.get(k)
    if earlier is not None:
        # "‹p›, Chairman and Rector": the same person holds both.
        if re.match(rf"^\)?(?: ?[/–—&-] ?|,? and {ARTICLE}(?:also )?|, {ARTICLE}|;? )$", gap):
            before = [one for one in done if one.office is earlier and one.person < earlier.left]
            if before:
                return before[-1].person, 1.4 + 0.5 * (gap.startswith(",") or "and" in gap)
        return -1, FAR
    closed = gap.removeprefix(")")
    for person in range(k - 1, max(-1, k - 4), -1):
        if row.pieces[person].letter == "p":
            between = "‹›".join(row.gaps[person + 1 : office.left + 1])
            if OVER.match(between):
                return person, 1.5
            if (WITH.match(row.gaps[person + 1]) or row.gaps[person + 1] == ", ") and left_cost_of(closed) < FAR:
                return person, left_cost_of(closed) + 0.3
            break
        if row.pieces[person].letter not in "il":
            break
    return -1, FAR


def _right_person(row: Row, office: Office, starts: dict[int, Office]) -> tuple[int, float]:
    """The person after an office, and the cost; over a second office joined by "and" or a stroke."""
    k = office.right + 1
    if k >= len(row.pieces):
        return -1, FAR
    gap = row.gaps[k]
    if row.pieces[k].letter == "p":
        return k, right_cost_of(gap)
    following = starts.get(k)
    if following is not None and re.match(r"^(?: ?[/–—&-] ?| and (?:the )?|, | )$", gap):
        person, cost = _right_person(row, following, starts)
        if cost <= 1.0 or (cost <= 2.0 and not is_plural(row.text_of(office.role))):
            return person, cost + 0.6 + (1.0 if gap == ", " else 0.0)
    return -1, FAR


def _listed(row: Row, first: int, office: Office, step: int) -> list[int]:
    """The persons that share a role: a plural one goes on over commas, "and" and the persons' own institutions."""
    persons = [first]
    if not is_plural(row.text_of(office.role)):
        return persons
    k = first
    while 0 <= k + step < len(row.pieces):
        if row.pieces[k + step].letter in "il" and WITH.match(row.gaps[max(k, k + step)]):
            k += step
            continue
        gap = row.gaps[k + 1] if step > 0 else row.gaps[k]
        following = k + step
        beyond = following + 1
        own = step > 0 and _has_own(row, beyond)
        if row.pieces[following].letter != "p" or not LIST.match(gap) or own:
            break
        persons.append(following)
        k = following
    return sorted(persons)


def _has_own(row: Row, k: int) -> bool:
    """Whether the piece at k is an office of the person before it, and not of one behind it."""
    if k >= len(row.pieces) or row.pieces[k].letter != "r" or left_cost_of(row.gaps[k]) >= 2:
        return False
    following = k + 1 < len(row.pieces) and row.pieces[k + 1].letter == "p"
    return not (following and right_cost_of(row.gaps[k + 1]) < left_cost_of(row.gaps[k]))


def own_institutions(row: Row, person: int) -> list[Span]:
    """The institutions that stand right beside a person: "‹p› of ‹i›", "‹p› (‹i›)", "‹i›'s ‹p›", "‹i›, represented by ‹p›"."""
    found: list[Span] = []
    k = person + 1
    while k < len(row.pieces) and row.pieces[k].letter in "il":
        gap = row.gaps[k]
        if k == person + 1:
            tied = any(one.match(gap) for one in (WITH, WITH_NOUN, heads_pattern())) or (
                gap == ", " and _closes(row, k)
            )
        else:
            tied = bool(re.match(r"^ ?\($|^\)?, $| of (?:the )?$", gap))
        if not tied or (k == person + 1 and _is_of_next(row, k)):
            break
        if row.pieces[k].letter == "i":
            found += row.pieces[k].spans()
        k += 1
    if not found and person + 1 < len(row.pieces) and row.pieces[person + 1].letter == "i":
        # The second may be an acronym in a bracket.
        for office in range(person + 2, min(person + 4, len(row.pieces))):
            beyond = "‹›".join(row.gaps[person + 1 : office + 1])
            if row.pieces[office].letter == "r" and OVER.match(beyond):
                return list(row.pieces[person + 1].spans())
    if found or person == 0:
        return found
    if row.pieces[person - 1].letter == "i" and re.match(r"^['’]s? $", row.gaps[person]):
        return list(row.pieces[person - 1].spans())
    side = _signed_for(row, person)
    if side >= 0:
        return list(row.pieces[side].spans())
    if row.pieces[person - 1].letter == "i" and through_pattern().match(row.gaps[person]):
        return list(row.pieces[person - 1].spans())
    return found


def _is_of_next(row: Row, k: int) -> bool:
    """Whether the institution at k belongs to whom the text names next: "for ‹i› by ‹r› ‹p›", "with ‹i› ‹r› ‹p› looking on"."""
    if BY_NEXT.match(row.gaps[k + 1]):
        return True
    office = k + 2 < len(row.pieces) and row.pieces[k + 1].letter == "r" and row.pieces[k + 2].letter == "p"
    return bool(office and row.gaps[k + 1] in (" ", "'s ", "’s ") and right_cost_of(row.gaps[k + 2]) <= 1)


def _signed_for(row: Row, person: int) -> int:
    """The institution for which a person signs: "on behalf of ‹i› signed ‹p›", "from ‹i› – by ‹r› ‹p›"; -1 for none."""
    k = person - 1
    if k > 0 and row.pieces[k].letter == "r" and right_cost_of(row.gaps[person]) < FAR:
        k -= 1
    if k < 0 or row.pieces[k].letter != "i" or not ON_BEHALF.search(row.gaps[k]):
        return -1
    between = row.gaps[k + 1]
    signed = FOR_SIGNED.match(between) if k == person - 1 else BY_NEXT.fullmatch(between)
    return k if signed or BY_NEXT.fullmatch(between) else -1


def _closes(row: Row, k: int) -> bool:
    """Whether "‹p›, ‹i›" is an apposition: the institution ends its clause and no other institution precedes the person."""
    before = row.pieces[k - 2].letter if k > 1 else ""
    following = row.gaps[k + 1]
    closed = re.match(r"^ ?\)?(?:[.;)]|, (?!and\b))", following) or (k + 1 == len(row.pieces) and not following.strip())
    return bool(closed) and not (before == "i" and "," in row.gaps[k - 1])
