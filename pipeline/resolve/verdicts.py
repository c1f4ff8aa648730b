"""Many pairs of names compared: only whether they may be one, and how likely. In this process, or over several."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import RunError
from pipeline.records import Kind
from pipeline.resolve.names import Name, parse_name
from pipeline.resolve.scoring import score

_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Pairs (columns: the smaller number, the larger) with log-odds, NaN where a part contradicts for good."""

    pairs: NDArray[np.int32]
    scores: NDArray[np.float64]


def judge_pairs(kind: Kind, names: Sequence[Name], pairs: NDArray[np.int32], workers: int = 1) -> Verdicts:
    """Compare the names of each pair. The number of workers changes nothing but the time.

    Raises:
        RunError: a worker process died (for example for want of memory).
    """
    chunks = [pairs[at : at + _CHUNK] for at in range(0, len(pairs), _CHUNK)]
    if workers <= 1 or len(chunks) < 2:
        found = [_scores(names, chunk) for chunk in chunks]
    else:
        found = list(_over_processes(kind, names, chunks, workers))
    return Verdicts(pairs, np.concatenate(found) if found else np.zeros(0))


def _scores(names: Sequence[Name], pairs: NDArray[np.int32]) -> NDArray[np.float64]:
    found = np.empty(len(pairs))
    for at, (a, b) in enumerate(pairs.tolist()):
        value = score(names[a], names[b])
        found[at] = np.nan if value is None else value
    return found


# What the pool's processes have in common: the names, taken over when the process is forked, taken apart anew where it is spawned.
_names: Sequence[Name] = ()


def _over_processes(
    kind: Kind, names: Sequence[Name], chunks: Sequence[NDArray[np.int32]], workers: int
) -> Iterator[NDArray[np.float64]]:
    global _names
    _names = names
    forked = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forked else "spawn")
    texts = None if forked else [name.text for name in names]
    try:
        with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(kind, texts)) as pool:
            yield from pool.map(_scores_here, chunks, chunksize=1)
    except BrokenProcessPool as error:
        raise RunError("a worker process died; try fewer --workers") from error
    finally:
        _names = ()


def _begin(kind: Kind, texts: Sequence[str] | None) -> None:
    global _names
    if texts is not None:
        _names = [parse_name(kind, text) for text in texts]


def _scores_here(pairs: NDArray[np.int32]) -> NDArray[np.float64]:
    return _scores(_names, pairs)
