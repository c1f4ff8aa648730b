"""The records of two annotations of one text."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import (
    AgreementRecord,
    EventRecord,
    FundingRecord,
    InstitutionRecord,
    MarkKind,
    PersonRecord,
    Record,
)
from pipeline.evaluation.annotators.counting import Comparison
from pipeline.evaluation.annotators.marks import closeness, of_kind, pair_marks
from pipeline.evaluation.likeness import same_role
from pipeline.evaluation.tally import best_pairs

_Kept = TypeVar("_Kept", bound=Record)
_THINGS = {"i": "institutions", "p": "people", "l": "places", "g": "programmes", "a": "agreements", "e": "events"}

Office = tuple[str, str, str]
"""Person, role, institution."""


class Sides:
    """Two annotations of one text, with the ids of the second put into those of the first."""

    def __init__(self, first: AnnotatedArticle, second: AnnotatedArticle) -> None:
        self.first = first
        self.second = second
        scores = closeness(first, second)
        self.pairs = best_pairs({ids: score for ids, score in scores.items() if ids[0][0] != "a"})
        self._back = {other: one for one, other in self.pairs.items()}
        # Of agreements named by the same words ("memoranda", each with another partner), those of the same parties.
        deals = {record.id: record for record in self.of(first, AgreementRecord)}
        others = {record.id: record for record in self.of(second, AgreementRecord)}
        self.pairs |= best_pairs(
            {
                (one, other): score + _shared(deals[one].parties, self.back(others[other].parties))
                for (one, other), score in scores.items()
                if one[0] == "a"
            }
        )
        self._back = {other: one for one, other in self.pairs.items()}

    def back(self, ids: Collection[str]) -> tuple[str, ...]:
        """Ids of the second as those of the first; of what only the second has, its own with an apostrophe."""
        return tuple(self._back.get(one, f"{one}'") for one in ids if one)

    def of(self, article: AnnotatedArticle, kind: type[_Kept]) -> list[_Kept]:
        """The records of one kind."""
        return [record for record in article.records if isinstance(record, kind)]

    def both(self, kind: type[_Kept]) -> Iterator[tuple[_Kept, _Kept]]:
        """The records of what both annotators have."""
        theirs = {self.back([record.id]): record for record in self.of(self.second, kind)}
        for record in self.of(self.first, kind):
            if other := theirs.get((record.id,)):
                yield record, other

    def shown(self, one: str) -> str:
        """A phrase by which to know an id of the first, or of the second where it has an apostrophe."""
        article = self.second if one.endswith("'") else self.first
        wanted = one.removesuffix("'")
        return next((article.words(mark) for mark in article.marks if wanted in mark.ids), one)


def compare_records(first: AnnotatedArticle, second: AnnotatedArticle, comparison: Comparison) -> None:
    """Count what both have, and of that what both say the same of."""
    sides = Sides(first, second)
    _things(sides, comparison)
    _institutions(sides, comparison)
    _offices(sides, comparison)
    _agreements(sides, comparison)
    _events(sides, comparison)
    _funding(sides, comparison)


def _things(sides: Sides, comparison: Comparison) -> None:
    for letter, line in _THINGS.items():
        ours = _ids(sides.first, letter)
        theirs = sides.back(_ids(sides.second, letter))
        comparison.count(
            line,
            sides.first.id,
            [sides.shown(one) for one in ours if one not in theirs],
            [sides.shown(one) for one in theirs if one not in ours],
            len(set(ours) & set(theirs)),
        )


def _ids(article: AnnotatedArticle, letter: str) -> list[str]:
    """Ids of one kind, in the order of the text."""
    ids = (one for mark in article.marks if mark.kind is not MarkKind.REFERENCE for one in mark.ids)
    return list(dict.fromkeys(one for one in ids if one[0] == letter))


def _institutions(sides: Sides, comparison: Comparison) -> None:
    for one, other in sides.both(InstitutionRecord):
        name = sides.shown(one.id)
        comparison.answer("institution: type", sides.first.id, one.type, other.type, name)
        comparison.answer("institution: country", sides.first.id, one.country, other.country, name)
        _same_ids(sides, comparison, "institution: part of", name, [one.part_of], [other.part_of])


def _offices(sides: Sides, comparison: Comparison) -> None:
    """Pairs of person and institution, pairs of person and role, and all three together."""
    ours = [(p.id, o.role, o.institution) for p in sides.of(sides.first, PersonRecord) for o in p.offices]
    theirs = [
        ("".join(sides.back([p.id])), o.role, "".join(sides.back([o.institution])))
        for p in sides.of(sides.second, PersonRecord)
        for o in p.offices
    ]
    lines = {
        "affiliations": ([(p, "", i) for p, _, i in ours if i], [(p, "", i) for p, _, i in theirs if i]),
        "roles": ([(p, r, "") for p, r, _ in ours if r], [(p, r, "") for p, r, _ in theirs if r]),
        "affiliations with their role": (ours, theirs),
    }
    for line, (left, right) in lines.items():
        left, right = list(dict.fromkeys(left)), list(dict.fromkeys(right))
        pairs = _pair_offices(left, right)
        taken = set(pairs.values())
        comparison.count(
            line,
            sides.first.id,
            [_show(sides, office) for at, office in enumerate(left) if at not in pairs],
            [_show(sides, office) for at, office in enumerate(right) if at not in taken],
            len(pairs),
        )


def _pair_offices(first: Sequence[Office], second: Sequence[Office]) -> dict[int, int]:
    """One to one: the same person and institution, and roles of which one says the other, the same words first."""
    scores = {}
    for at, (person, role, place) in enumerate(first):
        for number, (other_person, other_role, other_place) in enumerate(second):
            same = same_role(role, other_role) or same_role(other_role, role) or role == other_role
            if (person, place) == (other_person, other_place) and same:
                scores[at, number] = 2.0 if role == other_role else 1.0
    return best_pairs(scores)


def _show(sides: Sides, office: Office) -> str:
    person, role, place = office
    return f"{sides.shown(person)}: {role or '-'} @ {sides.shown(place) if place else '-'}"


def _agreements(sides: Sides, comparison: Comparison) -> None:
    where = sides.first.id
    for one, other in sides.both(AgreementRecord):
        name = sides.shown(one.id)
        comparison.answer("agreement: kind", where, one.kind, other.kind, name)
        comparison.answer("agreement: status", where, one.status, other.status, name)
        _same_ids(sides, comparison, "agreement: parties", name, one.parties, other.parties)
        comparison.answer("agreement: date", where, one.date, other.date, name)
        _same_ids(sides, comparison, "agreement: signatories", name, one.signatories, other.signatories)


def _events(sides: Sides, comparison: Comparison) -> None:
    where = sides.first.id
    for one, other in sides.both(EventRecord):
        name = sides.shown(one.id)
        comparison.answer("event: kind", where, one.kind, other.kind, name)
        comparison.answer("event: date", where, one.date, other.date, name)
        _same_ids(sides, comparison, "event: place", name, [one.place], [other.place])
        _same_ids(sides, comparison, "event: organisers", name, one.organisers, other.organisers)


def _funding(sides: Sides, comparison: Comparison) -> None:
    """Of the sums that both marked: who pays, and for which programme. A sum without a record says neither."""
    sums = [of_kind(article, MarkKind.MONEY) for article in (sides.first, sides.second)]
    ours = {record.id: record for record in sides.of(sides.first, FundingRecord)}
    theirs = {record.id: record for record in sides.of(sides.second, FundingRecord)}
    for at, number in pair_marks(*sums).items():
        one = ours.get(f"m{at + 1}", FundingRecord(id=f"m{at + 1}"))
        other = theirs.get(f"m{number + 1}", FundingRecord(id=f"m{number + 1}"))
        name = sides.first.words(sums[0][at])
        _same_ids(sides, comparison, "sum: funders", name, one.funders, other.funders)
        _same_ids(sides, comparison, "sum: programme", name, [one.programme], [other.programme])


def _same_ids(
    sides: Sides, comparison: Comparison, line: str, name: str, first: Collection[str], second: Collection[str]
) -> None:
    """Count whether both name the same things, in whatever order; "" names none."""
    ours, theirs = sorted(filter(None, first)), sorted(sides.back(second))
    one, other = (", ".join(f"{sides.shown(each)} ({each})" for each in ids) for ids in (ours, theirs))
    comparison.answer(line, sides.first.id, one, other, name)


def _shared(one: Collection[str], other: Collection[str]) -> float:
    """Ids that both have, as a share of those that either has."""
    either = set(one) | set(other)
    return len(set(one) & set(other)) / len(either) if either else 0.0
