"""An installed spaCy pipeline as a second source of names, where the user has one."""

from __future__ import annotations

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.errors import SettingsError
from pipeline.extract.reading import Label, Reading, Span

# OntoNotes and CoNLL label sets, as spaCy's trained pipelines use them.
_LABELS = {
    "PERSON": Label.PERSON,
    "PER": Label.PERSON,
    "ORG": Label.INSTITUTION,
    "GPE": Label.PLACE,
    "LOC": Label.PLACE,
    "FAC": Label.PLACE,
    "EVENT": Label.EVENT,
}
# Its pipelines give no probability; below the built-in tagger's usual score, so that they fill gaps.
_SCORE = 0.6


class OtherTagger:
    """Adds the entities of an installed spaCy pipeline to the candidates."""

    def __init__(self, model: str) -> None:
        try:
            self._nlp = spacy.load(model)
        except (OSError, ImportError, ValueError) as error:
            raise SettingsError(f"extract.tagger: spaCy has no pipeline '{model}' here") from error

    def __call__(self, doc: Doc) -> Doc:
        reading: Reading = doc._.reading
        for entity in self._nlp(reading.text).ents:
            label = _LABELS.get(entity.label_)
            if label is not None:
                reading.candidates.append(Span(entity.start_char, entity.end_char, label, _SCORE, found_by="spacy"))
        return doc


@Language.factory("edufacts_other_tagger", default_config={"model": "en_core_web_sm"})
def make_other_tagger(nlp: Language, name: str, model: str) -> OtherTagger:
    """An installed spaCy pipeline as a component.

    Raises:
        SettingsError: the pipeline is not installed.
    """
    return OtherTagger(model)
