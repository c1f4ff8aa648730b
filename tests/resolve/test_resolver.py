"""Which mentions of several articles are one entity."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.records import AliasKind, Kind, Verdict
from pipeline.resolve import resolve
from pipeline.settings import ResolveSettings


def test_one_spelling_in_two_articles_is_one_entity(run, tell):
    done = run(
        tell("a-1", "[Nurobod Polytechnic University](i1) opened."),
        tell("a-2", "At [Nurobod Polytechnic University](i1)."),
    )
    assert done.same(("a-1", "Nurobod Polytechnic University"), ("a-2", "Nurobod Polytechnic University"))


def test_every_mention_belongs_to_exactly_one_entity(run, tell):
    facts = tell(
        "a-1", "[Lola Aminova](p1) of [Sardoba State Institute](i1) spoke in [Jizzakh](l1).\n[Aminova](p2) left."
    )
    done = run(facts)
    refs = [ref for entity in done.resolution.entities for ref in entity.mentions]
    assert sorted(ref.mention_id for ref in refs) == sorted(m.mention_id for m in facts.mentions)


def test_word_order_and_translation_make_no_second_institution(run, tell):
    done = run(
        tell("a-1", "[Pedagogical University of Tajikistan](i1) is old."),
        tell("a-2", "[Tajik Teacher Training University](i1) is old."),
    )
    assert done.same(("a-1", "Pedagogical University of Tajikistan"), ("a-2", "Tajik Teacher Training University"))


def test_sister_institutions_of_one_city_stay_two(run, tell):
    done = run(
        tell("a-1", "[Bukhara State Medical Institute](i1) in [Bukhara](l1)."),
        tell("a-2", "[Bukhara State Pedagogical Institute](i1) in [Bukhara](l1)."),
    )
    assert not done.same(("a-1", "Bukhara State Medical Institute"), ("a-2", "Bukhara State Pedagogical Institute"))


def test_the_person_who_heads_both_overrules_a_place_spelt_beyond_recognition(run, tell):
    head = [("p1", "i1", "rector")]
    done = run(
        tell("a-1", "[Gulnora Sattorova](p1), rector of [Chorvoq Teacher Training College](i1).", roles=head),
        tell("a-2", "[Gulnora Sattorova](p1), rector of [Qiarewake Normal University](i1).", roles=head),
    )
    assert done.same(("a-1", "Chorvoq Teacher Training College"), ("a-2", "Qiarewake Normal University"))


def test_the_person_who_heads_both_does_not_overrule_another_field(run, tell):
    head = [("p1", "i1", "rector")]
    done = run(
        tell("a-1", "[Gulnora Sattorova](p1), rector of [Chorvoq Medical College](i1).", roles=head),
        tell("a-2", "[Gulnora Sattorova](p1), rector of [Qiarewake Normal University](i1).", roles=head),
    )
    assert not done.same(("a-1", "Chorvoq Medical College"), ("a-2", "Qiarewake Normal University"))


def test_a_deputy_is_no_clue_that_two_institutions_are_one(run, tell):
    deputy = [("p1", "i1", "vice-rector")]
    done = run(
        tell("a-1", "[Gulnora Sattorova](p1) of [Chorvoq Teacher Training College](i1).", roles=deputy),
        tell("a-2", "[Gulnora Sattorova](p1) of [Qiarewake Normal University](i1).", roles=deputy),
    )
    assert not done.same(("a-1", "Chorvoq Teacher Training College"), ("a-2", "Qiarewake Normal University"))


def test_parties_of_one_agreement_are_two_however_alike_their_names(run, tell, deal):
    done = run(
        tell(
            "a-1",
            "[Kuhsor State University](i1) and [Kuhsar State University](i2) signed a memorandum.",
            deals=[deal("i1 i2")],
        )
    )
    assert not done.same(("a-1", "Kuhsor State University"), ("a-1", "Kuhsar State University"))


def test_a_ministry_is_one_for_each_country(run, tell):
    done = run(
        tell("a-1", "The [Ministry of Education](i1) in [Tbilisi](l1), [Georgia](l2), said so."),
        tell("a-2", "The [Ministry of Education](i1) in [Kabul](l1), [Afghanistan](l2), said so."),
        tell("a-3", "In [Georgia](l1) the [Ministry of Education](i1) agreed."),
    )
    assert not done.same(("a-1", "Ministry of Education"), ("a-2", "Ministry of Education"))
    assert done.same(("a-1", "Ministry of Education"), ("a-3", "Ministry of Education"))
    assert done.entity("a-2", "Ministry of Education").attributes["country"] == "AF"


def test_a_ministry_meets_its_full_name(run, tell):
    done = run(
        tell("a-1", "In [Georgia](l1) the [Ministry of Agriculture](i1) agreed."),
        tell("a-2", "The [Ministry of Agriculture of Georgia](i1) agreed."),
    )
    assert done.same(("a-1", "Ministry of Agriculture"), ("a-2", "Ministry of Agriculture of Georgia"))


def test_a_faculty_is_one_for_each_university_and_points_to_it(run, tell):
    part = [("i1", "i2")]
    done = run(
        tell("a-1", "The [Faculty of Law](i1) of [Osh Steppe University](i2).", parts=part),
        tell("a-2", "The [Faculty of Law](i1) of [Lviv Forest University](i2).", parts=part),
    )
    assert not done.same(("a-1", "Faculty of Law"), ("a-2", "Faculty of Law"))
    parent = done.entity("a-1", "Faculty of Law").attributes["parent_id"]
    assert parent == done.entity("a-1", "Osh Steppe University").entity_id


def test_a_bare_acronym_joins_the_one_entity_that_defines_it(run, tell):
    done = run(
        tell(
            "a-1",
            "[Sardoba Engineering Institute](i1) ([SEI](i2)) in [Uzbekistan](l1).",
            aliases=[(AliasKind.DEFINITION, "i1", "i2")],
        ),
        tell("a-2", "[SEI](i1) won a prize in [Uzbekistan](l1)."),
    )
    assert done.same(("a-1", "Sardoba Engineering Institute"), ("a-2", "SEI"))


def test_an_acronym_means_what_its_own_article_says(run, tell):
    define = [(AliasKind.DEFINITION, "i1", "i2")]
    done = run(
        tell("a-1", "[Tomsk Steppe University](i1) ([TSU](i2)) in [Russia](l1).", aliases=define),
        tell("a-2", "[Tbilisi Sea University](i1) ([TSU](i2)) in [Georgia](l1).", aliases=define),
        tell("a-3", "In [Georgia](l1), [TSU](i1) and in [Batumi](l2) more."),
    )
    assert not done.same(("a-1", "TSU"), ("a-2", "TSU"))
    assert done.same(("a-2", "TSU"), ("a-3", "TSU"))


def test_a_body_of_the_world_is_known_by_its_acronym(run, tell):
    done = run(
        tell("a-1", "[UNICEF](i1) works in [Kenya](l1)."),
        tell("a-2", "The [United Nations Children's Fund](i1) works in [Peru](l1)."),
    )
    entity = done.entity("a-1", "UNICEF")
    assert done.same(("a-1", "UNICEF"), ("a-2", "United Nations Children's Fund"))
    assert (entity.attributes["type"], entity.attributes["country"]) == ("international organisation", "")


def test_a_person_is_one_in_any_order_of_names(run, tell):
    done = run(
        tell("a-1", "[Saidov Rustam Karimovich](p1) spoke."),
        tell("a-2", "[Rustam Karimovich Saidov](p1) spoke."),
    )
    assert done.same(("a-1", "Saidov Rustam Karimovich"), ("a-2", "Rustam Karimovich Saidov"))


def test_namesakes_with_a_common_name_are_told_apart_by_their_work(run, tell):
    done = run(
        tell("a-1", "[Zhang Wei](p1) of [Lanzhou Steppe University](i1).", roles=[("p1", "i1", "dean")]),
        tell("a-2", "[Zhang Wei](p1) of [Hefei Lake University](i1).", roles=[("p1", "i1", "rector")]),
        tell("a-3", "[Zhang Wei](p1) of [Hefei Lake University](i1).", roles=[("p1", "i1", "rector")]),
    )
    assert not done.same(("a-1", "Zhang Wei"), ("a-2", "Zhang Wei"))
    assert done.same(("a-2", "Zhang Wei"), ("a-3", "Zhang Wei"))


def test_a_place_is_the_one_in_the_country_of_its_article(run, tell):
    done = run(
        tell("a-1", "In [Jalalabad](l1) and [Bishkek](l2), [Kyrgyzstan](l3)."),
        tell("a-2", "In [Jalalabad](l1) and [Kabul](l2), [Afghanistan](l3)."),
    )
    assert not done.same(("a-1", "Jalalabad"), ("a-2", "Jalalabad"))


def test_a_country_is_one_under_all_its_names(run, tell):
    done = run(tell("a-1", "[Russia](l1) and the [Russian Federation](l2)."), tell("a-2", "In [Russia](l1)."))
    assert done.same(("a-1", "Russia"), ("a-1", "Russian Federation"), ("a-2", "Russia"))


def test_every_merge_is_explained(run, tell):
    done = run(
        tell("a-1", "[Pedagogical University of Tajikistan](i1) is old."),
        tell("a-2", "[Tajik Teacher Training University](i1) is old."),
    )
    (link,) = [link for link in done.resolution.links if link.kind is Kind.INSTITUTION]
    assert link.verdict is Verdict.SAME
    assert link.clues
    assert all(clue.reason for clue in link.clues)


def _sample(tell):
    define = [(AliasKind.DEFINITION, "i1", "i2")]
    return (
        tell("a-1", "[Tomsk Steppe University](i1) ([TSU](i2)) in [Russia](l1).", aliases=define),
        tell("a-2", "[Tbilisi Sea University](i1) ([TSU](i2)) in [Georgia](l1).", aliases=define),
        tell("a-3", "In [Georgia](l1), [TSU](i1) and [Zhang Wei](p1).", roles=[("p1", "i1", "dean")]),
        tell("a-4", "[Wei Zhang](p1) of [Hefei Lake University](i1) in [China](l1).", roles=[("p1", "i1", "rector")]),
        tell("a-5", "[Zhang Wei](p1) of the [University of Hefei Lake](i1).", roles=[("p1", "i1", "rector")]),
        tell("a-6", "The [Ministry of Education](i1) of [Georgia](l1) and [Karim Saidov](p1).\n[Saidov](p2) spoke."),
        tell("a-7", "The [Ministry of Education](i1) in [Baku](l1), [Azerbaijan](l2)."),
        tell("a-8", "[Tbilisi Sea Universty](i1) of [Georgia](l1) and the [Bright Steps](g1) programme."),
    )


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(8)))
def test_the_order_of_articles_changes_nothing(tell, order):
    facts = _sample(tell)
    assert resolve([facts[n] for n in order], ResolveSettings()) == resolve(facts, ResolveSettings())


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.integers(0, 7), min_size=1), st.sets(st.integers(0, 7)), st.permutations(range(8)))
def test_articles_that_come_and_go_leave_all_ids_as_they_were(tell, articles, others, order):
    facts = _sample(tell)
    first = resolve([facts[n] for n in sorted(articles)], ResolveSettings())
    between = resolve([facts[n] for n in order if n in articles | others], ResolveSettings(), None, first.registry)
    again = resolve([facts[n] for n in order if n in articles], ResolveSettings(), None, between.registry)
    assert again.entities == first.entities
    assert (again.agreement_ids, again.event_ids) == (first.agreement_ids, first.event_ids)
    assert resolve([facts[n] for n in sorted(articles)], ResolveSettings(), None, again.registry) == again


def test_ids_stay_when_an_unrelated_article_is_added(tell):
    facts = _sample(tell)
    before = {e.entity_id for e in resolve(facts[:7], ResolveSettings()).entities}
    after = {
        e.entity_id for e in resolve([*facts[:7], tell("a-9", "[Nur Lake College](i1).")], ResolveSettings()).entities
    }
    assert before < after


@pytest.mark.parametrize("name", ["—", "🙂🙂", "х" * 10_000, "A", "(((", "Ωmega Ünïversität"])
@pytest.mark.parametrize("ref", ["i1", "p1", "l1", "g1"])
def test_odd_names_are_resolved_like_others(run, tell, name, ref):
    done = run(tell("a-1", f"[{name}]({ref}) said."), tell("a-2", f"[{name}]({ref}) said."))
    assert len(done.resolution.entities) >= 1
    assert done.entity("a-1", name).name == name


def test_no_articles_give_no_entities():
    assert resolve([], ResolveSettings()).entities == ()


def test_a_region_tells_two_places_of_one_unknown_name_apart(run, tell):
    done = run(
        tell("a-1", "[Khiyobon](l1) in [Khatlon](l2) has a school."),
        tell("a-2", "[Khiyobon](l1) in [Badghis](l2) has a school."),
    )
    assert not done.same(("a-1", "Khiyobon"), ("a-2", "Khiyobon"))


def test_an_acronym_is_told_apart_by_the_town_behind_it(run, tell):
    done = run(
        tell("a-1", "[BSU](i1) in [Barnaul](l1) opened."),
        tell("a-2", "[BSU](i1) in [Bryansk](l1) opened."),
        tell("a-3", "[BSU](i1), [Barnaul](l1), grew."),
    )
    assert not done.same(("a-1", "BSU"), ("a-2", "BSU"))
    assert done.same(("a-1", "BSU"), ("a-3", "BSU"))


def test_a_poet_and_a_head_teacher_of_one_common_name_are_two(run, tell):
    done = run(
        tell("a-1", "[Ahmad Khan](p1), poet.", roles=[("p1", "", "poet")]),
        tell("a-2", "[Ahmad Khan](p1), head teacher.", roles=[("p1", "", "head teacher")]),
    )
    assert not done.same(("a-1", "Ahmad Khan"), ("a-2", "Ahmad Khan"))


@pytest.mark.parametrize("former", ["Leninabad", "Frunze", "Stalinabad", "Ust-Kamenogorsk", "Bombay", "Leningrad"])
def test_former_names_of_towns_are_places_with_a_country(run, tell, former):
    done = run(tell("a-1", f"[{former} Pedagogical Institute](i1) in [{former}](l1)."))
    assert done.entity("a-1", former).attributes["latitude"]
    country = done.entity("a-1", former).attributes["country"]
    assert done.entity("a-1", f"{former} Pedagogical Institute").attributes["country"] == country != ""
