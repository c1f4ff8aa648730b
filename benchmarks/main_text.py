"""Main text of web pages: F1 over words beside plain trafilatura and a naive tag strip: ``python benchmarks/main_text.py``.

The 40 pages and their gold text in ``tests/ingest/pages`` are written for the project. A gold line that begins with ``~``
(date, byline) may be found or not. ``--pages`` prints a line for each page; times are processor seconds, the best of five rounds.
"""

from __future__ import annotations

import html
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import trafilatura

from pipeline.ingest import read_file
from pipeline.records import Article
from pipeline.settings import IngestSettings

PAGES = Path(__file__).parents[1] / "tests" / "ingest" / "pages"
ROUNDS = 5
_WORD = re.compile(r"\w+")


def ours(path: Path) -> str:
    """The text that a run would read."""
    (result,) = read_file(path, path.name, IngestSettings())
    return result.text if isinstance(result, Article) else ""


def plain_trafilatura(path: Path) -> str:
    """The library with its defaults."""
    return trafilatura.extract(path.read_text(encoding="utf-8")) or ""


def tag_strip(path: Path) -> str:
    """Everything between tags, without scripts and styles."""
    source = re.sub(r"(?is)<(script|style)\b.*?</\1>", " ", path.read_text(encoding="utf-8"))
    return html.unescape(re.sub(r"<[^>]*>", " ", source))


def score(found: str, gold: str) -> tuple[int, int, int]:
    """Words found and right, found, wanted; words of optional lines do not count where they were found."""
    lines = gold.splitlines()
    wanted = Counter(_words("\n".join(line for line in lines if not line.startswith("~"))))
    optional = Counter(_words("\n".join(line[1:] for line in lines if line.startswith("~"))))
    got = Counter(_words(found))
    right = sum((got & wanted).values())
    forgiven = sum(((got - wanted) & optional).values())
    return right, sum(got.values()) - forgiven, sum(wanted.values())


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def f1(right: int, found: int, wanted: int) -> float:
    """Harmonic mean of precision and recall."""
    return 2 * right / max(1, found + wanted)


def main() -> None:
    """Print the table."""
    pages = sorted(PAGES.glob("*.html"))
    ways: dict[str, Callable[[Path], str]] = {
        "edufacts": ours,
        "trafilatura": plain_trafilatura,
        "tag strip": tag_strip,
    }
    seconds = dict.fromkeys(ways, float("inf"))
    for _ in range(ROUNDS):  # in turn, so that no way has the warm caches for itself
        for name, way in ways.items():
            started = time.process_time()
            for page in pages:
                way(page)
            seconds[name] = min(seconds[name], time.process_time() - started)
    print(f"{len(pages)} pages\n| | precision | recall | F1 | worst page | seconds |\n|---|---:|---:|---:|---:|---:|")
    each: dict[str, list[float]] = {}
    for name, way in ways.items():
        found = [way(page) for page in pages]
        scores = [
            score(text, page.with_suffix(".txt").read_text(encoding="utf-8"))
            for text, page in zip(found, pages, strict=True)
        ]
        each[name] = [f1(*one) for one in scores]
        right, got, wanted = (sum(column) for column in zip(*scores, strict=True))
        mean = sum(each[name]) / len(pages)
        print(
            f"| {name} | {right / got:.3f} | {right / wanted:.3f} | {mean:.3f} | {min(each[name]):.3f} | {seconds[name]:.2f} |"
        )
    if "--pages" in sys.argv:
        for index, page in enumerate(pages):
            print(page.stem, *(f"{name} {values[index]:.3f}" for name, values in each.items()))


if __name__ == "__main__":
    main()
