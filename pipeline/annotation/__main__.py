"""Check, count, convert, split and compare the annotated corpus."""

import argparse
import sys
from collections import Counter
from pathlib import Path

from pipeline.annotation.corpus import check_folder, read_folder, tidy_folder
from pipeline.annotation.counts import to_lines, update_datasheet
from pipeline.annotation.datasheet import write_between
from pipeline.annotation.jsonl import Style, read_jsonl, write_jsonl
from pipeline.annotation.split import (
    Part,
    SplitError,
    common_keys,
    find_groups,
    read_split,
    split_articles,
    write_split,
)
from pipeline.errors import UsageError

SPLITS = Path("data/annotated/splits.csv")


def check(options: argparse.Namespace) -> int:
    """Print every problem of every file; exit 1 when one of them is an error."""
    findings = check_folder(options.folder)
    for line in findings.lines:
        print(line)
    print(f"{findings.n_files} files, {findings.n_errors} errors, {findings.n_warnings} warnings")
    return 1 if findings.n_errors else 0


def tidy(options: argparse.Namespace) -> int:
    """Rewrite the files without errors in the canonical form."""
    for path in tidy_folder(options.folder):
        print(f"rewritten: {path}")
    return 0


def stats(options: argparse.Namespace) -> int:
    """Print how many articles, tokens, marks and records there are."""
    articles = list(read_folder(options.folder))
    if options.datasheet:
        update_datasheet(options.datasheet, articles)
    else:
        print("\n".join(to_lines(articles)))
    return 0


def split(options: argparse.Namespace) -> int:
    """Write the part of every article: train, development or test."""
    articles = list(read_folder(options.folder))
    try:
        parts = split_articles(articles, read_split(options.target) if options.target.exists() else None)
    except SplitError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    write_split(parts, options.target)
    for part, number in sorted(Counter(parts.values()).items()):
        print(f"{part.value}: {number} articles")
    groups = find_groups(articles)
    print(f"groups: {len(groups)}, the largest of {len(groups[0]) if groups else 0} articles")
    for key, number in common_keys(articles).items():
        print(f"common, in {number} articles: {key}")
    return 0


def agreement(options: argparse.Namespace) -> int:
    """Print how far two annotations of the same articles agree: those that are in both folders."""
    from pipeline.evaluation.annotators import compare_folders, report  # brings the stages, which take seconds to load

    comparison = compare_folders(options.folder, options.second)
    if options.datasheet:
        write_between(options.datasheet, report.BEGIN, report.END, report.to_markdown(comparison))
    else:
        print("\n".join(report.to_lines(comparison)))
    if options.show_differences:
        print("", *comparison.differences, sep="\n")
    return 0


def to_docbin(options: argparse.Namespace) -> int:
    """Write the articles as a spaCy file."""
    from pipeline.annotation.convert import write_docbin  # spaCy takes seconds to load

    only = None
    if options.part:
        only = frozenset(one for one, part in read_split(options.splits).items() if part is options.part)
    n_docs, n_inside = write_docbin(options.folder, options.target, only)
    print(f"{n_docs} documents; {n_inside} marks are not whole tokens and only in user_data")
    return 0


def from_docbin(options: argparse.Namespace) -> int:
    """Write the documents of a spaCy file as articles."""
    from pipeline.annotation.convert import read_docbin  # spaCy takes seconds to load

    print(f"{len(read_docbin(options.source, options.folder))} articles")
    return 0


def to_jsonl(options: argparse.Namespace) -> int:
    """Write the articles as JSON lines for Doccano or Label Studio."""
    print(f"{write_jsonl(options.folder, options.target, options.style)} articles")
    return 0


def from_jsonl(options: argparse.Namespace) -> int:
    """Write the articles of a file of Doccano or Label Studio into a folder, over what is there."""
    print(f"{len(read_jsonl(options.source, options.folder))} articles")
    return 0


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.annotation", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    made: dict[str, argparse.ArgumentParser] = {}
    for function in (check, tidy, stats, split, agreement, to_docbin, to_jsonl, from_docbin, from_jsonl):
        name = function.__name__.replace("_", "-")
        made[name] = commands.add_parser(name, help=function.__doc__, description=function.__doc__)
        made[name].set_defaults(function=function)
        if name.startswith("from-"):
            made[name].add_argument("source", type=Path, help="file to read")
        made[name].add_argument("folder", type=Path, help="folder of .ann files")
        if name.startswith("to-"):
            made[name].add_argument("target", type=Path, help="file to write")
    made["stats"].add_argument("--datasheet", type=Path, help="write the numbers into this file instead")
    made["agreement"].add_argument("second", type=Path, help="folder of .ann files by another annotator")
    made["agreement"].add_argument("--datasheet", type=Path, help="write the tables into this file instead")
    made["agreement"].add_argument("--show-differences", action="store_true", help="list all that differs")
    made["split"].add_argument("--target", type=Path, default=SPLITS, help="default: %(default)s")
    made["to-docbin"].add_argument("--part", type=Part, help=f"only the articles of: {', '.join(Part)}")
    made["to-docbin"].add_argument("--splits", type=Path, default=SPLITS, help="default: %(default)s")
    made["to-jsonl"].add_argument("--style", type=Style, default=Style.DOCCANO, help=f"one of: {', '.join(Style)}")
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command; return the exit status: 1 for errors found by ``check``, 2 for a call that cannot be done."""
    options = build_parser().parse_args(arguments)
    try:
        status: int = options.function(options)
    except (UsageError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
