"""Chinese names that came by way of Russian: "Chzhunlyan" for Zhongliang, "Van" for Wang, "Tszin" for Jing.

Russian writes Chinese by the system of Palladius; newsrooms of the region put that into Latin letters again. The system
tells -n (нь) from -ng (н), Latin letters do not: -ng is meant here, as a rule.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipeline.resolve.pinyin import SYLLABLES

_MOST_SYLLABLES = 3
# Spellings that no pinyin and hardly another language has: a name of two words with one of them is taken for Chinese.
_MARKED = re.compile(r"tsz|chzh|ts[iyu]|[sl]y[au]n|^v(?:an|en|ey)$")
_INITIALS: dict[str, tuple[str, ...]] = {
    "zh": ("chzh",),
    "r": ("zh",),
    "j": ("tsz",),
    "q": ("ts",),
    "x": ("s",),
    "z": ("tsz",),
    "c": ("ts",),
}
_INITIALS |= {"h": ("kh", "h")}
_SOFT = {"i": "i", "ia": "ya", "ian": "yan", "iang": "yan", "iao": "yao", "ie": "e ye", "in": "in", "ing": "in"}
_SOFT |= {"iong": "yun", "iu": "yu", "u": "yuy yui", "uan": "yuan", "ue": "yue", "un": "yun"}
_HARD = {"ang": "an", "eng": "en", "ong": "un", "ai": "ay ai", "ei": "ey ei", "ui": "uy ui", "uo": "o", "uai": "uay"}
_HARD |= {"uang": "uan", "i": "i y"}
_Y = {"a": "ya", "an": "yan", "ang": "yan", "ao": "yao", "e": "e ye", "i": "i", "in": "in", "ing": "in", "ong": "yun"}
_Y |= {"ou": "yu", "u": "yuy yui", "uan": "yuan", "ue": "yue", "un": "yun"}
_W = {"a": "va", "ai": "vay", "an": "van", "ang": "van", "ei": "vey", "en": "ven", "eng": "ven", "o": "vo", "u": "u"}
# Where the syllable in -n is far commoner in names than the one in -ng.
_IN_N = frozenset(["bin", "wen", "chen", "shen", "zhen", "fen", "sun", "chun", "jun"])
_SYLLABLE = re.compile(r"^(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)(.+)$")


def _spellings(syllable: str) -> list[str]:
    """How a pinyin syllable looks after the way through Russian."""
    found = _SYLLABLE.match(syllable)
    initial, final = found.groups() if found else ("", syllable)
    if initial in ("y", "w"):
        return (_Y if initial == "y" else _W).get(final, "").split()
    soft = initial in ("j", "q", "x") or (final.startswith("i") and final != "i")
    finals = (_SOFT if soft else _HARD).get(final, final).split()
    return [head + tail for head in _INITIALS.get(initial, (initial,)) for tail in finals]


@cache
def _table() -> dict[str, str]:
    """Spelling to the likeliest pinyin syllable: the one that custom prefers, then the longer, then by alphabet."""
    found: dict[str, str] = {}
    for syllable in sorted(SYLLABLES, key=lambda one: (one not in _IN_N, -len(one), one)):
        for spelling in _spellings(syllable):
            found.setdefault(spelling, syllable)
    return found


@lru_cache(maxsize=50_000)
def _pinyin(word: str) -> str:
    """A lower-case word in pinyin, the fewest syllables first; "" when it cannot be read so."""
    best: dict[int, tuple[str, ...]] = {0: ()}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 8), end):
            piece = _table().get(word[start:end])
            if piece and start in best and (end not in best or len(best[start]) + 1 < len(best[end])):
                best[end] = (*best[start], piece)
    read = best.get(len(word), ())
    return "".join(read) if len(read) <= _MOST_SYLLABLES else ""


@lru_cache(maxsize=100_000)
def from_palladius(name: str) -> str:
    """A name of two words in pinyin when one of them can only be Chinese written by way of Russian; else as it is.

    >>> from_palladius("Van Chzhunlyan"), from_palladius("Yan Tszin"), from_palladius("Ivan Petrov")
    ('Wang Zhongliang', 'Yang Jing', 'Ivan Petrov')
    """
    words = name.split()
    plain = [word.lower() for word in words]
    if len(words) != 2 or not name.isascii() or not any(map(_MARKED.search, plain)):
        return name
    read = [_pinyin(word) for word in plain]
    return " ".join(word.capitalize() for word in read) if all(read) else name
