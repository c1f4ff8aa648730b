"""Another source of names that the user has: an installed spaCy pipeline, or a GLiNER model in a folder."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import SettingsError
from pipeline.extract.reading import Label, Reading, Sentence, Span

GLINER = "gliner:"
"""What the setting begins with when the rest is the folder of a GLiNER model."""

# OntoNotes and CoNLL label sets, as spaCy's trained pipelines use them.
_SPACY_LABELS = {
    "PERSON": Label.PERSON,
    "PER": Label.PERSON,
    "ORG": Label.INSTITUTION,
    "GPE": Label.PLACE,
    "LOC": Label.PLACE,
    "FAC": Label.PLACE,
    "EVENT": Label.EVENT,
}
# What a GLiNER model is asked for, in its words.
_GLINER_LABELS = {
    "person": Label.PERSON,
    "organization": Label.INSTITUTION,
    "location": Label.PLACE,
    "event": Label.EVENT,
    "programme or project": Label.PROGRAMME,
    "job title": Label.ROLE,
}
# spaCy's pipelines give no probability.
_SCORE = 0.9
_THRESHOLD = 0.5
# GLiNER cuts off what is longer than its encoder reads, some 384 words.
_MOST_CHARACTERS = 1200


class _Source(Protocol):
    labels: frozenset[Label]

    def spans(self, reading: Reading) -> Iterator[Span]:
        """The spans of a text."""


class OtherTagger:
    """Puts the names of the user's model in the place of the built-in tagger's, for the kinds that this model knows."""

    def __init__(self, model: str) -> None:
        self._source: _Source = _Gliner(model.removeprefix(GLINER)) if model.startswith(GLINER) else _Spacy(model)

    def __call__(self, doc: Doc) -> Doc:
        reading: Reading = doc._.reading
        known = self._source.labels
        reading.candidates = [s for s in reading.candidates if s.found_by != "tagger" or s.label not in known]
        reading.candidates += self._source.spans(reading)
        return doc


class _Spacy:
    def __init__(self, model: str) -> None:
        try:
            self._nlp = spacy.load(model)
        except (OSError, ImportError, ValueError) as error:
            raise SettingsError(f"extract.tagger: spaCy has no pipeline '{model}' here") from error
        names = {label for pipe in self._nlp.pipe_labels.values() for label in pipe}
        self.labels = frozenset(label for name, label in _SPACY_LABELS.items() if name in names)

    def spans(self, reading: Reading) -> Iterator[Span]:
        for entity in self._nlp(reading.text).ents:
            label = _SPACY_LABELS.get(entity.label_)
            if label is not None:
                yield Span(entity.start_char, entity.end_char, label, _SCORE, found_by="spacy")


class _Gliner:
    labels = frozenset(_GLINER_LABELS.values())

    def __init__(self, folder: str) -> None:
        if not Path(folder).is_dir():
            raise SettingsError(f"extract.tagger: there is no folder '{folder}' with a GLiNER model")
        try:
            # Only for those who have it; never from a hub.
            self._model = import_module("gliner").GLiNER.from_pretrained(folder, local_files_only=True)
        except ImportError as error:
            raise SettingsError("extract.tagger: 'gliner:' needs the package gliner, which is not installed") from error
        except (OSError, ValueError, RuntimeError, KeyError) as error:
            raise SettingsError(f"extract.tagger: no GLiNER model could be read from '{folder}': {error}") from error

    def spans(self, reading: Reading) -> Iterator[Span]:
        for start, end in _stretches(reading.sentences):
            names = self._model.predict_entities(reading.text[start:end], list(_GLINER_LABELS), threshold=_THRESHOLD)
            for name in names:
                label, score = _GLINER_LABELS[name["label"]], round(float(name["score"]), 4)
                yield Span(start + int(name["start"]), start + int(name["end"]), label, score, found_by="gliner")


def _stretches(sentences: list[Sentence]) -> Iterator[tuple[int, int]]:
    """Runs of whole sentences that a model reads at once; a sentence that is too long is cut."""
    start = end = -1
    for sentence in sentences:
        if start >= 0 and sentence.end - start > _MOST_CHARACTERS:
            yield start, end
            start = -1
        if start < 0:
            start = sentence.start
        end = sentence.end
        while end - start > _MOST_CHARACTERS:
            yield start, start + _MOST_CHARACTERS
            start += _MOST_CHARACTERS
    if start >= 0:
        yield start, end


@Language.factory("edufacts_other_tagger", default_config={"model": "en_core_web_sm"})
def make_other_tagger(nlp: Language, name: str, model: str) -> OtherTagger:
    """The user's model as a component.

    Raises:
        SettingsError: it is not installed.
    """
    return OtherTagger(model)
