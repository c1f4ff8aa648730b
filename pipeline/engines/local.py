"""One machine: in this process, or over a pool of processes. Results come in the order of the jobs either way."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from pipeline.errors import RunError

Job = TypeVar("Job")
Result = TypeVar("Result")

# Enough to keep every worker busy while the oldest result is awaited, few enough to bound memory.
_AHEAD_PER_WORKER = 4
_CHUNK = 4


def map_ordered(work: Callable[[Job], Result], jobs: Sequence[Job], workers: int) -> Iterator[Result]:
    """Apply ``work`` to every job, lazily and in order, in ``workers`` processes.

    Raises:
        RunError: a worker process died (for example for want of memory).
    """
    if workers <= 1 or len(jobs) <= _CHUNK:
        yield from map(work, jobs)
        return
    # Spawned, not forked: the tagger's threads do not survive a fork.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context) as pool:
        waiting: deque[Future[list[Result]]] = deque()
        chunks = (list(jobs[low : low + _CHUNK]) for low in range(0, len(jobs), _CHUNK))
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_work_on, work, chunk))
                if len(waiting) >= workers * _AHEAD_PER_WORKER:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise RunError("a worker process died; try fewer --workers") from error
        finally:
            for future in waiting:
                future.cancel()


def _work_on(work: Callable[[Job], Result], chunk: list[Job]) -> list[Result]:
    return [work(job) for job in chunk]
