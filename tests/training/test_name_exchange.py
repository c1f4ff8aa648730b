"""Names exchanged among the articles of a training corpus."""

from __future__ import annotations

import random

from pipeline.training.name_exchange import NameExchange

FIRST = "Olim Nazarov of Karatag College met TSU. Later Olim Nazarov left Karatag College."
SECOND = "Edda Lund went to Norwood Academy, and KMU wrote to Edda Lund about a course in Bramfield."


def marks_of(text: str, names: dict[str, str]) -> list[tuple[int, int, str]]:
    found = []
    for name, label in names.items():
        at = text.find(name)
        while at >= 0:
            found.append((at, at + len(name), label))
            at = text.find(name, at + 1)
    return sorted(found)


FIRST_MARKS = marks_of(FIRST, {"Olim Nazarov": "person", "Karatag College": "institution", "TSU": "institution"})
SECOND_MARKS = marks_of(
    SECOND, {"Edda Lund": "person", "Norwood Academy": "institution", "KMU": "institution", "Bramfield": "place"}
)
EXCHANGE = NameExchange([(FIRST, FIRST_MARKS), (SECOND, SECOND_MARKS)])


def test_marks_go_with_the_names_and_the_rest_of_the_text_stays() -> None:
    text, marks = EXCHANGE.apply(FIRST, FIRST_MARKS, 1.0, random.Random(3))
    assert [label for *_, label in marks] == [label for *_, label in FIRST_MARKS]
    for start, end, label in reversed(marks):
        text = text[:start] + label + text[end:]
    plain = FIRST
    for start, end, label in reversed(FIRST_MARKS):
        plain = plain[:start] + label + plain[end:]
    assert text == plain


def test_a_name_is_exchanged_for_one_of_its_kind_and_shape_everywhere_alike() -> None:
    for seed in range(8):
        text, marks = EXCHANGE.apply(FIRST, FIRST_MARKS, 1.0, random.Random(seed))
        names = [text[start:end] for start, end, _ in marks]
        assert names[0] == names[3]
        assert names[1] == names[4]
        assert names[0] in {"Olim Nazarov", "Edda Lund"}
        assert names[1] in {"Karatag College", "Norwood Academy"}
        assert names[2] in {"TSU", "KMU"}


def test_nothing_is_exchanged_for_a_share_of_nought() -> None:
    assert EXCHANGE.apply(SECOND, SECOND_MARKS, 0.0, random.Random(1)) == (SECOND, SECOND_MARKS)


def test_the_same_seed_exchanges_the_same_names() -> None:
    first, second = (EXCHANGE.apply(FIRST, FIRST_MARKS, 0.5, random.Random(5)) for _ in range(2))
    assert first == second
