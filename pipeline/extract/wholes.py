"""Institutions inside the name of another: parts and wholes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from pipeline.extract.acronyms import is_acronym
from pipeline.extract.core_names import is_general, is_general_plural
from pipeline.extract.known_names import is_country
from pipeline.extract.letters import initials_of
from pipeline.extract.lexicon import load_words
from pipeline.extract.name_words import name_form
from pipeline.extract.reading import Label, Span, SpanAlias
from pipeline.extract.type_nouns import singular

_JOINT = re.compile(r"(?:,? (?:of|at|in|under|within)(?: the)? |,? – |,? - |, )(?=[^\W\d_a-z]|[«“\"])")
_WORD = re.compile(r"[\w']+")
# Whose name it bears, behind what it is: "University “Naryn”", "Institute named after A. Navoi".
_OWN_NAME = re.compile(r" (?=[«“„\"]|named (?:after|for)\b)")
_FEWEST = 2


def find_wholes(text: str, spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Pairs (whole, part): an institution named inside the name of its part, "Faculty of Law of X University"."""
    spans = [span for span in spans if span.label is Label.INSTITUTION]
    known = {text[span.start : span.end] for span in spans}
    pairs = []
    for span in spans:
        name = text[span.start : span.end]
        for joint in _JOINT.finditer(name):
            head, rest = name[: joint.start()], name[joint.end() :]
            # A word alone may be the short form of a part that has a full name: "Lyceum of Drobeta", "Drobeta".
            named = rest in known and (" " in rest or is_acronym(rest) or not is_whole(name))
            named = named or is_whole(_OWN_NAME.split(rest, maxsplit=1)[0])
            if is_unit(head) and named and not _is_of_others(rest):
                start = span.start + joint.end()
                pairs.append((Span(start, span.end, Label.INSTITUTION, span.score, "nested"), span))
                break
    return pairs


def given_to_wholes(text: str, aliases: Iterable[SpanAlias], part_of: Iterable[tuple[Span, Span]]) -> list[SpanAlias]:
    """Aliases, of which one behind a part that has the initials of its whole is the whole's: "Senate of Kivu University (KU)"."""
    wholes = {(part.start, part.end): whole for part, whole in part_of}
    found = []
    for alias in aliases:
        whole = wholes.get((alias.span.start, alias.span.end))
        if whole is not None and text[alias.other.start : alias.other.end].casefold() in initials_of(
            name_form(text[whole.start : whole.end])
        ):
            alias = replace(alias, span=whole)
        found.append(alias)
    return found


def is_unit(head: str) -> bool:
    """Whether a string reads as the name of a part: a faculty, an office."""
    words = [word.casefold() for word in _WORD.findall(head)]
    return any(word in load_words("unit_heads") for word in words)


def _is_of_others(name: str) -> bool:
    """Whether a string tells of several or of a country: "Association of Universities of the Urals" has no such whole."""
    front = [word.casefold() for word in _front(name)]
    plural = any(
        singular(word) != word and singular(word) in load_words("whole_heads") for word in front[:1] + front[-1:]
    )
    return plural or is_general_plural(name) or is_country(name)


def is_whole(name: str) -> bool:
    """Whether a string reads as a full name: several words, and before its first "of" a head that is the last word, or the first one.

    A first word is no head if more general ones follow ("Office of School Education") or a plural one ("Union of College Lecturers").
    """
    front = [word.casefold() for word in _front(name)]
    heads = load_words("whole_heads")
    if len(_WORD.findall(name)) < _FEWEST or not front:
        return False
    opened = front[0] in heads and not all(map(is_general, front[1:])) and singular(front[-1]) == front[-1]
    return front[-1] in heads or opened


def _front(name: str) -> list[str]:
    """The words before the first "of"."""
    joint = _JOINT.search(name)
    return _WORD.findall(name[: joint.start()] if joint else name)
