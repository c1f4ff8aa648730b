"""``links.csv``: a row for every merge and every near miss."""

from __future__ import annotations

from collections import defaultdict

from pipeline.records import AliasKind, Verdict
from pipeline.resolve.gazetteer import fold

from .test_resolver import _sample


def unexplained(done) -> list[tuple[str, list[str]]]:
    """Entities whose spellings are not connected by links within them, with their spellings."""
    entity_of = {(m.article_id, m.mention_id): e.entity_id for e in done.resolution.entities for m in e.mentions}
    texts = {(a.article_id, m.mention_id): m.text for a in done.facts for m in a.mentions}
    near: dict[tuple[str, str], set[tuple[str, str]]] = defaultdict(set)
    for link in done.resolution.links:
        home = entity_of[link.left_at.article_id, link.left_at.mention_id]
        if link.verdict is Verdict.SAME:
            left, right = (home, fold(link.left) or link.left), (home, fold(link.right) or link.right)
            near[left].add(right)
            near[right].add(left)
    found = []
    for entity in done.resolution.entities:
        spelt = {fold(t) or t for m in entity.mentions for t in [texts[m.article_id, m.mention_id]]}
        reached = [(entity.entity_id, min(spelt))]
        for at in reached:
            reached += [other for other in sorted(near[at]) if other not in reached]
        if not spelt <= {name for _, name in reached}:
            found.append((entity.name, sorted(spelt)))
    return found


def test_what_an_article_says_is_told_with_its_sentence(run, tell):
    done = run(
        tell(
            "a-1",
            "[Sardoba Institute](i1) ([SIX](i2)) opened.",
            aliases=[(AliasKind.DEFINITION, "i1", "i2")],
        )
    )
    (link,) = done.resolution.links
    assert (link.left, link.right, link.verdict) == ("SIX", "Sardoba Institute", Verdict.SAME)
    assert "in a-1: “Sardoba Institute (SIX) opened.”" in link.clues[0].reason


def test_what_several_articles_say_is_told_once_with_their_number(run, tell):
    define = [(AliasKind.DEFINITION, "i1", "i2")]
    done = run(*(tell(f"a-{n}", f"[Sardoba Institute](i1) ([SIX](i2)), {n}.", aliases=define) for n in range(1, 5)))
    (link,) = done.resolution.links
    assert link.clues[0].reason.endswith("and in 3 more articles")


def test_a_short_form_that_fits_two_names_is_a_near_miss_with_both(run, tell):
    done = run(tell("a-1", "[Lola Aminova](p1) spoke.\n[Zarina Aminova](p2) too.\nThen [Aminova](p3) left."))
    unsure = [(link.left, link.right) for link in done.resolution.links if link.verdict is Verdict.UNSURE]
    assert unsure == [("Aminova", "Lola Aminova"), ("Aminova", "Zarina Aminova")]


def test_an_acronym_that_two_entities_define_is_a_near_miss_with_both(run, tell):
    define = [(AliasKind.DEFINITION, "i1", "i2")]
    done = run(
        tell("a-1", "[Tbilisi Steppe University](i1) ([TSU](i2)) in [Georgia](l1).", aliases=define),
        tell("a-2", "[Telavi Sea University](i1) ([TSU](i2)) in [Georgia](l1).", aliases=define),
        tell("a-3", "In [Georgia](l1), [TSU](i1)."),
    )
    unsure = {
        name
        for link in done.resolution.links
        if link.verdict is Verdict.UNSURE and "TSU" in (link.left, link.right)
        for name in (link.left, link.right)
    }
    assert unsure == {"TSU", "Tbilisi Steppe University", "Telavi Sea University"}


def test_links_connect_all_spellings_of_every_entity(run, tell):
    facts = (
        *_sample(tell),
        tell("b-1", "[Russia](l1) and the [Russian Federation](l2).\nThe [Osh Hall (Steppe Hall of Osh)](i1)."),
        tell("b-2", "The [Steppe Hall of Osh](i1) and [Saidov Rustam Karimovich](p1).\n[R. Saidov](p2), [Saidov](p3)."),
    )
    assert unexplained(run(*facts)) == []
