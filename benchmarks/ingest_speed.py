"""Speed of ingestion beside the bare libraries, in one run: ``python benchmarks/ingest_speed.py [FORMAT…]``.

For each file three ways in turn: the library alone, our reader (what it finds, without clean-up), and the whole reading
up to the article with its map, language and metadata. Times are processor seconds, the best of the rounds. The files are
made for the run.
"""

from __future__ import annotations

import csv
import email
import email.policy
import gzip
import importlib
import importlib.util
import io
import json
import mailbox
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pdf_files

from pipeline.ingest import interface_words, read_file
from pipeline.ingest.formats import drafts
from pipeline.ingest.source import Source
from pipeline.settings import IngestSettings

SECONDS_PER_FILE = 0.7
SETTINGS = IngestSettings()
SCHOOLS = ("Tolland Academy", "Bramfield School", "Orrin College", "Selby Lyceum", "Westmark Institute", "Harrow Hall")

_spec = importlib.util.spec_from_file_location("made_files", Path(__file__).parents[1] / "tests/ingest/made_files.py")
assert _spec is not None
assert _spec.loader is not None
made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made)


@dataclass(frozen=True, slots=True)
class Case:
    """A file and what the library alone does with it, by name."""

    name: str
    file_name: str
    data: bytes
    bare: dict[str, Callable[[bytes], object]]


def paragraphs(chars: int, start: int = 0) -> list[str]:
    """Different paragraphs of about 300 characters, of so many characters together."""
    found: list[str] = []
    while sum(map(len, found)) < chars:
        number = start + len(found)
        found.append(
            f"In its week {number} the delegation of Karatag Pedagogical Institute visited {SCHOOLS[number % 6]}, and both sides "
            f"spoke of the exchange of students, of laboratories and of the recognition of diplomas. The rector said that the "
            f"group number {number * 7 % 101} is expected in the autumn of {2000 + number % 30}."
        )
    return found


