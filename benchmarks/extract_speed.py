"""Words a second of extraction beside a spaCy pipeline of the en_core_web_sm architecture, one thread each.

    python benchmarks/extract_speed.py [--articles N] [--rounds N]

The spaCy pipeline (tok2vec, tagger, parser, attribute_ruler, lemmatizer, ner; no weights are needed: they are random) and ours read
the same texts in turns, so that a busy machine slows both. The best round of each counts.
"""

# ruff: noqa: E402 (the number of threads is set before the libraries load)
from __future__ import annotations

import os

# Before the libraries are loaded: one thread each.
for _name in (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "TOKENIZERS_PARALLELISM",
):
    os.environ[_name] = "false" if _name == "TOKENIZERS_PARALLELISM" else "1"

import argparse
import random
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.lookups import Lookups
from spacy.training import Example

from pipeline.annotation.corpus import read_folder
from pipeline.extract import extract_article
from pipeline.records import Article
from pipeline.settings import ExtractSettings

FOLDER = Path("data/annotated/articles")
# Labels as many as the trained pipeline has: the size of the softmax and of the move set belongs to the architecture.
_TAGS = [f"T{number}" for number in range(50)]
_DEPENDENCIES = [f"d{number}" for number in range(45)]
_ENTITIES = [f"E{number}" for number in range(18)]
_TOK2VEC = {
    "@architectures": "spacy.Tok2Vec.v2",
    "embed": {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": 96,
        "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"],
        "rows": [5000, 1000, 2500, 2500, 50, 50],
        "include_static_vectors": False,
    },
    "encode": {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": 96,
        "depth": 4,
        "window_size": 1,
        "maxout_pieces": 3,
    },
}
_LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def _parser_model(state: str, width: int, tok2vec: object) -> dict[str, object]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": state,
        "extra_state_tokens": False,
        "hidden_width": width,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": tok2vec,
    }


def reference_pipeline() -> Language:
    """The components of en_core_web_sm with random weights: one shared tok2vec, and one of its own for the names."""
    random.seed(0)
    spacy.util.fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec", config={"model": _TOK2VEC})
    tagger = nlp.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": _LISTENER}}
    )
    parser = nlp.add_pipe("parser", config={"model": _parser_model("parser", 64, _LISTENER)})
    nlp.add_pipe("attribute_ruler")
    ner = nlp.add_pipe("ner", config={"model": _parser_model("ner", 64, _TOK2VEC)})
    for component, labels in ((tagger, _TAGS), (parser, _DEPENDENCIES), (ner, _ENTITIES)):
        for label in labels:
            component.add_label(label)  # type: ignore[attr-defined]  # all trainable components have it
    doc = nlp.make_doc("A short sentence .")
    example = Example.from_dict(doc, {"tags": ["T0"] * len(doc), "heads": [0] * len(doc), "deps": ["d0"] * len(doc)})
    nlp.initialize(lambda: [example])
    # The lemmatizer's rules come with its trained package; empty ones cost a little less, which favours the reference.
    lookups = Lookups()
    for name in ("lemma_rules", "lemma_exc", "lemma_index"):
        lookups.add_table(name, {"noun": {}})
    lemmatizer = nlp.add_pipe("lemmatizer", config={"mode": "rule"}, before="ner")
    lemmatizer.initialize(lambda: [example], nlp=nlp, lookups=lookups)  # type: ignore[attr-defined]
    return nlp


def timed(work: Callable[[], object]) -> float:
    """Seconds of processor time, which other processes do not lengthen."""
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(texts: Sequence[str], rounds: int) -> tuple[float, float]:
    """Words a second of ours and of the reference, the best of some rounds taken in turns."""
    # Random tags give no parts of speech; the lemmatizer says so.
    warnings.filterwarnings("ignore", message=r"\[W108\]")
    nlp, settings = reference_pipeline(), ExtractSettings()
    articles = [
        Article(article_id=f"a-{n:016d}", path=f"{n}", sha256="0" * 64, text=text) for n, text in enumerate(texts)
    ]

    def ours() -> None:
        for article in articles:
            extract_article(article, settings)

    def reference() -> None:
        for _ in nlp.pipe(texts):
            pass

    words = sum(len(text.split()) for text in texts)
    best = [float("inf"), float("inf")]
    for _ in range(rounds):
        for number, work in enumerate((ours, reference)):
            best[number] = min(best[number], timed(work))
    return words / best[0], words / best[1]


def main() -> None:
    """Print both rates and their ratio."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=80, help="how many annotated articles are read")
    arguments.add_argument("--rounds", type=int, default=3)
    options = arguments.parse_args()
    texts = [article.text for article in read_folder(FOLDER)][: options.articles]
    ours, reference = compare(texts, options.rounds)
    print(f"edufacts:       {ours:7,.0f} words a second (mentions, roles, agreements, dates, events, sums)")
    print(f"en_core_web_sm: {reference:7,.0f} words a second (its architecture with random weights)")
    print(f"ratio:          {ours / reference:7.2f}")


if __name__ == "__main__":
    main()
