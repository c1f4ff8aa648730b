"""The command ``edufacts``. Only this module and those of its commands print."""

from __future__ import annotations

import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text
from typer.exceptions import TyperException

from pipeline.errors import EdufactsError, InternalError, RunError, UsageError
from pipeline.list_commands import annotate_command, registry_app, resolve_command
from pipeline.name_commands import decide_app, explain_command
from pipeline.options import DEFAULT_FILE, DEFAULT_OUT, Debug, Registers, SettingsFile, Workers
from pipeline.records import Stage

app = typer.Typer(
    name="edufacts",
    help="Turn a folder of education news into tables of institutions, people, agreements and dates.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(registry_app)
app.command("explain")(explain_command)
app.add_typer(decide_app)
errors = Console(stderr=True, soft_wrap=True, highlight=False)

EXIT_FAILED, EXIT_USAGE = 1, 2
_VERBS = {
    Stage.INGEST: "reading files",
    Stage.EXTRACT: "extracting facts",
    Stage.RESOLVE: "resolving names",
    Stage.EXPORT: "writing tables",
}


def main() -> None:
    """Run the command line; every error is one line on standard error and an exit code."""
    debug = "--debug" in sys.argv
    try:
        status = app(standalone_mode=False)
        sys.exit(status if isinstance(status, int) else 0)
    except typer.Exit as stop:
        sys.exit(stop.exit_code)
    except (typer.Abort, KeyboardInterrupt):
        _fail("stopped", EXIT_FAILED)
    except TyperException as error:
        message = error.format_message() if hasattr(error, "format_message") else str(error)
        _fail(message or "see --help", EXIT_USAGE)
    except Exception as error:
        if debug:
            raise
        _fail(*_describe(error))


def _describe(error: Exception) -> tuple[str, int]:
    if isinstance(error, UsageError):
        return str(error), EXIT_USAGE
    if isinstance(error, EdufactsError) and not isinstance(error, InternalError):
        return str(error), EXIT_FAILED
    return f"internal error: {type(error).__name__}: {error} (--debug shows where)", EXIT_FAILED


def _fail(message: str, code: int) -> None:
    errors.print(f"edufacts: {_one_line(message)}", markup=False, style="red" if errors.is_terminal else None)
    sys.exit(code)


def _one_line(message: str) -> str:
    return " ".join(message.split())


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"edufacts {version('edufacts')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Turn a folder of education news into tables of institutions, people, agreements and dates."""


@app.command("run")
def run_command(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Files or folders; folders are walked recursively.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the tables.")] = DEFAULT_OUT,
    settings: SettingsFile = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            metavar="FILE",
            help="A person's decisions on names, stronger than the machine (decisions.csv, if there is one).",
        ),
    ] = None,
    workers: Workers = 1,
    registry: Annotated[
        Path | None,
        typer.Option(
            "--registry", metavar="FILE", help="Ids given by earlier runs, kept and added to (DIR/registry.jsonl)."
        ),
    ] = None,
    register: Registers = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Forget the ids of earlier runs.")] = False,
    debug: Debug = False,
) -> None:
    """Read articles and write the tables.

    Exit code: 0 when the run completed (files that could not be used are in rejects.csv), 1 when it failed, 2 for a wrong call or
    setting.
    """
    # Imported here: the help and the errors of a wrong call should not wait for spaCy.
    from pipeline.run import Plan, run
    from pipeline.settings import load_settings, with_registers
    from pipeline.summary import print_summary

    started = time.perf_counter()
    chosen = with_registers(load_settings(settings), register or ())
    if decisions is None and DEFAULT_FILE.is_file():
        decisions = DEFAULT_FILE
    plan = Plan(inputs, out, chosen, decisions, workers, registry, fresh)
    console = Console()
    with _progress_bar() as bar:
        tasks = {}

        def show(stage: Stage, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(_VERBS[stage], total=of)
            bar.update(tasks[stage], completed=done, total=of)

        outcome = run(plan, show)
    print_summary(console, outcome, out, time.perf_counter() - started, decisions)


@app.command("inspect")
def inspect_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One file.")],
    settings: SettingsFile = None,
    debug: Debug = False,
) -> None:
    """Show what is read of one file: metadata, text, and what is left out of it and why."""
    from pipeline.inspect import inspect_file
    from pipeline.settings import load_settings

    console = Console(soft_wrap=True, highlight=False)
    for found in inspect_file(file, load_settings(settings).ingest):
        console.print(Text(found.path, "bold"))
        for name, value in found.facts:
            console.print(Text.assemble((f"  {name}: ", "cyan"), value))
        parts = [("\n", ""), *((_shown(piece.text, piece.left_out_as, console.is_terminal)) for piece in found.pieces)]
        console.print(Text.assemble(*parts))


def _shown(text: str, left_out_as: str, on_terminal: bool) -> tuple[str, str]:
    """A stretch of a file and its style; one that was left out is struck out on a terminal, marked elsewhere."""
    if not left_out_as:
        return text, ""
    return (f"{text} ({left_out_as})", "dim strike") if on_terminal else (f"[-{text}-]({left_out_as})", "")


app.command("annotate")(annotate_command)
app.command("resolve")(resolve_command)


@app.command("evaluate")
def evaluate_command(
    gold: Annotated[Path, typer.Option("--gold", metavar="FOLDER", help="Folder of annotated articles.")],
    part: Annotated[
        str | None, typer.Option("--part", metavar="PART", help="Only this part: train, development or test.")
    ] = None,
    mistakes: Annotated[bool, typer.Option("--errors", help="List what was missed, invented or wrong.")] = False,
    save: Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Write all of it as JSON.")] = None,
    floor: Annotated[Path | None, typer.Option("--floor", metavar="FILE", help="Scores that must not fall.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Raise the floors; one is never lowered.")] = False,
    settings: SettingsFile = None,
    debug: Debug = False,
) -> None:
    """Compare what is found in annotated articles with their annotation.

    Exit code: 0, 1 when a score lies below its floor or a floor would have to be lowered, 2 for a wrong call.
    """
    from pipeline.evaluation.command import Evaluation, answer
    from pipeline.settings import load_settings

    said = answer(Evaluation(gold, part, mistakes, save, floor, update), load_settings(settings))
    Console(soft_wrap=True).print("\n".join(said.lines), markup=False, highlight=False)
    if said.falls:
        raise RunError("below the floor: " + "; ".join(said.falls))


def _progress_bar() -> Progress:
    """A bar on a terminal, nothing elsewhere."""
    return Progress(
        TextColumn("{task.description:<17}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )
