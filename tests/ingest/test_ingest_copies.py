"""Which articles count as copies of another, and which of them as the original."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest import mark_duplicates
from pipeline.records import Article, Refusal

Read = Callable[..., Article]

RELEASE = """Norwood College receives guests from Karatag

The rector of Norwood College, Anna Lindqvist, received a delegation of Karatag Pedagogical Institute on Monday, and the two sides
discussed an exchange of students and teachers, joint research on soils, and a summer school for future teachers of science.

A memorandum of understanding between the college and the institute was signed by Anna Lindqvist and by Sherali Davlatov, the vice-rector
for international relations of the institute, who had come to Norwood with three deans and the head of the library.

A joint plan of work for the coming academic year will be prepared by the end of the month, the press office of the college said.

The guests also visited the laboratory of soils, the new library and the botanical garden on the bank of the river.
"""
REPRINT = "By our correspondent\n\n" + RELEASE.rpartition("The guests also")[0]


def articles(read: Read, *texts: tuple[str, str]) -> list[Article]:
    return [read(text, name) for name, text in texts]


def copies(found: list[Article]) -> dict[str, str]:
    """Path of every copy and of its original."""
    marked = [one for one in mark_duplicates(found) if isinstance(one, Article)]
    paths = {one.article_id: one.path for one in marked}
    assert len(paths) == len(marked)
    return {one.path: paths[one.duplicate_of] for one in marked if one.duplicate_of}


def test_equal_and_nearly_equal_texts_are_copies_of_one_original(read: Read) -> None:
    found = articles(read, ("a.txt", RELEASE), ("b.txt", RELEASE), ("c.txt", REPRINT), ("d.txt", RELEASE.upper()))
    assert copies(found) == {"b.txt": "a.txt", "c.txt": "a.txt", "d.txt": "a.txt"}


def test_the_original_is_the_one_published_first_and_then_the_first_by_path(read: Read) -> None:
    dated = f"{RELEASE}\nPublished: 3 May 2024\n"
    found = articles(read, ("a.txt", RELEASE), ("b.txt", dated), ("c.txt", f"{REPRINT}\nPublished: 4 May 2024\n"))
    for order in itertools.permutations(found):
        assert copies(list(order)) == {"a.txt": "b.txt", "c.txt": "b.txt"}


def test_a_copy_keeps_its_own_address_and_day(read: Read) -> None:
    extra = "\nPublished: 4 May 2024\n\nSource: https://wire.example/guests\n"
    marked = list(
        mark_duplicates(articles(read, ("a.txt", f"{RELEASE}\nPublished: 3 May 2024\n"), ("b.txt", REPRINT + extra)))
    )
    copy = marked[1]
    assert isinstance(copy, Article)
    assert (bool(copy.duplicate_of), copy.published, copy.source_url) == (
        True,
        "2024-05-04",
        "https://wire.example/guests",
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Karatag", "Balakan"),
        ("Anna Lindqvist", "Berta van Dalen"),
        ("three deans", "deans"),
        ("on Monday", "on 4 May"),
    ],
)
def test_a_text_from_the_same_form_with_other_names_is_no_copy(read: Read, old: str, new: str) -> None:
    found = articles(read, ("a.txt", RELEASE), ("b.txt", RELEASE.replace(old, new)))
    assert bool(copies(found)) == (old == "three deans")  # a word more or less makes no other event


def test_short_notices_are_copies_only_when_they_are_equal(read: Read) -> None:
    notice = (
        "Open day\n\nThe college invites school leavers to its open day, which begins at ten in the main building.\n"
    )
    found = articles(read, ("a.txt", notice), ("b.txt", notice.replace("ten", "noon")), ("c.txt", notice))
    assert copies(found) == {"c.txt": "a.txt"}


def test_refusals_keep_their_places(read: Read, refuse: Callable[..., Refusal]) -> None:
    article, refusal = read(RELEASE), refuse(b"")
    assert list(mark_duplicates([refusal, article, refusal])) == [refusal, article, refusal]


def test_copies_and_languages_are_the_same_under_any_order_of_sets(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(RELEASE.replace("soils", f"soils {'and water ' * number}"), "utf-8")
    (tmp_path / "short.txt").write_text("Rektor instituta", "utf-8")
    script = (
        "import sys; from pathlib import Path; from pipeline.ingest import ingest; from pipeline.settings import IngestSettings\n"
        "for one in ingest(sorted(Path(sys.argv[1]).iterdir()), IngestSettings()): print(one.model_dump_json())"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    seen = {
        subprocess.run(
            command,
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2", "3")
    }
    (only,) = seen
    assert b'"duplicate_of":"a-' in only
