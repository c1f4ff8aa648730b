"""How the time and the memory of `edufacts resolve` grow with the list, beside rapidfuzz brute force and splink.

    python benchmarks/resolve_growth.py [--sizes 10000 40000 160000 1000000] [--rivals rapidfuzz splink] [--chart docs/growth.svg]

Each measurement is a process of its own on one list of made-up names (`synthetic_names.py`: same size, same list), which reports wall
clock, CPU and peak memory, and how many pairs were compared; pairwise precision and recall are taken against the known clusters. On a
busy machine the CPU seconds are the figure to trust. The exponent between two sizes is log(time ratio) / log(size ratio).

A rival is left out from the size on that it cannot do in `--most-rival` names. Each has one simple set-up, not tuned: rapidfuzz
`process.cdist` with `token_sort_ratio` >= 90 in chunks of rows, transitive closure of the hits; splink with blocking on first and
last word and first letters, Jaro-Winkler levels, parameters by expectation maximisation, clusters from probability 0.95.
Needs the dependency group `benchmark`.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from synthetic_names import make_names, write_names

SIZES = (10_000, 40_000, 160_000, 1_000_000)
Row = dict[str, Any]
_CHUNK = 2_000


def by_kind(path: Path) -> dict[str, list[str]]:
    """The names of a list by kind, in the order of the list."""
    found: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as stream:
        for row in csv.DictReader(stream):
            found[row["kind"]].append(row["name"])
    return found


# ---------------------------------------------------------------------------- the measured ones: list in, clusters out, pairs counted


def run_edufacts(path: Path, out: Path, workers: int) -> int:
    """The command itself; the pairs are counted where they are judged."""
    from pipeline.resolve import batch

    counted = [0]
    judge = batch.judge_pairs

    def counting(kind: Any, names: Any, pairs: Any, workers: int = 1) -> Any:
        counted[0] += len(pairs)
        return judge(kind, names, pairs, workers)

    batch.judge_pairs = counting
    batch.resolve_csv(path, out, workers=workers)
    return counted[0]


def run_rapidfuzz(path: Path, out: Path, workers: int) -> int:
    """Every name with every other of its kind."""
    import numpy as np
    from rapidfuzz import fuzz, process, utils

    pairs = 0
    clusters: dict[tuple[str, str], str] = {}
    for kind, names in by_kind(path).items():
        plain = [utils.default_process(name) for name in names]
        links: list[tuple[int, int]] = []
        for start in range(0, len(plain), _CHUNK):
            block = plain[start : start + _CHUNK]
            scores = process.cdist(
                block, plain[start:], scorer=fuzz.token_sort_ratio, score_cutoff=90, dtype=np.uint8, workers=workers
            )
            rows, columns = np.nonzero(scores)
            links += [(start + a, start + b) for a, b in zip(rows.tolist(), columns.tolist(), strict=True) if a < b]
            pairs += scores.size
        for number, root in enumerate(_closure(len(names), links)):
            clusters[kind, names[number]] = f"{kind}{root}"
    _write(path, out, clusters)
    return pairs


def run_splink(path: Path, out: Path, workers: int) -> int:
    """Splink with DuckDB, one model a kind."""
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    pairs = 0
    clusters: dict[tuple[str, str], str] = {}
    for kind, names in by_kind(path).items():
        words = [name.lower().split() for name in names]
        frame = pd.DataFrame(
            {
                "unique_id": range(len(names)),
                "name": [name.lower() for name in names],
                "first": [word[0] for word in words],
                "last": [word[-1] for word in words],
                "head": [name.lower()[:6] for name in names],
            }
        )
        settings = SettingsCreator(
            link_type="dedupe_only",
            probability_two_random_records_match=min(0.1, 2 / len(names)),
            comparisons=[cl.JaroWinklerAtThresholds(column, [0.95, 0.88]) for column in ("name", "first", "last")],
            blocking_rules_to_generate_predictions=[block_on("first", "last"), block_on("head")],
        )
        api = DuckDBAPI()
        linker = Linker(api.register(frame), settings)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("head"))
        found = linker.inference.predict(threshold_match_probability=0.01)
        grouped = linker.clustering.cluster_pairwise_predictions_at_threshold(found, 0.95).as_pandas_dataframe()
        pairs += int(found.as_duckdbpyrelation().count("*").fetchall()[0][0])
        for number, label in zip(grouped["unique_id"], grouped["cluster_id"], strict=True):
            clusters[kind, names[int(number)]] = f"{kind}{label}"
    _write(path, out, clusters)
    return pairs


RUNNERS: dict[str, Callable[[Path, Path, int], int]] = {
    "edufacts": run_edufacts,
    "rapidfuzz": run_rapidfuzz,
    "splink": run_splink,
}


def _closure(n: int, links: Iterable[tuple[int, int]]) -> list[int]:
    parent = list(range(n))

    def root(a: int) -> int:
        while parent[a] != a:
            parent[a] = parent[parent[a]]
            a = parent[a]
        return a

    for a, b in links:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return [root(a) for a in range(n)]


def _write(path: Path, out: Path, clusters: dict[tuple[str, str], str]) -> None:
    with path.open(encoding="utf-8", newline="") as source, out.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(["name", "kind", "cluster"])
        writer.writerows(
            [row["name"], row["kind"], clusters[row["kind"], row["name"]]] for row in csv.DictReader(source)
        )


# ---------------------------------------------------------------------------- measuring


def measured(tool: str, path: Path, out: Path, workers: int) -> None:
    """Run one tool in this process and print its figures as JSON."""
    started = time.perf_counter()
    pairs = RUNNERS[tool](path, out, workers)
    wall = time.perf_counter() - started
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(one.ru_utime + one.ru_stime for one in used)
    memory = used[0].ru_maxrss / 1024**2 + used[1].ru_maxrss / 1024**2 * (workers if workers > 1 else 0)
    print(json.dumps({"wall": wall, "cpu": cpu, "gigabytes": memory, "pairs": pairs}))


def quality(gold: Path, found: Path) -> tuple[float, float]:
    """Pairwise precision and recall of the clusters of a result; rows are in the order of the list."""
    with gold.open(encoding="utf-8") as one, found.open(encoding="utf-8") as other:
        labels = [
            (wanted["cluster"], made["cluster"])
            for wanted, made in zip(csv.DictReader(one), csv.DictReader(other), strict=True)
        ]
    right = _pairs(Counter(labels).values())
    return (
        right / max(1, _pairs(Counter(made for _, made in labels).values())),
        right / max(1, _pairs(Counter(wanted for wanted, _ in labels).values())),
    )


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def measure(tool: str, size: int, folder: Path, workers: int, limit: int) -> Row | None:
    """One row of the table; ``None`` when the tool fails or does not end within ``limit`` seconds."""
    path, out = folder / f"{size}.csv", folder / f"{size}.{tool}.csv"
    if not path.exists():
        write_names(path, make_names(size))
    command = [sys.executable, __file__, "--one", tool, str(path), str(out), "--workers", str(workers)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
        print(f"{tool} {size}: {type(error).__name__}: {str(error.stderr or '')[-300:]}", file=sys.stderr)
        return None
    precision, recall = quality(path, out)
    return {
        "tool": tool,
        "names": size,
        **json.loads(done.stdout.splitlines()[-1]),
        "precision": precision,
        "recall": recall,
    }


def exponents(rows: Sequence[Row], figure: str) -> list[float]:
    """The exponent of growth between each size and the next."""
    return [
        math.log(max(b[figure], 1e-9) / max(a[figure], 1e-9)) / math.log(b["names"] / a["names"])
        for a, b in pairwise(rows)
    ]


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, exponents included."""
    lines = [
        "| | names | wall s | CPU s | exponent (CPU) | GB | pairs compared | pairs a name | P | R | F1 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for tool in dict.fromkeys(row["tool"] for row in rows):
        mine = [row for row in rows if row["tool"] == tool]
        for row, exponent in zip(mine, [None, *exponents(mine, "cpu")], strict=True):
            p, r = row["precision"], row["recall"]
            grown = "" if exponent is None else f"{exponent:.2f}"
            lines.append(
                f"| {tool} | {row['names']:,} | {row['wall']:.1f} | {row['cpu']:.1f} | {grown} | {row['gigabytes']:.2f}"
                f" | {row['pairs']:,} | {row['pairs'] / row['names']:.1f} | {p:.3f} | {r:.3f}"
                f" | {2 * p * r / (p + r) if p + r else 0:.3f} |"
            )
    return "\n".join(lines)


def draw(rows: Sequence[Row], path: Path) -> None:
    """CPU seconds and gigabytes over names, both axes logarithmic."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "growth"
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for axis, name, title in ((left, "cpu", "CPU seconds"), (right, "gigabytes", "peak memory, GB")):
        for tool, marker in zip(RUNNERS, "os^", strict=True):
            mine = [row for row in rows if row["tool"] == tool]
            if mine:
                axis.plot([row["names"] for row in mine], [row[name] for row in mine], marker=marker, label=tool)
        axis.set(xscale="log", yscale="log", xlabel="distinct names", title=title)
        axis.grid(alpha=0.3)
    sizes = sorted({row["names"] for row in rows})
    first = next(row["cpu"] for row in rows if row["tool"] == "edufacts")
    left.plot(sizes, [first * (n / sizes[0]) ** 1.2 for n in sizes], ":", color="grey", label="exponent 1.2")
    left.legend()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Measure, print the table, draw the chart."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--rivals", nargs="*", choices=["rapidfuzz", "splink"], default=["rapidfuzz", "splink"])
    parser.add_argument("--most-rival", type=int, default=40_000, help="longest list that the rivals are given")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--limit", type=int, default=3600, help="seconds that one measurement may take")
    parser.add_argument(
        "--rows", type=Path, help="JSON file of rows: kept ones are not measured again, new ones are added"
    )
    parser.add_argument("--chart", type=Path)
    parser.add_argument("--one", nargs=3, metavar=("TOOL", "LIST", "OUT"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measured(options.one[0], Path(options.one[1]), Path(options.one[2]), options.workers)
        return
    rows: list[Row] = json.loads(options.rows.read_text()) if options.rows and options.rows.exists() else []
    with tempfile.TemporaryDirectory() as folder:
        for tool in ["edufacts", *options.rivals]:
            for size in sorted(options.sizes):
                known = any(row["tool"] == tool and row["names"] == size for row in rows)
                if known or (tool != "edufacts" and size > options.most_rival):
                    continue
                row = measure(tool, size, Path(folder), options.workers, options.limit)
                if row is None:
                    break
                rows.append(row)
                print(f"{tool} {size:,}: {row['cpu']:.1f} s CPU", file=sys.stderr, flush=True)
                if options.rows:
                    options.rows.write_text(json.dumps(rows, indent=1) + "\n")
    rows.sort(key=lambda row: (list(RUNNERS).index(row["tool"]), row["names"]))
    print(table(rows))
    if options.chart:
        draw(rows, options.chart)


if __name__ == "__main__":
    main()
