"""Names of institutions and programmes taken apart into type, field, place, eponym, number and proper words."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from pipeline.records import Kind
from pipeline.resolve.compounds import split_compound
from pipeline.resolve.institution_words import part_at
from pipeline.resolve.lexicon import lexicon, word_concept
from pipeline.resolve.names import Name, Part, Role, folded, make_name
from pipeline.resolve.placebook import placebook
from pipeline.resolve.scripts import bare, plain, script_of

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_POSSESSIVE = re.compile("(?<=[A-Za-z])['’]s\\b", re.I)
_ELISION = re.compile(r"\b(?:l|d|dell|all|nell|qu|sant)['’](?=\w{3})", re.I)
_WORD = re.compile(r"[^\W_]+(?:['’‘ʻʼ`´.][^\W_]+)*", re.UNICODE)
_SET_OFF = re.compile(r"\s+[-–—|/]\s*|\s*[-–—|/]\s+|\s*[,;:]\s+")
_ACRONYM = re.compile(r"^[^\W\d_]*[A-ZА-ЯЁІЇЄҒҚҲҶӮӨҮ][^\W\d_]*[A-ZА-ЯЁІЇЄҒҚҲҶӮӨҮ][^\W_]*$")
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
_LONGEST_HAN = 8
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
        taken, found = part_at(raw, plains, bares, at)
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


def _is_town(part: Part) -> bool:
    return part.role is Role.PLACE and part.places[0].startswith("g:")


@lru_cache(maxsize=1)
def type_levels() -> dict[str, str]:
    """Level by type concept."""
    return {key: concept.level for key, concept in lexicon().concepts.items() if concept.role == "type"}


@lru_cache(maxsize=1)
def near_field_groups() -> dict[str, str]:
    """Field to the first of its group of fields that translations mix up."""
    return {name: group[0] for group in _NEAR_FIELDS for name in group}
