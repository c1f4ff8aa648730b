"""The map back to the text of a file holds in every format, and the text of the file is the text that was written."""

from __future__ import annotations

import csv
import html
import importlib.util
import io
import json
import tempfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from types import ModuleType
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.ingest import read_with_source
from pipeline.records import Article
from pipeline.settings import IngestSettings


def _sibling(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made, mapping = _sibling("made_files"), _sibling("test_ingest_mapping")

WORDS = st.sampled_from(
    [
        "Norwood", "College", "the", "signed", "agreement", "29.09.2025", "Home", ">", "News", "|", "Print", "•", "1.", "4", "Views",
        "théâtre", "Қаратоғ", "ҷумҳурӣ", "theShandong", "Сentral", "ﬁnance", "co\u00adoperation", "a\u200bb", "&amp;", "{\\b}", '"', "'",
        "<b>", "دانشگاه", "诺伍德", "😀", "Leave A Comment", "it.", "\u00a0", ",", ";", ">", "--", "From", "©", "2024",
    ]
)  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
TEXTS = st.lists(LINES, min_size=1, max_size=8)
PLAIN = st.sampled_from(
    ["Norwood", "College", "the", "signed", "co-", "operation", "4", "Views", "it.", "(ed)", "2024"]
)
PAGES = st.lists(st.lists(PLAIN, min_size=3, max_size=60).map(" ".join), min_size=1, max_size=4)

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(lines: list[str]) -> bytes:
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    content: bytes = made.zipped({"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"})
    return content


def odt(lines: list[str]) -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text"))
    body = "".join(f"<text:p>{escape(line)}</text:p>" for line in lines)
    content = f"<office:document-content {spaces}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    packed: bytes = made.zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    return packed


def rtf(lines: list[str]) -> bytes:
    def written(char: str) -> str:
        if char in "\\{}":
            return f"\\{char}"
        if char.isascii():
            return char
        halves = char.encode("utf-16-le")
        return "".join(
            f"\\u{int.from_bytes(halves[at : at + 2], 'little', signed=True)}?" for at in range(0, len(halves), 2)
        )

    return ("{\\rtf1\\ansi\\uc1 " + "\\par ".join("".join(map(written, line)) for line in lines) + "\\par}").encode()


def eml(lines: list[str]) -> bytes:
    message = EmailMessage()
    message["Subject"] = "Guests"
    message["Message-ID"] = "<1@norwood.example>"
    message.set_content("\n\n".join(lines), cte="base64")
    return bytes(message)


def jsonl(lines: list[str]) -> bytes:
    return (json.dumps({"text": "\n\n".join(lines)}) + "\n").encode()


def table(lines: list[str]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["id", "text"])
    writer.writerow(["1", "\n\n".join(lines)])
    return out.getvalue().encode()


def read(data: bytes, name: str) -> tuple[Article, str] | None:
    """The article and the raw text to which its offsets refer; ``None`` for a refusal."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        ((result, raw),) = read_with_source(path, name, IngestSettings())
    return (result, raw) if isinstance(result, Article) else None


MAKERS: dict[str, Callable[[list[str]], bytes]] = {
    "a.docx": docx,
    "a.odt": odt,
    "a.rtf": rtf,
    "a.eml": eml,
    "a.jsonl": jsonl,
    "a.csv": table,
}


@pytest.mark.parametrize("name", MAKERS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(lines=TEXTS)
def test_articles_map_back_and_lose_nothing_in_every_format(name: str, lines: list[str]) -> None:
    found = read(MAKERS[name](lines), name)
    if found is None:
        return
    article, raw = found
    mapping.check_map(article, raw)
    mapping.check_blocks(article)
    written = "".join("".join(lines).split())
    if name in ("a.jsonl", "a.csv") and "<b>" not in written:
        written = html.unescape(written)
    assert "".join(raw.split()) == written


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(pages=PAGES)
def test_every_character_of_a_pdf_knows_its_page(pages: list[str]) -> None:
    marked = [f"page{'abcd'[number]} {page}" for number, page in enumerate(pages)]
    found = read(made.pdf([[(11, page)] for page in marked]), "a.pdf")
    if found is None:
        return
    article, raw = found
    mapping.check_map(article, raw)
    for number in range(len(pages)):
        at = article.text.find(f"page{'abcd'[number]}")
        if at >= 0:
            (run,) = (run for run in article.raw_runs if run.start_char <= at < run.start_char + run.length)
            assert raw[: run.raw_start + at - run.start_char].count("\f") == number
