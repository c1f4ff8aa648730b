"""Which person of a sentence holds which office, by what stands between them.

An office belongs to the person on the side whose gap binds closer: "Rector ‹p›" closer than "‹p›, Rector", that closer than
"‹r›, ‹p›". Plural roles go to each person of a list. Costs only order the readings of one office; they are no probabilities.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.reading import Span
from pipeline.extract.role_lexicon import is_plural
from pipeline.extract.role_offices import Office, offices_of
from pipeline.extract.role_rows import Row

FAR = 99.0
LOOSE = 3.5
_ARTICLE = r"(?:the |a |an |its |their |our |his |her |both |one of the |one )?"
# One word may stand before the office: "the Swiss ‹r›", "former ‹r›".
_STATE = r"(?:(?!and |of |at |in |for |from |by |with )[^\W\d_][\w-]* )?(?:new |first |former |current |long-time |then |newly appointed |present |acting |retired |late |young |local )?"
_BE = (
    r"is|was|are|were|be|being|been|become|became|serves as|served as|serving as|works as|worked as|acts as|acted as|acting as"
    r"|appointed|elected|named|chosen|nominated|confirmed|reappointed|re-elected|reelected|promoted to|takes over as|took over as"
    r"|remains|stays on as|continues as|in (?:his|her) capacity as|in the capacity of|in the role of"
    r"|holds? the (?:post|position|office|rank|title) of|held the (?:post|position|office) of|has the rank of|had the rank of"
    r"|(?:as|by profession|by training)|doubles as|assumed (?:the )?(?:office|post|duties) (?:of|as)|formerly|and"
)
_COPULA = re.compile(
    rf"^[^.;:‹›]{{0,60}}?\b(?:{_BE}) (?:also |now |currently |then |at the same time |as )?{_ARTICLE}{_STATE}$",
    re.IGNORECASE,
)
_COMMA = re.compile(
    rf"^,? ?(?:currently |also |then |now |formerly |himself |herself ){{0,2}}{_ARTICLE}{_STATE}$", re.IGNORECASE
)
_COMMA_AND = re.compile(rf"^,? (?:and|but) (?:also |currently |now ){{0,2}}{_ARTICLE}{_STATE}$", re.IGNORECASE)
_OPEN = re.compile(rf"^,? ?\((?:[^()]{{0,40}}[,;] ?)?{_ARTICLE}{_STATE}$", re.IGNORECASE)
_DASH = re.compile(rf"^(?: ?[–—:|/•]| -) ?(?:[^‹›,;]{{0,25}}, )?{_ARTICLE}{_STATE}$", re.IGNORECASE)
_BLANK = re.compile(r"^\)?(?: \([^()‹›]{1,15}\))? ?$")
_BEFORE_COMMA = re.compile(r"^\)?, (?:the )?$", re.IGNORECASE)
_BEFORE_DASH = re.compile(r"^(?: ?[–—:]| -| \||\.?:) ?$")
_BEFORE_IS = re.compile(
    r"^,? (?:who |which )?(?:is|was|named|called|will be|became|now|remains|being|by name|namely|by the name of|that is|i\.e\.|himself:|herself:|with|by|became known as) (?:the |now |also )?(?:well-known )?$",
    re.IGNORECASE,
)
# "‹p›, who at ‹i› holds the post of ‹r›", "‹p› (at ‹i› he is ‹r›": the place stands between.
_OVER = re.compile(
    r"^,? ?\(?(?:who |he |she )?(?:is |was |serves |works |teaches )?(?:at|in|of|for|with) (?:the )?‹›(?: \(‹›\))?,? ?(?:he |she )?"
    r"(?:is |was |holds? the (?:post|position|office|rank|title) of |has the rank of |serves as |as |works as )?(?:the |a |an )?$",
    re.IGNORECASE,
)
_FOR_SIGNED = re.compile(
    r"^,? (?:it was |the document was )?(?:signed|spoke|attended|was signed)(?: by)?(?: the)? $", re.IGNORECASE
)
_ON_BEHALF = re.compile(r"\b(?:on behalf of|for|from|on the part of|on the side of)(?: the)? $", re.IGNORECASE)
_BEFORE_OPEN = re.compile(r"^,? \($")
# "Director of the college ‹p›": a common noun phrase that names the place of the office.
_OF_NOUN = re.compile(
    r"^ (?:of|for|at|in|on) (?:(?:the|our|this|that|its|their|a|an) )?(?:[^\W\d_][\w'’-]* ){0,3}[^\W\d_][\w'’-]*(?P<end>,? )$"
)
_OF_NOUN_BY_NAME = re.compile(
    r"^(?P<noun> (?:of|for|at) (?:the |our )?(?:[^\W\d_][\w'’-]* ){1,3})(?:by name|by the name of|named|called|is|was) $"
)
_VERB = re.compile(
    r"\b(?:\w+ed|told|met|said|says|gave|saw|spoke|led|thanks|wrote|took|is|was|were|are|has|had|will|and|who|which|that|with|by|to|received|between|as)\b",
    re.IGNORECASE,
)
_LIST = re.compile(r"^\)?(?:,|,? and|,? &|;|,? as well as|; and)(?: also)? $")
_WITH = re.compile(r"^,? ?(?:of|at|from|for|representing|on behalf of|with|\() ?(?:the |our |its )?$", re.IGNORECASE)
_WITH_NOUN = re.compile(r"^,? (?:of|at|from|for) (?:the|a|an|our) (?:[^\W\d_][\w'’-]* ){1,4}$", re.IGNORECASE)
_THROUGH = re.compile(
    r"^\)?,? ?(?:and )?(?:is |was |were |are |being )?(?:represented|headed|led|signed|chaired|managed|run|founded) by (?:the |its |their )?$|^\)?(?: (?:through|by|–|—|-)|:) $",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"^,? (?:who |which )?(?:now |also |currently |has |had )?(?:heads|leads|directs|runs|chairs|manages|represents|represented|headed|ran|works at|works for|works in|teaches at|taught at|studies at|is studying at|speaking for|spoke for|speaking on behalf of|signed for|signed on behalf of|signing for|joins|joined|founded|is employed at|researches at|for) (?:the |our )?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Person piece ``person`` holds ``office``; ``cost`` grows with the looseness of what ties them."""

    person: int
    office: Office
    cost: float
    institutions: tuple[Span, ...]


