import pytest
from marked import reading

from pipeline.extract.affiliation_encoder import NOBODY
from pipeline.extract.affiliations import find_affiliations
from pipeline.extract.reading import Label, Reading
from pipeline.extract.sentences import split_sentences
from pipeline.records import Block, BlockKind


def stated(source: str | Reading) -> list[str]:
    """Affiliations as "person: role @ institution", in the order found."""
    found = reading(source) if isinstance(source, str) else source
    text = found.text
    lines = []
    for one in find_affiliations(found):
        where = text[one.institution.start : one.institution.end] if one.institution else ""
        lines.append(f"{text[one.person.start : one.person.end]}: {one.role} @ {where}".rstrip())
    return lines


@pytest.mark.parametrize(
    "source",
    [
        "[Rector|role] of [Kivu University|institution] [Karim Saidov|person] spoke.",
        "The [Rector|role] of the [Kivu University|institution], Prof. Dr. [Karim Saidov|person], spoke.",
        "[Karim Saidov|person], [Rector|role] of [Kivu University|institution], spoke.",
        "[Karim Saidov|person] – [Rector|role] of [Kivu University|institution].",
        "[Karim Saidov|person], who is the [Rector|role] of [Kivu University|institution], spoke.",
        "[Karim Saidov|person] has been appointed [Rector|role] of [Kivu University|institution].",
        "[Kivu University|institution] [Rector|role] [Karim Saidov|person] spoke.",
        "[Kivu University|institution]'s new [Rector|role], [Karim Saidov|person], spoke.",
        "[Karim Saidov|person] ([Rector|role], [Kivu University|institution]) spoke.",
        "[Karim Saidov|person], PhD, [Rector|role], [Kivu University|institution].",
        "For [Kivu University|institution], [Rector|role] [Karim Saidov|person] signed.",
        "[Kivu University|institution] was represented by its [Rector|role], [Karim Saidov|person].",
        "[Karim Saidov|person], who at [Kivu University|institution] holds the post of [Rector|role], spoke.",
    ],
)
def test_an_office_beside_a_name_belongs_to_it_with_its_institution(source: str):
    assert stated(source) == ["Karim Saidov: Rector @ Kivu University"]


def test_the_closer_gap_decides_between_two_persons():
    source = (
        "[Rector|role] [Karim Saidov|person], [Vice-Rector for Science|role] [Lola Aminova|person] "
        "of [Kivu University|institution] spoke."
    )
    assert [line.split(" @")[0] for line in stated(source)] == [
        "Karim Saidov: Rector",
        "Lola Aminova: Vice-Rector for Science",
    ]


def test_offices_behind_names_are_not_taken_for_the_next_name():
    source = "[Karim Saidov|person], [Rector|role] of [Kivu University|institution], and [Lola Aminova|person], [Minister|role]."
    assert stated(source) == ["Karim Saidov: Rector @ Kivu University", "Lola Aminova: Minister @"]


def test_a_plural_office_goes_to_each_of_a_list():
    source = "[Vice-Rectors|role] [Karim Saidov|person], [Bo Li|person] and [Lola Aminova|person] attended."
    assert stated(source) == [f"{name}: Vice-Rectors @" for name in ("Karim Saidov", "Bo Li", "Lola Aminova")]


def test_one_person_may_hold_two_offices():
    source = (
        "[Karim Saidov|person], [Chairman of the Board|role] and [Rector|role] of [Kivu University|institution], spoke."
    )
    assert {line.split(" @")[0] for line in stated(source)} == {
        "Karim Saidov: Chairman of the Board",
        "Karim Saidov: Rector",
    }


def test_an_office_at_a_state_has_no_institution():
    source = "[Kivu University|institution] received [Lola Aminova|person], [Ambassador|role] of [Ruritania|place] to [Kivu|place]."
    assert stated(source) == ["Lola Aminova: Ambassador @"]


def test_a_head_of_a_unit_also_belongs_to_the_whole():
    source = "[Kivu University|institution]: [Karim Saidov|person], [Head|role] of the [International Department|institution]."
    assert stated(source) == [
        "Karim Saidov: Head of the International Department @ Kivu University",
        "Karim Saidov: Head @ International Department",
    ]


def test_its_rector_is_that_of_the_institution_named_before():
    source = "[Kivu University|institution] greeted [Sardoba Institute|institution]. Its [rector|role], [Karim Saidov|person], spoke."
    assert stated(source) == ["Karim Saidov: rector @ Sardoba Institute"]


