"""Clues from two names of people: family, given, patronymic, initials, gendered endings, order."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.resolve.alignment import ALIKE, align, join_split_words
from pipeline.resolve.clues import Evidence, quoted
from pipeline.resolve.names import Name, Part, Role
from pipeline.resolve.weights import weights

_MAIN = (Role.GIVEN, Role.FAMILY)
_MASCULINE = re.compile(r"(?:ov|ev|iev|in|ski|skii|ki)$")


def compare_people(left: Name, right: Name) -> Evidence:
    """All clues from two names of people."""
    evidence = Evidence()
    w = weights(left.kind)
    ours, theirs = join_split_words(left.of(*_MAIN), right.of(*_MAIN))
    if not ours or not theirs:
        evidence.contradict("name", w["name_left"], "one of the names has no full word", hard=False)
        return evidence
    found = align(ours, theirs, ALIKE)
    _compare_gender(ours, theirs, w, evidence)
    for number, (one, other, likeness) in enumerate(found.pairs):
        base = w["family_same"] if number == 0 else w["given_same"]
        evidence.add("name", base - w["likeness_loss"] * (1 - likeness), f"{one.text} = {other.text}")
    rest_left, rest_right = _compare_initials(found.left, found.right, left, right, w, evidence)
    if rest_left and rest_right:
        reason = f"{quoted(rest_left)} / {quoted(rest_right)}"
        evidence.contradict("name", w["name_clash"], reason, hard=True)
    elif rest_left or rest_right:
        weight = w["middle_left"] if len(found.pairs) >= 2 else w["name_left"]
        evidence.add("name", weight * len(rest_left + rest_right), f"only one has {quoted(rest_left + rest_right)}")
    _compare_patronymics(left, right, w, evidence)
    _compare_order(ours, theirs, found.pairs, w, evidence)
    return evidence


def _compare_gender(
    ours: tuple[Part, ...], theirs: tuple[Part, ...], w: Mapping[str, float], evidence: Evidence
) -> None:
    """-ov and -ova, Alexander and Alexandra: another person, however alike the rest is."""
    for one in ours:
        for other in theirs:
            short, long = sorted((one.key, other.key), key=len)
            if (
                long == short + "a"
                and len(short) >= 4
                and not any(part.key == short for part in ours if part is not one)
            ):
                evidence.contradict("gender", w["gender_clash"], f"{one.text} / {other.text}", hard=True)
                return


def _compare_initials(
    left_rest: tuple[Part, ...],
    right_rest: tuple[Part, ...],
    left: Name,
    right: Name,
    w: Mapping[str, float],
    evidence: Evidence,
) -> tuple[list[Part], list[Part]]:
    """Set initials of one side against words left over on the other; returns what is still left over."""
    ours, theirs = list(left_rest), list(right_rest)
    ours = _spend(right.of(Role.INITIAL), ours, left, w, evidence)
    theirs = _spend(left.of(Role.INITIAL), theirs, right, w, evidence)
    both = list(zip(left.of(Role.INITIAL), right.of(Role.INITIAL), strict=False))
    if both and both[0][0].key[:1] != both[0][1].key[:1]:
        evidence.contradict("initial", w["initial_clash"], f"{both[0][0].text} / {both[0][1].text}", hard=True)
    return ours, theirs


def _spend(
    initials: tuple[Part, ...], words: list[Part], whole: Name, w: Mapping[str, float], evidence: Evidence
) -> list[Part]:
    for at, initial in enumerate(initials):
        match = next((word for word in words if word.key[:1] == initial.key[:1]), None)
        if match is not None:
            words.remove(match)
            evidence.add("initial", w["initial_same"], f"{initial.text} = {match.text}")
        elif at == 0 and words:
            evidence.contradict("initial", w["initial_clash"], f"{initial.text} / {quoted(words)}", hard=True)
        elif at > 0 and any(part.key[:1] == initial.key[:1] for part in whole.of(Role.PATRONYMIC)):
            evidence.add("initial", w["initial_same"], f"{initial.text} = {quoted(whole.of(Role.PATRONYMIC))}")
    return words


def _compare_patronymics(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = left.of(Role.PATRONYMIC), right.of(Role.PATRONYMIC)
    if not ours or not theirs:
        return
    found = align(ours, theirs, ALIKE)
    reason = f"{quoted(ours)} / {quoted(theirs)}"
    if found.pairs:
        evidence.add("patronymic", w["patronymic_same"] - w["likeness_loss"] * (1 - found.pairs[0][2]), reason)
    else:
        evidence.contradict("patronymic", w["patronymic_clash"], reason, hard=True)


def _compare_order(
    ours: tuple[Part, ...],
    theirs: tuple[Part, ...],
    pairs: tuple[tuple[Part, Part, float], ...],
    w: Mapping[str, float],
    evidence: Evidence,
) -> None:
    """The same words in an order that turning the name round does not explain ("José María", "María José")."""
    if len(pairs) < 3:
        return
    order = [theirs.index(other) for one, other, _ in sorted(pairs, key=lambda pair: ours.index(pair[0]))]
    turns = sum(order[at] > order[(at + 1) % len(order)] for at in range(len(order)))
    if turns > 1:
        evidence.contradict("order", w["order_clash"], f"{quoted(ours)} / {quoted(theirs)}", hard=False)
