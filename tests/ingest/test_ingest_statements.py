"""Author, places of metadata and disagreeing days; the floor of main text over the written pages."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.records import Article

Read = Callable[..., Article]

BODY = (
    "<p>The rector of Norwood College received a delegation of Karatag Institute on Monday, the press office said.</p>"
)
BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "main_text.py"
LEAST_F1 = 0.95


def test_days_that_disagree_are_noted_with_their_places(read: Read) -> None:
    head = '<meta property="article:published_time" content="2024-05-18">'
    article = read(
        f"<html><head>{head}</head><body><h1>Guests in Norwood</h1><p>20.05.2024</p>{BODY}</body></html>", "a.html"
    )
    assert article.published == "2024-05-18"
    assert "published=article:published_time" in article.metadata_sources
    assert article.other_days == "2024-05-20 (date line)"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Anna Lindqvist", "Anna Lindqvist"),
        ("Author: Sherali Davlatov", "Sherali Davlatov"),
        ("By our correspondent", ""),
        ("By Staff Reporter", ""),
    ],
)
def test_a_byline_names_the_author(read: Read, line: str, author: str) -> None:
    article = read(f"<html><body><h1>Guests in Norwood</h1><p>{line}</p>{BODY}</body></html>", "a.html")
    assert article.author == author


def test_the_main_text_of_the_written_pages_does_not_get_worse() -> None:
    spec = importlib.util.spec_from_file_location("main_text_benchmark", BENCHMARK)
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(benchmark)
    pages = sorted(benchmark.PAGES.glob("*.html"))
    scores = [
        benchmark.f1(*benchmark.score(benchmark.ours(page), page.with_suffix(".txt").read_text("utf-8")))
        for page in pages
    ]
    assert len(pages) == 40
    assert sum(scores) / len(scores) >= LEAST_F1
