"""What costs a score, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.evaluation.evaluate import score_article
from pipeline.evaluation.found import found_of
from pipeline.evaluation.report import Fault
from pipeline.evaluation.said import Deal, Happening, Office, Said, SaidSpan, Thing
from pipeline.evaluation.tally import Tally, best_pairs
from pipeline.records import Kind


@pytest.fixture
def found(perfect, entity_of) -> Said:
    return found_of(perfect, entity_of)


def score(gold: Said, found: Said) -> Tally:
    tally = Tally()
    score_article(gold, found, tally)
    return tally


def counts(tally: Tally, line: str) -> tuple[int, int, int]:
    count = tally.counts[line]
    return count.right, count.spurious, count.missed


def rename(found: Said, entities: dict[str, str], **names: frozenset[str]) -> Said:
    things = tuple(replace(t, id=entities.get(t.id, t.id), names=names.get(t.id, t.names)) for t in found.things)
    return replace(found, things=things)


def test_output_that_says_the_same_makes_no_mistake(gold, found):
    tally = score(gold, found)
    assert tally.mistakes == []
    assert counts(tally, "institutions") == (2, 0, 0)
    assert counts(tally, "names") == (5, 0, 0)
    assert counts(tally, "offices") == (2, 0, 0)
    assert counts(tally, "agreements_exact") == (1, 0, 0)
    assert counts(tally, "mentions_institution") == (4, 0, 0)
    assert counts(tally, "mentions_date") == (2, 0, 0)
    assert counts(tally, "money") == (1, 0, 0)
    assert counts(tally, "events") == (1, 0, 0)


def test_an_article_that_could_not_be_read_has_missed_everything(gold):
    tally = score(gold, Said(gold.article_id))
    assert {line: counts(tally, line)[2] for line in ("institutions", "people", "dates", "agreements")} == {
        "institutions": 2,
        "people": 2,
        "dates": 1,
        "agreements": 1,
    }
    assert {mistake.fault for mistake in tally.mistakes} == {Fault.MISSED}


def test_the_articles_own_date_is_neither_asked_for_nor_held_against_it(gold, found):
    assert counts(score(gold, found), "dates") == (1, 0, 0)
    without = {value: texts for value, texts in found.dates.items() if value[0] != gold.published}
    assert counts(score(gold, replace(found, dates=without)), "dates") == (1, 0, 0)


def test_a_day_may_lack_the_year_that_its_phrase_does_not_state():
    gold = Said("a", dates={("2025-03-12", "2025-03-12"): ("12 March",), ("2024-05-06", "2024-05-06"): ("6.5.2024",)})
    found = Said("a", dates={("--03-12", "--03-12"): ("12 March",), ("--05-06", "--05-06"): ("6.5.2024",)})
    assert counts(score(gold, found), "dates") == (1, 1, 1)


def test_a_split_entity_costs_a_spurious_one(gold, found):
    things = [t for t in found.things if t.id != "i-s"]
    halves = [Thing("i-1", Kind.INSTITUTION, frozenset({"sardoba institute"}), "Sardoba Institute")]
    halves += [Thing("i-2", Kind.INSTITUTION, frozenset({"sardoba"}), "Sardoba")]
    tally = score(gold, replace(found, things=(*things, *halves)))
    assert counts(tally, "institutions") == (2, 1, 0)
    assert counts(tally, "names") == (4, 0, 1)


def test_a_wrong_merge_costs_a_missed_one(gold, found):
    things = [t for t in found.things if t.kind is not Kind.INSTITUTION]
    names = frozenset({"sardoba institute", "sardoba", "nurobod polytechnic"})
    tally = score(gold, replace(found, things=(*things, Thing("i-x", Kind.INSTITUTION, names, "Sardoba"))))
    assert counts(tally, "institutions") == (1, 0, 1)


def test_a_span_with_other_borders_is_spurious_and_missed(gold, found):
    spans = {s for s in found.spans if s.kind != "person"}
    spans |= {SaidSpan(s.start_char, s.end_char - 1, s.kind, s.text[:-1]) for s in found.spans if s.kind == "person"}
    tally = score(gold, replace(found, spans=frozenset(spans)))
    assert counts(tally, "mentions_person") == (0, 2, 2)
    assert tally.samples["person"] == [(1.0, False), (1.0, False)]


def test_a_place_that_bears_the_name_of_an_institution_is_let_be(gold, found):
    place = Thing("l-x", Kind.PLACE, frozenset({"nurobod polytechnic"}), "Nurobod Polytechnic")
    person = Thing("p-x", Kind.PERSON, frozenset({"nurobod polytechnic"}), "Nurobod Polytechnic")
    tally = score(gold, replace(found, things=(*found.things, place, person)))
    assert counts(tally, "places") == (1, 0, 0)
    assert counts(tally, "people") == (2, 1, 0)


def test_a_role_at_another_institution_is_right_as_a_role_only(gold, found):
    wrong = Office("p-k", "Rector", "i-n")
    tally = score(gold, replace(found, offices=(wrong, found.offices[1])))
    assert counts(tally, "roles") == (1, 0, 0)
    assert counts(tally, "affiliations") == (1, 0, 1)
    assert counts(tally, "offices") == (1, 1, 1)


def test_roles_are_asked_of_people_that_were_found(gold, found):
    tally = score(gold, replace(found, things=tuple(t for t in found.things if t.id != "p-k")))
    assert counts(tally, "roles") == (0, 0, 0)
    assert counts(tally, "offices") == (1, 1, 1)


def test_an_office_said_twice_is_no_mistake(gold, found):
    tally = score(gold, replace(found, offices=found.offices * 2))
    assert counts(tally, "offices") == (2, 0, 0)


@pytest.mark.parametrize(
    ("change", "near", "exact"),
    [
        ({}, True, True),
        ({"kind": "agreement"}, True, False),
        ({"kind": "protocol"}, False, False),
        ({"status": "planned"}, True, False),
        ({"date": ""}, True, False),
        ({"parties": frozenset({"i-s"})}, True, False),
        ({"parties": frozenset({"i-s", "i-n", "i-other"})}, True, False),
        ({"parties": frozenset({"i-other"})}, False, False),
    ],
)
def test_an_agreement_is_near_by_half_its_parties_and_exact_by_all_it_says(gold, found, change, near, exact):
    tally = score(gold, replace(found, deals=(replace(found.deals[0], **change),)))
    assert counts(tally, "agreements") == ((1, 0, 0) if near else (0, 1, 1))
    assert counts(tally, "agreements_exact") == ((1, 0, 0) if exact else (0, 1, 1))
    assert tally.samples["agreement"] == [(0.9, exact)]


def test_what_is_wrong_with_an_agreement_is_said(gold, found):
    tally = score(gold, replace(found, deals=(replace(found.deals[0], status="planned", date=""),)))
    (mistake,) = tally.mistakes
    assert (mistake.line, mistake.fault) == ("agreements_exact", Fault.WRONG)
    assert mistake.text.startswith("status, date: memorandum of understanding | signed | 2025-03-12 | Sardoba")


def test_a_date_of_an_agreement_is_asked_for_only_where_the_gold_has_one(gold, found):
    undated = replace(gold, deals=(replace(gold.deals[0], date=""),))
    assert counts(score(undated, found), "agreements_exact") == (1, 0, 0)


def test_an_agreement_told_twice_is_one_right_and_one_spurious(gold, found):
    assert counts(score(gold, replace(found, deals=found.deals * 2)), "agreements") == (1, 1, 0)


def test_a_state_may_stand_for_its_government():
    government = Thing("i1", Kind.INSTITUTION, frozenset({"government of x"}), "Government of X")
    school = Thing("i2", Kind.INSTITUTION, frozenset({"school"}), "School")
    state = Thing("l1", Kind.PLACE, frozenset({"x"}), "X")
    gold = Said("a", things=(government, school, state), governments=frozenset({"i1"}))
    gold = replace(gold, deals=(Deal("agreement", "signed", frozenset({"i1", "i2"})),))
    found = Said("a", things=(replace(school, id="i-s"), replace(state, id="l-x")))
    found = replace(found, deals=(Deal("agreement", "signed", frozenset({"i-s", "l-x"})),))
    assert counts(score(gold, found), "agreements_exact") == (1, 0, 0)


def test_states_that_are_the_only_parties_are_compared():
    gold = Said(
        "a", things=(Thing("l1", Kind.PLACE, frozenset({"x"}), "X"), Thing("l2", Kind.PLACE, frozenset({"y"}), "Y"))
    )
    found = replace(gold, deals=(Deal("agreement", "signed", frozenset({"l1"})),))
    gold = replace(gold, deals=(Deal("agreement", "signed", frozenset({"l1", "l2"})),))
    tally = score(gold, found)
    assert counts(tally, "agreements") == (1, 0, 0)
    assert counts(tally, "agreements_exact") == (0, 1, 1)


@pytest.mark.parametrize(
    ("have", "right"),
    [
        (Happening("forum", ("International Forum of Engineers",)), True),
        (Happening("forum", ("gathering",), "2025-03-14"), True),
        (Happening("forum", ("gathering",)), False),
        (Happening("meeting", ("Forum of Engineers",)), True),
        (Happening("meeting", ("gathering",), "2025-03-14"), False),
    ],
)
def test_an_event_is_known_by_its_name_or_by_its_kind_and_day(gold, found, have, right):
    tally = score(gold, replace(found, happenings=(have,)))
    assert counts(tally, "events") == ((1, 0, 0) if right else (0, 1, 1))


def test_a_sum_in_another_currency_is_wrong(gold, found):
    tally = score(gold, replace(found, sums={("1200000", "EUR"): ("1.2 million",)}))
    assert counts(tally, "money") == (0, 1, 1)


def test_matching_takes_the_best_pairs_first_and_each_side_once():
    scores = {("a", 1): 2.0, ("a", 2): 3.0, ("b", 2): 2.5, ("b", 1): 1.0, ("c", 1): 1.0}
    assert best_pairs(scores) == {"a": 2, "b": 1}


def test_of_two_halves_the_one_named_first_is_taken(gold, found):
    things = [t for t in found.things if t.id != "p-k"]
    halves = [
        Thing(one, Kind.PERSON, frozenset({name}), name) for one, name in (("p-2", "karim yusupov"), ("p-1", "yusupov"))
    ]
    wanted = tuple(replace(t, names=t.names | {"yusupov"}) if t.id == "p1" else t for t in gold.things)
    offices = (replace(found.offices[0], person="p-2"),)
    tally = score(replace(gold, things=wanted), replace(found, things=(*things, *halves), offices=offices))
    assert counts(tally, "roles") == (1, 0, 0)
