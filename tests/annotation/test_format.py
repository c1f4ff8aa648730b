from decimal import Decimal

import pytest
from pydantic import ValidationError

from pipeline.annotation.format import AnnotatedArticle, AnnotationError, Mark, MarkKind, dump, find_errors, parse


def article(body: str, records: str = "", *, header: str = "") -> str:
    """A file xx-001 with this body; institutions, persons and so on need their record lines."""
    header = header or "id: xx-001\ncountry: XX\nregister: test\npublished:\npublisher:"
    return f"{header}\n---\n{body}\n---\n{records}"


def messages(text: str) -> list[str]:
    return [str(error) for error in find_errors(text, "xx-001.ann")]


def marked(found: AnnotatedArticle, kind: MarkKind) -> list[str]:
    return [found.words(mark) for mark in found.marks if mark.kind is kind]


def test_text_is_what_remains_without_marks(example: AnnotatedArticle) -> None:
    assert example.text.split("\n")[0] == "# A memorandum with Nurobod Polytechnic University"
    assert "in Jizzakh [photo]." in example.text
    assert example.text.endswith("will join a seminar.")
    assert "see C:\\news." in example.text


def test_marks_give_the_exact_words_of_every_kind(example: AnnotatedArticle) -> None:
    assert marked(example, MarkKind.INSTITUTION) == [
        "Nurobod Polytechnic University",
        "Sardoba State Institute",
        "Faculty of Law of Nurobod Polytechnic University",
        "Nurobod Polytechnic University",
        "Sardoba and Nurobod Lyceums",
    ]
    assert marked(example, MarkKind.PERSON) == ["Karim Yo‘ldoshev", "Lola Aminova"]
    assert marked(example, MarkKind.REFERENCE) == ["the Institute"]
    assert marked(example, MarkKind.ROLE) == ["rector"]
    assert marked(example, MarkKind.PROGRAMME) == ["Bright Steps"]
    assert marked(example, MarkKind.EVENT) == ["seminar"]


def test_one_mark_may_stand_for_several_entities(example: AnnotatedArticle) -> None:
    assert next(mark.ids for mark in example.marks if len(mark.ids) > 1) == ("i4", "i5")


def test_values_of_dates_and_sums_are_readable(example: AnnotatedArticle) -> None:
    assert [mark.dates for mark in example.marks if mark.kind is MarkKind.DATE] == [
        ("2025-03-12", "2025-03-12"),
        ("", "2030"),
    ]
    assert next(mark.money for mark in example.marks if mark.kind is MarkKind.MONEY) == (Decimal(1200000), "USD")


def test_dump_writes_what_parse_read(example: AnnotatedArticle, example_text: str) -> None:
    assert dump(example) == example_text


def test_spacing_is_forgiven_and_written_in_one_way() -> None:
    text = article("[A](i1) [B](i2)", "i1:university ,UZ\ni2:  faculty,  -<i1\n")
    assert dump(parse(text, "xx-001.ann")).endswith("i1: university, UZ\ni2: faculty, - < i1\n")


