"""The user's own model in the place of the built-in tagger."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest
import spacy

from pipeline.errors import SettingsError
from pipeline.extract.nlp import build_nlp, read_article
from pipeline.extract.reading import Label
from pipeline.records import Article, Block, BlockKind
from pipeline.settings import ExtractSettings

TEXT = "The rector Anna Lind of Zorbly met Quentin Ash in Norvale. " * 40


def read(tagger):
    block = Block(kind=BlockKind.PARAGRAPH, start_char=0, end_char=len(TEXT))
    article = Article(article_id="t", path="t.txt", sha256="", text=TEXT, blocks=(block,))
    return read_article(build_nlp(ExtractSettings(tagger=tagger)), article)


@pytest.fixture
def spacy_pipeline(tmp_path):
    """A spaCy pipeline on disk that knows two names."""
    nlp = spacy.blank("en")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Zorbly"}, {"label": "PERSON", "pattern": "Quentin Ash"}])
    nlp.to_disk(tmp_path / "own")
    return str(tmp_path / "own")


def test_a_spacy_pipeline_takes_the_kinds_that_it_knows(spacy_pipeline):
    found = read(spacy_pipeline)
    words = {TEXT[s.start : s.end] for s in found.spans if s.label is Label.INSTITUTION}
    assert words == {"Zorbly"}
    # It has no label for roles: they stay the built-in tagger's.
    assert any(span.label is Label.ROLE for span in found.spans)


def test_a_pipeline_that_is_not_installed_is_refused():
    with pytest.raises(SettingsError, match="no pipeline 'en_nowhere_lg'"):
        read("en_nowhere_lg")


class FakeModel:
    asked: list[str] = []  # noqa: RUF012  # the texts it was shown, for the test to look at

    @classmethod
    def from_pretrained(cls, folder, local_files_only):
        assert local_files_only
        return cls()

    def predict_entities(self, text, labels, threshold):
        self.asked.append(text)
        at = text.find("Zorbly")
        assert "organization" in labels
        return [{"start": at, "end": at + 6, "label": "organization", "score": 0.87}] if at >= 0 else []


@pytest.fixture
def gliner(monkeypatch, tmp_path):
    module = ModuleType("gliner")
    module.GLiNER = FakeModel
    monkeypatch.setitem(sys.modules, "gliner", module)
    FakeModel.asked = []
    return f"gliner:{tmp_path}"


def test_a_gliner_model_reads_the_whole_text_in_stretches(gliner):
    found = read(gliner)
    names = [span for span in found.spans if span.label is Label.INSTITUTION and span.found_by == "gliner"]
    assert {TEXT[span.start : span.end] for span in names} == {"Zorbly"}
    assert len(FakeModel.asked) > 1
    assert max(map(len, FakeModel.asked)) <= 1200
    assert "".join(FakeModel.asked).count("Quentin Ash") == 40


def test_without_the_package_or_the_folder_the_setting_is_refused(monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "gliner", None)
    with pytest.raises(SettingsError, match="needs the package gliner"):
        read(f"gliner:{tmp_path}")
    with pytest.raises(SettingsError, match="no folder"):
        read(f"gliner:{Path(tmp_path) / 'none'}")
