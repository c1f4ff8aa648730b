"""The commands that take a list in the place of articles: of texts, of names, of institutions; like ``cli``, a module that prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from pipeline.options import Debug, Registers, SettingsFile, Workers

registry_app = typer.Typer(
    name="registry", help="Reference registers of institutions, such as ROR.", no_args_is_help=True
)


def annotate_command(
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help='Lines {"id": …, "text": …}.')],
    out: Annotated[
        Path, typer.Option("--out", metavar="OUT.jsonl", help="File for the mentions, a line for each text.")
    ],
    settings: SettingsFile = None,
    debug: Debug = False,
) -> None:
    """Find the names in texts: mentions with offsets, no resolution."""
    from pipeline.annotate import annotate
    from pipeline.settings import load_settings

    number = annotate(source, out, load_settings(settings).extract)
    Console().print(f"{number:,} {'text' if number == 1 else 'texts'} annotated: {out}", highlight=False)


def resolve_command(
    names: Annotated[Path, typer.Argument(metavar="NAMES.csv", help="Columns name, kind[, country][, context].")],
    out: Annotated[
        Path, typer.Option("--out", metavar="OUT.csv", help="Columns name, kind, cluster, canonical_name, confidence.")
    ],
    use_country: Annotated[bool, typer.Option("--use-country", help="Take the column country as evidence.")] = False,
    workers: Workers = 1,
    register: Registers = None,
    debug: Debug = False,
) -> None:
    """Group the spellings of a list of names: which of them are one institution, person or place."""
    from pipeline.resolve.batch import resolve_csv

    number = resolve_csv(names, out, use_country, workers, register or ())
    Console().print(f"{number:,} rows: {out}", highlight=False)


@registry_app.command("import")
def registry_import_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="ROR's JSON dump (.json, .zip), or a .csv.")],
    into: Annotated[
        Path | None,
        typer.Option("--into", metavar="FILE", help="Register to write, or a folder (FILE's name with .register)."),
    ] = None,
    debug: Debug = False,
) -> None:
    """Make a local register of a published file; runs link institutions to it with --register.

    A .csv has the columns id, name and may have aliases (joined with |), type, country, city, part_of.
    """
    from pipeline.resolve.register import import_register

    target = into or Path(file.stem + ".register")
    target = target / f"{file.stem}.register" if target.is_dir() else target
    number = import_register(file, target)
    Console().print(f"{number:,} {'institution' if number == 1 else 'institutions'}: {target}", highlight=False)
