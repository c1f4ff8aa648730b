"""Ids that last over runs, and the history of their changes."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.records import Change, Kind, Registry
from pipeline.resolve.identity import Identity, anchors, give_ids
from pipeline.resolve.lineage import Claim, advanced, lasting_ids

Group = Sequence[str]


def claims(
    groups: Sequence[Group], *, context: str = "", country: str = "", articles: Sequence[str] = ()
) -> list[Claim]:
    """Entities of these spellings; the first is the name, one in brackets is a short form."""
    names = [[name.strip("()") for name in group] for group in groups]
    ids = give_ids([Identity(Kind.INSTITUTION, anchors(group), context, (group[0],)) for group in names])
    return [
        Claim(
            entity_id=entity_id,
            kind=Kind.INSTITUTION,
            name=group[0].strip("()"),
            country=country,
            keys=frozenset((name.strip("()"), context, name.startswith("(")) for name in group),
            articles=frozenset(articles),
        )
        for entity_id, group in zip(ids, groups, strict=True)
    ]


class Folder:
    """Runs into one folder, one after the other."""

    def __init__(self) -> None:
        self.registry = Registry()

    def run(self, *groups: Group, **more: object) -> dict[str, str]:
        """Name of each entity to its id."""
        return self.take(claims(groups, **more))

    def take(self, found: Sequence[Claim]) -> dict[str, str]:
        ids = lasting_ids(found, self.registry)
        self.registry = advanced(self.registry, found, ids)
        return {claim.name: ids[claim.entity_id] for claim in found}

    def changes(self, run: int) -> list[tuple[Change, str, str]]:
        return [(c.change, c.name, c.other_name) for c in self.registry.changes if c.run == run]


def test_an_entity_keeps_its_id_when_it_gains_a_spelling_that_sorts_first():
    folder = Folder()
    before = folder.run(["lake college"])
    after = folder.run(["college of the lake", "lake college"])
    assert set(after.values()) == set(before.values())
    assert folder.changes(2) == [(Change.RENAMED, "college of the lake", "lake college")]


def test_of_two_that_become_one_the_id_of_most_spellings_is_kept():
    folder = Folder()
    before = folder.run(["b college", "b colege", "college b"], ["a school"])
    after = folder.run(["b college", "b colege", "college b", "a school"])
    assert after == {"b college": before["b college"]}
    assert folder.changes(2) == [(Change.MERGED, "a school", "b college")]
    (gone,) = [one for one in folder.registry.entities if one.until]
    assert (gone.entity_id, gone.successor) == (before["a school"], before["b college"])


def test_a_full_name_weighs_more_than_short_forms():
    folder = Folder()
    before = folder.run(["lake college", "(lc)", "(lco)"])
    after = folder.run(["lake college"], ["(lc)", "(lco)"])
    assert after["lake college"] == before["lake college"]
    assert folder.changes(2) == [(Change.SPLIT, "lc", "lake college")]


def test_what_a_passing_article_merged_gets_its_own_ids_back():
    folder = Folder()
    first = folder.run(["a school"], ["b college", "b colege"])
    folder.run(["b college", "b colege", "a school", "c institute"])
    assert folder.run(["a school"], ["b college", "b colege"]) == first
    assert (Change.SPLIT, "a school", "b college") in folder.changes(3)


def test_an_id_that_vanished_comes_back_with_its_entity_and_goes_to_no_other():
    folder = Folder()
    first = folder.run(["lake college"], ["hill school"])
    folder.run(["hill school"])
    assert folder.changes(2) == [(Change.GONE, "lake college", "")]
    other = folder.run(["hill school"], ["lake college"], country="TJ", context="TJ")
    assert other["lake college"] != first["lake college"]
    again = folder.run(["hill school"], ["lake college"])
    assert again == first


def test_an_id_made_from_content_that_was_given_before_is_numbered():
    folder = Folder()
    first = folder.run(["a school", "b college", "b colege"])
    folder.run(["b college", "b colege"])
    after = folder.run(["b college", "b colege"], ["a school", "c hall"])
    assert after["b college"] == first["a school"]
    assert after["a school"] == first["a school"] + "-2"


def test_a_namesake_changes_no_id_where_the_country_tells_them_apart():
    folder = Folder()
    first = folder.run(["national library"], country="TJ", articles=["a-1"])
    here = claims([["national library"]], context="TJ", country="TJ", articles=["a-3"])
    there = claims([["national library"]], context="AF", country="AF", articles=["a-2"])
    folder.take([*there, *here])
    active = {one.country: one.entity_id for one in folder.registry.entities if not one.until}
    assert active["TJ"] == first["national library"]
    assert active["AF"] != first["national library"]


def test_a_namesake_changes_no_id_where_the_articles_tell_them_apart():
    folder = Folder()
    first = folder.run(["wei zhang"], articles=["a-1", "a-5"])
    one = claims([["wei zhang"]], context="hill university", articles=["a-2", "a-3"])
    two = claims([["wei zhang"]], context="lake university", articles=["a-1", "a-5", "a-6"])
    ids = lasting_ids([*one, *two], folder.registry)
    assert ids[two[0].entity_id] == first["wei zhang"]


def test_a_run_that_changes_nothing_leaves_the_registry_as_it_is():
    folder = Folder()
    folder.run(["lake college", "(lc)"], ["hill school"])
    before = folder.registry
    folder.run(["hill school"], ["lake college", "(lc)"])
    assert folder.registry is before
    assert [c.change for c in before.changes] == [Change.NEW, Change.NEW]


NAMES = [f"{letter} school" for letter in "abcdefgh"]


@st.composite
def corpora(draw: st.DrawFn) -> list[Group]:
    """Some of the names, in groups."""
    group_of = {name: draw(st.integers(0, 4)) for name in NAMES}
    groups = [[name for name in NAMES if group_of[name] == number] for number in range(1, 5)]
    return [group for group in groups if group]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(corpora(), max_size=4), corpora(), corpora())
def test_whatever_came_before_one_run_on_other_articles_changes_no_id_for_good(
    earlier: list[list[Group]], articles: list[Group], others: list[Group]
):
    folder = Folder()
    for groups in earlier:
        folder.run(*groups)
    first = folder.run(*articles)
    folder.run(*others)
    assert folder.run(*articles) == first


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(corpora(), min_size=1, max_size=5), st.randoms())
def test_the_order_of_entities_changes_nothing_and_every_id_is_given_once(runs: list[list[Group]], chance):
    folder, shuffled = Folder(), Folder()
    for groups in runs:
        given_ids = folder.run(*groups)
        found = claims(groups)
        chance.shuffle(found)
        shuffled.take(found)
        assert len(set(given_ids.values())) == len(groups)
        assert shuffled.registry == folder.registry


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(corpora(), min_size=2, max_size=5))
def test_the_history_accounts_for_every_id(runs: list[list[Group]]):
    folder = Folder()
    for groups in runs:
        folder.run(*groups)
    there: set[str] = set()
    for change in folder.registry.changes:
        if change.change in (Change.NEW, Change.SPLIT, Change.RETURNED):
            assert change.entity_id not in there
            there.add(change.entity_id)
        elif change.change in (Change.GONE, Change.MERGED):
            there.remove(change.entity_id)
    assert there == {one.entity_id for one in folder.registry.entities if not one.until}
