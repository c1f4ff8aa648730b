"""The institution of a person whose own words name none: a choice among the institutions of the article, or none.

Each candidate gets a sum of weighted features (where it stands, how often, whether such an office is held at such a place); the
candidates and "none" share a probability by softmax. The weights are data (``affiliation_weights.toml``), fitted by maximum
likelihood with an L2 penalty on the annotated articles of the training part.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from pipeline.extract.affiliation_encoder import NOBODY, employer_features, employer_scores
from pipeline.extract.institution_features import features, is_chief, none_features, with_group
from pipeline.extract.institution_ground import Ground, Question
from pipeline.extract.lexicon import load_table
from pipeline.extract.question_clues import Clues, clues_of
from pipeline.extract.reading import Reading, Reference, Span
from pipeline.extract.role_lexicon import head_noun

Answer = tuple[Span | None, float]
"""An institution, or None where nothing is likelier, with its probability."""
_NEXT_BEST = 4
_LIKELY = math.log(0.2)
"""The logarithm of the probability from which the encoder's word makes an institution the whole of a unit."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What :meth:`Focus.implied` chose from: the features of "none", then of each candidate, with all mentions of it."""

    person: Span
    role: str
    options: tuple[tuple[dict[str, float], tuple[Span, ...]], ...]


class Focus:
    """Answers for one reading; with ``asked``, every choice is written there, for the fitting of the weights."""

    def __init__(self, reading: Reading, asked: list[Choice] | None = None) -> None:
        self.ground = Ground(reading)
        self._asked = asked
        self._persons: dict[int, int] = {}
        self._holders: dict[tuple[str, int], set[int]] = {}

    def note(self, person: Span, role: str, institution: Span) -> None:
        """Remember an affiliation that the text states: it speaks for that place, and against a second holder of the office."""
        who, where = self.ground.clusters.key(person), self.ground.clusters.key(institution)
        self._persons.setdefault(who, where)
        self._holders.setdefault((head_noun(role), where), set()).add(who)

    def implied(self, question: Question) -> Answer:
        """The institution that a question means, with its probability; None where "none" is likelier."""
        return self._answer(question, self._ranked(question)[0])

    def _ranked(self, question: Question) -> list[tuple[float, int]]:
        """The probability of each candidate and of :data:`NOBODY`, the likeliest first."""
        clues = clues_of(self.ground, question)
        told = self.ground.told(question.at)
        keys = [key for key in self.ground.candidates(question.at) if key not in told]
        read = employer_features(self.ground, question.person, keys)
        options = [({**none_features(self.ground, clues), **with_group(read[NOBODY], clues.group)}, NOBODY)]
        for key in keys:
            options.append((with_group({**self._features(clues, key), **read[key]}, clues.group), key))
        if self._asked is not None:
            self._write(question, options)
        scores = [(_sum(found), key) for found, key in options]
        top = max(score for score, _ in scores)
        total = sum(math.exp(score - top) for score, _ in scores)
        return sorted(
            ((math.exp(score - top) / total, key) for score, key in scores), key=lambda one: (-one[0], one[1])
        )

    def implied_apart(self, one: Question, other: Question) -> tuple[Answer, Answer]:
        """The answers to two questions whose institutions differ: where they do not, the likeliest pair of different ones."""
        pairs = [
            (left[0] * right[0], left, right)
            for left in self._ranked(one)[:_NEXT_BEST]
            for right in self._ranked(self._after(one, other, left[1]))[:_NEXT_BEST]
        ]
        _, left, right = pairs[0]
        if left[1] == right[1] != NOBODY:
            apart = [pair for pair in pairs if pair[1][1] != pair[2][1] and NOBODY not in (pair[1][1], pair[2][1])]
            _, left, right = max(apart or pairs[:1], key=lambda pair: pair[0])
        return self._answer(one, left), self._answer(other, right)

    def _after(self, one: Question, other: Question, key: int) -> Question:
        """The second question with the first one's answer."""
        return replace(other, earlier=self.ground.nearest(key, one.at) if key != NOBODY else None)

    def _answer(self, question: Question, best: tuple[float, int]) -> Answer:
        probability, key = best
        return (None if key < 0 else self.ground.nearest(key, question.at)), probability

    def _write(self, question: Question, options: list[tuple[dict[str, float], int]]) -> None:
        listed = tuple((found, tuple(self.ground.mentions.get(key, ()))) for found, key in options)
        person = question.person
        for one in person.targets if isinstance(person, Reference) else (person,):
            if self._asked is not None:
                self._asked.append(Choice(one, question.role, listed))

    def whole_for(self, question: Question, unit: Span) -> Span | None:
        """The institution to which a unit belongs: as the text states it, else the likeliest that is no unit itself."""
        stated = self.ground.whole_of(unit)
        if stated is not None:
            return stated
        clues = clues_of(self.ground, question)
        keys = [key for key in self.ground.candidates(question.at) if not self.ground.units[key]]
        read = employer_features(self.ground, question.person, keys)
        scores = [(_sum(with_group({**self._features(clues, key), **read[key]}, clues.group)), key) for key in keys]
        if not scores:
            return None
        _, key = max(scores, key=lambda pair: (pair[0], -pair[1]))
        # A faculty belongs to some place of learning, most bureaus and directorates to none that the text names.
        known = employer_scores(self.ground, question.person)
        learning = bool(self.ground.places[self.ground.clusters.key(unit)] & {"university", "school"})
        if not learning and known is not None and known.get(key, -math.inf) < _LIKELY:
            return None
        return self.ground.nearest(key, question.at)

    def _features(self, clues: Clues, key: int) -> dict[str, float]:
        """Features of one candidate, by name, with what was noted of persons and offices."""
        question = clues.question
        found = features(self.ground, clues, key)
        who = self.ground.person_key(question.person)
        found["same person"] = float(self._persons.get(who) == key)
        found["person elsewhere"] = float(who in self._persons and self._persons[who] != key)
        earlier = question.earlier is not None and self.ground.clusters.key(question.earlier) == key
        if question.role:
            found["taken"] = float(bool(self._holders.get((head_noun(question.role), key), set()) - {who}))
            # Two heads in one sentence are of two institutions, a head and a deputy of one.
            found["beside, chief" if is_chief(question.role) else "beside, lower"] = float(earlier)
        else:
            found["beside"] = float(earlier)
        return found


def _sum(found: dict[str, float]) -> float:
    weights = load_table("affiliation_weights")["weights"]
    return float(sum(weights.get(name, 0.0) * value for name, value in found.items()))
