"""Clues from two names of people: family, given, patronymic, initials, gendered endings, order."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.resolve.alignment import align, join_split_words, part_likeness
from pipeline.resolve.clues import Evidence, quoted
from pipeline.resolve.names import Name, Part, Role
from pipeline.resolve.weights import weights

_MAIN = (Role.GIVEN, Role.FAMILY)
_DROPPED_ENDING = re.compile(r"(?:ov|ev|iev|zoda|zade|iion|i)$")
_FAMILY_ENDING = re.compile(r"(?:ov|ev|in|ski|skii|ova|eva|ina|skaia|enko|ian|ko|zoda|dze|svili|ik|uk)$")


def compare_people(left: Name, right: Name, evidence: Evidence) -> None:
    """Note all clues from two names of people."""
    w = weights(left.kind)
    ours, theirs = join_split_words(left.of(*_MAIN), right.of(*_MAIN))
    if not ours or not theirs:
        evidence.contradict("name", w["name_left"], "one of the names has no full word", hard=False)
        return
    found = align(ours, theirs)
    pairs = list(found.pairs)
    rest_left, rest_right = list(found.left), list(found.right)
    _pair_dropped_ending(pairs, rest_left, rest_right)
    _compare_gender(ours, theirs, w, evidence)
    for number, (one, other, likeness) in enumerate(sorted(pairs, key=lambda pair: -pair[2])):
        base = (w["family_same"], w["given_same"], w["third_same"])[min(number, 2)]
        evidence.add("name", base - w["likeness_loss"] * (1 - likeness), f"{one.text} = {other.text}")
    _compare_initials(rest_left, rest_right, left, right, w, evidence)
    _weigh_rest(rest_left, rest_right, ours, theirs, pairs, w, evidence)
    _compare_patronymics(left, right, w, evidence)
    _compare_order(ours, theirs, pairs, w, evidence)
    if len(ours) == 1 and len(theirs) == 1 and left.keys(Role.PARTICLE) and right.keys(Role.PARTICLE):
        evidence.add("name", w["particle_same"], "single names with a particle each")


def _pair_dropped_ending(pairs: list[tuple[Part, Part, float]], rest_left: list[Part], rest_right: list[Part]) -> None:
    """Family names that took off or put on an ending ("Rahmon", "Rahmonov"), when another word of the name agrees."""
    for one in list(rest_left):
        for other in list(rest_right):
            short, long = sorted((one.key, other.key), key=len)
            dropped = long.startswith(short) and len(short) >= 4 and _DROPPED_ENDING.fullmatch(long[len(short) :])
            if pairs and dropped and one in rest_left and other in rest_right:
                pairs.append((one, other, 0.8))
                rest_left.remove(one)
                rest_right.remove(other)


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
                and short not in {part.key for part in (*ours, *theirs) if part not in (one, other)}
            ):
                evidence.contradict("gender", w["gender_clash"], f"{one.text} / {other.text}", hard=True)
                return


def _compare_initials(
    ours: list[Part], theirs: list[Part], left: Name, right: Name, w: Mapping[str, float], evidence: Evidence
) -> None:
    """Set initials of one side against words left over on the other; what they explain is taken off the rest."""
    _spend(right.of(Role.INITIAL), ours, left, w, evidence)
    _spend(left.of(Role.INITIAL), theirs, right, w, evidence)
    both = list(zip(left.of(Role.INITIAL), right.of(Role.INITIAL), strict=False))
    for one, other in both:
        if one.key[:1] != other.key[:1]:
            evidence.contradict("initial", w["initial_clash"], f"{one.text} / {other.text}", hard=True)
            return
    if both:
        evidence.add("initial", w["given_same"], " ".join(one.text for one, _ in both))


def _spend(
    initials: tuple[Part, ...], words: list[Part], whole: Name, w: Mapping[str, float], evidence: Evidence
) -> None:
    for at, initial in enumerate(initials):
        match = next((word for word in words if word.key[:1] == initial.key[:1]), None)
        if match is not None:
            words.remove(match)
            evidence.add("initial", w["initial_same"], f"{initial.text} = {match.text}")
        elif at == 0 and words:
            evidence.contradict("initial", w["initial_clash"], f"{initial.text} / {quoted(words)}", hard=True)
        elif at > 0 and whole.of(Role.PATRONYMIC):
            same = any(part.key[:1] == initial.key[:1] for part in whole.of(Role.PATRONYMIC))
            reason = f"{initial.text} / {quoted(whole.of(Role.PATRONYMIC))}"
            evidence.add("initial", w["initial_same"] if same else w["initial_clash"], reason)


def _weigh_rest(
    rest_left: list[Part],
    rest_right: list[Part],
    ours: tuple[Part, ...],
    theirs: tuple[Part, ...],
    pairs: list[tuple[Part, Part, float]],
    w: Mapping[str, float],
    evidence: Evidence,
) -> None:
    if rest_left and rest_right:
        reason = f"{quoted(rest_left)} / {quoted(rest_right)}"
        likeness = max(part_likeness(one, other) for one in rest_left for other in rest_right)
        evidence.contradict("name", w["name_clash"], reason, hard=likeness < 0.5)
        return
    for part in rest_left + rest_right:
        whole = ours if part in rest_left else theirs
        evidence.add("name", _loss(part, whole, len(pairs), w), f"only one has {part.text}")


def _loss(part: Part, whole: tuple[Part, ...], agreeing: int, w: Mapping[str, float]) -> float:
    """What a word that only one of the names has costs: least in the middle, most at the head or with little else."""
    if part.light and agreeing >= 1 and len(whole) > 2:
        return w["carried_left"]
    if agreeing < 2:
        return w["name_left"]
    at = whole.index(part)
    if at == 0:
        return w["head_left"]
    return w["middle_left"] if at < len(whole) - 1 else w["tail_left"]


def _compare_patronymics(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = left.of(Role.PATRONYMIC), right.of(Role.PATRONYMIC)
    if not ours or not theirs:
        return
    found = align(ours, theirs)
    reason = f"{quoted(ours)} / {quoted(theirs)}"
    if found.pairs:
        evidence.add("patronymic", w["patronymic_same"] - w["likeness_loss"] * (1 - found.pairs[0][2]), reason)
    else:
        evidence.contradict("patronymic", w["patronymic_clash"], reason, hard=True)


def _compare_order(
    ours: tuple[Part, ...],
    theirs: tuple[Part, ...],
    pairs: list[tuple[Part, Part, float]],
    w: Mapping[str, float],
    evidence: Evidence,
) -> None:
    """The same words in an order that turning the name round does not explain ("José María", "María José")."""
    if len(pairs) < 3:
        return
    order = [theirs.index(other) for one, other, _ in sorted(pairs, key=lambda pair: ours.index(pair[0]))]
    turns = sum(order[at] > order[(at + 1) % len(order)] for at in range(len(order)))
    if turns > 1:
        evidence.contradict("order", w["order_clash"], f"{quoted(ours)} / {quoted(theirs)}", hard=True)
