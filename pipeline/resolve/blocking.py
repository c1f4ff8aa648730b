"""Which pairs of names are worth comparing: names that share a key, found in about linear time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.records import Kind
from pipeline.resolve.acronyms import is_small
from pipeline.resolve.institutions import LIGHT_FIELDS, acronym_key, is_short_form, near_field_groups, type_levels
from pipeline.resolve.names import Name, Part, Role
from pipeline.resolve.pairing import pairs_sharing_keys
from pipeline.resolve.people import pinyin_key
from pipeline.resolve.scripts import abjad_bones, plain, skeleton, sound

# Names under one key that are all compared with each other. Many people have a name in common; a place has many names.
LARGEST_BLOCK = {Kind.INSTITUTION: 20, Kind.PROGRAMME: 20, Kind.PERSON: 20, Kind.PLACE: 100}
_HEADS = dict(zip("gdbzcjuiyeo", "ktpsssvaaaa", strict=True))
_FACET = 4
"""Consonants of a word that are looked at to tell apart names under a common key."""
_DISTINCTIVE = (Role.PROPER, Role.PLACE, Role.EPONYM)


def candidate_pairs(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Pairs ``(i, j)``, ``i < j``, of names of one kind that share a blocking key, each once, in sorted order.

    Deterministic for a given order of names; callers sort names first.
    """
    yield from map(tuple, candidate_array(names).tolist())


def candidate_array(names: Sequence[Name]) -> NDArray[np.int32]:
    """What :func:`candidate_pairs` gives, as an array of two columns."""
    return pairs_sharing_keys(
        map(blocking_keys, names),
        lambda number: tuple(facets(names[number])),
        lambda number: sorted(part.key for part in names[number].parts),
        LARGEST_BLOCK[names[0].kind] if names else 0,
    )


def blocking_keys(name: Name) -> Iterator[str]:
    """The keys of one name. Two names of one thing should share at least one."""
    prefix = name.kind.value[:2]
    if name.kind is Kind.PERSON:
        keys = _person_keys(name)
    elif name.kind is Kind.PLACE:
        keys = _place_keys(name)
    else:
        keys = _institution_keys(name)
    for key in keys:
        yield f"{prefix}:{key}"


def _institution_keys(name: Name) -> Iterator[str]:
    if name.acronym:
        yield f"acronym:{_undoubled(name.acronym)}"
        return
    near = near_field_groups()
    fields = "+".join(sorted({near.get(key, key)[6:] for key in name.keys(Role.FIELD) if key not in LIGHT_FIELDS}))
    distinctive = name.of(*_DISTINCTIVE)
    firm = [part for part in distinctive if not part.light]
    narrow = [part for part in firm if not _is_country(part)]
    for part in (*(narrow or firm), *(part for part in distinctive if part.light and len(part.key) > 3)):
        for spelling in _spellings(part):
            yield f"{fields}:{spelling}"
    for one, other in pairwise(distinctive):
        if not (one.places and other.places):
            yield f"{fields}:{skeleton(one.key + other.key)}"
    general = "".join(
        word[0] for part in name.parts if part not in narrow for word in plain(part.text).split() if not is_small(word)
    )
    short = next((part for part in distinctive if is_short_form(part.text)), None)
    for part in narrow:
        if short is not None and part is not short:
            yield f"short:{acronym_key(short.text)}:{skeleton(part.key)}"
        elif len(general) > 1:
            yield f"short:{general}:{skeleton(part.key)}"
    if not distinctive:
        yield f"{fields}:{'+'.join(sorted(set(name.keys(Role.FIELD, Role.DIRECTION, Role.NUMBER))))}"


def _is_country(part: Part) -> bool:
    return bool(part.places) and part.places[0].startswith("c:")


def _undoubled(text: str) -> str:
    return "".join(letter for at, letter in enumerate(text) if at == 0 or text[at - 1] != letter)


def _spellings(part: Part) -> Iterator[str]:
    yield part.key
    bones = skeleton(part.key)
    if len(bones) >= 2:
        yield bones
    if len(bones) >= (5 if part.places else 4):
        for at in range(1, len(bones)):
            yield bones[:at] + "_" + bones[at + 1 :]
            yield bones[:at] + "_" + bones[at:]
    yield from part.places[:3]


def _head(key: str) -> str:
    """First letter with sounds that romanisations mix put together."""
    return _HEADS.get(key[:1], key[:1])


def _person_keys(name: Name) -> Iterator[str]:
    words = name.of(Role.GIVEN, Role.FAMILY)
    for part in words:
        spellings = {skeleton(sound(part.key)), sound(pinyin_key(part))} - {""}
        if name.script == "arabic" or len(skeleton(part.key)) <= 4:
            spellings.add("abjad" + abjad_bones(part.key))
        others = {_head(other.key) for other in (*words, *name.of(Role.INITIAL)) if other is not part}
        for head in sorted(others or {_head(part.key)}):
            for spelling in sorted(spellings):
                yield f"{spelling}:{head}"
    joined = "".join(part.key for part in words)
    yield f"joined:{skeleton(sound(joined))}"


def _place_keys(name: Name) -> Iterator[str]:
    yield from name.places
    proper = name.of(Role.PROPER)
    joined = Part(
        Role.PROPER, name.text, "".join(part.key for part in proper) or "+".join(part.key for part in name.parts)
    )
    yield from _spellings(joined)


def facets(name: Name) -> Iterator[str]:
    """Second keys of a name, which tell apart the many names that share a common key."""
    if name.kind is Kind.PERSON:
        words = name.of(Role.GIVEN, Role.FAMILY)
        for part in words:
            yield from _outlines(skeleton(sound(part.key)))
            if name.script == "arabic" or len(skeleton(part.key)) <= _FACET:
                yield f"abjad:{abjad_bones(part.key)[:_FACET]}"
        if len(words) < 2:
            yield "".join(sorted(_head(part.key) for part in name.of(Role.INITIAL)))
        return
    if name.kind is Kind.PLACE:
        yield "".join(skeleton(part.key) for part in name.parts)
        return
    firm = [part for part in name.of(*_DISTINCTIVE) if not part.light and not _is_country(part)]
    for part in firm if len(firm) > 1 else ():
        yield f"word:{part.places[0] if part.places else skeleton(part.key)[:3]}"
    levels = type_levels()
    if len(firm) < 2:
        yield "+".join(
            sorted({levels[key] for key in name.keys(Role.TYPE)} | set(name.keys(Role.NUMBER, Role.DIRECTION)))
        )


def _outlines(bones: str) -> Iterator[str]:
    """The first consonants of a word, each left out in turn: two words that differ in one of them have an outline in common."""
    head = bones[:_FACET]
    if len(head) < _FACET:
        yield head
        return
    for at in range(len(head)):
        yield head[:at] + head[at + 1 :]
