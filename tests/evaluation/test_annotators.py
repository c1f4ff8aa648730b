"""What two annotators of the same text agree on, and what counts against them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pipeline.annotation.__main__ import main
from pipeline.annotation.format import parse
from pipeline.annotation.model import MarkKind
from pipeline.errors import UsageError
from pipeline.evaluation.annotators import Comparison, compare_folders
from pipeline.evaluation.annotators.compare import compare_articles
from pipeline.evaluation.annotators.counting import kappa
from pipeline.evaluation.annotators.report import BEGIN, END

HEAD = "id: xx-001\ncountry: EE\nregister: notice\npublished: 2025-05-20\npublisher:\n---\n"
FIRST = f"""{HEAD}\
On [19 May](d=2025-05-19) the [rector](r) of [Kivisaare College](i1), [Aino Raud](p1), signed [memoranda](a1,a2) with [Lumelaid School](i2) and with [Faculty of Law of [Tormi University](i4)](i3). A [meeting](e1) was held in [Kivisaare](l1).
It costs [5 million euros](m=5000000 EUR).
---
i1: college, EE
i2: school, EE
i3: faculty, EE < i4
i4: university, EE
p1: rector @ i1
a1: memorandum of understanding | signed | i1, i2 | by p1 | on 2025-05-19
a2: memorandum of understanding | signed | i1, i3 | by p1 | on 2025-05-19
e1: meeting | 2025-05-19 | at l1 | by i1
m1: i1
"""  # noqa: E501
SECOND = f"""{HEAD}\
[On 19 May](d=2025-05-19) the [rector](r) of [Kivisaare College](i7), [Aino Raud](p1), signed [memoranda](a1,a2) with [Lumelaid School](i2) and with [Faculty of Law](i3) of [Tormi University](i4). A meeting was held in Kivisaare.
It costs [5 million euros](m=5000000 USD).
---
i2: school, EE
i3: faculty, - < i4
i4: university, EE
i7: institute, EE
p1: rector of the college @ i7; member
a1: memorandum of understanding | signed | i7, i3 | by p1 | on 2025-05-19
a2: agreement | planned | i7, i2 | by p1 | on 2025-05-19
"""  # noqa: E501


@pytest.fixture
def comparison() -> Comparison:
    return compare(FIRST, SECOND)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, text in (("first", FIRST), ("second", SECOND)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "xx-001.ann").write_text(text, encoding="utf-8")
    (tmp_path / "first" / "xx-002.ann").write_text(FIRST.replace("xx-001", "xx-002"), encoding="utf-8")
    return tmp_path / "first", tmp_path / "second"


def compare(first: str, second: str) -> Comparison:
    comparison = Comparison()
    compare_articles(parse(first, "xx-001.ann"), parse(second, "xx-001.ann"), comparison)
    return comparison


def said(comparison: Comparison, line: str) -> tuple[int, int]:
    chosen = comparison.answers[line]
    return chosen.same, chosen.pairs.total()


def test_an_annotator_agrees_with_itself_in_all():
    comparison = compare(FIRST, FIRST)
    assert comparison.differences == []
    assert kappa(comparison.labels) == 1
    for counted in (*comparison.exact.values(), *comparison.overlapping.values(), *comparison.records.values()):
        assert counted.f1 in (1, None)
    assert {chosen.share for chosen in comparison.answers.values()} == {1}


def test_the_figures_are_the_same_when_the_annotators_change_places(comparison):
    turned = compare(SECOND, FIRST)
    assert kappa(turned.labels) == pytest.approx(kappa(comparison.labels))
    for kind in MarkKind:
        assert turned.exact[kind].f1 == comparison.exact[kind].f1
    for line, counted in comparison.records.items():
        assert turned.records[line].f1 == counted.f1
    for line, chosen in comparison.answers.items():
        assert turned.answers[line].share == chosen.share


def test_a_mark_with_other_borders_counts_only_as_overlapping(comparison):
    assert comparison.exact[MarkKind.DATE].both == 0
    assert comparison.overlapping[MarkKind.DATE].both == 1
    # The faculty without its university inside.
    assert (comparison.exact[MarkKind.INSTITUTION].both, comparison.overlapping[MarkKind.INSTITUTION].both) == (3, 4)


def test_what_only_one_marked_is_missing_and_shown(comparison):
    assert (comparison.exact[MarkKind.EVENT].first, comparison.exact[MarkKind.EVENT].second) == (1, 0)
    assert comparison.records["events"].f1 == 0
    assert "xx-001: mark event: only the first: meeting" in comparison.differences


def test_the_value_of_a_date_or_sum_is_compared_where_both_have_one(comparison):
    assert said(comparison, "date") == (1, 1)
    assert said(comparison, "money") == (0, 1)
    assert "xx-001: money: 5 million euros: 5000000 EUR / 5000000 USD" in comparison.differences


def test_ids_are_matched_by_their_marks_whatever_their_numbers(comparison):
    assert comparison.records["institutions"].both == 4
    assert said(comparison, "institution: type") == (3, 4)
    assert said(comparison, "institution: country") == (3, 4)
    assert said(comparison, "institution: part of") == (4, 4)


def test_agreements_named_by_the_same_word_are_matched_by_their_parties(comparison):
    assert said(comparison, "agreement: parties") == (2, 2)
    assert said(comparison, "agreement: kind") == (1, 2)
    assert said(comparison, "agreement: status") == (1, 2)
    assert said(comparison, "agreement: signatories") == (2, 2)


def test_a_role_with_more_words_is_the_same_role_and_another_role_is_not(comparison):
    roles = comparison.records["roles"]
    assert (roles.first, roles.second, roles.both) == (1, 2, 1)
    assert comparison.records["affiliations"].f1 == 1
    assert "xx-001: roles: only the second: Aino Raud: member @ -" in comparison.differences


def test_a_sum_without_a_record_names_no_payer(comparison):
    assert said(comparison, "sum: funders") == (0, 1)
    assert said(comparison, "sum: programme") == (1, 1)


def test_kappa_is_agreement_above_chance():
    assert kappa(Counter({("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15})) == pytest.approx(0.4)
    assert kappa(Counter({("a", "a"): 3})) is None
    assert kappa(Counter()) is None


def test_only_the_articles_in_both_folders_are_compared(folders):
    assert compare_folders(*folders).articles == 1


def test_folders_without_a_common_article_and_different_texts_cannot_be_compared(folders):
    first, second = folders
    (second / "xx-002.ann").write_text(FIRST.replace("xx-001", "xx-002").replace("It costs", "It cost"), "utf-8")
    with pytest.raises(UsageError, match="xx-002: line 2 of the text"):
        compare_folders(first, second)
    with pytest.raises(UsageError, match="no article is in both"):
        compare_folders(first, first.parent)


def test_the_command_prints_tables_and_on_demand_all_differences(folders, capsys):
    command = ["agreement", *map(str, folders)]
    assert main(command) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("1 articles, 34 words\n")
    assert "5000000 USD" not in printed
    assert main([*command, "--show-differences"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(printed)
    assert "5000000 USD" in shown


def test_the_tables_are_written_between_the_comments_of_the_datasheet(folders, tmp_path):
    sheet = tmp_path / "DATASHEET.md"
    sheet.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    assert main(["agreement", *map(str, folders), "--datasheet", str(sheet)]) == 0
    text = sheet.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{BEGIN}\n\n1 articles, 34 words.\n\n| marks | first |")
    assert text.endswith(f"{END}\nafter\n")
    assert "old" not in text
