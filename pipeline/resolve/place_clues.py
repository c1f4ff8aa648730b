"""Clues from two names of places: known places in common, sound, points of the compass, region words."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.resolve.alignment import align, join_split_words
from pipeline.resolve.clues import Evidence, quoted
from pipeline.resolve.names import Name, Role
from pipeline.resolve.placebook import main_place
from pipeline.resolve.weights import weights


def compare_places(left: Name, right: Name, evidence: Evidence) -> None:
    """Note all clues from two names of places."""
    w = weights(left.kind)
    common = _compare_known(left, right, w, evidence)
    ours, theirs = left.of(Role.DIRECTION), right.of(Role.DIRECTION)
    if {part.key for part in ours} != {part.key for part in theirs} and not common:
        reason = f"{quoted(ours) or '-'} / {quoted(theirs) or '-'}"
        evidence.contradict("direction", w["direction_clash"], reason, hard=True)
    if set(left.keys(Role.UNIT)) != set(right.keys(Role.UNIT)):
        reason = f"{quoted(left.of(Role.UNIT)) or '-'} / {quoted(right.of(Role.UNIT)) or '-'}"
        evidence.contradict("described as", w["described_clash"], reason, hard=False)
    _compare_words(left, right, common, w, evidence)
    if not common:
        _compare_kinds(left, right, w, evidence)


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


def _compare_known(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> bool:
    """Whether both are names of one known place; usual names of two known places keep them apart."""
    common = [place for place in left.places if place in right.places]
    mains = main_place(left.text), main_place(right.text)
    apart = all(mains) and mains[0] != mains[1] and not (mains[0] in right.places and mains[1] in left.places)
    if common and not apart:
        first = common[0] in (left.places[0], right.places[0]) or len(left.places) == len(right.places) == 1
        reason = f"both are names of one known place ({common[0]})"
        evidence.add("known place", w["same_place" if first else "shared_name"], reason)
        return True
    if left.places and right.places:
        evidence.contradict("known place", w["known_apart"], "the gazetteer knows them as different places", hard=False)
    return False


def _compare_kinds(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    """A town and the region called after it are two places; so are a region and a district."""
    ours = set(left.keys(Role.ATTRIBUTE)) - {"attribute.republican", "attribute.state"}
    theirs = set(right.keys(Role.ATTRIBUTE)) - {"attribute.republican", "attribute.state"}
    if ours == theirs:
        return
    reason = f"{quoted(left.of(Role.ATTRIBUTE)) or '-'} / {quoted(right.of(Role.ATTRIBUTE)) or '-'}"
    if ours and theirs:
        evidence.contradict("kind of place", w["type_clash"], reason, hard=False)
        return
    bare = right if ours else left
    is_town = bool(bare.places) and bare.places[0].startswith("g:") and "attribute.city" not in ours | theirs
    evidence.add("kind of place", w["city_or_region" if is_town else "type_left"], reason)
