"""A person's decisions: the file, and what they do to a run."""

from __future__ import annotations

import pytest

from pipeline.errors import DecisionsError
from pipeline.records import Kind
from pipeline.resolve import Decisions, load_decisions
from pipeline.resolve.decision import Action, Decision

HEADER = "action,kind,left,right\n"


def decided(*rows: tuple[Action, str, str, str]) -> Decisions:
    return Decisions(
        items=tuple(
            Decision(line=n, action=action, kind=Kind(kind), left=left, right=right)
            for n, (action, kind, left, right) in enumerate(rows, 2)
        )
    )


def test_a_file_is_read_with_comments_notes_and_blank_lines(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text(
        'action,kind,left,right,note\n# checked\n\nsame,institution,"A, B",C,seen\ndrop,person,Dear All,,\n'
    )
    items = load_decisions(path).items
    assert [(i.line, i.action, i.left, i.right) for i in items] == [
        (4, "same", "A, B", "C"),
        (5, "drop", "Dear All", ""),
    ]


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("merge,institution,A,B\n", "line 2: unknown action 'merge'"),
        ("same,firm,A,B\n", "line 2: unknown kind 'firm'"),
        ("same,institution,,B\n", "line 2: 'left' is empty"),
        ("same,institution,A,\n", "line 2: 'same' needs 'right'"),
        ("drop,institution,A,B\n", "line 2: 'drop' takes no 'right'"),
        ("country,institution,A,Tajikistan\n", "line 2: 'Tajikistan' is no ISO 3166 alpha-2 code"),
        ("type,institution,A,uni\n", "line 2: 'uni' is no institution type"),
        ("same,institution,A,B,C,D\n", "line 2: more cells than columns"),
        ("different,person,Karim Saidov,karim saidov\n", "line 2: both names read the same"),
    ],
)
def test_a_malformed_line_is_named(tmp_path, rows, problem):
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + rows)
    with pytest.raises(DecisionsError) as caught:
        load_decisions(path)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_column_or_file_is_named(tmp_path):
    path = tmp_path / "decisions.csv"
    with pytest.raises(DecisionsError, match="cannot read"):
        load_decisions(path)
    path.write_text("action,left,right\n")
    with pytest.raises(DecisionsError, match="lacks the column 'kind'"):
        load_decisions(path)


@pytest.mark.parametrize(
    "rows",
    [
        "same,institution,A,B\ndifferent,institution,B,A\n",
        "same,institution,A,C\nsame,institution,C,B\ndifferent,institution,A,B\n",
        "rename,institution,A,B\nrename,institution,a,C\n",
        "country,institution,A,TJ\ncountry,institution,A,UZ\n",
        "drop,institution,A,\nsame,institution,B,A\n",
    ],
)
def test_a_contradiction_is_refused_with_both_lines(tmp_path, rows):
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + rows)
    with pytest.raises(DecisionsError, match=r"lines [\d, ]+ and \d contradict each other"):
        load_decisions(path)


def test_same_joins_what_no_machine_could_know(run, tell):
    facts = (tell("a-1", "[Leninov Institute](i1)."), tell("a-2", "[Sardoba College](i1)."))
    assert not run(*facts).same(("a-1", "Leninov Institute"), ("a-2", "Sardoba College"))
    done = run(*facts, decisions=decided((Action.SAME, "institution", "Leninov Institute", "sardoba college")))
    assert done.same(("a-1", "Leninov Institute"), ("a-2", "Sardoba College"))
    assert [ruling.applied for ruling in done.resolution.rulings] == [True]


def test_different_parts_what_the_names_would_join(run, tell):
    facts = (tell("a-1", "[Sardoba State University](i1)."), tell("a-2", "[State University of Sardoba](i1)."))
    assert run(*facts).same(("a-1", "Sardoba State University"), ("a-2", "State University of Sardoba"))
    done = run(
        *facts,
        decisions=decided((Action.DIFFERENT, "institution", "State University of Sardoba", "Sardoba State University")),
    )
    assert not done.same(("a-1", "Sardoba State University"), ("a-2", "State University of Sardoba"))


def test_different_beats_what_an_article_defines(run, tell):
    from pipeline.records import AliasKind

    facts = tell("a-1", "[Sardoba Institute](i1) ([SIX](i2)).", aliases=[(AliasKind.DEFINITION, "i1", "i2")])
    assert run(facts).same(("a-1", "Sardoba Institute"), ("a-1", "SIX"))
    done = run(facts, decisions=decided((Action.DIFFERENT, "institution", "SIX", "Sardoba Institute")))
    assert not done.same(("a-1", "Sardoba Institute"), ("a-1", "SIX"))


