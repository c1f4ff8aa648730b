"""``python -m pipeline.training.agreements``: fit the weights by which agreements are read, on the annotated corpus.

Every article of the parts for training is read by the pipeline itself, so that the models meet its mistakes; what was annotated says which
names are parties of which triggers. Deterministic: the same corpus, tagger and code give the same file.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import AgreementRecord, Mark, MarkKind
from pipeline.evaluation.gold import gold_of
from pipeline.extract.agreement_dates import date_candidates, iso_of
from pipeline.extract.agreement_features import pair_features, party_features, strong_keys, trigger_features
from pipeline.extract.agreement_parties import pooled, to_be_founded
from pipeline.extract.agreement_sets import hypotheses
from pipeline.extract.agreement_spread import FEWEST, host_features, several_features
from pipeline.extract.agreement_status import stage_features
from pipeline.extract.agreement_triggers import Trigger, find_triggers
from pipeline.extract.agreement_view import ArticleView
from pipeline.extract.reading import Label, Reading, Span
from pipeline.records import AgreementStatus
from pipeline.training.agreement_belief import KnownArticle, fit_belief
from pipeline.training.folds import PARTY_FOLDS, party_fold
from pipeline.training.linear import BIAS, Penalty, fit_choice, fit_weights, toml_rows
from pipeline.training.outside_scores import OutsideScores, read_scores
from pipeline.training.readings import Reader

WEIGHTS = Path("pipeline/resources/agreement_weights.toml")
_MARKS = {
    Label.INSTITUTION: MarkKind.INSTITUTION,
    Label.PLACE: MarkKind.PLACE,
    Label.PERSON: MarkKind.PERSON,
    Label.AGREEMENT: MarkKind.AGREEMENT,
}
DENSE = "z"
"""The ids of articles that were written with more agreements and events than pages have: how often a word speaks of one is not learnt
from them."""
# A span is that of a mark when they share this part of what they cover together.
_SAME = 0.5
_HEAD = """\
# Weights of linear models (log-odds per feature), fitted by `python -m pipeline.training.agreements` on the training and
# development parts of the annotated corpus as the pipeline reads them: L2-penalised logistic regression, rare features left
# out, weights near 0 dropped. Examples: party = (trigger, entity near it); pair = (two triggers of one article); status =
# (trigger, status), one model a status; date = (trigger, date near it); trigger = what the tagger and the patterns find;
# set = a choice among possible sets of an agreement's parties (softmax); several = whether three parties or more have several
# agreements; host = a choice of the one that has them with each of the others (softmax); told = (record, the others of its
# article), whether the article tells of such an agreement; right = the same, whether all that the record says is right.
"""

Features = AbstractSet[str]
Weights = dict[str, dict[str, float]]


@dataclass
class Examples:
    """Features and labels of each model, and the articles they come from."""

    features: list[Features] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    articles: list[str] = field(default_factory=list)

    def add(self, features: Features, label: bool, article: str) -> None:
        """Add an example."""
        self.features.append(features)
        self.labels.append(label)
        self.articles.append(article)

    def fit(self, penalty: Penalty, without: int = -1) -> dict[str, float]:
        """Weights from all examples, or from those outside one fold."""
        kept = [at for at, article in enumerate(self.articles) if party_fold(article) != without]
        return fit_weights([self.features[at] for at in kept], [self.labels[at] for at in kept], penalty)


def gold_ids(article: AnnotatedArticle, spans: Iterable[Span]) -> dict[Span, frozenset[str]]:
    """The annotated things of which spans found in the text are, as far as their offsets agree."""
    marks: dict[MarkKind, list[Mark]] = defaultdict(list)
    for mark in article.marks:
        marks[mark.kind].append(mark)
    found = {}
    for span in spans:
        nearest = (
            [(_overlap(span, mark), mark.ids) for mark in marks[_MARKS[span.label]]] if span.label in _MARKS else []
        )
        share, ids = max(nearest, key=lambda pair: pair[0], default=(0.0, ()))
        enough = share > 0 if span.label is Label.AGREEMENT else share >= _SAME
        found[span] = frozenset(ids) if enough else frozenset()
    return found


def _overlap(span: Span, mark: Mark) -> float:
    shared = min(span.end, mark.end_char) - max(span.start, mark.start_char)
    return max(0, shared) / (max(span.end, mark.end_char) - min(span.start, mark.start_char))


class Collector:
    """The examples of all models but that of triggers, which depends on the model of parties.

    Args:
        scores: what an encoder of relations that has not seen them says of the training part; of other articles the shipped one is asked.
    """

    def __init__(self, scores: Mapping[str, OutsideScores] | None = None) -> None:
        self._scores = scores or {}
        self.models: dict[str, Examples] = defaultdict(Examples)
        self.triggers: list[tuple[ArticleView, Trigger, bool, str]] = []
        self.drafts: list[tuple[ArticleView, list[Trigger], frozenset[int], str]] = []
        self.hosts: list[tuple[list[Features], int]] = []
        self.articles: list[KnownArticle] = []

    def read(self, article: AnnotatedArticle, reading: Reading) -> None:
        """Take the examples of one article.

        Raises:
            ValueError: the scores given for the article are those of another reading.
        """
        triggers = find_triggers(reading)
        if not triggers:
            return
        outside = self._scores.get(article.id)
        if outside is not None:
            outside.give_to(reading, article.id)
        view = ArticleView(reading, triggers)
        if outside is not None:
            view.scores.update(outside.triggers)
        records = {record.id: record for record in article.records if isinstance(record, AgreementRecord)}
        ids = gold_ids(article, view.reading.spans)
        things: dict[int, set[str]] = defaultdict(set)
        for span, known in ids.items():
            if span.label in {Label.INSTITUTION, Label.PLACE}:
                things[view.clusters.key(span)] |= known
        by_cluster = {key: frozenset(one) for key, one in things.items()}
        self.articles.append(KnownArticle(view, by_cluster, gold_of(article)))
        told = gold_ids(article, (trigger.span for trigger in triggers))
        meant = {
            trigger: [records[one] for one in sorted(told[trigger.span]) if one in records] for trigger in triggers
        }
        for trigger, wanted in meant.items():
            if not article.id.startswith(DENSE):
                self.triggers.append((view, trigger, bool(wanted), article.id))
            if wanted:
                self._parties(view, trigger, wanted, things, article.id)
                self._status(view, trigger, wanted, article.id)
                self._dates(view, trigger, wanted, article.id)
        drafts: dict[frozenset[str], list[Trigger]] = defaultdict(list)
        for trigger in triggers:
            drafts[told[trigger.span]].append(trigger)
        for named, group in drafts.items():
            parties = {party for one in named if one in records for party in records[one].parties}
            if parties and parties <= set().union(*things.values()):
                clusters = {party: min(key for key in things if party in things[key]) for party in parties}
                self.drafts.append((view, group, frozenset(clusters.values()), article.id))
                sides = [{clusters[party] for party in records[one].parties} for one in sorted(named) if one in records]
                self._spread(view, group, sides, article.id)
        real = [trigger for trigger in triggers if meant[trigger]]
        strong = {trigger: strong_keys(view, trigger) for trigger in real}
        for at, later in enumerate(real):
            for earlier in real[:at]:
                features = pair_features(view, earlier, later, strong[earlier], strong[later])
                # Of one record, or of the same several: one of several is an agreement by itself.
                self.models["pair"].add(features, told[earlier.span] == told[later.span], article.id)

    def _parties(
        self,
        view: ArticleView,
        trigger: Trigger,
        wanted: Sequence[AgreementRecord],
        things: Mapping[int, set[str]],
        article: str,
    ) -> None:
        parties = {party for record in wanted for party in record.parties}
        for key, features in party_features(view, trigger).items():
            self.models["party"].add(features, bool(things.get(key, set()) & parties), article)

    def _spread(self, view: ArticleView, group: Sequence[Trigger], sides: Sequence[set[int]], article: str) -> None:
        """``sides``: the parties of each agreement of which the triggers of a group speak."""
        keys = sorted(set().union(*sides))
        if len(keys) < FEWEST:
            return
        self.models["several"].add(several_features(view, group, keys), len(sides) > 1, article)
        common = set.intersection(*sides) if len(sides) > 1 else set()
        if len(common) == 1:
            found = host_features(view, group, keys)
            self.hosts.append(([found[key] for key in keys], keys.index(*common)))

    def _status(self, view: ArticleView, trigger: Trigger, wanted: Sequence[AgreementRecord], article: str) -> None:
        features = stage_features(view, trigger)
        for record in wanted:
            for status in AgreementStatus:
                self.models[f"status {status.value}"].add(features, record.status is status, article)

    def _dates(self, view: ArticleView, trigger: Trigger, wanted: Sequence[AgreementRecord], article: str) -> None:
        if len(wanted) > 1 and len({record.date for record in wanted}) > 1:
            return
        for span, features in date_candidates(view, trigger, wanted[0].status):
            self.models["date"].add(features, iso_of(span) == wanted[0].date, article)


def fit_all(collector: Collector, penalties: Mapping[str, Penalty]) -> Weights:
    """The weights of every model."""
    weights = {name: examples.fit(penalties[name.split()[0]]) for name, examples in sorted(collector.models.items())}
    # Each fold's triggers are judged by parties fitted on the other folds: its own would be too sure of themselves.
    outside = [collector.models["party"].fit(penalties["party"], without=number) for number in range(PARTY_FOLDS)]
    triggers = Examples()
    for view, trigger, label, article in collector.triggers:
        found = party_features(view, trigger).values()
        likely = sum(_score(outside[party_fold(article)], features) > 0 for features in found)
        triggers.add(trigger_features(view, trigger, len(strong_keys(view, trigger)), likely), label, article)
    weights["trigger"] = triggers.fit(penalties["trigger"])
    sets: list[list[Features]] = []
    right: list[int] = []
    for view, group, wanted, article in collector.drafts:
        models = outside[party_fold(article)]
        odds = {t: {k: _score(models, f) for k, f in party_features(view, t).items()} for t in group}
        merged = pooled(group, odds, {trigger: strong_keys(view, trigger) for trigger in group})
        options = hypotheses(view, group, merged, to_be_founded(view))
        # Where the parties are no hypothesis, the nearest one is learnt, if it is near.
        nearest = max(options, key=lambda keys: len(keys & wanted) / len(keys | wanted), default=frozenset[int]())
        if 2 * len(nearest & wanted) >= len(nearest | wanted):
            sets.append(list(options.values()))
            right.append(list(options).index(nearest))
    weights["set"] = fit_choice(sets, right, penalties["set"])
    weights["host"] = fit_choice(
        [one for one, _ in collector.hosts], [at for _, at in collector.hosts], penalties["host"]
    )
    weights |= fit_belief(collector.articles, weights, penalties["belief"])
    return weights


def _score(weights: Mapping[str, float], features: Features) -> float:
    # Exact, since a set gives its features in another order every time.
    return weights[BIAS] + math.fsum(weights.get(feature, 0.0) for feature in features)


# Chosen by cross-validation on the training part, but for "several", "host" and "belief", which have the same as the others.
PENALTIES = {
    **{name: Penalty() for name in ("party", "pair", "date", "set", "several", "host", "belief")},
    "trigger": Penalty(spread=1.0),
    "status": Penalty(spread=0.1, seen=3, least=0.02),
}


def write_weights(weights: Weights, path: Path) -> None:
    """Write the file that :mod:`pipeline.extract.linear_model` reads."""
    lines = [_HEAD]
    for name, model in sorted(weights.items()):
        lines += [f'["{name}"]' if " " in name else f"[{name}]", "".join(toml_rows(model))]
    path.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.training.agreements", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("data/annotated"), help="the annotated corpus")
    parser.add_argument("--parts", nargs="+", default=["train", "development"], help="parts of the corpus to fit on")
    parser.add_argument("--out", type=Path, default=WEIGHTS, help="where the weights go")
    parser.add_argument("--scores", type=Path, help="scores of the training part by encoders that have not seen it")
    Reader.add_option(parser)
    arguments = parser.parse_args()
    collector = Collector(read_scores(arguments.scores) if arguments.scores else None)
    for article, reading in Reader(arguments.corpus, arguments.outside).parts(arguments.parts):
        collector.read(article, reading)
    weights = fit_all(collector, PENALTIES)
    write_weights(weights, arguments.out)
    print(", ".join(f"{name} {len(model)}" for name, model in sorted(weights.items())))


if __name__ == "__main__":
    main()
