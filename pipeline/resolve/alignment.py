"""How alike two words are, and which words of two names belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.resolve.names import Part, Role
from pipeline.resolve.people import is_given_name
from pipeline.resolve.pinyin import pinyin_of
from pipeline.resolve.placebook import main_place
from pipeline.resolve.scripts import (
    abjad_bones,
    cognate_stem,
    is_chinese_spelling,
    loose,
    plain,
    script_of,
    skeleton,
    sound,
)

SAME_SOUND = 1.0
SAME_PLACE = 0.98
SAME_CONSONANTS = 0.85
MISPRINT = 0.8
NEAR = 0.7
ALIKE = 0.65
"""From here on two words count as the same word."""

# Misprints seldom hit the first letter; these first letters also stand for one sound in different romanisations.
_KIN_HEADS = (
    {"k", "g"},
    {"t", "d"},
    {"b", "p"},
    {"h", "g"},
    {"j", "i"},
    {"v", "u"},
    {"c", "j"},
    {"k", "h"},
    {"c", "s"},
    {"e", "i"},
    {"o", "u"},
    {"a", "o"},
)


@lru_cache(maxsize=1_000_000)
def word_likeness(left: str, right: str) -> float:
    """0 to 1 for two folded words."""
    if left == right:
        return SAME_SOUND
    if not left or not right:
        return 0.0
    shortest = min(len(left), len(right))
    if left + "a" == right or right + "a" == left:
        return NEAR if shortest >= 5 else 0.5
    same_head = left[0] == right[0] or {left[0], right[0]} in _KIN_HEADS
    bones = skeleton(left)
    if bones == skeleton(right) and (same_head or shortest >= 5):
        return SAME_CONSONANTS if len(bones) >= 3 else 0.68 if len(bones) == 2 and shortest >= 4 else 0.3
    if shortest >= 4 and sound(left) == sound(right):
        return MISPRINT
    distance = OSA.distance(left, right, score_cutoff=3)
    if distance == 1 and not same_head:
        return 0.5
    if distance == 1:
        return MISPRINT if shortest >= 6 else 0.66 if shortest == 5 else 0.5 if shortest == 4 else 0.2
    if distance == 2:
        return (NEAR if shortest >= 8 else 0.45 if shortest >= 6 else 0.2) if same_head else 0.3
    if distance == 3 and shortest >= 11 and same_head:
        return 0.55
    return 0.3 if bones[:3] == skeleton(right)[:3] and len(bones) > 3 else 0.0


@lru_cache(maxsize=400_000)
def part_likeness(left: Part, right: Part) -> float:
    """0 to 1 for two parts: the same sound, the same known place, the same consonants, a misprint."""
    if left.text == right.text:
        return SAME_SOUND
    if left.places and right.places:
        alike = places_likeness(left, right)
        if alike is not None:
            return alike
    if "." in left.key or "." in right.key:
        return SAME_SOUND if left.key == right.key else 0.0
    chinese_left, chinese_right = is_chinese_spelling(left.text), is_chinese_spelling(right.text)
    if loose(left.text) == loose(right.text):
        return SAME_SOUND
    if Role.EPONYM in (left.role, right.role) and _inflected(left.key, right.key):
        return SAME_CONSONANTS
    if chinese_left and chinese_right and left.key == right.key and is_given_name(left.key):
        return SAME_SOUND  # "Elena", "Yelena": syllables of Chinese, but no Chinese names
    if chinese_left and chinese_right:
        return SAME_SOUND if _joined_plain(left.text) == _joined_plain(right.text) else 0.0
    if left.key == right.key:
        return SAME_SOUND
    if chinese_left != chinese_right and _same_in_pinyin(left.text, right.text):
        return SAME_PLACE
    if left.role is Role.PROPER and right.role is Role.PROPER and len(left.key) >= 7 and len(right.key) >= 7:
        stem = cognate_stem(left.text)
        if len(stem) >= 6 and stem == cognate_stem(right.text):
            return SAME_CONSONANTS
    if "arabic" in (script_of(left.text), script_of(right.text)):
        return max(word_likeness(left.key, right.key), _abjad_likeness(left.key, right.key))
    return word_likeness(left.key, right.key)


def _inflected(left: str, right: str) -> bool:
    """Is one eponym the other with the ending of a case ("Abai", "imeni Abaya")?"""
    short, long = sorted((left, right), key=len)
    return len(short) >= 3 and long.startswith(short) and len(long) - len(short) <= 2


def places_likeness(left: Part, right: Part) -> float | None:
    """``SAME_PLACE`` for two names of one known place, 0 for the main names of two, None when the places do not tell."""
    common = set(left.places) & set(right.places)
    mains = main_place(left.text), main_place(right.text)
    if all(mains) and mains[0] != mains[1] and not (mains[0] in right.places and mains[1] in left.places):
        return 0.0 if not common or all(main.startswith(("c:", "r:")) for main in mains) else None
    return SAME_PLACE if common else None


def _same_in_pinyin(left: str, right: str) -> bool:
    one, other = pinyin_of(_joined_plain(left)), pinyin_of(_joined_plain(right))
    return bool(one) and one == other


def _joined_plain(text: str) -> str:
    return plain(text).replace(" ", "")


def _abjad_likeness(left: str, right: str) -> float:
    """The consonants that an Arabic spelling shows are the same."""
    bones = abjad_bones(left)
    if bones and bones == abjad_bones(right):
        return SAME_CONSONANTS if len(bones) >= 3 else 0.75 if len(bones) == 2 else 0.66
    return 0.0


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of parts with their likeness, and what is left over on either side."""

    pairs: tuple[tuple[Part, Part, float], ...]
    left: tuple[Part, ...]
    right: tuple[Part, ...]


def align(left: Sequence[Part], right: Sequence[Part], at_least: float = ALIKE) -> Alignment:
    """Match parts one to one, best likeness first; ties go by position, so the result does not depend on chance."""
    scored = sorted(
        ((-part_likeness(a, b), abs(i - j), i, j) for i, a in enumerate(left) for j, b in enumerate(right)),
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    pairs: list[tuple[int, int, float]] = []
    for negative, _, i, j in scored:
        if -negative < at_least:
            break
        if i not in taken_left and j not in taken_right:
            taken_left.add(i)
            taken_right.add(j)
            pairs.append((i, j, -negative))
    pairs.sort()
    return Alignment(
        tuple((left[i], right[j], score) for i, j, score in pairs),
        tuple(part for i, part in enumerate(left) if i not in taken_left),
        tuple(part for j, part in enumerate(right) if j not in taken_right),
    )


def join_split_words(left: Sequence[Part], right: Sequence[Part]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Words that one side writes apart and the other together ("Jiao Tong", "Jiaotong") written together on both."""
    return _joined(left, right), _joined(right, left)


def _joined(parts: Sequence[Part], others: Sequence[Part]) -> tuple[Part, ...]:
    wanted = {part.key for part in others}
    out: list[Part] = []
    at = 0
    while at < len(parts):
        if at + 1 < len(parts) and parts[at].key not in wanted and parts[at + 1].key not in wanted:
            key = parts[at].key + parts[at + 1].key
            near = key in wanted or (len(key) >= 6 and any(word_likeness(key, one) >= MISPRINT for one in wanted))
            if near:
                first, second = parts[at], parts[at + 1]
                out.append(Part(first.role, f"{first.text} {second.text}", key, (), first.light))
                at += 2
                continue
        out.append(parts[at])
        at += 1
    return tuple(out)
