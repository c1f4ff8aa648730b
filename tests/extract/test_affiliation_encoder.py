"""Where a person serves, as the encoder of relations reads it."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.extract.affiliation_encoder import (
    NOBODY,
    employer_features,
    employer_scores,
    person_window,
)
from pipeline.extract.affiliations import open_choices
from pipeline.extract.institution_ground import Ground
from pipeline.extract.nlp import build_nlp, read_article
from pipeline.extract.reading import Label, Reading
from pipeline.extract.relation_encoder import log_shares
from pipeline.extract.windows import LONGEST
from pipeline.records import Article, Block, BlockKind
from pipeline.settings import ExtractSettings

VISIT = "A delegation of Nurobod Polytechnic University visited Sardoba State Institute on 12 March 2025. "
GUEST = "The guests were headed by Rector Davron Saidov. "
HOST = "They were received at the institute by Vice-Rector Malika Usmonova."


def reading_of(text: str) -> Reading:
    block = Block(kind=BlockKind.PARAGRAPH, start_char=0, end_char=len(text))
    article = Article(article_id="a-1", path="made.txt", sha256="0" * 64, text=text, blocks=(block,))
    return read_article(build_nlp(ExtractSettings()), article)


def keys_of(ground: Ground) -> dict[str, int]:
    return {ground.name(span): key for span, key in zip(ground.named, ground.keys, strict=True)}


def test_a_window_begins_at_no_distance_from_the_person_and_holds_the_institutions_around() -> None:
    ground = Ground(reading_of(VISIT + GUEST + HOST))
    person = ground.reading.of(Label.PERSON)[0]
    window = person_window(ground, person)
    assert window is not None
    assert ground.reading.states is not None
    assert ground.reading.states.words[window.rows[window.anchor], 0] == person.start
    assert set(keys_of(ground).values()) <= set(window.mentions)


def test_shares_are_those_of_a_softmax() -> None:
    shares = log_shares({NOBODY: 1.0, 4: 3.0, 7: -2.0})
    assert sum(np.exp(list(shares.values()))) == pytest.approx(1.0)
    assert max(shares, key=shares.__getitem__) == 4
    assert shares[4] - shares[7] == pytest.approx(5.0)


def test_the_head_of_a_delegation_is_told_from_who_receives_it() -> None:
    ground = Ground(reading_of(VISIT + GUEST + HOST))
    keys = keys_of(ground)
    odds = []
    for person in ground.reading.of(Label.PERSON):
        scores = employer_scores(ground, person)
        assert scores is not None
        odds.append(scores[keys["Nurobod Polytechnic University"]] - scores[keys["Sardoba State Institute"]])
    guest, host = odds
    assert guest > host
    assert host < 0


def test_scores_are_computed_once_for_a_reading() -> None:
    ground = Ground(reading_of(VISIT + GUEST))
    person = ground.reading.of(Label.PERSON)[0]
    assert employer_scores(ground, person) is employer_scores(Ground(ground.reading), person)


def test_an_institution_out_of_the_window_is_said_to_be_out_of_sight() -> None:
    filler = "The weather was as fine as on the day before it, and nobody had anything to complain of. " * 20
    # The names of the leading institutions are in every window, and so is the first sentence, the title.
    leading = (
        "Nurobod Polytechnic University",
        "Kuhsor Medical College",
        "Karatal Agrarian College",
        "Vodil Teachers College",
    )
    named = "".join(f"The weather was fine at {name}. " for name in 2 * leading)
    ground = Ground(reading_of("Guests came. " + VISIT + named + filler + GUEST))
    person = ground.reading.of(Label.PERSON)[0]
    window = person_window(ground, person)
    assert window is not None
    assert len(window.rows) <= LONGEST
    key = keys_of(ground)["Sardoba State Institute"]
    features = employer_features(ground, person, [key])
    assert features[key] == {"encoder, out of sight": 1.0}
    assert list(features[NOBODY]) == ["encoder, nobody"]


def test_where_another_tagger_has_read_the_text_there_are_no_features() -> None:
    reading = reading_of(VISIT + GUEST)
    reading.states = None
    ground = Ground(reading)
    key = next(iter(ground.mentions))
    assert employer_features(ground, reading.of(Label.PERSON)[0], [key]) == {NOBODY: {}, key: {}}


def test_the_choice_of_an_institution_asks_the_encoder() -> None:
    (choice, *_) = open_choices(reading_of(VISIT + GUEST))
    assert "encoder, nobody" in choice.options[0][0]
    assert all({"encoder", "encoder, out of sight"} & set(found) for found, _ in choice.options[1:])
