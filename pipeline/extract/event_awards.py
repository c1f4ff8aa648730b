"""Awards that a verb tells of: "conferred an expert certificate upon ‹p›", "was awarded the medal". The name is the thing given."""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.lexicon import alternatives, load_table
from pipeline.extract.skeleton import MARKER, Skeleton

_WORDS = r"(?:[^\W\d_][\w'’-]*\s){0,5}?"
_WHO = r"(?:(?:the\s)?(?:‹r\d+›\s)?(?:[\w.]+\s){0,3}?‹[ip]\d+›)"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = load_table("events")["awards"]
    given = alternatives(table["given"])
    thing = (
        rf"(?:an?|the|his|her|its|their)\s(?P<thing>{_WORDS}(?:{given})(?:\s(?:of|for)\s[^.,;‹›]{{1,60}}?)?|‹[ge]\d+›)"
    )
    return (
        re.compile(rf"\b(?:{alternatives(table['active'])})\s{thing}\s(?:up)?(?:on|to)\s{_WHO}", re.IGNORECASE),
        re.compile(
            rf"\b(?:was|were|is|are|has been|have been|being|been)\s(?:\w+ly\s)?(?:{alternatives(table['passive'])})\s{thing}(?=[\s.,;]|$)",
            re.IGNORECASE,
        ),
    )


def award_places(shape: Skeleton, text: str) -> list[tuple[int, int]]:
    """Where in a skeleton the things stand that it says were awarded; ``text`` is the article's."""
    found = []
    for pattern in _patterns():
        for match in pattern.finditer(shape.text):
            marker = MARKER.fullmatch(match.group("thing"))
            if marker:
                item = shape.items[int(marker.group(2))]
                words = text[item.start : item.end].casefold().split()
                if not any(word.strip(".,'\"’") in load_table("events")["awards"]["given"] for word in words):
                    continue
            found.append(match.span("thing"))
    return found
