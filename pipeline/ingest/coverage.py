"""What became of each file: bytes in, characters kept, characters left out by reason, or why it was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.records import Article, Record, Refusal


class Coverage(Record):
    """One row of the coverage table.

    Attributes:
        path: as in the other tables.
        article_id: "" for a refusal.
        n_bytes: size of the file, 0 for a refusal.
        encoding: how it was decoded, and why so.
        kept_chars: characters of the raw text that stand in the article.
        left_out_chars: characters of the raw text that were left out, white space aside at the ends of stretches.
        left_out: ``reason=characters``, joined with ``|``, the largest first.
        refused: reason and detail of a refusal, "" for an article.
    """

    path: str
    article_id: str = ""
    n_bytes: int = 0
    encoding: str = ""
    kept_chars: int = 0
    left_out_chars: int = 0
    left_out: str = ""
    refused: str = ""


def coverage(results: Iterable[Article | Refusal]) -> Iterator[Coverage]:
    """One row a result of ingest, in the same order."""
    for result in results:
        if isinstance(result, Refusal):
            yield Coverage(path=result.path, refused=f"{result.reason.value}: {result.detail}")
            continue
        counts: Counter[str] = Counter()
        for gone in result.left_out:
            counts[gone.reason] += gone.raw_end - gone.raw_start
        reasons = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        yield Coverage(
            path=result.path,
            article_id=result.article_id,
            n_bytes=result.n_bytes,
            encoding=result.encoding,
            kept_chars=sum(run.length for run in result.raw_runs),
            left_out_chars=sum(counts.values()),
            left_out="|".join(f"{reason}={number}" for reason, number in reasons),
        )
