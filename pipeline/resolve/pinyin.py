"""Syllables of romanised Chinese: pinyin, and Wade-Giles turned into pinyin."""

from __future__ import annotations

from functools import lru_cache

_INITIALS = [
    "b",
    "p",
    "m",
    "f",
    "d",
    "t",
    "n",
    "l",
    "g",
    "k",
    "h",
    "j",
    "q",
    "x",
    "zh",
    "ch",
    "sh",
    "r",
    "z",
    "c",
    "s",
    "y",
    "w",
]
_FINALS = {
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao ei en eng i ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao ei en eng i ian iang iao ie in ing iu ong ou u uan uo ue",
    "l": "a ai an ang ao ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo ue",
    "g": "a ai an ang ao ei en eng ong ou u ua uai uan uang ui un uo e",
    "k": "a ai an ang ao en eng ong ou u ua uai uan uang ui un uo e",
    "h": "a ai an ang ao ei en eng ong ou u ua uai uan uang ui un uo e",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
_EXTRA = ["a", "ai", "an", "ang", "ao", "e", "ei", "en", "er", "o", "ou", "de", "te", "ne", "le", "me"]
SYLLABLES = frozenset(_EXTRA) | {initial + final for initial, finals in _FINALS.items() for final in finals.split()}

# Wade-Giles initials by the pinyin initial they stand for when not followed by an aspiration mark (which is often lost).
_WADE_INITIALS = (("hs", "x"), ("ts", "z"), ("tz", "z"))


_MOST_SYLLABLES = 3
"""Longer words that happen to be cut so ("Bogazici") are not Chinese names."""


@lru_cache(maxsize=200_000)
def syllables(word: str) -> tuple[str, ...]:
    """The pinyin syllables of a lower-case word, fewest first; empty when it is no such sequence."""
    best: list[tuple[str, ...] | None] = [None] * (len(word) + 1)
    best[0] = ()
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            head = best[start]
            if head is not None and word[start:end] in SYLLABLES:
                known = best[end]
                if known is None or len(head) + 1 < len(known):
                    best[end] = (*head, word[start:end])
    return best[len(word)] or ()


def is_pinyin(word: str) -> bool:
    """Is a lower-case ASCII word a sequence of pinyin syllables?"""
    return bool(word) and len(word) <= 24 and 0 < len(syllables(word)) <= _MOST_SYLLABLES


_WADE = {
    "chang": "zhang", "chou": "zhou", "chu": "zhu", "chao": "zhao", "cheng": "zheng", "chiang": "jiang",
    "chien": "jian", "chin": "jin", "ching": "jing", "chung": "zhong", "hsiao": "xiao", "hsi": "xi", "hsu": "xu",
    "hsin": "xin", "hsing": "xing", "hsueh": "xue", "hsien": "xian", "tsao": "cao", "tsai": "cai", "tseng": "zeng",
    "tse": "ze", "tung": "dong", "teng": "deng", "tang": "tang", "kuo": "guo", "kung": "gong", "kao": "gao",
    "kwang": "guang", "pei": "bei", "peng": "peng", "lieh": "lie", "yeh": "ye", "jen": "ren", "jui": "rui",
    "ho": "he", "ko": "ge", "yuan": "yuan", "mao": "mao", "lien": "lian", "lin": "lin", "shih": "shi", "ssu": "si",
    "szu": "si", "tzu": "zi", "yen": "yan", "jung": "rong", "kuang": "guang", "tien": "tian", "pao": "bao",
    "pi": "bi", "tao": "tao", "nien": "nian", "mien": "mian", "pien": "bian", "chieh": "jie", "chia": "jia",
    "chih": "zhi", "chun": "chun", "chuan": "chuan", "en": "en", "lai": "lai", "shek": "shi", "kai": "kai",
    "sun": "sun", "wen": "wen", "sung": "song", "wei": "wei", "hung": "hong", "huang": "huang", "chen": "chen",
    "liu": "liu", "li": "li", "wang": "wang", "wu": "wu", "yang": "yang", "ma": "ma", "hu": "hu", "lo": "luo",
    "to": "duo", "tuan": "duan", "tu": "du", "tsung": "zong", "tsu": "zu", "fu": "fu", "feng": "feng", "chiu": "qiu",
    "chi": "qi", "chuang": "zhuang", "kan": "gan", "ku": "gu", "kuei": "gui", "pai": "bai", "pan": "pan",
}  # fmt: skip


_POSTAL = {
    "tsing": "qing", "tsin": "jin", "sing": "xing", "sin": "xin", "si": "xi", "king": "jing", "kiang": "jiang", "kien": "jian",
    "kwang": "guang", "kwan": "guan", "kwei": "gui", "chow": "zhou", "fu": "fu", "hwa": "hua", "nan": "nan", "shan": "shan",
    "tung": "dong", "sun": "sun", "yat": "yat", "sen": "sen", "peh": "bei", "ning": "ning", "po": "bo", "tsao": "cao",
}  # fmt: skip


@lru_cache(maxsize=200_000)
def pinyin_of(word: str) -> str:
    """A romanised Chinese word in pinyin: as it is when it is pinyin, from Wade-Giles or postal spelling, else ""."""
    if is_pinyin(word):
        return word
    table = {**_WADE, **_POSTAL}
    found: dict[int, str] = {0: ""}
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 6), end):
            piece = word[start:end]
            if start in found and end not in found and (piece in table or piece in SYLLABLES):
                found[end] = found[start] + table.get(piece, piece)
    return found.get(len(word), "")


def wade_syllable(syllable: str) -> str:
    """A Wade-Giles syllable without its aspiration mark, in its likeliest pinyin; itself when not known as one."""
    return _WADE.get(syllable, syllable)
