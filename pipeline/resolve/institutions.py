"""Names of institutions and programmes taken apart into type, field, place, eponym, number and proper words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.records import Kind
from pipeline.resolve.compounds import split_compound
from pipeline.resolve.lexicon import Concept, lexicon, misprinted_concept, word_concept
from pipeline.resolve.names import Name, Part, Role, folded, make_name
from pipeline.resolve.placebook import main_place, placebook, places_of, places_of_adjective
from pipeline.resolve.scripts import bare, plain, script_of

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_POSSESSIVE = re.compile("(?<=[A-Za-z])['’]s\\b", re.I)
_ELISION = re.compile(r"\b(?:l|d|dell|all|nell|qu|sant)['’](?=\w{3})", re.I)
_WORD = re.compile(r"[^\W_]+(?:['’‘ʻʼ`´.][^\W_]+)*", re.UNICODE)
_SET_OFF = re.compile(r"\s+[-–—|/]\s*|\s*[-–—|/]\s+|\s*[,;:]\s+")
_ACRONYM = re.compile(r"^[^\W\d_]*[A-ZА-ЯЁІЇЄҒҚҲҶӮӨҮ][^\W\d_]*[A-ZА-ЯЁІЇЄҒҚҲҶӮӨҮ][^\W_]*$")
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
LIGHT_FIELDS = frozenset(
    f"field.{name}"
    for name in ("sciences", "research", "studies", "higher", "applied", "postgraduate", "development", "special")
)
"""Fields that short forms of a name often leave out."""
_NEAR_FIELDS = (
    ("field.technical", "field.technology", "field.polytechnic"),
    ("field.pedagogical", "field.education"),
    ("field.medical", "field.health"),
    ("field.business", "field.economics"),
    ("field.languages", "field.foreign_languages", "field.world_languages"),
)
_ROLE = {
    "type": Role.TYPE,
    "field": Role.FIELD,
    "attribute": Role.ATTRIBUTE,
    "direction": Role.DIRECTION,
    "unit": Role.UNIT,
}
_LONGEST_PLACE = 4
_LONGEST_HAN = 8
_GREAT_TOWN = 500_000
_ENDS_EPONYM = frozenset(["in", "at", "v", "g", "w", "en", "da"])
"""Small words after which a place follows, not more of the eponym."""


def is_acronym(text: str) -> bool:
    """Is a text a single word with two or more capitals ("KBTU", "KazNRTU", "UzSWLU")?"""
    word = text.strip(".,;: ")
    bare = re.sub(r"[-./&\s]", "", word)
    if not 2 <= len(bare) <= 12 or len(word.split()) > 1:
        return False
    capitals = sum(ch.isupper() for ch in bare)
    if capitals < 2 or not _ACRONYM.match(bare):
        return False
    return capitals == len(bare) or capitals * 2 >= len(bare) - 1 or len(bare) <= 6


def is_short_form(word: str) -> bool:
    """Is a word of a name an acronym of other words ("ITS Atlixco"): two to six capitals?"""
    return 2 <= len(word) <= 6 and word.isupper() and word.isalpha()


def acronym_key(text: str) -> str:
    """The letters of an acronym in plain lower case."""
    return re.sub(r"[^a-z0-9]", "", plain(text))


def parse(kind: Kind, text: str, cleaned: str) -> Name:
    """Take the name of an institution or a programme apart."""
    stated = tuple(acronym_key(inner) for inner in _BRACKETS.findall(cleaned) if is_acronym(inner))
    body = _BRACKETS.sub(" ", cleaned).strip() or cleaned
    asides = [inner for inner in _BRACKETS.findall(cleaned) if body != cleaned and not is_acronym(inner)]
    if is_acronym(body) and not asides:
        return make_name(kind, text, cleaned, (), acronym=acronym_key(body), stated_acronyms=stated)
    body, set_off = _without_set_off(body)
    stated += set_off
    raw = _raw_words(body)
    parts = _mark(raw)
    for aside in asides:
        more = _raw_words(aside)
        raw += more
        parts += _light_aside(_mark(more))
    words = tuple(word for word in (plain(one) for one in raw) if word)
    return make_name(kind, text, cleaned, parts, stated_acronyms=stated, words=words)


def _raw_words(text: str) -> list[str]:
    text = _ELISION.sub(" ", _POSSESSIVE.sub("", text))
    return [word for chunk in _WORD.findall(text) for piece in _split_han(chunk) for word in split_compound(piece)]


def _light_aside(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """What stands in brackets may be left out ("Kazan (Volga Region) Federal University"), unless it is a name itself."""
    if any(part.role is Role.TYPE for part in parts):
        return parts
    named = (Role.PROPER, Role.PLACE)
    return tuple(replace(part, light=True) if part.role in named else part for part in parts)


def _without_set_off(body: str) -> tuple[str, tuple[str, ...]]:
    """A name without the acronyms that a dash or a comma sets off from it ("Institute of Food - IF"), and those."""
    pieces = _SET_OFF.split(body)
    acronyms = [piece for piece in pieces if is_acronym(piece) and piece.isupper()]
    words = [piece for piece in pieces if piece not in acronyms]
    if not acronyms or not any(len(piece.split()) > 1 and not piece.isupper() for piece in words):
        return body, ()
    return ", ".join(words), tuple(acronym_key(piece) for piece in acronyms)


def _split_han(chunk: str) -> list[str]:
    """A run of Chinese characters or Hangul cut into lexicon words, places and what is left; other words as they are."""
    if script_of(chunk) not in ("han", "kana", "hangul"):
        return chunk.split(".")
    words, han = lexicon().chinese, placebook().han
    out: list[str] = []
    rest = ""
    at = 0
    while at < len(chunk):
        for size in range(min(_LONGEST_HAN, len(chunk) - at), 0, -1):
            piece = chunk[at : at + size]
            if piece in words or (size > 1 and piece in han):
                out.extend([rest, piece] if rest else [piece])
                rest = ""
                at += size
                break
        else:
            rest += chunk[at]
            at += 1
    return [*out, rest] if rest else out


def _mark(raw: list[str]) -> tuple[Part, ...]:
    """Give each word, or run of words, its role."""
    raw = [word for word in raw if word]
    plains = [plain(word).replace(" ", "") for word in raw]
    bares = [bare(word) for word in raw]
    parts: list[Part] = []
    naming = False
    at = 0
    while at < len(raw):
        taken, found = _part_at(raw, plains, bares, at)
        if found == "naming":
            naming = True
        elif found == "named before":
            parts = [_eponym(part) for part in parts]
        elif isinstance(found, tuple):
            naming = naming and not _ends_naming(found, parts, raw[at + taken :])
            parts.extend(_eponym(part) for part in found) if naming else parts.extend(found)
        elif plains[at] in _ENDS_EPONYM:
            naming = False
        at += taken
    return _with_leading_eponym(_weighed_town_words(parts))


def _ends_naming(found: tuple[Part, ...], before: list[Part], rest: list[str]) -> bool:
    """Does the eponym end here: at the type, or at a field or a place with the type still to come?

    "Academician Komilov Termez Technological University", but "University named after Mirzo Ulugbek".
    """
    roles = {part.role for part in found}
    if Role.TYPE in roles:
        return True
    general = Role.FIELD in roles or Role.ATTRIBUTE in roles or any(_is_town(part) for part in found)
    if not general or not before or before[-1].role is not Role.EPONYM:
        return False
    return any(concept is not None and concept.role == "type" for concept in map(word_concept, map(plain, rest)))


def _eponym(part: Part) -> Part:
    """A part as one of a person's name."""
    return Part(Role.EPONYM, part.text, folded(part.text), (), True)


