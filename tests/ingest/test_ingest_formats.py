# ruff: noqa: E501  (sample texts are lines of their own)
from __future__ import annotations

import csv
import gzip
import importlib.util
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest import read_file
from pipeline.records import Article, BlockKind, Refusal, RefusalReason
from pipeline.settings import IngestSettings

_spec = importlib.util.spec_from_file_location("made_files", Path(__file__).with_name("made_files.py"))
assert _spec is not None
assert _spec.loader is not None
made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made)

Results = list[Article | Refusal]
ReadAny = Callable[..., Results]


def only_article(results: Results) -> Article:
    (article,) = results
    assert isinstance(article, Article), article
    return article


def texts(article: Article, kind: BlockKind) -> list[str]:
    return [article.text[block.start_char : block.end_char] for block in article.blocks if block.kind is kind]


@pytest.mark.parametrize("make", ["docx", "odt"])
def test_word_processor_files_keep_headings_lists_and_tables(read_any: ReadAny, make: str) -> None:
    article = only_article(read_any(getattr(made, make)(), "file.bin"))
    assert article.title == made.TITLE
    assert texts(article, BlockKind.LIST_ITEM) == list(made.ITEMS)
    assert texts(article, BlockKind.PARAGRAPH) == [made.LEAD, "Norwood | A. Lindqvist", made.MORE]


def test_rtf_decodes_code_pages_and_unicode_and_hides_destinations(read_any: ReadAny) -> None:
    article = only_article(read_any(made.rtf(), "file.doc"))
    assert texts(article, BlockKind.PARAGRAPH) == [made.LEAD, *made.ITEMS, "Ректор Анна said yes.", made.MORE]
    assert article.title == made.TITLE


def test_pdf_paragraphs_are_joined_and_running_heads_left_out(read_any: ReadAny) -> None:
    pages = [
        [(9, "Norwood Gazette"), (18, made.TITLE), (11, made.LEAD), (11, made.MORE), (9, "Page 1 of 3")],
        [(9, "Norwood Gazette"), (11, made.MORE.replace("month", "year")), (9, "Page 2 of 3")],
        [(9, "Norwood Gazette"), (11, made.LEAD.replace("3 May", "4 May")), (9, "Page 3 of 3")],
    ]
    article = only_article(read_any(made.pdf(pages), "file.pdf"))
    assert article.text.split("\n\n") == [
        made.TITLE,
        made.LEAD,
        made.MORE,
        made.MORE.replace("month", "year"),
        made.LEAD.replace("3 May", "4 May"),
    ]
    assert {gone.reason for gone in article.left_out} == {"running head or page number"}


def test_a_word_divided_at_a_line_end_is_joined(read_any: ReadAny) -> None:
    text = "The two colleges in Norwood and in Karatag signed a memorandum of coop- eration on exchanges of students and of teachers, it said."
    page = [[(11, text.replace("coop- ", "coop-\u00a0"))]]
    broken = made.pdf(page, wrap=68).replace(b"coop-\xa0eration", b"cooperation")
    assert "cooperation" in only_article(read_any(broken, "file.pdf")).text


def test_a_pdf_of_single_letters_is_read(read_any: ReadAny) -> None:
    assert only_article(read_any(made.pdf([[(11, "a")]]), "file.pdf")).text == "a"


def test_a_pdf_without_text_is_refused_as_scanned(read_any: ReadAny) -> None:
    (refusal,) = read_any(made.pdf([[]]), "scan.pdf")
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.detail) == (RefusalReason.NO_TEXT, "a PDF without text (scanned?)")


def records() -> list[dict[str, str]]:
    first = {
        "headline": made.TITLE,
        "body": f"{made.LEAD}\n\n{made.MORE}",
        "date": "2024-05-04",
        "link": "https://norwood.example/1",
        "outlet": "Norwood News",
    }
    return [first, {**first, "body": ""}, {**first, "body": f"<p>{made.MORE}</p><p>{made.LEAD}</p>"}]


def as_csv(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", as_csv(records())),
        ("a.tsv", as_csv(records(), "\t")),
        ("a.json", json.dumps(records())),
        ("b.json", json.dumps({"count": 3, "articles": records()})),
        ("a.jsonl", "\n".join(json.dumps(record) for record in records())),
        ("c.json", "\n".join(json.dumps(record) for record in records())),
    ],
)
def test_files_of_records_give_one_article_a_record(read_any: ReadAny, name: str, content: str) -> None:
    first, empty, third = read_any(content, name)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert isinstance(empty, Refusal)
    assert first.text == third.text.replace(f"{made.MORE}\n\n{made.LEAD}", f"{made.LEAD}\n\n{made.MORE}")
    assert first.text == f"{made.TITLE}\n\n{made.LEAD}\n\n{made.MORE}"
    assert (first.path, empty.path, third.path) == (f"{name}#1", f"{name}#2", f"{name}#3")
    assert (first.title, first.published) == (made.TITLE, "2024-05-04")
    assert (first.source_url, first.publisher) == ("https://norwood.example/1", "Norwood News")
    assert empty.reason is RefusalReason.EMPTY


def test_parquet_is_read_like_other_records(read_any: ReadAny) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    buffer = io.BytesIO()
    parquet.write_table(arrow.Table.from_pylist(records()), buffer)
    first, empty, third = read_any(buffer.getvalue(), "a.parquet")
    assert isinstance(first, Article)
    assert first.text == f"{made.TITLE}\n\n{made.LEAD}\n\n{made.MORE}"
    assert isinstance(empty, Refusal)
    assert isinstance(third, Article)


