"""Agreements and events told twice."""

from __future__ import annotations

import pytest

from pipeline.records import AgreementKind, EventKind
from pipeline.resolve.sameness import same_date

A, B = "[Nurobod University](i1)", "[Sardoba College](i2)"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("2024-06-08", "2024-06-08", True),
        ("2024-06-08", "", True),
        ("2024-06-08", "2024-06", True),
        ("--06-08", "2024-06-08", True),
        ("--06-08", "2024-06-09", False),
        ("2023-06", "2024-06", False),
    ],
)
def test_dates_that_can_be_one(left, right, same):
    assert same_date(left, right) is same
    assert same_date(right, left) is same


def test_an_agreement_told_in_two_articles_shares_its_id(run, tell, deal):
    done = run(
        tell("a-1", f"{A} and {B}.", deals=[deal("i1 i2", "2024-06-08")]),
        tell("a-2", f"{B} and {A}.", deals=[deal("i2 i1", "", AgreementKind.MEMORANDUM_OF_COOPERATION)]),
        tell("a-3", f"{A} and {B}.", deals=[deal("i1 i2", "2019-01-01")]),
    )
    ids = done.resolution.agreement_ids
    assert ids["a-1", "g1"] != ids["a-3", "g1"]
    assert ids["a-2", "g1"] not in (ids["a-1", "g1"], ids["a-3", "g1"])  # fits both, so it is told on its own


def test_an_undated_report_joins_the_one_dated_agreement(run, tell, deal):
    done = run(
        tell("a-1", f"{A} and {B}.", deals=[deal("i1 i2", "2024-06-08")]),
        tell("a-2", f"{A} and {B}.", deals=[deal("i1 i2")]),
    )
    assert len(set(done.resolution.agreement_ids.values())) == 1


def test_two_records_of_one_article_are_two_agreements(run, tell, deal):
    done = run(tell("a-1", f"{A} and {B}.", deals=[deal("i1 i2"), deal("i1 i2")]))
    assert len(set(done.resolution.agreement_ids.values())) == 2


def test_kinds_of_other_families_are_two_agreements(run, tell, deal):
    done = run(
        tell("a-1", f"{A} and {B}.", deals=[deal("i1 i2", "2024-06-08")]),
        tell("a-2", f"{A} and {B}.", deals=[deal("i1 i2", "2024-06-08", AgreementKind.CONTRACT)]),
    )
    assert len(set(done.resolution.agreement_ids.values())) == 2


def test_an_event_of_one_name_and_date_is_one_event(run, tell, meeting):
    done = run(
        tell("a-1", "In [Dushanbe](l1).", events=[meeting("Forum of Young Mountain Engineers", "2024-05-03", "l1")]),
        tell("a-2", "News.[Dushanbe](l1).", events=[meeting("Young Mountain Engineers Forum", "2024-05", "")]),
    )
    assert len(set(done.resolution.event_ids.values())) == 1


def test_events_of_other_kinds_dates_or_numbers_are_other_events(run, tell, meeting):
    name = "{} Forum of Young Mountain Engineers"
    done = run(
        tell("a-1", "In [Dushanbe](l1).", events=[meeting(name.format("2nd"), "2024-05-03", "l1")]),
        tell("a-2", "In [Khujand](l1).", events=[meeting(name.format("3rd"), "2024-05-03", "l1")]),
        tell("a-3", "In [Kulob](l1).", events=[meeting(name.format("2nd"), "2022-05-03", "l1")]),
        tell(
            "a-4", "In [Bokhtar](l1).", events=[meeting(name.format("2nd"), "2024-05-03", "l1", kind=EventKind.VISIT)]
        ),
    )
    assert len(set(done.resolution.event_ids.values())) == 4


def test_events_without_a_telling_name_are_one_by_place_and_day(run, tell, meeting):
    done = run(
        tell("a-1", "In [Dushanbe](l1).", events=[meeting("forum", "2024-05-03", "l1")]),
        tell("a-2", "In [Dushanbe](l1).", events=[meeting("the forum", "2024-05-03", "l1")]),
        tell("a-3", "In [Khujand](l1).", events=[meeting("forum", "2024-05-03", "l1")]),
    )
    ids = done.resolution.event_ids
    assert ids["a-1", "e1"] == ids["a-2", "e1"] != ids["a-3", "e1"]
