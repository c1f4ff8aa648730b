"""From annotation to what an article says, and to what the machine reads."""

from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.evaluation.gold import article_of, gold_of
from pipeline.evaluation.said import Said
from pipeline.records import BlockKind, Kind

HEAD = "id: xx-002\ncountry: XX\nregister: notes\npublished:\npublisher:\n---\n"


def article(body: str, records: str) -> AnnotatedArticle:
    return parse(f"{HEAD}{body}\n---\n{records}", "xx-002.ann")


def names_of(gold: Said, kind: Kind) -> dict[str, frozenset[str]]:
    return {thing.id: thing.names for thing in gold.of(kind)}


def test_an_entity_has_all_its_spellings(gold):
    assert names_of(gold, Kind.INSTITUTION)["i1"] == {"sardoba institute", "sardoba"}


def test_a_reference_is_no_name():
    gold = gold_of(article("The [Hill School](i1) said that [the school](=i1) grows.", "i1: school, -\n"))
    assert names_of(gold, Kind.INSTITUTION) == {"i1": {"hill school"}}
    assert len(gold.spans) == 1


def test_a_part_and_its_whole_are_both_wanted():
    gold = gold_of(
        article("At the [Faculty of Law of [Hill University](i2)](i1).", "i1: faculty, - < i2\ni2: university, -\n")
    )
    assert names_of(gold, Kind.INSTITUTION) == {
        "i1": {"faculty of law of hill university"},
        "i2": {"hill university"},
    }
    assert len(gold.spans) == 2


def test_each_of_an_elliptic_phrase_may_be_found_by_its_part():
    gold = gold_of(
        article("The [Hill, Dale and Mere Lyceums](i1,i2,i3).", "i1: school, -\ni2: school, -\ni3: school, -\n")
    )
    assert [thing.also for thing in gold.of(Kind.INSTITUTION)] == [{"hill"}, {"dale"}, {"mere lyceums"}]
    assert len(gold.spans) == 1


def test_values_of_dates_and_sums_are_compared_not_their_words():
    gold = gold_of(article("By [2030](d=/2030), [$1.50](m=1.50 USD) and [RM6bn](m=6000000000 MYR).", ""))
    assert gold.dates == {("", "2030"): ("2030",)}
    assert set(gold.sums) == {("1.5", "USD"), ("6000000000", "MYR")}


def test_records_keep_ids_dates_and_parties(gold):
    assert gold.deals[0].parties == {"i1", "i2"}
    assert gold.deals[0].date == "2025-03-12"
    assert (gold.happenings[0].kind, gold.happenings[0].start) == ("forum", "2025-03-14")
    assert [(office.person, office.role, office.institution) for office in gold.offices] == [
        ("p1", "rector", "i1"),
        ("p2", "", "i2"),
    ]


def test_the_article_read_has_the_offsets_of_the_annotation(example):
    read = article_of(example)
    assert len(read.text) == len(example.text)
    for mark in example.marks:
        assert read.text[mark.start_char : mark.end_char] == example.words(mark)


def test_marks_of_headings_and_lists_are_blocks_not_text(example):
    read = article_of(example)
    assert [block.kind for block in read.blocks] == [BlockKind.TITLE, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]
    assert read.title == "A memorandum with Nurobod Polytechnic"
    outside = list(read.text)
    for block in read.blocks:
        outside[block.start_char : block.end_char] = " " * (block.end_char - block.start_char)
    assert "".join(outside).strip() == ""


def test_an_imprecise_date_of_publication_is_not_told(example):
    assert article_of(example).published == "2025-03-14"
    assert article_of(example.model_copy(update={"published": "2025-03"})).published == ""
