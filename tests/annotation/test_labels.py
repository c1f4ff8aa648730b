"""What happens when labels were changed in another tool."""

import json
from typing import Any

import pytest
import spacy
from spacy.tokens import Span

from pipeline.annotation.convert import from_doc, inside_tokens, to_doc
from pipeline.annotation.format import AnnotatedArticle, MarkKind, parse
from pipeline.annotation.jsonl import Style, from_text, labelling_interface, to_line
from pipeline.annotation.labels import ConversionError
from pipeline.annotation.model import AgreementRecord, FundingRecord, PersonRecord


def doccano(article: AnnotatedArticle) -> dict[str, Any]:
    line: dict[str, Any] = json.loads(to_line(article, Style.DOCCANO))
    return line


def read(line: object) -> AnnotatedArticle:
    [article] = from_text(json.dumps(line), "out.jsonl")
    return article


def span(article: AnnotatedArticle, words: str, label: str) -> list[object]:
    start = article.text.index(words)
    return [start, start + len(words), label]


def test_doccano_lines_hold_text_and_labels(example: AnnotatedArticle) -> None:
    line = doccano(example)
    assert (line["id"], line["text"]) == ("xx-001", example.text)
    assert span(example, "Karim Yo‘ldoshev", "person") in line["label"]


def test_label_studio_tasks_hold_the_words_and_the_ref_of_a_region(example: AnnotatedArticle) -> None:
    task = json.loads(to_line(example, Style.LABEL_STUDIO))
    assert task["data"]["text"] == example.text
    region = next(one for one in task["annotations"][0]["result"] if one["value"]["labels"] == ["money"])
    assert region["value"]["text"] == "USD 1.2 million"
    assert region["meta"]["text"] == ["m=1200000 USD"]
    assert all(f'value="{kind}"' in labelling_interface() for kind in MarkKind)


def test_a_list_of_tasks_is_read_like_lines(example: AnnotatedArticle) -> None:
    tasks = f"[{to_line(example, Style.LABEL_STUDIO)},\n{to_line(example, Style.LABEL_STUDIO)}]"
    assert list(from_text(tasks, "export.json")) == [example, example]


def test_a_removed_label_takes_its_record_along(example: AnnotatedArticle) -> None:
    line = doccano(example)
    line["label"].remove(span(example, "seminar", "event"))
    article = read(line)
    assert {record.id for record in example.records} - {record.id for record in article.records} == {"e1"}


def test_a_new_label_becomes_a_new_entity_or_a_known_one() -> None:
    header = "id: xx-001\ncountry: XX\nregister: test\npublished:\npublisher:"
    before = parse(f"{header}\n---\n[Old College](i1), old college, Bo Li, rector\n---\ni1: college, -\n", "xx-001.ann")
    line = doccano(before)
    line["label"] += [span(before, "old college", "institution"), span(before, "Bo Li", "person")]
    line["label"] += [span(before, "rector", "role")]
    article = read(line)
    assert [(article.words(mark), mark.ids) for mark in article.marks] == [
        ("Old College", ("i1",)),
        ("old college", ("i1",)),
        ("Bo Li", ("p1",)),
        ("rector", ()),
    ]
    assert article.records == (*before.records, PersonRecord(id="p1"))


def test_records_of_sums_follow_their_marks() -> None:
    header = "id: xx-001\ncountry: XX\nregister: test\npublished:\npublisher:"
    body = "[one euro](m=1 EUR), [two euros](m=2 EUR)"
    before = parse(f"{header}\n---\n{body}\n---\nm1: - | first\nm2: - | second\n", "xx-001.ann")
    line = doccano(before)
    del line["label"][0]
    assert read(line).records == (FundingRecord(id="m1", purpose="second"),)


@pytest.mark.parametrize(
    ("words", "label", "complaint"),
    [
        ("Bright", "date", "'Bright' is a new date, whose value is not known"),
        ("Bright", "university", "'university' is no label: use one of institution, person"),
        ("and Nurobod Lyceums will", "person", "crosses another"),
    ],
)
def test_labels_that_make_no_article_are_refused(
    example: AnnotatedArticle, words: str, label: str, complaint: str
) -> None:
    line = doccano(example)
    line["label"] = [one for one in line["label"] if one[2] != "programme"] + [span(example, words, label)]
    with pytest.raises(ConversionError, match=complaint) as caught:
        read(line)
    assert str(caught.value).startswith("out.jsonl:1: xx-001: ")


def test_shifted_offsets_are_refused(example: AnnotatedArticle) -> None:
    task = json.loads(to_line(example, Style.LABEL_STUDIO))
    task["annotations"][0]["result"][0]["value"]["start"] += 1
    with pytest.raises(ConversionError, match="stands at its offsets"):
        read(task)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [("{", "x:1: no JSON"), ("\n[1]", "a JSON object is wanted"), ('{"id": 1}', "x:1: text: Field required")],
)
def test_other_files_are_refused_with_the_line(text: str, complaint: str) -> None:
    with pytest.raises(ConversionError, match=complaint):
        list(from_text(text, "x"))


def test_spans_hold_all_marks_and_ents_do_not_overlap(example: AnnotatedArticle) -> None:
    doc = to_doc(example, spacy.blank("en"))
    assert [span.text for span in doc.spans["mentions"]] == [example.words(mark) for mark in example.marks]
    assert [span.id_ for span in doc.spans["mentions"] if span.label_ == "person"] == ["p1", "p2"]
    texts = [ent.text for ent in doc.ents]
    assert "Faculty of Law of Nurobod Polytechnic University" in texts
    assert "the Institute" not in texts
    assert texts.count("Nurobod Polytechnic University") == 1


def test_marks_inside_tokens_are_kept_beside_the_document() -> None:
    header = "id: xx-001\ncountry: XX\nregister: test\npublished:\npublisher:"
    article = parse(f"{header}\n---\nthe[College](i1)\n---\ni1: college, -\n", "xx-001.ann")
    doc = to_doc(article, spacy.blank("en"))
    assert len(doc.spans["mentions"]) == 0
    assert [label.ref for label in inside_tokens(doc)] == ["i1"]
    assert from_doc(doc, "x") == article


def test_predicted_entities_become_an_article() -> None:
    doc = spacy.blank("en")("Ana Ruiz leads Old College and Ana Ruiz teaches")
    doc.ents = (Span(doc, 0, 2, label="person"), Span(doc, 3, 5, label="institution"))
    article = from_doc(doc, "doc-001")
    assert (article.id, article.country, article.text_register) == ("doc-001", "XX", "unknown")
    assert [mark.ids for mark in article.marks] == [("p1",), ("i1",)]
    assert not any(isinstance(record, AgreementRecord) for record in article.records)