def test_a_list_takes_the_institution_of_its_lead():
    found = reading(
        "[Sardoba Institute|institution] was the host.\nFrom [Kivu University|institution] there came:\n"
        "[Rector|role], Mr. [Karim Saidov|person];\n[Professor of Law|role], Ms. [Lola Aminova|person]."
    )
    lines = found.text.split("\n")
    blocks, at = [], 0
    for number, line in enumerate(lines):
        kind = BlockKind.LIST_ITEM if number > 1 else BlockKind.PARAGRAPH
        blocks.append(Block(kind=kind, start_char=at, end_char=at + len(line)))
        at += len(line) + 1
    found.sentences = split_sentences(found.text, blocks)
    assert stated(found) == [
        "Karim Saidov: Rector @ Kivu University",
        "Lola Aminova: Professor of Law @ Kivu University",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[Karim Saidov|person] of [Kivu University|institution] won.", "Karim Saidov:  @ Kivu University"),
        ("[Karim Saidov|person] ([Kivu University|institution]) won.", "Karim Saidov:  @ Kivu University"),
        ("[Karim Saidov|person] teaches at [Kivu University|institution].", "Karim Saidov:  @ Kivu University"),
    ],
)
def test_a_person_may_belong_to_an_institution_without_an_office(source: str, expected: str):
    assert stated(source) == [expected]


def test_an_office_that_nobody_marked_is_found_by_its_noun_and_scope():
    source = (
        "The vice-rector for work with graduates of the [Kivu University|institution] [Karim Saidov|person] came with "
        "Deputy Minister of Higher Education, Science and Innovation [Lola Aminova|person]."
    )
    assert stated(source) == [
        "Karim Saidov: vice-rector for work with graduates @ Kivu University",
        "Lola Aminova: Deputy Minister of Higher Education, Science and Innovation @",
    ]


def test_a_title_is_no_office():
    assert stated("It was opened by Professor [Karim Saidov|person].") == []


def test_a_role_in_talk_without_a_name_gives_nothing():
    assert stated("The [rector|role] told [Lola Aminova|person] and others that the law had changed.") == []


def test_a_signature_over_two_lines_is_read_together():
    assert stated("[Karim Saidov|person]\n[Rector|role], [Kivu University|institution]") == [
        "Karim Saidov: Rector @ Kivu University"
    ]


def test_evidence_lies_in_the_text_and_confidence_is_a_probability():
    found = reading(
        "[Rector|role] [Karim Saidov|person] of [Kivu University|institution] met [Bo Li|person], [Dean|role]."
    )
    for one in find_affiliations(found):
        assert 0 <= one.start < one.end <= len(found.text)
        assert 0 <= one.confidence <= 1


@pytest.mark.parametrize("text", ["", "a" * 100_000, "Rector of " * 5_000, "(" * 20_000, "Rector, " * 20_000])
def test_hostile_text_is_read(text: str):
    assert find_affiliations(reading(text)) == []


def test_a_list_of_one_side_belongs_to_that_side():
    assert "Bo Li: Rector @ Kivu University" in stated(
        "The delegation met [Sardoba Institute|institution].\n"
        "For [Kivu University|institution] at the table sat: [Rector|role], Dr. [Bo Li|person]."
    )


@pytest.mark.parametrize(
    "source",
    [
        "The words belonged to the [rectors|role] of the two: [Karim Saidov|person] spoke for [Kivu University|institution], "
        "[Bo Li|person] spoke for [Sardoba Institute|institution].",
        "The [rectors|role] of the two, that is [Karim Saidov|person] of [Kivu University|institution] and [Bo Li|person] of "
        "[Sardoba Institute|institution], came.",
        "They received the two [rectors|role] – [Karim Saidov|person] for [Kivu University|institution], [Bo Li|person] for "
        "[Sardoba Institute|institution].",
    ],
)
def test_an_announced_office_goes_to_those_who_are_named_behind_it(source: str):
    assert stated(source) == ["Karim Saidov: rectors @ Kivu University", "Bo Li: rectors @ Sardoba Institute"]


def test_the_bounds_of_a_role_are_mended():
    source = "It was the [Director of|role] New Programmes, [Karim Saidov|person], who spoke [Under President|role] [Bo Li|person]."
    assert [line.split(" @")[0] for line in stated(source)] == [
        "Karim Saidov: Director of New Programmes",
        "Bo Li: President",
    ]