@pytest.mark.parametrize(
    ("value", "dates"),
    [
        ("2025", ("2025", "2025")),
        ("2024-10/2025", ("2024-10", "2025")),
        ("2024/2024-10", ("2024", "2024-10")),
        ("2019/", ("2019", "")),
        ("/2030", ("", "2030")),
        ("--11-29", ("--11-29", "--11-29")),
        ("--02-29", ("--02-29", "--02-29")),
        ("--12-28/--01-03", ("--12-28", "--01-03")),
    ],
)
def test_dates_of_every_precision_are_read(value: str, dates: tuple[str, str]) -> None:
    assert parse(article(f"[x](d={value})"), "xx-001.ann").marks[0].dates == dates


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ("[x](d=2025-13)", "'2025-13' is not in the calendar"),
        ("[x](d=2025-02-29)", "'2025-02-29' is not in the calendar"),
        ("[x](d=12.03.2025)", "'12.03.2025' is no date"),
        ("[x](d=/)", "the date is empty"),
        ("[x](d=)", "the date is empty"),
        ("[x](d=2025-05/2025-03)", "ends before it starts"),
        ("[x](d=2025/2025)", "write 2025 once"),
        ("[x](d=--05/2025-06)", "a year on one side only"),
        ("[x](m=1,200 USD)", "is no sum"),
        ("[x](m=1200 usd)", "is no sum"),
        ("[x](m=1200)", "is no sum"),
        ("[x](z1)", "'(z1)' is no reference"),
        ("[x]()", "'()' is no reference"),
        ("[x](=)", "'(=)' is no reference"),
        ("[x](i0)", "an id like i1 is wanted"),
        ("[x](i1,p1)", "'p1' cannot stand here"),
        ("[x](i1,i1)", "an id stands twice"),
        ("[x]", "has no (ref) after it"),
        ("[x] (r)", "has no (ref) after it"),
        ("see [x", "is not closed on this line"),
        ("x](r)", "closes nothing"),
        ("a\\b", "is no escape"),
        ("a\\", "is no escape"),
        ("[](r)", "is empty or has blanks"),
        ("[rector ](r)", "is empty or has blanks"),
        ("[[x](r)](r)", "marked twice"),
        ("[Rector of [X](l1)](r)", "'X' (place) lies in a mark of kind role"),
        ("[x](=i7)", "points to i7, which no mark of the text has"),
        ("[x](i1)", "i1 is marked but has no record"),
        ("a\rb", "carriage return"),
        ("", "the article has no text"),
    ],
)
def test_a_wrong_line_of_the_article_is_named(body: str, complaint: str) -> None:
    found = messages(article(body))
    assert len(found) == 1
    assert found[0].startswith("xx-001.ann:7: ")
    assert complaint in found[0]


@pytest.mark.parametrize(
    ("record", "complaint"),
    [
        ("i1: universty, UZ", "'universty' is no type: choose one of university, "),
        ("i1: university", "is no country"),
        ("i1: university, uz", "is no country"),
        ("i1: faculty, UZ < i1", "part of itself"),
        ("i1: faculty, UZ < i2", "points to i2"),
        ("i1: faculty, UZ < p1", "an id like i1 is wanted"),
        ("p1: rector @", "nothing stands after @"),
        ("p1: rector @ i1;", "an office is empty"),
        ("p1: rector @ i1, i2", "several ids"),
        ("a1: treaty | signed | i1", "'treaty' is no kind"),
        ("a1: agreement | ratified | i1", "'ratified' is no status"),
        ("a1: agreement | signed", "kind, status and parties are wanted"),
        ("a1: agreement | signed | i1 | by rector", "'rector' cannot stand here"),
        ("a1: agreement | signed | i1 | on 2025-13", "not in the calendar"),
        ("a1: agreement | signed | i1 | trade | on 2025", "'trade' is out of place"),
        ("a1: agreement | signed | i1 | ", "a field between two | is empty"),
        ("e1: party | -", "'party' is no kind"),
        ("e1: forum", "kind and date are wanted"),
        ("e1: forum | - | at i1", "an id like l1 is wanted"),
        ("e1: forum | - | in spring", "is out of place"),
        ("m1: - ", "it says nothing"),
        ("m1: i1 | x | y", "one | too many"),
        ("m2: i1", "is said of no sum"),
        ("x1: y", "is no record"),
        ("i9: university, UZ", "the record points to i9"),
    ],
)
def test_a_wrong_record_is_named(record: str, complaint: str) -> None:
    body = "[A](i1) [B](p1) [C](a1) [D](e1) [E](l1) [F](m=1 USD)"
    sound = {"i1": "i1: other, -", "p1": "p1:", "a1": "a1: agreement | signed | -", "e1": "e1: forum | -"}
    lines = [line for record_id, line in sound.items() if not record.startswith(record_id)] + [record]
    lines.sort(key=lambda line: "ipaemx".index(line[0]))
    [found] = messages(article(body, "\n".join(lines)))
    assert found.startswith(f"xx-001.ann:{9 + lines.index(record)}: ")
    assert complaint in found


