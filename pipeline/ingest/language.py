"""The language of a text: script and letters first, small words next, a statistical model only for what is left."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lingua import LanguageDetector

# Of a longer text the beginning, the middle and the end.
_SAMPLE = 6_000
_LEAST_LETTERS = 20
# Below, a script does not tell its usual language alone, nor an alphabet the letters that are missing, nor words the model.
_FEW_LETTERS = 60
_SOME_LETTERS = 100
_FEW_WORDS = 12
_SURE = 0.95
# A Han character is worth about three letters, as is a syllable of Hangul or kana.
_WEIGHTS = {"han": 3, "kana": 3, "hangul": 3}
_SCRIPTS = {
    "cyrillic": ("\u0400", "\u052f"),
    "arabic": ("\u0600", "\u06ff"),
    "han": ("\u4e00", "\u9fff"),
    "kana": ("\u3040", "\u30ff"),
    "hangul": ("\uac00", "\ud7a3"),
    "georgian": ("\u10a0", "\u10ff"),
    "armenian": ("\u0530", "\u058f"),
    "greek": ("\u0370", "\u03ff"),
    "hebrew": ("\u0590", "\u05ff"),
    "devanagari": ("\u0900", "\u097f"),
    "bengali": ("\u0980", "\u09ff"),
    "thai": ("\u0e00", "\u0e7f"),
}
_WORD = re.compile(r"[^\W\d_]+(?:['’ʻʼ‘`][^\W\d_]+)*")
_NO_LETTERS = bytes(code if chr(code).isalpha() or chr(code) == "'" else 32 for code in range(128)) + bytes(128)
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalpha())
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʻʼ‘`", "'"))


@cache
def _rules() -> dict[str, Any]:
    text = (resources.files("pipeline") / "resources" / "languages.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _small_words() -> dict[str, tuple[str, ...]]:
    """For each small word the languages that have it."""
    lists: dict[str, list[str]] = _rules()["small_words"]
    words = {word for listed in lists.values() for word in listed}
    return {word: tuple(name for name, listed in lists.items() if word in listed) for word in words}


@cache
def _model() -> LanguageDetector:
    from lingua import Language, LanguageDetectorBuilder  # heavy, and English never needs it

    languages = [getattr(Language, name) for name in _rules()["model_languages"]]
    return LanguageDetectorBuilder.from_languages(*languages).with_low_accuracy_mode().build()


def detect_language(text: str) -> str:
    """ISO 639-1 code of the language of most of the text, "" where there is too little to tell. Deterministic."""
    original = _sample(text)
    sample = original.casefold()
    if sample.isascii():  # the letters that tell one language in Latin letters from another are all beyond
        return "" if _n_ascii_letters(sample) < _LEAST_LETTERS else _latin_language(sample, original)
    script, letters = _main_script(sample)
    total = sum(letters.values())
    if total * _WEIGHTS.get(script, 1) < _LEAST_LETTERS:
        return ""
    for rule in _rules()["letters"]:
        if rule["script"] == script and _fits(rule, letters):
            return str(rule["language"])
    if script != "latin":
        default = _rules()["defaults"][script]
        return str(default["language"]) if _is_default(default, sample, letters) else ""
    return _latin_language(sample, original)


def _is_default(default: dict[str, Any], sample: str, letters: Counter[str]) -> bool:
    """Whether the letters are those of the script's usual language and, in a short text, one of its small words is there."""
    total = sum(letters.values())
    alphabet, words = default.get("alphabet", ""), default.get("words", ())
    foreign = sum(number for char, number in letters.items() if char not in alphabet) if alphabet else 0
    if foreign * 20 > total:
        return False
    return total >= _FEW_LETTERS or not words or not set(words).isdisjoint(_WORD.findall(sample))


def _is_made_of_names(text: str) -> bool:
    words: list[str] = _WORD.findall(text)
    return 3 * sum(word.islower() for word in words) < len(words)


def _sample(text: str) -> str:
    if len(text) <= _SAMPLE:
        return text
    part = _SAMPLE // 3
    middle = (len(text) - part) // 2
    return f"{text[:part]} {text[middle : middle + part]} {text[-part:]}"


def _n_ascii_letters(sample: str) -> int:
    return len(sample.encode("ascii").translate(None, _ASCII_SIGNS))


def _letters(sample: str) -> Counter[str]:
    """How often each letter occurs."""
    return Counter({char: number for char, number in Counter(sample).items() if char.isalpha()})


def _main_script(sample: str) -> tuple[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for char, number in _letters(sample).items():
        counts.setdefault(_script(char), Counter())[char] = number
    if not counts:
        return "latin", Counter()
    # Kana beside Han is Japanese.
    weights = {name: sum(found.values()) * _WEIGHTS.get(name, 1) for name, found in counts.items()}
    script = max(sorted(weights), key=weights.__getitem__)
    if script == "han" and weights.get("kana", 0) > weights["han"] / 20:
        script = "kana"
    return script, counts[script]


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    return next((name for name, (first, last) in _SCRIPTS.items() if first <= char <= last), "latin")


def _fits(rule: dict[str, Any], letters: Counter[str]) -> bool:
    if letters.keys().isdisjoint(rule["needs"]):
        return False
    total = sum(letters.values())
    if rule.get("by_absence") and total < _SOME_LETTERS:
        return False
    needed = sum(letters[char] for char in rule["needs"])
    never = sum(letters[char] for char in rule["never"])
    also = not rule.get("also") or any(letters[char] for char in rule["also"])
    return needed * 200 >= total and never * 4 <= needed and also


def _words(sample: str) -> list[str]:
    if not sample.isascii():
        return _WORD.findall(sample.translate(_APOSTROPHES))
    # The same, ten times as fast.
    parts = sample.encode("ascii").translate(_NO_LETTERS).decode("ascii").split()
    if "'" not in sample:
        return parts
    return [word for part in parts for word in (_WORD.findall(part) if "'" in part else (part,))]


def _latin_language(sample: str, original: str) -> str:
    words = _words(sample)
    counts = dict.fromkeys(_rules()["small_words"], 0)
    small_words = _small_words()
    for word, number in Counter(filter(small_words.__contains__, words)).items():
        for name in small_words[word]:
            counts[name] += number
    shares = {name: count / max(1, len(words)) for name, count in counts.items()}
    best = max(sorted(shares), key=shares.__getitem__)
    second = max(share for language, share in shares.items() if language != best)
    if shares[best] >= (0.16 if best == "en" else 0.08) and shares[best] >= 1.5 * second and counts[best] > 1:
        return str(best)
    guess = _model().compute_language_confidence_values(sample[:3000])[0]
    if len(words) < _FEW_WORDS and (guess.value < _SURE or _is_made_of_names(original)):
        return ""
    return str(guess.language.iso_code_639_1.name).casefold()
