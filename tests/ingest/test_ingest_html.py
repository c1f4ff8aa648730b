# ruff: noqa: E501  (sample texts are lines of their own)
from __future__ import annotations

from collections.abc import Callable

from pipeline.records import Article, BlockKind

Read = Callable[..., Article]

LEAD = (
    "Karatag Pedagogical College and the Norwood Institute of Technology signed a memorandum of understanding in Karatag "
    "on 17 May 2024, the press service of the ministry said."
)
MORE = (
    "The document will be in force until 2029, and the two sides intend to publish a joint plan of work for each of the "
    "coming academic years, beginning with the autumn term."
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Two colleges sign | Norwood Institute</title>
<meta property="og:site_name" content="Norwood Institute"><link rel="canonical" href="https://norwood.example/2024/05/18/two-colleges">
<script>var x = "<p>never shown</p>";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<div class="breadcrumbs"><a>Home</a> &gt; <a>News</a> &gt; Two colleges sign</div>
<article><h1>Two colleges sign</h1><p class="date">18 May 2024 &middot; 45 views</p><p>{LEAD}</p>
<figure><img src="a.jpg" alt="hall"><figcaption>Rector Anna M&uuml;ller at the signing</figcaption></figure>
<h2>Fields of work</h2><ul><li>exchange of teachers &amp; students;</li><li>joint laboratories</li></ul>
<table><tr><th>Party</th><th>Rector</th></tr><tr><td>Karatag College</td><td>S. Rahimov</td></tr></table>
<p>{MORE}<br>Press office of the college</p></article>
<div class="related"><h3>Related news</h3><ul><li><a href="#">Another story about something else entirely</a></li></ul></div>
<footer>© 2024 Norwood Institute. All rights reserved.</footer></body></html>"""


def test_the_article_of_a_page_is_kept_whole_and_the_rest_left_out(read: Read) -> None:
    article = read(PAGE, "page.html")
    assert [(block.kind, article.text[block.start_char : block.end_char]) for block in article.blocks] == [
        (BlockKind.TITLE, "Two colleges sign"),
        (BlockKind.PARAGRAPH, "18 May 2024"),
        (BlockKind.PARAGRAPH, LEAD),
        (BlockKind.CAPTION, "Rector Anna Müller at the signing"),
        (BlockKind.HEADING, "Fields of work"),
        (BlockKind.LIST_ITEM, "exchange of teachers & students;"),
        (BlockKind.LIST_ITEM, "joint laboratories"),
        (BlockKind.PARAGRAPH, "Party | Rector"),
        (BlockKind.PARAGRAPH, "Karatag College | S. Rahimov"),
        (BlockKind.PARAGRAPH, MORE),
        (BlockKind.PARAGRAPH, "Press office of the college"),
    ]


def test_a_page_states_its_metadata(read: Read) -> None:
    article = read(PAGE, "page.html")
    assert article.title == "Two colleges sign"
    assert article.published == "2024-05-18"
    assert article.source_url == "https://norwood.example/2024/05/18/two-colleges"
    assert article.publisher == "Norwood Institute"
    assert article.language == "en"


def test_html_is_known_by_its_content(read: Read) -> None:
    assert read(PAGE, "page.txt").text == read(PAGE, "page.html").text


def test_a_fragment_without_html_and_body_is_read(read: Read) -> None:
    assert (
        read(f"<h1>Two colleges sign</h1><p>{LEAD}<p>{MORE}", "part.html").text
        == f"Two colleges sign\n\n{LEAD}\n\n{MORE}"
    )


def test_every_character_of_the_text_stands_in_the_source(read: Read) -> None:
    article = read(PAGE, "page.html")
    mapped = sum(run.length for run in article.raw_runs)
    written = sum(not char.isspace() and char != "|" for char in article.text)
    assert mapped >= written


def test_json_ld_states_date_and_publisher(read: Read) -> None:
    record = '{"@graph": [{"headline": "Two colleges sign", "datePublished": "2024-05-18T09:00:00+05:00", "publisher": {"name": "Norwood Institute"}}]}'
    page = f'<html><head><script type="application/ld+json">{record}</script></head><body><p>{LEAD}</p><p>{MORE}</p></body></html>'
    article = read(page, "page.html")
    assert (article.published, article.publisher) == ("2024-05-18", "Norwood Institute")


def test_a_paragraph_in_a_layout_table_is_a_paragraph(read: Read) -> None:
    page = f"<html><body><table><tr><td><a href='/'>Home</a></td><td><p>{LEAD}</p><p>{MORE}</p></td></tr></table></body></html>"
    assert (
        f"{LEAD}\n\n{MORE}" in read(page, "page.html").text.replace("\n\n\n", "\n\n")
        or LEAD in read(page, "page.html").text
    )


def test_very_deep_nesting_is_survived(read: Read) -> None:
    page = "<div>" * 20_000 + f"<p>{LEAD}</p><p>{MORE}</p>" + "</div>" * 20_000
    assert read(page, "page.html").text == f"{LEAD}\n\n{MORE}"


def test_unclosed_and_broken_markup_is_survived(read: Read) -> None:
    page = f"<html><body><div class=\"a><p>{LEAD}</p><p title='x>{MORE}</p><!-- never closed <p>gone</p>"
    assert "Karatag" in read(page, "page.html").text