def test_records_stand_in_order_and_once() -> None:
    body = "[A](i1) [B](p1)"
    assert "the order is i, p, a, e, m" in messages(article(body, "p1:\ni1: other, -\n"))[0]
    assert "has two records" in messages(article(body, "i1: other, -\ni1: other, -\np1:\n"))[0]


@pytest.mark.parametrize(
    ("header", "line", "complaint"),
    [
        ("id: xx-002\ncountry: XX\nregister: t\npublished:\npublisher:", 1, "is not the file's name"),
        ("id: xx-001\ncountry: xx\nregister: t\npublished:\npublisher:", 2, "'xx' is no country"),
        ("id: xx-001\ncountry: XX\nregister:\npublished:\npublisher:", 3, "the register is empty"),
        ("id: xx-001\ncountry: XX\nregister: t\npublished: soon\npublisher:", 4, "'soon' is no date"),
        ("id: xx-001\ncountry: XX\nregister: t\npublished: --03\npublisher:", 4, "the year is missing"),
        ("id: xx-001\ncountry: XX\nregister: t\npublished:\npublisher: p1", 5, "'p1' is no institution's id"),
        ("id: xx-001\ncountry: XX\nregister: t\npublished:\npublisher: i1", 5, "points to i1"),
        ("id: xx-001\ncountry: XX\nregister: t\npublisher:\npublished:", 1, "out of order"),
        ("id: xx-001\ncountry: XX\nregister: t\npublished:", 1, "the header lacks publisher"),
        ("id: xx-001\ncountry: XX\nregister: t\npublished:\npublisher:\ntitle: x", 6, "does not belong here"),
    ],
)
def test_a_wrong_header_is_named(header: str, line: int, complaint: str) -> None:
    [found] = messages(article("text", header=header))
    assert found.startswith(f"xx-001.ann:{line}: ")
    assert complaint in found


def test_all_errors_of_a_file_are_found_in_line_order(example_text: str) -> None:
    broken = (
        example_text.replace("2025-03-12)", "2025-13-12)")
        .replace("- Under [", "- Under [x")
        .replace("i2: univ", "i2: ")
    )
    broken = broken.replace("=i1", "=z1")
    assert [message.split(":")[1] for message in messages(broken)] == ["9", "10", "14"]


def test_parse_raises_the_first_error_with_path_and_line(example_text: str) -> None:
    with pytest.raises(AnnotationError, match=r"^folder/xx-001\.ann:14: i2: ") as caught:
        parse(example_text.replace("i2: univ", "i2: "), "folder/xx-001.ann")
    assert (caught.value.path, caught.value.line) == ("folder/xx-001.ann", 14)


@pytest.mark.parametrize("text", ["", "---\n", "a\n---\nb\n---\nc\n---\n"])
def test_two_dividers_are_wanted(text: str) -> None:
    assert "two lines that hold only '---' are wanted" in messages(text)[0]


def test_an_inconsistent_article_cannot_be_made() -> None:
    mark = Mark(start_char=0, end_char=1, kind=MarkKind.INSTITUTION, ids=("i1",))
    with pytest.raises(ValidationError, match="i1 is marked but has no record"):
        AnnotatedArticle(id="xx-001", country="XX", text_register="test", text="A", marks=(mark,))


@pytest.mark.parametrize(
    ("spans", "complaint"),
    [
        (((0, 3), (2, 5)), "crosses another"),
        (((0, 99),), "is not within one line"),
        (((2, 4), (0, 1)), "sorted by their start"),
    ],
)
def test_marks_outside_or_across_cannot_be_made(spans: tuple[tuple[int, int], ...], complaint: str) -> None:
    marks = tuple(Mark(start_char=start, end_char=end, kind=MarkKind.ROLE) for start, end in spans)
    with pytest.raises(ValidationError, match=complaint):
        AnnotatedArticle(id="xx-001", country="XX", text_register="test", text="abcdef", marks=marks)
