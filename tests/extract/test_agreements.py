"""Agreements and references in short texts, annotated in place: ``[i:Name]`` marks a span by the first letter of its label."""

from __future__ import annotations

import re

import pytest
import spacy

import pipeline.extract.nlp  # noqa: F401  (gives documents their reading)
from pipeline.extract.agreement_dates import iso_of, lead_day
from pipeline.extract.agreement_groups import groups_of
from pipeline.extract.agreement_status import stage_features
from pipeline.extract.agreement_triggers import find_triggers
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.agreements import FoundAgreement, find_agreements
from pipeline.extract.dates import find_dates
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.references import find_references
from pipeline.extract.sentences import split_sentences
from pipeline.extract.skeleton import Skeleton
from pipeline.extract.tagger import Tagger
from pipeline.records import AgreementKind, AgreementStatus, Block, BlockKind

LABELS = {"i": Label.INSTITUTION, "p": Label.PERSON, "l": Label.PLACE, "r": Label.ROLE, "a": Label.AGREEMENT}


def read(marked: str, publisher: str = "", published: str = "2025-03-14") -> Reading:
    """A reading of a text with marks; lines that begin with "- " are list items."""
    text, spans = "", []
    for piece in re.split(r"(\[[iplra]:[^\]]+\])", marked):
        if re.fullmatch(r"\[[iplra]:[^\]]+\]", piece):
            name = piece[3:-1]
            spans.append(Span(len(text), len(text) + len(name), LABELS[piece[1]]))
            text += name
        else:
            text += piece
    spans += [Span(d.start_char, d.end_char, Label.DATE, value=d) for d in find_dates(text, published)]
    blocks = [
        Block(
            kind=BlockKind.LIST_ITEM if line.group().startswith("- ") else BlockKind.PARAGRAPH,
            start_char=line.start() + 2 * line.group().startswith("- "),
            end_char=line.end(),
        )
        for line in re.finditer(r"\S[^\n]*", text)
    ]
    reading = Reading(text, published, publisher, spans=sorted(spans, key=lambda span: (span.start, -span.end)))
    reading.sentences = split_sentences(text, blocks)
    reading.references = find_references(reading)
    # The tagger for the states of the words alone: the spans are those of the marks.
    doc = spacy.blank("en")(text)
    doc._.reading = reading
    Tagger()(doc)
    reading.candidates = []
    return reading


def parties(reading: Reading, found: FoundAgreement) -> set[str]:
    return {reading.text[span.start : span.end] for span in found.parties}


