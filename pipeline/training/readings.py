"""The articles of the annotated corpus as the pipeline reads them, for the fits that come after the tagger.

What is fitted on readings ought to meet the mistakes that the tagger makes of articles that are new to it. It knows those that it was
trained on nearly by heart; so the names of these are taken from taggers that were trained without them (stacking, Wolpert 1992). The
states of the words are those of the shipped tagger all the same, since it is these that a run has.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Collection, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.annotation.split import Part, read_split
from pipeline.evaluation.gold import article_of
from pipeline.extract.encoding import Window
from pipeline.extract.graphs import open_graph
from pipeline.extract.nlp import build_nlp, read_article
from pipeline.extract.reading import Reading
from pipeline.extract.tagger import Tagger
from pipeline.extract.viterbi import FloatArray
from pipeline.settings import ExtractSettings
from pipeline.training.folds import TAGGER_FOLDS, tagger_fold, tells_day, tells_publisher
from pipeline.training.word_exchange import WordExchange

_TAGGER = "edufacts_tagger"
_OUTSIDE = "edufacts_outside_tagger"


class OutsideTagger(Tagger):
    """The tags are those of another graph, the states those of the shipped one."""

    def __init__(self, graph: Path) -> None:
        super().__init__()
        self._outside = open_graph(graph)

    def encode(self, window: Window) -> tuple[FloatArray, npt.NDArray[np.float16]]:
        """Logits [n_words, n_tags] of the other graph, and states [n_words, width], of the words' first pieces."""
        inputs = {"input_ids": window.ids[None], "token_type_ids": window.shapes[None]}
        (logits,) = self._outside.run(["logits"], inputs)
        return logits[0, window.first], super().encode(window)[1]


@Language.factory(_OUTSIDE, default_config={"graph": ""})
def _make(nlp: Language, name: str, graph: str) -> OutsideTagger:
    return OutsideTagger(Path(graph))


class Reader:
    """Reads articles of a corpus.

    Args:
        corpus: folder of the annotated corpus.
        outside: for each fold of the training part the exported graph of a tagger that was trained without it; none: the shipped
            tagger reads everything.

    Raises:
        ValueError: there are graphs, and not one for each fold.
    """

    def __init__(self, corpus: Path, outside: Collection[Path] = ()) -> None:
        if outside and len(outside) != TAGGER_FOLDS:
            raise ValueError(f"one tagger for each of the {TAGGER_FOLDS} folds is needed, in their order")
        self._articles = corpus / "articles"
        self._split = read_split(corpus / "splits.csv")
        settings = ExtractSettings()
        self._nlp = build_nlp(settings)
        self._outside: list[Language] = []
        for graph in outside:
            nlp = build_nlp.__wrapped__(settings)
            nlp.replace_pipe(_TAGGER, _OUTSIDE, config={"graph": str(graph)})
            self._outside.append(nlp)

    @staticmethod
    def add_option(parser: argparse.ArgumentParser) -> None:
        """The option for the graphs."""
        parser.add_argument(
            "--outside",
            type=Path,
            nargs=TAGGER_FOLDS,
            default=(),
            help="graphs of taggers that were trained without a fold of the training part (--without-fold), in the order of the folds",
        )

    def parts(self, parts: Collection[str]) -> Iterator[tuple[AnnotatedArticle, Reading]]:
        """The articles of some parts of the corpus in the order of their ids, as annotated and as the pipeline reads them.

        Of half of the training part the publisher is told, as pages sometimes do; else it is guessed, and of the other parts always, as in
        an evaluation. Of a third of the training part the day of publication is not told.
        """
        for name in sorted(name for name, part in self._split.items() if part in parts):
            article = self._article(name)
            yield article, self._read(article, self._split[name] == Part.TRAIN)

    def exchanged(self, part: str, seed: int) -> Iterator[tuple[AnnotatedArticle, Reading]]:
        """The articles of a part, in the order of their ids, with other words in their names, and as they are read."""
        names = sorted(name for name, its_part in self._split.items() if its_part == part)
        articles = [self._article(name) for name in names]
        exchange = WordExchange(articles)
        random_numbers = random.Random(seed)
        for article in articles:
            new = exchange.apply(article, random_numbers)
            yield new, self._read(new, part == Part.TRAIN)

    def _article(self, name: str) -> AnnotatedArticle:
        path = self._articles / f"{name}.ann"
        return parse(path.read_text(encoding="utf-8"), path.name)

    def _read(self, article: AnnotatedArticle, training: bool) -> Reading:
        nlp = self._outside[tagger_fold(article.id)] if training and self._outside else self._nlp
        plain = article_of(article)
        if training and tells_publisher(article.id):
            plain = plain.model_copy(update={"publisher": publisher_of(article)})
        if training and not tells_day(article.id):
            plain = plain.model_copy(update={"published": ""})
        return read_article(nlp, plain)


def publisher_of(article: AnnotatedArticle) -> str:
    """The longest name of an article's publisher, "" where none is annotated."""
    return max((article.words(mark) for mark in article.marks if article.publisher in mark.ids), key=len, default="")
