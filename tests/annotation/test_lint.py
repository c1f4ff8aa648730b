import pytest

from pipeline.annotation.format import parse
from pipeline.annotation.lint import find_warnings

RECORDS = "i1: other, -\np1:\na1: agreement | signed | -\n"
SOUND = "[A University](i1) [Ana Ruiz](p1) [pact](a1)"


def warnings(line: str, records: str = RECORDS) -> list[str]:
    """The warnings of an article with this line after a sound one."""
    header = "id: xx-001\ncountry: XX\nregister: test\npublished:\npublisher:"
    article = parse(f"{header}\n---\n{SOUND}\n{line}\n---\n{records}", "xx-001.ann")
    return [message for _, message in find_warnings(article)]


@pytest.mark.parametrize(
    ("line", "warning"),
    [
        ("at [the Old College](i1)", "the mark 'the Old College' begins with an article"),
        ("in [The Netherlands](l1)", "the mark 'The Netherlands' begins with an article"),
        ("at [Old College,](i1) now", "the mark 'Old College,' ends with punctuation"),
        ("at [Old College.](i1) Now", "the mark 'Old College.' ends with punctuation"),
        ("[Old College’s](i1) dean", "the mark 'Old College’s' ends with a genitive"),
        ("[Prof. Bo Li](p1) spoke", "the person 'Prof. Bo Li' begins with a title"),
        ("[Bo Li, PhD](p1) spoke", "the person 'Bo Li, PhD' ends with a title"),
        ("A UNIVERSITY opens", "'A UNIVERSITY' is marked elsewhere"),
        ("Mrs Ruiz left", "'Ruiz' is marked elsewhere"),
        ("founded in 1995, it grew", "'1995' looks like a year, but is not marked"),
        ("a grant of US$ 400,000", "looks like a sum of money, but is not marked"),
        ("it cost 3,5 million euros", "looks like a sum of money, but is not marked"),
        ("[12 March 2025](d=2024-03-12)", "the year 2025 is not in it"),
        ("[12 March 2025](d=2025-03-13)", "the day 12 is not in it"),
        ("[on Tuesday](d=2025-03-12)", "that is a Wednesday"),
        ("[EUR 1,5 million](m=15000000 EUR)", "it may be read as 1500000"),
        ("[1.200 million](m=120 EUR)", "it may be read as 1200000000 or 1200000"),
        ("[EUR 40](m=400 EUR)", "it may be read as 40"),
    ],
)
def test_a_probable_mistake_is_reported(line: str, warning: str) -> None:
    found = warnings(line)
    assert any(warning in message for message in found), found


@pytest.mark.parametrize(
    "line",
    [
        "in [The Hague](l1) and at [Old Works Ltd.](i1) by [Bo L.](p1) with [U.S.](l2) staff",
        "[Bo Ruiz](p1) and Ana University Press and Aruiz",
        "[the University](=i1) and [this year's](d=2025) [12.03.2025](d=2025-03-12), room 1995b, tel. 2001-33",
        "[15–17 October 2024](d=2024-10-15/2024-10-17), [2023/24](d=2023/2024), [the 1990s](d=1990/1999)",
        "[on Wednesday](d=2025-03-12) [March 12th, 2025](d=2025-03-12) [until 2 May](d=/2025-05-02)",
        "[Rs. 300 crore](m=3000000000 INR) [Rs 1.28 lakh crore](m=1280000000000 INR) [£14m](m=14000000 GBP)",
        "[half a million dollars](m=500000 USD) [EUR 978 450](m=978450 EUR) [RM6.18bil](m=6180000000 MYR)",
        "[€ 120 mil](m=120000 EUR) [RM6.18mil](m=6180000 MYR) [$41.600 millones](m=41600000000 COP)",
        "[Euro 211.680,00](m=211680 EUR) [250k dollars](m=250000 USD) [Rs. 1,10,000/-](m=110000 INR)",
    ],
)
def test_what_is_meant_is_not_reported(line: str) -> None:
    assert warnings(line) == []


def test_a_role_of_a_record_is_marked_in_the_text() -> None:
    records = RECORDS.replace("p1:", "p1: Vice-Rector @ i1")
    assert warnings("[Vice-Rectors](r) met", records) == []
    assert warnings("the rectors met", records) == [
        "the role 'Vice-Rector' of p1 is marked nowhere as [Vice-Rector](r)"
    ]
