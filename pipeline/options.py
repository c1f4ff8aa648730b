"""Options that several commands take, each defined once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.records import Kind

Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
SettingsFile = Annotated[
    Path | None, typer.Option("--settings", metavar="FILE", help="Settings in TOML. See docs/settings.md.")
]
Workers = Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Number of processes.")]
Registers = Annotated[
    list[Path] | None,
    typer.Option("--register", metavar="FILE", help="Imported reference register to link to; may be repeated."),
]

# Of the commands about names.
RunFolder = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder of a run, for its names.")]
NameKind = Annotated[Kind | None, typer.Option("--kind", help="Needed where a name means things of several kinds.")]
Note = Annotated[str, typer.Option("--note", metavar="TEXT", help="Why; for yourself and others.")]
AppendTo = Annotated[Path, typer.Option("--decisions", metavar="FILE", help="File to append to.")]
Force = Annotated[
    bool, typer.Option("--force", help="Also for names that the run does not know, or that several entities bear.")
]
Name = Annotated[str, typer.Argument(metavar="NAME", help="A spelling or an id.")]
Other = Annotated[str, typer.Argument(metavar="OTHER", help="Another spelling or id.")]

DEFAULT_OUT, DEFAULT_FILE = Path("data/out"), Path("decisions.csv")
