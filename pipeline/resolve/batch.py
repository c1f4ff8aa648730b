"""A list of names resolved on its own, without articles: ``edufacts resolve NAMES.csv``."""

from __future__ import annotations

import csv
import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from pipeline.errors import UsageError
from pipeline.records import Kind
from pipeline.resolve.blocking import candidate_array
from pipeline.resolve.calibration import calibrated
from pipeline.resolve.circumstances import read_circumstances
from pipeline.resolve.components import LEAST
from pipeline.resolve.entities import entry_cells
from pipeline.resolve.gazetteer import countries_in
from pipeline.resolve.latecomers import attach_acronyms
from pipeline.resolve.names import Name, Part, take_apart
from pipeline.resolve.namesake_split import split
from pipeline.resolve.register import Register
from pipeline.resolve.register_records import Match
from pipeline.resolve.registered_names import RegisteredNames
from pipeline.resolve.shortened import attach_shortened
from pipeline.resolve.verdicts import Verdicts, judge_pairs

_COLUMNS = ("name", "kind")
_KINDS = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Grouped:
    """Distinct names of one kind with their clusters (lists of positions) and, per name, how sure its place there is.

    ``matches``: the entry of a register for each cluster, ``None`` for one that no register knows.
    """

    names: tuple[str, ...]
    clusters: list[list[int]]
    confidence: tuple[float, ...]
    matches: tuple[Match | None, ...]


def group_names(
    kind: Kind,
    texts: Iterable[str],
    workers: int = 1,
    registers: Sequence[Register] = (),
    countries: Mapping[str, str] = MappingProxyType({}),
) -> Grouped:
    """Cluster the distinct names of one kind. Neither the order of ``texts`` nor the number of processes matters.

    Args:
        registers: asked about institutions, in this order.
        countries: name to its country as ISO 3166 alpha-2, for the registers; a name may be missing.
    """
    distinct = tuple(sorted(set(texts)))
    known = RegisteredNames.of(distinct, countries, registers if kind is Kind.INSTITUTION else ())
    with _no_collections():
        names = _taken_apart(kind, distinct)
        verdicts = judge_pairs(kind, names, _candidates(names), workers)
        clusters = known.cluster(len(names), verdicts)
        clusters = known.keep_apart(clusters, attach_shortened(names, clusters))
        clusters = known.keep_apart(clusters, attach_acronyms(names, clusters))
        alike = _confidence(kind, len(names), clusters, verdicts)
        confidence = tuple(known.confidence(n, one) for n, one in enumerate(alike))
        return Grouped(distinct, clusters, confidence, tuple(known.match(group) for group in clusters))


class _Answer(NamedTuple):
    """What becomes of a row."""

    label: str
    canonical: str
    confidence: float
    entry: Match | None


