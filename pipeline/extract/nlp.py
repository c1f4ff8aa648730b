"""The spaCy pipeline of the extract stage: components in the order in which a text passes them."""

from __future__ import annotations

import re
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import filter_spans

from pipeline.extract import other_tagger, tagger  # noqa: F401  # their components register on import
from pipeline.extract.dates import find_dates
from pipeline.extract.known_names import find_known
from pipeline.extract.money import find_money
from pipeline.extract.names import complete_names
from pipeline.extract.overlaps import settle
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.references import find_references
from pipeline.extract.sentences import split_sentences
from pipeline.records import Article
from pipeline.settings import ExtractSettings

BUILTIN = "builtin"
# No word or address is as long.
_LONG_RUN = re.compile(r"\S{1000}")
_PIECE = re.compile(r"\w+|[^\w\s]|\s+")

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


@cache
def build_nlp(settings: ExtractSettings) -> Language:
    """The pipeline for some settings: grammar, tagger, names, overlaps, references.

    Raises:
        SettingsError: the tagger that the settings name is not installed.
    """
    nlp = spacy.blank("en")
    # Texts are bounded by the ingest settings; nothing here needs memory beyond the text's size.
    nlp.max_length = 1 << 31
    nlp.add_pipe("edufacts_grammar")
    nlp.add_pipe("edufacts_tagger")
    if settings.tagger != BUILTIN:
        nlp.add_pipe("edufacts_other_tagger", config={"model": settings.tagger})
    for component in ("edufacts_names", "edufacts_overlaps", "edufacts_references"):
        nlp.add_pipe(component)
    return nlp


def read_article(nlp: Language, article: Article) -> Reading:
    """Run the pipeline over one article."""
    doc = _make_doc(nlp, article.text)
    doc._.reading = Reading(
        text=article.text,
        published=article.published,
        publisher=article.publisher,
        sentences=split_sentences(article.text, article.blocks),
    )
    reading: Reading = nlp(doc)._.reading
    return reading


def _make_doc(nlp: Language, text: str) -> Doc:
    """The Doc of a text. spaCy's tokenizer takes affixes off one by one, which is quadratic in a run without white space."""
    if not _LONG_RUN.search(text):
        return nlp.make_doc(text)
    words = _PIECE.findall(text)
    return Doc(nlp.vocab, words=words, spaces=[False] * len(words))


@Language.component("edufacts_grammar")
def add_grammar(doc: Doc) -> Doc:
    """Dates and sums of money by grammar, and names that general knowledge gives."""
    reading: Reading = doc._.reading
    reading.candidates += find_known(reading.text)
    for money in find_money(reading.text):
        reading.candidates.append(
            Span(money.start_char, money.end_char, Label.MONEY, score=1.0, found_by="grammar", value=money)
        )
    for date in find_dates(reading.text, reading.published):
        reading.candidates.append(
            Span(date.start_char, date.end_char, Label.DATE, score=date.confidence, found_by="grammar", value=date)
        )
    return doc


@Language.component("edufacts_names")
def add_names(doc: Doc) -> Doc:
    """What the text itself says about its names: acronyms, repetitions, honorifics, parts and wholes."""
    complete_names(doc._.reading)
    return doc


@Language.component("edufacts_overlaps")
def settle_overlaps(doc: Doc) -> Doc:
    """Settle competing spans; entities of the Doc show the result."""
    reading: Reading = doc._.reading
    reading.spans = settle(reading.candidates)
    spans = (doc.char_span(s.start, s.end, label=s.label.value, alignment_mode="expand") for s in reading.spans)
    doc.ents = filter_spans([span for span in spans if span is not None])
    return doc


@Language.component("edufacts_references")
def add_references(doc: Doc) -> Doc:
    """Common nouns that stand for names."""
    reading: Reading = doc._.reading
    reading.references = sorted(find_references(reading), key=lambda reference: (reference.start, reference.end))
    return doc
