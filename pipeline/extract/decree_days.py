"""Days of decrees: "in accordance with the Decree of the President … of 8 October"; they say nothing of when a text was written."""

from __future__ import annotations

import re

from pipeline.extract.reading import Span

_DECREED = re.compile(
    r"\b(?:decree|resolution|law|order|decision|ordinance|regulation)\b[^.;\n]*\b(?:of|dated)\s+(?:the\s+)?\Z",
    re.IGNORECASE,
)
_REACH = 180


def is_decreed(text: str, day: Span) -> bool:
    """Whether a day is that of a decree, an order or the like on which a text rests."""
    return _DECREED.search(text, max(0, day.start - _REACH), day.start) is not None
