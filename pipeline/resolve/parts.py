"""Parts of institutions by their names: "Nukus branch of X Institute", "X University, Faculty of Law"."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from pipeline.records import Kind
from pipeline.resolve.entities import institution_type
from pipeline.resolve.gazetteer import fold, pointers
from pipeline.resolve.likeness import agree, same_words
from pipeline.resolve.shortforms import is_acronym, words

_SPLIT = re.compile(r"\s*[,;:–—/|]\s*|\s+-\s+|['’]s?\s+(?=[A-Z])")
_OF = re.compile(r"\s+(?:of|at|under)\s+(?:the\s+)?", re.I)
_PLACE_BEHIND = re.compile(r"\s+in\s+(?:the\s+)?[^\W\d_a-z].*$")
OTHER_PART = "part"


@dataclass(frozen=True, slots=True)
class PartOf:
    """What a name says of its whole: the relation ("branch", "faculty", …) and the name of the whole."""

    relation: str
    whole: str


@cache
def _relations() -> dict[str, str]:
    """Folded word to the relation that it stands for."""
    text = (resources.files("pipeline.resources") / "parts.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)["relations"]
    return {fold(word): relation for relation, found in table.items() for word in found}


def relation_of(name: str) -> str:
    """The relation that the head of a part's name speaks of, ``part`` when it speaks of none."""
    return next((_relations()[word] for word in fold(name).split() if word in _relations()), OTHER_PART)


@lru_cache(maxsize=50_000)
def read_part(name: str) -> PartOf | None:
    """The whole that a name names itself a part of, ``None`` when it names none.

    >>> read_part("Kokand branch of Sardoba State Mining Institute")
    PartOf(relation='branch', whole='Sardoba State Mining Institute')
    >>> read_part("Sardoba University, Faculty of Law")
    PartOf(relation='faculty', whole='Sardoba University')
    >>> read_part("Faculty of Law") is None and read_part("School of Oriental Studies") is None
    True
    """
    return _behind(name) or _before(name)


def _behind(name: str) -> PartOf | None:
    """The longest stretch behind "of" that names an institution, when what stands before begins a part's name.

    One that may itself be a part is the whole only when there is no other.
    """
    found: list[PartOf] = []
    for of in _OF.finditer(name):
        head, whole = name[: of.start()], _PLACE_BEHIND.sub("", name[of.end() :])
        relation = _of_head(head)
        if relation and _is_whole(whole):
            found.append(PartOf(relation, whole))
    independent = (part for part in found if not _of_head(part.whole.split(" of ")[0]))
    return next(independent, found[0] if found else None)


def _of_head(head: str) -> str:
    """The relation when a part's word begins the stretch, or ends one of places ("Nukus branch")."""
    parts = fold(head).split()
    if not parts:
        return ""
    if parts[0] in _relations():
        return _relations()[parts[0]]
    places = {word for pointer in pointers(head) for word in fold(pointer.words).split()}
    last = _relations().get(parts[-1], "")
    return last if last and (last == "branch" or places.issuperset(parts[:-1])) else ""


def _before(name: str) -> PartOf | None:
    """An institution, then a comma, a dash or "'s", then its part; or a bare "X University Nukus Branch"."""
    pieces = [piece for piece in _SPLIT.split(name) if piece]
    if len(pieces) > 1 and _is_whole(pieces[0]) and not _of_head(pieces[0]):
        relation = _of_head(pieces[-1]) or _of_head(pieces[1])
        if relation:
            return PartOf(relation, pieces[0])
    ends = fold(name).split()[-1:]
    if ends and _relations().get(ends[0]) == "branch":
        found = name.split()[:-1]
        for size in range(len(found), 1, -1):
            whole, rest = " ".join(found[:size]).rstrip(","), " ".join(found[size:])
            if institution_type(whole.split()[-1]) != "other" and (not rest or pointers(rest)):
                return PartOf("branch", whole)
    return None


def _is_whole(name: str) -> bool:
    """Whether a stretch is the name of an institution: an acronym, or more words with a kind of institution before any "of"."""
    if is_acronym(name):
        return True
    head = re.split(r"\sof\s", name)[0]
    kinds = institution_type(head) != "other" and institution_type(name) != "other"
    return len(words(name)) > 1 and name[:1].isupper() and kinds


class Wholes:
    """The institutions of a run, looked up by the name by which a part speaks of its whole."""

    def __init__(self, names_of: Mapping[str, Iterable[str]]) -> None:
        """``names_of``: entity id to all its names."""
        self._by_name: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for entity_id, names in names_of.items():
            for name in names:
                self._by_name[fold(name)].add(entity_id)
                for word in words(name):
                    self._by_word[word].add((entity_id, name))

    def find(self, whole: str) -> str:
        """The id of the one institution of that name, else of the one whose name differs in spelling only; "" for none."""
        exact = self._by_name.get(fold(whole), set())
        if exact or is_acronym(whole):
            return next(iter(exact)) if len(exact) == 1 else ""
        rare = min((word for word in words(whole) if word in self._by_word), key=self._frequency, default="")
        alike = {
            entity_id
            for entity_id, name in self._by_word.get(rare, ())
            if same_words(whole, name) and agree(Kind.INSTITUTION, whole, name)
        }
        return next(iter(alike)) if len(alike) == 1 else ""

    def _frequency(self, word: str) -> tuple[int, str]:
        return len(self._by_word[word]), word


def without_circles(parents: Mapping[str, str]) -> dict[str, str]:
    """Parents by child, those left out that would close a circle (a part of its own part); smallest ids keep theirs."""
    kept: dict[str, str] = {}
    for child in sorted(parents):
        above = parents[child]
        seen = {child}
        while above and above not in seen:
            seen.add(above)
            above = kept.get(above, "")
        if not above:
            kept[child] = parents[child]
    return kept
