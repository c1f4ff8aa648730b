"""Extract: what one article says, as a pure function of its text and the settings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.records import Article, ArticleFacts, Refusal, RefusalReason, Stage
from pipeline.settings import ExtractSettings

__all__ = ["check_settings", "extract", "extract_article"]


def extract(articles: Iterable[Article], settings: ExtractSettings) -> Iterator[ArticleFacts | Refusal]:
    """Read articles one by one, lazily and in order."""
    for article in articles:
        yield extract_article(article, settings)


def extract_article(article: Article, settings: ExtractSettings) -> ArticleFacts | Refusal:
    """All mentions and records of one article; a failure costs this article only."""
    # Imported here so that a worker process pays for spaCy, and a call that needs no extraction does not.
    from pipeline.extract.facts import FactsBuilder
    from pipeline.extract.nlp import build_nlp, read_article

    nlp = build_nlp(settings)
    try:
        return FactsBuilder(read_article(nlp, article)).facts(article.article_id)
    except Exception as error:  # any bug in a component: the run goes on and reports it
        detail = f"{type(error).__name__}: {error}"
        return Refusal(stage=Stage.EXTRACT, path=article.path, reason=RefusalReason.FAILED, detail=detail)


def check_settings(settings: ExtractSettings) -> None:
    """Fail early on settings that no article could be read with.

    Raises:
        SettingsError: for example a tagger that is not installed.
    """
    from pipeline.extract.nlp import build_nlp

    build_nlp(settings)
