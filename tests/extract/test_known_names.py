import pytest
from marked import shown

from pipeline.extract.known_names import find_known
from pipeline.extract.reading import Label


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guests from New Zealand and Chad came.", ["New Zealand|place", "Chad|place"]),
        ("Staff of UNESCO and of the World Bank came.", ["UNESCO|institution", "World Bank|institution"]),
        ("A Master's programme in Desert Ecology starts.", ["Master's programme in Desert Ecology|programme"]),
        ("A master's programme in ecology starts.", []),
        ("The WHO of this story is unknown.", []),
    ],
)
def test_what_general_knowledge_names_is_found(text: str, expected: list[str]):
    assert shown(text, list(find_known(text))) == expected


def test_a_programme_of_the_world_is_known_where_its_name_ends():
    text = "under Erasmus+, along the Belt and Road, at the Belt and Road Forum of the National Erasmus+ Office"
    found = [span for span in find_known(text) if span.label is Label.PROGRAMME]
    assert [text[span.start : span.end] for span in found] == ["Erasmus+", "Belt and Road"]
