import pytest
from marked import marked

from pipeline.extract.acronyms import find_definitions, spells


def definitions(source: str) -> list[tuple[str, str]]:
    text, spans = marked(source)
    return [(text[d.span.start : d.span.end], text[d.other.start : d.other.end]) for d in find_definitions(text, spans)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("The [Nurobod Polytechnic University|institution] (NPU) opened.", [("Nurobod Polytechnic University", "NPU")]),
        ('[Bright Steps Programme|programme] ("BSP") ends.', [("Bright Steps Programme", "BSP")]),
        ("[Kivu Lake Foundation|institution] (hereinafter – KLF) pays.", [("Kivu Lake Foundation", "KLF")]),
        (
            "[Kivu Lake Foundation|institution] (hereinafter referred to as KLF) pays.",
            [("Kivu Lake Foundation", "KLF")],
        ),
        ("NPU ([Nurobod Polytechnic University|institution]) opened.", [("Nurobod Polytechnic University", "NPU")]),
        # Both are names by themselves: the acronym stands for the name, and not the name for the acronym.
        (
            "[NPU|institution] ([Nurobod Polytechnic University|institution]) opened.",
            [("Nurobod Polytechnic University", "NPU")],
        ),
        ("[Sardoba Institute|institution] (2019) opened.", []),
        ("[Sardoba Institute|institution] (Jizzakh) opened.", []),
        ("[Karim Saidov|person] (KS) spoke.", []),
        ("[Nurobod Polytechnic University|institution] (Abc) opened.", []),
        ("[Nurobod Polytechnic University|institution] (UAE) opened.", []),
        ("[Ministry of Higher Education|institution] (MINESUP) said.", [("Ministry of Higher Education", "MINESUP")]),
        (
            "[Seaweed Institute of Wando|institution] (KISRI, Director General Yang) said.",
            [("Seaweed Institute of Wando", "KISRI")],
        ),
        (
            'The [Lakeland Labour Office|institution] ("[Úřad práce Jezery|institution]") hires.',
            [("Lakeland Labour Office", "Úřad práce Jezery")],
        ),
        (
            "The [Nurobod Sea Institute|institution] ([Nurobod dengiz instituti|institution], NSI) opened.",
            [("Nurobod Sea Institute", "NSI"), ("Nurobod Sea Institute", "Nurobod dengiz instituti")],
        ),
        (
            "The [Nurobod Sea Institute|institution] ([Nurobod dengiz instituti|institution], [Jizzakh|place]) opened.",
            [("Nurobod Sea Institute", "Nurobod dengiz instituti")],
        ),
        ("[Sardoba School of Health|institution] ([Nurobod University|institution], [Jizzakh|place]) opened.", []),
        ("[Sardoba School of Health|institution] ([Nurobod University|institution]) opened.", []),
        ("[Sardoba Institute|institution] ([Jizzakh|place]) opened.", []),
    ],
)
def test_a_bracket_defines_an_acronym_that_its_name_spells(source: str, expected: list[tuple[str, str]]):
    assert definitions(source) == expected


def test_a_name_cut_short_grows_to_the_word_that_the_acronym_begins_with():
    source = "Funds of the Nurobod [Polytechnic University|institution] (NPU) grew."
    assert definitions(source) == [("Nurobod Polytechnic University", "NPU")]


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("ETF", "European Training Foundation", True),
        ("BukhSU", "Bukhara State University", True),
        ("TUT", "Technological University of Tajikistan", True),
        ("UTT", "Training Foundation", False),
        ("XYZ", "Nurobod Polytechnic University", False),
    ],
)
def test_letters_are_matched_in_order_from_the_start_of_a_word(short: str, long: str, expected: bool):
    assert spells(short, long) is expected


def test_a_long_run_of_capitals_before_a_name_is_cut_in_one_way_only():
    # With several ways to cut it the search would not end in a lifetime.
    capitals = "Day OPENINGOFTHEACADEMICYEARWASATTENDEDBYALLOFTHEM. "
    found = definitions(f"{capitals}[Nurobod Polytechnic|institution] (QNP) opened.")
    assert found == [("Nurobod Polytechnic", "QNP")]
