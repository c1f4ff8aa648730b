"""Decisions of a person, written down: ``edufacts decide``. What could not be replayed is refused at once."""

from __future__ import annotations

import csv
import io
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DecisionsError, RunError, UsageError
from pipeline.export.loading import load_run
from pipeline.known import KnownNames, ambiguous
from pipeline.records import Kind
from pipeline.resolve.decision import Action, Decision, contradiction, is_entity_id, name_key
from pipeline.resolve.decisions import COLUMNS, Decisions, parse_decisions

DECISIONS_FILE = Path("decisions.csv")
"""Where decisions stand unless another file is named: in the folder in which the command is called."""
_HEADER = (*COLUMNS, "note")
_KIND_OF_ID = {"i": Kind.INSTITUTION, "p": Kind.PERSON, "l": Kind.PLACE, "g": Kind.PROGRAMME}


@dataclass(frozen=True)
class Wish:
    """A decision that a person wants written down.

    Attributes:
        kind: ``None`` when the names of the run tell it.
        folder: of the run whose names are meant.
        force: take names that the run does not know, or that several entities bear.
    """

    action: Action
    left: str
    right: str = ""
    kind: Kind | None = None
    note: str = ""
    file: Path = DECISIONS_FILE
    folder: Path = Path("data/out")
    force: bool = False


@dataclass(frozen=True)
class Written:
    """What was written, and where; ``new`` is false when the file said so already."""

    decision: Decision
    file: Path
    new: bool


def decide(wish: Wish) -> Written:
    """Append a decision to its file, whole or not at all.

    Raises:
        DecisionsError: the file is wrong, or the decision contradicts it; the message names the lines.
        UsageError: a name means nothing that the run knows, or several things.
        RunError: the file cannot be written.
    """
    known = KnownNames(load_run(wish.folder)) if (wish.folder / "articles.csv").is_file() else None
    if known is None and not wish.force:
        raise UsageError(f"{wish.folder} holds no run to look names up in; name one with --out, or use --force")
    kind = _kind(wish, known)
    old = _read(wish.file)
    row = {"action": wish.action.value, "kind": kind.value, "left": wish.left, "right": wish.right, "note": wish.note}
    if wish.action is Action.COUNTRY:
        row["right"] = row["right"].upper()
    text = _with_row(old, {name: " ".join(cell.split()) for name, cell in row.items()})
    try:
        items = parse_decisions(text)
        decision, before = items[-1], items[:-1]
        twin = next((item for item in before if _says_the_same(item, decision)), None)
        if twin is not None:
            return Written(twin, wish.file, new=False)
        Decisions(items=tuple(items))
        if known and not wish.force:
            _check_entities(decision, before, known)
    except DecisionsError as error:
        raise DecisionsError(f"{wish.file}: {error}; the last line would be the new one") from error
    _write(wish.file, text)
    return Written(decision, wish.file, new=True)


def _kind(wish: Wish, known: KnownNames | None) -> Kind:
    """The kind that is named, or that the names of the run have; all names are looked up."""
    cells = [wish.left, *([wish.right] if wish.action in (Action.SAME, Action.DIFFERENT) else [])]
    kinds: list[set[Kind]] = []
    for cell in cells:
        found = known.find(cell, wish.kind) if known else []
        if known and not found and not wish.force:
            raise UsageError(f"{known.unknown(cell, wish.kind)} (--force takes a name not yet seen)")
        of_kind = {one.kind for one in found}
        if len(of_kind) == 1 and len(found) > 1 and not wish.force:
            raise UsageError(f"{ambiguous(cell, found)} (--force means all of them)")
        kinds.append(of_kind or ({_KIND_OF_ID[cell[0]]} if is_entity_id(cell) else set()))
    if wish.kind:
        return wish.kind
    possible = set.intersection(*(one for one in kinds if one)) if any(kinds) else set()
    if len(possible) != 1:
        said = " or ".join(sorted(one.value for one in set().union(*kinds))) or "not known"
        raise UsageError(f"of what kind {' and '.join(repr(cell) for cell in cells)} is, is {said}: say it with --kind")
    return possible.pop()


_OPPOSITE = {Action.SAME: Action.DIFFERENT, Action.DIFFERENT: Action.SAME}
_SINGLE = (Action.RENAME, Action.TYPE, Action.COUNTRY)


def _check_entities(decision: Decision, before: list[Decision], known: KnownNames) -> None:
    """Refuse what contradicts an earlier line by other spellings of the same entities."""

    def entities(item: Decision) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(one.entity_id for one in known.find(cell, item.kind)) for cell in item.cells())

    ours = entities(decision)
    for item in (item for item in before if item.kind is decision.kind):
        theirs = entities(item)
        if item.action is decision.action and item.action in _SINGLE:
            clash = item.right != decision.right and bool(ours[0] & theirs[0])
        elif item.action is _OPPOSITE.get(decision.action):
            apart = not ours[0] & ours[1]
            clash = apart and all(ours) and (theirs in (ours, ours[::-1]))
        else:
            clash = False
        if clash:
            raise contradiction([item, decision], "by the last run they speak of the same entities; --force if not")


def _says_the_same(one: Decision, other: Decision) -> bool:
    if (one.action, one.kind) != (other.action, other.kind):
        return False
    if one.action in (Action.SAME, Action.DIFFERENT):
        return {name_key(one.left), name_key(one.right)} == {name_key(other.left), name_key(other.right)}
    return name_key(one.left) == name_key(other.left) and one.right == other.right


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig") if file.exists() else ""
    except OSError as error:
        raise DecisionsError(f"cannot read the decisions file {file}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DecisionsError(f"{file}: not UTF-8 text") from error


def _with_row(text: str, row: dict[str, str]) -> str:
    """The text of the file with a row at its end, in the order of its columns; everything else stays as it is."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.splitlines()
    at = next((n for n, line in enumerate(lines) if line.strip(", ") and not line.lstrip().startswith("#")), None)
    if at is None:
        lines.append(_line(list(_HEADER)))
        header = list(_HEADER)
    else:
        header = [cell.strip() for cell in next(csv.reader([lines[at]]))]
        if row["note"] and "note" not in header:
            header.append("note")
            lines[at] += ",note"
    lines.append(_line([row.get(name, "") for name in header]))
    return end.join(lines) + end


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(cells)
    return buffer.getvalue()


def _write(file: Path, text: str) -> None:
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="") as handle:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        os.replace(part, file)
    except OSError as error:
        raise RunError(f"cannot write {file}: {error.strerror}") from error
    finally:
        with suppress(OSError):
            part.unlink()
