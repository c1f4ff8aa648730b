"""Persons with their roles and institutions, as the text states them.

First the offices of each sentence (:mod:`pipeline.extract.role_pairing`); then the institution of those that name none: from the
list, the side ("from ‹i›: …") or the phrase ("its rector") in which they stand, else the institution in focus of a fitting type.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.extract.cosigners import cosigners
from pipeline.extract.institution_focus import Answer, Choice, Focus
from pipeline.extract.institution_ground import Question
from pipeline.extract.name_words import words_of
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.role_heads import HeadsOfState
from pipeline.extract.role_lexicon import office_group
from pipeline.extract.role_offices import Office
from pipeline.extract.role_pairing import Pairing, own_institutions, pair
from pipeline.extract.role_places import base_noun, places_of
from pipeline.extract.role_rows import Row, row_of
from pipeline.extract.role_sides import Sides
from pipeline.extract.role_spans import with_roles
from pipeline.extract.skeleton import MARKER
from pipeline.extract.stretches import Stretches

_LONGEST_LINE = 160
# Confidence is the chance that all three of a record are right, its names as the tagger reads them included: shares observed on the
# development part of the annotated corpus. What the words state is right more often than what is chosen.
_STATED, _WITHOUT_OFFICE, _OF_SIDE, _OF_WHOLE = 0.7, 0.55, 0.8, 0.3
_AS_READ = 0.68
"""By this the probability of a choice, which takes the names for granted, is lowered."""
_BARE_NAME = re.compile(r"[#*\s>•-]*(?:[^\W\d_]{1,12}\.? ){0,3}‹p\d+›(?:, [^‹›,]{1,12})?(?: \(\w+\))?[*,\s]*")
_BARE_OFFICE = re.compile(r"[#*\s>•(-]*(?:[Tt]he )?‹r\d+›[^.!?]*$")


@dataclass(frozen=True, slots=True)
class FoundAffiliation:
    """A person holds a role at an institution, one of the two may be missing; ``start`` and ``end`` hold the evidence."""

    person: Span
    institution: Span | None
    role: str
    start: int
    end: int
    confidence: float


def affiliations_of(reading: Reading) -> list[FoundAffiliation]:
    """The affiliations of a reading, found once: agreements look at them as well."""
    if reading.affiliations is None:
        reading.affiliations = find_affiliations(reading)
    return reading.affiliations


def find_affiliations(reading: Reading) -> list[FoundAffiliation]:
    """The affiliations of a reading, in text order, each said once."""
    return _Finder(reading).found() if reading.of(Label.PERSON) else []


def open_choices(reading: Reading) -> list[Choice]:
    """Every choice of an institution for an office whose own words name none, as :func:`find_affiliations` makes it."""
    asked: list[Choice] = []
    if reading.of(Label.PERSON):
        _Finder(reading, asked).found()
    return asked


class _Finder:
    def __init__(self, reading: Reading, asked: list[Choice] | None = None) -> None:
        self._reading = replace(reading, spans=with_roles(reading))
        self._focus = Focus(self._reading, asked)
        self._shapes = Stretches(self._reading)
        self._sides = Sides(self._reading, self._shapes)
        self._found: list[FoundAffiliation] = []
        self._heads = HeadsOfState(self._focus.ground)

    def found(self) -> list[FoundAffiliation]:
        rows = []
        for start, end in self._stretches():
            shape = self._shapes.skeleton(start, end)
            if shape is not None and "‹p" in shape.text:
                row = row_of(shape, self._reading.text)
                rows.append((row, pair(row)))
        # What the text states comes first: it guides the choice where it states nothing.
        for row, pairings in rows:
            for one in pairings:
                self._note(row, one)
        for row, pairings in rows:
            self._read(row, pairings)
        self._ask_for_the_rest()
        return _once(self._found)

    def _ask_for_the_rest(self) -> None:
        """Where those serve of whom the text says nothing in so many words: a pupil, a speaker, the writer of the article."""
        ground = self._focus.ground
        known = {ground.clusters.key(one.person) for one in self._found}
        earlier: Span | None = None
        sentence = -1
        for person in self._reading.of(Label.PERSON):
            here = self._reading.sentence_at(person.start)
            earlier = earlier if here == sentence else None
            sentence = here
            key = ground.clusters.key(person)
            if key in known or not ground.named:
                continue
            known.add(key)
            earlier, confidence = self._chosen(Question(person, "", person.start, person.end, earlier))
            if earlier is not None:
                self._add(person, earlier, "", confidence)

    def _stretches(self) -> list[tuple[int, int]]:
        """The sentences; a line that only holds a name or an office is joined with the next, which may hold the other."""
        found: list[tuple[int, int]] = []
        block, bare = -1, ""
        for sentence in self._reading.sentences:
            start, end = sentence.start, sentence.end
            alone = self._alone(start, end)
            if found and sentence.block != block and {alone, bare} == {"name", "office"}:
                found[-1] = (found[-1][0], end)
                alone = ""
            else:
                found.append((start, end))
            block, bare = sentence.block, alone
        return found

    def _alone(self, start: int, end: int) -> str:
        """ "name" or "office" where a line holds one of these and little else: a signature, a contact block, a profile."""
        if end - start > _LONGEST_LINE:
            return ""
        shape = self._shapes.skeleton(start, end)
        if shape is None:
            return ""
        letters = [match.group(1) for match in MARKER.finditer(shape.text)]
        if letters == ["p"] and _BARE_NAME.fullmatch(shape.text):
            return "name"
        return "office" if letters[:1] == ["r"] and "p" not in letters and _BARE_OFFICE.match(shape.text) else ""

    def _note(self, row: Row, one: Pairing) -> None:
        for institution in (list(one.institutions) or own_institutions(row, one.person))[:1]:
            for person in row.pieces[one.person].spans():
                self._focus.note(person, row.text_of(one.office.role), institution)

    def _read(self, row: Row, pairings: list[Pairing]) -> None:
        earlier: Span | None = None
        apart = self._apart(row, pairings)
        for one in pairings:
            earlier = self._add_office(row, one, earlier, apart.get(one.person))
        settled = {one.person for one in pairings if one.institutions}
        for k, piece in enumerate(row.pieces):
            if piece.letter == "p" and k not in settled:
                side = self._sides.of(piece.item.start)
                for institution in dict.fromkeys([*own_institutions(row, k)[:1], *filter(None, [side])]):
                    for person in piece.spans():
                        self._add(person, institution, "", _WITHOUT_OFFICE)

    def _apart(self, row: Row, pairings: list[Pairing]) -> dict[int, Answer]:
        """The institutions of two who sign one paper, by their persons; nothing for others."""
        pair = cosigners(row, pairings)
        if pair is None or any(own_institutions(row, one.person) or self._side(row, one) for one in pair):
            return {}
        answers = self._focus.implied_apart(*(self._question(row, one, None) for one in pair))
        return {one.person: answer for one, answer in zip(pair, answers, strict=True)}

    def _side(self, row: Row, one: Pairing) -> Span | None:
        return self._sides.of(row.pieces[one.person].item.start)

    def _question(self, row: Row, one: Pairing, earlier: Span | None) -> Question:
        person, office = row.pieces[one.person].item, row.pieces[one.office.role].item
        return Question(person, row.text_of(one.office.role), office.start, office.end, earlier)

    def _add_office(self, row: Row, one: Pairing, earlier: Span | None, known: Answer | None) -> Span | None:
        """Add what a pairing says; returns its institution."""
        institutions = list(one.institutions) or own_institutions(row, one.person)
        role, with_unit = self._role_texts(row, one, institutions)
        institution, confidence = (institutions[0], _STATED) if institutions else (None, _STATED)
        question = self._question(row, one, earlier)
        side = self._side(row, one)
        if institution is None and side is not None:
            institution, confidence = side, _OF_SIDE
        of_state = institution is None and self._heads.holds(row, one)
        if institution is None and one.office.at_place:
            institution, confidence = self._named_after(row, one.office), _OF_SIDE
        elif institution is None and not of_state:
            institution, confidence = self._chosen(question, known)
        whole = side if institution != side else None
        if whole is None and institution and self._focus.ground.is_unit(institution):
            whole = self._focus.whole_for(question, institution)
        for who in row.pieces[one.person].spans():
            if whole is not None:
                self._found.append(self._row(who, whole, with_unit, min(confidence, _OF_WHOLE)))
            self._add(who, institution, role, confidence, with_unit)
        return institution

    def _named_after(self, row: Row, office: Office) -> Span | None:
        """The one institution of a kind where such an office is held that bears the name of its place: "director in ‹l›"."""
        role = row.text_of(office.role)
        if office_group(role) == "state":
            return None
        ground, kinds = self._focus.ground, places_of(base_noun(role))
        places = [words_of(row.text_of(k)) for k in range(office.left, office.right + 1) if row.pieces[k].letter == "l"]
        found = [
            key
            for key in ground.mentions
            if kinds & ground.places[key] and any(words and set(words) <= ground.words[key] for words in places)
        ]
        return ground.nearest(found[0], row.pieces[office.role].item.start) if len(found) == 1 else None

    def _chosen(self, question: Question, known: Answer | None = None) -> Answer:
        institution, probability = known or self._focus.implied(question)
        return institution, _AS_READ * probability

    def _role_texts(self, row: Row, one: Pairing, institutions: list[Span]) -> tuple[str, str]:
        """The office in the text's words: as it is held at the institution named, and at the whole of which that is a unit.

        The head of a unit is "Head" at the unit and "Head of the International Department" at the whole.
        """
        role = row.pieces[one.office.role].item
        start, end = role.start, role.end
        text = with_unit = f"{self._reading.text[start:end]}{one.office.unit}"
        if institutions and one.office.right > one.office.role:
            first = institutions[0]
            if end <= first.start <= end + 30 and self._focus.ground.is_unit(first):
                with_unit = self._reading.text[start : first.end]
        return " ".join(text.split()), " ".join(with_unit.split())

    def _add(
        self, person: Span, institution: Span | None, role: str, confidence: float, with_unit: str | None = None
    ) -> None:
        whole = self._focus.ground.whole_of(institution) if institution else None
        if whole is not None:
            self._found.append(self._row(person, whole, with_unit or role, confidence))
        self._found.append(self._row(person, institution, role, confidence))

    def _row(self, person: Span, institution: Span | None, role: str, confidence: float) -> FoundAffiliation:
        ends = [person] + ([institution] if institution else [])
        sentence = self._reading.sentences[self._reading.sentence_at(person.start)]
        inside = [span for span in ends if sentence.start <= span.start < sentence.end] or [person]
        start, end = min(span.start for span in inside), max(span.end for span in inside)
        return FoundAffiliation(person, institution, role, start, end, confidence)


def _once(found: list[FoundAffiliation]) -> list[FoundAffiliation]:
    """Each affiliation once; none that says less of the same mention of a person than another."""
    seen: dict[tuple[int, int, int, str], FoundAffiliation] = {}
    fuller: set[tuple[int, int, str]] = set()
    for one in found:
        institution = one.institution.start if one.institution else -1
        seen.setdefault((one.person.start, one.person.end, institution, one.role.casefold()), one)
        if one.role and one.institution:
            fuller |= {(one.person.start, institution, ""), (one.person.start, -1, one.role.casefold())}
    return [one for key, one in seen.items() if (key[0], key[2], key[3]) not in fuller]
