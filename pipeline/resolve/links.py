"""Why names are one entity, or not: a row for every merge and every near miss.

Judged pairs come from the comparison of all articles, the others from the article that says so. Between them, the rows
with the verdict ``same`` connect all spellings of an entity that do not read the same anyway.
"""

from __future__ import annotations

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources

from pipeline.records import Clue, Link, MentionRef, Verdict
from pipeline.resolve.gazetteer import fold
from pipeline.resolve.views import ArticleView, Said

_WORDS = {
    "same country": "both name one country",
    "read as": "the one read as the other",
    "definition": "one defines the other",
    "apposition": "one stands in apposition to the other",
    "short form": "one is short for the other",
    "spelling": "two spellings of one name",
    "misprint": "acronyms a letter apart",
}
_MORE = "it fits another name of the article as well"
# Characters of the sentence that is quoted.
_QUOTED = 160


@cache
def _weights() -> dict[str, float]:
    text = resources.files("pipeline.resources").joinpath("article_weights.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def article_links(views: Sequence[ArticleView]) -> Iterator[Link]:
    """What the articles themselves say, a link for each pair of names of each article."""
    for view in views:
        for said in view.said:
            yield _link(view.article, said)


def _link(article: str, said: Said) -> Link:
    weight = _weights()[said.why]
    sentence = said.right_at.sentence if said.left in said.right_at.sentence else said.left_at.sentence
    reason = f"{_WORDS[said.why]} in {article}: “{_shortened(sentence)}”"
    clues = [Clue(name=said.why, weight=weight, reason=reason)]
    if not said.one:
        clues.append(Clue(name="several fit", weight=-weight, reason=_MORE))
    sides = [(said.left, _ref(article, said.left_at.mention_id)), (said.right, _ref(article, said.right_at.mention_id))]
    (left, left_at), (right, right_at) = sorted(sides, key=lambda side: (side[0], side[1].mention_id))
    return Link(
        kind=said.kind,
        left=left,
        right=right,
        left_at=left_at,
        right_at=right_at,
        verdict=Verdict.SAME if said.one else Verdict.UNSURE,
        probability=round(1 / (1 + math.exp(-weight if said.one else 0)), 4),
        clues=tuple(clues),
    )


def _ref(article: str, mention_id: str) -> MentionRef:
    return MentionRef(article_id=article, mention_id=mention_id)


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= _QUOTED else sentence[: _QUOTED - 1].rstrip() + "…"


def gathered(links: Iterable[Link], entity_of: Mapping[tuple[str, str], str]) -> tuple[Link, ...]:
    """One link for each pair of spellings of each pair of entities, sorted; the clues of several are put together.

    A clue that several articles give is told once, by the first of them. A pair within one entity has the verdict
    ``same``, since that is what became of it.
    """
    groups: dict[tuple[str, str, str, str, str], list[Link]] = defaultdict(list)
    for link in links:
        ids = [_entity(link.left_at, entity_of), _entity(link.right_at, entity_of)]
        left, right = sorted(zip((fold(link.left) or link.left, fold(link.right) or link.right), ids, strict=True))
        groups[link.kind.value, left[0], right[0], left[1], right[1]].append(link)
    found = (_one(group, left == right != "") for (_, _, _, left, right), group in groups.items())
    return tuple(sorted(found, key=_order))


def _entity(at: MentionRef | None, entity_of: Mapping[tuple[str, str], str]) -> str:
    return entity_of.get((at.article_id, at.mention_id), "") if at else ""


def _order(link: Link) -> tuple[str, ...]:
    at = [f"{ref.article_id}:{ref.mention_id}" if ref else "" for ref in (link.left_at, link.right_at)]
    return link.kind.value, link.left, link.right, link.verdict.value, *at


def _one(group: Sequence[Link], together: bool) -> Link:
    best = min(group, key=lambda link: (-link.probability, _order(link)))
    clues: dict[str, list[Clue]] = defaultdict(list)
    for link in sorted(group, key=_order):
        for clue in link.clues:
            named = clue.name if clue.name in _WORDS else f"{clue.name} {clue.weight} {clue.reason}"
            clues[named].append(clue)
    told = tuple(_told(same) for same in clues.values())
    verdict = Verdict.SAME if together else (Verdict.UNSURE if best.verdict is Verdict.SAME else best.verdict)
    return best.model_copy(update={"clues": told, "verdict": verdict})


def _told(clues: Sequence[Clue]) -> Clue:
    """The first of several clues that say the same, with the number of further articles."""
    reasons = sorted({clue.reason for clue in clues})
    if len(reasons) == 1:
        return clues[0]
    more = len(reasons) - 1
    reason = f"{reasons[0]} and in {more} more {'article' if more == 1 else 'articles'}"
    return clues[0].model_copy(update={"reason": reason})
