"""What became of each file: bytes in, characters kept, characters left out by reason, or why it was refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.records import Article, Coverage, Refusal


def coverage(results: Iterable[Article | Refusal]) -> Iterator[Coverage]:
    """One row a result of ingest, in the same order."""
    for result in results:
        yield _of_refusal(result) if isinstance(result, Refusal) else _of_article(result)


def _of_refusal(refusal: Refusal) -> Coverage:
    refused = f"{refusal.reason.value}: {refusal.detail}"
    return Coverage(path=refusal.path, n_bytes=refusal.n_bytes, refused=refused)


def _of_article(article: Article) -> Coverage:
    counts: Counter[str] = Counter()
    for gone in article.left_out:
        counts[gone.reason] += gone.raw_end - gone.raw_start
    reasons = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return Coverage(
        path=article.path,
        article_id=article.article_id,
        format=article.format,
        n_bytes=article.n_bytes,
        encoding=article.encoding,
        language=article.language,
        kept_chars=sum(run.length for run in article.raw_runs),
        left_out_chars=sum(counts.values()),
        left_out=tuple(f"{reason}={number}" for reason, number in reasons),
        put_right=article.put_right,
        metadata_sources=article.metadata_sources,
        other_days=article.other_days,
    )
