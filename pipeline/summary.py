"""The summary at the end of a run: what was read, what was found, what to look at first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipeline.records import Entity, Kind, Refusal, Ruling, Verdict
from pipeline.run import Outcome

_PLURALS = {
    Kind.INSTITUTION: "institutions",
    Kind.PERSON: "people",
    Kind.PLACE: "places",
    Kind.PROGRAMME: "programmes",
}
ENGLISH = "en"
"""The language that extraction reads; articles in others are kept, with what little is found in them."""
_SHOWN = 5
# Confidences of agreements are calibrated: a right record is rarely given more than 0.6.
_DOUBTFUL = 0.3


def print_summary(console: Console, outcome: Outcome, out: Path, seconds: float, decisions: Path | None = None) -> None:
    """Print what a person wants to know after a run. ``seconds`` is the wall time; ``decisions`` the file that was read."""
    copies = sum(bool(article.duplicate_of) for article in outcome.articles)
    words = sum(article.n_words for article in outcome.articles)
    line = f"[bold]{_count(len(outcome.articles), 'article')}[/bold] read ({words:,} words)"
    line += f", {_count(copies, 'copy', 'copies')} of others" if copies else ""
    line += f", [bold]{_count(len(outcome.refusals), 'file')}[/bold] refused" if outcome.refusals else ""
    console.print(f"{line}, in {seconds:.1f} s.")
    for reason, number in _reasons(outcome.refusals):
        console.print(f"  refused as {reason}: {number}", highlight=False)
    foreign = Counter(article.language for article in outcome.articles if article.language not in {"", ENGLISH})
    if foreign:
        named = ", ".join(f"{language} {number}" for language, number in sorted(foreign.items()))
        console.print(
            f"  not in English: {_count(foreign.total(), 'article')} ({named}); few of their facts are found",
            highlight=False,
        )
    console.print(_facts_table(outcome))
    spelt = _most_spelt(outcome.resolution.entities)
    if spelt:
        console.print("Names with most spellings:")
        for entity in spelt:
            console.print(f"  {escape(entity.name)} [dim]= {escape(' = '.join(entity.aliases))}[/dim]", highlight=False)
    _print_decisions(console, outcome.resolution.rulings, decisions)
    _print_first_looks(console, outcome, out)


def _print_decisions(console: Console, rulings: Sequence[Ruling], file: Path | None) -> None:
    if not rulings:
        return
    stale = [ruling for ruling in rulings if not ruling.applied]
    said = f"{_count(len(rulings) - len(stale), 'decision')} of {file or 'a person'} applied"
    console.print(escape(said) + (", these found nothing to decide:" if stale else "."), highlight=False)
    for ruling in stale:
        cells = ",".join(filter(None, (ruling.action, ruling.kind.value, ruling.left, ruling.right)))
        console.print(f"  line {ruling.line}: {escape(cells)}", highlight=False)


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _reasons(refusals: Iterable[Refusal]) -> list[tuple[str, int]]:
    return sorted(Counter(refusal.reason.value for refusal in refusals).items(), key=lambda item: (-item[1], item[0]))


def _facts_table(outcome: Outcome) -> Table:
    table = Table(box=None, padding=(0, 2), pad_edge=False)
    table.add_column("found")
    table.add_column("rows", justify="right")
    table.add_column("mentions", justify="right")
    for kind in Kind:
        chosen = [entity for entity in outcome.resolution.entities if entity.kind is kind]
        table.add_row(_PLURALS[kind], f"{len(chosen):,}", f"{sum(len(entity.mentions) for entity in chosen):,}")
    agreements = len(set(outcome.resolution.agreement_ids.values()))
    told = sum(len(facts.agreements) for facts in outcome.facts)
    events = len(set(outcome.resolution.event_ids.values()))
    table.add_row("agreements", f"{agreements:,}", f"{told:,}")
    table.add_row("events", f"{events:,}", f"{sum(len(facts.events) for facts in outcome.facts):,}")
    table.add_row("dates", f"{sum(len(facts.dates) for facts in outcome.facts):,}", "")
    table.add_row("sums of money", f"{sum(len(facts.funding) for facts in outcome.facts):,}", "")
    return table


def _most_spelt(entities: Iterable[Entity]) -> list[Entity]:
    several = [entity for entity in entities if len(entity.aliases) >= 2]
    return sorted(several, key=lambda entity: (-len(entity.aliases), entity.name))[:_SHOWN]


def _print_first_looks(console: Console, outcome: Outcome, out: Path) -> None:
    unsure = sum(link.verdict is Verdict.UNSURE for link in outcome.resolution.links)
    doubtful = sum(a.confidence < _DOUBTFUL for facts in outcome.facts for a in facts.agreements)
    alone = sum(len(a.parties) < 2 for facts in outcome.facts for a in facts.agreements)
    looks = [f"agreements.csv: who agreed what ({out / 'agreements.csv'})"]
    if unsure:
        looks.append(f"links.csv: {_count(unsure, 'pair')} of names that may be one (verdict 'unsure')")
    if doubtful:
        looks.append(f"agreements.csv: {_count(doubtful, 'row')} with a confidence below {_DOUBTFUL}")
    if alone:
        looks.append(f"agreements.csv: {_count(alone, 'row')} with fewer than two parties")
    if outcome.refusals:
        looks.append(f"rejects.csv: {_count(len(outcome.refusals), 'file')} and why")
    console.print("Look first at:")
    for look in looks:
        console.print(f"  {escape(look)}", highlight=False)
