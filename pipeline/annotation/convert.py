"""Annotated articles as spaCy documents and ``DocBin`` files.

A ``Doc`` holds every mark that begins and ends with a token as a span of ``doc.spans["mentions"]`` (label: the
kind; ``span.id_``: the ref), the outermost of them without references as ``doc.ents``, and the rest in
``doc.user_data["annotation"]``, from which ``from_doc`` restores also the marks inside tokens.
"""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from pipeline.annotation.corpus import read_folder, write_articles
from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.inline import read_ref
from pipeline.annotation.labels import Companion, Label, assemble, labels_of
from pipeline.annotation.model import MarkKind

SPANS_KEY = "mentions"
COMPANION_KEY = "annotation"


def to_doc(article: AnnotatedArticle, nlp: Language) -> Doc:
    """Make a document of an article with the tokens of ``nlp``; ``doc.text`` is the article's text."""
    doc = nlp.make_doc(article.text)
    spans: list[Span] = []
    for label in labels_of(article):
        span = doc.char_span(label.start_char, label.end_char, label=label.label, span_id=label.ref)
        if span is not None:
            spans.append(span)
    doc.spans[SPANS_KEY] = spans
    doc.ents = tuple(filter_spans([span for span in spans if span.label_ != MarkKind.REFERENCE]))
    doc.user_data[COMPANION_KEY] = Companion.of(article).model_dump(mode="json")
    return doc


def from_doc(doc: Doc, name: str) -> AnnotatedArticle:
    """Make an article of a document; the inverse of ``to_doc``.

    The spans of the document win over the marks kept beside it, except for marks that are not made of whole
    tokens. A document without these spans is read from ``doc.ents``. Raises ``ConversionError``.
    """
    companion = Companion.model_validate(doc.user_data.get(COMPANION_KEY, {}))
    spans = doc.spans.get(SPANS_KEY, doc.ents)
    labels = [Label(span.start_char, span.end_char, span.label_, span.id_) for span in spans]
    labels += inside_tokens(doc)
    return assemble(name, doc.text, labels, companion)


def inside_tokens(doc: Doc) -> list[Label]:
    """Return the marks kept beside a document that begin or end within a token."""
    companion = Companion.model_validate(doc.user_data.get(COMPANION_KEY, {}))
    return [
        Label(start, end, read_ref(ref)[0].value, ref)
        for start, end, ref in companion.marks
        if doc.char_span(start, end) is None
    ]


def write_docbin(folder: Path, target: Path, only: frozenset[str] | None = None) -> tuple[int, int]:
    """Write the articles of ``folder`` (or those with an id in ``only``) as a spaCy file.

    Returns how many documents were written, and how many marks are no spans because they are not whole tokens.
    """
    nlp = spacy.blank("en")
    docbin = DocBin(store_user_data=True)
    n_inside = 0
    for article in read_folder(folder):
        if only is None or article.id in only:
            doc = to_doc(article, nlp)
            n_inside += len(inside_tokens(doc))
            docbin.add(doc)
    docbin.to_disk(target)
    return len(docbin), n_inside


def read_docbin(source: Path, folder: Path) -> list[Path]:
    """Write the documents of a spaCy file as articles into ``folder``; return their paths."""
    nlp = spacy.blank("en")
    docs = DocBin().from_disk(source).get_docs(nlp.vocab)
    articles = (from_doc(doc, f"doc-{number:03}") for number, doc in enumerate(docs, start=1))
    return write_articles(articles, folder)
