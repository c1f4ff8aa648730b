"""Clues from the articles about two candidates for one entity: offices, deals, countries, company, position in the
text.

Every clue is a small function from two profiles to a weight and the words that it looked at; the weights are in
``resources/context_weights.toml``. A *loud* clue may overrule soft contradictions between the names.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from pipeline.records import Clue, Kind
from pipeline.resolve.gazetteer import country_name
from pipeline.resolve.scene import Profile, Scene

# So many further entities in common count as a strong clue beside another one.
_MUCH_COMPANY = 3


@dataclass(frozen=True)
class Context:
    """The clues about one pair; ``loud`` if one of them may overrule soft contradictions.

    ``role``: name of the clue that both hold one office at one institution. ``strong`` counts the clues that together
    may overrule a word which only one of the names has.
    """

    clues: tuple[Clue, ...]
    loud: bool
    strong: int = 0
    role: str = ""

    @property
    def weight(self) -> float:
        """Log-odds of all clues together."""
        return sum(clue.weight for clue in self.clues)


@lru_cache(maxsize=1)
def _weights() -> dict[str, dict[str, float]]:
    return tomllib.loads((resources.files("pipeline.resources") / "context_weights.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def softening(kind: Kind) -> float:
    """The share of a contradiction that a loud clue takes away."""
    return _weights()["contradictions"][kind.value]


Found = tuple[str, float, str]
"""Name of the weight, how many times it counts, the words."""


def _same_office_holder(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """The same person leads both."""
    shared = sorted(scene.person_names.get(p, "") for p in left.heads & right.heads)
    return ("same_office_holder", 1.0, f"{shared[0]} leads both") if shared else None


def _same_staff(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """The same people hold the same lesser offices at both."""
    shared = sorted({scene.person_names.get(p, "") for p, _ in left.staff & right.staff})
    return (
        ("same_staff", min(2.0, len(shared)), f"{', '.join(shared[:3])}: the same office at both") if shared else None
    )


def _same_deal(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """Both are the one party left over of an agreement with the same other parties."""
    return ("same_deal", 1.0, "the same place in an agreement told twice") if left.slots & right.slots else None


def _acronyms(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """Their articles shorten them to the same letters, or to others."""
    if not left.acronyms or not right.acronyms:
        return None
    shared = sorted(left.acronyms & right.acronyms)
    if shared:
        return "same_acronym", 1.0, f"both are called {shared[0].upper()}"
    return "other_acronym", 1.0, f"{min(left.acronyms).upper()} / {min(right.acronyms).upper()}"


def _country(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """The same country, or another, as stated; else what their articles are about."""
    if left.countries and right.countries:
        shared = sorted(left.countries & right.countries)
        if shared:
            return "same_country", 1.0, f"both in {country_name(shared[0])}"
        return "other_country", 1.0, f"{country_name(min(left.countries))} / {country_name(min(right.countries))}"
    ours, theirs = left.countries or left.homes, right.countries or right.homes
    if not ours or not theirs:
        return None
    shared = sorted(ours & theirs)
    if shared:
        return "same_country", 0.5, f"articles about {country_name(shared[0])}"
    return "other_home", 1.0, f"articles about {country_name(min(ours))} / {country_name(min(theirs))}"


def _company(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """Other entities that articles of both mention (no others than those of one shared article)."""
    if left.articles & right.articles:
        return None
    shared = len(left.company & right.company)
    return ("same_company", min(3.0, shared), f"{shared} further entities in common") if shared else None


def _same_office(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """The same leading office at the same institution, else the same institution, else different ones."""
    shared = sorted(left.offices & right.offices)
    if shared:
        return "same_office", 1.0, f"both {shared[0][1]} of the same institution"
    roles = sorted(left.roles & right.roles)
    if roles:
        return "same_role", 1.0, f"both {roles[0][1]} at the same institution"
    if left.works & right.works:
        return "same_institution", 1.0, "at the same institution"
    if left.works and right.works:
        return "other_institution", 1.0, "at different institutions"
    return None


def _other_calling(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """One holds an office of state (or is known as a poet), the other works at an institution."""
    if (left.state and right.works and not right.state) or (right.state and left.works and not left.state):
        return "other_calling", 1.0, "an office of state / an institution"
    return None


def _unlike_in_one_article(left: Profile, right: Profile, scene: Scene) -> Found | None:
    """One article gives them different offices."""
    if left.articles & right.articles and left.callings and right.callings and not left.callings & right.callings:
        return "unlike_in_one_article", 1.0, f"{min(left.callings)} / {min(right.callings)} in one article"
    return None


ClueFunction = Callable[[Profile, Profile, Scene], "Found | None"]
_FUNCTIONS: dict[Kind, tuple[ClueFunction, ...]] = {
    Kind.INSTITUTION: (_same_office_holder, _same_staff, _same_deal, _acronyms, _country, _company),
    Kind.PERSON: (_same_office, _other_calling, _unlike_in_one_article, _country, _company),
    Kind.PLACE: (_country,),
    Kind.PROGRAMME: (_acronyms, _company),
}
_LOUD = frozenset({"same_office_holder", "same_deal"})
_STRONG = _LOUD | {"same_acronym", "same_staff"}


def context(kind: Kind, left: Profile, right: Profile, scene: Scene, *, side_by_side: bool, doubtful: bool) -> Context:
    """All clues from the articles about a pair; ``doubtful`` if the names do not agree in all their parts."""
    weights = _weights()[kind.value]
    found = [hit for function in _FUNCTIONS[kind] if (hit := function(left, right, scene)) is not None]
    if side_by_side:
        found.append(("side_by_side", 1.0, "named side by side in one sentence"))
    elif doubtful and left.articles & right.articles:
        found.append(("one_article", 1.0, "two full names in one article"))
    clues = tuple(
        Clue(name=name.replace("_", " "), weight=round(weights[name] * times, 3), reason=words)
        for name, times, words in found
        if weights.get(name)
    )
    names = {name for name, _, _ in found}
    company = any(name == "same_company" and times >= _MUCH_COMPANY for name, times, _ in found)
    return Context(
        clues,
        loud=bool(names & _LOUD),
        strong=len(names & _STRONG) + company,
        role=next(iter(sorted(names & {"same_office", "same_role"})), ""),
    )
