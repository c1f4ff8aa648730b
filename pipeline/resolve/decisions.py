"""A person's decisions: one plain CSV, replayed on every run, stronger than the machine.

Columns ``action,kind,left,right`` (further columns, such as a note, are let be; a line that starts with ``#`` is a
comment):

==========  =======================================  ==================================================
action      left                                     right
==========  =======================================  ==================================================
same        a name or entity id                      another name or id: they are one entity
different   a name or entity id                      another name or id: they are never one entity
rename      a name or entity id                      the canonical name to show
type        a name or entity id (institution, place) the type to show
country     a name or entity id                      ISO 3166 alpha-2 code
drop        a name or entity id                      empty: it is no name; its mentions are left out
==========  =======================================  ==================================================
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pipeline.errors import DecisionsError
from pipeline.records import Kind, Record
from pipeline.resolve.gazetteer import fold

COLUMNS = ("action", "kind", "left", "right")
INSTITUTION_TYPES = (
    "university",
    "college",
    "school",
    "institute",
    "academy",
    "ministry",
    "agency",
    "association",
    "international organisation",
    "company",
    "bank",
    "foundation",
    "council",
    "embassy",
    "government",
    "media",
    "other",
)
T = TypeVar("T", bound=StrEnum)
_ID = re.compile(r"[iplg]-[0-9a-f]{12}(?:-\d+)?")


class Action(StrEnum):
    """What a person can decide."""

    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    TYPE = "type"
    COUNTRY = "country"
    DROP = "drop"


class Decision(Record):
    """One line of the file. ``line`` counts from 1, the header being line 1."""

    line: int
    action: Action
    kind: Kind
    left: str
    right: str = ""

    def __str__(self) -> str:
        parts = (self.action.value, self.kind.value, self.left, self.right)
        return f"line {self.line}: {','.join(part for part in parts if part)}"


class Decisions(Record):
    """All decisions, in the order of the file; consistent with each other.

    Raises:
        DecisionsError: on making, when two decisions contradict each other; the message names both lines.
    """

    items: tuple[Decision, ...] = ()

    def model_post_init(self, context: object) -> None:
        """Refuse contradictions."""
        for check in (_check_single_values, _check_same_and_different):
            check(self.items)

    def of(self, *actions: Action) -> Iterator[Decision]:
        """The decisions with one of these actions."""
        return (item for item in self.items if item.action in actions)


def is_entity_id(text: str) -> bool:
    """Whether a cell holds an entity id instead of a name."""
    return _ID.fullmatch(text) is not None


def name_key(text: str) -> str:
    """What makes two cells speak of the same name: case, accents and punctuation do not count; an id stays as it is."""
    return text if is_entity_id(text) else fold(text)


def load_decisions(path: Path) -> Decisions:
    """Read a decisions file.

    Raises:
        DecisionsError: the file cannot be read, a line is malformed, or two lines contradict each other.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise DecisionsError(f"cannot read the decisions file {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise DecisionsError(f"{path}: not UTF-8 text") from error
    try:
        return Decisions(items=tuple(_parse(text)))
    except DecisionsError as error:
        raise DecisionsError(f"{path}: {error}") from error


def _parse(text: str) -> Iterator[Decision]:
    header: list[str] | None = None
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        for row in reader:
            if not any(cell.strip() for cell in row) or row[0].lstrip().startswith("#"):
                continue
            cells = [cell.strip() for cell in row]
            if header is None:
                header = cells
                missing = [column for column in COLUMNS if column not in header]
                if missing:
                    raise DecisionsError(f"line {reader.line_num}: the header lacks the column '{missing[0]}'")
            elif len(cells) > len(header):
                raise DecisionsError(
                    f"line {reader.line_num}: more cells than columns; quote a name that holds a comma"
                )
            else:
                yield _decision(reader.line_num, dict(zip(header, cells, strict=False)))
    except csv.Error as error:
        raise DecisionsError(f"line {reader.line_num}: {error}") from error


def _decision(line: int, cells: dict[str, str]) -> Decision:
    action = _member(Action, cells.get("action", ""), "action", line)
    kind = _member(Kind, cells.get("kind", ""), "kind", line)
    left, right = cells.get("left", ""), cells.get("right", "")
    if not name_key(left):
        raise DecisionsError(f"line {line}: 'left' is empty")
    if action is Action.DROP and right:
        raise DecisionsError(f"line {line}: 'drop' takes no 'right'")
    if action is not Action.DROP and not right:
        raise DecisionsError(f"line {line}: '{action.value}' needs 'right'")
    if action is Action.COUNTRY and not re.fullmatch(r"[A-Z]{2}", right):
        raise DecisionsError(f"line {line}: '{right}' is no ISO 3166 alpha-2 code")
    if action is Action.TYPE and kind is Kind.INSTITUTION and right not in INSTITUTION_TYPES:
        raise DecisionsError(f"line {line}: '{right}' is no institution type; one of: {', '.join(INSTITUTION_TYPES)}")
    if action is Action.DIFFERENT and name_key(left) == name_key(right):
        raise DecisionsError(f"line {line}: both names read the same; give ids to tell namesakes apart")
    return Decision(line=line, action=action, kind=kind, left=left, right=right)


def _member(kind: type[T], value: str, column: str, line: int) -> T:
    try:
        return kind(value.casefold())
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise DecisionsError(f"line {line}: unknown {column} '{value}'; one of: {known}") from None


def _check_single_values(items: tuple[Decision, ...]) -> None:
    """One name, one value: two renamings (types, countries) of a name contradict each other, and so do a drop and
    anything else.
    """
    seen: dict[tuple[Action, Kind, str], Decision] = {}
    dropped = {(item.kind, name_key(item.left)): item for item in items if item.action is Action.DROP}
    for item in items:
        key = (item.kind, name_key(item.left))
        if item.action in (Action.RENAME, Action.TYPE, Action.COUNTRY):
            other = seen.setdefault((item.action, *key), item)
            if other.right != item.right:
                raise DecisionsError(f"lines {other.line} and {item.line} contradict each other: {other} / {item}")
        names = [key, (item.kind, name_key(item.right))] if item.action in (Action.SAME, Action.DIFFERENT) else [key]
        for name in names:
            drop = dropped.get(name)
            if drop is not None and item.action is not Action.DROP:
                first, second = sorted((drop, item), key=lambda d: d.line)
                raise DecisionsError(f"lines {first.line} and {second.line} contradict each other: {first} / {second}")


def _check_same_and_different(items: tuple[Decision, ...]) -> None:
    """A ``different`` between two names that ``same`` decisions, also over third names, join."""
    group: dict[tuple[Kind, str], tuple[Kind, str]] = {}
    joined_at: dict[tuple[Kind, str], Decision] = {}

    def root(name: tuple[Kind, str]) -> tuple[Kind, str]:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    for item in items:
        if item.action is Action.SAME:
            left, right = root((item.kind, name_key(item.left))), root((item.kind, name_key(item.right)))
            group[max(left, right)] = min(left, right)
            joined_at[min(left, right)] = item
    for item in items:
        if item.action is Action.DIFFERENT:
            left, right = (item.kind, name_key(item.left)), (item.kind, name_key(item.right))
            if root(left) == root(right):
                same = _joining(items, left, right) or joined_at[root(left)]
                first, second = sorted((same, item), key=lambda d: d.line)
                raise DecisionsError(f"lines {first.line} and {second.line} contradict each other: {first} / {second}")


def _joining(items: tuple[Decision, ...], left: tuple[Kind, str], right: tuple[Kind, str]) -> Decision | None:
    """The ``same`` decision that names both, if one does."""
    for item in items:
        pair = {(item.kind, name_key(item.left)), (item.kind, name_key(item.right))}
        if item.action is Action.SAME and pair == {left, right}:
            return item
    return None
