"""What the text between a person, an office and an institution says: which belongs to which, and how closely.

A cost orders the readings of one office; it is no probability. Patterns are anchored at both ends of a gap, which holds no names.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.extract.lexicon import alternatives, load_table

FAR = 99.0
ARTICLE = r"(?:the |a |an |its |their |our |his |her |both |one of the |one )?"

LIST = re.compile(r"^(?: \([^()‹›]{1,40}\)|\))?(?:,|,? and|,? &|;|,? as well as|; and)(?: also)?(?: the)? $")
WITH = re.compile(r"^,? ?(?:of|at|from|for|representing|on behalf of|with|\() ?(?:the |our |its )?$", re.IGNORECASE)
WITH_NOUN = re.compile(r"^,? (?:of|at|from|for) (?:the|a|an|our) (?:[^\W\d_][\w'’-]* ){1,4}$", re.IGNORECASE)
# "‹p›, who at ‹i› holds the post of ‹r›", "‹p› (at ‹i› he is ‹r›": the place, here ‹›, stands between.
OVER = re.compile(
    r"^,? ?\(?(?:who |he |she )?(?:is |was |serves |works |teaches )?(?:at|in|of|for|with) (?:the )?‹›(?: \(‹›\))?,? ?"
    r"(?:he |she )?(?:is |was |holds? the (?:post|position|office|rank|title) of |has the rank of |serves as |as |works as )?"
    r"(?:the |a |an )?$",
    re.IGNORECASE,
)
# "on behalf of ‹i› signed ‹p›"
FOR_SIGNED = re.compile(
    r"^,? (?:it was |the document was )?(?:signed|spoke|attended|was signed)(?: by)?(?: the)? $", re.IGNORECASE
)
# "for ‹i› by ‹r› ‹p›", "from ‹i› – by ‹p›"
BY_NEXT = re.compile(r"\)?,?(?: [–—-])? by (?:the |its |our |their )?", re.IGNORECASE)
ON_BEHALF = re.compile(r"\b(?:on behalf of|for|from|on the part of|on the side of)(?: the)? $", re.IGNORECASE)

# "the presidents of the two: ‹p›", "the registrars, that is ‹p›", "the two rectors – for ‹i› signed ‹p›"; places are ‹›.
ANNOUNCED = re.compile(
    r"^[^.;:‹›]{0,60}?(?::|,? (?:that is|namely|i\.e\.)(?: to say)?,?| [–—-]) [^.;:‹›]{0,30}(?:‹›[^.;:‹›]{0,20})?$"
)
TWO = re.compile(r"\b(?:two|both)\b", re.IGNORECASE)

_BLANK = re.compile(r"^\)?(?: \([^()‹›]{1,15}\))? ?$")
_BEFORE_COMMA = re.compile(r"^\)?, (?:the )?$", re.IGNORECASE)
_BEFORE_DASH = re.compile(r"^(?: ?[–—:]| -| \||\.?:) ?$")
_BEFORE_OPEN = re.compile(r"^,? \($")
# "Director of the college ‹p›": a common noun phrase that names the place of the office.
_OF_NOUN = re.compile(
    r"^ (?:of|for|at|in|on) (?:(?:the|our|this|that|its|their|a|an) )?(?:[^\W\d_][\w'’-]* ){0,3}[^\W\d_][\w'’-]*"
    r"(?P<end>,? )$"
)
_OF_NOUN_BY_NAME = re.compile(
    r"^(?P<noun> (?:of|for|at) (?:the |our )?(?:[^\W\d_][\w'’-]* ){1,3})"
    r"(?:by name|by the name of|named|called|is|was) $"
)


def gap_words(name: str) -> str:
    """A regular expression for a list of the table ``gaps`` of ``roles.toml``."""
    return alternatives(load_table("roles")["gaps"][name])


@cache
def _state() -> str:
    """What may stand between article and office: "new", and before it one more word ("the Swiss ‹r›")."""
    return rf"(?:(?!and |of |at |in |for |from |by |with )[^\W\d_][\w-]* )?(?:(?:{gap_words('states')}) )?"


@cache
def _left_patterns() -> list[tuple[float, re.Pattern[str]]]:
    """Costs and patterns of "‹p› … ‹r›", in the order in which they are tried."""
    tail = rf"{ARTICLE}{_state()}$"
    sources = [
        (0.5, rf"^,? ?\((?:[^()]{{0,40}}[,;.] ?)?{tail}"),
        (2.5, r"^\s*$"),
        (1.0, rf"^, ?(?:currently |also |then |now |formerly |himself |herself ){{0,2}}{tail}"),
        (1.0, rf"^(?: ?[–—:|/•]| -) ?(?:[^‹›,;]{{0,25}}, )?{tail}"),
        # ", and the ‹r›" rather begins the next person.
        (3.2, rf"^,? (?:and|but) (?:also |currently |now ){{0,2}}{tail}"),
        (
            1.6,
            rf"^[^.;:‹›]{{0,60}}?\b(?:{gap_words('being')}) (?:also |now |currently |then |at the same time |as )?{tail}",
        ),
    ]
    return [(cost, re.compile(source, re.IGNORECASE)) for cost, source in sources]


def left_cost_of(gap: str) -> float:
    """The cost of giving an office to the person before it."""
    return next((cost for cost, pattern in _left_patterns() if pattern.match(gap)), FAR)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:\w+ed|{gap_words('verbs')})\b", re.IGNORECASE)


def holds_verb(gap: str) -> bool:
    """Whether a gap is more than a noun phrase."""
    return bool(_verb().search(gap))


@cache
def _naming() -> re.Pattern[str]:
    return re.compile(
        rf"^,? (?:who |which )?(?:{gap_words('naming')}) (?:the |now |also )?(?:well-known )?$", re.IGNORECASE
    )


@cache
def _place_noun() -> re.Pattern[str]:
    return re.compile(rf"^ (?:{gap_words('place_nouns')})(?=[ ,])")


def right_cost_of(gap: str) -> float:
    """The cost of giving an office to the person behind it."""
    gap = _place_noun().sub("", gap)
    if _BLANK.match(gap):
        return 0.0
    if _BEFORE_OPEN.match(gap) or _BEFORE_DASH.match(gap):
        return 1.2
    if _BEFORE_COMMA.match(gap):
        return 2.0
    noun = _OF_NOUN.match(gap)
    if noun and not holds_verb(gap):
        return 2.1 if noun.group("end").startswith(",") else 0.9
    by_name = _OF_NOUN_BY_NAME.match(gap)
    if by_name and not holds_verb(by_name.group("noun")):
        return 2.3
    return 2.2 if _naming().match(gap) else FAR


@cache
def through_pattern() -> re.Pattern[str]:
    """ "‹i›, represented by ‹p›", "‹i› through ‹p›", "‹i›: ‹p›"."""
    return re.compile(
        rf"^\)?,? ?(?:and )?(?:is |was |were |are |being )?(?:{gap_words('represented')}) by (?:the |its |their )?$"
        r"|^\)?(?: (?:through|by|–|—|-)|:) $",
        re.IGNORECASE,
    )


@cache
def heads_pattern() -> re.Pattern[str]:
    """ "‹p›, who heads ‹i›"."""
    return re.compile(
        rf"^,? (?:who |which )?(?:now |also |currently |has |had )?(?:{gap_words('heading')}) (?:the |our )?$",
        re.IGNORECASE,
    )
