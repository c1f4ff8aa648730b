"""A run, as a table of contents: ingest, extract, resolve, export."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.engines.local import map_ordered
from pipeline.errors import InternalError, UsageError
from pipeline.export import export
from pipeline.extract import check_settings, extract_article
from pipeline.ingest import coverage, find_files, mark_duplicates, read_files
from pipeline.ledger import Ledger
from pipeline.records import Article, ArticleFacts, Refusal, Registry, Resolution, Stage
from pipeline.registry import FILE_NAME, load_registry
from pipeline.resolve import Register, load_decisions, resolve
from pipeline.settings import ExtractSettings, Settings

logger = logging.getLogger(__name__)

Progress = Callable[[Stage, int, int], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run.

    Attributes:
        inputs: files and folders; out: where the tables go.
        decisions: a file of a person's decisions on names.
        workers: number of processes.
        registry: the file of the ids given by earlier runs, read and written; in ``out`` when it is not named.
        fresh: begin a new registry instead of reading that of earlier runs.
    """

    inputs: Sequence[Path]
    out: Path
    settings: Settings = field(default_factory=Settings)
    decisions: Path | None = None
    workers: int = 1
    registry: Path | None = None
    fresh: bool = False

    @property
    def registry_path(self) -> Path:
        """Where the registry stands."""
        return self.registry or self.out / FILE_NAME


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run produced, besides its tables."""

    articles: list[Article]
    facts: list[ArticleFacts]
    resolution: Resolution
    refusals: list[Refusal]


def run(plan: Plan, progress: Progress | None = None) -> Outcome:
    """Read, extract, resolve, write.

    Args:
        progress: called with (stage, done, of) as the work goes on.

    Raises:
        UsageError: a path, a setting, a decision or the registry is wrong; nothing was written.
        RunError: the run could not be completed.
    """
    say = progress or (lambda stage, done, of: None)
    decisions = load_decisions(plan.decisions) if plan.decisions else None
    registry = Registry() if plan.fresh else load_registry(plan.registry_path)
    # Sorted, so that the order of the inputs changes nothing.
    files = sorted(find_files(plan.inputs), key=lambda path: path.parts)
    if not files:
        raise UsageError(f"no files in {', '.join(str(path) for path in plan.inputs)}")
    check_settings(plan.settings.extract)
    registers = [Register(Path(register)) for register in plan.settings.resolve.registers]
    ledger = Ledger()

    articles = list(ledger.keep(Stage.INGEST, mark_duplicates(_ingest(files, plan, ledger, say))))
    ledger.check(Stage.INGEST)
    covered = list(coverage([*articles, *ledger.refusals]))

    originals = [article for article in articles if not article.duplicate_of]
    facts = list(ledger.keep(Stage.EXTRACT, _extract(originals, plan, ledger, say)))
    ledger.check(Stage.EXTRACT)

    say(Stage.RESOLVE, 0, 1)
    resolution = resolve(facts, plan.settings.resolve, decisions, registry, registers)
    _check_resolved(facts, resolution, may_drop=decisions is not None)
    say(Stage.RESOLVE, 1, 1)

    say(Stage.EXPORT, 0, 1)
    export(plan.out, articles, facts, resolution, ledger.refusals, covered, plan.registry_path)
    say(Stage.EXPORT, 1, 1)
    return Outcome(articles, facts, resolution, ledger.refusals)


def _ingest(files: Sequence[Path], plan: Plan, ledger: Ledger, say: Progress) -> Iterator[Article | Refusal]:
    for done, results in enumerate(read_files(files, plan.settings.ingest, plan.workers), start=1):
        if not results:
            raise InternalError(f"{files[done - 1]} gave neither an article nor a refusal")
        yield from ledger.enter(Stage.INGEST, results)
        say(Stage.INGEST, done, len(files))


def _extract(
    articles: Sequence[Article], plan: Plan, ledger: Ledger, say: Progress
) -> Iterator[ArticleFacts | Refusal]:
    jobs = [(article, plan.settings.extract) for article in ledger.enter(Stage.EXTRACT, articles)]
    for done, result in enumerate(map_ordered(_facts, jobs, plan.workers), start=1):
        yield result
        say(Stage.EXTRACT, done, len(jobs))


def _facts(job: tuple[Article, ExtractSettings]) -> ArticleFacts | Refusal:
    article, settings = job
    return extract_article(article, settings)


def _check_resolved(facts: Sequence[ArticleFacts], resolution: Resolution, *, may_drop: bool) -> None:
    """Every mention belongs to exactly one entity; none is missing unless a person's decision may have dropped it."""
    wanted = {(one.article_id, mention.mention_id) for one in facts for mention in one.mentions}
    got = [(ref.article_id, ref.mention_id) for entity in resolution.entities for ref in entity.mentions]
    if len(got) != len(set(got)) or not set(got) <= wanted:
        raise InternalError("resolve: a mention belongs to two entities, or to none of this run")
    if len(got) < len(wanted) and not may_drop:
        raise InternalError(f"resolve: {len(wanted)} mentions in, but only {len(got)} belong to an entity")