def page(chars: int, number: int = 0) -> bytes:
    """A web page, half of it text."""
    body = paragraphs(chars // 2, 40 * number)
    menu = "".join(f'<li class="item-{i}"><a href="/section/{i}">Section {i}</a></li>' for i in range(chars // 500))
    script = f"<script>var settings = {json.dumps(list(range(chars // 30)))};</script>"
    meta = '<meta property="og:site_name" content="Norwood College"><meta property="article:published_time" content="2024-05-18">'
    text = "".join(f'<p class="wp-block">{one}</p>' for one in body)
    return (
        f"<!DOCTYPE html><html><head><title>Guests {number} in Norwood</title>{meta}{script}</head><body><nav><ul>{menu}</ul></nav>"
        f'<article class="post"><h1>Guests {number} in Norwood</h1>{text}</article><footer>Norwood College</footer></body></html>'
    ).encode()


def articles(count: int, chars: int = 3000) -> list[dict[str, str]]:
    """Records of a table."""
    return [
        {"title": f"Guests {number}", "date": "2024-05-18", "text": "\n\n".join(paragraphs(chars, 40 * number))}
        for number in range(count)
    ]


def cases() -> Iterator[Case]:
    """All files, the smallest of a format first."""
    trafilatura: Any = importlib.import_module("trafilatura")
    ours = {"output_format": "txt", "fast": True, "favor_recall": True, "include_comments": False}
    ways: dict[str, Callable[[bytes], object]] = {
        "trafilatura, defaults": lambda data: trafilatura.extract(data),
        "trafilatura, defaults and metadata": lambda data: trafilatura.bare_extraction(data, with_metadata=True),
        "trafilatura, same options": lambda data: trafilatura.extract(data, **ours),
        "trafilatura, same options and metadata": lambda data: trafilatura.bare_extraction(
            data, with_metadata=True, **ours
        ),
    }
    for size in (3_000, 30_000, 300_000):
        yield Case(f"HTML, {size // 1000} kB", "a.html", page(size), ways)
    for count in (1, 10, 100):
        pages = [[(11, one) for one in paragraphs(2800, 40 * number)] for number in range(count)]
        yield Case(f"PDF, {count} pages", "a.pdf", made.pdf(pages), {"pypdfium2": _pdf})
    for kind, make, counts in (
        ("PDF by reportlab", pdf_files.reportlab_pdf, (10, 100)),
        ("PDF of an office", pdf_files.office_pdf, (1, 5, 20)),
        ("PDF, press release", pdf_files.press_release, (1, 3)),
        ("PDF, bulletin in columns", pdf_files.bulletin, (2, 10)),
        ("PDF, report with tables", lambda story: pdf_files.report(story, SCHOOLS), (4, 20)),
    ):
        for count in counts:
            story = [one for number in range(count) for one in paragraphs(2800, 40 * number)]
            if (data := make(story)) is not None:
                yield Case(f"{kind}, {count} × 2,800 characters", "a.pdf", data, {"pypdfium2": _pdf})
    text = "\n\n".join(paragraphs(30_000))
    yield Case("text, 30 kB", "a.txt", text.encode(), {"decode": lambda data: data.decode()})
    yield Case("DOCX, 30 kB", "a.docx", _docx(paragraphs(30_000)), {"zipfile, ElementTree": _docx_text})
    yield Case("RTF, 30 kB", "a.rtf", _rtf(paragraphs(30_000)), {"decode": lambda data: data.decode("latin-1")})
    rows = articles(100)
    lines = "\n".join(map(json.dumps, rows)).encode()
    yield Case(
        "JSON Lines, 100 articles", "a.jsonl", lines, {"json": lambda data: [*map(json.loads, data.splitlines())]}
    )
    yield Case("CSV, 100 articles", "a.csv", _csv(rows), {"csv": lambda d: [*csv.reader(io.StringIO(d.decode()))]})
    if importlib.util.find_spec("pyarrow"):
        yield Case("Parquet, 100 articles", "a.parquet", _parquet(rows), {"pyarrow": _parquet_rows})
    mail = b"".join(b"From x@y.example Sat May  4 09:30:00 2024\n" + made.eml(row["text"]) + b"\n\n" for row in rows)
    yield Case("MBOX, 100 messages", "a.mbox", mail, {"email": _mail})
    feed = b"".join(b"<item><description><![CDATA[%s]]></description></item>" % row["text"].encode() for row in rows)
    yield Case("RSS, 100 entries", "a.rss", b"<rss><channel>%s</channel></rss>" % feed, {"ElementTree": ET.fromstring})
    pages_of_archive = [page(30_000, number) for number in range(20)]
    warc = b"".join(
        b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
        % (len(one), one)
        for one in pages_of_archive
    )
    inside = {
        name.replace("trafilatura", "trafilatura on its pages"): _each(way, pages_of_archive)
        for name, way in ways.items()
    }
    yield Case("WARC, 20 pages", "a.warc", warc, inside)
    yield Case("WARC.GZ, 20 pages", "a.warc.gz", gzip.compress(warc, mtime=0), inside)


def _each(way: Callable[[bytes], object], pages: list[bytes]) -> Callable[[bytes], object]:
    return lambda _: [way(one) for one in pages]


def _pdf(data: bytes) -> object:
    pdfium: Any = importlib.import_module("pypdfium2")
    document = pdfium.PdfDocument(data)
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    document.close()
    return texts


def _docx(texts: list[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    content: bytes = made.zipped({"word/document.xml": document})
    return content


def _docx_text(data: bytes) -> object:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return list(ET.fromstring(archive.read("word/document.xml")).itertext())


def _rtf(texts: list[str]) -> bytes:
    return ("{\\rtf1\\ansi\\ansicpg1251 " + "\\par ".join(texts) + "}").encode("ascii")


def _csv(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _parquet(rows: list[dict[str, str]]) -> bytes:
    arrow: Any = importlib.import_module("pyarrow")
    out = io.BytesIO()
    importlib.import_module("pyarrow.parquet").write_table(arrow.Table.from_pylist(rows), out)
    return out.getvalue()


def _parquet_rows(data: bytes) -> object:
    parquet: Any = importlib.import_module("pyarrow.parquet")
    return parquet.read_table(io.BytesIO(data)).to_pylist()


def _mail(data: bytes) -> object:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "box")
        path.write_bytes(data)
        box = mailbox.mbox(path, factory=lambda file: email.message_from_binary_file(file, policy=email.policy.default))
        return [message.get_content() for message in box]  # type: ignore[attr-defined]


def measure(case: Case, path: Path) -> dict[str, float]:
    """Processor seconds of each way."""
    path.write_bytes(case.data)
    ways: dict[str, Callable[[], object]] = {name: (lambda run=run: run(case.data)) for name, run in case.bare.items()}
    ways["reader"] = lambda: list(drafts(Source(case.data, path.name, SETTINGS)))
    ways["whole"] = lambda: read_file(path, path.name, SETTINGS)
    best = dict.fromkeys(ways, float("inf"))
    spent, rounds = 0.0, 0
    while rounds < 2 or (spent < SECONDS_PER_FILE and rounds < 30):
        for name, way in ways.items():  # in turn, so that no way has the warm caches for itself
            interface_words.forget()  # of a file that was read before: the next has other lines
            started = time.process_time()
            way()
            best[name] = min(best[name], time.process_time() - started)
            spent += time.process_time() - started
        rounds += 1
    return best


def main() -> None:
    """Print the table."""
    wanted = [name.casefold() for name in sys.argv[1:]]
    print("| file | library alone | MB/s | reader, MB/s | whole, MB/s | reader / library | whole / library |")
    print("|---|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for case in cases():
            if wanted and not any(case.name.casefold().startswith(name) for name in wanted):
                continue
            best = measure(case, Path(folder, case.file_name))
            size = len(case.data) / 1e6
            for name in case.bare:
                speeds = " | ".join(f"{size / best[way]:.1f}" for way in (name, "reader", "whole"))
                ratios = " | ".join(f"{best[way] / best[name]:.2f}" for way in ("reader", "whole"))
                print(f"| {case.name} | {name} | {speeds} | {ratios} |", flush=True)


if __name__ == "__main__":
    main()
