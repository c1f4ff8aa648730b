"""Clues from two institution names: type, field, attributes, points of the compass, numbers, places, proper words, eponyms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipeline.resolve.acronyms import acronym_strength, is_small, near_double
from pipeline.resolve.clues import Evidence, quoted
from pipeline.resolve.distinctive_clues import DISTINCTIVE, compare_distinctive, country_of, is_country
from pipeline.resolve.institutions import LIGHT_FIELDS, acronym_key, is_short_form, near_field_groups, type_levels
from pipeline.resolve.names import Name, Part, Role
from pipeline.resolve.scripts import plain
from pipeline.resolve.weights import weights

_TOWN_ATTRIBUTES = frozenset(["attribute.city", "attribute.regional", "attribute.district"])
SOVIET = frozenset(["AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ", "MN"])
"""Where institutes of one field have become academies and universities of it since the 1990s."""
FEDERAL_STATES = frozenset(["US", "NG", "BR", "IN", "MX", "AU", "DE", "VE", "MM", "MY", "SD", "SS", "ET"])
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


def compare_institutions(left: Name, right: Name, evidence: Evidence) -> None:
    """Note all clues from two institution or programme names."""
    if left.acronym or right.acronym:
        _compare_acronyms(left, right, evidence)
        return
    w = weights(left.kind)
    left, right = _written_out(left, right), _written_out(right, left)
    _compare_types(left, right, w, evidence)
    _compare_fields(left, right, w, evidence)
    _compare_attributes(left, right, w, evidence)
    _compare_exact(left, right, Role.DIRECTION, "direction", w, evidence)
    _compare_exact(left, right, Role.NUMBER, "number", w, evidence)
    _compare_exact(left, right, Role.UNIT, "unit", w, evidence)
    compare_distinctive(left, right, w, evidence)


def _written_out(name: Name, full: Name) -> Name:
    """A name that shortens its general words ("ITS Atlixco"), with the parts of ``full`` those letters stand for."""
    short = next((part for part in name.parts if part.role is Role.PROPER and is_short_form(part.text)), None)
    if short is None or any(part.key == short.key for part in full.parts):
        return name
    general = tuple(part for part in full.parts if part.role not in DISTINCTIVE or is_country(part))
    letters = "".join(word[0] for part in general for word in plain(part.text).split() if not is_small(word))
    if len(letters) < 2 or acronym_key(short.text) != letters:
        return name
    return replace(
        name, parts=(*general, *(part for part in name.parts if part.role in DISTINCTIVE and part is not short))
    )


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
        evidence.add("type", w["type_extra"], words)
    else:
        near = _near_types(ours, theirs)
        loss = w[_near_loss(left, right)] if near else w["type_clash"]
        evidence.contradict("type", loss, words, hard=not near)


def _near_loss(left: Name, right: Name) -> str:
    """Soviet institutes of a field became academies and universities of it; words of two languages seldom match."""
    common = set(left.keys(Role.FIELD)) & set(right.keys(Role.FIELD))
    if common - LIGHT_FIELDS and _in_countries(left, right, SOVIET):
        return "type_near_specialised"
    words = ({plain(part.text) for part in name.parts if part.role not in DISTINCTIVE} for name in (left, right))
    return "type_near" if set.intersection(*words) else "type_near_translated"


def _near_types(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    levels = type_levels()
    return any(
        levels[a] == levels[b] or tuple(sorted((levels[a], levels[b]))) in _NEAR_LEVELS for a in ours for b in theirs
    )


def _compare_fields(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = set(left.keys(Role.FIELD)), set(right.keys(Role.FIELD))
    common, only_left, only_right = ours & theirs, ours - theirs, theirs - ours
    reason = _other_chinese_words(left, right)
    if reason:
        evidence.contradict("field", w["field_clash"], reason, hard=True)
        return
    if common:
        words = quoted(part for part in left.of(Role.FIELD) if part.key in common)
        evidence.add("field", w["field_same"] * min(3, len(common)), words)
    for one, other in near_fields(only_left, only_right):
        only_left.discard(one)
        only_right.discard(other)
        words = f"{quoted(p for p in left.of(Role.FIELD) if p.key == one)} ~ {quoted(p for p in right.of(Role.FIELD) if p.key == other)}"
        loss = w["field_near_translated"] if _translated(left, right, one, other) else w["field_near"]
        evidence.contradict("field", loss, words, hard=False)
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
        loss = sum(_light_field_loss(key, common, w) for key in only_left | only_right)
        evidence.contradict("field", loss, reason, hard=False)


def _other_chinese_words(left: Name, right: Name) -> str:
    """The fields of two Chinese names when they are not written alike, else ""; translation is no excuse between them."""
    if left.script != "han" or right.script != "han":
        return ""
    ours, theirs = ({plain(part.text) for part in name.of(Role.FIELD)} for name in (left, right))
    return "" if ours == theirs else f"{quoted(left.of(Role.FIELD)) or '-'} / {quoted(right.of(Role.FIELD)) or '-'}"


def _light_field_loss(key: str, common: set[str], w: Mapping[str, float]) -> float:
    """ "Science and Technology" is a name of its own; elsewhere "Sciences" and "Research" are often left out."""
    if key == "field.sciences" and "field.technology" in common:
        return w["science_and_technology_left"]
    return w["research_left" if key == "field.research" else "field_light_left"]


_OFTEN_TRANSLATED_SO = frozenset(["field.polytechnic", "field.pedagogical", "field.education"])


def _translated(left: Name, right: Name, one: str, other: str) -> bool:
    """Are two near fields words of two languages that custom translates so ("Politechnika", "of Technology")?"""
    if {one, other} == {"field.pedagogical", "field.education"}:
        return True
    types = ({word for part in name.of(Role.TYPE) for word in plain(part.text).split()} for name in (left, right))
    return not set.intersection(*types) and bool({one, other} & _OFTEN_TRANSLATED_SO)


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
    rest_ours = [part for key, part in ours.items() if key not in common]
    rest_theirs = [part for key, part in theirs.items() if key not in common]
    if rest_ours and rest_theirs:
        reason = f"{quoted(rest_ours)} / {quoted(rest_theirs)}"
        towns = any(part.key in _TOWN_ATTRIBUTES for part in rest_ours + rest_theirs)
        evidence.contradict("attribute", w["town_clash" if towns else "attribute_clash"], reason, hard=False)
        return
    for part in rest_ours + rest_theirs:
        evidence.add("attribute", _attribute_loss(part, left, right, w), f"only one has {part.text}")


def _attribute_loss(part: Part, left: Name, right: Name, w: Mapping[str, float]) -> float:
    """ "National" tells institutions of one country apart, but seldom those of one town."""
    if not part.light:
        return w["attribute_left"]
    if part.key == "attribute.state" and _in_countries(left, right, FEDERAL_STATES):
        return w["state_left"]
    local = any(not is_country(one) for one in (*left.of(*DISTINCTIVE), *right.of(*DISTINCTIVE)))
    if part.key == "attribute.national" and not local:
        return w["national_left"]
    return w["attribute_light_left"]


def _in_countries(left: Name, right: Name, countries: frozenset[str]) -> bool:
    """Do both names have a place in one of the countries?"""
    return all(
        any(part.places and country_of(part) in countries for part in name.of(*DISTINCTIVE)) for name in (left, right)
    )


def _compare_exact(left: Name, right: Name, role: Role, label: str, w: Mapping[str, float], evidence: Evidence) -> None:
    ours, theirs = set(left.keys(role)), set(right.keys(role))
    if not ours and not theirs:
        return
    reason = f"{quoted(left.of(role)) or '-'} / {quoted(right.of(role)) or '-'}"
    if ours == theirs:
        evidence.add(label, w.get(f"{label}_same", 0.0), reason)
    else:
        evidence.contradict(label, w[f"{label}_clash"], reason, hard=True)