def test_rename_type_country_and_drop(run, tell):
    facts = tell("a-1", "[Sardoba House](i1) and [Click Here](i2).")
    done = run(
        facts,
        decisions=decided(
            (Action.RENAME, "institution", "Sardoba House", "House of Sardoba"),
            (Action.TYPE, "institution", "Sardoba House", "foundation"),
            (Action.COUNTRY, "institution", "Sardoba House", "UZ"),
            (Action.DROP, "institution", "Click Here", ""),
        ),
    )
    (entity,) = done.resolution.entities
    assert (entity.name, entity.aliases) == ("House of Sardoba", ("Sardoba House",))
    assert (entity.attributes["type"], entity.attributes["country"]) == ("foundation", "UZ")


def test_a_decision_may_name_an_entity_by_its_id(run, tell):
    facts = (tell("a-1", "[Leninov Institute](i1)."), tell("a-2", "[Sardoba College](i1)."))
    entity_id = run(*facts).entity("a-1", "Leninov Institute").entity_id
    done = run(*facts, decisions=decided((Action.SAME, "institution", entity_id, "Sardoba College")))
    assert done.same(("a-1", "Leninov Institute"), ("a-2", "Sardoba College"))


def test_a_stale_decision_is_reported(run, tell):
    done = run(
        tell("a-1", "[Sardoba College](i1)."),
        decisions=decided((Action.SAME, "institution", "Sardoba College", "Gone")),
    )
    (ruling,) = done.resolution.rulings
    assert not ruling.applied
    assert ruling.entity_ids == (done.entity("a-1", "Sardoba College").entity_id,)


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ("same,institution,A,B\nsame,institution,B,C\ndifferent,institution,A,C\n", "lines 2, 3 and 4"),
        ("same,institution,A,B\nrename,institution,A,X\nrename,institution,B,Y\n", "lines 2, 3 and 4"),
        ("type,institution,A,school\ncountry,institution,A,TJ\ntype,institution,A,college\n", "lines 2 and 4"),
        ("rename,person,A B,C D\ndrop,person,a b,\n", "lines 2 and 3"),
        ("different,place,A,B\nsame,place,b,a\n", "lines 2 and 3"),
    ],
)
def test_a_contradiction_over_third_names_is_refused_with_all_its_lines(tmp_path, rows, lines):
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + rows)
    with pytest.raises(DecisionsError) as caught:
        load_decisions(path)
    assert f"decisions.csv: {lines} contradict each other" in str(caught.value)


def test_one_value_decided_twice_is_no_contradiction(tmp_path):
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + "same,institution,A,B\nrename,institution,A,X\nrename,institution,B,X\n")
    assert len(load_decisions(path).items) == 3


@pytest.mark.parametrize("row", ["type,person,A B,school", "country,programme,A B,TJ"])
def test_what_a_kind_does_not_have_cannot_be_decided(tmp_path, row):
    path = tmp_path / "decisions.csv"
    path.write_text(HEADER + row + "\n")
    with pytest.raises(DecisionsError, match=r"line 2: a (person|programme) has no (type|country)"):
        load_decisions(path)


def test_two_names_for_what_the_machine_makes_one_are_refused(run, tell):
    facts = (tell("a-1", "[Sardoba State University](i1)."), tell("a-2", "[State University of Sardoba](i1)."))
    with pytest.raises(DecisionsError, match="lines 2 and 3 contradict each other"):
        run(
            *facts,
            decisions=decided(
                (Action.RENAME, "institution", "Sardoba State University", "One"),
                (Action.RENAME, "institution", "State University of Sardoba", "Two"),
            ),
        )


def test_an_id_and_a_name_that_contradict_each_other_are_refused_in_the_run(run, tell):
    facts = (tell("a-1", "[Leninov Institute](i1)."), tell("a-2", "[Sardoba College](i1)."))
    entity_id = run(*facts).entity("a-1", "Leninov Institute").entity_id
    with pytest.raises(DecisionsError, match="lines 2 and 3 contradict each other"):
        run(
            *facts,
            decisions=decided(
                (Action.SAME, "institution", entity_id, "Sardoba College"),
                (Action.DIFFERENT, "institution", "Leninov Institute", "Sardoba College"),
            ),
        )


