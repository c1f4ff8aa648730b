"""Names of people taken apart: given name, patronymic, family name, initials, particles, titles."""

from __future__ import annotations

import re
from functools import cache

from anyascii import anyascii

from pipeline.records import Kind
from pipeline.resolve.east_asian import KOREAN_FAMILIES, from_wade_giles, korean_parts
from pipeline.resolve.names import Name, Part, Role, folded, make_name
from pipeline.resolve.palladius import from_palladius
from pipeline.resolve.pinyin import pinyin_of
from pipeline.resolve.placebook import read_table
from pipeline.resolve.scripts import fold, plain, script_of

_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`´][^\W\d_]+)*\.?")
_PATRONYMIC = re.compile(
    r"(?:[oiey]vich|[oiey]vych|[oe]vch|[oe]vitch|[oe]vic|ovna|[iy]?evna|ivna|inichna|yovich|uulu|kyzy|qizi|gizi|ogli|ogly|oglu|ugli)$"
)
_CHILD_OF = frozenset(["ogli", "ogly", "oglu", "ugli", "uly", "uulu", "kyzy", "qizi", "gizi", "kizi", "quyzy"])
_PARTICLES = frozenset(
    "al el ul de da do dos das del della di van von der den la le ibn ibni abn bin bint binti st ter ten y e zu".split()  # noqa: SIM905
)
_JOINED = frozenset(["abu", "abd", "abdul", "abdel", "abdol"])
_TITLES = frozenset(
    "dr prof professor mr mrs ms sir dame lord lady rector president academician akademik hon mian haji hajji sheikh"  # noqa: SIM905
    " shaikh ayatollah maulana mullah syed sayyid seyed imam general colonel".split()
)
_CARRIED = frozenset(fold(name) for name in ("muhammad", "mirza", "sayyid", "haji"))
"""Given names so often put before another one that leaving them out means nothing (keys of their class)."""


@cache
def _name_classes() -> dict[str, str]:
    """Folded given name to the folded first name of its class."""
    return {
        fold(name): fold(row[0].split("|")[0])
        for row in reversed(list(read_table("given_names.csv")))
        for name in row[0].split("|")
    }


def person_key(word: str) -> str:
    """The folded form of a word of a person's name, that of its class for a given name with other spellings."""
    key = folded(word)
    return _name_classes().get(key, key)


def is_given_name(key: str) -> bool:
    """Whether a folded word is a given name of the list of names with several spellings."""
    return key in _name_classes()


def _family_first(cleaned: str) -> str:
    """A Korean name in the order of the West ("Won-jung Kim") turned round."""
    given, _, family = cleaned.rpartition(" ")
    turned = " " not in given and given.count("-") == 1 and family.lower() in KOREAN_FAMILIES
    return f"{family} {given}" if turned and korean_parts(f"{family} {given}") else cleaned


def parse(text: str, cleaned: str) -> Name:
    """Take the name of a person apart. Roles of the two main names are not told by order, which varies by country."""
    cleaned = _family_first(from_palladius(cleaned))
    if script_of(cleaned) == "hangul" or cleaned.lower().split(" ")[0] in KOREAN_FAMILIES:
        korean = korean_parts(cleaned)
        if korean:
            return make_name(Kind.PERSON, text, cleaned, korean)
    cleaned = from_wade_giles(anyascii(cleaned) if script_of(cleaned) == "other" else cleaned)
    parts: list[Part] = []
    prefix = ""
    for chunk in _WORD.findall(cleaned.replace("-", " ")):
        word = plain(chunk).replace(" ", "")
        if not word:
            continue
        if script_of(chunk) == "han" and 2 <= len(chunk) <= 4:
            parts.extend(_chinese(chunk))
        elif word in _JOINED:
            prefix += chunk
        elif len(word) == 1 or (chunk.endswith(".") and len(word) <= 2 and not is_given_name(word)):
            parts.append(Part(Role.INITIAL, chunk, folded(word)))
        elif prefix and word not in _PARTICLES:
            parts.append(Part(Role.GIVEN, f"{prefix} {chunk}", person_key(prefix + chunk)))
            prefix = ""
        else:
            parts.append(_plain_part(chunk, word, parts, f"{chunk}-" in cleaned))
    if prefix:
        parts.append(Part(Role.GIVEN, prefix, person_key(prefix)))
    return make_name(Kind.PERSON, text, cleaned, tuple(_with_turkic_patronymic(parts)))


def _plain_part(chunk: str, word: str, before: list[Part], hyphened: bool) -> Part:
    if word in _TITLES and not chunk.islower() and not hyphened:
        return Part(Role.TITLE, chunk, word)
    if word in _CHILD_OF and before:
        return Part(Role.PARTICLE, chunk, "child of")
    if word in _PARTICLES:
        return Part(Role.PARTICLE, chunk, word)
    if _PATRONYMIC.search(word) and len(word) > 6 and (before or not word.endswith("vic")):
        return Part(Role.PATRONYMIC, chunk, folded(chunk))
    key = person_key(chunk)
    return Part(Role.GIVEN, chunk, key, (), key in _CARRIED)


def _with_turkic_patronymic(parts: list[Part]) -> list[Part]:
    """ "Anvar o'g'li": the word before "son of" or "daughter of" is the patronymic."""
    out: list[Part] = []
    for part in parts:
        if part.key == "child of" and out and out[-1].role is Role.GIVEN:
            out[-1] = Part(Role.PATRONYMIC, out[-1].text, out[-1].key)
        else:
            out.append(part)
    return out


def _chinese(chunk: str) -> list[Part]:
    """Family name first, one character; the rest is the given name."""
    given = plain(chunk[1:]).replace(" ", "")
    return [Part(Role.FAMILY, plain(chunk[:1]), folded(chunk[:1])), Part(Role.GIVEN, given, folded(given))]


def pinyin_key(part: Part) -> str:
    """A part in pinyin when it may be romanised Chinese, else ""."""
    return pinyin_of(plain(part.text).replace(" ", ""))