def pair(row: Row) -> list[Pairing]:
    """The pairings of a row, in the order of their offices."""
    offices = offices_of(row)
    starts = {office.left: office for office in offices}
    ends = {office.right: office for office in offices}
    pairings: list[Pairing] = []
    for office in offices:
        left, left_cost = _left_person(row, office, ends, pairings)
        right, right_cost = _right_person(row, office, starts)
        if any(one.person == left and one.office.right < left for one in pairings):
            # "its Rector, ‹p›, its Vice-Rector, ‹p›": who has an office before the name seldom has another behind it.
            left_cost += 1.5
        if min(left_cost, right_cost) >= FAR:
            continue
        forward = right_cost < left_cost
        persons = _listed(row, right if forward else left, office, 1 if forward else -1)
        cost = min(left_cost, right_cost)
        for number, person in enumerate(persons):
            institutions = office.institutions
            if len(persons) > 1 and len(institutions) == len(persons):
                institutions = [institutions[number]]
            pairings.append(Pairing(person, office, cost, tuple(institutions)))
    return pairings


def _left_person(row: Row, office: Office, ends: dict[int, Office], done: list[Pairing]) -> tuple[int, float]:
    """The person before an office, and the cost; over the person's own institution or earlier office."""
    k, gap = office.left - 1, row.gaps[office.left]
    if k < 0:
        return -1, FAR
    if row.pieces[k].letter == "p":
        return k, _left_cost(gap)
    earlier = ends.get(k)
    if earlier is not None:
        # "‹p›, Chairman and Rector": the same person holds both.
        if re.match(rf"^\)?(?: ?[/–—&-] ?|,? and {_ARTICLE}(?:also )?|, {_ARTICLE}|;? )$", gap):
            before = [one for one in done if one.office is earlier and one.person < earlier.left]
            if before:
                return before[-1].person, 1.4 + 0.5 * (gap.startswith(",") or "and" in gap)
        return -1, FAR
    closed = gap.removeprefix(")")
    for person in range(k - 1, max(-1, k - 4), -1):
        if row.pieces[person].letter == "p":
            between = "‹›".join(row.gaps[person + 1 : office.left + 1])
            if _OVER.match(between):
                return person, 1.5
            if (_WITH.match(row.gaps[person + 1]) or row.gaps[person + 1] == ", ") and _left_cost(closed) < FAR:
                return person, _left_cost(closed) + 0.3
            break
        if row.pieces[person].letter not in "il":
            break
    return -1, FAR


def _left_cost(gap: str) -> float:
    if _OPEN.match(gap):
        return 0.5
    if gap.strip() == "":
        return 2.5
    if gap.startswith(",") and _COMMA.match(gap):
        return 1.0
    if _DASH.match(gap):
        return 1.0
    if _COMMA_AND.match(gap):
        # ", and the ‹r›" rather begins the next person.
        return 3.2
    if _COPULA.match(gap):
        return 1.6
    return FAR


