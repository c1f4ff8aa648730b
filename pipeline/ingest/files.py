"""Finds the files of a run."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import UsageError


def find_files(inputs: Sequence[Path]) -> list[Path]:
    """All files named by the inputs, folders walked recursively.

    Order: sorted by path within each input, inputs in the order given. A file that is reached twice comes once. Files
    and folders whose name begins with a dot are passed over inside a folder, as are links that lead to a folder or out
    of the folder given; a hidden file that is named itself is read. A folder without files adds nothing.

    Raises:
        UsageError: an input does not exist or cannot be looked at.
    """
    found: dict[str, Path] = {}
    for path in inputs:
        for file in _files_of(path):
            found.setdefault(os.path.realpath(file), file)
    return list(found.values())


def _files_of(path: Path) -> Iterator[Path]:
    if not os.path.lexists(path) or not path.exists():
        raise UsageError(f"no such file or folder: {path}")
    if not path.is_dir():
        yield path
        return
    if not os.access(path, os.R_OK | os.X_OK):
        raise UsageError(f"cannot read the folder {path}: permission denied")
    yield from sorted(_walk(path), key=lambda file: file.parts)


def _walk(folder: Path) -> Iterator[Path]:
    root = os.path.realpath(folder)
    for parent, names, files in os.walk(folder, followlinks=False):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            file = Path(parent) / name
            if not name.startswith(".") and not _leads_out(file, root):
                yield file


def _leads_out(file: Path, root: str) -> bool:
    return file.is_symlink() and os.path.commonpath([root, os.path.realpath(file)]) != root
