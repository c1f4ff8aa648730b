"""Parts of the training part, by the articles' ids.

What is fitted on an article must not be what reads it for the next fit (stacking, Wolpert 1992).
"""

from __future__ import annotations

import hashlib

TAGGER_FOLDS = 2
ENCODER_FOLDS = 2
PARTY_FOLDS = 4


def tagger_fold(article: str) -> int:
    """The fold of an article for taggers that have not seen it."""
    return _digest(f"tagger {article}") % TAGGER_FOLDS


def encoder_fold(article: str) -> int:
    """The fold of an article for encoders of relations that have not seen it."""
    return _digest(f"encoder {article}") % ENCODER_FOLDS


def party_fold(article: str) -> int:
    """The fold of an article for linear models of parties that have not seen it."""
    return _digest(article) % PARTY_FOLDS


def tells_publisher(article: str) -> bool:
    """Whether an article is read with its publisher told: every second one."""
    return bool(_digest(f"publisher {article}") % 2)


def tells_day(article: str) -> bool:
    """Whether an article is read with its day of publication told: two of three."""
    return bool(_digest(f"day {article}") % 3)


def _digest(words: str) -> int:
    return hashlib.sha256(words.encode()).digest()[0]
