"""Lines about people's offices and about agreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pipeline.evaluation.entities import Matches
from pipeline.evaluation.likeness import family, normalise, same_role
from pipeline.evaluation.report import Fault
from pipeline.evaluation.said import Deal, Office, Said
from pipeline.evaluation.tally import Count, Tally, best_pairs
from pipeline.records import Kind

_ENOUGH = 0.5
_OPEN_FAMILIES = {"agreement", "memorandum", "partnership"}


def score_offices(gold: Said, found: Said, matches: Matches, tally: Tally) -> None:
    """Score ``roles``, ``affiliations`` and ``offices``.

    The first two ask of each matched person that has one in the gold for one role, one institution; ``offices`` takes
    each (person, role, institution) as an item, so that it also sees what is invented.
    """
    names = {thing.id: thing.shown for thing in (*gold.things, *found.things)}
    have = [_in_gold_ids(office, matches) for office in found.offices]
    by_person: dict[str, list[Office]] = defaultdict(list)
    for office in gold.offices:
        by_person[office.person].append(office)
    for person, offices in by_person.items():
        if person in matches[Kind.PERSON]:
            _score_person(gold.article_id, offices, [o for o in have if o.person == person], names, tally)
    _score_records(gold, have, names, tally)


def _score_person(
    article_id: str, wanted: list[Office], have: list[Office], names: Mapping[str, str], tally: Tally
) -> None:
    roles = [office.role for office in wanted if office.role]
    if roles:
        right = any(same_role(office.role, role) for office in have for role in roles)
        text = f"{names[wanted[0].person]}: {'; '.join(roles)} (found: {'; '.join(o.role for o in have) or 'none'})"
        tally.add("roles", article_id, right, [], [] if right else [text])
    places = {office.institution for office in wanted if office.institution}
    if places:
        right = any(office.institution in places for office in have)
        text = f"{names[wanted[0].person]}: {'; '.join(sorted(names[place] for place in places))}"
        tally.add("affiliations", article_id, right, [], [] if right else [text])


def _score_records(gold: Said, have: list[Office], names: Mapping[str, str], tally: Tally) -> None:
    hit: set[int] = set()
    spurious: dict[tuple[str, str, str], str] = {}
    for office in have:
        fits = {number for number, wanted in enumerate(gold.offices) if _same_office(office, wanted)}
        hit |= fits
        tally.sample("affiliation", office.confidence, bool(fits))
        if not fits:
            spurious[office.person, normalise(office.role), office.institution] = _show(office, names)
    missed = [_show(office, names) for number, office in enumerate(gold.offices) if number not in hit]
    tally.add("offices", gold.article_id, len(hit), sorted(spurious.values()), missed)


def _same_office(found: Office, wanted: Office) -> bool:
    if found.person != wanted.person or found.institution != wanted.institution:
        return False
    return same_role(found.role, wanted.role) if wanted.role else not found.role


def _show(office: Office, names: Mapping[str, str]) -> str:
    institution = names.get(office.institution, office.institution)
    return f"{names.get(office.person, '?')}: {office.role or '-'} @ {institution or '-'}"


def _in_gold_ids(office: Office, matches: Matches) -> Office:
    people, institutions = _back(matches, Kind.PERSON), _back(matches, Kind.INSTITUTION)
    return Office(
        people.get(office.person, office.person),
        office.role,
        institutions.get(office.institution, office.institution),
        office.confidence,
    )


def _back(matches: Matches, kind: Kind) -> dict[str, str]:
    return {found: wanted for wanted, found in matches[kind].items()}


def score_deals(gold: Said, found: Said, matches: Matches, tally: Tally) -> None:
    """Score ``agreements`` and ``agreements_exact``."""
    ids = {**_back(matches, Kind.PLACE), **_back(matches, Kind.INSTITUTION)}
    states = {thing.id for thing in (*gold.of(Kind.PLACE), *found.of(Kind.PLACE))}
    have = [replace(deal, parties=frozenset(ids.get(party, party) for party in deal.parties)) for deal in found.deals]
    pairs, wrong = match_deals(gold.deals, have, states, gold.governments)
    _count_deals(gold, found, pairs, wrong, tally)


def match_deals(
    gold: Sequence[Deal], found: Sequence[Deal], states: AbstractSet[str], governments: AbstractSet[str]
) -> tuple[dict[int, int], dict[tuple[int, int], list[str]]]:
    """Which of the agreements found is which of the gold, by number, and what is wrong with each that may be one.

    A pair shares half of the parties or more, and the kind found is of a family that may be meant. Nothing is wrong with it where the
    parties are the same, the family of the kind, the status, and the date where the gold has one.

    Args:
        states: ids of places; one may stand for its government.
        governments: ids of the institutions that are one.
    """
    near: dict[tuple[int, int], float] = {}
    wrong: dict[tuple[int, int], list[str]] = {}
    for at, wanted in enumerate(gold):
        for number, deal in enumerate(found):
            overlap = _overlap(wanted.parties, deal.parties, states, governments)
            same = {
                "parties": overlap == 1,
                "kind": family(deal.kind) == family(wanted.kind),
                "status": deal.status == wanted.status,
                "date": not wanted.date or deal.date == wanted.date,
            }
            if overlap >= _ENOUGH and (same["kind"] or family(deal.kind) in _OPEN_FAMILIES):
                near[at, number] = overlap + 0.2 * same["kind"] + 0.1 * same["status"] + 0.05 * same["date"]
                wrong[at, number] = [name for name, right in same.items() if not right]
    return best_pairs(near), wrong


def _count_deals(
    gold: Said, found: Said, pairs: Mapping[int, int], wrong: Mapping[tuple[int, int], list[str]], tally: Tally
) -> None:
    right = {number for at, number in pairs.items() if not wrong[at, number]}
    spare = [_show_deal(deal) for number, deal in enumerate(found.deals) if number not in set(pairs.values())]
    missed = [_show_deal(deal) for at, deal in enumerate(gold.deals) if at not in pairs]
    tally.add("agreements", gold.article_id, len(pairs), spare, missed)
    exact = Count(len(right), len(found.deals) - len(right), len(gold.deals) - len(right))
    tally.counts["agreements_exact"].add(exact)
    differing = [
        f"{', '.join(wrong[at, number])}: {_show_deal(gold.deals[at])} (found: {_show_deal(found.deals[number])})"
        for at, number in sorted(pairs.items())
        if wrong[at, number]
    ]
    tally.note("agreements_exact", gold.article_id, Fault.WRONG, differing)
    for number, deal in enumerate(found.deals):
        tally.sample("agreement", deal.confidence, number in right)


def _show_deal(deal: Deal) -> str:
    return " | ".join(filter(None, (deal.kind, deal.status, deal.date, deal.shown)))


def _overlap(
    wanted: frozenset[str], have: frozenset[str], states: AbstractSet[str], governments: AbstractSet[str]
) -> float:
    """Jaccard index of the parties; a state may stand for its government, and then neither counts."""
    if not wanted:
        return _ENOUGH if have else 1.0
    best = _jaccard(wanted, have)
    without = wanted - states - (governments - have)
    return max(best, _jaccard(without, have - states)) if without else best


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0
