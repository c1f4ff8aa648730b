"""A local register of institutions, and the link from a name to its entry: often there is none, and that is an answer.

The file is a SQLite database of entries, their names and the keys by which names are looked up; only what a run asks
for is read.
"""

from __future__ import annotations

import math
import os
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.errors import UsageError
from pipeline.records import Kind
from pipeline.resolve.distinctive_clues import DISTINCTIVE
from pipeline.resolve.gazetteer import countries_in, fold
from pipeline.resolve.names import parse_name
from pipeline.resolve.register_records import ROR, Match, RegisterRecord, is_ror, read_records
from pipeline.resolve.scoring import compare
from pipeline.resolve.scripts import skeleton
from pipeline.resolve.shortforms import is_acronym
from pipeline.resolve.units import is_generic

_FORMAT = "edufacts register 1"
_SCHEMA = """
CREATE TABLE meta (name TEXT NOT NULL, format TEXT NOT NULL);
CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT, name TEXT, type TEXT, country TEXT, city TEXT, part_of TEXT);
CREATE TABLE alias (number INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (number, name)) WITHOUT ROWID;
CREATE TABLE look (key TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""
_MOST_CANDIDATES = 300
_FORGET_AFTER = 5_000
# Log-odds: a name that reads the same as one of an entry; and what country and city add to any likeness.
_SAME_NAME = 4.0
_SAME_COUNTRY = 2.0
_OTHER_COUNTRY = -8.0
_SAME_HOME = 1.0
_GENERAL_WITHOUT_COUNTRY = -6.0
_SAME_CITY = 1.0
_OTHER_CITY = -1.0
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class Asked:
    """A name and what is known of its bearer: the country stated for it, the city, the country its articles are about."""

    name: str
    country: str = ""
    city: str = ""
    home: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    name: str
    country: str
    city: str
    part_of: str
    names: tuple[str, ...]


def import_register(source: Path, target: Path) -> int:
    """Write the register of a published file; returns the number of entries. Nothing is written when the file is bad.

    Raises:
        UsageError: ``source`` cannot be read, or ``target`` cannot be written.
    """
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        book = sqlite3.connect(part)
    except (OSError, sqlite3.Error) as error:
        raise UsageError(f"cannot write {target}: {getattr(error, 'strerror', None) or error}") from error
    try:
        book.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA)
        book.execute("INSERT INTO meta VALUES (?, ?)", (ROR if is_ror(source) else source.stem, _FORMAT))
        number = 0
        for number, record in enumerate(read_records(source), 1):
            _write(book, number, record)
            if number % _FORGET_AFTER == 0:  # no name comes twice: what is remembered of them only fills the memory
                parse_name.cache_clear()
                fold.cache_clear()
        if not number:
            raise UsageError(f"{source}: no records in it")
        book.commit()
        book.close()
        os.replace(part, target)
    except (OSError, sqlite3.Error) as error:
        raise UsageError(f"cannot write {target}: {error}") from error
    finally:
        book.close()
        part.unlink(missing_ok=True)
    return number


def _write(book: sqlite3.Connection, number: int, record: RegisterRecord) -> None:
    names = list(dict.fromkeys((record.name, *record.aliases)))
    entry = (number, record.id, record.name, record.type, record.country, record.city, record.part_of)
    book.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", entry)
    book.executemany("INSERT INTO alias VALUES (?, ?)", [(number, name) for name in names])
    keys = sorted({key for name in names for key in _keys(name)})
    book.executemany("INSERT INTO look VALUES (?, ?)", [(key, number) for key in keys])


def _keys(name: str) -> Iterator[str]:
    """The whole name, and the sound of each word of its own."""
    yield "=" + (fold(name) or name)
    for part in parse_name(Kind.INSTITUTION, name).of(*DISTINCTIVE):
        bones = skeleton(part.key)
        if len(bones) > 1 and not part.light:
            yield bones
        yield from part.places[:1]


class Register:
    """An imported register. Reading only; asked again, it gives the same answer."""

    def __init__(self, path: Path) -> None:
        """Open a register.

        Raises:
            UsageError: there is no such file, or it is no register.
        """
        if not path.is_file():
            raise UsageError(f"no register {path}; make one with: edufacts registry import FILE --into {path}")
        try:
            self._book = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
            found = self._book.execute("SELECT name, format FROM meta").fetchone()
        except sqlite3.Error as error:
            raise UsageError(f"{path}: no register: {error}") from error
        if not found or found[1] != _FORMAT:
            raise UsageError(f"{path}: no register that this version reads; import it again")
        self.name = str(found[0])
        self.link = lru_cache(maxsize=100_000)(self._link)

    def _link(self, asked: Asked) -> Match | None:
        """The entry of a name, when one fits and no other nearly as well; an acronym alone is linked to none."""
        if is_acronym(asked.name) or not fold(asked.name):
            return None
        scored = sorted(((self._score(asked, entry), entry.id, entry) for entry in self._near(asked)), reverse=True)
        if not scored or scored[0][0] <= 0:
            return None
        best, entry = scored[0][0], scored[0][2]
        rest = sum(math.exp(min(30.0, score) - min(30.0, best)) for score, _, _ in scored[1:])
        probability = 1.0 / (1.0 + math.exp(-min(30.0, best)) + rest)
        if probability < _SURE:
            return None
        return Match(self.name, entry.id, entry.name, entry.country, entry.city, entry.part_of, round(probability, 4))

    def _near(self, asked: Asked) -> Iterator[_Entry]:
        keys = sorted(set(_keys(asked.name)))
        marks = ", ".join("?" for _ in keys)
        counted = self._book.execute(
            f"SELECT number, MAX(substr(key, 1, 1) = '='), COUNT(*) FROM look WHERE key IN ({marks})"
            " GROUP BY number ORDER BY 2 DESC, 3 DESC, 1 LIMIT ?",
            (*keys, _MOST_CANDIDATES),
        )
        for number, _, _ in counted.fetchall():
            row = self._book.execute("SELECT id, name, country, city, part_of FROM entry WHERE number = ?", (number,))
            id_, name, country, city, part_of = row.fetchone()
            names = self._book.execute("SELECT name FROM alias WHERE number = ? ORDER BY name", (number,))
            yield _Entry(id_, name, country, city, part_of, tuple(alias for (alias,) in names))

    def _score(self, asked: Asked, entry: _Entry) -> float:
        score = max(_likeness(asked.name, name) for name in entry.names)
        country = asked.country or _named_country(asked.name)
        if country and entry.country:
            score += _SAME_COUNTRY if country == entry.country else _OTHER_COUNTRY
        elif is_generic(asked.name):
            score += _GENERAL_WITHOUT_COUNTRY
        elif asked.home and asked.home == entry.country:
            score += _SAME_HOME
        if asked.city and entry.city:
            score += _SAME_CITY if fold(asked.city) == fold(entry.city) else _OTHER_CITY
        return score


def _named_country(name: str) -> str:
    found = countries_in(name)
    return found[0] if len(found) == 1 else ""


def _likeness(name: str, other: str) -> float:
    if fold(name) == fold(other):
        return _SAME_NAME
    comparison = compare(parse_name(Kind.INSTITUTION, name), parse_name(Kind.INSTITUTION, other))
    return -30.0 if comparison.vetoed or is_acronym(other) else min(_SAME_NAME, comparison.score)


def first_match(registers: Iterable[Register], asked: Asked) -> Match | None:
    """The match in the first register that has one."""
    return next((match for register in registers if (match := register.link(asked)) is not None), None)
