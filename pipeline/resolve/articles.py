"""One article's entities: which of its mentions are one thing, by what the article itself says.

Mentions are joined when their names read the same, when the text says so (definition, apposition, short form), and when
a short form fits exactly one full name of the article. The parties of one agreement, its signatories, a part and its
whole, and names defined with different acronyms are kept apart, whatever their names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from pipeline.records import ArticleFacts, Kind, Mention
from pipeline.resolve.abbreviations import expand, without_brackets
from pipeline.resolve.article_work import ArticleWork, Forbids
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.surroundings import near_country, stated_country, town_behind
from pipeline.resolve.views import ArticleView, Holder, Local, Said


def view(facts: ArticleFacts, forbids: Forbids, dropped: Callable[[Mention], bool]) -> ArticleView:
    """Make the view of one article.

    Args:
        forbids: whether a person's decision keeps two names of a kind apart.
        dropped: mentions that a person's decision leaves out.
    """
    mentions = tuple(
        m for m in sorted(facts.mentions, key=lambda m: (m.start_char, -m.end_char, m.mention_id)) if not dropped(m)
    )
    work = ArticleWork(facts, mentions, forbids)
    work.join_same_names()
    work.join_aliases()
    work.keep_defined_apart()
    work.join_spellings()
    work.join_short_forms()
    work.keep_defined_apart()
    work.keep_people_apart()
    return _build(work)


def _build(work: ArticleWork) -> ArticleView:
    roots = work.groups.roots()
    number = {n: at for at, root in enumerate(roots) for n in work.groups.members(root)}
    definitions = work.definitions()
    found = tuple(
        _local(work, at, sorted(work.groups.members(root)), number, definitions) for at, root in enumerate(roots)
    )
    pairs = {(number[a], number[b]) for a, b in work.pairs if number[a] != number[b]}
    beside = {(number[a], number[b]) for a, b in work.beside()}
    holders = []
    for affiliation in work.facts.affiliations:
        person, place = work.numbers([affiliation.person]), work.numbers([affiliation.institution])
        if person:
            holders.append(Holder(number[person[0]], number[place[0]] if place else None, affiliation.role))
    deals = tuple((a.date, frozenset(number[n] for n in work.numbers(a.parties))) for a in work.facts.agreements)
    return ArticleView(
        article=work.facts.article_id,
        locals=found,
        apart=frozenset((min(p), max(p)) for p in pairs),
        side_by_side=frozenset((min(p), max(p)) for p in beside),
        holders=tuple(
            sorted(holders, key=lambda h: (h.person, -1 if h.institution is None else h.institution, h.role))
        ),
        deals=deals,
        countries=work.countries,
        said=tuple(_said(work, definitions)),
    )


def _said(work: ArticleWork, definitions: dict[str, str]) -> Iterator[Said]:
    """Why names of the article are one, or may be."""
    for pairs, one in ((work.joins, True), (work.doubts, False)):
        for a, b, why in pairs:
            left, right = work.mentions[a], work.mentions[b]
            yield Said(left.kind, left.name, right.name, left, right, why, one)
    for n, mention in enumerate(work.mentions):
        if n not in work.short:
            for reading in _readings(mention, definitions, work.forbids):
                if fold(reading) != fold(mention.name):
                    yield Said(mention.kind, mention.name, reading, mention, mention, "read as")


def _local(
    work: ArticleWork, at: int, members: list[int], number: dict[int, int], definitions: dict[str, str]
) -> Local:
    mentions = tuple(work.mentions[n] for n in members)
    parents = [
        number[whole] for m in mentions if m.part_of for whole in work.numbers([m.part_of]) if number[whole] != at
    ]
    return Local(
        article=work.facts.article_id,
        number=at,
        kind=mentions[0].kind,
        mentions=mentions,
        full=_spellings(
            [r for n in members if n not in work.short for r in _readings(work.mentions[n], definitions, work.forbids)]
        ),
        short=_spellings([work.mentions[n].name for n in members if n in work.short]),
        full_texts=frozenset(work.mentions[n].name for n in members if n not in work.short),
        country=stated_country(mentions, work.mentions, members),
        near=near_country(mentions),
        town=town_behind(work.mentions, members),
        parent=parents[0] if parents else None,
    )


def _readings(mention: Mention, definitions: dict[str, str], forbids: Forbids) -> list[str]:
    """The names under which a full name is compared: brackets taken out and read as another name, inner acronyms
    spelt out.
    """
    if mention.kind is not Kind.INSTITUTION:
        return [mention.name]
    bare, inside = without_brackets(mention.name)
    others = [name for name in inside if len(name.split()) > 1 and mention.name.endswith(")")]
    others = [name for name in others if not forbids(mention.kind, bare, name)]
    return [expand(bare, definitions), *others]


def _spellings(texts: list[str]) -> dict[str, str]:
    counts = Counter((fold(text) or text, text) for text in texts)
    ranked = sorted(counts.items(), key=lambda item: (item[0][0], -item[1], item[0][1]))
    spelt: dict[str, str] = {}
    for (key, text), _ in ranked:
        spelt.setdefault(key, text)
    return spelt
