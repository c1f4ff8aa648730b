"""Lines about names: mentions, entities of an article, and their spellings."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.evaluation.said import Said, SaidSpan, Thing
from pipeline.evaluation.tally import Tally, best_pairs
from pipeline.records import Kind

LINES = {
    Kind.INSTITUTION: "institutions",
    Kind.PERSON: "people",
    Kind.PLACE: "places",
    Kind.PROGRAMME: "programmes",
}
_SPAN_KINDS = (*(kind.value for kind in Kind), "date", "money")
_LOOSE = (Kind.PLACE, Kind.PROGRAMME)
_LONG_NAME = 8

Matches = Mapping[Kind, Mapping[str, str]]
"""For each kind: id in the gold to entity id."""


def score_spans(gold: Said, found: Said, tally: Tally) -> None:
    """``mentions`` and ``mentions_<kind>``: spans of exactly the same characters and kind."""
    for kind in _SPAN_KINDS:
        wanted = {(span.start_char, span.end_char): span for span in gold.spans if span.kind == kind}
        have = {(span.start_char, span.end_char): span for span in found.spans if span.kind == kind}
        right = len(wanted.keys() & have.keys())
        spurious = [_show(have[where]) for where in sorted(have.keys() - wanted.keys())]
        missed = [_show(wanted[where]) for where in sorted(wanted.keys() - have.keys())]
        tally.add(f"mentions_{kind}", gold.article_id, right, spurious, missed)
        if kind in LINES:
            for where in sorted(have):
                tally.sample(kind, have[where].confidence, where in wanted)


def _show(span: SaidSpan) -> str:
    return f"{span.text} [{span.start_char}:{span.end_char}]"


def match_entities(gold: Said, found: Said) -> dict[Kind, dict[str, str]]:
    """One to one, by the number of shared spellings: so a split costs, and so does a wrong merge."""
    return {kind: _match(gold.of(kind), found.of(kind)) for kind in Kind}


def _match(wanted: list[Thing], have: list[Thing]) -> dict[str, str]:
    scores = {}
    for at, one in enumerate(wanted):
        for number, other in enumerate(have):
            if shared := len((one.names | one.also) & other.names):
                # Of entities that share as many names, the one with fewer others; then the one named first.
                scores[at, number] = shared + 0.01 * shared / len(other.names)
    return {wanted[at].id: have[number].id for at, number in best_pairs(scores).items()}


def score_entities(gold: Said, found: Said, matches: Matches, tally: Tally) -> None:
    """``institutions``, ``people``, ``places``, ``programmes``, and ``names`` of the matched of the first two."""
    for kind, line in LINES.items():
        matched = matches[kind]
        entities = {thing.id: thing for thing in found.of(kind)}
        tolerated = _tolerated(gold, kind)
        spare = [entities[one] for one in entities.keys() - set(matched.values())]
        spurious = [thing for thing in spare if not _touches(thing, tolerated)]
        missed = [thing for thing in gold.of(kind) if thing.id not in matched]
        tally.add(line, gold.article_id, len(matched), _shown(spurious), _shown(missed))
        if kind in (Kind.INSTITUTION, Kind.PERSON):
            for thing in gold.of(kind):
                if thing.id in matched:
                    have = entities[matched[thing.id]].names
                    absent = sorted(thing.names - have)
                    tally.add("names", gold.article_id, len(thing.names & have), [], absent)


def _shown(things: list[Thing]) -> list[str]:
    return sorted(f"{thing.shown} ({len(thing.names)})" if len(thing.names) > 1 else thing.shown for thing in things)


def _tolerated(gold: Said, kind: Kind) -> set[str]:
    """Names under which a spare entity is let be.

    Parts of an elliptic phrase; and for places and programmes, whose borders are a matter of taste, all other names.
    """
    names = {name for thing in gold.of(kind) for name in thing.also}
    if kind in _LOOSE:
        names |= {name for thing in gold.things if thing.kind is not Kind.PERSON for name in thing.names}
    return names


def _touches(thing: Thing, names: set[str]) -> bool:
    return any(
        own == name or (len(name) > _LONG_NAME and (name in own or own in name))
        for own in thing.names
        for name in names
    )
