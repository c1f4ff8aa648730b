"""Files of records: CSV, TSV, JSON, JSON Lines and Parquet, one article a record. No dialect is ever guessed."""

from __future__ import annotations

import csv
import importlib
import io
import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.encoding import decode
from pipeline.ingest.record_draft import draft_of_record, fields_of, map_columns
from pipeline.ingest.source import RefusedRecord, Source
from pipeline.records import RefusalReason
from pipeline.settings import IngestSettings

# Articles are longer than the 128 KiB that the csv module allows a field; the file's size is limited already.
csv.field_size_limit(min(sys.maxsize, 2**31 - 1))

Results = Iterator[Draft | RefusedRecord]


def read_csv(source: Source) -> Results:
    """Comma-separated values with a header row; another delimiter comes from the settings."""
    yield from _delimited(source, source.settings.csv_delimiter)


def read_tsv(source: Source) -> Results:
    """Tab-separated values with a header row."""
    yield from _delimited(source, "\t")


def _delimited(source: Source, delimiter: str) -> Results:
    text = decode(source.data).text
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next(rows, [])
        columns = _columns(header, source.settings)
        for number, row in enumerate(rows, 1):
            if not row:
                continue
            if len(row) > len(header):
                detail = f"{len(row)} fields, but the header has {len(header)}"
                yield RefusedRecord(str(number), RefusalReason.UNREADABLE, detail)
            else:
                record = dict(zip(header, row, strict=False))
                yield draft_of_record(fields_of(record, columns), str(number))
    except csv.Error as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"malformed table: {error}") from error


def read_json(source: Source) -> Results:
    """A JSON file: a list of records, one record, or an object with a list of them; several values are JSON Lines."""
    text = decode(source.data).text
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data" and "\n" in text.strip():
            yield from _json_lines(text, source.settings)
            return
        raise RefusedError(RefusalReason.UNREADABLE, f"malformed JSON: {error}") from error
    except RecursionError as error:
        raise RefusedError(RefusalReason.UNREADABLE, "JSON nested too deeply") from error
    records = _records_in(value)
    columns = _columns(_keys(records), source.settings)
    single = isinstance(value, dict) and records == [value]
    for number, record in enumerate(records, 1):
        yield _record(record, columns, "" if single else str(number))


def read_json_lines(source: Source) -> Results:
    """JSON Lines: one record a line; a malformed line costs itself only."""
    yield from _json_lines(decode(source.data).text, source.settings)


def _json_lines(text: str, settings: IngestSettings) -> Results:
    parsed: list[tuple[str, object]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            parsed.append((str(number), json.loads(line)))
        except (ValueError, RecursionError) as error:
            yield RefusedRecord(str(number), RefusalReason.UNREADABLE, f"malformed JSON: {error}"[:200])
    columns = _columns(_keys([value for _, value in parsed]), settings) if parsed else {}
    for row, value in parsed:
        yield _record(value, columns, row)


def read_parquet(source: Source) -> Results:
    """A Parquet file, read in batches.

    Raises:
        RefusedError: it is damaged, or the optional reader is not installed.
    """
    try:
        arrow: Any = importlib.import_module("pyarrow")  # loaded only when a Parquet file comes
        parquet: Any = importlib.import_module("pyarrow.parquet")
    except ImportError as error:
        raise RefusedError(RefusalReason.UNSUPPORTED, "Parquet files need the package pyarrow") from error
    try:
        file = parquet.ParquetFile(arrow.BufferReader(source.data))
        columns = _columns(file.schema_arrow.names, source.settings)
        number = 0
        for batch in file.iter_batches(batch_size=500, columns=list(columns.values())):
            for record in batch.to_pylist():
                number += 1
                yield _record(record, columns, str(number))
    except (arrow.ArrowException, OSError) as error:
        raise RefusedError(RefusalReason.UNREADABLE, f"damaged Parquet file: {error}"[:200]) from error


def _record(record: object, columns: Mapping[str, str], row: str) -> Draft | RefusedRecord:
    if not isinstance(record, dict):
        return RefusedRecord(row, RefusalReason.UNREADABLE, f"not a record but a {type(record).__name__}")
    return draft_of_record(fields_of(record, columns), row)


def _records_in(value: object) -> list[object]:
    """The list itself, or the longest list of objects directly inside an object that is no record itself."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        raise RefusedError(RefusalReason.UNSUPPORTED, "the JSON holds no records")
    lists = [inner for inner in value.values() if isinstance(inner, list) and inner and isinstance(inner[0], dict)]
    if lists and "text" not in map_columns(value, {}):
        return max(lists, key=len)
    return [value]


def _keys(records: Iterable[object]) -> list[str]:
    return list(dict.fromkeys(str(key) for record in records if isinstance(record, dict) for key in record))


def _columns(names: Iterable[str], settings: IngestSettings) -> dict[str, str]:
    listed = list(names)
    columns = map_columns(listed, settings.columns)
    if "text" not in columns:
        shown = ", ".join(name[:40] for name in listed[:12]) or "none"
        hint = "name the column of texts in the settings (ingest.columns)"
        raise RefusedError(RefusalReason.UNSUPPORTED, f"no column of texts among: {shown}; {hint}")
    return columns
