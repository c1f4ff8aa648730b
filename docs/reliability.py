"""Draw the reliability diagram of an evaluation: for each kind of record, how sure it was against how often it was right.

``edufacts evaluate --gold data/annotated --part test --save report.json``, then ``python docs/reliability.py report.json``.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

SIDE, GAP, MARGIN = 150, 34, 28
COLUMNS = 4
DRAWING = Path(__file__).parent / "reliability.svg"


def draw(calibration: list[dict[str, Any]]) -> str:
    """An SVG with a square a kind: dots at (mean confidence, share right) of each bin, their area by the number of records."""
    rows = -(-len(calibration) // COLUMNS)
    width, height = MARGIN + COLUMNS * (SIDE + GAP), MARGIN + rows * (SIDE + GAP + 20)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
    ]
    for number, kind in enumerate(calibration):
        left = MARGIN + number % COLUMNS * (SIDE + GAP)
        top = MARGIN + number // COLUMNS * (SIDE + GAP + 20)
        parts += _square(kind, left, top)
    return "\n".join([*parts, "</svg>", ""])


def _square(kind: dict[str, Any], left: int, top: int) -> list[str]:
    most = max(one["records"] for one in kind["bins"])
    title = f"{kind['kind']}: {kind['records']} records, error {kind['error']:.3f}"
    found = [
        f'<text x="{left}" y="{top - 6}">{escape(title)}</text>',
        f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#888"/>',
        f'<line x1="{left}" y1="{top + SIDE}" x2="{left + SIDE}" y2="{top}" stroke="#bbb" stroke-dasharray="4 3"/>',
    ]
    for one in kind["bins"]:
        x, y = left + SIDE * one["mean_confidence"], top + SIDE * (1 - one["share_right"])
        radius = 2 + 6 * (one["records"] / most) ** 0.5
        found.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#2b6cb0" fill-opacity="0.7"/>')
    for share in (0, 0.5, 1):
        found.append(f'<text x="{left + SIDE * share - 6:.0f}" y="{top + SIDE + 13}" fill="#666">{share:g}</text>')
        found.append(f'<text x="{left - 18}" y="{top + SIDE * (1 - share) + 4:.0f}" fill="#666">{share:g}</text>')
    return found


def main() -> None:
    """Read the report, write the drawing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("report", type=Path, help="what `edufacts evaluate --save` wrote")
    parser.add_argument("--out", type=Path, default=DRAWING)
    arguments = parser.parse_args()
    report = json.loads(arguments.report.read_text(encoding="utf-8"))
    arguments.out.write_text(draw(report["calibration"]), encoding="utf-8")


if __name__ == "__main__":
    main()