def _right_person(row: Row, office: Office, starts: dict[int, Office]) -> tuple[int, float]:
    """The person after an office, and the cost; over a second office joined by "and" or a stroke."""
    k = office.right + 1
    if k >= len(row.pieces):
        return -1, FAR
    gap = row.gaps[k]
    if row.pieces[k].letter == "p":
        return k, _right_cost(gap)
    following = starts.get(k)
    if following is not None and re.match(r"^(?: ?[/–—&-] ?| and (?:the )?|, | )$", gap):
        person, cost = _right_person(row, following, starts)
        if cost <= 1.0 or (cost <= 2.0 and not is_plural(row.text_of(office.role))):
            return person, cost + 0.6 + (1.0 if gap == ", " else 0.0)
    return -1, FAR


def _right_cost(gap: str) -> float:
    if _BLANK.match(gap):
        return 0.0
    if _BEFORE_OPEN.match(gap) or _BEFORE_DASH.match(gap):
        return 1.2
    if _BEFORE_COMMA.match(gap):
        return 2.0
    noun = _OF_NOUN.match(gap)
    if noun is None and (of := _OF_NOUN_BY_NAME.match(gap)) and not _VERB.search(of.group("noun")):
        return 2.3
    if noun and not _VERB.search(gap):
        return 2.1 if noun.group("end").startswith(",") else 0.9
    if _BEFORE_IS.match(gap):
        return 2.2
    return FAR


def _listed(row: Row, first: int, office: Office, step: int) -> list[int]:
    """The persons that share a role: a plural one goes on over commas, "and" and the persons' own institutions."""
    persons = [first]
    if not is_plural(row.text_of(office.role)):
        return persons
    k = first
    while 0 <= k + step < len(row.pieces):
        if row.pieces[k + step].letter in "il" and _WITH.match(row.gaps[max(k, k + step)]):
            k += step
            continue
        gap = row.gaps[k + 1] if step > 0 else row.gaps[k]
        following = k + step
        beyond = following + 1
        own = beyond < len(row.pieces) and row.pieces[beyond].letter == "r" and _left_cost(row.gaps[beyond]) < 2
        if row.pieces[following].letter != "p" or not _LIST.match(gap) or (step > 0 and own):
            break
        persons.append(following)
        k = following
    return sorted(persons)


def own_institutions(row: Row, person: int) -> list[Span]:
    """The institutions that stand right beside a person: "‹p› of ‹i›", "‹p› (‹i›)", "‹i›'s ‹p›", "‹i›, represented by ‹p›"."""
    found: list[Span] = []
    k = person + 1
    while k < len(row.pieces) and row.pieces[k].letter in "il":
        gap = row.gaps[k]
        if k == person + 1:
            tied = _WITH.match(gap) or _WITH_NOUN.match(gap) or _HEADS.match(gap) or (gap == ", " and _closes(row, k))
        else:
            tied = re.match(r"^ ?\($|^\)?, $| of (?:the )?$", gap)
        if not tied:
            break
        if row.pieces[k].letter == "i":
            found += row.pieces[k].spans()
        k += 1
    if not found and person + 2 < len(row.pieces) and row.pieces[person + 1].letter == "i":
        beyond = "‹›".join(row.gaps[person + 1 : person + 3])
        if row.pieces[person + 2].letter == "r" and _OVER.match(beyond):
            return list(row.pieces[person + 1].spans())
    if found or person == 0:
        return found
    if row.pieces[person - 1].letter == "i" and re.match(r"^['’]s? $", row.gaps[person]):
        return list(row.pieces[person - 1].spans())
    if (
        row.pieces[person - 1].letter == "i"
        and _FOR_SIGNED.match(row.gaps[person])
        and _ON_BEHALF.search(row.gaps[person - 1])
    ):
        return list(row.pieces[person - 1].spans())
    if row.pieces[person - 1].letter == "i" and _THROUGH.match(row.gaps[person]):
        return list(row.pieces[person - 1].spans())
    return found


def _closes(row: Row, k: int) -> bool:
    """Whether "‹p›, ‹i›" is an apposition: the institution ends its clause and no other institution precedes the person."""
    before = row.pieces[k - 2].letter if k > 1 else ""
    return bool(re.match(r"^ ?\)?(?:[.;)]|$|, (?!and\b))", row.gaps[k + 1])) and not (
        before == "i" and "," in row.gaps[k - 1]
    )
