"""How well a short form fits a longer name of its article."""

from __future__ import annotations

import pytest

from pipeline.records import Kind
from pipeline.resolve.short_fit import distance


@pytest.mark.parametrize(
    ("long", "expected"),
    [
        ("ORBA Foundation", 0),
        ("Sardoba-ORBA School of Melons", None),
        ("KIT-ORBA", 0),
        ("Commission for ORBA", None),
    ],
)
def test_a_word_of_a_name_is_the_body_unless_the_name_is_of_another(long: str, expected: int | None):
    assert distance(Kind.INSTITUTION, "ORBA", long, acronym=True) == expected
