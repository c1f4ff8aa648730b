"""The ids that runs have given, and what became of them."""

from __future__ import annotations

from enum import StrEnum

from pipeline.records.base import Record
from pipeline.records.mentions import Kind


class HeldName(Record):
    """A name by which the registry knows an entity.

    Attributes:
        name: folded; context: what told it from namesakes in that run, "" for a name that had none.
        short: nothing but a short form that its article does not spell out (an acronym, a surname).
        since / until: the runs in which it came and went; ``until`` is 0 while it is there.
    """

    name: str
    context: str = ""
    short: bool = False
    since: int
    until: int = 0


class Registered(Record):
    """An id that a run has given, and what it was given to.

    Attributes:
        since / until: the runs in which it came and went; ``until`` is 0 while it is there.
        successor: the id into which it was merged, "" otherwise.
        articles: the first ids, in order, of the articles that named it last.
        names: all names it ever had, sorted.
    """

    entity_id: str
    kind: Kind
    name: str
    country: str = ""
    since: int
    until: int = 0
    successor: str = ""
    articles: tuple[str, ...] = ()
    names: tuple[HeldName, ...] = ()


class Change(StrEnum):
    """What can happen to an id."""

    NEW = "new"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    GONE = "gone"
    RETURNED = "returned"


class IdChange(Record):
    """What happened to an id in a run: a row of ``id_history.csv``.

    Attributes:
        name: its canonical name after the change, or the last one.
        other_id: merged: the id that was kept; split: the id that it was part of before.
        other_name: the canonical name of that one; renamed: the name before.
    """

    run: int
    change: Change
    kind: Kind
    entity_id: str
    name: str
    other_id: str = ""
    other_name: str = ""


class Registry(Record):
    """All ids that the runs over one registry file have given, and what became of them.

    Attributes:
        run: the number of runs that changed something; a run that changes nothing has no number.
        entities: sorted by kind and id; changes: in the order of the runs.
    """

    run: int = 0
    entities: tuple[Registered, ...] = ()
    changes: tuple[IdChange, ...] = ()
