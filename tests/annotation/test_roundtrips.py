"""Whatever article there is: written and read again it is the same, in every format."""

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotation.convert import from_doc, to_doc
from pipeline.annotation.format import AnnotatedArticle, dump, find_errors, parse
from pipeline.annotation.jsonl import Style, from_text, to_line
from pipeline.annotation.model import (
    LETTERS,
    AgreementRecord,
    EventRecord,
    FundingRecord,
    InstitutionRecord,
    InstitutionType,
    Mark,
    MarkKind,
    Office,
    PersonRecord,
    Record,
)
from pipeline.annotation.values import check_span
from pipeline.records import AgreementKind, AgreementStatus, EventKind

NLP = spacy.blank("en")
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12)
WORDS = PLAIN.map(str.strip).filter(bool)
FREE = st.text("abcü ()[]\\:/,.-", max_size=12).map(lambda text: " ".join(text.split()))
DATE = st.dates().map(str) | st.dates().map(lambda day: str(day)[:7]) | st.integers(1000, 2999).map(str)
SPAN = (DATE | st.tuples(DATE, DATE).map("/".join) | DATE.map("{}/".format) | DATE.map("/{}".format)).filter(
    lambda value: not check_span(value)
)
SUM = st.builds("{} {}".format, st.integers(0, 10**13), st.sampled_from(["USD", "UZS"]))


@st.composite
def marks(draw: st.DrawFn, offset: int, words: str) -> list[Mark]:
    """One mark over ``words``, perhaps with a whole inside."""
    kind = draw(st.sampled_from([kind for kind in MarkKind if kind is not MarkKind.REFERENCE]))
    letters = {kind: letter for letter, kind in LETTERS.items()}
    ids: tuple[str, ...] = ()
    if kind in letters:
        numbers = draw(st.lists(st.integers(1, 4), min_size=1, max_size=2, unique=True))
        ids = tuple(f"{letters[kind]}{number}" for number in numbers)
    value = draw(SPAN if kind is MarkKind.DATE else SUM) if kind in (MarkKind.DATE, MarkKind.MONEY) else ""
    outer = Mark(start_char=offset, end_char=offset + len(words), kind=kind, ids=ids, value=value)
    last = words.split()[-1]
    if kind is MarkKind.INSTITUTION and last != words and draw(st.booleans()):
        start = outer.end_char - len(last)
        return [outer, Mark(start_char=start, end_char=outer.end_char, kind=kind, ids=("i9",))]
    return [outer]


@st.composite
def articles(draw: st.DrawFn) -> AnnotatedArticle:
    """An article of a few lines with marks of all kinds and all records they need."""
    text = ""
    found: list[Mark] = []
    for _ in range(draw(st.integers(1, 6))):
        text += draw(PLAIN)
        words = draw(WORDS)
        found += draw(marks(len(text), words))
        text += words + draw(st.sampled_from(["", "\n", " "]))
    named = sorted({one for mark in found for one in mark.ids})
    if draw(st.booleans()) and named:
        start = len(text)
        text += "the two"
        some = tuple(draw(st.lists(st.sampled_from(named), min_size=1, max_size=2, unique=True)))
        found.append(Mark(start_char=start, end_char=len(text), kind=MarkKind.REFERENCE, ids=some))
    n_sums = sum(mark.kind is MarkKind.MONEY for mark in found)
    return AnnotatedArticle(
        id="xx-001",
        country=draw(st.sampled_from(["XX", "UZ"])),
        text_register=draw(FREE.filter(bool)),
        published=draw(st.just("") | DATE),
        publisher=draw(st.sampled_from(["", *(one for one in named if one[0] == "i")])),
        text=text,
        marks=tuple(found),
        records=tuple(draw(records(named, n_sums))),
    )


@st.composite
def records(draw: st.DrawFn, named: list[str], n_sums: int) -> list[Record]:
    def some(letters: str) -> tuple[str, ...]:
        ids = [one for one in named if one[0] in letters]
        some_ids: st.SearchStrategy[list[str]] = st.lists(st.sampled_from(ids or [""]), max_size=3, unique=True)
        return tuple(draw(some_ids)) if ids else ()

    def one(letter: str, but: str = "") -> str:
        return draw(st.sampled_from(["", *(i for i in named if i[0] == letter and i != but)]))

    made: list[Record] = []
    for i in (i for i in named if i[0] == "i"):
        kind = draw(st.sampled_from(InstitutionType))
        made.append(InstitutionRecord(id=i, type=kind, country=draw(st.sampled_from(["", "UZ"])), part_of=one("i", i)))
    for p in (p for p in named if p[0] == "p"):
        offices = [Office(role=draw(FREE), institution=one("i")) for _ in range(draw(st.integers(0, 2)))]
        made.append(PersonRecord(id=p, offices=tuple(x for x in offices if x.role or x.institution)))
    for a in (a for a in named if a[0] == "a"):
        made.append(
            AgreementRecord(
                id=a,
                kind=draw(st.sampled_from(AgreementKind)),
                status=draw(st.sampled_from(AgreementStatus)),
                parties=some("il"),
                signatories=some("p"),
                date=draw(st.just("") | SPAN),
                subject=draw(FREE),
            )
        )
    for e in (e for e in named if e[0] == "e"):
        kinds = draw(st.sampled_from(EventKind))
        made.append(EventRecord(id=e, kind=kinds, date=draw(st.just("") | SPAN), place=one("l"), organisers=some("ip")))
    for number in range(1, n_sums + 1):
        record = FundingRecord(id=f"m{number}", funders=some("ipl"), programme=one("g"), purpose=draw(FREE))
        made += [record] if record.funders or record.programme or record.purpose else []
    return made


@given(articles())
@settings(deadline=None)
def test_parse_reads_what_dump_wrote(article: AnnotatedArticle) -> None:
    text = dump(article)
    assert parse(text, "xx-001.ann") == article
    assert dump(parse(text, "xx-001.ann")) == text


@given(articles())
@settings(deadline=None, max_examples=50)
def test_json_lines_of_both_tools_lose_nothing(article: AnnotatedArticle) -> None:
    for style in Style:
        assert list(from_text(to_line(article, style), "x.jsonl")) == [article]


@given(articles())
@settings(deadline=None, max_examples=50)
def test_spacy_documents_lose_nothing(article: AnnotatedArticle) -> None:
    doc = to_doc(article, NLP)
    assert doc.text == article.text
    assert from_doc(doc, "x") == article


@given(st.text(st.sampled_from("i1p:a|-,<@;()[]\\=dmr/2025 \n\r#U"), max_size=60), st.text(max_size=20))
def test_no_text_makes_the_reader_fail_otherwise_than_by_its_errors(body: str, tail: str) -> None:
    for text in (tail, f"id: x\ncountry: XX\nregister: x\npublished:\npublisher:\n---\n{body}\n---\n{tail}"):
        errors = find_errors(text, "x.ann")
        assert all(str(error).startswith("x.ann:") and "\n" not in str(error) for error in errors)
        if not errors:
            assert find_errors(dump(parse(text, "x.ann")), "x.ann") == []
