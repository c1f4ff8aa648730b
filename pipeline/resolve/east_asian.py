"""Names of Korean and Chinese people in their several romanisations."""

from __future__ import annotations

import re

from pipeline.resolve.names import Part, Role
from pipeline.resolve.pinyin import is_pinyin, wade_syllable
from pipeline.resolve.scripts import plain, script_of

# Family names in the spellings in use, by one spelling for each.
_FAMILIES = """
kim gim ghim|lee yi i ri rhee li|park pak bak|choi choe choy|jung jeong chung chong joung|kang gang|cho jo|yoon yun youn|jang chang|
lim im rim yim|han|oh o|seo suh so|shin sin|kwon gwon|hwang|ahn an|song|yoo yu ryu ryoo|hong|jeon jun chon|ko go koh|moon mun|yang|
son sohn|bae pae|baek paek paik|heo hur huh ho|nam|sim shim|noh roh no|ha|kwak gwak|sung seong song|cha|joo ju chu|woo wu u|koo gu ku|
min|jin chin|na ra|ban pan|ki gi|byun byeon|bang pang|kong gong|ma|pyo|do|tak
"""
KOREAN_FAMILIES: dict[str, str] = {}
for _row in _FAMILIES.replace("\n", "").split("|"):
    for _spelling in _row.split():
        KOREAN_FAMILIES.setdefault(_spelling, _row.split()[0])
# Spellings that are as common as family names elsewhere are read as Korean only beside a Korean given name.
_GIVEN = re.compile(r"^[a-z]{1,6}(?:[- ][a-z]{1,6})?$")
_KOREAN_SYLLABLE = re.compile(
    r"eo|eu|oo|jong|jung|hyun|hyeon|young|yeong|seok|suk|kyu|gyu|joon|jun|min|ho$|un$|uk$|sik$|geun|keun|hee$"
)


def korean_parts(cleaned: str) -> tuple[Part, ...]:
    """Family and given name of a Korean name, in one romanisation; empty when the text is not such a name."""
    if script_of(cleaned) == "hangul":
        bare = cleaned.replace(" ", "")
        if not 2 <= len(bare) <= 4:
            return ()
        words = [plain(bare[0]), "".join(plain(one) for one in bare[1:])]
    else:
        head, _, rest = cleaned.lower().partition(" ")
        if not _GIVEN.match(rest) or ("-" not in rest and " " not in rest) or not _KOREAN_SYLLABLE.search(rest):
            return ()
        words = [head, re.sub("[- ]", "", rest)]
    if words[0] not in KOREAN_FAMILIES:
        return ()
    family, given = KOREAN_FAMILIES[words[0]], _given_key(words[1])
    return (Part(Role.FAMILY, words[0], family), Part(Role.GIVEN, words[1], given))


def _given_key(word: str) -> str:
    """A given name without what separates Revised Romanization, McCune-Reischauer and custom."""
    for pattern, repl in (
        ("eo|ou", "o"),
        ("eu|oo", "u"),
        ("ee", "i"),
        ("ch", "j"),
        ("^k|(?<=[aeiou])k(?=[aeiou])", "g"),
        ("^t|(?<=[aeiou])t(?=[aeiou])", "d"),
        ("^p|(?<=[aeiou])p(?=[aeiou])", "b"),
        ("^r", "l"),
        ("sh", "s"),
        ("y(?=[ou])", ""),
    ):
        word = re.sub(pattern, repl, word)
    return word


def from_wade_giles(cleaned: str) -> str:
    """A name with the hyphen of Wade-Giles ("Chou En-lai") in pinyin ("Zhou Enlai"); other names as they are."""
    words = cleaned.split(" ")
    hyphened = [word for word in words if word.count("-") == 1]
    if len(words) != 2 or len(hyphened) != 1 or not cleaned.isascii():
        return cleaned
    pieces = [[wade_syllable(piece) for piece in word.lower().split("-")] for word in words]
    if not all(piece and is_pinyin(piece) for word in pieces for piece in word):
        return cleaned
    return " ".join("".join(word).capitalize() for word in pieces)
