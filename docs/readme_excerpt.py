"""Writes the first result that README.md shows, from the tables of a run: ``python docs/readme_excerpt.py data/out``.

The excerpt stands between two comments in README.md. A test asserts that it is what a run over ``data/raw`` gives.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline import Run, load_run

README = Path(__file__).parents[1] / "README.md"
BEGIN, END = (
    "<!-- excerpt of a run over data/raw: written by docs/readme_excerpt.py -->\n",
    "<!-- end of the excerpt -->\n",
)
AGREEMENTS_SHOWN = 5


def excerpt(run: Run) -> str:
    """Markdown: agreements told by more than one article, and the institution with most spellings."""
    return "\n".join(["", *_agreement_lines(run), "", *_spelling_lines(run), "", ""])


def put_in(readme: str, text: str) -> str:
    """The README with this excerpt.

    Raises:
        ValueError: the comments around the excerpt are missing.
    """
    before, _, rest = readme.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError("README.md lacks the comments around the excerpt")
    return f"{before}{BEGIN}{text}{END}{after}"


def _agreement_lines(run: Run) -> list[str]:
    """Agreements in the order of their first article; kind as in the latest one, the fullest date.

    The names of the sample articles begin with their dates.
    """
    told = run.with_articles(run.agreements).sort_values("path", kind="stable")
    lines = ["| `party_names` | `kind` | `status` | `date` | told in |", "|---|---|---|---|---|"]
    for _, rows in told.groupby("agreement_id", sort=False):
        articles = list(dict.fromkeys(rows["path"]))
        if len(articles) < 2 or len(lines) - 2 == AGREEMENTS_SHOWN:
            continue
        dates = [date for date in rows["date"] if date]
        cells = [
            " – ".join(rows["party_names"].iloc[-1]),
            rows["kind"].iloc[-1],
            " → ".join(dict.fromkeys(rows["status"])),
            max(dates, key=len, default=""),
            f"{len(articles)} articles",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def _spelling_lines(run: Run) -> list[str]:
    institutions = run.institutions.assign(n_aliases=run.institutions["aliases"].map(len))
    chosen = institutions.sort_values(["n_aliases", "n_mentions"], ascending=False, kind="stable").iloc[0]
    first = run.mentions.drop_duplicates(["entity_id", "text"]).merge(run.articles[["article_id", "path"]])
    path_of = dict(first.loc[first["entity_id"] == chosen["institution_id"], ["text", "path"]].itertuples(index=False))
    lines = [f"| spellings of {chosen['name']} | mentions | first read in |", "|---|---:|---|"]
    for row in run.spellings(str(chosen["institution_id"])).itertuples():
        lines.append(f"| {row.text} | {row.n_mentions} | `{Path(path_of[row.text]).name}` |")
    return lines


def main() -> None:
    """Put the excerpt of the run in the folder given into README.md."""
    text = excerpt(load_run(sys.argv[1]))
    README.write_text(put_in(README.read_text(encoding="utf-8"), text), encoding="utf-8")


if __name__ == "__main__":
    main()
