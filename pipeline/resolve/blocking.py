"""Which pairs of names are worth comparing: names that share a key, found in about linear time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.records import Kind
from pipeline.resolve.acronyms import is_small
from pipeline.resolve.institutions import LIGHT_FIELDS, acronym_key, is_short_form, near_field_groups
from pipeline.resolve.names import Name, Part, Role
from pipeline.resolve.people import pinyin_key
from pipeline.resolve.scripts import abjad_bones, plain, skeleton, sound

LARGEST_BLOCK = 50
"""Names under one key that are all compared with each other; larger blocks only with neighbours in sorted order."""
NEIGHBOURS = 6
_HEADS = dict(zip("gdbzcjuiyeo", "ktpsssvaaaa", strict=True))
_DISTINCTIVE = (Role.PROPER, Role.PLACE, Role.EPONYM)


def candidate_pairs(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Pairs ``(i, j)``, ``i < j``, of names of one kind that share a blocking key, each once, in sorted order.

    Deterministic for a given order of names; callers sort names first.
    """
    blocks: dict[str, list[int]] = defaultdict(list)
    keys_of: list[tuple[str, ...]] = []
    for number, name in enumerate(names):
        keys = tuple(sorted(set(blocking_keys(name))))
        keys_of.append(keys)
        for key in keys:
            blocks[key].append(number)
    place_in_block = {
        key: _sorted_positions(block, names) for key, block in blocks.items() if len(block) > LARGEST_BLOCK
    }
    for number, keys in enumerate(keys_of):
        others: set[int] = set()
        for key in keys:
            block = blocks[key]
            if len(block) <= LARGEST_BLOCK:
                others.update(other for other in block if other > number)
            else:
                order, position = place_in_block[key]
                at = position[number]
                others.update(order[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1])
        for other in sorted(others):
            if other > number:
                yield number, other


def _sorted_positions(block: list[int], names: Sequence[Name]) -> tuple[list[int], dict[int, int]]:
    order = sorted(block, key=lambda number: (sorted(part.key for part in names[number].parts), number))
    return order, {number: at for at, number in enumerate(order)}


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
    narrow = [part for part in firm if not (part.places and part.places[0].startswith("c:"))]
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
