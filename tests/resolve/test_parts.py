"""A part of an institution is its child, by the articles or by its name, and never a spelling of it."""

from __future__ import annotations

import pandas as pd
import pytest

from pipeline.resolve.batch import resolve_names
from pipeline.resolve.parts import read_part, without_circles


@pytest.mark.parametrize(
    ("name", "relation", "whole"),
    [
        ("Kokand branch of Sardoba State Mining Institute", "branch", "Sardoba State Mining Institute"),
        ("Branch of Kuhsor State University in Tashkent", "branch", "Kuhsor State University"),
        ("Tashkent branch of KSU", "branch", "KSU"),
        ("Kuhsor State University Nukus Branch", "branch", "Kuhsor State University"),
        ("Faculty of Law of Sardoba University", "faculty", "Sardoba University"),
        ("Faculty of Law, Sardoba University", "", ""),
        ("Sardoba University, Faculty of Law", "faculty", "Sardoba University"),
        ("Sardoba University's Confucius Centre", "", ""),
        ("Department of Physics of the Institute of Stars", "department", "Institute of Stars"),
        ("Centre for Languages at Sardoba University", "centre", "Sardoba University"),
    ],
)
def test_the_name_of_a_part_names_its_whole(name: str, relation: str, whole: str) -> None:
    found = read_part(name)
    if relation:
        assert found is not None
        assert (found.relation, found.whole) == (relation, whole)


@pytest.mark.parametrize(
    "name",
    ["Faculty of Law", "School of Oriental Studies", "University of Sardoba", "Ministry of Education", "Institute of Law",
     "Department of Education of Hisor district", "", "Academy of Sciences"],
)  # fmt: skip
def test_other_names_name_no_whole(name: str) -> None:
    assert read_part(name) is None


def test_a_part_is_put_to_its_whole_of_another_article(run, tell) -> None:
    done = run(
        tell("a-1", "[Kokand branch of Sardoba State Mining Institute](i1) opened."),
        tell("a-2", "[Sardoba State Mining Institute](i1) grew."),
    )
    part, whole = (done.entity("a-1", "Kokand branch of Sardoba State Mining Institute"),
                   done.entity("a-2", "Sardoba State Mining Institute"))  # fmt: skip
    assert part.entity_id != whole.entity_id
    assert (part.attributes["parent_id"], part.attributes["relation"]) == (whole.entity_id, "branch")
    assert (whole.attributes["parent_id"], whole.attributes["relation"]) == ("", "")


def test_a_whole_that_no_article_names_is_not_made_up(run, tell) -> None:
    done = run(tell("a-1", "[Kokand branch of Sardoba State Mining Institute](i1) opened."))
    (entity,) = done.resolution.entities
    assert (entity.attributes["parent_id"], entity.attributes["relation"]) == ("", "")


def test_a_part_as_the_text_states_it_has_a_relation(run, tell) -> None:
    done = run(tell("a-1", "[Law Centre](i1) of [Sardoba University](i2).", parts=[("i1", "i2")]))
    found = done.entity("a-1", "Law Centre").attributes
    assert (found["parent_id"], found["relation"]) == (done.entity("a-1", "Sardoba University").entity_id, "centre")


def test_parents_run_in_no_circle(run, tell) -> None:
    assert without_circles({"a": "b", "b": "c", "c": "a"}) == {"a": "b", "b": "c"}
    done = run(
        tell("a-1", "[Law Centre](i1) of [Sardoba Institute](i2).", parts=[("i1", "i2")]),
        tell("a-2", "[Sardoba Institute](i1) of [Law Centre of Sardoba](i2), [Law Centre](i3).", parts=[("i1", "i3")]),
    )
    parents = {e.entity_id: e.attributes.get("parent_id", "") for e in done.resolution.entities}
    for start in parents:
        seen, at = set(), start
        while at:
            assert at not in seen
            seen.add(at)
            at = parents[at]


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("Kokand branch of Sardoba State Mining Institute", "Sardoba State Mining Institute"),
        ("Faculty of Law of Sardoba University", "Sardoba University"),
        ("Sardoba University, Faculty of Law", "Sardoba University"),
        ("Centre for Languages of Sardoba University", "Sardoba University"),
        ("Department of Physics, Sardoba University", "Sardoba University"),
        ("Ташкентский филиал Кухсорского университета", "Кухсорский университет"),
        ("Sardoba State University Termez Branch", "Sardoba State University"),
        ("Institute of Chemistry of the Academy of Sciences of Sardoba", "Academy of Sciences of Sardoba"),
    ],
)
def test_in_a_list_a_part_is_never_put_together_with_its_whole(part: str, whole: str) -> None:
    found = resolve_names(pd.DataFrame([(part, "institution"), (whole, "institution")], columns=["name", "kind"]))
    assert found["cluster"][0] != found["cluster"][1]


def test_a_ministry_is_one_for_each_country(run, tell) -> None:
    done = run(
        tell("a-1", "[Ministry of Education](i1) in [Tajikistan](l1) said.\n[Dushanbe](l2)."),
        tell("a-2", "[Ministry of Education](i1) in [Uzbekistan](l1) said.\n[Tashkent](l2)."),
        tell("a-3", "[Ministry of Education](i1) said.\nIn [Khujand](l2), [Tajikistan](l1)."),
        tell("a-4", "[Ministry of Education](i1) said."),
        tell("a-5", "[Ministry of Education and Science](i1) of [Uzbekistan](l1) said."),
    )
    name = "Ministry of Education"
    assert done.same(("a-1", name), ("a-3", name))
    assert not done.same(("a-1", name), ("a-2", name))
    assert not done.same(("a-1", name), ("a-4", name))
    assert not done.same(("a-2", name), ("a-4", name))


def test_an_association_of_universities_is_no_part_of_them(run, tell) -> None:
    done = run(tell("a-1", "[Association of Sardoba Schools](i1), [Sardoba Schools](i2).", parts=[("i1", "i2")]))
    assert done.entity("a-1", "Association of Sardoba Schools").attributes["parent_id"] == ""


@pytest.mark.parametrize(
    ("beside", "whole"),
    [
        ("Sardoba University Public Relations", "Sardoba University"),
        ("Sardoba University Teaching Hospital", "Sardoba University"),
        ("Syndicate of the Sardoba University", "University of Sardoba"),
        ("SKU Regional Office", "SKU"),
    ],
)
def test_a_body_that_bears_the_name_of_an_institution_is_not_it(run, tell, beside: str, whole: str) -> None:
    within = run(tell("a-1", f"[{whole}](i1) opened.\n[{beside}](i2) said."))
    assert not within.same(("a-1", whole), ("a-1", beside))
    over = run(
        tell("a-1", f"[{whole}](i1) in [Tajikistan](l1) opened.\n[Dushanbe](l2)."),
        tell("a-2", f"[{beside}](i1) in [Tajikistan](l1) said.\n[Dushanbe](l2)."),
    )
    assert not over.same(("a-1", whole), ("a-2", beside))


def test_a_short_form_is_the_institution_rather_than_a_body_beside_it(run, tell) -> None:
    done = run(
        tell("a-1", "[Sardoba Grain University](i1).\n[Sardoba Grain University Press](i2).\n[Sardoba Grain](i3).")
    )
    assert done.same(("a-1", "Sardoba Grain University"), ("a-1", "Sardoba Grain"))
    assert not done.same(("a-1", "Sardoba Grain University"), ("a-1", "Sardoba Grain University Press"))
