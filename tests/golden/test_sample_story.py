"""What the sample articles are there to show: one thing under many names is one row, one agreement told twice has one id."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline import Run


@pytest.fixture(scope="module")
def run(sample_run: Path) -> Run:
    return pipeline.load_run(sample_run)


def entities_spelt(run: Run, spelling: str) -> set[str]:
    return set(run.mentions.loc[run.mentions["text"] == spelling, "entity_id"])


@pytest.mark.parametrize(
    "spellings",
    [
        ("Sardoba Institute of Agricultural Engineering", "Sardoba Agricultural Engineering Institute", "SIAE"),
        ("Kokshetau Technical University", "Technical University of Kokshetau", "KTU"),
        ("Hanzhong Vocational College of Water Engineering", "Hanzhong Water Engineering Vocational College"),
        ("Chattogram Maritime Training Institute", "Chittagong Maritime Training Institute", "CMTI"),
        ("Matara College of Fisheries", "Fisheries College of Matara"),
        ("Telavi College of Viticulture", "Telavi Viticulture College"),
        pytest.param(
            ("Altmark University of Applied Sciences", "Hochschule Altmark"),
            marks=pytest.mark.xfail(strict=True, reason="one mention of the Hochschule is taken for a programme"),
        ),
        ("Yuldashev Bekzod Tursunovich", "Bekzod Yuldashev", "Bekzod Tursunovich Yuldashev"),
        ("Rahmatova Gulbahor Ismoilovna", "Gulbahor Rahmatova", "Rakhmatova Gulbakhor Ismoilovna"),
        ("Seitkali Daniyar Askarovich", "Daniyar Seitkali"),
        ("Nilufar Qodirova", "Kadirova Nilufar"),
        ("Wei Jianming", "Jianming Wei"),
        ("Esther Nafula Wekesa", "Esther Wekesa"),
        ("Simon Wandera", "Simon Okello Wandera"),
        ("Tomasz Wiśniarek", "Tomasz Wisniarek"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_one_institution_or_person_is_one_row(run: Run, spellings: tuple[str, ...]):
    found = [entities_spelt(run, spelling) for spelling in spellings]
    assert all(len(ids) == 1 for ids in found), dict(zip(spellings, found, strict=True))
    assert len(set.union(*found)) == 1, dict(zip(spellings, found, strict=True))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sardoba Institute of Agricultural Engineering", "Osh Academy of Rural Management"),
        ("Kitale Institute of Dryland Farming", "Mbale College of Rural Education"),
        ("Hanzhong Vocational College of Water Engineering", "Telavi College of Viticulture"),
    ],
)
def test_different_institutions_are_different_rows(run: Run, left: str, right: str):
    assert entities_spelt(run, left).isdisjoint(entities_spelt(run, right))


def agreement_ids(run: Run, path: str, *parties: str) -> set[str]:
    """Agreements that an article tells between these parties, each given by a spelling."""
    wanted = set.union(*(entities_spelt(run, party) for party in parties))
    told = run.with_articles(run.agreements)
    rows = told[(told["path"] == f"data/raw/{path}") & told["parties"].map(lambda ids: wanted <= set(ids))]
    return set(rows["agreement_id"])


def test_a_planned_memorandum_and_the_signed_one_are_one(run: Run):
    partners = ("Sardoba Institute of Agricultural Engineering", "Kokshetau Technical University")
    planned = agreement_ids(run, "2025-02-20-sardoba-institute-delegation.txt", *partners)
    signed = agreement_ids(run, "2025-04-17-kokshetau-guests-from-uzbekistan.html", *partners)
    assert planned & signed
    statuses = run.agreements.loc[run.agreements["agreement_id"].isin(planned & signed), "status"]
    assert {"planned", "signed"} <= set(statuses)


def test_a_memorandum_told_by_both_partners_is_one(run: Run):
    partners = ("Matara College of Fisheries", "Chattogram Maritime Training Institute")
    told_here = agreement_ids(run, "2025-05-05-matara-chattogram-memorandum.txt", *partners)
    assert told_here & agreement_ids(run, "2025-05-06-chittagong-institute-sri-lanka.html", *partners)


def test_a_forwarded_release_adds_no_facts(run: Run):
    articles = run.articles.set_index("path")
    copy = articles.loc["data/raw/forwarded-release-fisheries-college.txt"]
    original = articles.loc["data/raw/2025-05-05-matara-chattogram-memorandum.txt"]
    assert copy["duplicate_of"] == original["article_id"]
    assert copy["article_id"] not in set(run.mentions["article_id"]) | set(run.agreements["article_id"])


def test_every_mention_stands_where_it_says(run: Run):
    for row in run.mentions.itertuples():
        assert run.texts[row.article_id][row.start_char : row.end_char] == row.text
