"""Which countries an article, or the words around a name in it, point to."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pipeline.records import Kind, Mention
from pipeline.resolve.gazetteer import Pointer, Sign, pointers, spots

# What stands between a name and the place that says where it is.
_LARGE_CITY = 100_000
_IN_BRACKETS = re.compile(r"\(([^()]{2,40})\)")
_LINKS = frozenset({",", "(", "in", "of", "from", "in the", "of the", ", in"})


def leading_country(countries: Mapping[str, float]) -> str:
    """The country with most weight; "" when there is none, or two are alike."""
    ranked = sorted(countries.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return ""
    return ranked[0][0]


def stated_country(mentions: Sequence[Mention], all_mentions: Sequence[Mention], numbers: Sequence[int]) -> str:
    """By the mentions themselves, else by a place right behind one: "X University in Tajikistan", "Y (Switzerland)".

    Args:
        numbers: where the mentions stand in ``all_mentions``, which are in text order.
    """
    said = Counter(m.country for m in mentions if m.country)
    if not said:
        said = Counter(code for n in numbers if (code := place_behind(all_mentions, n)))
    return min(said, key=lambda code: (-said[code], code)) if said else ""


def near_country(mentions: Sequence[Mention]) -> str:
    """The country that the sentences of some mentions point to most.

    A place in brackets says where the one before it is, and nothing of the others: "with Y (Switzerland) and the Agency".
    """
    counts: dict[str, float] = defaultdict(float)
    for sentence in sorted({_IN_BRACKETS.sub(_unless_place, m.sentence) for m in mentions}):
        for code in sorted({p.country for p in pointers(sentence) if p.sign is not Sign.CITY}):
            counts[code] += 1.0
        for code in sorted({p.country for p in pointers(sentence) if _is_large_city(p)}):
            counts[code] += 0.5
    return leading_country(counts)


def _unless_place(brackets: re.Match[str]) -> str:
    return " " if spots(brackets.group(1).strip()) else brackets.group()


def place_behind(mentions: Sequence[Mention], number: int) -> str:
    """The country of a place that stands right behind a mention; behind a place only a country counts."""
    mention = mentions[number]
    if mention.kind is Kind.PLACE and _is_country(mention.name):
        return ""
    other = _place_right_behind(mentions, number)
    if other is None:
        return ""
    known = spots(other.text)
    inside = known and (mention.kind is not Kind.PLACE or _is_country(other.text))
    return known[0].country if inside else ""


def _place_right_behind(mentions: Sequence[Mention], number: int) -> Mention | None:
    mention = mentions[number]
    for other in mentions[number + 1 : number + 3]:
        gap = other.start_char - mention.end_char
        if other.kind is not Kind.PLACE or not 1 <= gap <= 9 or other.sentence != mention.sentence:
            continue
        start = other.sentence.find(mention.text) + len(mention.text)
        if other.sentence[start : start + gap].strip() in _LINKS:
            return other
    return None


def town_behind(mentions: Sequence[Mention], numbers: Sequence[int]) -> str:
    """The town that stands right behind some mentions most often ("X University in Tomsk"), "" when none does."""
    said = Counter(
        spot.name
        for n in numbers
        if (other := _place_right_behind(mentions, n)) is not None
        for spot in spots(other.text)[:1]
        if spot.kind == "city"
    )
    return min(said, key=lambda town: (-said[town], town)) if said else ""


def _is_large_city(pointer: Pointer) -> bool:
    """Small cities of the world have names that mean something else elsewhere."""
    return pointer.sign is Sign.CITY and spots(pointer.words)[0].population >= _LARGE_CITY


def _is_country(name: str) -> bool:
    known = spots(name)
    return bool(known) and known[0].kind == "country"


def countries(mentions: Sequence[Mention]) -> dict[str, float]:
    """How often the article points to each country: by places, by the names of institutions, by demonyms in its
    sentences.
    """
    counts: dict[str, float] = defaultdict(float)
    for mention in mentions:
        if mention.kind is Kind.PLACE:
            known = spots(mention.name)
            if known and (
                known[0].kind == "country" or known[0].population >= 100_000 or len({s.country for s in known}) == 1
            ):
                counts[known[0].country] += 1.0
        elif mention.kind is Kind.INSTITUTION:
            for pointer in pointers(mention.name):
                if pointer.sign is not Sign.CITY:
                    counts[pointer.country] += 1.0
                elif _is_large_city(pointer):
                    counts[pointer.country] += 0.5
        if mention.country:
            counts[mention.country] += 1.0
    for sentence in sorted({mention.sentence for mention in mentions}):
        for pointer in pointers(sentence):
            if pointer.sign is not Sign.CITY:
                counts[pointer.country] += 0.25
    return dict(sorted(counts.items()))
