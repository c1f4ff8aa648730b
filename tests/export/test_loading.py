"""Reading a run back: a small run written by hand, then loaded."""

import csv
import json
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import UsageError
from pipeline.export.tables import TABLES

TEXT = "Ganja signs\n\nThe Ganja Lyceum and Ordubad Institute signed a pact.\nLater the Lyceum of Ganja opened a hall."
ROWS = {
    "articles": [
        {"article_id": "a-1", "path": "in/ganja.txt", "title": "Ganja signs", "published": "2025-03-01", "n_words": 17},
        {"article_id": "a-2", "path": "in/other.txt", "title": "'=1+1", "published": "", "n_words": 0},
    ],
    "institutions": [
        {
            "institution_id": "i-1",
            "name": "Ganja Lyceum",
            "aliases": "Lyceum of Ganja",
            "n_mentions": 3,
            "n_articles": 1,
        },
        {"institution_id": "i-2", "name": "Ordubad Institute", "n_mentions": 1, "n_articles": 1},
    ],
    "people": [{"person_id": "p-1", "name": "Aysel Quliyeva", "n_mentions": 0, "n_articles": 0}],
    "places": [{"place_id": "l-1", "name": "Ganja", "n_mentions": 1, "n_articles": 1, "latitude": 40.68}],
    "agreements": [
        {
            "agreement_id": "g-1",
            "article_id": "a-1",
            "date": "2025-03",
            "parties": "i-1|i-2",
            "start_char": 57,
            "end_char": 61,
            "confidence": 0.75,
        }
    ],
}


def mention(number: int, name: str, entity: str, kind: str, after: int = 0) -> dict[str, str | int | float]:
    start = TEXT.index(name, after)
    return {
        "mention_id": f"a-1:m{number}",
        "article_id": "a-1",
        "entity_id": entity,
        "kind": kind,
        "text": name,
        "start_char": start,
        "end_char": start + len(name),
        "sentence": TEXT.splitlines()[2],
        "confidence": 0.9,
    }


MENTIONS = [
    mention(1, "Ganja", "l-1", "place"),
    mention(2, "Ganja Lyceum", "i-1", "institution"),
    mention(3, "Ordubad Institute", "i-2", "institution"),
    mention(4, "Lyceum of Ganja", "i-1", "institution"),
    mention(5, "Ganja Lyceum", "i-1", "institution"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for table in TABLES:
        with (tmp_path / f"{table.name}.csv").open("w", newline="", encoding="utf-8") as handle:
            empty = {column.name: 0 if column.type == "integer" else "" for column in table.columns}
            writer = csv.DictWriter(handle, table.column_names)
            writer.writeheader()
            rows = MENTIONS if table.name == "mentions" else ROWS.get(table.name, [])
            writer.writerows({**empty, **row} for row in rows)
    lines = [{"article_id": "a-1", "text": TEXT}, {"article_id": "a-2", "text": ""}]
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return tmp_path


def test_columns_come_with_their_types(folder: Path):
    run = pipeline.load_run(folder)
    assert run.agreements.loc[0, "parties"] == ("i-1", "i-2")
    assert run.agreements.loc[0, "signatories"] == ()
    assert run.agreements.loc[0, "date"] == "2025-03"
    assert run.agreements.loc[0, "confidence"] == 0.75
    assert run.mentions["start_char"].dtype == "int64"
    assert run.places["latitude"].tolist() == [40.68]


def test_the_apostrophe_of_a_defused_formula_is_taken_off(folder: Path):
    assert pipeline.load_run(folder)["articles"].loc[1, "title"] == "=1+1"


def test_entities_are_one_frame_over_all_kinds(folder: Path):
    entities = pipeline.load_run(folder).entities
    assert entities["entity_id"].tolist() == ["i-1", "i-2", "p-1", "l-1"]
    assert entities["table"].tolist() == ["institutions", "institutions", "people", "places"]
    assert entities.loc[0, "aliases"] == ("Lyceum of Ganja",)


def test_spellings_are_counted_with_the_most_used_first(folder: Path):
    spellings = pipeline.load_run(folder).spellings("i-1")
    assert spellings["text"].tolist() == ["Ganja Lyceum", "Lyceum of Ganja"]
    assert spellings["n_mentions"].tolist() == [2, 1]
    assert spellings["sentence"].str.startswith("The Ganja Lyceum").all()


def test_rows_get_the_title_and_path_of_their_article(folder: Path):
    run = pipeline.load_run(folder)
    told = run.with_articles(run.agreements)
    assert list(told.columns[:3]) == ["published", "title", "path"]
    assert told.loc[0, "path"] == "in/ganja.txt"
    assert told.loc[0, "agreement_id"] == "g-1"


def test_an_article_is_marked_without_overlaps(folder: Path):
    marked = pipeline.load_run(folder).highlight("a-1")
    assert marked["title"] == "Ganja signs"
    assert [marked["text"][one["start"] : one["end"]] for one in marked["ents"]] == [
        "Ganja",
        "Ganja Lyceum",
        "Ordubad Institute",
        "Lyceum of Ganja",
    ]


def test_evidence_is_marked_in_its_paragraph_beside_the_names(folder: Path):
    start = TEXT.index("pact")
    marked = pipeline.load_run(folder).highlight_evidence("a-1", start, start + 4, "agreement")
    assert marked["text"] == "The Ganja Lyceum and Ordubad Institute signed a pact."
    assert [(marked["text"][one["start"] : one["end"]], one["label"]) for one in marked["ents"]] == [
        ("Ganja Lyceum", "institution"),
        ("Ordubad Institute", "institution"),
        ("pact", "agreement"),
    ]


def test_evidence_in_the_last_line_reaches_to_the_end_of_the_text(folder: Path):
    marked = pipeline.load_run(folder).highlight_evidence("a-1", len(TEXT) - 5, len(TEXT))
    assert marked["text"] == "Later the Lyceum of Ganja opened a hall."


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (lambda run: run.spellings("i-9"), "no mention of 'i-9'"),
        (lambda run: run.highlight("a-9"), "no article 'a-9'"),
        (lambda run: run.highlight_evidence("a-9", 0, 1), "no article 'a-9'"),
    ],
)
def test_an_unknown_id_is_named(folder: Path, ask, message: str):
    with pytest.raises(UsageError, match=message):
        ask(pipeline.load_run(folder))


def test_an_unknown_table_is_an_attribute_error_that_names_the_tables(folder: Path):
    run = pipeline.load_run(folder)
    with pytest.raises(AttributeError, match="it has articles, mentions"):
        _ = run.universities
    assert {"institutions", "spellings"} <= set(dir(run))
    assert "2 institutions" in repr(run)


def test_a_folder_without_a_run_and_a_damaged_run_are_usage_errors(folder: Path):
    with pytest.raises(UsageError, match="holds no run"):
        pipeline.load_run(folder / "none")
    (folder / "dates.csv").write_text("article_id,text\n", encoding="utf-8")
    with pytest.raises(UsageError, match="lacks the column start_date"):
        pipeline.load_run(folder)
    (folder / "dates.csv").unlink()
    with pytest.raises(UsageError, match="cannot read"):
        pipeline.load_run(folder)
