"""Clues from two institution names: type, field, attributes, points of the compass, numbers, places, proper words, eponyms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pipeline.resolve.acronyms import acronym_strength, near_double
from pipeline.resolve.alignment import Alignment, align, join_split_words
from pipeline.resolve.clues import Evidence, quoted
from pipeline.resolve.institutions import LIGHT_FIELDS, near_field_groups, type_levels
from pipeline.resolve.names import Name, Part, Role
from pipeline.resolve.weights import weights

_DISTINCTIVE = (Role.PLACE, Role.PROPER, Role.EPONYM)
# Which type may have been chosen for another in translation: a loss, not a contradiction.
_NEAR_LEVELS = frozenset(
    {
        ("college", "tertiary"),
        ("college", "school"),
        ("school", "tertiary"),
        ("centre", "tertiary"),
        ("body", "company"),
    }
)


def compare_institutions(left: Name, right: Name) -> Evidence:
    """All clues from two institution or programme names."""
    evidence = Evidence()
    if left.acronym or right.acronym:
        _compare_acronyms(left, right, evidence)
        return evidence
    w = weights(left.kind)
    _compare_types(left, right, w, evidence)
    _compare_fields(left, right, w, evidence)
    _compare_attributes(left, right, w, evidence)
    _compare_exact(left, right, Role.DIRECTION, "direction", w, evidence)
    _compare_exact(left, right, Role.NUMBER, "number", w, evidence)
    _compare_exact(left, right, Role.UNIT, "unit", w, evidence)
    _compare_distinctive(left, right, w, evidence)
    return evidence


def _compare_acronyms(left: Name, right: Name, evidence: Evidence) -> None:
    w = weights(left.kind)
    if left.acronym and right.acronym:
        if left.acronym == right.acronym:
            evidence.add("acronym", w["acronym_exact"] - w["prior"], f"the same letters {left.acronym.upper()}")
        elif near_double(left.acronym, right.acronym):
            evidence.add("acronym", w["acronym_misprint"], f"{left.text} repeats or drops one letter of {right.text}")
        else:
            evidence.contradict("acronym", w["acronym_none"], f"{left.text} / {right.text}", hard=False)
        return
    short, full = (left, right) if left.acronym else (right, left)
    strength = acronym_strength(short, full)
    if strength:
        weight = w["acronym_loose"] + (w["acronym_exact"] - w["acronym_loose"]) * strength
        evidence.add("acronym", weight, f"{short.text} can stand for {full.text}")
    else:
        evidence.add("acronym", w["acronym_none"], f"{short.text} is not made from {full.text}")


def _compare_types(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = set(left.keys(Role.TYPE)), set(right.keys(Role.TYPE))
    if not ours and not theirs:
        return
    levels = type_levels()
    words = f"{quoted(left.of(Role.TYPE)) or '-'} / {quoted(right.of(Role.TYPE)) or '-'}"
    if ours == theirs:
        evidence.add("type", w["type_same"], words)
    elif not ours or not theirs:
        evidence.add("type", w["type_left"], words)
    elif {levels[key] for key in ours ^ theirs} & {"unit", "centre"}:
        evidence.contradict("type", w["type_clash"], f"part and whole: {words}", hard=True)
    elif ours & theirs:
        evidence.add("type", w["type_near"] / 2, words)
    else:
        near = _near_types(ours, theirs)
        evidence.contradict("type", w["type_near"] if near else w["type_clash"], words, hard=not near)


def _near_types(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    levels = type_levels()
    return any(
        levels[a] == levels[b] or tuple(sorted((levels[a], levels[b]))) in _NEAR_LEVELS for a in ours for b in theirs
    )


def _compare_fields(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = set(left.keys(Role.FIELD)), set(right.keys(Role.FIELD))
    common, only_left, only_right = ours & theirs, ours - theirs, theirs - ours
    if common:
        words = quoted(part for part in left.of(Role.FIELD) if part.key in common)
        evidence.add("field", w["field_same"] * min(3, len(common)), words)
    for one, other in near_fields(only_left, only_right):
        only_left.discard(one)
        only_right.discard(other)
        words = f"{quoted(p for p in left.of(Role.FIELD) if p.key == one)} ~ {quoted(p for p in right.of(Role.FIELD) if p.key == other)}"
        evidence.contradict("field", w["field_near"], words, hard=False)
    heavy_left, heavy_right = only_left - LIGHT_FIELDS, only_right - LIGHT_FIELDS
    reason = (
        f"{quoted(part for part in left.of(Role.FIELD) if part.key in only_left) or '-'}"
        f" / {quoted(part for part in right.of(Role.FIELD) if part.key in only_right) or '-'}"
    )
    if heavy_left and heavy_right:
        evidence.contradict("field", w["field_clash"], reason, hard=True)
    elif heavy_left or heavy_right:
        evidence.contradict("field", w["field_left"], reason, hard=True)
    elif only_left or only_right:
        evidence.contradict("field", w["field_light_left"] * len(only_left | only_right), reason, hard=False)


def near_fields(ours: set[str], theirs: set[str]) -> list[tuple[str, str]]:
    """Pairs of fields, one of each side, that translations mix up (technical and technological)."""
    near = near_field_groups()
    return [
        (one, other) for one in sorted(ours) for other in sorted(theirs) if near.get(one, one) == near.get(other, other)
    ]


def _compare_attributes(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    ours = {part.key: part for part in left.of(Role.ATTRIBUTE)}
    theirs = {part.key: part for part in right.of(Role.ATTRIBUTE)}
    common = ours.keys() & theirs.keys()
    if common:
        evidence.add("attribute", w["attribute_same"] * len(common), quoted(ours[key] for key in sorted(common)))
    rest = [part for key, part in {**ours, **theirs}.items() if key not in common]
    light = [part for part in rest if part.light]
    heavy = [part for part in rest if not part.light]
    if light:
        both = any(part.key in ours for part in light) and any(part.key in theirs for part in light)
        weight = w["attribute_clash"] if both else w["attribute_light_left"] * len(light)
        evidence.add("attribute", weight, f"only one has {quoted(light)}")
    if heavy:
        evidence.contradict("attribute", w["attribute_left"] * len(heavy), f"only one has {quoted(heavy)}", hard=False)


def _compare_exact(left: Name, right: Name, role: Role, label: str, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = set(left.keys(role)), set(right.keys(role))
    if not ours and not theirs:
        return
    reason = f"{quoted(left.of(role)) or '-'} / {quoted(right.of(role)) or '-'}"
    if ours == theirs:
        evidence.add(label, w.get(f"{label}_same", 0.0), reason)
    else:
        evidence.contradict(label, w[f"{label}_clash"], reason, hard=True)


def _compare_distinctive(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = join_split_words(left.of(*_DISTINCTIVE), right.of(*_DISTINCTIVE))
    if not ours and not theirs:
        evidence.add("general words", w["nothing_distinctive"], "nothing but general words")
        return
    found = align(ours, theirs)
    for one, other, likeness in found.pairs:
        kind = _part_kind(one, other)
        weight = w[f"{kind}_same"] - w["likeness_loss"] * (1 - likeness)
        evidence.add(kind, weight, one.text if one.text == other.text else f"{one.text} = {other.text}")
    _weigh_leftovers(found, w, evidence)
    if not ours or not theirs:
        evidence.contradict("general words", w["generic_against_specific"], quoted(ours + theirs), hard=False)


def _part_kind(one: Part, other: Part) -> str:
    if _is_country(one) and _is_country(other):
        return "country"
    if one.role is Role.EPONYM and other.role is Role.EPONYM:
        return "eponym"
    return "city" if one.places and other.places else "proper"


def _is_country(part: Part) -> bool:
    return bool(part.places) and part.places[0].startswith("c:")


def _weigh_leftovers(found: Alignment, w: Mapping[str, float], evidence: Evidence) -> None:
    heavy_left = [part for part in found.left if not part.light and not _is_country(part)]
    heavy_right = [part for part in found.right if not part.light and not _is_country(part)]
    countries_left = [part for part in found.left if _is_country(part)]
    countries_right = [part for part in found.right if _is_country(part)]
    eponyms_left = [part for part in found.left if part.light]
    eponyms_right = [part for part in found.right if part.light]
    if heavy_left and heavy_right:
        reason = f"{quoted(heavy_left)} / {quoted(heavy_right)}"
        evidence.contradict("name", w["proper_clash"], reason, hard=_known_apart(heavy_left, heavy_right))
    else:
        for part in heavy_left + heavy_right:
            kind = "city" if part.places else "proper"
            evidence.contradict(kind, w[f"{kind}_left"], f"only one has {part.text}", hard=False)
    if countries_left and countries_right:
        reason = f"{quoted(countries_left)} / {quoted(countries_right)}"
        evidence.contradict("country", w["place_clash"], reason, hard=True)
    elif countries_left or countries_right:
        evidence.add("country", w["country_left"], f"only one has {quoted(countries_left + countries_right)}")
    if eponyms_left and eponyms_right:
        reason = f"{quoted(eponyms_left)} / {quoted(eponyms_right)}"
        evidence.contradict("eponym", w["eponym_clash"], reason, hard=False)
    elif eponyms_left or eponyms_right:
        evidence.add("eponym", w["eponym_left"], f"only one has {quoted(eponyms_left + eponyms_right)}")


def _known_apart(left: list[Part], right: list[Part]) -> bool:
    """Do both sides hold a known place, and none of them in common?"""
    ours = {place for part in left for place in part.places}
    theirs = {place for part in right for place in part.places}
    return bool(ours and theirs) and not ours & theirs
