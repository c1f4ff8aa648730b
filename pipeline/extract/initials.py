"""Persons named with initials: "V. Pak", "Pak V.", "Sultanov K.A." stand for a name in full."""

from __future__ import annotations

from collections.abc import Sequence

# Romanised Cyrillic writes an initial in two letters ("Sh."); two initials without a blank between come as one word too.
_LONGEST = 2


def is_initialled(words: Sequence[str]) -> bool:
    """Whether a name has an initial, and a word that is none."""
    return any(len(word) <= _LONGEST for word in words) and any(len(word) > _LONGEST for word in words)


def stands_for(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether each word of a name with initials is a word of the full name, or the beginning of one or of two that are left."""
    left = list(full)
    initials = []
    for word in short:
        if word in left:
            left.remove(word)
        elif len(word) <= _LONGEST:
            initials.append(word)
        else:
            return False
    return bool(initials) and all(_take(initial, left) for initial in initials)


def _take(initial: str, left: list[str]) -> bool:
    for letters in ([initial], list(initial)):
        rest = list(left)
        for letter in letters:
            word = next((one for one in rest if one.startswith(letter) and len(one) > len(letter)), None)
            if word is None:
                break
            rest.remove(word)
        else:
            left[:] = rest
            return True
    return False
