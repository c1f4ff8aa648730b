"""The evaluation itself: read the gold, run the stages over its texts, compare."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from pipeline.annotation.corpus import list_files, read_text
from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.annotation.split import Part, read_split
from pipeline.errors import UsageError
from pipeline.evaluation.calibration import calibrate
from pipeline.evaluation.entities import LINES, Matches, match_entities, score_entities, score_spans
from pipeline.evaluation.found import entities_of, found_of
from pipeline.evaluation.gold import article_of, gold_of
from pipeline.evaluation.linking import b_cubed, identities
from pipeline.evaluation.relations import score_deals, score_offices
from pipeline.evaluation.report import Fault, Line, Report
from pipeline.evaluation.said import Said
from pipeline.evaluation.tally import Count, Tally
from pipeline.evaluation.values import score_dates, score_happenings, score_sums
from pipeline.extract import check_settings, extract
from pipeline.records import ArticleFacts, Kind
from pipeline.resolve import resolve
from pipeline.settings import Settings

ARTICLES = "articles"
SPLIT = "splits.csv"

_SUMS = {
    "mentions": tuple(f"mentions_{kind}" for kind in LINES),
    "facts": ("institutions", "people", "dates", "agreements_exact"),
}
_SHARES = ("names", "roles", "affiliations")
_ORDER = (
    *("facts", "institutions", "people", "dates", "agreements", "agreements_exact", "places", "programmes", "events"),
    *("money", "names", "roles", "affiliations", "offices"),
    *("mentions", *_SUMS["mentions"], "mentions_date", "mentions_money"),
)
_LINKED = (Kind.INSTITUTION, Kind.PERSON)


def evaluate(gold: Path, part: str | None, settings: Settings) -> Report:
    """Run extraction and resolution over annotated articles and score what they say.

    Args:
        gold: folder of ``.ann`` files, or one that holds them in ``articles``.
        part: only the articles that ``splits.csv``, in or beside the folder, gives to this part; ``None`` for all.

    Raises:
        UsageError: no such folder, part or article, or a file that is not in the format.
        SettingsError: settings that no article could be read with.
    """
    files = gold_files(gold, part)
    check_settings(settings.extract)
    articles = [parse(read_text(path), path) for path in files]
    inputs = [article_of(article) for article in articles]
    results = list(extract(inputs, settings.extract))
    facts = [one for one in results if isinstance(one, ArticleFacts)]
    tally, lines = compare(articles, facts, settings)
    return Report(
        digest=digest(files),
        part=part or "",
        articles=len(articles),
        words=sum(article.n_words for article in inputs),
        lines=tuple(lines),
        calibration=tuple(calibrate(tally.samples)),
        failed=tuple(a.id for a, one in zip(articles, results, strict=True) if not isinstance(one, ArticleFacts)),
        mistakes=tuple(sorted(tally.mistakes, key=lambda one: (_rank(one.line), one.article_id, one.fault, one.text))),
    )


def read_samples(gold: Path, part: str | None, settings: Settings) -> dict[str, list[tuple[float, bool]]]:
    """For each kind of record the (confidence, right) of all that were found; arguments and errors as of :func:`evaluate`."""
    check_settings(settings.extract)
    articles = [parse(read_text(path), path) for path in gold_files(gold, part)]
    facts = [one for one in extract(map(article_of, articles), settings.extract) if isinstance(one, ArticleFacts)]
    return dict(compare(articles, facts, settings)[0].samples)


def gold_files(gold: Path, part: str | None) -> list[Path]:
    """The files to read, sorted by name. Raises ``UsageError`` when there are none."""
    folder = gold / ARTICLES if (gold / ARTICLES).is_dir() else gold
    files = list_files(folder)
    if part is not None:
        names = [one.value for one in Part]
        if part not in names:
            raise UsageError(f"no part '{part}': {', '.join(names)}")
        split = next((place / SPLIT for place in (folder, folder.parent) if (place / SPLIT).is_file()), None)
        if split is None:
            raise UsageError(f"no {SPLIT} in {folder} or beside it, so there are no parts")
        parts = read_split(split)
        files = [path for path in files if parts.get(path.stem) == part]
    if not files:
        raise UsageError(f"no annotated articles in {folder}" + (f" for the part '{part}'" if part else ""))
    return files


def digest(files: Sequence[Path]) -> str:
    """SHA-256 over the names and contents of files, in hex."""
    total = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name):
        total.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def compare(
    articles: Sequence[AnnotatedArticle], facts: Sequence[ArticleFacts], settings: Settings
) -> tuple[Tally, list[Line]]:
    """Resolve the facts and score them, article by article. An article without facts counts as one that says nothing."""
    entity_of = entities_of(resolve(facts, settings.resolve))
    found = {one.article_id: found_of(one, entity_of) for one in facts}
    golds = [gold_of(article) for article in articles]
    tally = Tally()
    matches: dict[str, Matches] = {}
    for gold in golds:
        matches[gold.article_id] = score_article(gold, found.get(gold.article_id, Said(gold.article_id)), tally)
    lines = _lines(tally)
    for kind in _LINKED:
        lines += _linking(kind, identities(articles, golds, kind), matches, tally)
    return tally, lines


def score_article(gold: Said, found: Said, tally: Tally) -> Matches:
    """Add one article to the tally; return which entity is which."""
    matches = match_entities(gold, found)
    score_spans(gold, found, tally)
    score_entities(gold, found, matches, tally)
    score_offices(gold, found, matches, tally)
    score_deals(gold, found, matches, tally)
    score_dates(gold, found, tally)
    score_happenings(gold, found, tally)
    score_sums(gold, found, tally)
    return matches


def _linking(kind: Kind, identity: dict[tuple[str, str], str], matches: dict[str, Matches], tally: Tally) -> list[Line]:
    pairs = [
        (identity[article, one], entity) for article, kinds in matches.items() for one, entity in kinds[kind].items()
    ]
    name = f"linking_{kind.value}"
    scores = b_cubed(pairs)
    tally.note(name, "", Fault.WRONG, [f"split: {one}" for one in scores.splits])
    tally.note(name, "", Fault.WRONG, [f"merged: {one}" for one in scores.merges])
    if not pairs:
        return []
    f1, precision, recall = round(scores.f1, 4), round(scores.precision, 4), round(scores.recall, 4)
    return [Line(name=name, score=f1, precision=precision, recall=recall, right=scores.items)]


def _lines(tally: Tally) -> list[Line]:
    for name, parts in _SUMS.items():
        for one in parts:
            tally.counts[name].add(tally.counts[one])
    return [_line(name, tally.counts[name]) for name in _ORDER]


def _line(name: str, count: Count) -> Line:
    recall = _ratio(count.right, count.missed)
    if name in _SHARES:
        return Line(name=name, score=recall, right=count.right, missed=count.missed)
    precision = _ratio(count.right, count.spurious)
    # F1 = 2PR / (P + R), in whole numbers.
    total = 2 * count.right + count.spurious + count.missed
    return Line(
        name=name,
        score=round(2 * count.right / total, 4) if total else None,
        precision=precision,
        recall=recall,
        right=count.right,
        spurious=count.spurious,
        missed=count.missed,
    )


def _ratio(right: int, wrong: int) -> float | None:
    return round(right / (right + wrong), 4) if right + wrong else None


def _rank(line: str) -> int:
    return _ORDER.index(line) if line in _ORDER else len(_ORDER)