def _weighed_town_words(parts: list[Part]) -> list[Part]:
    """ "City" and "Region" right before the type ("Moscow City University") are part of the name, elsewhere light."""
    out = list(parts)
    for at, part in enumerate(parts[:-1]):
        if part.key in ("attribute.regional", "attribute.city") and parts[at + 1].role is Role.TYPE and at > 0:
            out[at] = Part(part.role, part.text, part.key)
    return out


def _with_leading_eponym(parts: list[Part]) -> tuple[Part, ...]:
    """Proper words that open a name and have a place between them and the type ("Ivane X Tbilisi State University")."""
    parts = _without_false_places(parts)
    roles = [part.role for part in parts]
    first_type = roles.index(Role.TYPE) if Role.TYPE in roles else len(parts)
    lead = 0
    while lead < len(parts) and roles[lead] in (Role.PROPER, Role.EPONYM) and parts[lead].key != "saint":
        lead += 1
    owned = any(part.key in ("attribute.state", "attribute.national", "attribute.federal") for part in parts)
    anchors = (Role.PLACE, Role.DIRECTION)
    if (owned or lead > 1) and 0 < lead < first_type and any(role in anchors for role in roles[lead:first_type]):
        return (*(_eponym(part) for part in parts[:lead]), *parts[lead:])
    return tuple(parts)


def _without_false_places(parts: list[Part]) -> list[Part]:
    """The opening word of a name, taken for a small place, is a proper word when a larger place follows it.

    "Lomonosov Moscow State University", "Charles University in Prague": towns are called after people, too.
    """
    if len(parts) < 2 or not _is_town(parts[0]):
        return parts
    size = placebook().population
    others = [part for part in parts[1:] if _is_town(part)]
    if any(size[other.places[0]] > 4 * size[parts[0].places[0]] for other in others):
        return [Part(Role.PROPER, parts[0].text, parts[0].key), *parts[1:]]
    return parts


def _is_great_town(text: str) -> bool:
    """Is a word the usual name of a town too well known to be taken for a word that only begins like one of the lexicon?"""
    return placebook().population.get(main_place(text), 0) >= _GREAT_TOWN


def _is_town(part: Part) -> bool:
    return part.role is Role.PLACE and part.places[0].startswith("g:")


def _part_at(raw: list[str], plains: list[str], bares: list[str], at: int) -> tuple[int, tuple[Part, ...] | str | None]:
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


@lru_cache(maxsize=1)
def type_levels() -> dict[str, str]:
    """Level by type concept."""
    return {key: concept.level for key, concept in lexicon().concepts.items() if concept.role == "type"}


@lru_cache(maxsize=1)
def near_field_groups() -> dict[str, str]:
    """Field to the first of its group of fields that translations mix up."""
    return {name: group[0] for group in _NEAR_FIELDS for name in group}
