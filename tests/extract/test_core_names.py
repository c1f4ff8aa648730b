import pytest
from marked import marked

from pipeline.extract.core_names import find_cores, find_superiors


@pytest.mark.parametrize(
    ("name", "cores"),
    [
        ("Ministry of Education of the Republic of Kazakhstan", ["Ministry of Education"]),
        ("Senate of the Czech Republic", ["Senate"]),
        ("Agency for Roads under the Cabinet of Ministers of the Republic of Uzbekistan", ["Agency for Roads"]),
        ("Kyrgyz Naryn State University", ["Naryn State University"]),
        ("Kyrgyz State University", []),
        ("German Jordanian University", []),
        ("Russian Agricultural Academy", []),
        ("Estonian Peat Institute of Science", []),
        ("University of Naryn", []),
    ],
)
def test_a_body_is_also_called_without_the_name_of_its_state(name: str, cores: list[str]):
    text, spans = marked(f"The [{name}|institution] said so.")
    expected = [core for core in cores if len(core.split()) > 1]
    assert [text[alias.span.start : alias.span.end] for alias in find_cores(text, spans)] == expected


def test_a_name_is_also_called_without_the_adjective_of_its_nation_where_the_text_does_so():
    text, spans = marked(
        "The [Estonian Peat Research Institute|institution]; the [Peat Research Institute|institution]."
    )
    assert [text[alias.span.start : alias.span.end] for alias in find_cores(text, spans)] == ["Peat Research Institute"]


@pytest.mark.parametrize(
    ("name", "superior"),
    [
        ("Agency for Roads under the Cabinet of Ministers", "Cabinet of Ministers"),
        ("Centre for Seeds attached to the Ministry of Land", "Ministry of Land"),
        ("Fund for Schools under the Stars", ""),
        ("Agency for Roads", ""),
    ],
)
def test_the_body_under_which_another_is_has_a_mention_of_its_own(name: str, superior: str) -> None:
    text, spans = marked(f"The [{name}|institution] wrote.")
    assert [text[one.start : one.end] for one in find_superiors(text, spans)] == ([superior] if superior else [])
