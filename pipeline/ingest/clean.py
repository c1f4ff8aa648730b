"""Clean-up of characters, before any offset exists.

Every step keeps the map to the raw file. What holds afterwards for a character with an origin: it equals the raw
character there, or is its one-to-one replacement (a plain space for an odd one, a line feed for another line end, the
composed letter for its base, the Latin letter for its Cyrillic double), or it is the first character of what the raw
stretch stands for (a ligature, a repaired byte sequence, a character reference of HTML).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.signs import (
    INVISIBLE_SIGNS,
    LINE_ENDS,
    LONG_WORD,
    NO_PART_OF_LONG_WORDS,
    ODD_SEAM,
    SPACES,
    Sign,
    has_control,
    looks_of,
    may_have_long_word,
    signs_in,
)

INVISIBLE = "invisible character"
NO_WORDS = "no words"
LOOK_ALIKE = "look-alike letter"
COMPOSED = "part of a composed character"

_ONE_TO_ONE = {ord(space): 0x20 for space in SPACES} | {ord(end): 0x0A for end in LINE_ENDS}

_INVISIBLE = re.compile(rf"\r(?=\n)|[{INVISIBLE_SIGNS}]")
# Zero-width joiners shape letters of Arabic and Indic scripts and stay there.
_JOINER = re.compile(
    r"(?<![\u0600-\u06ff\u0750-\u077f\u0900-\u0dff])[\u200c\u200d]"
    r"|[\u200c\u200d](?![\u0600-\u06ff\u0750-\u077f\u0900-\u0dff])"
)
# Encoded data, rows of signs: no word of a script with spaces is so long, and tokenisers choke on them.
_BLOB = re.compile(rf"[^{NO_PART_OF_LONG_WORDS}]{{{LONG_WORD},}}")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[" + "".join(_LIGATURES) + "]")

_CYRILLIC_DOUBLES = "АВЕЅІЈКМНОРСТУХЗаеѕіјорсухһԁԛԝ"
_LATIN_DOUBLES = "ABESIJKMHOPCTYX3aesijopcyxhdqw"
_TO_LATIN = {
    ord(cyrillic): ord(latin)
    for cyrillic, latin in zip(_CYRILLIC_DOUBLES, _LATIN_DOUBLES, strict=True)
    if latin.isalpha()
}
_TO_CYRILLIC = {latin: cyrillic for cyrillic, latin in _TO_LATIN.items() if chr(cyrillic) not in "ԁԛԝһЅѕЈј"}
_SCRIPT_BORDER = re.compile(r"[A-Za-z\u00c0-\u024f][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z\u00c0-\u024f]")
_MIXED_WORD = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0400-\u04ff])[A-Za-z\u00c0-\u024f\u0400-\u04ff]+\b")

# "theShandong", "ofEducation": no English word is spelt so. Shorter words begin brand names too ("inDrive").
# Both patterns begin with the sign at the seam and look back from there, as a search from the word's start costs ten times.
_GLUED_FUNCTION_WORD = re.compile(
    r"[A-Z](?<=[a-z].)(?=[a-z]{2})(?:(?<=\bof.)|(?<=\bthe.)|(?<=\band.)|(?<=\bwith.)|(?<=\bfrom.)|(?<=\bthat.)|(?<=\bwhich.))"
)
# "the region.The rector": a full stop inside a lower-case word and a capitalised function word.
_GLUED_SENTENCE = re.compile(
    r"[.!?,;](?:"
    r"(?<=[a-z]{3}[.!?])(?=(?:The|This|These|In|At|On|It|He|She|They|We|For|As|During|After|According|Also)\s)"
    r"|(?<=[a-z]{2}[,;])(?=(?:the|and|of|in|on|at|with|which|who|as|for|to|a)\s))"
)
_SPACE_RUN = re.compile(r"[ \t]{2,}|\t")

_NON_ASCII_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_MOJIBAKE_LEAD = re.compile(
    r"[\u00c2-\u00c6\u00d0\u00d1\u00e2][\u0080-\u00bf\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u2122]"
    r"|(?:[РС][^\x00-\x7fА-яЁё]){2}"
    r"|вЂ[^\x00-\x7fА-я]|[A-Za-z][ГДЕ][^\x00-\x7fА-я]|[ГДЕ][^\x00-\x7fА-я][A-Za-z]"
)
# A sign of typography read as cp1251, or a Latin letter so read inside a Latin word ("MГјller"). The letters that look
# like Latin ones may stand in a word by mistake of the writer, and are left to the repair of mixed scripts.
_CYRILLIC_MOJIBAKE = re.compile(r"вЂ[^\x00-\x7fА-я]|[ГД][^\x00-\x7fА-я]|Е[^\x00-\x7fА-яЁІіЅѕЈј]")


def clean_characters(raw: Mapped, log: LeftOutLog) -> Mapped:
    """Unicode NFC, plain spaces and line ends, no invisible characters, certain repairs of mojibake and mixed scripts.

    Tabs stay, as they separate the columns of a line; :func:`tidy_spaces` makes them spaces.
    """
    if raw.text.isascii() and not has_control(raw.text.encode("ascii")) and not may_have_long_word(raw.text):
        return raw
    found = signs_in(raw.text)
    if not found:
        return raw
    text = raw
    if found & Sign.MOJIBAKE_LEAD and _MOJIBAKE_LEAD.search(raw.text):
        text = _repair_mojibake(raw, log)
        found = signs_in(text.text)
    if found & Sign.INVISIBLE:
        text = _remove(text, _INVISIBLE, INVISIBLE, log)
    if found & Sign.ODD_SPACE:
        text = text.translate(_ONE_TO_ONE)
    if found & Sign.JOINER:
        text = _remove(text, _JOINER, INVISIBLE, log)
    if found & Sign.MARK and not unicodedata.is_normalized("NFC", text.text):
        text = _compose(text, log)
    if found & Sign.LONG_WORD:
        text = _remove(text, _BLOB, NO_WORDS, log)
    if found & Sign.LIGATURE:
        text = text.edit((m.start(), m.end(), _LIGATURES[m.group()]) for m in _LIGATURE.finditer(text.text))
    if found & Sign.LATIN and found & Sign.CYRILLIC and _SCRIPT_BORDER.search(text.text):
        text = _repair_scripts(text, log)
    return text


def tidy(texts: Sequence[Mapped]) -> list[Mapped]:
    """Passages with the space that is missing between two words, where that is certain, one plain space otherwise, none at the ends.

    The few that need it are found in all of them at once, ten times as fast as by patterns.
    """
    looks = looks_of([text.text for text in texts])
    return [
        _tidy_spaces(_split_glued(text)) if look & ODD_SEAM else text.strip()
        for text, look in zip(texts, looks, strict=True)
    ]


def _split_glued(text: Mapped) -> Mapped:
    text = text.edit((m.start(), m.start(), " ") for m in _GLUED_FUNCTION_WORD.finditer(text.text))
    return text.edit((m.end(), m.end(), " ") for m in _GLUED_SENTENCE.finditer(text.text))


def _tidy_spaces(text: Mapped) -> Mapped:
    if "  " in text.text or "\t" in text.text:
        text = text.edit((m.start(), m.end(), " ") for m in _SPACE_RUN.finditer(text.text))
    return text.strip()


def _remove(text: Mapped, pattern: re.Pattern[str], reason: str, log: LeftOutLog) -> Mapped:
    edits = []
    for match in pattern.finditer(text.text):
        log.mark(text.part(*match.span()), reason)
        edits.append((*match.span(), ""))
    return text.edit(edits)


def _compose(text: Mapped, log: LeftOutLog) -> Mapped:
    edits = []
    for start, end in _clusters(text.text):
        composed = unicodedata.normalize("NFC", text.text[start:end])
        if composed != text.text[start:end]:
            log.mark(text.part(start + len(composed), end), COMPOSED)
            edits.append((start, end, composed))
    return text.edit(edits)


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that may compose with each other: a character and the marks (or Hangul vowels and finals) after it."""
    start = 0
    for index in range(1, len(text) + 1):
        if index < len(text) and text[index] >= "\u0300" and _continues(text[index]):
            continue
        if text[start] > "\x7f" or index - start > 1:
            yield start, index
        start = index