def test_columns_can_be_named_in_the_settings(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"zeilen;tag\n{made.LEAD};04.05.2024\n", encoding="utf-8")
    settings = IngestSettings(csv_delimiter=";", columns={"text": "zeilen", "date": "tag"})
    article = only_article(read_file(path, "a.csv", settings))
    assert (article.text, article.published) == (made.LEAD, "2024-05-04")


def test_a_table_without_a_column_of_texts_is_refused_with_its_columns(read_any: ReadAny) -> None:
    (refusal,) = read_any("year,students\n2023,12\n", "a.csv")
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.UNSUPPORTED
    assert "no column of texts among: year, students" in refusal.detail


def test_a_malformed_line_costs_itself_only(read_any: ReadAny) -> None:
    bad, good = read_any('{"text": \n' + json.dumps({"text": made.LEAD}), "a.jsonl")
    assert (bad.path, good.path) == ("a.jsonl#1", "a.jsonl#2")
    assert isinstance(bad, Refusal)
    assert isinstance(good, Article)


def test_mail_gives_the_body_without_signature_and_quoted_thread(read_any: ReadAny) -> None:
    article = only_article(read_any(made.eml(), "a.eml"))
    assert article.text == f"{made.LEAD}\n\n{made.MORE}"
    assert (article.title, article.published) == (made.TITLE, "2024-05-04")
    assert {gone.reason for gone in article.left_out} == {"quoted message", "signature"}


def test_documents_attached_to_mail_are_articles_of_their_own(read_any: ReadAny) -> None:
    mail, attached = read_any(made.eml(attachment=("release.docx", made.docx())), "a.eml")
    assert isinstance(mail, Article)
    assert isinstance(attached, Article)
    assert (mail.path, attached.path) == ("a.eml", "a.eml#release.docx")


def test_a_mailbox_gives_its_messages(read_any: ReadAny) -> None:
    results = read_any(made.mbox(), "a.mbox")
    assert [result.path for result in results] == ["a.mbox#1", "a.mbox#2"]
    assert all(isinstance(result, Article) for result in results)


def test_feeds_give_their_entries_with_the_fullest_text(read_any: ReadAny) -> None:
    article, empty = read_any(made.rss(), "a.xml")
    assert isinstance(article, Article)
    assert article.text == f"{made.TITLE}\n\n{made.LEAD}\n\n{made.MORE}"
    assert (article.published, article.publisher) == ("2024-05-04", "Norwood News")
    assert isinstance(empty, Refusal)
    entry = only_article(read_any(made.atom(), "b.xml"))
    assert (entry.text, entry.source_url) == (article.text, "https://norwood.example/1")


def test_a_web_archive_gives_its_pages_with_their_addresses(read_any: ReadAny) -> None:
    for name, content in (("a.warc", made.warc()), ("a.warc.gz", gzip.compress(made.warc(), mtime=0))):
        first, second = read_any(content, name)
        assert isinstance(first, Article)
        assert isinstance(second, Article)
        assert (first.path, first.source_url) == (f"{name}#3", "https://norwood.example/1")
        assert second.text == first.text.replace("3 May", "4 May")


def test_a_page_saved_as_mhtml(read_any: ReadAny) -> None:
    article = only_article(read_any(made.mhtml(), "a.mhtml"))
    assert (article.text, article.source_url) == (
        f"{made.TITLE}\n\n{made.LEAD}\n\n{made.MORE}",
        "https://norwood.example/1",
    )


def test_the_members_of_an_archive_are_named_by_their_paths(read_any: ReadAny) -> None:
    inner = made.zipped({"deep.txt": made.LEAD})
    archive = made.zipped(
        {
            "a/one.txt": made.LEAD,
            "picture.png": b"\x89PNG\r\n",
            "in.zip": inner,
            "rows.csv": f'text\n"{made.MORE}"\n',
            "empty.txt": b"",
            ".hidden": b"x",
        }
    )
    results = read_any(archive, "all.zip")
    assert {result.path: isinstance(result, Article) for result in results} == {
        "all.zip#a/one.txt": True,
        "all.zip#picture.png": False,
        "all.zip#in.zip#deep.txt": True,
        "all.zip#rows.csv#1": True,
        "all.zip#empty.txt": False,
    }


def test_archives_nested_too_deeply_are_refused(read_any: ReadAny) -> None:
    archive = made.zipped({"x.txt": made.LEAD})
    for _ in range(4):
        archive = made.zipped({"in.zip": archive})
    (refusal,) = read_any(archive, "deep.zip")
    assert isinstance(refusal, Refusal)
    assert refusal.detail == "archives nested deeper than 3"


@pytest.mark.parametrize("pack", ["zip", "gz"])
def test_a_bomb_is_refused_without_unpacking_it(read_any: ReadAny, pack: str) -> None:
    zeros = b"0" * 60_000_000
    bomb = made.zipped({"bomb.txt": zeros}) if pack == "zip" else gzip.compress(zeros, mtime=0)
    (refusal,) = read_any(bomb, f"bomb.{pack}")
    assert isinstance(refusal, Refusal)
    assert refusal.reason is RefusalReason.TOO_LARGE


@pytest.mark.parametrize("make", ["docx", "odt", "rss", "warc", "mhtml", "rtf", "mbox"])
@pytest.mark.parametrize("cut", [0.02, 0.3, 0.7, 0.95])
def test_a_truncated_file_gives_a_refusal_or_what_is_left_of_it(read_any: ReadAny, make: str, cut: float) -> None:
    data = getattr(made, make)()
    results = read_any(data[: int(len(data) * cut)], f"cut.{make}")
    assert results
    assert not [result for result in results if isinstance(result, Refusal) and result.reason is RefusalReason.FAILED]