def test_different_reaches_over_what_same_makes_one(run, tell):
    from pipeline.records import AliasKind

    facts = (
        tell("a-1", "[Sardoba Institute](i1) ([SIX](i2)).", aliases=[(AliasKind.DEFINITION, "i1", "i2")]),
        tell("a-2", "[Ordubad Hall](i1)."),
    )
    done = run(
        *facts,
        decisions=decided(
            (Action.SAME, "institution", "Sardoba Institute", "Ordubad Hall"),
            (Action.DIFFERENT, "institution", "Ordubad Hall", "SIX"),
        ),
    )
    assert done.same(("a-1", "Sardoba Institute"), ("a-2", "Ordubad Hall"))
    assert not done.same(("a-1", "SIX"), ("a-1", "Sardoba Institute"))


def namesakes(tell):
    return (
        tell("a-1", "The [Ministry of Education](i1) in [Tbilisi](l1), [Georgia](l2), said so."),
        tell("a-2", "The [Ministry of Education](i1) in [Kabul](l1), [Afghanistan](l2), said so."),
    )


@pytest.mark.parametrize(
    ("action", "value"), [(Action.RENAME, "School Ministry"), (Action.TYPE, "agency"), (Action.COUNTRY, "AZ")]
)
def test_an_id_tells_namesakes_apart(run, tell, action, value):
    plain = run(*namesakes(tell))
    one, other = (plain.entity(article, "Ministry of Education") for article in ("a-1", "a-2"))
    done = run(*namesakes(tell), decisions=decided((action, "institution", one.entity_id, value)))
    changed = {e.entity_id: (e.name, *e.attributes.values()) for e in done.resolution.entities}
    assert value in changed[one.entity_id]
    assert value not in changed[other.entity_id]


def test_one_of_two_namesakes_can_be_dropped_and_both_can_be_made_one(run, tell):
    plain = run(*namesakes(tell))
    one, other = (plain.entity(article, "Ministry of Education") for article in ("a-1", "a-2"))
    dropped = run(*namesakes(tell), decisions=decided((Action.DROP, "institution", one.entity_id, "")))
    kept = [e.entity_id for e in dropped.resolution.entities if e.kind is Kind.INSTITUTION]
    assert kept == [other.entity_id]
    joined = run(*namesakes(tell), decisions=decided((Action.SAME, "institution", one.entity_id, other.entity_id)))
    assert joined.same(("a-1", "Ministry of Education"), ("a-2", "Ministry of Education"))


def test_an_id_and_one_of_its_own_names_can_be_told_to_differ(run, tell):
    facts = (
        tell("a-1", "[Sardoba State University](i1) opened."),
        tell("a-2", "[State University of Sardoba](i1).\nOnce more [State University of Sardoba](i1)."),
    )
    entity_id = run(*facts).entity("a-1", "Sardoba State University").entity_id
    done = run(*facts, decisions=decided((Action.DIFFERENT, "institution", entity_id, "State University of Sardoba")))
    assert len([e for e in done.resolution.entities if e.kind is Kind.INSTITUTION]) == 2


def test_an_id_that_only_an_earlier_run_gave_is_known_by_its_names(run, tell):
    facts = (tell("a-1", "[Leninov Institute](i1)."), tell("a-2", "[Sardoba College](i1)."))
    apart = run(*facts)
    gone = apart.entity("a-2", "Sardoba College").entity_id
    same = (Action.SAME, "institution", "Leninov Institute", "Sardoba College")
    merged = run(*facts, decisions=decided(same), registry=apart.resolution.registry)
    assert gone not in [e.entity_id for e in merged.resolution.entities]
    again = run(
        *facts,
        decisions=decided(same, (Action.RENAME, "institution", gone, "Two in One")),
        registry=merged.resolution.registry,
    )
    assert again.entity("a-1", "Leninov Institute").name == "Two in One"


def test_decided_pairs_are_links(run, tell):
    facts = (tell("a-1", "[Leninov Institute](i1)."), tell("a-2", "[Sardoba College](i1)."))
    done = run(*facts, decisions=decided((Action.SAME, "institution", "Leninov Institute", "Sardoba College")))
    (link,) = done.resolution.links
    assert (link.verdict, link.probability) == ("same", 1.0)
    assert "line 2: same,institution" in link.clues[0].reason
