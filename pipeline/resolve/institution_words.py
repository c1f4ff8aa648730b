"""What each word, or run of words, of an institution's name is: a type, a field, a place, a number, a word of its own."""

from __future__ import annotations

from pipeline.resolve.lexicon import Concept, lexicon, misprinted_concept
from pipeline.resolve.names import Part, Role, folded
from pipeline.resolve.placebook import main_place, placebook, places_of, places_of_adjective

_ROMAN = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "iv": "4",
    "v": "5",
    "vi": "6",
    "vii": "7",
    "viii": "8",
    "ix": "9",
    "x": "10",
}
_ORDINALS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5",
    "pervyy": "1", "pervaya": "1", "vtoroy": "2", "one": "1", "two": "2", "three": "3", "four": "4",
}  # fmt: skip
_SAINTS = frozenset("st saint sankt sint sainte ste szent san santa santo sao sveti svati svaty".split())  # noqa: SIM905
"""Words for a saint: one word in many spellings."""
_ROLE = {
    "type": Role.TYPE,
    "field": Role.FIELD,
    "attribute": Role.ATTRIBUTE,
    "direction": Role.DIRECTION,
    "unit": Role.UNIT,
}
_LONGEST_PLACE = 4
_GREAT_TOWN = 500_000


def _is_great_town(text: str) -> bool:
    """Is a word the usual name of a town too well known to be taken for a word that only begins like one of the lexicon?"""
    return placebook().population.get(main_place(text), 0) >= _GREAT_TOWN


def part_at(raw: list[str], plains: list[str], bares: list[str], at: int) -> tuple[int, tuple[Part, ...] | str | None]:
    """What begins at word ``at``: how many words it takes, and its parts ("naming" for "named after")."""
    if len(raw[at]) == 1 and raw[at].isupper() and plains[at]:
        return 1, _unknown(raw[at], plains[at])
    lexical = lexicon().chinese.get(raw[at])
    match = (1, lexical) if lexical else _lexicon_match(plains, bares, at)
    size = match[0] if match else 0
    for width in range(min(_LONGEST_PLACE, len(raw) - at), max(size, 1) - 1, -1):
        text = " ".join(raw[at : at + width])
        beats = width > size or (size == 1 and _is_great_town(text) and not lexicon().is_exact(plains[at]))
        found = places_of(text) if beats and not lexical else ()
        if found and (width > 1 or len(plains[at]) > 2):
            return width, (Part(Role.PLACE, text, folded(text), found),)
    if match:
        text = " ".join(raw[at : at + size])
        return size, _lexical(match[1], text)
    return 1, _unknown(raw[at], plains[at])


def _lexicon_match(plains: list[str], bares: list[str], at: int) -> tuple[int, Concept] | None:
    """The longest entry at a word, by its transliteration or with its diacritics just taken off ("Škola": skola)."""
    found = lexicon().match(plains, at)
    if bares[at] != plains[at] or bares[at + 1 : at + 2] != plains[at + 1 : at + 2]:
        other = lexicon().match(bares, at)
        if other and (not found or other[0] > found[0]):
            return other
    return found


def _lexical(concept: Concept, text: str) -> tuple[Part, ...] | str | None:
    if concept.key == "filler.naming":
        return "naming"
    if concept.key == "filler.named_before":
        return "named before"
    if concept.role == "filler":
        return None
    keys = concept.also or (concept.key,)
    book = lexicon().concepts
    return tuple(Part(_ROLE[key.split(".")[0]], text, key, (), book[key].light) for key in keys)


def _unknown(word: str, word_plain: str) -> tuple[Part, ...] | None:
    if not word_plain:
        return None
    if word_plain.isdigit() or word_plain in _ROMAN or word_plain in _ORDINALS:
        number = _ROMAN.get(word_plain) or _ORDINALS.get(word_plain) or str(int(word_plain))
        return (Part(Role.NUMBER, word, number),)
    if word_plain in _SAINTS:
        return (Part(Role.PROPER, word, "saint"),)
    if len(word_plain) == 1:
        return (Part(Role.EPONYM, word, word_plain, (), True),)
    of_adjective = places_of_adjective(word)
    if of_adjective:
        return (Part(Role.PLACE, word, folded(word), of_adjective),)
    misprinted = misprinted_concept(word_plain)
    if misprinted and misprinted.role != "filler":
        found = _lexical(misprinted, word)
        return found if isinstance(found, tuple) else None
    return (Part(Role.PROPER, word, folded(word)),)
