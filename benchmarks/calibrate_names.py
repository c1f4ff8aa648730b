"""Fit the probabilities of pairs of names: log-odds of the clues in, the share of such pairs that are one thing out.

    python benchmarks/calibrate_names.py GOLD.csv [GOLD.csv …] [--write]

GOLD.csv has the columns ``name, kind, cluster``. The pairs are those that blocking proposes within each file and that no
contradiction vetoes. A curve that only rises is fitted for each kind (isotonic regression over blocks of pairs); the
calibration error is measured crosswise, on the half of the clusters that the fit has not seen. ``--write`` stores the
knots, fitted on all pairs, in ``pipeline/resources/name_calibration.toml``. A pair across both halves belongs to neither.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from pipeline.records import Kind
from pipeline.resolve.blocking import candidate_pairs
from pipeline.resolve.calibration import interpolated
from pipeline.resolve.names import parse_name
from pipeline.resolve.scoring import compare

TARGET = Path(__file__).parents[1] / "pipeline" / "resources" / "name_calibration.toml"
HEAD = """# Probability that a pair of names is one thing, by the log-odds of its clues: knots of a curve, straight between them.
# Written by benchmarks/calibrate_names.py; to be fitted again when the weights of the clues change.
"""
KINDS = (Kind.INSTITUTION, Kind.PERSON, Kind.PLACE)
BINS = 10
STEPS = 25


def half(cluster: str) -> int:
    """0 or 1, the same in every run."""
    return hashlib.sha256(cluster.encode()).digest()[-1] % 2


def pairs(kind: Kind, gold: dict[str, str]) -> list[tuple[float, bool, int]]:
    """Score, whether it is one thing, and half (2 for a pair across both) of the pairs of a file."""
    texts = sorted(gold)
    names = [parse_name(kind, text) for text in texts]
    found = []
    for a, b in candidate_pairs(names):
        comparison = compare(names[a], names[b])
        if not comparison.vetoed:
            left, right = gold[texts[a]], gold[texts[b]]
            found.append((comparison.score, left == right, half(left) if half(left) == half(right) else 2))
    return found


def fit(found: Sequence[tuple[float, bool, int]]) -> list[tuple[float, float]]:
    """Knots of the rising curve nearest to the pairs (pool adjacent violators): score and probability."""
    ordered = sorted((score, same) for score, same, _ in found)
    size = max(20, len(ordered) // STEPS)
    blocks = [ordered[at : at + size] for at in range(0, len(ordered), size)]
    pools: list[list[tuple[float, bool]]] = []
    for block in blocks:
        pools.append(list(block))
        while len(pools) > 1 and share(pools[-2]) >= share(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    return [(round(sum(score for score, _ in pool) / len(pool), 3), round(share(pool), 4)) for pool in pools]


def share(pool: Sequence[tuple[float, bool]]) -> float:
    """The share of pairs that are one thing; never quite 0 or 1."""
    return (sum(same for _, same in pool) + 0.5) / (len(pool) + 1)


def error(told: Iterable[tuple[float, bool]]) -> float:
    """Expected calibration error over ten equal bins."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for p, same in told:
        bins[min(BINS - 1, int(p * BINS))].append((p, same))
    total = sum(map(len, bins))
    return sum(abs(sum(p for p, _ in one) - sum(same for _, same in one)) for one in bins) / max(total, 1)


def main() -> None:
    """Print slopes, offsets and errors; store the numbers when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    text = HEAD
    print("| kind | pairs | one thing | error of the bare log-odds | error on the other half |")
    print("|---|---|---|---|---|")
    for kind in KINDS:
        found: list[tuple[float, bool, int]] = []
        for path in options.gold:
            with path.open(encoding="utf-8", newline="") as stream:
                rows = [row for row in csv.DictReader(stream) if row["kind"] == kind.value]
            found += pairs(kind, {row["name"]: row["cluster"] for row in rows})
        crosswise = []
        for seen, unseen in ((0, 1), (1, 0)):
            knots = fit([one for one in found if one[2] == seen])
            crosswise += [(interpolated(knots, score), same) for score, same, part in found if part == unseen]
        bare = error((interpolated((), score), same) for score, same, _ in found)
        ones = sum(same for _, same, _ in found) / max(1, len(found))
        print(f"| {kind.value} | {len(found):,} | {ones:.2f} | {bare:.3f} | {error(crosswise):.3f} |")
        text += f"\n[{kind.value}]\nknots = {[list(knot) for knot in fit(found)]}\n"
    if options.write:
        TARGET.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
