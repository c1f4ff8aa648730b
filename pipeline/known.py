"""The names that a run knows: looked up by spelling or id, with suggestions for what it does not know."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from pipeline.errors import UsageError
from pipeline.export.loading import Run
from pipeline.records import Kind
from pipeline.resolve.decision import is_entity_id, name_key
from pipeline.resolve.gazetteer import fold

KIND_OF_TABLE = {
    "institutions": Kind.INSTITUTION,
    "people": Kind.PERSON,
    "places": Kind.PLACE,
    "programmes": Kind.PROGRAMME,
}
_SUGGESTED = 5
# Suggestions at or below this likeness (0 to 100) help nobody.
_LIKE_ENOUGH = 55


@dataclass(frozen=True)
class Known:
    """An entity of a run."""

    entity_id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...]
    country: str

    def spelt(self, key: str) -> str:
        """The spelling that reads so."""
        return next((text for text in (self.name, *self.aliases) if name_key(text) == key), self.name)

    def __str__(self) -> str:
        said = ", ".join(filter(None, (self.kind.value, self.country)))
        return f"{self.entity_id} ({self.name}; {said})"


class KnownNames:
    """All entities of a run by what they are called."""

    def __init__(self, run: Run) -> None:
        self._folder = run.folder
        self.by_id: dict[str, Known] = {}
        self._by_name: dict[str, list[Known]] = defaultdict(list)
        for table, kind in KIND_OF_TABLE.items():
            frame = run[table]
            countries = frame["country"] if "country" in frame else [""] * len(frame)
            columns = (frame.iloc[:, 0], frame["name"], frame["aliases"], countries)
            for entity_id, name, aliases, country in zip(*columns, strict=True):
                known = Known(entity_id, kind, name, aliases, country)
                self.by_id[entity_id] = known
                for key in sorted({name_key(one) for one in (name, *aliases)}):
                    self._by_name[key].append(known)

    def find(self, text: str, kind: Kind | None = None) -> list[Known]:
        """The entities that a spelling or an id can mean; none when it is not known."""
        by_id = [self.by_id[text]] if text in self.by_id else []
        found = by_id if is_entity_id(text) else self._by_name.get(name_key(text), [])
        return [one for one in found if kind in (None, one.kind)]

    def the(self, text: str, kind: Kind | None = None) -> Known:
        """The one entity that a spelling or an id means.

        Raises:
            UsageError: it means none, or several; the message suggests what may be meant.
        """
        found = self.find(text, kind)
        if not found:
            raise UsageError(self.unknown(text, kind))
        if len(found) > 1:
            raise UsageError(ambiguous(text, found))
        return found[0]

    def unknown(self, text: str, kind: Kind | None = None) -> str:
        """A line that says that a name is not known, with the nearest ones."""
        what = f"no {kind.value}" if kind else "nothing"
        near = self._nearest(text, kind)
        suggested = f"; the nearest are: {', '.join(near)}" if near else ""
        return f"{what} {'has the id' if is_entity_id(text) else 'is called'} {text!r} in {self._folder}{suggested}"

    def _nearest(self, text: str, kind: Kind | None) -> list[str]:
        if is_entity_id(text):
            return []
        keys = sorted(key for key, known in self._by_name.items() if any(kind in (None, one.kind) for one in known))
        found = process.extract(fold(text), keys, scorer=fuzz.WRatio, limit=4 * _SUGGESTED, score_cutoff=_LIKE_ENOUGH)
        names = [one.spelt(key) for key, _, _ in found for one in self._by_name[key] if kind in (None, one.kind)]
        return list(dict.fromkeys(names))[:_SUGGESTED]


def ambiguous(text: str, found: list[Known]) -> str:
    """A line that says that a name is several entities, and how to tell them apart."""
    return f"{text!r} is {len(found)} entities; give the id of one: {', '.join(str(one) for one in found)}"
