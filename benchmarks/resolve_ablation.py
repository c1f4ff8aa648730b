"""What each clue and mechanism of the name resolver is worth: pairwise F1 with all of them, and with each one taken out.

    python benchmarks/resolve_ablation.py names=NAMES.csv world=WORLD.csv …

The files have the columns ``name, kind, cluster``. Every column of the table is one file, and once more the half of its
clusters (by a hash of their ids) whose misses are not read while working on the clues. A clue is taken out by setting its weight
to 0, where a veto hangs on it the veto stays; a mechanism is taken out by putting something idle in its place. Prints a
Markdown table of F1, and the change of it for each row.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pipeline.records import Kind
from pipeline.resolve import (
    batch,
    compounds,
    distinctive_clues,
    institution_clues,
    institution_words,
    institutions,
    latecomers,
    names,
    scoring,
    weights,
)

_MECHANISMS: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "acronyms": (batch, "attach_acronyms", lambda found, clusters: clusters),
    "acronyms read freely": (latecomers, "_free_readings", lambda *_: ()),
    "shortened names": (batch, "attach_shortened", lambda found, clusters: clusters),
    "words without diacritics": (institutions, "bare", lambda word: names.plain(word).replace(" ", "")),
    "compounds": (institutions, "split_compound", lambda word: (word,)),
    "places (gazetteer)": (institution_words, "places_of", lambda text: ()),
    "adjectives of places": (institution_words, "places_of_adjective", lambda text: ()),
    "misprinted general words": (institution_words, "misprinted_concept", lambda word: None),
    "leading eponyms": (institutions, "_with_leading_eponym", tuple),
    "brackets are light": (institutions, "_light_aside", lambda parts: parts),
    "words split or joined": (distinctive_clues, "join_split_words", lambda ours, theirs: (tuple(ours), tuple(theirs))),
    "near fields": (institution_clues, "near_fields", lambda ours, theirs: []),
}
Golds = dict[str, dict[Kind, dict[str, str]]]


def unread(cluster: str) -> bool:
    """Does a cluster belong to the half that nobody reads?"""
    return int(hashlib.sha256(cluster.encode()).hexdigest(), 16) % 2 == 1


def f1(gold: dict[str, str], clusters: Sequence[Sequence[str]], pick: Callable[[str], bool]) -> tuple[int, int, int]:
    """Pairs that are right, made and wanted, among the names of the clusters that ``pick`` takes."""
    wanted = _pairs(Counter(cluster for cluster in gold.values() if pick(cluster)).values())
    made = right = 0
    for group in clusters:
        found = Counter(gold[name] for name in group if pick(gold[name]))
        made += _pairs([sum(found.values())])
        right += _pairs(found.values())
    return right, made, wanted


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def measure(golds: Golds) -> list[float]:
    """F1 of every file, and of its unread half."""
    _forget()
    found = []
    for gold in golds.values():
        for pick in (lambda cluster: True, unread):
            right = made = wanted = 0
            for kind, of_name in gold.items():
                grouped = _group(kind, tuple(sorted(of_name)))
                counts = f1(of_name, [[grouped.names[at] for at in group] for group in grouped.clusters], pick)
                right, made, wanted = right + counts[0], made + counts[1], wanted + counts[2]
            found.append(2 * right / (made + wanted) if made + wanted else 0.0)
    return found


_groups: dict[tuple[Kind, tuple[str, ...]], batch.Grouped] = {}


def _group(kind: Kind, texts: tuple[str, ...]) -> batch.Grouped:
    if (kind, texts) not in _groups:
        _groups[kind, texts] = batch.group_names(kind, texts)
    return _groups[kind, texts]


def _forget() -> None:
    _groups.clear()
    scoring.compare.cache_clear()
    names.parse_name.cache_clear()
    compounds.split_compound.cache_clear()


@contextmanager
def without(name: str) -> Iterator[None]:
    """A mechanism, or the weight ``kind.weight``, taken out."""
    if name in _MECHANISMS:
        module, attribute, idle = _MECHANISMS[name]
        kept = getattr(module, attribute)
        setattr(module, attribute, idle)
        yield
        setattr(module, attribute, kept)
        return
    kind, weight = name.split(".")
    table = weights.mutable(Kind(kind))
    value, table[weight] = table[weight], 0.0
    yield
    table[weight] = value


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="+", metavar="LABEL=FILE")
    parser.add_argument("--weights", action="store_true", help="every weight as well, not only mechanisms")
    options = parser.parse_args()
    golds: Golds = {}
    for one in options.gold:
        label, path = one.split("=", 1)
        golds[label] = defaultdict(dict)
        with open(path, encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                golds[label][Kind(row["kind"])].setdefault(row["name"], row["cluster"])
    columns = [column for label in golds for column in (label, f"{label}, unread half")]
    print(f"| without | {' | '.join(columns)} |\n|{'---|' * (len(columns) + 1)}")
    base = measure(golds)
    print(f"| (all clues) | {' | '.join(f'{one:.3f}' for one in base)} |", flush=True)
    rows = list(_MECHANISMS)
    if options.weights:
        kinds = ("institution", "person", "place")
        rows += [f"{kind}.{name}" for kind in kinds for name in weights.mutable(Kind(kind)) if name != "prior"]
    for name in rows:
        with without(name):
            found = measure(golds)
        changes = [f"{one - was:+.3f}" if round(one - was, 3) else "0" for one, was in zip(found, base, strict=True)]
        print(f"| {name} | {' | '.join(changes)} |", flush=True)


if __name__ == "__main__":
    main()