def test_offices_of_the_lexicon_are_found_wherever_they_stand_between_persons():
    filler = "and so on " * 11
    for shift in range(12):
        source = f"[Bo Li|person] {filler}{'x' * shift} met Major [Karim Saidov|person], who is Specialist of Printing."
        assert "Karim Saidov: Specialist of Printing @" in stated(source)


def test_an_office_behind_an_institution_is_not_read_into_its_name():
    source = "[Karim Saidov|person], who is at [Kivu State University|institution] coordinator of this project, spoke."
    assert stated(source) == ["Karim Saidov: coordinator @ Kivu State University"]


def test_a_later_clause_of_a_list_opens_another_side():
    source = (
        "From [Kivu University|institution] attended the [Rector|role] [Karim Saidov|person]; "
        "from [Sardoba Institute|institution], [trainer|role] [Bo Li|person]."
    )
    assert stated(source) == ["Karim Saidov: Rector @ Kivu University", "Bo Li: trainer @ Sardoba Institute"]


def test_others_who_are_not_named_hold_no_office_of_the_person_before_them():
    assert stated("[Karim Saidov|person], [Rector|role], and [officials|role] attended.") == ["Karim Saidov: Rector @"]


def test_a_unit_whose_name_begins_with_the_whole_belongs_to_it():
    source = (
        "[Kivu University|institution] sent [Karim Saidov|person], the [director|role] of "
        "[Kivu University Mountain Center|institution]."
    )
    assert stated(source) == [
        "Karim Saidov: director of Kivu University Mountain Center @ Kivu University",
        "Karim Saidov: director @ Kivu University Mountain Center",
    ]


def test_the_writer_of_an_article_belongs_to_the_paper():
    assert stated("[Kivu Herald|institution]\nBy [Bo Li|person]\nThe rains are late.") == ["Bo Li:  @ Kivu Herald"]


def test_the_guests_are_those_whose_visit_is_told():
    source = (
        "A group of [Sardoba Institute|institution] was on a visit to [Kivu University|institution].\n"
        "On the part of the visitors took part: [Karim Saidov|person] ([Rector|role]).\n"
        "On the side of the hosts were present: [Bo Li|person] ([Rector|role])."
    )
    assert stated(source) == ["Karim Saidov: Rector @ Sardoba Institute", "Bo Li: Rector @ Kivu University"]


@pytest.mark.parametrize(
    "source",
    [
        "For [Kivu University|institution] it was signed by [Rector|role] [Karim Saidov|person], "
        "for [Sardoba Institute|institution] by [Dean|role] [Lola Aminova|person].",
        "The pact was signed from [Kivu University|institution] – by [Rector|role] [Karim Saidov|person], "
        "from [Sardoba Institute|institution] – by [Dean|role] [Lola Aminova|person].",
        "[Kivu University|institution]'s [Rector|role] [Karim Saidov|person] came, "
        "with [Sardoba Institute|institution] [Dean|role] [Lola Aminova|person] looking on.",
        "[Kivu University|institution] [Rector|role] [Karim Saidov|person], "
        "[Sardoba Institute|institution] [Dean|role] [Lola Aminova|person].",
    ],
)
def test_an_institution_before_the_next_name_is_not_that_of_the_name_before(source: str):
    assert stated(source) == ["Karim Saidov: Rector @ Kivu University", "Lola Aminova: Dean @ Sardoba Institute"]


@pytest.mark.parametrize(("unit", "found"), [("Faculty of Law", True), ("Bureau of Fisheries", False)])
def test_a_whole_that_the_encoder_does_not_see_is_guessed_for_faculties_only(unit: str, found: bool):
    source = reading(
        f"[Kivu University|institution] signed. [Head|role] of the [{unit}|institution] [Karim Saidov|person] spoke."
    )
    person = next(span for span in source.spans if span.label is Label.PERSON)
    source.employer_scores[person.start] = {NOBODY: -0.1, 0: -5.0, 1: -3.0}
    assert any(line.endswith("@ Kivu University") for line in stated(source)) is found


