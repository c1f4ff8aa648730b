"""The built-in tagger: an int8 ONNX encoder that labels words, run by onnxruntime; long texts are read whole, in windows."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
from spacy.language import Language
from spacy.tokens import Doc
from tokenizers import Tokenizer

from pipeline.extract.encoding import Window, encode
from pipeline.extract.graphs import load_graph
from pipeline.extract.labels import TAGS
from pipeline.extract.reading import Label, Reading, Span, WordStates
from pipeline.extract.viterbi import FloatArray, IntArray, best_tags

MAX_PIECES = 256
_MANY_WORDS = 20_000
_SURE_BEGINNING = 0.5
_EVENT_TAGS = [number for number, tag in enumerate(TAGS) if tag.endswith(f"-{Label.EVENT}")]


class Tagger:
    """spaCy component: adds a candidate span to ``doc._.reading`` for every tagged stretch.

    Windows are run one by one: the int8 graph scales its activations over a whole batch, so a batch of several articles would
    make the tags of one depend on its neighbours. At this length a single window keeps a core busy.
    """

    def __init__(self) -> None:
        self._session = load_graph("model")
        self._tokenizer = _tokenizer()

    def __call__(self, doc: Doc) -> Doc:
        reading: Reading = doc._.reading
        units = [(sentence.start, sentence.end, sentence.block) for sentence in reading.sentences]
        windows = encode(reading.text, units, self._tokenizer, MAX_PIECES)
        if not windows:
            return doc
        logits, states = zip(*map(self.encode, windows), strict=True)
        events = []
        for window, (tags, probabilities) in zip(windows, best_tags(list(logits)), strict=True):
            reading.candidates += _spans(window, tags, probabilities)
            events.append(probabilities[:, _EVENT_TAGS].sum(axis=1))
        vectors = np.concatenate(states)
        if len(vectors) < _MANY_WORDS:
            # What follows computes in single precision, and reads most words several times.
            vectors = vectors.astype(np.float32)
        words = np.concatenate([window.words for window in windows])
        reading.states = WordStates(words, vectors, np.concatenate(events))
        return doc

    def encode(self, window: Window) -> tuple[FloatArray, npt.NDArray[np.float16]]:
        """Logits [n_words, n_tags] and states [n_words, width] of the words' first pieces."""
        inputs = {"input_ids": window.ids[None], "token_type_ids": window.shapes[None]}
        logits, states = self._session.run(["logits", "states"], inputs)
        return logits[0, window.first], states[0, window.first].astype(np.float16)


def _spans(window: Window, tags: IntArray, probabilities: FloatArray) -> list[Span]:
    found: list[Span] = []
    begins = np.flatnonzero(tags)
    position = 0
    while position < len(begins):
        first = int(begins[position])
        label = TAGS[tags[first]][2:]
        last = first
        while position + 1 < len(begins) and begins[position + 1] == last + 1 and TAGS[tags[last + 1]] == f"I-{label}":
            position += 1
            last += 1
        score = _score(probabilities[np.arange(first, last + 1), tags[first : last + 1]])
        start, end = int(window.words[first, 0]), int(window.words[last, 1])
        found.append(Span(start, end, Label(label), score=round(score, 4), found_by="tagger"))
        position += 1
    return found


def _score(words: FloatArray) -> float:
    """The probability of a span: that of its least certain word [n_words].

    One that surely begins is a name, wherever it ends; its score is at least half of its words' mean.
    """
    least = float(words.min())
    return max(least, float(words.mean()) / 2) if words[0] >= _SURE_BEGINNING else least


@cache
def _tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_str(files("pipeline.resources").joinpath("tagger", "tokenizer.json").read_text("utf-8"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@Language.factory("edufacts_tagger")
def make_tagger(nlp: Language, name: str) -> Tagger:
    """The built-in tagger as a spaCy component."""
    return Tagger()
