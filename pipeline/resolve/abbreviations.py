"""Names with a shortened part: an acronym for some words of it ("NV Colleges"), in another language, or a contraction
("Sardouni").

All functions say whether one name *can* stand for another; whether it does is for the article, or other clues, to
decide.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources

from pipeline.resolve.gazetteer import fold
from pipeline.resolve.scripts import plain
from pipeline.resolve.shortforms import SILENT, is_acronym, word_role, words

_BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_TOKEN = re.compile(r"[^\s,;:()\[\]«»“”\"]+")
# A contraction takes at least this much of each of its words.
_LEAST_OF_WORD = 3


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, tuple[str, ...]]:
    """English lexicon word -> how the words for the same thing begin in the languages of the lexicon (first letters
    only).
    """
    table = tomllib.loads(
        (resources.files("pipeline.resources") / "institution_words.toml").read_text(encoding="utf-8")
    )
    found: dict[str, tuple[str, ...]] = {}
    for entries in table.values():
        for entry in entries.values():
            forms = [plain(word.strip().rstrip("*")) for word in str(entry["words"]).replace("\n", " ").split(",")]
            singles = [form for form in forms if form and " " not in form]
            letters = tuple(sorted({form[0] for form in singles}))
            for form in singles:
                if len(form) >= 4:
                    found.setdefault(form, letters)
    return found


@lru_cache(maxsize=100_000)
def abbreviates_abroad(short: str, long: str) -> bool:
    """Whether an acronym is made from the name in another language: "SarDU" (davlat) for "Sardoba State University".

    A proper word keeps its beginning, a general word gives the first letter that it has in some language; every word
    counts.
    """
    letters = plain(short).replace(" ", "")
    parts = [part for part in re.split(r"\bnamed\b", fold(long))[0].split() if part not in SILENT]
    return len(letters) >= 3 and any(_reads(letters, parts[start:]) for start in _starts(parts))


def _reads(letters: str, parts: list[str]) -> bool:
    if not 2 <= len(parts) <= len(letters):
        return False
    ends = {0}
    for part in parts:
        ends = {end for start in ends for end in _ends(letters, start, part)}
    return len(letters) in ends


def _starts(parts: list[str]) -> list[int]:
    """Where the words that count may begin: at the first, or behind the person honoured at any further proper word."""
    return [0, *(n for n in range(1, len(parts) - 1) if word_role(parts[n]) is None)]


def _ends(letters: str, start: int, part: str) -> list[int]:
    known = _general(part)
    if known:
        return [start + 1] if start < len(letters) and letters[start] in known else []
    return [start + size for size in range(1, min(4, len(part)) + 1) if letters.startswith(part[:size], start)]


def _general(part: str) -> tuple[str, ...]:
    table = _beginnings()
    for size in range(len(part), 3, -1):
        if part[:size] in table:
            return table[part[:size]]
    return ()


@lru_cache(maxsize=100_000)
def abbreviated(short: str, long: str) -> bool:
    """Whether the names are alike but for one acronym that stands for a run of words: "NV Colleges", "North Valley
    Colleges".
    """
    known = set(words(long))
    acronyms = [token for token in _TOKEN.findall(short) if is_acronym(token) and not set(words(token)) <= known]
    if len(acronyms) != 1 or short.strip() == acronyms[0]:
        return False
    letters = fold(acronyms[0])
    rest, whole = [w for w in words(short) if w != letters], list(words(long))
    if not rest or any(whole.count(word) < rest.count(word) for word in rest):
        return False
    for word in rest:
        whole.remove(word)
    return len(whole) > 1 and letters.replace(" ", "") == "".join(word[0] for word in whole if word not in SILENT)


@lru_cache(maxsize=100_000)
def contracts(short: str, long: str) -> bool:
    """Whether one word is put together from the beginnings of the words of a name: "Sardouni" for "Sardoba State
    University".
    """
    letters, parts = fold(short), fold(long).split()
    if " " in letters or len(letters) < 2 * _LEAST_OF_WORD or len(parts) < 2 or not letters.isalpha():
        return False

    def read(at: int, word: int, used: int) -> bool:
        if at == len(letters):
            return used > 1
        if word == len(parts):
            return False
        part = parts[word]
        sizes = [s for s in range(_LEAST_OF_WORD, len(part) + 1) if letters.startswith(part[:s], at)]
        return any(read(at + s, word + 1, used + 1) for s in sizes) or (word > 0 and read(at, word + 1, used))

    return read(0, 0, 0)


def without_brackets(name: str) -> tuple[str, tuple[str, ...]]:
    """A name without what stands in brackets in it, and that."""
    inside = tuple(found.strip() for found in _BRACKETS.findall(name) if found.strip())
    bare = " ".join(_BRACKETS.sub("", name).split())
    return (bare, inside) if bare else (name, ())


def expand(name: str, definitions: dict[str, str]) -> str:
    """A name with the acronyms in it spelt out, as the article defines them: "Sardoba Branch of NMI"."""
    if not definitions or is_acronym(name):
        return name

    def spelt_out(found: re.Match[str]) -> str:
        token = found.group()
        full = definitions.get(token, token)
        return token if fold(token) in fold(full).split() or full in name else full

    return _TOKEN.sub(spelt_out, name)
