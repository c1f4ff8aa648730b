# ruff: noqa: E501  (made files are strings of markup)
"""Makes a folder of more than 150 files of all formats, sound and broken: `python tests/ingest/hostile_files.py FOLDER`."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import sys
import zipfile
from pathlib import Path

_spec = importlib.util.spec_from_file_location("made_files", Path(__file__).with_name("made_files.py"))
assert _spec is not None
assert _spec.loader is not None
made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made)

TEXT = f"{made.TITLE}\n\n{made.LEAD}\n\n{made.MORE}\n"
RUSSIAN = (
    "Ректор Норвудского колледжа Анна Линдквист приняла делегацию Каратагского педагогического института, стороны подписали "
    "меморандум о взаимопонимании и договорились об обмене студентами.\n"
)


def sound() -> dict[str, bytes]:
    """One or more sound files of every format."""
    rows = [{"text": TEXT, "title": made.TITLE, "date": "2024-05-04"}, {"text": made.MORE, "title": "", "date": ""}]
    files = {
        "a.txt": TEXT.encode(), "a.md": f"# {TEXT}".encode(), "a.html": made.html_page(), "a.docx": made.docx(), "a.odt": made.odt(), "a.rtf": made.rtf(),
        "a.pdf": made.pdf([[(18, made.TITLE), (11, made.LEAD), (11, made.MORE)]]), "a.eml": made.eml(), "a.mbox": made.mbox(), "a.rss": made.rss(),
        "a.atom": made.atom(), "a.warc": made.warc(), "a.warc.gz": gzip.compress(made.warc(), mtime=0), "a.mhtml": made.mhtml(), "a.txt.gz": gzip.compress(TEXT.encode(), mtime=0),
        "a.json": json.dumps(rows).encode(), "a.jsonl": "\n".join(map(json.dumps, rows)).encode(), "a.csv": f'text,title\n"{made.LEAD}",{made.TITLE}\n'.encode(),
        "a.tsv": f"text\ttitle\n{made.LEAD}\t{made.TITLE}\n".encode(), "a.zip": made.zipped({"in/one.txt": TEXT, "in/two.html": made.html_page()}),
    }  # fmt: skip
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1251", "koi8-r"):
        files[f"russian-{encoding}.txt"] = RUSSIAN.encode(encoding)
    return files


def broken() -> dict[str, bytes]:
    """Sound files cut off, with damaged bytes, and under a wrong name."""
    files: dict[str, bytes] = {}
    for name, data in sound().items():
        stem, _, suffix = name.partition(".")
        for percent in (3, 40, 90):
            files[f"cut{percent}-{stem}.{suffix}"] = data[: len(data) * percent // 100]
        damaged = bytearray(data)
        for place in range(len(data) // 7, len(data), max(1, len(data) // 5)):
            damaged[place] ^= 0xA5
        files[f"damaged-{stem}.{suffix}"] = bytes(damaged)
        files[f"named-wrongly-{stem}-{suffix.replace('.', '-')}.pdf"] = data
    return files


def odd() -> dict[str, bytes]:
    """What folders hold besides: empty files, pictures, bombs, monsters."""
    nested = made.zipped({"x.txt": TEXT})
    for _ in range(6):
        nested = made.zipped({"in.zip": nested})
    locked = bytearray(made.zipped({"x.txt": TEXT}, zipfile.ZIP_STORED))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + offset] |= 1
    return {
        "empty.txt": b"", "empty.html": b"", "empty.docx": b"", "spaces.txt": b" \n\t \n", "zeros.txt": bytes(5000), "bytes.txt": bytes(range(256)) * 50,
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(100), "photo.jpg": b"\xff\xd8\xff\xe0" + bytes(100), "old.doc": b"\xd0\xcf\x11\xe0" + bytes(600),
        "locked.docx": b"\xd0\xcf\x11\xe0" + bytes(100) + "EncryptedPackage".encode("utf-16-le"), "locked.zip": bytes(locked), "nested.zip": nested,
        "bomb.zip": made.zipped({"bomb.txt": b"0" * 40_000_000}), "bomb.txt.gz": gzip.compress(b"0" * 40_000_000, mtime=0), "empty.zip": made.zipped({}),
        "nul.txt": TEXT.replace("rector", "rec\x00tor").encode(), "middle.txt": (TEXT * 5).encode()[:300] + b"\xff\xfe\xc3" + (TEXT * 5).encode()[300:],
        "one-line.txt": b"word " * 2_200_000, "long-line.html": b"<p>" + b"word " * 100_000, "deep.html": b"<div>" * 20_000 + made.html_page(),
        "attributes.html": b"<a " + b'x="1" ' * 50_000 + b">" + made.html_page(), "opened.html": b"<p" * 50_000 + made.html_page(), "comment.html": b"<!--" * 20_000 + made.html_page(),
        "entities.html": b"<p>" + b"&amp;" * 20_000 + made.LEAD.encode(), "deep.json": b"[" * 100_000, "scalar.json": b"42", "strings.json": b'["a", "b"]', "no-text.csv": b"a,b\n1,2\n",
        "ragged.csv": f"text\n{made.MORE},x,y\n".encode(), "quotes.csv": b'text\n"never closed', "rows.xml": b"<?xml version='1.0'?><rows><row/></rows>", "no-items.rss": b"<rss><channel/></rss>",
        "laughs.rss": b"<!DOCTYPE r [<!ENTITY a 'b'>]><rss>&a;</rss>", "table.xlsx": made.zipped({"xl/workbook.xml": "<x/>"}), "menu.html": b"<ul><li><a href=x>Home</a></li></ul>",
        "mixed\nname.txt": TEXT.encode(), "quote\"name'.txt": TEXT.encode(), "имя файла.txt": TEXT.encode(), "=formula.txt": TEXT.encode(), "no-extension": TEXT.encode(),
        "no-http.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999\r\n\r\nx", "program.txt": b"\x7fELF" + bytes(64), "surrogate.json": b'{"text": "\\ud800 ' + made.LEAD.encode() + b'"}',
        "quoted.eml": b"From: a@b.example\nMessage-ID: <1>\nMIME-Version: 1.0\n\n> only a quote\n", "header.eml": b"Subject: x\nMIME-Version: 1.0\nContent-Type: text/plain; charset=nonsense\n\n" + TEXT.encode(),
    }  # fmt: skip


def make_folder(folder: Path) -> int:
    """Write all files, a folder with the name of a file, links that loop, break and lead out; the number of files."""
    files = {**sound(), **broken(), **odd()}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (folder / "folder.txt").mkdir()
    (folder / "folder.txt" / "inside.txt").write_text(TEXT, encoding="utf-8")
    os.symlink(folder, folder / "loop")
    os.symlink(folder / "nowhere", folder / "broken-link.txt")
    os.symlink("/etc/hostname", folder / "leads-out.txt")
    return len(files) + 2


if __name__ == "__main__":
    print(make_folder(Path(sys.argv[1])), "files")
