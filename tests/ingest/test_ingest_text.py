from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest

from pipeline.records import Article, BlockKind, Refusal, RefusalReason

Read = Callable[..., Article]

BODY = (
    "The rector of Norwood College, Anna Lindqvist, received a delegation of Karatag Pedagogical Institute on Monday, "
    "and the two sides discussed an exchange of students. The guests saw the library, the workshops and the hostel; they "
    "also met the students of the faculty of languages, who asked about life in Karatag."
)


def blocks(article_text: Read, content: str, name: str = "page.txt") -> list[tuple[BlockKind, str]]:
    article = article_text(content, name)
    return [(block.kind, article.text[block.start_char : block.end_char]) for block in article.blocks]


def test_title_headings_paragraphs_and_list_items_are_told_apart(read: Read) -> None:
    content = (
        f"Guests in Norwood\n\n{BODY}\n\nWho signed\n\n• for Norwood: Anna Lindqvist;\n• for Karatag: Karim Nazarov.\n"
    )
    assert blocks(read, content) == [
        (BlockKind.TITLE, "Guests in Norwood"),
        (BlockKind.PARAGRAPH, BODY),
        (BlockKind.HEADING, "Who signed"),
        (BlockKind.LIST_ITEM, "for Norwood: Anna Lindqvist;"),
        (BlockKind.LIST_ITEM, "for Karatag: Karim Nazarov."),
    ]


@pytest.mark.parametrize("bullet", ["• ", "- ", "– ", "* ", "1. ", "2) ", "a) ", "(3) ", "✓ "])
def test_the_block_of_a_list_item_begins_after_its_bullet(read: Read, bullet: str) -> None:
    assert blocks(read, f"{BODY}\n{bullet}an exchange of teachers\n")[1] == (
        BlockKind.LIST_ITEM,
        "an exchange of teachers",
    )


def test_a_date_at_the_beginning_of_a_line_is_no_item_number(read: Read) -> None:
    assert blocks(read, f"12. October 2019\n\n{BODY}")[0] == (BlockKind.PARAGRAPH, "12. October 2019")


def test_a_hard_wrapped_paragraph_is_one_block(read: Read) -> None:
    wrapped = textwrap.fill(BODY, 72)
    assert blocks(read, f"Guests in Norwood\n\n{wrapped}\n\n{wrapped.replace('Monday', 'Tuesday')}\n") == [
        (BlockKind.TITLE, "Guests in Norwood"),
        (BlockKind.PARAGRAPH, BODY),
        (BlockKind.PARAGRAPH, BODY.replace("Monday", "Tuesday")),
    ]


def test_a_file_with_one_paragraph_a_line_has_one_block_a_line(read: Read) -> None:
    assert [text for _, text in blocks(read, f"{BODY}\nA second paragraph follows it here.\n")] == [
        BODY,
        "A second paragraph follows it here.",
    ]


def test_captions_are_no_headings(read: Read) -> None:
    assert (
        blocks(read, f"Guests in Norwood\n\n[Photo: Anna Lindqvist at the microphone]\n\n{BODY}")[1][0]
        is BlockKind.CAPTION
    )


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("a college of theShandong province", "a college of the Shandong province"),
        ("growth of the region.The rector spoke", "growth of the region. The rector spoke"),
        ("inter\u00adnational co\u200boperation", "international cooperation"),
        ("Norwood\u00a0College \u2003 and  others", "Norwood College and others"),
        ("the\u202e rector\u200f of Norwood", "the rector of Norwood"),
        ("Ecole supe\u0301rieure", "Ecole supérieure"),
        ("\u0421entral \u0410sia", "Central Asia"),
        ("the o\ufb03ce of Norwood", "the office of Norwood"),
        ("the collegeâ€™s rector", "the college’s rector"),
        ("iPhone, inDrive and the JavaScript course", "iPhone, inDrive and the JavaScript course"),
        ("V.N.Tatarov and M.Kh.Dulov met", "V.N.Tatarov and M.Kh.Dulov met"),
    ],
)
def test_characters_are_cleaned(read: Read, raw: str, clean: str) -> None:
    assert read(f"We saw {raw} on that day, as the whole of the delegation said.").text == (
        f"We saw {clean} on that day, as the whole of the delegation said."
    )


def test_markdown_marks_are_left_out_and_front_matter_is_read(read: Read) -> None:
    content = f"---\ntitle: Guests in Norwood\ndate: 2024-05-17\n---\n# Guests in Norwood\n\n**Important.** See [the page](http://x.org/a).\n\n{BODY}\n"
    article = read(content, "page.md")
    assert article.text == f"Guests in Norwood\n\nImportant. See the page.\n\n{BODY}"
    assert (article.title, article.published) == ("Guests in Norwood", "2024-05-17")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", RefusalReason.EMPTY),
        (b"  \n\n\t ", RefusalReason.EMPTY),
        (b"\x89PNG\r\n\x1a\n\x00\x00", RefusalReason.BINARY),
        (bytes(range(256)) * 10, RefusalReason.BINARY),
        (b"Home > News\n\n4 Views\n\n--- 12 ---", RefusalReason.NO_TEXT),
    ],
)
def test_what_is_no_article_is_refused(refuse: Callable[..., Refusal], content: bytes, reason: RefusalReason) -> None:
    assert refuse(content).reason is reason


def test_limits_refuse_with_the_numbers(refuse: Callable[..., Refusal]) -> None:
    assert refuse(BODY, max_file_bytes=100).detail == f"{len(BODY)} bytes, more than 100"
    assert refuse(BODY, max_article_chars=100).reason is RefusalReason.TOO_LARGE


def test_a_folder_with_the_name_of_a_file_is_refused(tmp_path: object, refuse: Callable[..., Refusal]) -> None:
    from pathlib import Path

    from pipeline.ingest import read_file
    from pipeline.settings import IngestSettings

    folder = Path(str(tmp_path)) / "folder.txt"
    folder.mkdir()
    (refusal,) = read_file(folder, "folder.txt", IngestSettings())
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.UNREADABLE


def test_encoded_data_in_a_text_are_left_out(read: Callable[..., Article]) -> None:
    article = read(
        f"{BODY}\n\n{'iVBORw0KGgo' * 50}\n\nThe visit ended with a concert of the students, the press office of Norwood said."
    )
    assert "iVBOR" not in article.text
    assert {gone.reason for gone in article.left_out} == {"no words"}


def test_a_line_set_in_begins_a_paragraph_of_a_hard_wrapped_text(read: Read) -> None:
    lines = textwrap.wrap(BODY, 72, initial_indent="    ") + textwrap.wrap(
        BODY.replace("Monday", "Tuesday"), 72, initial_indent="    "
    )
    assert [text for _, text in blocks(read, "\n".join(lines))] == [BODY, BODY.replace("Monday", "Tuesday")]


def test_the_name_of_an_office_above_the_headline_is_no_title(read: Read) -> None:
    article = read(
        f"Norwood College\nDepartment of Public Relations\n12 March 2024\n\nNorwood College signs a memorandum\n\n{BODY}"
    )
    assert article.title == "Norwood College signs a memorandum"


def test_letters_of_another_script_inside_a_word_are_put_right_and_reported(read: Read) -> None:
    article = read(f"Guests in N\u043erw\u043e\u043ed\n\n{BODY}\n\nThe Russian word \u0441\u043e\u044e\u0437 stays.")
    assert article.title == "Guests in Norwood"
    assert "\u0441\u043e\u044e\u0437" in article.text
    assert article.put_right == ("look-alike letter=3",)
    assert read(BODY).put_right == ()