def test_parties_stand_between_and() -> None:
    reading = read(
        "A [a:memorandum of understanding] was signed between [i:Sardoba State Institute] and [i:Nurobod University] on 12 March 2025."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Sardoba State Institute", "Nurobod University"}
    assert found.kind is AgreementKind.MEMORANDUM_OF_UNDERSTANDING
    assert found.status is AgreementStatus.SIGNED
    assert found.date == "2025-03-12"


def test_subject_and_partner_are_parties_and_hosts_are_none() -> None:
    reading = read(
        "[i:Lakeside College] signed a cooperation agreement with [i:Marwick Polytechnic] at [i:Hotel Bellevue] on 3 March 2025."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Lakeside College", "Marwick Polytechnic"}
    assert found.kind is AgreementKind.AGREEMENT


def test_each_partner_of_a_list_gets_a_record() -> None:
    reading = read(
        "A [a:memorandum of cooperation] was signed by [i:Sardoba University] with each of the following:\n"
        "- [i:Kanta Institute]\n- [i:Marwick College]\n- [i:Lowell Academy]"
    )
    found = find_agreements(reading)
    pairs = [parties(reading, one) for one in found]
    assert all("Sardoba University" in pair and len(pair) == 2 for pair in pairs)
    assert len(pairs) == 3
    assert {one.kind for one in found} == {AgreementKind.MEMORANDUM_OF_COOPERATION}


def test_memoranda_with_several_are_as_many_of_one_host() -> None:
    reading = read(
        "In Vodil, [i:Sardoba University] signed [a:memoranda of understanding] with [i:Kanta Institute], [i:Marwick College] and "
        "[i:Lowell Academy]."
    )
    pairs = [parties(reading, one) for one in find_agreements(reading)]
    others = ("Kanta Institute", "Marwick College", "Lowell Academy")
    assert sorted(pairs, key=sorted) == sorted(({"Sardoba University", other} for other in others), key=sorted)


def test_a_tripartite_agreement_is_one() -> None:
    reading = read(
        "A tripartite [a:agreement] was signed by [i:Sardoba University], [i:Kanta Institute] and [i:Marwick College] on 3 March 2025."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Sardoba University", "Kanta Institute", "Marwick College"}


def test_the_name_of_an_agreement_says_how_many_sides_it_has() -> None:
    reading = read(
        "[i:Lakeside College] and [i:Marwick Polytechnic] have worked together since 2019. A [a:trilateral protocol] with "
        "[i:Kanta Institute] will be signed by [i:Lakeside College] in May 2025."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Lakeside College", "Marwick Polytechnic", "Kanta Institute"}


def test_who_reports_is_a_party_though_named_far_above() -> None:
    weather = "The weather was fine that week, and the students planted trees along the road to the station. " * 20
    reading = read(
        "News of [i:Sardoba University]\n[i:Sardoba University] has opened its doors to school leavers.\n"
        f"{weather}\nWith [i:Kanta Institute] the [a:agreement] on the exchange of teachers was prolonged for two years."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Sardoba University", "Kanta Institute"}
    assert found.status is AgreementStatus.EXTENDED


def test_headline_and_body_tell_one_agreement() -> None:
    reading = read(
        "[i:Lakeside College] and [i:Marwick Polytechnic] sign [a:MoU]\n"
        "[i:Lakeside College] signed a [a:memorandum of understanding] with [i:Marwick Polytechnic] on 3 March 2025.\n"
        "The [a:MoU] covers the exchange of students."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Lakeside College", "Marwick Polytechnic"}


def test_what_will_be_signed_is_planned() -> None:
    reading = read("[i:Lakeside College] will sign a [a:contract] with [i:Marwick Polytechnic] next month.")
    (found,) = find_agreements(reading)
    assert found.status is AgreementStatus.PLANNED
    assert found.date == "2025-04"


@pytest.mark.parametrize(
    "text",
    [
        "[i:Lakeside College] and [i:Marwick Polytechnic] reached agreement that lectures begin at nine.",
        "The participants of the forum spoke of contracts and agreements.",
        "",
    ],
)
def test_background_talk_is_no_agreement(text: str) -> None:
    assert find_agreements(read(text)) == []


def test_signatories_are_those_who_sign_not_those_who_look_on() -> None:
    reading = read(
        "The [a:agreement] between [i:Lakeside College] and [i:Marwick Polytechnic] was signed by [r:Rector] [p:Ann Okoro] of "
        "[i:Lakeside College] in the presence of [r:Minister] [p:Ben Castellan]."
    )
    (found,) = find_agreements(reading)
    assert [reading.text[span.start : span.end] for span in found.signatories] == ["Ann Okoro"]


def test_same_text_gives_the_same_records() -> None:
    text = "[i:Lakeside College] signed [a:agreements] with [i:Marwick Polytechnic], [i:Kanta Institute] and [i:Lowell Academy]."
    assert find_agreements(read(text)) == find_agreements(read(text))


@pytest.mark.parametrize("text", ["(" * 5000, "signed with " * 2000, "a, " * 20000, "x" * 50000])
def test_hostile_text_does_not_hang(text: str) -> None:
    assert find_agreements(read(text)) == []


def targets(reading: Reading) -> dict[str, set[str]]:
    """Words of each reference and the names for which it stands."""
    return {
        reading.text[one.start : one.end]: {reading.text[span.start : span.end] for span in one.targets}
        for one in reading.references
    }


def test_the_institute_is_the_last_institute() -> None:
    reading = read("[i:Kanta Institute] met [i:Marwick College]. The Institute was founded in 1990.")
    assert targets(reading)["The Institute"] == {"Kanta Institute"}


def test_our_university_is_the_publisher() -> None:
    reading = read(
        "Guests of [i:Marwick University] visited [i:Sardoba University]. They thanked our university.",
        "Sardoba University",
    )
    assert targets(reading)["our university"] == {"Sardoba University"}


def test_the_name_after_a_reference_may_be_that_of_a_person() -> None:
    reading = read(
        "Guests came to [i:Kanta College]. They met the rector of the college Prof. Dr. [p:Lola Aminova] and the College Board."
    )
    assert targets(reading) == {"the college": {"Kanta College"}}


def test_the_two_universities_are_the_pair_in_focus() -> None:
    reading = read(
        "[i:Marwick University] wrote to [i:Sardoba University]. The two universities will exchange students."
    )
    assert targets(reading)["The two universities"] == {"Marwick University", "Sardoba University"}


def test_a_name_that_was_not_found_is_no_reference() -> None:
    reading = read("[i:Marwick University] wrote to the University of Kanta.")
    assert not targets(reading)


def test_item_about_a_delegation_leaves_its_host_unsaid() -> None:
    reading = read(
        "The delegation of [i:Sardoba Technical Institute] visits Almaty. [i:Sardoba Technical Institute] plans these steps:\n"
        "- A [a:memorandum of understanding] will be signed with [i:Zhetisu State University], and internships are agreed.\n"
        "- Staff of [i:Sardoba Technical Institute] will take part in a seminar.\n"
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Sardoba Technical Institute", "Zhetisu State University"}


def test_partners_without_a_name_leave_the_host_alone() -> None:
    reading = read(
        "The [i:Institute of Skills] took part in a seminar. The Institute hosted [i:Nurobod University].\n"
        "- The Institute held a conference.\n"
        "- [a:Memoranda of cooperation] were signed with bodies in charge of training in [l:Latvia] and [l:Malta].\n"
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Institute of Skills"}


def test_what_the_parties_are_going_to_found_is_no_party() -> None:
    reading = read(
        "[i:Nurobod University] signed an [a:agreement] with [i:Kelda College] to establish the [i:Institute of Light]."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Nurobod University", "Kelda College"}


def test_the_agency_in_front_of_a_report_is_no_party() -> None:
    reading = read(
        "[l:Sardoba], 12 March 2025 ([i:Vodil Xabar]) – [i:Nurobod University] and [i:Kelda College] signed an [a:agreement]."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Nurobod University", "Kelda College"}


@pytest.mark.parametrize("named", ["The weekly “[i:Vodil Miner]”, No. 7.", "He told the [i:Vodil Miner] of it."])
def test_a_newspaper_is_no_party(named: str) -> None:
    reading = read(f"{named} With [i:Kelda College] an [a:agreement] was signed.", publisher="Vodil Miner")
    assert all("Vodil Miner" not in parties(reading, found) for found in find_agreements(reading))


def test_whoever_is_told_something_without_a_name_may_be_a_party() -> None:
    reading = read(
        "[i:Nurobod University] signed an [a:agreement] with [i:Kelda College]. The rector told the university the news."
    )
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Nurobod University", "Kelda College"}


def test_countries_that_sign_are_parties() -> None:
    reading = read("[l:Latvia] and [l:Malta] signed an [a:agreement] on the recognition of degrees.")
    (found,) = find_agreements(reading)
    assert parties(reading, found) == {"Latvia", "Malta"}


def test_the_day_of_signing_is_no_subject() -> None:
    (found,) = find_agreements(
        read("[i:Sardoba State Institute] and [i:Nurobod University] signed an [a:agreement] on Monday in Sardoba.")
    )
    assert found.subject == ""


def test_how_long_an_agreement_lasts_is_no_subject() -> None:
    source = "[i:Sardoba State Institute] and [i:Nurobod University] signed an [a:agreement] for {} in Sardoba."
    (found,) = find_agreements(read(source.format("a further three years until the jubilee")))
    assert found.subject == ""
    (found,) = find_agreements(read(source.format("a three-year course of nursing")))
    assert found.subject.startswith("a three-year course of nursing")


def view_of(marked: str, published: str = "") -> ArticleView:
    reading = read(marked, published=published)
    return ArticleView(reading, find_triggers(reading))


def test_an_article_without_a_day_was_written_about_the_first_one_that_it_states() -> None:
    assert (
        view_of("On 12 March 2025 the [a:memorandum] was signed. It is valid until 1 May 2030.").today == "2025-03-12"
    )
    assert view_of("On 12 March 2025 the [a:memorandum] was signed.", published="2025-03-14").today == "2025-03-14"


def test_the_day_that_an_article_tells_of_is_none_that_the_page_is_stamped_with() -> None:
    told = "On the morning of 12 March 2025 the college held its fair, and a [a:memorandum] was signed."
    lead = lead_day(view_of(f"14/03/2025 – 812 views\n{told}", published="2025-03-14"))
    assert lead is not None
    assert iso_of(lead) == "2025-03-12"
    credit = "Source: Office of Partnerships   Author: Dilnoza Karimova   Date: 2025-03-14   Clicks: 386"
    lead = lead_day(view_of(f"{credit}\n{told}", published="2025-03-14"))
    assert lead is not None
    assert iso_of(lead) == "2025-03-12"
    alone = lead_day(view_of("14/03/2025 – 812 views\nA [a:memorandum] was signed.", published="2025-03-14"))
    assert alone is not None
    assert iso_of(alone) == "2025-03-14"


def test_the_day_of_a_decree_leads_no_article_that_tells_another() -> None:
    decree = (
        "In accordance with the Decree of the President dated 8 October 2019 No. 5847 the ties of the college grow."
    )
    lead = lead_day(view_of(f"{decree}\nOn 26 June 2023 a [a:memorandum] was signed."))
    assert lead is not None
    assert iso_of(lead) == "2023-06-26"


def test_the_days_of_a_list_are_those_of_its_items() -> None:
    diary = "- 5 July 2024: [a:memorandum] with [i:Sardoba Institute]\n- 22 August 2024: [a:contract] with [i:Kuhsor College]"
    assert view_of(diary).today == ""


def test_an_item_is_as_far_as_the_sentence_that_leads_its_list() -> None:
    view = view_of(
        "On Monday were signed:\n- [a:memorandum] with [i:Sardoba Institute]\n- [a:contract] with [i:Kuhsor College]"
    )
    first, second = (stage_features(view, trigger) for trigger in view.triggers)
    assert {name for name in first if name.startswith("lead-")} == {name for name in second if name.startswith("lead-")}
    assert any(name.startswith("lead-sentence-verb-") for name in second)
    plain = view_of("A [a:memorandum] was signed. Then came a [a:contract].")
    assert not any(name.startswith("lead-") for trigger in plain.triggers for name in stage_features(plain, trigger))


def test_pairs_are_divided_by_semicolons() -> None:
    reading = read(
        "[a:Memoranda] were signed between [i:Sardoba State Institute] and [i:Oxbow University]; [i:Nurobod College] and"
        " [i:Fernhill Academy]; and [i:Zarbdor Institute] and [i:Millpond College]."
    )
    assert [parties(reading, found) for found in find_agreements(reading)] == [
        {"Sardoba State Institute", "Oxbow University"},
        {"Nurobod College", "Fernhill Academy"},
        {"Zarbdor Institute", "Millpond College"},
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It inked a ‹a0› with German auto-component major ‹i1›.", ["with-deal"]),
        ("The ‹a0› with the shipyard ‹i1› was signed.", ["with-deal"]),
        ("With it ‹i0› has signed a ‹a1›.", ["subject-signs"]),
        ("In ‹l0›, ‹i1› and ‹i2› signed a ‹a3›.", ["subject-signs"]),
        ("On ‹d0› in ‹l1›, ‹l2›'s ‹r3› ‹p4› and ‹r5› ‹p6› signed a ‹a7›.", ["subject-signs"]),
    ],
)
def test_the_words_before_a_group_give_its_part(text: str, expected: list[str]) -> None:
    assert [group.part for group in groups_of(Skeleton(text, (), 0, len(text)))] == expected


def test_who_signed_may_be_told_in_the_next_sentence() -> None:
    reading = read(
        "A [a:memorandum of understanding] was signed between [i:Sardoba State Institute] and [i:Nurobod University] on 12 March 2025."
        " [p:Lola Aminova] of [i:Nurobod University] signed for the University, while [p:Karim Yoldoshev] of"
        " [i:Sardoba State Institute] signed for the Institute. [p:Omar Deen] took the photographs."
    )
    (found,) = find_agreements(reading)
    assert {reading.text[span.start : span.end] for span in found.signatories} == {"Lola Aminova", "Karim Yoldoshev"}


def test_nobody_has_signed_what_is_planned() -> None:
    reading = read(
        "[p:Lola Aminova] of [i:Nurobod University] and [p:Karim Yoldoshev] of [i:Sardoba State Institute] will sign"
        " a [a:memorandum of understanding] next month."
    )
    (found,) = find_agreements(reading)
    assert (found.status, found.signatories) == (AgreementStatus.PLANNED, ())
