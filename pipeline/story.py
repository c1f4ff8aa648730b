"""The story of an entity, or of two names, told from the tables of a run: ``edufacts explain``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import UsageError
from pipeline.export.loading import Run, load_run
from pipeline.known import KIND_OF_TABLE, Known, KnownNames, ambiguous
from pipeline.records import Kind
from pipeline.resolve.canonical import choose_name, why_chosen
from pipeline.resolve.decision import is_entity_id
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.shortforms import is_acronym
from pipeline.story_lines import StoryLink, comparison_lines, counted, cut_lines, link_lines, rows_of, short_sentence


class Passage(NamedTuple):
    """A heading and the lines below it."""

    heading: str
    lines: list[str]


@dataclass(frozen=True)
class Story:
    """What there is to tell; ``str`` gives it as plain text."""

    passages: tuple[Passage, ...]

    def __str__(self) -> str:
        blocks = ("\n".join([p.heading, *(f"  {line}" for line in p.lines)]) for p in self.passages)
        return "\n\n".join(blocks) + "\n"


def explain(run: Run | Path | str, *names: str, kind: Kind | str | None = None) -> Story:
    """Why a name is the entity that it is, or why two names are one entity or two.

    Args:
        run: a run, or its folder.
        names: one or two spellings or ids.
        kind: where a name means entities of several kinds.

    Raises:
        UsageError: the folder holds no run, or a name means no entity of it, or several.
    """
    teller = _Teller(run if isinstance(run, Run) else load_run(run))
    wanted = Kind(kind) if kind else None
    if len(names) == 1:
        return Story(tuple(teller.entity(teller.known.the(names[0], wanted))))
    if len(names) == 2:
        return Story(tuple(teller.pair(names[0], names[1], wanted)))
    raise UsageError("one name, or two, can be explained")


class _Teller:
    """Tells from one run."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self.known = KnownNames(run)
        columns = [run.links[name] for name in StoryLink._fields]
        self._links = [StoryLink(*row) for row in zip(*columns, strict=True)]

    def entity(self, one: Known) -> Iterator[Passage]:
        """The story of an entity."""
        yield Passage(f"{one.name} ({one.entity_id})", self._traits(one))
        yield Passage("Its name", self._name(one))
        yield Passage("Its spellings", cut_lines(list(self._spellings(one))))
        inside = [link for link in self._links if link.left_id == link.right_id == one.entity_id]
        yield Passage("Joined, and why", link_lines(inside) if inside else ["nothing had to be joined"])
        near = [link for link in self._links if (link.left_id == one.entity_id) != (link.right_id == one.entity_id)]
        yield Passage("Not joined, though it was near", link_lines(near, self.known) if near else ["nothing was near"])
        decisions = list(self._decisions(one))
        if decisions:
            yield Passage("Decisions of a person", decisions)
        yield Passage("Its id", list(self._history(one)))

    def pair(self, left: str, right: str, kind: Kind | None) -> Iterator[Passage]:
        """Whether two names are one entity, and why."""
        ours, theirs = self._two(left, right, kind)
        names = [one.name if is_entity_id(cell) else cell for cell, one in ((left, ours), (right, theirs))]
        if ours.entity_id == theirs.entity_id:
            yield Passage(f"{names[0]} and {names[1]} are one {ours.kind.value}", [str(ours)])
            chain = self._chain(ours, *names)
            if fold(names[0]) == fold(names[1]):
                yield Passage("Why", ["both read the same, but for case, accents and punctuation"])
            else:
                yield Passage(
                    "Why", link_lines(chain) if chain else ["a person's decision, or the register, names both"]
                )
            return
        yield Passage(f"{names[0]} and {names[1]} are two entities", [str(ours), str(theirs)])
        ids = {ours.entity_id, theirs.entity_id}
        direct = [link for link in self._links if {link.left_id, link.right_id} == ids]
        if direct:
            yield Passage("What the run found", link_lines(direct))
        if ours.kind is not theirs.kind:
            yield Passage("Why", [f"one is of the kind {ours.kind.value}, the other of the kind {theirs.kind.value}"])
        elif not direct:
            heading = "The run did not compare them, or found them far apart. By their names alone"
            yield Passage(heading, comparison_lines(ours.kind, *names))
        theirs_decided = set(self._decisions(theirs))
        both = [line for line in self._decisions(ours) if line in theirs_decided]
        if both:
            yield Passage("Decisions of a person", both)

    def _two(self, left: str, right: str, kind: Kind | None) -> tuple[Known, Known]:
        """The entities that two names mean: one that both can mean, else the only ones, of one kind if that decides."""
        ours, theirs = self.known.find(left, kind), self.known.find(right, kind)
        for text, found in ((left, ours), (right, theirs)):
            if not found:
                raise UsageError(self.known.unknown(text, kind))
        pairs = [(a, b) for a in ours for b in theirs]
        for fits in (
            [pair for pair in pairs if pair[0] == pair[1]],
            [pair for pair in pairs if pair[0].kind is pair[1].kind],
            pairs,
        ):
            if len(fits) == 1:
                return fits[0]
        text, found = (left, ours) if len(ours) > 1 else (right, theirs)
        raise UsageError(ambiguous(text, found))

    def _traits(self, one: Known) -> list[str]:
        table = next(name for name, kind in KIND_OF_TABLE.items() if kind is one.kind)
        frame = self._run[table]
        row = frame[frame.iloc[:, 0] == one.entity_id].iloc[0]
        told = [one.kind.value]
        for column in frame.columns[2:]:
            value = row[column]
            if isinstance(value, str) and value:
                told.append(f"{column.replace('_', ' ')}: {value}")
        mentions, articles = int(row["n_mentions"]), int(row["n_articles"])
        return [", ".join(told), f"{counted(mentions, 'mention')} in {counted(articles, 'article')}"]

    def _name(self, one: Known) -> list[str]:
        decided = [line for line in self._decisions(one) if ": rename," in line]
        if decided:
            return decided
        mentions = self._run.mentions[self._run.mentions["entity_id"] == one.entity_id]
        counts = Counter(map(str, mentions["text"]))
        if len(counts) < 2:
            return ["its only spelling"]
        short = self._short(one, counts)
        if choose_name(one.kind, counts, short) != one.name:
            return ["chosen by the rules, with what the articles say of short forms"]
        rules = why_chosen(one.kind, counts, short)
        return [f"{rule}: {', '.join(beaten)}" for rule, beaten in rules.items()]

    def _short(self, one: Known, spellings: Iterable[str]) -> set[str]:
        """The spellings that are short forms by what the articles say."""
        short: set[str] = set()
        for link in self._links:
            if link.left_id == link.right_id == one.entity_id and any(" short for " in clue for clue in link.clues):
                short.add(min(link.left, link.right, key=lambda name: (len(name), name)))
        full = {fold(name) for name in spellings if name not in short}
        return {name for name in spellings if name in short or (is_acronym(name) and fold(name) not in full)}

    def _spellings(self, one: Known) -> Iterator[str]:
        mentions = self._run.mentions[self._run.mentions["entity_id"] == one.entity_id]
        paths = self._run.articles.set_index("article_id")["path"]
        for row in rows_of(self._run.spellings(one.entity_id)):
            first = mentions[mentions["text"] == row["text"]].iloc[0]
            where = f"{counted(row['n_mentions'], 'mention')} in {counted(row['n_articles'], 'article')}"
            yield f"{row['text']}: {where}"
            yield f"    “{short_sentence(str(first['sentence']))}” ({paths[first['article_id']]})"

    def _decisions(self, one: Known) -> Iterator[str]:
        for row in rows_of(self._run.decisions_applied):
            if one.entity_id in row["entity_ids"]:
                said = ",".join(filter(None, (row["action"], row["kind"], row["left"], row["right"])))
                stale = "" if row["applied"] == "yes" else " (found nothing to decide)"
                yield f"line {row['line']}: {said}{stale}" + (f" ({row['note']})" if row["note"] else "")

    def _history(self, one: Known) -> Iterator[str]:
        frame = self._run.id_history
        for row in rows_of(frame[(frame["entity_id"] == one.entity_id) | (frame["other_id"] == one.entity_id)]):
            other, when, change = f"{row['other_id']} ({row['other_name']})", f"run {row['run']}", row["change"]
            if row["entity_id"] != one.entity_id:
                came = "was merged into it" if change == "merged" else "was split from it"
                yield f"{when}: {row['entity_id']} ({row['name']}) {came}"
            elif change in ("merged", "split"):
                yield f"{when}: {'merged into' if change == 'merged' else 'split from'} {other}"
            elif change == "renamed":
                yield f"{when}: renamed {row['name']}, before: {row['other_name']}"
            else:
                yield f"{when}: {change} ({row['name']})"

    def _chain(self, one: Known, left: str, right: str) -> list[StoryLink]:
        """The fewest links, the surest first, that lead from one spelling of an entity to another."""
        near: dict[str, list[tuple[str, StoryLink]]] = defaultdict(list)
        for link in sorted(self._links, key=lambda link: (-link.probability, link.left, link.right)):
            if link.left_id == link.right_id == one.entity_id:
                near[fold(link.left)].append((fold(link.right), link))
                near[fold(link.right)].append((fold(link.left), link))
        paths: dict[str, list[StoryLink]] = {fold(left): []}
        waiting = [fold(left)]
        for at in waiting:
            for other, link in near[at]:
                if other not in paths:
                    paths[other] = [*paths[at], link]
                    waiting.append(other)
        return paths.get(fold(right), [])