@contextmanager
def _no_collections() -> Iterator[None]:
    """Without the search for reference cycles, which goes through all names again and again and finds none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _taken_apart(kind: Kind, texts: Sequence[str]) -> list[Name]:
    """The names of a list; parts that come again are one object, which saves memory and speeds comparisons up."""
    known: dict[Part, Part] = {}
    names = []
    for text in texts:
        name = take_apart(kind, text)
        names.append(replace(name, parts=tuple([known.setdefault(part, part) for part in name.parts])))
    return names


def _candidates(names: Sequence[Name]) -> NDArray[np.int32]:
    """Pairs to compare: of full names, and of names that say too little to be compared before those have found together."""
    late = np.array([bool(name.acronym) for name in names], dtype=bool)
    found = []
    for pool in (np.flatnonzero(~late), np.flatnonzero(late)):
        found.append(pool[candidate_array([names[at] for at in pool.tolist()])])
    return np.concatenate(found).astype(np.int32)


def _confidence(kind: Kind, n: int, clusters: Sequence[Sequence[int]], verdicts: Verdicts) -> tuple[float, ...]:
    """Per name, the probability of its best link within its cluster; 1 for a name on its own."""
    owner = np.empty(n, dtype=np.int64)
    for number, group in enumerate(clusters):
        owner[group] = number
    left, right = verdicts.pairs[:, 0], verdicts.pairs[:, 1]
    inside = (owner[left] == owner[right]) & (verdicts.scores > LEAST)
    scores = np.full(n, -9.0)
    for side in (left, right):
        np.maximum.at(scores, side[inside], verdicts.scores[inside])
    best = scores.tolist()
    alone = {group[0] for group in clusters if len(group) == 1}
    return tuple(1.0 if item in alone else _probability(kind, best[item]) for item in range(n))


def _probability(kind: Kind, score: float) -> float:
    return 0.5 if score <= -9.0 else round(calibrated(kind, score), 4)


def resolve_names(
    frame: pd.DataFrame, *, use_country: bool = False, workers: int = 1, registers: Iterable[Path | str] = ()
) -> pd.DataFrame:
    """Resolve a table with columns ``name, kind`` (``country``, ``context`` may be there).

    Returns the same rows in the same order with columns ``name, kind, cluster, canonical_name, confidence``. With
    ``use_country``, names of different countries are never put together. Where contexts contradict each other, rows of
    one name are told apart (see ``namesake_split``). The names are compared in ``workers`` processes, which changes nothing
    but the time.

    With ``registers`` (files of imported ones, asked in this order) names of one entry are one institution, names of two are
    two, and there are the columns ``ror_id``, ``register``, ``register_id`` and ``register_probability``; they are empty
    where nothing is known, and where contexts have split what bears the name of an entry.

    Raises:
        UsageError: a column is missing, a kind is unknown, or a file is no register.
    """
    books = [Register(Path(path)) for path in registers]
    missing = [column for column in _COLUMNS if column not in frame.columns]
    if missing:
        raise UsageError(f"column {missing[0]!r} is missing; needed are name, kind")
    rows = [(str(name), str(kind)) for name, kind in zip(frame["name"], frame["kind"], strict=True)]
    for number, (_, kind) in enumerate(rows, 2):
        if kind not in _KINDS:
            raise UsageError(f"line {number}: unknown kind {kind!r}; known are {', '.join(sorted(_KINDS))}")
    countries = (
        [str(one) for one in frame["country"]] if use_country and "country" in frame.columns else [""] * len(rows)
    )
    said = [str(one) for one in frame["context"]] if "context" in frame.columns else [""] * len(rows)
    groups: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for (name, kind), country, context in zip(rows, countries, said, strict=True):
        groups[kind, country][name].add(context)
    answer: dict[tuple[str, str, str, str], _Answer] = {}
    for (kind, country), contexts in sorted(groups.items()):
        homes = {name: _country(country, found) for name, found in contexts.items()} if books else {}
        grouped = group_names(_KINDS[kind], contexts, workers, books, homes)
        for members, match in zip(grouped.clusters, grouped.matches, strict=True):
            told = [(at, context) for at in members for context in sorted(contexts[grouped.names[at]])]
            apart = split(_KINDS[kind], [(grouped.names[at], context) for at, context in told])
            for number, group in enumerate(apart):
                label = f"{kind}:{country}:{grouped.names[members[0]]}:{number}"
                canonical = best_spelling(sorted({grouped.names[told[n][0]] for n in group}))
                entry = match if len(apart) == 1 else None
                for at, context in (told[n] for n in group):
                    one = _Answer(label, canonical, grouped.confidence[at], entry)
                    answer[kind, country, grouped.names[at], context] = one
    found = [
        answer[kind, country, name, context]
        for (name, kind), country, context in zip(rows, countries, said, strict=True)
    ]
    numbers = {label: number for number, label in enumerate(sorted({one.label for one in found}), 1)}
    columns: dict[str, list[str] | list[float]] = {
        "name": [name for name, _ in rows],
        "kind": [kind for _, kind in rows],
        "cluster": [f"c{numbers[one.label]}" for one in found],
        "canonical_name": [one.canonical for one in found],
        "confidence": [one.confidence for one in found],
    }
    for column in entry_cells(None) if books else ():
        columns[column] = [entry_cells(one.entry)[column] for one in found]
    return pd.DataFrame(columns)


def _country(stated: str, contexts: Iterable[str]) -> str:
    """The country of a name as ISO 3166 alpha-2: as it is stated, else the only one of its contexts; "" when not known."""
    if stated:
        named = [stated.upper()] if len(stated) == 2 else countries_in(stated)
    else:
        named = sorted(frozenset[str]().union(*(read_circumstances(context).countries for context in contexts)))
    return named[0] if len(named) == 1 else ""


def best_spelling(spellings: Sequence[str]) -> str:
    """The name shown for a cluster: Latin letters before others, words before an acronym, then the longest, then by alphabet."""
    return min(spellings, key=lambda text: (not text.isascii(), text.isupper(), " " not in text, -len(text), text))


def resolve_csv(
    path: Path, out: Path, use_country: bool = False, workers: int = 1, registers: Iterable[Path] = ()
) -> int:
    """Resolve the names of a CSV file and write the result; returns the number of rows, which is the same in both.

    Raises:
        UsageError: the file cannot be read, or lacks a column, or holds an unknown kind; or a file is no register.
    """
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, quoting=csv.QUOTE_MINIMAL)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: cannot be read as CSV: {error}".replace("\n", " ")) from error
    resolved = resolve_names(frame, use_country=use_country, workers=workers, registers=registers)
    resolved.to_csv(out, index=False, lineterminator="\n")
    return len(frame)
