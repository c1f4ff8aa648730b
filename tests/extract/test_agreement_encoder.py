"""The encoder of triggers: what it is shown, and what it makes of a text that the tagger has read."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extract.agreement_encoder import scores_of, window_of
from pipeline.extract.agreement_triggers import find_triggers
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.nlp import build_nlp, read_article
from pipeline.extract.reading import Label
from pipeline.extract.windows import MAX_WORDS, N_DISTANCES, N_LINES, N_MARKS, N_STANDINGS
from pipeline.records import Article, Block, BlockKind
from pipeline.settings import ExtractSettings

LEAD = "Delegations met in Sardoba\n"
DEAL = (
    "Sardoba State Institute and Nurobod Polytechnic University signed a memorandum of understanding on 12 March 2025."
)
GUEST = " Representatives of Kuhsor Medical College looked on."


def view_of(text: str) -> ArticleView:
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = BlockKind.TITLE if not at else BlockKind.PARAGRAPH
        if line:
            blocks.append(Block(kind=kind, start_char=at, end_char=at + len(line)))
        at += len(line) + 1
    article = Article(article_id="a-1", path="made.txt", sha256="0" * 64, text=text, blocks=tuple(blocks))
    reading = read_article(build_nlp(ExtractSettings()), article)
    return ArticleView(reading, find_triggers(reading))


def words_of(view: ArticleView, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> str:
    states = view.reading.states
    assert states is not None
    return " ".join(view.reading.text[start:end] for start, end in states.words[rows].tolist())


def test_a_window_holds_the_title_and_the_lines_around_in_text_order() -> None:
    view = view_of(LEAD + DEAL + GUEST)
    window = window_of(view, view.triggers[0])
    assert window is not None
    assert words_of(view, window.rows).startswith("Delegations met in Sardoba Sardoba State Institute and")
    assert (np.diff(window.rows) > 0).all()
    assert words_of(view, window.rows[window.anchor :]).startswith("memorandum of understanding")


def test_a_window_of_a_long_text_keeps_the_title_and_is_bounded() -> None:
    filler = " ".join(f"The weather on day {number} was as fine as on the day before it." for number in range(80))
    view = view_of(LEAD + filler + " " + DEAL + " " + filler)
    (trigger,) = view.triggers
    window = window_of(view, trigger)
    assert window is not None
    assert len(window.rows) <= MAX_WORDS
    assert words_of(view, window.rows).startswith("Delegations met")
    assert "Nurobod Polytechnic University" in words_of(view, window.rows)


def test_of_a_sentence_that_is_too_long_the_words_around_the_trigger_are_read() -> None:
    names = ", ".join(f"the {word} of field {number}" for number, word in enumerate(["north", "south"] * 60))
    view = view_of(f"{LEAD}Experts for {names} and more looked on while {DEAL}")
    (trigger,) = view.triggers
    window = window_of(view, trigger)
    assert window is not None
    assert len(window.rows) <= MAX_WORDS
    assert "Nurobod Polytechnic University signed a memorandum" in words_of(view, window.rows)


def test_a_leading_institution_that_is_named_far_away_is_in_the_window_by_its_name() -> None:
    host = "Karatal Agrarian College opened the year. Guests admired Karatal Agrarian College. "
    filler = " ".join(f"The weather on day {number} was as fine as on the day before it." for number in range(60))
    partner = " With Kuhsor Medical College the memorandum of understanding of 2019 was prolonged."
    view = view_of(LEAD + host + filler + partner)
    window = window_of(view, view.triggers[0])
    assert window is not None
    words = words_of(view, window.rows)
    assert words.count("Karatal Agrarian College") == 1
    assert "opened the year" not in words
    names = {view.reading.text[s.start : s.end]: view.clusters.key(s) for s in view.reading.of(Label.INSTITUTION)}
    (place,) = window.mentions[names["Karatal Agrarian College"]]
    assert words_of(view, window.rows[place:]).startswith("Karatal Agrarian College")
    assert (np.diff(window.rows) > 0).all()


def test_a_leading_institution_that_is_named_near_by_is_not_fetched_from_afar() -> None:
    view = view_of(LEAD + DEAL + GUEST)
    window = window_of(view, view.triggers[0])
    assert window is not None
    assert words_of(view, window.rows).count("Nurobod Polytechnic University") == 1


def test_features_are_ids_within_their_tables() -> None:
    view = view_of(LEAD + DEAL + GUEST)
    window = window_of(view, view.triggers[0])
    assert window is not None
    assert window.features.shape == (4, len(window.rows))
    for row, size in zip(window.features, (N_MARKS, N_STANDINGS, N_DISTANCES, N_LINES), strict=True):
        assert row.min() >= 0
        assert row.max() < size
    # The trigger's own word is at distance nought, and no other is.
    assert np.flatnonzero(window.features[2] == N_DISTANCES // 2).tolist() == [window.anchor]


def test_who_signed_is_told_from_who_looked_on() -> None:
    view = view_of(LEAD + DEAL + GUEST)
    scores = scores_of(view, view.triggers[0])
    assert scores is not None
    names = {view.reading.text[s.start : s.end]: view.clusters.key(s) for s in view.reading.of(Label.INSTITUTION)}
    assert scores.parties[names["Sardoba State Institute"]] > 0
    assert scores.parties[names["Nurobod Polytechnic University"]] > 0
    assert scores.parties[names["Kuhsor Medical College"]] < 0


def test_scores_are_the_same_each_time() -> None:
    first, second = (view_of(LEAD + DEAL + GUEST) for _ in range(2))
    assert scores_of(first, first.triggers[0]) == scores_of(second, second.triggers[0])


def test_an_entity_named_twice_has_one_score() -> None:
    view = view_of(LEAD + DEAL + " Nurobod Polytechnic University will open a laboratory.")
    window = window_of(view, view.triggers[0])
    assert window is not None
    (named,) = [places for places in window.mentions.values() if len(places) > 1]
    assert len(named) == 2


@pytest.mark.parametrize("text", ["", "\n\n"])
def test_a_text_without_words_has_no_states_and_no_triggers(text: str) -> None:
    view = view_of(text)
    assert view.reading.states is None
    assert not view.triggers
