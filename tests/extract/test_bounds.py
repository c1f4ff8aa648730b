"""Long and hostile texts: no step may look at everything for everything."""

from __future__ import annotations

from itertools import pairwise

from pipeline.extract.name_clusters import NameClusters
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.references import find_references
from pipeline.extract.sentences import LONGEST, split_sentences


def test_line_without_full_stops_is_cut() -> None:
    text = "Karim Saidov, " * 15_000
    sentences = split_sentences(text, [])
    assert max(one.end - one.start for one in sentences) <= LONGEST
    assert all(not text[left.end : right.start].strip() for left, right in pairwise(sentences))
    assert "".join(text[one.start : one.end] for one in sentences).count("Karim Saidov") == 15_000


def test_single_word_of_megabytes_is_cut() -> None:
    sentences = split_sentences("a" * 3_000_000, [])
    assert sum(one.end - one.start for one in sentences) == 3_000_000
    assert len(sentences) == 3_000_000 // LONGEST


def _people(number: int) -> Reading:
    parts, spans, at = [], [], 0
    for index in range(number):
        name = f"Karim{index} Saidov{index}"
        spans.append(Span(at, at + len(name), Label.PERSON))
        parts.append(name + ", ")
        at += len(parts[-1])
    text = "".join(parts)
    return Reading(text=text, spans=spans, sentences=split_sentences(text, []))


def test_thousands_of_names_are_told_apart() -> None:
    reading = _people(20_000)  # all pairs of them would take minutes
    clusters = NameClusters(reading)
    assert len({clusters.key(span) for span in reading.spans}) == 20_000


def test_thousands_of_references_find_their_institution() -> None:
    sentence = "Sardoba Institute opened a hall. The Institute is proud. "
    text = sentence * 5_000
    spans = [Span(at, at + 17, Label.INSTITUTION) for at in range(0, len(text), len(sentence))]
    reading = Reading(text=text, spans=spans, sentences=split_sentences(text, []))
    assert len(find_references(reading)) == 5_000
