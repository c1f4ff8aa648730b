"""One small annotated article, and the output that agrees with it in everything."""

from pathlib import Path

import pytest

from pipeline.annotation.format import AnnotatedArticle, parse
from pipeline.evaluation.gold import gold_of
from pipeline.evaluation.said import Said
from pipeline.records import (
    Affiliation,
    Agreement,
    AgreementKind,
    AgreementStatus,
    ArticleFacts,
    DateExpression,
    DatePrecision,
    Event,
    EventKind,
    Funding,
    Kind,
    Mention,
)

EXAMPLE = """\
id: xx-001
country: UZ
register: news
published: 2025-03-14
publisher: i1
---
# A memorandum with [Nurobod Polytechnic](i2)

On [12 March 2025](d=2025-03-12), the [rector](r) of [Sardoba Institute](i1), [Karim Yusupov](p1), and [Lola Amin](p2) of [Nurobod Polytechnic](i2) signed a [memorandum](a1) in [Jizzakh](l1).
- [Sardoba](i1) gets [USD 1.2 million](m=1200000 USD) from [Bright Steps](g1), and [14 March 2025](d=2025-03-14) is the day of the [Forum of Engineers](e1).
---
i1: institute, UZ
i2: university, UZ
p1: rector @ i1
p2: @ i2
a1: memorandum of understanding | signed | i1, i2 | on 2025-03-12
e1: forum | 2025-03-14 | at l1
"""  # noqa: E501


@pytest.fixture
def example() -> AnnotatedArticle:
    return parse(EXAMPLE, "xx-001.ann")


@pytest.fixture
def gold_folder(tmp_path: Path) -> Path:
    """A folder as ``data/annotated``: the example in the part test, a second article in development."""
    folder = tmp_path / "gold"
    (folder / "articles").mkdir(parents=True)
    (folder / "articles" / "xx-001.ann").write_text(EXAMPLE, encoding="utf-8")
    other = EXAMPLE.replace("xx-001", "xx-002").replace("Sardoba", "Matara").replace("Nurobod", "Telavi")
    (folder / "articles" / "xx-002.ann").write_text(other, encoding="utf-8")
    (folder / "splits.csv").write_text("id,part\nxx-001,test\nxx-002,development\n", encoding="utf-8")
    return folder


@pytest.fixture
def gold(example: AnnotatedArticle) -> Said:
    return gold_of(example)


@pytest.fixture
def perfect(example: AnnotatedArticle) -> ArticleFacts:
    """All that the example says; mentions are numbered in text order."""

    def where(words: str, nth: int = 1) -> dict[str, int | str]:
        start = -1
        for _ in range(nth):
            start = example.text.index(words, start + 1)
        return {"start_char": start, "end_char": start + len(words), "sentence": "…"}

    def mention(number: int, kind: Kind, words: str, nth: int = 1) -> Mention:
        return Mention(mention_id=f"m{number}", kind=kind, text=words, confidence=0.9, **where(words, nth))

    def date(words: str, day: str) -> DateExpression:
        return DateExpression(text=words, start_date=day, end_date=day, precision=DatePrecision.DAY, **where(words))

    return ArticleFacts(
        article_id=example.id,
        mentions=(
            mention(1, Kind.INSTITUTION, "Nurobod Polytechnic"),
            mention(2, Kind.INSTITUTION, "Sardoba Institute"),
            mention(3, Kind.PERSON, "Karim Yusupov"),
            mention(4, Kind.PERSON, "Lola Amin"),
            mention(5, Kind.INSTITUTION, "Nurobod Polytechnic", nth=2),
            mention(6, Kind.PLACE, "Jizzakh"),
            mention(7, Kind.INSTITUTION, "Sardoba", nth=2),
            mention(8, Kind.PROGRAMME, "Bright Steps"),
        ),
        affiliations=(
            Affiliation(person="m3", role="rector", institution="m2", confidence=0.9, **where("rector")),
            Affiliation(person="m4", institution="m5", confidence=0.9, **where("Lola Amin")),
        ),
        agreements=(
            Agreement(
                agreement_id="g1",
                kind=AgreementKind.MEMORANDUM_OF_COOPERATION,
                status=AgreementStatus.SIGNED,
                date="2025-03-12",
                parties=("m2", "m5"),
                confidence=0.9,
                **where("memorandum", nth=2),
            ),
        ),
        dates=(date("12 March 2025", "2025-03-12"), date("14 March 2025", "2025-03-14")),
        events=(
            Event(
                event_id="e1",
                kind=EventKind.FORUM,
                name="Forum of Engineers",
                confidence=0.9,
                **where("Forum of Engineers"),
            ),
        ),
        funding=(Funding(text="USD 1.2 million", amount="1200000", currency="USD", **where("USD 1.2 million")),),
    )


ENTITIES = {"m1": "i-n", "m5": "i-n", "m2": "i-s", "m7": "i-s", "m3": "p-k", "m4": "p-l", "m6": "l-j", "m8": "g-b"}


@pytest.fixture
def entity_of() -> dict[tuple[str, str], str]:
    return {("xx-001", mention): entity for mention, entity in ENTITIES.items()}
