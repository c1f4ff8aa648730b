"""When two names, roles or kinds of agreement say the same."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_POSSESSIVE = re.compile(r"[’'`ʻʼ‘]s\b")
_APOSTROPHE = re.compile(r"[’'`ʻʼ‘]")
_NO_WORD = re.compile(r"[^\w]+")
_CONTAINED = 0.95
_SAME_ROLE = 0.8


def normalise(name: str) -> str:
    """A name without case, accents, punctuation, a leading "the" and a trailing 's."""
    letters = unicodedata.normalize("NFKD", name)
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    plain = _APOSTROPHE.sub("", _POSSESSIVE.sub("", plain))
    return _NO_WORD.sub(" ", plain).strip().removeprefix("the ")


def similarity(left: str, right: str) -> float:
    """Likeness of two phrases in [0, 1], whatever the order of their words; 0 when one is empty."""
    left, right = normalise(left), normalise(right)
    if not left or not right:
        return 0.0
    if left == right:
        return 1.0
    one, other = set(left.split()), set(right.split())
    if (one <= other or other <= one) and min(len(one), len(other)) >= 2:
        return _CONTAINED
    return SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(other))).ratio()


def same_role(found: str, wanted: str) -> bool:
    """Whether a found role says what is wanted, if only the office without its scope."""
    if similarity(found, wanted) >= _SAME_ROLE:
        return True
    return bool(normalise(found)) and normalise(found) in normalise(wanted)


def family(kind: str) -> str:
    """The family of an agreement's kind: which of two near kinds a text means is often open."""
    if "memorandum" in kind:
        return "memorandum"
    if kind in {"agreement", "contract"}:
        return "agreement"
    return "partnership" if kind in {"partnership", "other"} else kind
