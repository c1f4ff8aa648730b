"""Sums with payer, programme and purpose; ``<i>…</i>`` marks an institution in place, ``<g>…</g>`` a programme."""

from __future__ import annotations

import re

from pipeline.extract.funding import FoundFunding, find_funding
from pipeline.extract.money import find_money
from pipeline.extract.reading import Label, Reading, Sentence, Span
from pipeline.records import BlockKind

_LABELS = {"i": Label.INSTITUTION, "g": Label.PROGRAMME}
_TAG = re.compile(r"<([ig])>(.*?)</\1>")


def read(marked: str) -> tuple[str, list[FoundFunding]]:
    text, spans, at = "", [], 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        spans.append(Span(len(text), len(text) + len(tag[2]), _LABELS[tag[1]]))
        text += tag[2]
        at = tag.end()
    text += marked[at:]
    for money in find_money(text):
        spans.append(Span(money.start_char, money.end_char, Label.MONEY, value=money))
    reading = Reading(text, sentences=[Sentence(0, len(text), 0, BlockKind.PARAGRAPH)], spans=sorted(set(spans)))
    return text, find_funding(reading)


def payers(marked: str) -> list[str]:
    text, found = read(marked)
    return [text[span.start : span.end] for span in found[0].funders]


def test_the_giver_stands_before_the_verb() -> None:
    assert payers("<i>Harbour Bank</i> has allocated EUR 5 million to <i>Lark College</i>.") == ["Harbour Bank"]
    assert payers("<i>Harbour Bank</i> and the <i>Lark Fund</i> will provide $2m.") == ["Harbour Bank", "Lark Fund"]


def test_the_giver_follows_by_or_from() -> None:
    assert payers("<i>Lark College</i> received EUR 5 million from <i>Harbour Bank</i>.") == ["Harbour Bank"]
    assert payers("The hall, worth $3 million, was funded by the <i>Lark Fund</i>.") == ["Lark Fund"]


def test_no_giver_is_invented() -> None:
    assert payers("At <i>Lark College</i> a room costs $300.") == []
    assert payers("<i>Lark College</i> was granted $300.") == []
    assert payers("<i>Lark College</i> has received a grant of $300.") == []


def test_purpose_in_the_words_of_the_text() -> None:
    assert read("They gave EUR 5 million for the repair of two halls, and left.")[1][0].purpose == "repair of two halls"
    assert read("They gave EUR 5 million to renovate two halls.")[1][0].purpose == "renovate two halls"
    assert read("They gave EUR 5 million to the college for three years.")[1][0].purpose == ""


def test_the_nearest_programme_of_the_sentence() -> None:
    text, found = read("Under <g>Bright Steps</g> and later <g>New Skills</g>, with USD 110 million, schools grow.")
    programme = found[0].programme
    assert programme is not None
    assert text[programme.start : programme.end] == "New Skills"


def test_a_range_gives_two_records() -> None:
    assert [one.amount for one in read("It costs €5-7 million.")[1]] == ["5000000", "7000000"]
