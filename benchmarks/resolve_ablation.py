"""What each clue of the name resolver is worth: pairwise F1 with all clues, and with each one set to nothing.

    python benchmarks/resolve_ablation.py GOLD.csv [--kind institution]

GOLD.csv has the columns ``name, kind, cluster``. A weight is taken out by setting it to 0; hard vetoes stay vetoes, except the
ones tied to that weight. Prints one row a weight: precision, recall, F1 and the change of F1.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.records import Kind
from pipeline.resolve import scoring, weights
from pipeline.resolve.batch import group_names


def pairwise(gold: dict[str, str], clusters: Sequence[Sequence[str]]) -> tuple[float, float, float]:
    """Pairwise precision, recall and F1 of clusters of names against gold labels."""
    wanted = _pairs(Counter(gold.values()).values())
    made = _pairs(len(group) for group in clusters)
    right = sum(_pairs(Counter(gold[name] for name in group).values()) for group in clusters)
    precision, recall = (right / made if made else 1.0), (right / wanted if wanted else 1.0)
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def measure(kind: Kind, gold: dict[str, str]) -> tuple[float, float, float]:
    """Resolve the names of a kind and measure the clusters."""
    scoring.compare.cache_clear()
    grouped = group_names(kind, gold)
    return pairwise(gold, [[grouped.names[at] for at in group] for group in grouped.clusters])


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--kind", default="institution", choices=["institution", "person", "place"])
    options = parser.parse_args()
    kind = Kind(options.kind)
    with options.gold.open(encoding="utf-8", newline="") as stream:
        gold = {row["name"]: row["cluster"] for row in csv.DictReader(stream) if row["kind"] == kind.value}
    table = weights.mutable(kind)
    base = measure(kind, gold)
    print(f"{'all clues':24s} P {base[0]:.3f} R {base[1]:.3f} F1 {base[2]:.3f}")
    for name, weight in list(table.items()):
        if name == "prior":
            continue
        table[name] = 0.0
        found = measure(kind, gold)
        table[name] = weight
        change = found[2] - base[2]
        print(f"without {name:20s} P {found[0]:.3f} R {found[1]:.3f} F1 {found[2]:.3f} ({change:+.3f})", flush=True)


if __name__ == "__main__":
    main()
