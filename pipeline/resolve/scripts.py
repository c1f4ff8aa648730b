"""Letters: scripts, transliteration and the folded forms in which names are compared.

Four forms of a token, from close to loose:

``loose``     case, diacritics, apostrophes and look-alike letters set aside; the script stays
``plain``     the loose form written in Latin letters (own tables for the scripts of the region, anyascii for the rest)
``fold``      one spelling for the romanisations of a sound: kh/x/h, zh/dj/j, q/k, sh/ş, yev/iev/ev, ou/oo/u
``skeleton``  the consonants of the fold, with a mark for a leading vowel

Every function is pure and cached by token.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

from pipeline.resolve.pinyin import is_pinyin

APOSTROPHES = "'’‘ʻʼ`´ʹʾʿ′ʽˈ＇"
_DROP_APOSTROPHES = {ord(mark): None for mark in APOSTROPHES}
_MARKS = re.compile("[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u064b-\u065f\u0670\u0640]")

# Cyrillic letters that look like Latin ones; in a word of mixed scripts they stand for the majority's letters.
_CYRILLIC_LOOKS = "асеорхуіјѕһԁАВЕКМНОРСТУХІЈЅ"
_LATIN_LOOKS = "aceopxyijshdABEKMHOPCTYXIJS"
_CYRILLIC_TO_LATIN = str.maketrans(_CYRILLIC_LOOKS, _LATIN_LOOKS)
_LATIN_TO_CYRILLIC = str.maketrans(_LATIN_LOOKS, _CYRILLIC_LOOKS)

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "i", "є": "ye", "ґ": "g", "ӣ": "i", "ӯ": "u", "қ": "q", "ғ": "gh", "ҳ": "h", "ҷ": "j",
    "ў": "o", "ә": "a", "ө": "o", "ү": "u", "ұ": "u", "ң": "ng", "һ": "h", "җ": "j", "ҹ": "j", "ҝ": "g", "ј": "y",
    "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz",
}  # fmt: skip
_LATIN = {
    "ı": "i", "ş": "sh", "ș": "sh", "ç": "ch", "ğ": "g", "ə": "a", "č": "ch", "š": "sh", "ž": "zh", "ć": "ch",
    "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "þ": "th", "ð": "d", "ň": "n", "ť": "t",
    "ţ": "ts", "ț": "ts", "ř": "r", "ñ": "n", "ż": "zh", "ź": "z", "ś": "s", "ń": "n",
}  # fmt: skip
_ARABIC = {
    "ا": "a", "آ": "a", "أ": "a", "إ": "i", "ٱ": "a", "ب": "b", "پ": "p", "ت": "t", "ٹ": "t", "ث": "s", "ج": "j",
    "چ": "ch", "ح": "h", "خ": "kh", "د": "d", "ڈ": "d", "ذ": "z", "ر": "r", "ڑ": "r", "ز": "z", "ژ": "zh", "س": "s",
    "ش": "sh", "ص": "s", "ض": "z", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ک": "k", "ك": "k",
    "گ": "g", "ل": "l", "م": "m", "ن": "n", "ں": "n", "و": "v", "ؤ": "v", "ه": "h", "ہ": "h", "ھ": "h", "ة": "a",
    "ۀ": "e", "ی": "i", "ي": "i", "ى": "a", "ئ": "i", "ے": "e", "ء": "", "ۆ": "o", "ې": "e", "ۍ": "i", "ښ": "sh",
    "ځ": "z", "څ": "ts", "ډ": "d", "ړ": "r", "ږ": "zh", "ڼ": "n", "ټ": "t",
}  # fmt: skip
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        [
            "a",
            "b",
            "g",
            "d",
            "e",
            "v",
            "z",
            "t",
            "i",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "zh",
            "r",
            "s",
            "t",
            "u",
            "p",
            "k",
            "gh",
            "q",
            "sh",
            "ch",
            "ts",
            "dz",
            "ts",
            "ch",
            "kh",
            "j",
            "h",
        ],
        strict=True,
    )
)
_TO_LATIN = str.maketrans({**_CYRILLIC, **_LATIN, **_ARABIC, **_GEORGIAN})

_SCRIPTS = (
    ("latin", re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("arabic", re.compile("[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff]")),
    ("han", re.compile("[\u3400-\u9fff\uf900-\ufaff]")),
    ("hangul", re.compile("[\uac00-\ud7af]")),
    ("kana", re.compile("[\u3040-\u30ff]")),
    ("georgian", re.compile("[\u10a0-\u10ff]")),
    ("armenian", re.compile("[\u0530-\u058f]")),
)


@lru_cache(maxsize=200_000)
def script_of(text: str) -> str:
    """The script most letters of a text belong to, ``other`` when none of ours, ``none`` without letters."""
    if text.isascii():
        return "latin" if any(map(str.isalpha, text)) else "none"
    counts = [(len(pattern.findall(text)), name) for name, pattern in _SCRIPTS]
    best, name = max(counts, key=lambda pair: pair[0])
    if best:
        return name
    return "other" if any(ch.isalpha() for ch in text) else "none"


def repair_homoglyphs(word: str) -> str:
    """A word of Latin and Cyrillic letters, written in one script (the one with more letters of its own)."""
    cyrillic = sum("\u0400" <= ch <= "\u052f" for ch in word)
    latin = sum(ch.isascii() and ch.isalpha() for ch in word)
    if not cyrillic or not latin:
        return word
    own = sum("\u0400" <= ch <= "\u052f" and ch not in _CYRILLIC_LOOKS for ch in word)
    own_latin = sum(ch.isascii() and ch.isalpha() and ch not in _LATIN_LOOKS for ch in word)
    if own > own_latin:
        return word.translate(_LATIN_TO_CYRILLIC)
    return word.translate(_CYRILLIC_TO_LATIN)


@lru_cache(maxsize=400_000)
def loose(text: str) -> str:
    """Case, diacritics and apostrophes set aside, compatibility forms unified; script and spaces are kept."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_DROP_APOSTROPHES)
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text)))


