"""Word lists as regular expressions."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.lexicon import alternatives


@given(st.lists(st.text("abc .", min_size=1, max_size=4), min_size=1), st.text("abc .", max_size=12))
def test_the_longest_word_that_fits_is_found(words: list[str], text: str) -> None:
    found = re.compile(alternatives(words)).match(text)
    fitting = [word for word in words if text.startswith(word)]
    assert (found.group() if found else "") == max(fitting, key=len, default="")


def test_a_shorter_word_is_taken_where_the_longer_one_does_not_end() -> None:
    found = re.match(rf"(?:{alternatives(['head', 'head of', 'heads'])})\b", "head office")
    assert found is not None
    assert found.group() == "head"
