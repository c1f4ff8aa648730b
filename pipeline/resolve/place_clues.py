"""Clues from two names of places: known places in common, sound, points of the compass, region words."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.resolve.alignment import align, join_split_words
from pipeline.resolve.clues import Evidence, quoted
from pipeline.resolve.names import Name, Role
from pipeline.resolve.weights import weights


def compare_places(left: Name, right: Name) -> Evidence:
    """All clues from two names of places."""
    evidence = Evidence()
    w = weights(left.kind)
    common = [place for place in left.places if place in right.places]
    if common:
        evidence.add("known place", w["same_place"], f"both are names of one known place ({common[0]})")
    elif left.places and right.places:
        evidence.contradict("known place", w["known_apart"], "the gazetteer knows them as different places", hard=False)
    ours, theirs = left.of(Role.DIRECTION), right.of(Role.DIRECTION)
    if {part.key for part in ours} != {part.key for part in theirs} and not common:
        reason = f"{quoted(ours) or '-'} / {quoted(theirs) or '-'}"
        evidence.contradict("direction", w["direction_clash"], reason, hard=True)
    _compare_words(left, right, bool(common), w, evidence)
    return evidence


def _compare_words(left: Name, right: Name, known: bool, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = join_split_words(left.of(Role.PROPER), right.of(Role.PROPER))
    if known or not (ours or theirs):
        return
    found = align(ours, theirs)
    if found.pairs and not found.left and not found.right:
        worst = min(likeness for _, _, likeness in found.pairs)
        reason = f"{quoted(ours)} = {quoted(theirs)}"
        evidence.add("spelling", w["same_sound"] - w["likeness_loss"] * (1 - worst), reason)
    else:
        reason = f"{quoted(found.left) or '-'} / {quoted(found.right) or '-'}"
        evidence.contradict("spelling", w["word_left"] * max(1, len(found.left + found.right)), reason, hard=False)
    kinds_left, kinds_right = set(left.keys(Role.ATTRIBUTE)), set(right.keys(Role.ATTRIBUTE))
    if kinds_left != kinds_right:
        weight = w["type_clash"] if kinds_left and kinds_right else w["type_left"]
        evidence.add("kind of place", weight, f"{sorted(kinds_left)} / {sorted(kinds_right)}")
