"""A person's decisions: one plain CSV, replayed on every run, stronger than the machine.

Columns ``action,kind,left,right`` (a column ``note`` is handed on, further ones are let be; a line that starts with
``#`` is a comment):

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
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pipeline.errors import DecisionsError
from pipeline.records import Kind, Record
from pipeline.resolve.contradictions import SameNames, check_different, check_dropped, check_values
from pipeline.resolve.decision import Action, Decision, name_key

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


class Decisions(Record):
    """All decisions, in the order of the file; consistent with each other.

    Raises:
        DecisionsError: on making, when two decisions contradict each other; the message names both lines.
    """

    items: tuple[Decision, ...] = ()

    def model_post_init(self, context: object) -> None:
        """Refuse contradictions."""
        check_dropped(self.items)
        check_values(self.items, self._groups)
        check_different(self.items, self._groups)

    @cached_property
    def _groups(self) -> SameNames:
        return SameNames(self.items)

    def one_with(self, kind: Kind, cell: str) -> tuple[str, ...]:
        """The cells that decisions make one with a cell, itself among them."""
        return self._groups.cells(kind, cell)

    def of(self, *actions: Action) -> Iterator[Decision]:
        """The decisions with one of these actions."""
        return (item for item in self.items if item.action in actions)


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
        return Decisions(items=tuple(parse_decisions(text)))
    except DecisionsError as error:
        raise DecisionsError(f"{path}: {error}") from error


def parse_decisions(text: str) -> list[Decision]:
    """The decisions in the text of a file, contradictions among them.

    Raises:
        DecisionsError: a line is malformed; the message names it.
    """
    return list(_parse(text))


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
    if action in (Action.TYPE, Action.COUNTRY) and kind not in (Kind.INSTITUTION, Kind.PLACE):
        raise DecisionsError(f"line {line}: a {kind.value} has no {action.value}")
    return Decision(line=line, action=action, kind=kind, left=left, right=right, note=cells.get("note", ""))


def _member(kind: type[T], value: str, column: str, line: int) -> T:
    try:
        return kind(value.casefold())
    except ValueError:
        known = ", ".join(member.value for member in kind)
        raise DecisionsError(f"line {line}: unknown {column} '{value}'; one of: {known}") from None
