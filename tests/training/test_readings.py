"""Articles as the fits read them: by taggers that have not seen them, with the publisher told or not."""

from __future__ import annotations

from itertools import count
from pathlib import Path

import numpy as np
import pytest

import pipeline.resources
from pipeline.extract.reading import Label, Reading
from pipeline.training.folds import TAGGER_FOLDS, tells_day, tells_publisher
from pipeline.training.readings import Reader

SOURCE = """\
id: {id}
country: UZ
register: notice
published: 2024-05-04
publisher: i1
---
[Sardoba State Institute](i1) and [Nurobod Polytechnic University](i2) signed a [memorandum](a1) on [3 May 2024](d=2024-05-03).
---
i1: institute, UZ
i2: university, UZ
a1: memorandum of understanding | signed | i1, i2 | on 2024-05-03
"""
GRAPH = Path(pipeline.resources.__path__[0]) / "tagger" / "model.onnx"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    told = next(name for number in count() if tells_publisher(name := f"xx-{number:03}"))
    silent = next(name for number in count() if not tells_publisher(name := f"xx-{number:03}"))
    # The third has an id for which a publisher is told, but nothing is learnt from it.
    held_out = next(name for number in count() if tells_publisher(name := f"yy-{number:03}"))
    (tmp_path / "articles").mkdir()
    for name in (told, silent, held_out):
        (tmp_path / "articles" / f"{name}.ann").write_text(SOURCE.format(id=name), encoding="utf-8")
    rows = f"id,part\n{told},train\n{silent},train\n{held_out},test\n"
    (tmp_path / "splits.csv").write_text(rows, encoding="utf-8")
    return tmp_path


def names(reading: Reading) -> list[str]:
    return [reading.text[span.start : span.end] for span in reading.of(Label.INSTITUTION)]


def test_the_publisher_is_told_for_every_second_article_that_is_learnt_from(corpus: Path) -> None:
    publishers = [reading.publisher for _, reading in Reader(corpus).parts(["train", "test"])]
    assert sorted(publishers) == ["", "", "Sardoba State Institute"]


def test_of_a_third_of_what_is_learnt_from_the_day_is_not_told(corpus: Path) -> None:
    dated, undated = (
        next(name for number in count() if tells_day(name := f"zz-{number:03}") is told) for told in (True, False)
    )
    rows = [(corpus / "splits.csv").read_text(encoding="utf-8").rstrip()]
    for name in (dated, undated):
        (corpus / "articles" / f"{name}.ann").write_text(SOURCE.format(id=name), encoding="utf-8")
        rows.append(f"{name},train")
    (corpus / "splits.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    days = {article.id: reading.published for article, reading in Reader(corpus).parts(["train", "test"])}
    assert days[dated] == "2024-05-04"
    assert days[undated] == ""
    assert all(day for name, day in days.items() if name.startswith("yy"))


def test_only_the_parts_asked_for_are_read(corpus: Path) -> None:
    assert [article.id[:2] for article, _ in Reader(corpus).parts(["test"])] == ["yy"]


def test_names_of_the_training_part_are_those_of_the_outside_tagger_and_states_the_shipped_ones(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = [reading for _, reading in Reader(corpus).parts(["train", "test"])]

    class Silent:
        """A graph that labels nothing."""

        def run(self, outputs: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:  # type: ignore[type-arg]
            logits = np.zeros((1, inputs["input_ids"].shape[1], 15), dtype=np.float32)
            logits[:, :, 0] = 9
            return [logits]

    monkeypatch.setattr("pipeline.training.readings.open_graph", lambda path: Silent())
    outside = [reading for _, reading in Reader(corpus, [GRAPH] * TAGGER_FOLDS).parts(["train", "test"])]
    found = {"Sardoba State Institute", "Nurobod Polytechnic University"}
    assert all(found <= set(names(reading)) for reading in shipped)
    assert [found <= set(names(reading)) for reading in outside] == [False, False, True]
    for one, other in zip(shipped, outside, strict=True):
        assert one.states is not None
        assert other.states is not None
        assert (one.states.vectors == other.states.vectors).all()


def test_the_shipped_graph_in_the_place_of_the_outside_one_gives_the_same_names(corpus: Path) -> None:
    shipped = [names(reading) for _, reading in Reader(corpus).parts(["train"])]
    assert [names(reading) for _, reading in Reader(corpus, [GRAPH] * TAGGER_FOLDS).parts(["train"])] == shipped


def test_a_graph_for_each_fold_is_needed(corpus: Path) -> None:
    with pytest.raises(ValueError, match="one tagger for each"):
        Reader(corpus, [GRAPH])


def test_exchanged_articles_are_read_under_their_new_names(corpus: Path) -> None:
    towns = ["Sirkenta", "Sulmara", "Shorova", "Sangzora", "Sebzora", "Sayhuna", "Sumbara"]
    rows = [(corpus / "splits.csv").read_text(encoding="utf-8").rstrip()]
    for number, town in enumerate(towns):
        source = SOURCE.format(id=f"zz-{number:03}").replace("Sardoba", town)
        (corpus / "articles" / f"zz-{number:03}.ann").write_text(source, encoding="utf-8")
        rows.append(f"zz-{number:03},train")
    (corpus / "splits.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    once = list(Reader(corpus).exchanged("train", 1))
    assert [article.id for article, _ in once] == sorted(article.id for article, _ in once)
    assert len(once) == len(towns) + 2
    first = next(article for article, _ in once if article.id == "zz-000")
    assert "Sirkenta" not in first.text
    for article, reading in once:
        assert reading.text == article.text
        assert article.words(article.marks[0]) in names(reading)
    again = [article for article, _ in Reader(corpus).exchanged("train", 1)]
    assert [article for article, _ in once] == again
