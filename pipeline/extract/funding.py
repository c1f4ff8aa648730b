"""Sums of money: what they are for, under which programme, and who pays.

Every sum of a reading gives one record; what the sentence does not say stays empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from pipeline.extract.lexicon import load_table
from pipeline.extract.money import MoneySpan
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.skeleton import MARKER, Skeleton
from pipeline.extract.stretches import Stretches

_LONGEST_PURPOSE = 12
_DET = r"(?:(?:the|a|an|its|their|our|his|her|local|both)\s)?"
_PAYER = r"‹[ilp]\d+›"
_PAYERS = rf"{_PAYER}(?:(?:, | and (?:the )?|, and (?:the )?|, the | & ){_PAYER}){{0,4}}"


@dataclass(frozen=True, slots=True)
class FoundFunding:
    """One sum; ``start`` and ``end`` are those of the sum, ``amount`` a plain decimal number, ``currency`` ISO 4217."""

    start: int
    end: int
    amount: str
    currency: str
    purpose: str
    programme: Span | None
    funders: tuple[Span, ...]


def find_funding(reading: Reading) -> list[FoundFunding]:
    """One record for each sum of the reading, in text order."""
    found = []
    shapes = Stretches(reading)
    for money in reading.of(Label.MONEY):
        if not isinstance(money.value, MoneySpan):
            continue
        sentence = _sentence(reading, shapes, money)
        amount, currency = money.value.amount, money.value.currency
        if sentence is None:
            found.append(FoundFunding(money.start, money.end, amount, currency, "", None, ()))
            continue
        at = _position(sentence, money)
        purpose, programme = _purpose(reading, sentence, at), _programme(sentence, sentence.text, at)
        funders = _funders(sentence, sentence.text, at)
        found.append(FoundFunding(money.start, money.end, amount, currency, purpose, programme, funders))
    return found


def _sentence(reading: Reading, shapes: Stretches, money: Span) -> Skeleton | None:
    """The skeleton of the sentence around a sum, where it is of bearable length and shows the sum."""
    if not reading.sentences:
        return None
    sentence = reading.sentences[reading.sentence_at(money.start)]
    shape = shapes.skeleton(sentence.start, sentence.end)
    return shape if shape is not None and money in shape.items else None


def _position(shape: Skeleton, money: Span) -> re.Match[str]:
    number = shape.items.index(money)
    return next(match for match in MARKER.finditer(shape.text) if int(match.group(2)) == number)


@cache
def _alternatives(name: str) -> str:
    words = sorted(load_table("funding")[name], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in words)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    nouns = _alternatives("money_nouns")
    after = r"(?:[^‹›.;:]|‹[gdleam]\d+›)"
    return {
        # "… ‹sum› (grant) (…) funded by ‹payer›", "‹sum› from ‹payer›"
        "by": re.compile(
            rf"^{after}{{0,80}}?\b(?:{_alternatives('paid')})(?:\s\w+)? by\s{_DET}(?P<payers>{_PAYERS})", re.IGNORECASE
        ),
        "from": re.compile(
            rf"^(?:\s(?:in|of|a year|annually|each))?(?:\s?\(‹m\d+›\))?(?:\s(?:\w+\s){{0,2}}(?:{nouns}))?"
            rf",?\sfrom\s{_DET}(?P<payers>{_PAYERS})",
            re.IGNORECASE,
        ),
        # "was given ‹sum› by ‹payer›", "‹sum› sanctioned by ‹payer›", "‹sum› a year from ‹payer›"
        "near": re.compile(
            rf"^(?:\s[^\W\d_][\w'’-]*){{0,4}},?\s(?:by|from)\s{_DET}(?P<payers>{_PAYERS})", re.IGNORECASE
        ),
        # "received from ‹payer› ‹sum›", "from the ‹programme› of ‹payer›, ‹sum›"
        "source": re.compile(
            rf"\bfrom\s{_DET}(?:‹g\d+›(?: \w+)? of (?:the )?)?(?P<payers>{_PAYERS})"
            r"(?:,? (?:a|an|the|the sum of|[\w-]+ (?:grant|loan)s? of|of|with|worth|about|some|over)){0,3}\s?\(?$",
            re.IGNORECASE,
        ),
        # "a grant from ‹payer› of ‹sum›", "‹payer›'s grant of ‹sum›", "financed by ‹payer› with ‹sum›"
        "before": re.compile(
            rf"\b(?:{nouns})\s(?:from|by|of)\s{_DET}(?P<payers>{_PAYERS})[^‹›.;]{{0,40}}$", re.IGNORECASE
        ),
        "paid": re.compile(
            rf"\b(?:{_alternatives('paid')})\sby\s{_DET}(?P<payers>{_PAYERS})[^‹›.;]{{0,40}}$", re.IGNORECASE
        ),
        "own": re.compile(
            rf"(?P<payers>{_PAYERS})(?:['’]s?)?\s(?:\w+\s){{0,2}}(?:{nouns})[^‹›.;]{{0,25}}$", re.IGNORECASE
        ),
        "possessive": re.compile(rf"(?P<payers>{_PAYERS})['’]s?\s(?:[\w-]+\s){{0,3}}$"),
        # "‹payer› … allocated … ‹sum›"
        "gives": re.compile(
            rf"(?P<payers>{_PAYERS})(?P<between>(?:[^‹›.;]|‹[gdera]\d+›|\(‹i\d+›\)|,\s‹p\d+›,){{0,90}}?)"
            rf"\b(?P<verb>{_alternatives('giving')})\b(?P<rest>(?:[^›.;‹]|‹[gdepalim]\d+›){{0,110}})$",
            re.IGNORECASE,
        ),
        "passive": re.compile(r"\b(?:was|were|been|be|being|is|are)\s(?:\w+ly\s)?$", re.IGNORECASE),
    }


def _funders(shape: Skeleton, text: str, at: re.Match[str]) -> tuple[Span, ...]:
    before, after = text[max(0, at.start() - 400) : at.start()], text[at.end() : at.end() + 300]
    patterns = _patterns()
    order = ("from", after), ("by", after), ("near", after), ("before", before), ("paid", before), ("source", before)
    for name, side in (*order, ("possessive", before)):
        match = patterns[name].search(side)
        if match:
            return _spans(shape, match.group("payers"))
    for match in reversed(list(patterns["gives"].finditer(before))):
        if match.group("verb").endswith("ing") or not patterns["passive"].search(match.group("between")):
            return _spans(shape, match.group("payers"))
    match = patterns["own"].search(before)
    return _spans(shape, match.group("payers")) if match else ()


def _spans(shape: Skeleton, markers: str) -> tuple[Span, ...]:
    found: dict[Span, None] = {}
    for match in MARKER.finditer(markers):
        for span in shape.spans(match.group(2)):
            found.setdefault(span)
    return tuple(found)


_UNDER = re.compile(
    r"(?:under|within|through|from|by|via|via the|of|part of|for|in|to|into|for the|framework of|financed by)\s"
    r"(?:the\s|its\s|their\s)?(?P<marker>‹g\d+›)",
    re.IGNORECASE,
)


def _programme(shape: Skeleton, text: str, at: re.Match[str]) -> Span | None:
    """The programme of the sentence that stands nearest to the sum, after "under", "within", "from" or beside it."""
    best: tuple[int, str] | None = None
    for match in _UNDER.finditer(text):
        distance = min(abs(match.start() - at.end()), abs(at.start() - match.end()))
        if best is None or distance < best[0]:
            best = distance, match.group("marker")
    beside = re.search(r"‹g\d+›(?:\s[^\W\d]+){0,3}\s?\(?,?$", text[max(0, at.start() - 80) : at.start()])
    if beside:
        best = 0, beside.group()
    if best is None:
        numbers = [match for match in MARKER.finditer(text) if match.group(1) == "g"]
        if len(numbers) != 1:
            return None
        best = 0, numbers[0].group()
    marker = MARKER.search(best[1])
    return shape.spans(marker.group(2))[0] if marker else None


_PURPOSE = re.compile(
    r"^(?:\s(?:(?:in|as)\s)?(?:an?\s)?(?:[\w-]+\s){0,2}"
    r"(?:grants?|loans?|funding|support|donation|project|package|investment|budget))?"
    r",?\s(?:has been |was |were |is |will be |which will |that will )?(?:\w+ed\s)?"
    r"(?:(?:for|towards?|into|on|in support of)\s|(?=to\s[a-z]))",
    re.IGNORECASE,
)
# "… ‹sum› from the Ministry for a workshop", "… ‹sum› will go to", with no mark between
_PURPOSE_LATER = re.compile(
    r"^(?:[^.;:,!?‹›()]|‹[ilg]\d+›){0,70}?\s"
    r"(?:for|towards?|in support of|aimed at|to finance|to fund|to support|to cover|to build|to buy|to equip)\s(?=[a-z]|‹g|the\s)",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[,.;:()“”\"!?]|\s[–—-]\s"
    r"|\s(?:which|who|that|from|by|under|over|until|during|when|while|after|before|because"
    r"|and will|and has|was|were|is|are|will|has|have|had|said|at the|within|through|with the aim)\b",
    re.IGNORECASE,
)


def _purpose(reading: Reading, shape: Skeleton, at: re.Match[str]) -> str:
    """What the sum is for: the phrase after "for", "to", "towards" behind it, in the text's words."""
    after = shape.text[at.end() : at.end() + 300]
    start = _PURPOSE.match(after) or _PURPOSE_LATER.match(after)
    if start is None:
        return ""
    phrase = after[start.end() :]
    if MARKER.match(phrase) and MARKER.match(phrase).group(1) in "dlp":  # type: ignore[union-attr]
        return ""
    end = _ENDS.search(phrase)
    words = phrase[: end.start() if end else len(phrase)].split()
    while words and words[0].casefold() in {"the", "a", "an", "its", "their", "to"}:
        words = words[1:]
    words = words[:_LONGEST_PURPOSE]
    while words and words[-1].casefold() in {"and", "of", "the", "in", "for", "a", "to", "with", "at", "on", "‹"}:
        words = words[:-1]

    def name(match: re.Match[str]) -> str:
        item = shape.items[int(match.group(2))]
        return " ".join(reading.text[item.start : item.end].split())

    return MARKER.sub(name, " ".join(words))
