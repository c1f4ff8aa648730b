"""Reads the files that registers of institutions are published in: ROR's JSON dump (schema 1 and 2), and a simple CSV.

A file is read as a stream, record by record, so its size does not matter.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.errors import UsageError

ROR = "ROR"
"""The name of the register that a ROR dump becomes."""
CSV_COLUMNS = ("id", "name", "aliases", "type", "country", "city", "part_of")
_CHUNK = 1 << 20
# A record that is longer than this is no record.
_LONGEST_RECORD = 16 << 20
_WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class RegisterRecord:
    """One institution of a register. ``aliases``: all its other names, acronyms too; ``part_of``: id of its parent."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    type: str = ""
    country: str = ""
    city: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that a name was linked to, and how likely that is right."""

    register: str
    id: str
    name: str
    country: str
    city: str
    part_of: str
    probability: float


def read_records(path: Path) -> Iterator[RegisterRecord]:
    """The records of a file: ``.csv``, ``.json``, or a ``.zip`` that holds a ROR dump.

    Raises:
        UsageError: the file cannot be read, or is none of these; the message says where.
    """
    try:
        with _opened(path) as (stream, name):
            if name.lower().endswith(".json"):
                yield from _ror(stream, name)
            else:
                yield from _csv(stream, name)
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise UsageError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8 text") from error


def is_ror(path: Path) -> bool:
    """Whether a file is taken for a ROR dump."""
    return path.suffix.lower() in (".json", ".zip")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[str], str]]:
    """The text to read and the name of its file; of a ZIP archive the JSON file of the newest schema."""
    if path.suffix.lower() not in (".csv", ".json", ".zip"):
        raise UsageError(f"{path}: a register is imported from .json, .zip or .csv")
    if path.suffix.lower() != ".zip":
        with path.open(encoding="utf-8-sig", newline="") as stream:
            yield stream, str(path)
        return
    with zipfile.ZipFile(path) as archive:
        found = [name for name in archive.namelist() if name.lower().endswith(".json")]
        if not found:
            raise UsageError(f"{path}: no .json file in it")
        chosen = max(found, key=lambda name: ("schema_v2" in name.lower(), name))
        with archive.open(chosen) as member, io.TextIOWrapper(member, encoding="utf-8-sig") as stream:
            yield stream, f"{path}#{chosen}"


def _csv(stream: IO[str], name: str) -> Iterator[RegisterRecord]:
    rows = csv.DictReader(stream)
    missing = [column for column in ("id", "name") if column not in (rows.fieldnames or ())]
    if missing:
        raise UsageError(
            f"{name}: column {missing[0]!r} is missing; needed are id, name; known: {', '.join(CSV_COLUMNS)}"
        )
    try:
        for row in rows:
            cells = {column: (row.get(column) or "").strip() for column in CSV_COLUMNS}
            if not cells["id"] or not cells["name"]:
                raise UsageError(f"{name}: line {rows.line_num}: id or name is empty")
            aliases = tuple(filter(None, (alias.strip() for alias in cells.pop("aliases").split("|"))))
            cells["country"] = cells["country"].upper()
            yield RegisterRecord(aliases=aliases, **cells)
    except csv.Error as error:
        raise UsageError(f"{name}: line {rows.line_num}: {error}") from error


def _ror(stream: IO[str], name: str) -> Iterator[RegisterRecord]:
    for number, item in enumerate(_items(stream, name), 1):
        try:
            record = _second(item) if "names" in item else _first(item)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise UsageError(f"{name}: record {number} is no ROR record of schema 1 or 2") from error
        if record is not None and item.get("status") != _WITHDRAWN:
            yield record


def _items(stream: IO[str], name: str) -> Iterator[dict[str, Any]]:
    """The objects of a JSON array, one by one."""
    decoder = json.JSONDecoder()
    text = stream.read(_CHUNK).lstrip()
    if not text.startswith("["):
        raise UsageError(f"{name}: no ROR dump: it does not begin with a list")
    at, number, ended = 1, 0, False
    while True:
        while at < len(text) and text[at] in " \t\r\n,":
            at += 1
        if at < len(text) and text[at] == "]":
            return
        try:
            item, at = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            if ended or len(text) - at > _LONGEST_RECORD:
                what = "it ends in the middle" if ended else str(error.msg)
                raise UsageError(f"{name}: record {number + 1} is no JSON: {what}") from error
            more = stream.read(_CHUNK)
            ended = not more
            text, at = text[at:] + more, 0
            continue
        number += 1
        if not isinstance(item, dict):
            raise UsageError(f"{name}: record {number} is no object")
        yield item


def _first(item: Mapping[str, Any]) -> RegisterRecord | None:
    labels = [label["label"] for label in item.get("labels") or ()]
    addresses = item.get("addresses") or [{}]
    return _record(
        str(item["id"]),
        [str(item["name"]), *labels, *(item.get("aliases") or ()), *(item.get("acronyms") or ())],
        item.get("types") or [],
        ((item.get("country") or {}).get("country_code") or "", (addresses[0] or {}).get("city") or ""),
        item.get("relationships") or [],
    )


def _second(item: Mapping[str, Any]) -> RegisterRecord | None:
    names = sorted(item["names"], key=lambda name: "ror_display" not in name["types"])
    places = item.get("locations") or [{}]
    where = (places[0] or {}).get("geonames_details") or {}
    return _record(
        str(item["id"]),
        [str(name["value"]) for name in names],
        item.get("types") or [],
        (where.get("country_code") or "", where.get("name") or ""),
        item.get("relationships") or [],
    )


def _record(
    id_: str, names: list[str], types: list[str], where: tuple[str, str], relations: list[dict[str, str]]
) -> RegisterRecord | None:
    distinct = list(dict.fromkeys(name.strip() for name in names if name and name.strip()))
    if not distinct:
        return None
    parents = sorted(one["id"] for one in relations if one["type"].lower() == "parent")
    kinds = [kind.lower() for kind in types if kind.lower() != "funder"]
    return RegisterRecord(
        id_,
        distinct[0],
        tuple(distinct[1:]),
        kinds[0] if kinds else "",
        where[0].upper(),
        where[1],
        (parents or [""])[0],
    )
