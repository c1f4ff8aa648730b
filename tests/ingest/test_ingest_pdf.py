"""PDF files as a real producer makes them: columns, running heads, footnotes, turned pages, fonts of other scripts."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.ingest import pdf_page
from pipeline.records import Article, BlockKind

canvas: Any = pytest.importorskip("reportlab.pdfgen.canvas")
platypus: Any = pytest.importorskip("reportlab.platypus")
styles: Any = pytest.importorskip("reportlab.lib.styles")
pdfmetrics: Any = pytest.importorskip("reportlab.pdfbase.pdfmetrics")
cidfonts: Any = pytest.importorskip("reportlab.pdfbase.cidfonts")

Read = Callable[..., Article]

TITLE = "Guests from Karatag in Norwood"
SCHOOLS = ("Tolland Academy", "Bramfield School", "Orrin College", "Selby Lyceum", "Westmark Institute", "Harrow Hall")
BODY = styles.ParagraphStyle("body", fontName="Helvetica", fontSize=10, leading=12.5, alignment=4, spaceAfter=7)
HEAD = styles.ParagraphStyle("head", fontName="Helvetica-Bold", fontSize=18, leading=22, spaceAfter=12)


def paragraphs(number: int) -> list[str]:
    return [
        f"In its week {week} the delegation of Karatag Pedagogical Institute visited {SCHOOLS[week % 6]}, and both sides spoke of "
        f"the exchange of students, of joint laboratories and of the recognition of diplomas. The rector said that the first "
        f"group of {week + 10} students is expected in the autumn, and that the costs will be shared by the two institutions."
        for week in range(number)
    ]


def head_and_foot(page: Any, document: Any) -> None:
    page.setFont("Helvetica", 8)
    page.drawString(60, 815, "Norwood College Bulletin")
    page.drawCentredString(297, 25, str(document.page))


def document(story: list[Any], columns: int = 1, on_page: Callable[[Any, Any], None] = head_and_foot) -> bytes:
    buffer = io.BytesIO()
    made = platypus.BaseDocTemplate(buffer, pagesize=(595, 842), invariant=1)
    width = 475 / columns - 10
    frames = [platypus.Frame(60 + number * (width + 20), 80, width, 700) for number in range(columns)]
    made.addPageTemplates([platypus.PageTemplate(frames=frames, onPage=on_page)])
    made.build(story)
    return buffer.getvalue()


def drawn(lines: list[str], turned: int = 0) -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=(595, 842), invariant=1)
    page.setPageRotation(turned)
    page.translate(*{0: (0, 0), 90: (595, 0), 180: (595, 842), 270: (0, 842)}[turned])
    page.rotate(turned)
    y = 780 if turned in (0, 180) else 530
    for line in lines:
        page.drawString(50, y, line)
        y -= 14
    page.save()
    return buffer.getvalue()


def texts(article: Article, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    return [article.text[block.start_char : block.end_char] for block in article.blocks if block.kind is kind]


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("number", [10, 26])
def test_paragraphs_are_whole_over_columns_and_pages_without_running_heads(
    read: Read, columns: int, number: int
) -> None:
    story = [platypus.Paragraph(TITLE, HEAD), *(platypus.Paragraph(text, BODY) for text in paragraphs(number))]
    article = read(document(story, columns), "a.pdf")
    assert article.title == TITLE
    assert texts(article) == paragraphs(number)


def test_a_headline_of_several_lines_in_the_largest_type_is_the_title(read: Read) -> None:
    title = f"{TITLE}, and what they brought with them for the students of all its schools"
    story = [platypus.Paragraph(title, HEAD), *(platypus.Paragraph(text, BODY) for text in paragraphs(3))]
    article = read(document(story), "a.pdf")
    assert article.title == title
    assert "title=largest type" in article.metadata_sources


@pytest.mark.parametrize("size", [11, 11.5, 12])
@pytest.mark.parametrize("space", [0, 4])
def test_headings_a_little_larger_than_the_text_stand_alone(read: Read, size: float, space: float) -> None:
    body = styles.ParagraphStyle("tight", BODY, spaceAfter=0)
    head = styles.ParagraphStyle(
        "small", fontName="Helvetica-Bold", fontSize=size, leading=1.25 * size, spaceBefore=space
    )
    story: list[Any] = []
    headings = ["Who came and why", "What was agreed", "What comes next"]
    long_ended = [
        f"{text} They were welcomed by the teachers and by the pupils of the upper forms." for text in paragraphs(3)
    ]
    for heading, text in zip(headings, long_ended, strict=True):
        story += [platypus.Paragraph(heading, head), platypus.Paragraph(text, body)]
    article = read(document(story, on_page=lambda page, document: None), "a.pdf")
    blocks = [article.text[block.start_char : block.end_char] for block in article.blocks]
    assert blocks == [part for pair in zip(headings, long_ended, strict=True) for part in pair]


def test_a_word_in_another_type_does_not_part_a_paragraph(read: Read) -> None:
    words = paragraphs(1)[0].split()
    marked = " ".join(f'<font name="Times-Bold">{word}</font>' if n % 5 == 0 else word for n, word in enumerate(words))
    article = read(document([platypus.Paragraph(marked, BODY), platypus.Paragraph(paragraphs(2)[1], BODY)]), "a.pdf")
    assert texts(article) == paragraphs(2)


def test_pages_are_read_in_order_however_many_are_looked_at_at_once(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = [platypus.Paragraph(text, BODY) for text in paragraphs(60)]
    data = document(story)
    together = read(data, "a.pdf")
    assert together.text.index(" 12 ") < together.text.index(" 65 ")
    monkeypatch.setattr(pdf_page, "_LARGE", 0)  # each page alone
    assert read(data, "a.pdf") == together


def test_footnotes_stand_after_the_text_of_their_page(read: Read) -> None:
    def with_note(page: Any, made: Any) -> None:
        head_and_foot(page, made)
        page.setFont("Helvetica", 7)
        page.drawString(60, 60, "1 The exchange was first proposed in 2019 by the ministry of education.")

    story = [platypus.Paragraph(TITLE, HEAD), *(platypus.Paragraph(text, BODY) for text in paragraphs(3))]
    last = texts(read(document(story, on_page=with_note), "a.pdf"))[-1]
    assert last == "1 The exchange was first proposed in 2019 by the ministry of education."


def test_a_raised_figure_does_not_tear_a_line_apart(read: Read) -> None:
    raised = [text.replace("students,", "students<super>1</super>,", 1) for text in paragraphs(3)]
    article = read(document([platypus.Paragraph(text, BODY) for text in raised]), "a.pdf")
    assert texts(article) == [text.replace("students,", "students1,", 1) for text in paragraphs(3)]


def test_lists_and_tables_are_lines_of_their_own(read: Read) -> None:
    items = ["exchange of teachers;", "joint laboratories."]
    rows = [["Party", "Rector"], ["Norwood College", "Anna Lindqvist"], ["Karatag Institute", "Karim Nazarov"]]
    bullets = platypus.ListFlowable(
        [platypus.ListItem(platypus.Paragraph(item, BODY)) for item in items], bulletType="bullet"
    )
    story = [platypus.Paragraph(paragraphs(1)[0], BODY), platypus.Table(rows), bullets]
    article = read(document(story), "a.pdf")
    assert texts(article, BlockKind.LIST_ITEM) == items
    assert {" | ".join(row) for row in rows} <= set(article.text.splitlines())


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_turned_pages_are_read_as_they_are_displayed(read: Read, turned: int) -> None:
    lines = [*textwrap.wrap(paragraphs(1)[0], 75), "", *textwrap.wrap(paragraphs(2)[1], 75)]
    assert texts(read(drawn(lines, turned), "a.pdf")) == paragraphs(2)


def test_the_year_that_ends_a_page_is_no_page_number(read: Read) -> None:
    text = (
        f"{paragraphs(1)[0]} The plan of the two schools, which was signed on this day, is for the time until the year"
    )
    assert read(drawn([*textwrap.wrap(text, 74), "2031."]), "a.pdf").text.endswith("the year 2031.")


def test_words_divided_at_line_ends_are_whole_and_hyphens_of_their_own_stay(read: Read) -> None:
    lines = [
        "The rector of Norwood College received the international dele-",
        "gation in the hall on Monday, and both sides confirmed the agree-",
        "ment on the well-known joint programmes, paid by well-",
        "known foundations, for the exchange of students in the next year.",
    ]
    assert read(drawn(lines), "a.pdf").text == (
        "The rector of Norwood College received the international delegation in the hall on Monday, and both sides confirmed "
        "the agreement on the well-known joint programmes, paid by well-known foundations, for the exchange of students in "
        "the next year."
    )


def test_chinese_in_a_font_without_outlines_is_read_without_spaces_at_line_ends(read: Read) -> None:
    pdfmetrics.registerFont(cidfonts.UnicodeCIDFont("STSong-Light"))
    text = (
        "学院院长会见了代表团，双方签署了合作备忘录，并就教师交流达成共识。"
        + "新闻办公室表示，第一批学生将于秋季学期抵达学院。" * 2
    )
    style = styles.ParagraphStyle("zh", parent=BODY, fontName="STSong-Light", wordWrap="CJK")
    article = read(document([platypus.Paragraph(text, style)]), "a.pdf")
    assert texts(article) == [text]
    assert article.language == "zh"


def test_the_page_of_a_character_is_known_from_the_raw_text(tmp_path: Any) -> None:
    from pipeline.ingest import read_with_source
    from pipeline.settings import IngestSettings

    path = tmp_path / "a.pdf"
    path.write_bytes(document([platypus.Paragraph(text, BODY) for text in paragraphs(40)]))
    ((article, raw),) = read_with_source(path, "a.pdf", IngestSettings())
    assert isinstance(article, Article)
    run = next(run for run in article.raw_runs if run.start_char + run.length > article.text.index("In its week 39 "))
    assert raw[: run.raw_start].count("\f") == raw.count("\f") == 3


PERSONS = [
    ["Anna Lindqvist", "Rector", "Norwood College"],
    ["Karim Nazarov", "Vice-Rector for Research", "Karatag Pedagogical Institute"],
    ["Oyuna Bat", "Dean", "Faculty of Law, Westmark Institute"],
]
RULED = [("GRID", (0, 0), (-1, -1), 0.5, "#000000"), ("VALIGN", (0, 0), (-1, -1), "TOP")]


@pytest.mark.parametrize("style", [[], RULED])
def test_a_row_of_a_table_is_a_line_with_its_cells_apart(read: Read, style: list[Any]) -> None:
    story = [
        platypus.Paragraph("The following persons take part in the meeting on 3 May 2024.", BODY),
        platypus.Table(PERSONS, style=style),
        platypus.Paragraph(paragraphs(1)[0], BODY),
    ]
    lines = read(document(story), "a.pdf").text.splitlines()
    assert [line for line in lines if "|" in line] == [" | ".join(row) for row in PERSONS]
    assert lines[-1] == paragraphs(1)[0]


def test_cells_of_several_lines_are_put_together(read: Read) -> None:
    ragged = styles.ParagraphStyle("cell", parent=BODY, alignment=0)
    rows = [[platypus.Paragraph(cell, ragged) for cell in row] for row in PERSONS]
    story = [platypus.Paragraph(paragraphs(1)[0], BODY), platypus.Table(rows, colWidths=[60, 80, 90], style=RULED)]
    lines = read(document(story), "a.pdf").text.splitlines()
    assert [line for line in lines if "|" in line] == [" | ".join(row) for row in PERSONS]


def test_lines_stretched_to_a_narrow_column_are_no_rows(read: Read) -> None:
    article = read(document([platypus.Paragraph(text, BODY) for text in paragraphs(26)], columns=3), "a.pdf")
    assert texts(article) == paragraphs(26)
