"""A person's decisions: the file, and what they do to a run."""

from __future__ import annotations

import pytest

from pipeline.errors import DecisionsError
from pipeline.records import Kind
from pipeline.resolve import Decisions, load_decisions
from pipeline.resolve.decisions import Action, Decision

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
    with pytest.raises(DecisionsError, match=r"lines \d and \d contradict each other"):
        load_decisions(path)


def test_same_joins_what_no_machine_could_know(run, tell):
    facts = (tell("a-1", "[Leninov Institute](i1)."), tell("a-2", "[Sardoba College](i1)."))
    assert not run(*facts).same(("a-1", "Leninov Institute"), ("a-2", "Sardoba College"))
    done = run(*facts, decisions=decided((Action.SAME, "institution", "Leninov Institute", "sardoba college")))
    assert done.same(("a-1", "Leninov Institute"), ("a-2", "Sardoba College"))
    assert done.resolution.stale_decisions == ()


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
    assert done.resolution.stale_decisions == ("line 2: same,institution,Sardoba College,Gone",)
