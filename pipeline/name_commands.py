"""The commands about single names, ``edufacts explain`` and ``edufacts decide``; like ``cli``, a module that prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from pipeline.options import DEFAULT_FILE, DEFAULT_OUT, AppendTo, Debug, Force, Name, NameKind, Note, Other, RunFolder
from pipeline.records import Kind

decide_app = typer.Typer(
    name="decide",
    help="Write down what you know of names, for all runs to come: docs/decisions.md.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def explain_command(
    names: Annotated[list[str], typer.Argument(metavar="NAME [NAME]", help="One spelling or id, or two.")],
    out: RunFolder = DEFAULT_OUT,
    kind: NameKind = None,
    debug: Debug = False,
) -> None:
    """Tell why a name is the entity that it is, or why two names are one or two.

    Exit code: 0, 2 for a wrong call or a name that the run does not know.
    """
    from pipeline.story import explain

    console = Console(soft_wrap=True, highlight=False)
    for number, passage in enumerate(explain(out, *names, kind=kind).passages):
        console.print(Text(("\n" if number else "") + passage.heading, "bold"))
        for line in passage.lines:
            console.print(Text(f"  {line}", _style(line)))


def _style(line: str) -> str:
    """Clues for are green, clues against red; other indented lines step back."""
    if not line.startswith("    "):
        return ""
    return {"+": "green", "-": "red"}.get(line.strip()[:1], "dim")


@decide_app.command("same")
def same_command(
    name: Name,
    other: Other,
    kind: NameKind = None,
    note: Note = "",
    decisions: AppendTo = DEFAULT_FILE,
    out: RunFolder = DEFAULT_OUT,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Two names are one entity."""
    _decide("same", name, other, kind, note, decisions, out, force)


@decide_app.command("different")
def different_command(
    name: Name,
    other: Other,
    kind: NameKind = None,
    note: Note = "",
    decisions: AppendTo = DEFAULT_FILE,
    out: RunFolder = DEFAULT_OUT,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Two names are never one entity."""
    _decide("different", name, other, kind, note, decisions, out, force)


@decide_app.command("rename")
def rename_command(
    name: Name,
    canonical: Annotated[str, typer.Argument(metavar="NEW", help="The name to show in the tables.")],
    kind: NameKind = None,
    note: Note = "",
    decisions: AppendTo = DEFAULT_FILE,
    out: RunFolder = DEFAULT_OUT,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Show an entity by another name."""
    _decide("rename", name, canonical, kind, note, decisions, out, force)


@decide_app.command("type")
def type_command(
    name: Name,
    type_: Annotated[str, typer.Argument(metavar="TYPE", help="university, school, ministry, …")],
    kind: NameKind = None,
    note: Note = "",
    decisions: AppendTo = DEFAULT_FILE,
    out: RunFolder = DEFAULT_OUT,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Say of what type an institution or place is."""
    _decide("type", name, type_, kind, note, decisions, out, force)


@decide_app.command("country")
def country_command(
    name: Name,
    country: Annotated[str, typer.Argument(metavar="CODE", help="ISO 3166 alpha-2 code.")],
    kind: NameKind = None,
    note: Note = "",
    decisions: AppendTo = DEFAULT_FILE,
    out: RunFolder = DEFAULT_OUT,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """Say in which country an institution or place is."""
    _decide("country", name, country, kind, note, decisions, out, force)


@decide_app.command("drop")
def drop_command(
    name: Name,
    kind: NameKind = None,
    note: Note = "",
    decisions: AppendTo = DEFAULT_FILE,
    out: RunFolder = DEFAULT_OUT,
    force: Force = False,
    debug: Debug = False,
) -> None:
    """It is no name: leave its mentions out."""
    _decide("drop", name, "", kind, note, decisions, out, force)


def _decide(
    action: str, left: str, right: str, kind: Kind | None, note: str, file: Path, out: Path, force: bool
) -> None:
    from pipeline.decide import Wish, decide
    from pipeline.resolve.decision import Action

    written = decide(Wish(Action(action), left, right, kind, note, file, out, force))
    console = Console(soft_wrap=True, highlight=False)
    said = f"{written.file}, {written.decision}"
    if not written.new:
        console.print(Text(f"{said} says so already."))
        return
    console.print(Text(said))
    console.print(
        Text(f"The next run will heed it. To undo it, delete line {written.decision.line} of {written.file}.")
    )
