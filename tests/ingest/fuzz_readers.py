# ruff: noqa: E402  (imports below are instrumented)
"""Fuzzes one reader of bytes until stopped: ``python tests/ingest/fuzz_readers.py TARGET [options of libFuzzer] [CORPUS]``.

A target may refuse what it gets; any other exception is a finding, written to a file that begins with ``crash-``.
"""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable
from pathlib import Path

import atheris  # type: ignore[import-not-found]

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[2])]

with atheris.instrument_imports(include=["pipeline.ingest"]):
    from pipeline.ingest.archive_reader import read_gzip, read_warc
    from pipeline.ingest.article import Draft, FileFacts, build_article
    from pipeline.ingest.encoding import decode
    from pipeline.ingest.formats import drafts, drafts_of_member
    from pipeline.ingest.html_tokens import take_apart
    from pipeline.ingest.rtf_reader import read_rtf
    from pipeline.ingest.source import Source

from hostile_files import RUSSIAN
from made_files import html_page, rtf, warc

from pipeline.errors import RefusedError
from pipeline.settings import IngestSettings

SETTINGS = IngestSettings(max_archive_bytes=1_000_000)


def _articles(results: object) -> None:
    for result in results:  # type: ignore[attr-defined]
        if isinstance(result, Draft):
            article = build_article(result, "x", FileFacts("", 0), SETTINGS)
            assert "".join(article.text.split())
            for run in article.raw_runs:
                assert run.raw_start + run.length <= len(result.log.raw)


def _rtf(data: bytes) -> None:
    _articles(read_rtf(Source(data, "x.rtf", SETTINGS)))


def _warc(data: bytes) -> None:
    _articles(read_warc(Source(data, "x.warc", SETTINGS), drafts_of_member))


def _gzip(data: bytes) -> None:
    _articles(read_gzip(Source(data, "x.gz", SETTINGS), drafts_of_member))


def _any(data: bytes) -> None:
    _articles(drafts(Source(data, "x", SETTINGS)))


def _encoding(data: bytes) -> None:
    decode(data)


def _html(data: bytes) -> None:
    take_apart(data.decode("latin-1"))


TARGETS: dict[str, tuple[Callable[[bytes], None], list[bytes]]] = {
    "encoding": (_encoding, [RUSSIAN.encode(name) for name in ("utf-8", "cp1251", "koi8-r", "utf-16-le")]),
    "rtf": (_rtf, [rtf()]),
    "warc": (_warc, [warc()]),
    "gzip": (_gzip, [gzip.compress(html_page(), mtime=0)]),
    "html": (_html, [html_page()]),
    "any": (_any, [rtf(), html_page(), warc()]),
}


def main() -> None:
    """Run the target named first on the command line; its seeds are written to the corpus folder, named last."""
    target, seeds = TARGETS[sys.argv.pop(1)]
    for number, seed in enumerate(seeds):
        Path(sys.argv[-1], f"seed-{number}").write_bytes(seed)

    def one(data: bytes) -> None:
        try:
            target(data)
        except RefusedError:
            return

    atheris.Setup(sys.argv, one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