@lru_cache(maxsize=400_000)
def plain(word: str) -> str:
    """A word in lower-case ASCII letters, transliterated with the tables of this module (anyascii elsewhere)."""
    text = unicodedata.normalize("NFKC", word).translate(_DROP_APOSTROPHES)
    if len(text) > 4 and text.startswith("ال"):
        text = text[2:]  # the Arabic article is written together with its word
    text = text.replace("İ", "i").lower().translate(_TO_LATIN)
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
        if not text.isascii():
            text = anyascii(text)
    return re.sub("[^a-z0-9]+", " ", text.lower()).strip()


@lru_cache(maxsize=400_000)
def bare(word: str) -> str:
    """A word in lower-case ASCII letters with its diacritics taken off, not spelt out: "Škola" is "skola"."""
    if word.isascii() or script_of(word) != "latin":
        return plain(word).replace(" ", "")
    text = _MARKS.sub("", unicodedata.normalize("NFKD", word.translate(_DROP_APOSTROPHES)))
    return plain(text).replace(" ", "")


_FOLD_RULES = tuple(
    (re.compile(pattern), repl)
    for pattern, repl in (
        # x is "ks" in names of Greek and Latin origin, "kh" elsewhere in the region (Buxoro), its own sound in pinyin.
        ("^(ale|feli|te|lu|ro)x", r"\1ks"),
        ("^max(?=i)", "maks"),
        ("^ox(?=[af])", "oks"),
        ("^xen", "ksen"),
        ("ic$", "ich"),
        ("dzh|dj|dz(?=h)", "j"),
        ("zh", "j"),
        ("shch|sch", "s"),
        ("tch|tsch|ch", "c!"),
        ("sh", "s"),
        ("kh|x", "h"),
        ("gh", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ck|q", "k"),
        ("c(?=[eiy])", "s"),
        ("c(?!!)", "k"),
        ("c!", "c"),
        ("(?:ow|aw|au)(?=[bcdfgjklmnpqrstvz])", "o"),
        ("w", "v"),
        ("oo|ou", "u"),
        ("ee", "i"),
        ("yi|iy|ij$|yy", "y"),
        ("y", "i"),
        ("ie", "e"),
        ("(?<=[aeou])i(?=[aeou])", ""),
        (r"(.)\1+", r"\1"),
        ("(?<=[aeiou])h$", ""),
    )
)


@lru_cache(maxsize=400_000)
def fold(word: str) -> str:
    """One spelling for the romanisations of a word: equal folds mean "the same word, spelt in another way"."""
    text = plain(word).replace(" ", "")
    for pattern, repl in _FOLD_RULES:
        text = pattern.sub(repl, text)
    return text


@lru_cache(maxsize=400_000)
def skeleton(folded: str) -> str:
    """Consonants of a folded word; a leading vowel is kept as ``a``, so that skeletons of short words differ."""
    if not folded:
        return ""
    head = "a" if folded[0] in "aeiou" else ""
    return head + re.sub("[aeiou]+", "", folded)


def transliterate(text: str) -> str:
    """Lower-case Latin letters for the scripts with tables of their own, for long texts at once; the rest stays."""
    return text.lower().translate(_TO_LATIN)


_COGNATE_ENDING = re.compile(
    r"(?:ities|ity|ites|ite|idad|idade|itat|itet|itate|ita|tions|tion|ciones|cion|coes|cao|zione|zioni|tsiia|siia|cja|tie|"
    r"ics|ique|iques|ica|icas|ico|ik|ika|iki|al|ale|ales|aux|el|elle|elles|ell|ive|ivo|iva|iv|ia|ie|y|i|e|a|o|s|es|os|as|en|is|ic|isc|ary|"
    r"aire|ario|aria|ar|ent|ente|ence|encia|enz|eur|or|er|ers|ors|isme|ism|ismo|ismus|ski|skii|skaia|skoe|ian|ean|an|ensis)$"
)


@lru_cache(maxsize=400_000)
def cognate_stem(word: str) -> str:
    """A word of a European language without the ending that tells its language ("biodiversité", "biodiversity")."""
    text = fold(word)
    stem = _COGNATE_ENDING.sub("", text)
    return stem if len(stem) >= 5 else text


_SOUNDS = str.maketrans("zgdbeu", "sktpio")


@lru_cache(maxsize=400_000)
def sound(folded: str) -> str:
    """A folded word with voiced and voiceless consonants, e and i, o and u put together ("Mahmut", "Mahmud")."""
    # z and d at the head tell names apart ("Zafar", "Safar")
    head = folded[:1].replace("g", "k")
    return re.sub(r"(.)\1+", r"\1", head + folded[1:].translate(_SOUNDS))


@lru_cache(maxsize=400_000)
def abjad_bones(folded: str) -> str:
    """Consonants that survive in a script that leaves vowels out: h, v and i may be vowels there, too."""
    return re.sub("[aeiouhv]+", "", folded)


@lru_cache(maxsize=400_000)
def is_chinese_spelling(word: str) -> bool:
    """Is the word, as it stands, a sequence of pinyin syllables (Henan, Hunan, Qinghai)?"""
    return is_pinyin(plain(word))
