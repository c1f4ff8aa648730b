import pytest

from pipeline.errors import InternalError
from pipeline.records import ArticleFacts, Entity, Kind, Mention, MentionRef, Resolution
from pipeline.run import _check_resolved

MENTION = Mention(
    mention_id="m1", kind=Kind.PLACE, text="Kivu", start_char=0, end_char=4, sentence="Kivu.", confidence=0.9
)
FACTS = [ArticleFacts(article_id="a", mentions=(MENTION,))]


def resolution(*times: int) -> Resolution:
    ref = MentionRef(article_id="a", mention_id="m1")
    return Resolution(
        entities=tuple(Entity(entity_id=f"l-{n}", kind=Kind.PLACE, name="Kivu", mentions=(ref,)) for n in times)
    )


def test_each_mention_in_one_entity_passes():
    _check_resolved(FACTS, resolution(1), may_drop=False)


def test_a_mention_that_vanishes_in_resolution_is_an_internal_error():
    with pytest.raises(InternalError, match="1 mentions in, but only 0"):
        _check_resolved(FACTS, resolution(), may_drop=False)


def test_a_mention_may_be_dropped_by_a_decision():
    _check_resolved(FACTS, resolution(), may_drop=True)


def test_a_mention_of_two_entities_is_an_internal_error():
    with pytest.raises(InternalError, match="two entities"):
        _check_resolved(FACTS, resolution(1, 2), may_drop=True)
