"""How alike two words are, and which words of two names belong together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from pipeline.resolve.names import Part
from pipeline.resolve.scripts import is_chinese_spelling, skeleton

SAME_SOUND = 1.0
SAME_PLACE = 0.95
SAME_CONSONANTS = 0.85
MISPRINT = 0.8
NEAR = 0.7
ALIKE = 0.65
"""From here on two words count as the same word."""

# Misprints seldom hit the first letter; these first letters also stand for one sound in different romanisations.
_KIN_HEADS = ({"k", "g"}, {"t", "d"}, {"b", "p"}, {"h", "g"}, {"j", "i"}, {"v", "u"}, {"c", "j"}, {"k", "h"})


@lru_cache(maxsize=1_000_000)
def word_likeness(left: str, right: str, chinese: bool = False) -> float:
    """0 to 1 for two folded words. ``chinese``: both are pinyin, where one letter makes another name."""
    if left == right:
        return SAME_SOUND
    if chinese or not left or not right:
        return 0.0
    if left[-1] == "a" and left[:-1] == right or right[-1] == "a" and right[:-1] == left:
        return NEAR if min(len(left), len(right)) >= 5 else 0.5
    shortest, longest = sorted((len(left), len(right)))
    bones = skeleton(left)
    if bones == skeleton(right) and (left[0] == right[0] or shortest >= 5):
        return SAME_CONSONANTS if len(bones) >= 3 else 0.6 if len(bones) == 2 and shortest >= 4 else 0.3
    distance = OSA.distance(left, right, score_cutoff=3)
    if distance == 1 and left[0] != right[0] and {left[0], right[0]} not in _KIN_HEADS:
        return 0.5
    if distance == 1:
        return MISPRINT if shortest >= 6 else 0.6 if shortest >= 4 else 0.2
    if distance == 2:
        return NEAR if shortest >= 8 else 0.45 if shortest >= 6 else 0.2
    if distance == 3 and shortest >= 11:
        return 0.55
    return 0.3 if bones[:3] == skeleton(right)[:3] and len(bones) > 3 else 0.0


@lru_cache(maxsize=400_000)
def both_chinese(left: str, right: str) -> bool:
    """Are two words as written both valid pinyin?"""
    return is_chinese_spelling(left) and is_chinese_spelling(right)


def part_likeness(left: Part, right: Part) -> float:
    """0 to 1 for two parts: the same sound, the same known place, the same consonants, a misprint."""
    if left.key == right.key:
        return SAME_SOUND
    if left.places and right.places and set(left.places) & set(right.places):
        return SAME_PLACE
    if left.key.find(".") > 0 or right.key.find(".") > 0:
        return 0.0
    return word_likeness(left.key, right.key, both_chinese(left.text, right.text))


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
    return _joined(left, {part.key for part in right}), _joined(right, {part.key for part in left})


def _joined(parts: Sequence[Part], wanted: set[str]) -> tuple[Part, ...]:
    out: list[Part] = []
    at = 0
    while at < len(parts):
        if at + 1 < len(parts) and parts[at].role == parts[at + 1].role:
            key = parts[at].key + parts[at + 1].key
            if key in wanted:
                first, second = parts[at], parts[at + 1]
                out.append(Part(first.role, f"{first.text} {second.text}", key, (), first.light))
                at += 2
                continue
        out.append(parts[at])
        at += 1
    return tuple(out)