@pytest.mark.parametrize("aside", [" (Ms)", ", SI (M) (Retd)", " (@karim)", ", OBE"])
def test_what_stands_between_a_name_and_its_comma_does_not_hide_the_office(aside: str):
    assert stated(f"[Karim Saidov|person]{aside}, [Registrar|role], spoke.") == ["Karim Saidov: Registrar @"]


def test_two_heads_who_sign_side_by_side_serve_in_different_institutions():
    source = reading(
        "[Kivu University|institution] has a pact with [Sardoba Institute|institution].\n"
        "It was signed by [Rector|role] [Karim Saidov|person] and [Director|role] [Lola Aminova|person]."
    )
    for person in (span for span in source.spans if span.label is Label.PERSON):
        source.employer_scores[person.start] = {NOBODY: -6.0, 0: -0.05, 1: -4.0}
    assert {line.split(" @ ")[1] for line in stated(source)} == {"Kivu University", "Sardoba Institute"}


@pytest.mark.parametrize(
    ("office", "where"),
    [("[director|role] in [Birsk|place]", "Birsk Technical College"), ("[mayor|role] of [Birsk|place]", "")],
)
def test_an_office_in_a_place_is_held_at_the_one_institution_named_after_it(office: str, where: str):
    source = f"[Birsk Technical College|institution] met [Kivu University|institution]. [Lola Aminova|person], {office}, spoke."
    assert stated(source)[0].split(" @")[1].strip() == where


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (
            "The [Chairman|role], [Society of Bridge Builders|institution] ([SBB|institution]), [Kivu Branch|place], "
            "Mrs. [Lola Aminova|person], spoke.",
            "Lola Aminova: Chairman @ Society of Bridge Builders",
        ),
        (
            "The [Director|role], [Country Department|institution] of the [Kivu Bank|institution], Dr [Karim Saidov|person], spoke.",
            "Karim Saidov: Director @ Country Department",
        ),
        (
            "It was signed by [Karim Saidov|person], [Director|role], [Kivu Institute|institution] and Prof. [Lola Aminova|person], "
            "[Dean|role], [Sora College|institution].",
            "Karim Saidov: Director @ Kivu Institute",
        ),
        (
            "At [Kivu University|institution] came the [Commissioner|role], [Sora State|place], Mr. [Bo Li|person].",
            "Bo Li: Commissioner @",
        ),
    ],
)
def test_an_office_before_commas_belongs_to_the_name_behind_them(source: str, line: str):
    assert line in stated(source)


def test_the_institution_of_the_next_office_is_not_that_of_the_name_before():
    source = (
        "[Sora|place] [MP|role] [Lola Aminova|person], [Kivu College|institution] [Principal|role] [Bo Li|person] came."
    )
    assert stated(source) == ["Lola Aminova: MP @", "Bo Li: Principal @ Kivu College"]


@pytest.mark.parametrize(
    "source",
    [
        '"We teach our [students|role]," [Karim Saidov|person] said at [Kivu University|institution].',
        "[Karim Saidov|person] was the [chief|role] guest.",
        "[Karim Saidov|person], [OON|role], came.",
    ],
)
def test_what_is_no_office(source: str):
    assert not any(line.split(": ")[1].split("@")[0].strip() for line in stated(source))


@pytest.mark.parametrize(
    "source",
    [
        "[Kivu University|institution] was founded by decree of [President|role] [Karim Saidov|person].",
        "[Kivu University|institution] welcomed [President|role] [Karim Saidov|person] and [Premier|role] [Bo Li|person].",
        "The [President|role] of [Kivuland|place] [Karim Saidov|person] came. [President|role] [Karim Saidov|person] opened "
        "[Kivu University|institution].",
    ],
)
def test_the_president_of_a_country_serves_at_no_institution(source: str):
    assert all(line.endswith("@") for line in stated(source))


def test_of_two_presidents_side_by_side_either_both_lead_countries_or_none():
    source = (
        "In the witness of [President|role] [Karim Saidov|person] and [President|role] [Bo Li|person], "
        "[Kivu University|institution] grew."
    )
    assert stated(source) == ["Karim Saidov: President @", "Bo Li: President @"]


@pytest.mark.parametrize(
    "words", ["told [Kivu News|institution] that", "said in an interview with [Kivu News|institution] that"]
)
def test_nobody_serves_at_the_paper_to_which_he_speaks(words: str):
    source = f"[Rector|role] [Karim Saidov|person] {words} all was well."
    assert stated(source) == ["Karim Saidov: Rector @"]
