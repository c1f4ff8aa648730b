"""Persons with their roles and institutions, as the text states them.

First the offices of each sentence (:mod:`pipeline.extract.role_pairing`); then the institution of those that name none: from the
list, the side ("from ‹i›: …") or the phrase ("its rector") in which they stand, else the institution in focus of a fitting type.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.extract.institution_focus import Focus
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.role_lexicon import missed_roles
from pipeline.extract.role_pairing import Pairing, own_institutions, pair
from pipeline.extract.role_rows import Row, row_of
from pipeline.extract.skeleton import skeleton

_LONGEST_SENTENCE = 3000


@dataclass(frozen=True, slots=True)
class FoundAffiliation:
    """A person holds a role at an institution, one of the two may be missing; ``start`` and ``end`` hold the evidence."""

    person: Span
    institution: Span | None
    role: str
    start: int
    end: int
    confidence: float


def find_affiliations(reading: Reading) -> list[FoundAffiliation]:
    """The affiliations of a reading, in text order, each said once."""
    return _Finder(reading).found()


class _Finder:
    def __init__(self, reading: Reading) -> None:
        spans = sorted([*reading.spans, *missed_roles(reading)], key=lambda span: (span.start, -span.end))
        self._reading = replace(reading, spans=[*_without_inner_names(spans)])
        self._focus = Focus(self._reading)
        self._found: list[FoundAffiliation] = []

    def found(self) -> list[FoundAffiliation]:
        for index, sentence in enumerate(self._reading.sentences):
            if sentence.end - sentence.start <= _LONGEST_SENTENCE:
                shape = skeleton(self._reading, sentence.start, sentence.end)
                if "‹p" in shape.text:
                    self._read(row_of(shape, self._reading.text), index)
        return _once(self._found)

    def _read(self, row: Row, index: int) -> None:
        pairings = pair(row)
        with_role = {one.person for one in pairings}
        for one in pairings:
            self._add_office(row, one, index)
        for k, piece in enumerate(row.pieces):
            if piece.letter == "p":
                institutions, _ = own_institutions(row, k)
                if institutions and not (
                    k in with_role and any(o.person == k and o.office.institutions for o in pairings)
                ):
                    for person in piece.spans():
                        self._found += [self._row(person, one, "", row, 0.75) for one in institutions[:1]]

    def _add_office(self, row: Row, one: Pairing, index: int) -> None:
        role = " ".join(f"{row.text_of(one.office.role)}{one.office.unit}".split())
        institutions = one.office.institutions or own_institutions(row, one.person)[0]
        confidence = 0.92
        if not institutions and not one.office.at_place:
            implied = self._focus.implied(row, one, index)
            institutions, confidence = ([implied], 0.7) if implied else ([], 0.85)
        for person in row.pieces[one.person].spans():
            if not institutions:
                self._found.append(self._row(person, None, role, row, confidence))
            for institution in institutions[:1]:
                whole = self._focus.whole_of(institution)
                if whole is not None:
                    self._found.append(self._row(person, whole, role, row, confidence))
                self._found.append(self._row(person, institution, role, row, confidence))

    def _row(self, person: Span, institution: Span | None, role: str, row: Row, confidence: float) -> FoundAffiliation:
        ends = [person] + ([institution] if institution else [])
        sentence = self._reading.sentences[self._reading.sentence_at(person.start)]
        inside = [span for span in ends if sentence.start <= span.start < sentence.end] or [person]
        start, end = min(span.start for span in inside), max(span.end for span in inside)
        return FoundAffiliation(person, institution, role, start, end, confidence)


def _without_inner_names(spans: list[Span]) -> list[Span]:
    """A role that holds names ends before the first: what it names is an item of its own."""
    names = [span for span in spans if span.label in (Label.INSTITUTION, Label.PERSON, Label.PLACE)]
    kept = []
    for span in spans:
        if span.label is Label.ROLE:
            inner = [name for name in names if span.start < name.start and name.end <= span.end]
            if inner:
                span = replace(span, end=inner[0].start)
            if any(name.covers(span) for name in names):
                continue
        kept.append(span)
    return kept


def _once(found: list[FoundAffiliation]) -> list[FoundAffiliation]:
    seen: dict[tuple[int, int, int, str], FoundAffiliation] = {}
    for one in found:
        institution = one.institution.start if one.institution else -1
        seen.setdefault((one.person.start, one.person.end, institution, one.role.casefold()), one)
    return list(seen.values())