def _continues(char: str) -> bool:
    return unicodedata.category(char)[0] == "M" or "\u1160" <= char <= "\u11ff"


def _repair_scripts(text: Mapped, log: LeftOutLog) -> Mapped:
    edits = list(_script_repairs(text.text))
    changed = [
        text.part(index, index + 1)
        for start, _, word in edits
        for index, letter in enumerate(word, start)
        if text.text[index] != letter
    ]
    log.note_repair(changed, LOOK_ALIKE)
    return text.edit(edits)


def _script_repairs(text: str) -> Iterator[tuple[int, int, str]]:
    """Words in which a few letters are the look-alikes of another script ("Сentral" with a Cyrillic С)."""
    for match in _MIXED_WORD.finditer(text):
        word = match.group()
        cyrillic = [c for c in word if "\u0400" <= c <= "\u04ff"]
        latin = [c for c in word if c < "\u0400"]
        if len(latin) > len(cyrillic) and all(ord(c) in _TO_LATIN for c in cyrillic):
            yield *match.span(), word.translate(_TO_LATIN)
        elif len(cyrillic) > len(latin) and all(ord(c) in _TO_CYRILLIC for c in latin):
            yield *match.span(), word.translate(_TO_CYRILLIC)


def _repair_mojibake(text: Mapped, log: LeftOutLog) -> Mapped:
    edits = []
    for start, end, repaired in _rereadings(text.text):
        log.mark(text.part(start + len(repaired), end), "repaired encoding")
        edits.append((start, end, repaired))
    return text.edit(edits)


def _rereadings(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _NON_ASCII_RUN.finditer(text):
        repaired = _reread(match.group())
        if repaired is not None:
            yield *match.span(), repaired
            continue
        for part in _CYRILLIC_MOJIBAKE.finditer(text, *match.span()):
            around = text[max(0, part.start() - 1) : part.start()] + text[part.end() : part.end() + 1]
            in_latin_word = any(char.isascii() and char.isalpha() for char in around)
            repaired = _decoded(part.group(), "cp1251") if part.group()[0] == "в" or in_latin_word else None
            if repaired is not None:
                yield *part.span(), repaired


def _reread(run: str) -> str | None:
    """UTF-8 that was read as cp1252 or cp1251, read again; ``None`` where that is not certain."""
    for codec, shortest in (("cp1252", 2), ("cp1251", 6)):
        if len(run) < shortest:
            continue
        repaired = _decoded(run, codec)
        if repaired is not None:
            return repaired
    return None


def _decoded(run: str, codec: str) -> str | None:
    try:
        repaired = b"".join(_byte(char, codec) for char in run).decode("utf-8")
    except UnicodeError:
        return None
    return repaired if len(repaired) < len(run) else None


def _byte(char: str, codec: str) -> bytes:
    # The five bytes that cp1252 leaves open are read as C1 controls by browsers.
    return bytes([ord(char)]) if "\x80" <= char <= "\x9f" else char.encode(codec)
