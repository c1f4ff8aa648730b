"""Stable ids."""

from __future__ import annotations

from pipeline.records import Kind
from pipeline.resolve.identity import Identity, anchors, give_ids


def identity(*names: str, context: str = "", tie: str = "a-1") -> Identity:
    return Identity(Kind.INSTITUTION, anchors(names), context, (tie,))


def test_the_smallest_full_spelling_gives_the_id():
    (one,) = give_ids([identity("Sardoba College", "College of Sardoba")])
    (two,) = give_ids([identity("College of Sardoba", "The Sardoba College", "Sardoba's College")])
    assert one == two
    assert one.startswith("i-")
    assert len(one) == 14


def test_case_accents_and_punctuation_do_not_change_the_id():
    assert give_ids([identity("Universität Köln")]) == give_ids([identity("UNIVERSITAT KOLN.")])


def test_namesakes_get_ids_of_their_own_by_context_and_then_by_number():
    ids = give_ids(
        [
            identity("Ministry", context="TJ"),
            identity("Ministry", context="UZ"),
            identity("Ministry", context="UZ", tie="a-2"),
        ]
    )
    assert len(set(ids)) == 3
    assert ids[2] == ids[1] + "-2"
