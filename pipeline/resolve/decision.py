"""One decision of a person, and what makes two cells of a decisions file speak of the same name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from pipeline.errors import DecisionsError
from pipeline.records import Kind, Record
from pipeline.resolve.gazetteer import fold

_ID = re.compile(r"[iplg]-[0-9a-f]{12}(?:-\d+)?")


class Action(StrEnum):
    """What a person can decide."""

    SAME = "same"
    DIFFERENT = "different"
    RENAME = "rename"
    TYPE = "type"
    COUNTRY = "country"
    DROP = "drop"


def is_entity_id(text: str) -> bool:
    """Whether a cell holds an entity id instead of a name."""
    return _ID.fullmatch(text) is not None


def name_key(text: str) -> str:
    """What makes two cells speak of the same name: case, accents and punctuation do not count; an id stays as it is."""
    return text if is_entity_id(text) else fold(text) or text


class Decision(Record):
    """One line of the file. ``line`` counts from 1, the header being line 1."""

    line: int
    action: Action
    kind: Kind
    left: str
    right: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """The cells that hold names or ids of entities."""
        return (self.left, self.right) if self.action in (Action.SAME, Action.DIFFERENT) else (self.left,)

    def __str__(self) -> str:
        parts = (self.action.value, self.kind.value, self.left, self.right)
        return f"line {self.line}: {','.join(part for part in parts if part)}"


def contradiction(items: Sequence[Decision], why: str = "") -> DecisionsError:
    """The error that names the lines of decisions that cannot all hold."""
    lines = sorted({item.line: item for item in items}.values(), key=lambda item: item.line)
    numbers = [str(item.line) for item in lines]
    said = " / ".join(str(item) for item in lines)
    named = f"lines {', '.join(numbers[:-1])} and {numbers[-1]} contradict each other"
    return DecisionsError(f"{named}: {said}" + (f" ({why})" if why else ""))
