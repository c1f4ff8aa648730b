"""The split of the corpus into train, development and test, by article and without shared institutions.

Two articles that name the same institution are in the same part, so that a score on the test part says how well
names never seen in training are found. The rule, in order:

1. An institution's keys are its spellings in the article (case, accents and punctuation do not count, nor does a
   leading "the"), each with the country of its record: the Ministry of Education of Kenya is not that of Uganda.
   An international organisation has no country in its key. A part of an institution ("Faculty of Law < i2") has no
   key: its whole has one.
2. A key that more than ``MAX_ARTICLES`` articles share is *common* (UNESCO, the World Bank, the European Commission).
   Common institutions join no articles: they would join nearly all of them. They may stand in all parts, and a
   score that counts only unseen institutions leaves them out; ``common_keys`` lists them.
3. Articles that share a key that is not common are one group, and so are those that share one with these.
4. An article that has a part keeps it, so that a model once trained on the training part has never seen the test part
   of a larger corpus. New articles of a group have the part of its other members: the training part where these are in
   the training and the development part. New articles that join the test part with another are refused.
5. The part of a group without any follows from a hash of the id of its member whose own hash is the least.
"""

import csv
import hashlib
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from pipeline.annotation.format import AnnotatedArticle
from pipeline.annotation.model import InstitutionRecord, InstitutionType, MarkKind

MAX_ARTICLES = 5
"""An institution named in more articles than this is common. Groups stay small with it: most institutions of the
corpus are invented and stand in one article."""

SALT = "part "
"""Put before the id that is hashed. With another text the groups fall out otherwise: change it only to start anew."""


class Part(StrEnum):
    """The parts of the corpus."""

    TRAIN = "train"
    DEVELOPMENT = "development"
    TEST = "test"


SHARES = ((Part.TRAIN, 0.70), (Part.DEVELOPMENT, 0.15), (Part.TEST, 0.15))
"""The parts and the probability with which a group goes to each."""


def institution_keys(article: AnnotatedArticle) -> frozenset[str]:
    """Return the keys of the institutions an article names, by rule 1: ``name|CC``."""
    records = {record.id: record for record in article.records if isinstance(record, InstitutionRecord)}
    keys = set()
    for mark in article.marks:
        if mark.kind is MarkKind.INSTITUTION and not all(records[one].part_of for one in mark.ids):
            country = "" if _is_international(records[mark.ids[0]]) else records[mark.ids[0]].country
            keys.add(f"{normalise_name(article.words(mark))}|{country}")
    return frozenset(keys)


def normalise_name(name: str) -> str:
    """Return a name without case, accents, punctuation and leading "the"."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = "".join(letter if letter.isalnum() else " " for letter in plain).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def common_keys(articles: Iterable[AnnotatedArticle]) -> dict[str, int]:
    """Return the keys that too many articles share, by rule 2, with the number of articles, sorted."""
    holders = _holders(articles)
    return {key: len(holders[key]) for key in sorted(holders) if len(holders[key]) > MAX_ARTICLES}


def find_groups(articles: Iterable[AnnotatedArticle]) -> list[tuple[str, ...]]:
    """Return the groups of rule 3 as sorted article ids, largest group first."""
    articles = list(articles)
    leader = {article.id: article.id for article in articles}

    def find(one: str) -> str:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for ids in _holders(articles).values():
        if len(ids) <= MAX_ARTICLES:
            for other in ids[1:]:
                leader[find(other)] = find(ids[0])
    groups: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        groups[find(article.id)].append(article.id)
    return sorted((tuple(sorted(ids)) for ids in groups.values()), key=lambda ids: (-len(ids), ids))


class SplitError(ValueError):
    """New articles that join the test part with another one."""


def split_articles(articles: Iterable[AnnotatedArticle], known: Mapping[str, Part] | None = None) -> dict[str, Part]:
    """Return the part of every article id, sorted by id.

    Args:
        known: the parts that articles already have.

    Raises:
        SplitError: new articles name institutions of the test part and of another one.
    """
    known = known or {}
    parts: dict[str, Part] = {}
    for group in find_groups(articles):
        new = [one for one in group if one not in known]
        found = {known[one] for one in group if one in known}
        if new and Part.TEST in found and len(found) > 1:
            raise SplitError(f"institutions of the test part and of another one are named in {', '.join(new)}")
        given = Part.TRAIN if len(found) > 1 else next(iter(found), choose_part(group))
        parts.update({one: known.get(one, given) for one in group})
    return dict(sorted(parts.items()))


def choose_part(group: tuple[str, ...]) -> Part:
    """Choose the part of a group by rule 4."""
    # The least of many hashes is small itself: hash again, lest large groups all go to the first part.
    chance = _hash(SALT + min(group, key=_hash)) / 2**64
    for part, share in SHARES:
        if chance < share:
            return part
        chance -= share
    return SHARES[-1][0]


def shared_institutions(articles: Iterable[AnnotatedArticle], parts: Mapping[str, Part]) -> list[str]:
    """Return the keys that are in the test part and outside it though not common: none, if the split is sound."""
    articles = list(articles)
    return sorted(
        key
        for key, ids in _holders(articles).items()
        if len(ids) <= MAX_ARTICLES and len({parts[one] is Part.TEST for one in ids}) > 1
    )


def write_split(parts: Mapping[str, Part], path: Path) -> None:
    """Write ``id,part`` rows, sorted by id."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("id", "part"))
    writer.writerows(sorted((one, part.value) for one, part in parts.items()))
    path.write_bytes(out.getvalue().encode("utf-8"))


def read_split(path: Path) -> dict[str, Part]:
    """Read what ``write_split`` wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: Part(row["part"]) for row in csv.DictReader(file)}


def _holders(articles: Iterable[AnnotatedArticle]) -> dict[str, list[str]]:
    """Return the ids of the articles that name each key, both sorted."""
    holders: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        for key in institution_keys(article):
            holders[key].append(article.id)
    return {key: sorted(holders[key]) for key in sorted(holders)}


def _is_international(record: InstitutionRecord) -> bool:
    return record.type is InstitutionType.INTERNATIONAL_ORGANISATION


def _hash(text: str) -> int:
    """Return 64 bits that follow from the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")
