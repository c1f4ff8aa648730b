"""Clues from the words that make an institution this one: places, proper words, eponyms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from pipeline.resolve.alignment import NEAR, SAME_CONSONANTS, Alignment, align, join_split_words, word_likeness
from pipeline.resolve.clues import Evidence, quoted
from pipeline.resolve.names import Name, Part, Role
from pipeline.resolve.placebook import placebook
from pipeline.resolve.scripts import script_of

DISTINCTIVE = (Role.PLACE, Role.PROPER, Role.EPONYM)


def compare_distinctive(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    """Align places, proper words and eponyms; weigh what agrees and what is left over."""
    ours, theirs = join_split_words(left.of(*DISTINCTIVE), right.of(*DISTINCTIVE))
    if not ours and not theirs:
        _compare_general(left, right, w, evidence)
        return
    found = _without_repetitions(_with_initials(align(ours, theirs)))
    found = _with_towns_of_countries(found, w, evidence)
    _weigh_pairs(found, w, evidence)
    _weigh_leftovers(found, w, evidence)
    _weigh_countries(found, w, evidence)
    _weigh_eponyms(found, w, evidence)
    if not _firm(ours) or not _firm(theirs):
        if not _firm(ours) and not _firm(theirs):
            _compare_general(left, right, w, evidence)
            return
        evidence.contradict("general words", w["generic_against_specific"], quoted(ours + theirs), hard=False)


def _firm(parts: Sequence[Part]) -> bool:
    """Is there a word that a name cannot do without?"""
    return any(not part.light for part in parts)


def is_country(part: Part) -> bool:
    """Is a part the name, or the adjective, of a country?"""
    return bool(part.places) and part.places[0].startswith("c:")


def _compare_general(left: Name, right: Name, w: Mapping[str, float], evidence: Evidence) -> None:
    """No word of its own on either side: the more general words agree, the likelier it is one name."""
    telling = (Role.FIELD, Role.DIRECTION, Role.NUMBER)
    agreeing = set(left.keys(*telling)) & set(right.keys(*telling))
    agreeing |= {part.key for part in left.of(Role.ATTRIBUTE) if not part.light} & set(right.keys(Role.ATTRIBUTE))
    same_words = sorted(left.words) == sorted(right.words)
    weight = w["nothing_distinctive"] if len(agreeing) >= 2 or same_words else w["too_general"]
    evidence.add("general words", weight, "nothing but general words")


def _with_towns_of_countries(found: Alignment, w: Mapping[str, float], evidence: Evidence) -> Alignment:
    """A town left over on one side and its country on the other ("X Islamabad", "X Pakistan") agree weakly."""
    left, right = list(found.left), list(found.right)
    for one in found.left:
        for other in found.right:
            if one in left and other in right and _town_and_country(one, other):
                left.remove(one)
                right.remove(other)
                evidence.add("country", w["town_of_country"], f"{one.text} and {other.text}: a town and its country")
    return Alignment(found.pairs, tuple(left), tuple(right))


def _with_initials(found: Alignment) -> Alignment:
    """A word left over on one side and its initial on the other ("H. Lavity Stoutt", "H. L. Stoutt") cancel out."""
    left, right = list(found.left), list(found.right)
    for mine, yours in ((left, right), (right, left)):
        for initial in [part for part in mine if len(part.key) == 1]:
            word = next((one for one in yours if len(one.key) > 1 and one.key[0] == initial.key), None)
            if word is not None:
                mine.remove(initial)
                yours.remove(word)
    return Alignment(found.pairs, tuple(left), tuple(right))


def _without_repetitions(found: Alignment) -> Alignment:
    """A place left over that the other name has as well, there matched with another mention of it."""
    known = {place for pair in found.pairs for part in pair[:2] for place in part.places[:1]}

    def new(parts: Sequence[Part]) -> tuple[Part, ...]:
        return tuple(part for part in parts if not part.places or part.places[0] not in known)

    return Alignment(found.pairs, new(found.left), new(found.right))


def _town_and_country(one: Part, other: Part) -> bool:
    town, country = (other, one) if is_country(one) else (one, other)
    return is_country(country) and not is_country(town) and country_of(country) == country_of(town)


def _weigh_pairs(found: Alignment, w: Mapping[str, float], evidence: Evidence) -> None:
    """The best pair counts in full, further ones little: a third agreeing word cannot outweigh one left over."""
    weighed = []
    for one, other, likeness in found.pairs:
        kind = _part_kind(one, other)
        weight = w[f"{kind}_same"] - w["likeness_loss"] * (1 - likeness)
        if kind in ("proper", "city") and likeness == SAME_CONSONANTS and _other_vowels(one, other):
            weight += w["vowels_differ"]
        weighed.append((weight, kind, one.text if one.text == other.text else f"{one.text} = {other.text}"))
    for number, (weight, kind, reason) in enumerate(sorted(weighed, reverse=True)):
        evidence.add(kind, weight if number == 0 or weight < 0 else min(weight, w["further_same"]), reason)


def _other_vowels(one: Part, other: Part) -> bool:
    """Only the consonants agree, in words of one script that shows its vowels ("Green", "Girne")."""
    if script_of(one.text) != script_of(other.text) or script_of(one.text) == "arabic":
        return False
    return OSA.distance(one.key, other.key, score_cutoff=2) > 1 and min(len(one.key), len(other.key)) < 9


def _part_kind(one: Part, other: Part) -> str:
    if is_country(one) and is_country(other):
        return "country"
    if one.role is Role.EPONYM and other.role is Role.EPONYM:
        return "eponym"
    return "city" if one.places and other.places else "proper"


def _weigh_leftovers(found: Alignment, w: Mapping[str, float], evidence: Evidence) -> None:
    heavy_left = [part for part in found.left if not part.light and not is_country(part)]
    heavy_right = [part for part in found.right if not part.light and not is_country(part)]
    if heavy_left and heavy_right:
        reason = f"{quoted(heavy_left)} / {quoted(heavy_right)}"
        evidence.contradict("name", w["proper_clash"], reason, hard=_known_apart(heavy_left, heavy_right))
        return
    agreeing = {country_of(part) for pair in found.pairs for part in pair[:2] if is_country(part)}
    local = any(all(part.places and not is_country(part) for part in pair[:2]) for pair in found.pairs)
    countries = {country_of(part, place) for pair in found.pairs for part in pair[:2] for place in part.places}
    for part in heavy_left + heavy_right:
        if not part.places:
            evidence.contradict("proper", w["proper_left"], f"only one has {part.text}", hard=False)
        elif countries and not countries & {country_of(part, place) for place in part.places}:
            reason = f"only one has {part.text}, which is elsewhere"
            evidence.contradict("city", w["foreign_left"], reason, hard=False)
        elif local:
            evidence.contradict("city", w["second_city_left"], f"only one has {part.text}", hard=False)
        elif any(country_of(part, place) in agreeing for place in part.places):
            evidence.contradict("city", w["city_in_country_left"], f"only one has {part.text}", hard=False)
        else:
            evidence.contradict("city", w["city_left"], f"only one has {part.text}", hard=False)


def _weigh_countries(found: Alignment, w: Mapping[str, float], evidence: Evidence) -> None:
    left = [part for part in found.left if is_country(part)]
    right = [part for part in found.right if is_country(part)]
    if left and right:
        reason = f"{quoted(left)} / {quoted(right)}"
        evidence.contradict("country", w["place_clash"], reason, hard=True)
        return
    places = {country_of(part, place) for pair in found.pairs for part in pair[:2] for place in part.places}
    places |= {
        country_of(part, place)
        for part in found.left + found.right
        if part not in left + right
        for place in part.places
    }
    for part in left + right:
        if not places or country_of(part) in places:
            evidence.add("country", w["country_left"], f"only one has {part.text}")
        else:
            reason = f"only one has {part.text}, which is elsewhere"
            evidence.contradict("country", w["foreign_left"], reason, hard=False)


def _weigh_eponyms(found: Alignment, w: Mapping[str, float], evidence: Evidence) -> None:
    if any(one.light or other.light for one, other, _ in found.pairs):
        return  # "Academician Bobojon G." and "B. G.": what is left over of an eponym that agrees says nothing
    left = [part for part in found.left if part.light]
    right = [part for part in found.right if part.light]
    if left and right:
        reason = f"{quoted(left)} / {quoted(right)}"
        evidence.contradict("eponym", w["eponym_clash"], reason, hard=False)
    elif left or right:
        weight = w[
            "eponym_left_renamed" if any(_renamed(one, other) for one, other, _ in found.pairs) else "eponym_left"
        ]
        evidence.add("eponym", weight, f"only one has {quoted(left + right)}")


def _renamed(one: Part, other: Part) -> bool:
    """One place under two names that do not sound alike: then nothing else may differ."""
    return bool(one.places and other.places) and not is_country(one) and word_likeness(one.key, other.key) < NEAR


def country_of(part: Part, place: str = "") -> str:
    """ISO code of the country of a part's likeliest place, or of one of its places; "" without a place."""
    return placebook().country.get(place or (part.places[0] if part.places else ""), "")


def _known_apart(left: Sequence[Part], right: Sequence[Part]) -> bool:
    """Do both sides hold a known place, and none of them in common?"""
    ours = {place for part in left for place in part.places}
    theirs = {place for part in right for place in part.places}
    return bool(ours and theirs) and not ours & theirs
