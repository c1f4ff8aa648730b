"""Helpers of the ingest tests: read a text as if it were a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest import read_file
from pipeline.records import Article, Refusal
from pipeline.settings import IngestSettings

Read = Callable[..., Article]


@pytest.fixture
def read_any(tmp_path: Path) -> Callable[..., list[Article | Refusal]]:
    def read(content: str | bytes, name: str = "page.txt", **settings: int) -> list[Article | Refusal]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(path, name, IngestSettings(**settings))

    return read


@pytest.fixture
def read(read_any: Callable[..., list[Article | Refusal]]) -> Read:
    def read_one(content: str | bytes, name: str = "page.txt") -> Article:
        (article,) = read_any(content, name)
        assert isinstance(article, Article), article
        return article

    return read_one


@pytest.fixture
def refuse(read_any: Callable[..., list[Article | Refusal]]) -> Callable[..., Refusal]:
    def read_one(content: str | bytes, name: str = "page.txt", **settings: int) -> Refusal:
        (refusal,) = read_any(content, name, **settings)
        assert isinstance(refusal, Refusal), refusal
        return refusal

    return read_one
