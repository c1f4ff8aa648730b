"""The spaCy pipeline of the extract stage: components in the order in which a text passes them."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.extract import other_tagger, tagger  # noqa: F401  # their components register on import
from pipeline.extract.dates import find_dates
from pipeline.extract.known_names import find_known
from pipeline.extract.money import find_money
from pipeline.extract.names import complete_names
from pipeline.extract.overlaps import settle
from pipeline.extract.publisher import guess_publisher
from pipeline.extract.reading import Label, Reading, Span
from pipeline.extract.references import find_references
from pipeline.extract.sentences import split_sentences
from pipeline.records import Article
from pipeline.settings import ExtractSettings

BUILTIN = "builtin"

if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)


@cache
def build_nlp(settings: ExtractSettings) -> Language:
    """The pipeline for some settings: grammar, tagger, names, overlaps, publisher, references.

    Raises:
        SettingsError: the tagger that the settings name is not installed.
    """
    nlp = spacy.blank("en")
    nlp.add_pipe("edufacts_grammar")
    nlp.add_pipe("edufacts_tagger")
    if settings.tagger != BUILTIN:
        nlp.add_pipe("edufacts_other_tagger", config={"model": settings.tagger})
    for component in ("edufacts_names", "edufacts_overlaps", "edufacts_publisher", "edufacts_references"):
        nlp.add_pipe(component)
    return nlp


def read_article(nlp: Language, article: Article) -> Reading:
    """Run the pipeline over one article.

    The Doc only carries the reading: it has no tokens, since each component cuts words in its own way and all offsets are those of
    characters.
    """
    doc = Doc(nlp.vocab)
    doc._.reading = Reading(
        text=article.text,
        published=article.published,
        publisher=article.publisher,
        sentences=split_sentences(article.text, article.blocks),
    )
    reading: Reading = nlp(doc)._.reading
    return reading


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
    """Settle competing spans."""
    reading: Reading = doc._.reading
    reading.spans = settle(reading.candidates)
    return doc


@Language.component("edufacts_publisher")
def add_publisher(doc: Doc) -> Doc:
    """Who publishes the article, where its page does not say it."""
    reading: Reading = doc._.reading
    reading.publisher = reading.publisher or guess_publisher(reading)
    return doc


@Language.component("edufacts_references")
def add_references(doc: Doc) -> Doc:
    """Common nouns that stand for names."""
    reading: Reading = doc._.reading
    reading.references = sorted(find_references(reading), key=lambda reference: (reference.start, reference.end))
    return doc
