"""Where a name begins and ends: broken, joined and overlong spans of the tagger made right."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.lexicon import load_words
from pipeline.extract.reading import NAMES, Label, Span
from pipeline.extract.type_nouns import type_of

_EDGES = " \t\n,;:.!?'\"“”„«»‘’*•·–—-/|>"
_POSSESSIVE = re.compile(r"['’ʼ`´]s?\Z")
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
# "An" is a family name too.
_DEFINITE = re.compile(r"the\s+", re.IGNORECASE)
# What begins a name though titles are spelt so: the family names He and Tan, and the initial in "Ts. Byamba".
_NO_TITLE = re.compile(r"He\s|Tan\s(?!Sri\b)|Ts\.\s+\S+\Z")
# "J.", "o.o.", "Sh.I.", and the initials that romanised Cyrillic writes in two letters.
_DOTTED = re.compile(r"(?:[^\W\d_a-z]\.)+|(?:[^\W\d_]{1,3}\.){2,}|(?:Ch|Dz|Kh|Sh|Ts|Ya|Ye|Yo|Yu|Zh)\.")
_SHORTENED = frozenset({"jr.", "sr.", "ltd.", "inc.", "co.", "corp.", "pvt.", "pty.", "pte.", "bhd."})
_PREPOSITION = re.compile(r"\s(?:for|from|at|in|on|with|who|and|as|of|to|by|is|was)\s")
_BRACKETS = {"(": ")", "[": "]", "“": "”", "„": "”", "«": "»"}
_QUOTES = {'"': '"', "“": "”", "„": "”", "«": "»"}
_LONGEST_PERSON = 5
# Kinds whose names never begin with a preposition; a programme's may ("For Women in Science").
_OWNERS = frozenset({Label.INSTITUTION, Label.PERSON, Label.PLACE})
_EPONYM = re.compile(
    r",?\s+(?:named\s+(?:after|for|in\s+(?:honou?r|memory)\s+of)|in\s+the\s+name\s+of)\.?\s+(?:the\s+)?(?:[a-z]+\s+)?"
    r"((?:[^\W\d_a-z]\.\s?){0,3}[^\W\d_a-z][\w'’ʻ`-]*(?:\s+[^\W\d_a-z][\w'’ʻ`-]*){0,3})"
)
_NAMED_TAIL = re.compile(r",?\s+(?:named(?:\s+(?:after|for))?|after|for|in the name of)\Z")
_DANGLING = re.compile(r"\s+(?:of|for|and|&|in|on|at)(?:\s+the)?\Z")
_LOOSE_END = re.compile(r"\s+(?:of|for|and|&|in|on|under|at|with|by|to|from|the|an?)\Z")
_LOOSE_START = re.compile(r"(?:For|From|At|With|By|In|To|And)\s+(?=[^\W\d_a-z])")
_FIRM = re.compile(r"(?:M/s|Messrs)\.?\s+", re.IGNORECASE)
_INITIALS_BEFORE = re.compile(r"(?:[^\W\d_a-z][^\W\d_]+ )?(?:[^\W\d_a-z]\. ?)+(?=[^\W\d_a-z][^\W\d_])")
_CAPITAL_AFTER = re.compile(r"\.? [^\W\d_a-z]")
_GOES_ON = re.compile(r"[,;]| [a-zß-öø-ÿ]")
_FEWEST_BEFORE_TITLE = 2
# What a line of credits goes on with: "Author: Rosa Bell Photo: Karim Saidov".
_CREDIT = re.compile(
    r"[\s,;|]+(?:Text|Photos?|Video|Editors?|Authors?|Source|Reading|Views?|Clicks?|Date|Translat(?:or|ion)|Reporter|Writer)\Z"
)
_LABELLED = re.compile(r"(?: \w+)? ?[:/：]")
_SUFFIXES = frozenset({"jr", "sr"})
_AND = frozenset({"and", "&"})
_GAP = re.compile(r"\s*(?:(?:of|for|and|&|in|on|the)\s+){0,2}")


def join_broken(text: str, spans: Sequence[Span]) -> list[Span]:
    """Institution spans that end in the middle of a name, made whole.

    "X University named after" + "A. Navoi", and a span that ends in "of the" before the name that the preposition governs.
    What lies inside a lengthened span and is no institution of its own is left to the settling of overlaps.
    """
    ordered = sorted(spans)
    result = []
    for span in spans:
        if span.label is Label.INSTITUTION:
            span = _with_rest(text, span, ordered)
            span = _with_eponym(text, span)
        result.append(span)
    return result


def _with_rest(text: str, span: Span, ordered: Sequence[Span]) -> Span:
    dangling = _DANGLING.search(text, span.start, span.end)
    if not dangling:
        return span
    if dangling.group().split()[0] in _AND and type_of(text[span.start : dangling.start()]):
        # The name of another institution follows, or a field, which is joined later.
        return replace(span, end=dangling.start())
    gap = _GAP.match(text, span.end)
    limit = gap.end() if gap else span.end
    # The rest begins right behind, or inside when it is read twice ("… of the Republic of", "Republic of Uzbekistan").
    for other in ordered[bisect_left(ordered, span.start, key=lambda one: one.start) :]:
        if other.start > limit:
            break
        whole = other.label in (Label.INSTITUTION, Label.PLACE) and other.end > span.end
        if whole and (other.start == limit or span.start < other.start < span.end):
            return replace(span, end=other.end)
    return replace(span, end=dangling.start())


def _with_eponym(text: str, span: Span) -> Span:
    tail = _NAMED_TAIL.search(text, span.start, span.end)
    end = tail.start() if tail else span.end
    eponym = _EPONYM.match(text, end, end + 120)
    if eponym and "\n" not in eponym.group():
        return replace(span, end=max(eponym.end(), span.end), score=max(span.score, 0.9))
    return span


def join_persons(text: str, spans: Sequence[Span]) -> list[Span]:
    """Person spans that follow each other with nothing but a space between are one name ("Saidov" "Karim Olimovich")."""
    result: list[Span] = []
    for span in sorted(spans):
        last = result[-1] if result else None
        if (
            last is not None
            and last.label is span.label is Label.PERSON
            and text[last.end : span.start] == " "
            and len(text[last.start : span.end].split()) <= _LONGEST_PERSON
        ):
            result[-1] = replace(last, end=span.end, score=max(last.score, span.score))
        else:
            result.append(span)
    return result


def trim(text: str, span: Span) -> Span | None:
    """The span without articles, possessive endings, punctuation and unpaired brackets at its edges; None when nothing is left."""
    if span.value is not None:
        return span
    start, end = span.start, span.end
    while True:
        before = start, end
        while start < end and text[start] in _EDGES and not _is_quoted(text, start, end, at=start):
            start += 1
        while end > start and text[end - 1] in _EDGES and not _is_abbreviation(text, start, end):
            if _is_quoted(text, start, end, at=end - 1):
                break
            end -= 1
        articles = _DEFINITE if span.label is Label.PERSON else _ARTICLE
        if span.label is not Label.ROLE and (article := articles.match(text, start, end)):
            start = article.end()
        if (possessive := _POSSESSIVE.search(text, start, end)) and span.label is not Label.ROLE:
            end = possessive.start()
        start, end = _pair_brackets(text, start, end)
        if span.label is Label.INSTITUTION:
            start, end = _without_neighbours(text, start, end)
        if span.label in _OWNERS and (loose := _LOOSE_START.match(text, start, end)):
            start = loose.end()
        if span.label is not Label.ROLE and (loose := _LOOSE_END.search(text[start:end])):
            end = start + loose.start()
        if span.label in NAMES and (label := _CREDIT.search(text, start, end)) and _LABELLED.match(text, end):
            end = label.start()
        if span.label is Label.PERSON:
            start = _skip_honorifics(text, start, end)
            if preposition := _PREPOSITION.search(text, start, end):
                end = preposition.start()
        if (start, end) == before:
            break
    if start >= end or not any(char.isalnum() for char in text[start:end]):
        return None
    return replace(span, start=start, end=end)


def _without_neighbours(text: str, start: int, end: int) -> tuple[int, int]:
    """A name of an institution without what is glued to it: "M/s", the title of a person behind it, the end of another name.

    A name that ends in "named after X" bears no other person's initials at its beginning.
    """
    if glued := _FIRM.match(text, start, end):
        start = glued.end()
    if (glued := _INITIALS_BEFORE.match(text, start, end)) and _EPONYM.search(text, start, end):
        start = glued.end()
    words = text[start:end].split()
    last = words[-1].rstrip(".").casefold() if len(words) > _FEWEST_BEFORE_TITLE else ""
    if last in load_words("honorifics") and last not in _SUFFIXES and _CAPITAL_AFTER.match(text, end):
        end -= len(words[-1])
    return start, end


def _is_quoted(text: str, start: int, end: int, at: int) -> bool:
    """Whether the quotation mark at an edge pairs with one inside the span, not with the other edge: 'Lyceum "Sun"'."""
    inner = _with_one_closing(text[start:end])
    for opening, closing in _QUOTES.items():
        mark, partner = (opening, closing) if at == start else (closing, opening)
        inside = inner.count(partner, 1, len(inner) - 1)
        if inner[at - start] == mark and inside:
            return opening != closing or inside % 2 == 1
    return False


def _with_one_closing(inside: str) -> str:
    """The text with „these“ quotation marks closed as „these”: their closing mark opens a quotation elsewhere."""
    return inside.replace("“", "”") if "„" in inside else inside


def _is_abbreviation(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end belongs to an initial, to "Jr.", "Ltd.", "s.r.o.", or ends no sentence ("Salem, Ore., where")."""
    if text[end - 1] == "." and _GOES_ON.match(text, end):
        return True
    last = text[start:end].split()[-1] if text[start:end].split() else ""
    return _DOTTED.fullmatch(last) is not None or last.casefold() in _SHORTENED


def _pair_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    inside = _with_one_closing(text[start:end])
    for opening, closing in _BRACKETS.items():
        if closing == "”" and (opening == "„") != ("„" in inside):
            continue
        if inside.count(opening) > inside.count(closing):
            at = inside.rfind(opening)
            end = start + at if at > 0 else end
            start = start + 1 if at == 0 else start
        elif inside.count(closing) > inside.count(opening):
            at = inside.find(closing)
            end = start + at if at > 0 else end
            start = start + 1 if at == 0 else start
        if _with_one_closing(text[start:end]) != inside:
            break
    return start, end


def _skip_honorifics(text: str, start: int, end: int) -> int:
    """Offset of the name itself in a person span that begins with titles."""
    titles = load_words("honorifics")
    while True:
        word = re.match(r"[^\s]+\s+", text[start:end])
        if not word:
            return start
        plain = word.group().strip().rstrip(".,").casefold()
        is_initial = re.fullmatch(r"(?:[^\W\d_]\.)+", word.group().strip()) is not None
        named = is_initial or _NO_TITLE.match(text[start:end]) is not None
        if named or plain not in titles or len(text[start:end].split()) < 2:
            return start
        start += word.end()
