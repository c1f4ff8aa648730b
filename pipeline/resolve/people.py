"""Names of people taken apart: given name, patronymic, family name, initials, particles, titles."""

from __future__ import annotations

import re

from pipeline.records import Kind
from pipeline.resolve.names import Name, Part, Role, folded, make_name
from pipeline.resolve.scripts import plain, script_of

_WORD = re.compile(r"[^\W\d_]+(?:['’‘ʻʼ`´][^\W\d_]+)*\.?")
_PATRONYMIC = re.compile(
    r"(?:ovich|evich|ovych|evych|yevich|ovch|evch|ovitch|evitch|ovna|evna|yevna|ivna|inichna|ovic|yovich|uulu|kyzy|qizi|gizi|ogli|ogly|oglu|ugli|zoda|zade)$"
)
_PATRONYMIC_WORDS = frozenset("ogli ogly oglu ugli uly uulu kyzy qizi gizi kizi bin ibn bint binti".split())
_PARTICLES = frozenset(
    "al el ul de da do dos das del della di van von der den la le ibn bin bint abu abd st ter ten y e zu".split()
)
_TITLES = frozenset(
    "dr prof professor mr mrs ms sir dame lord lady rector president academician akademik hon mian haji hajji sheikh shaikh ayatollah "
    "maulana mullah syed sayyid imam general colonel".split()
)


def parse(text: str, cleaned: str) -> Name:
    """Take the name of a person apart. Roles of the two main names are not told by order, which varies by country."""
    parts: list[Part] = []
    for chunk in _WORD.findall(
        cleaned.replace("-", " ") if script_of(cleaned) != "latin" else cleaned.replace("-", " ")
    ):
        word = plain(chunk).replace(" ", "")
        if not word:
            continue
        if script_of(chunk) == "han" and 2 <= len(chunk) <= 4:
            parts.extend(_chinese(chunk))
        elif len(word) == 1 or (chunk.endswith(".") and len(word) <= 2):
            parts.append(Part(Role.INITIAL, chunk, folded(word)))
        elif word in _TITLES:
            parts.append(Part(Role.TITLE, chunk, word))
        elif word in _PATRONYMIC_WORDS and parts and word not in _PARTICLES:
            parts.append(Part(Role.PARTICLE, chunk, word))
        elif word in _PARTICLES:
            parts.append(Part(Role.PARTICLE, chunk, word))
        elif _PATRONYMIC.search(word) and len(word) > 6:
            parts.append(Part(Role.PATRONYMIC, chunk, folded(chunk)))
        else:
            parts.append(Part(Role.GIVEN, chunk, folded(chunk)))
    return make_name(Kind.PERSON, text, cleaned, tuple(parts))


def _chinese(chunk: str) -> list[Part]:
    """Family name first, one character; the rest is the given name."""
    return [
        Part(Role.FAMILY, chunk[:1], folded(chunk[:1])),
        Part(Role.GIVEN, chunk[1:], folded(plain(chunk[1:]).replace(" ", ""))),
    ]
