"""Lists of names: what stands among towns is a town, whatever a tagger takes it for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.known_names import is_country, towns
from pipeline.extract.reading import Label, Span

_BETWEEN = re.compile(r",? (?:and|&|or) (?:in )?|, (?:in )?|/")
_ONE_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LISTED = frozenset({Label.INSTITUTION, Label.PERSON, Label.PLACE})
_FEWEST_TOWNS = 2


def settle_enumerations(text: str, spans: Sequence[Span]) -> list[Span]:
    """The spans with single words among towns made places: "Tirana, Elbasan, Vlora and Berat".

    A list counts when at least two of its names are known towns or countries and are places.
    """
    result: list[Span] = []
    for run in _runs(text, sorted(spans)):
        names = [text[span.start : span.end] for span in run]
        known = sum(
            span.label is Label.PLACE and (name in towns() or is_country(name))
            for span, name in zip(run, names, strict=True)
        )
        of_towns = known >= _FEWEST_TOWNS and all(map(_ONE_WORD.fullmatch, names))
        result += (
            [span if text[span.start : span.end].isupper() else replace(span, label=Label.PLACE) for span in run]
            if of_towns
            else run
        )
    return result


def _runs(text: str, spans: Sequence[Span]) -> Iterator[list[Span]]:
    """The spans in stretches that only commas and "and" divide."""
    run: list[Span] = []
    for span in spans:
        listed = span.label in _LISTED and run and run[-1].label in _LISTED
        if run and not (listed and _BETWEEN.fullmatch(text, run[-1].end, span.start)):
            yield run
            run = []
        run.append(span)
    if run:
        yield run
