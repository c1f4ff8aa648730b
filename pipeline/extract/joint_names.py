"""Two institutions that a tagger takes for one: names joined by "and"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.acronyms import is_acronym
from pipeline.extract.lexicon import load_words
from pipeline.extract.mixed_forms import is_mixed
from pipeline.extract.reading import Label, Span
from pipeline.extract.wholes import is_unit, is_whole

_JOINT = 0.9
_COORDINATED = re.compile(r",? (?:and|&)(?: the)? (?=[^\W\d_a-z])")
_THE = re.compile(r"\b[Tt]he \Z")
_WORDS = re.compile(r"(?P<first>[^\W\d_]+)(?P<rest>.*)", re.DOTALL)
_LINKS = (" of ", " for ")


def split_joint_names(text: str, spans: Sequence[Span]) -> list[Span]:
    """Institution spans that hold two full names joined by "and" become two: "Kivu Institute of Law and Goma University".

    An acronym in the first one makes it a name as well ("IIT Kivu and Goma University"); "the University" in front of "and" is none.
    """
    result: list[Span] = []
    for span in spans:
        joints = _COORDINATED.finditer(text, span.start, span.end) if span.label is Label.INSTITUTION else ()
        joint = next((one for one in joints if _is_between_names(text, span, one)), None)
        if joint is None:
            result.append(span)
            continue
        # A tagger is unsure whether "and" goes on with a name, not that there are names on both sides of it.
        score = max(span.score, _JOINT)
        first = replace(span, end=joint.start(), score=score)
        result += [] if _is_reference(text, first) else [first]
        result.append(replace(span, start=joint.end(), score=score))
    return result


def _is_between_names(text: str, span: Span, joint: re.Match[str]) -> bool:
    before, behind = text[span.start : joint.start()], text[joint.end() : span.end]
    if _is_reference(text, replace(span, end=joint.start())):
        # "The University and College Union" is one body, "the Organisation and Personnel Department" one office.
        words = _WORDS.match(behind)
        return not is_unit(behind) and not (
            words and words["first"].casefold() in load_words("whole_heads") and not words["rest"].startswith(_LINKS)
        )
    return is_whole(behind) and (is_whole(before) or is_mixed(before) or is_acronym(before))


def _is_reference(text: str, span: Span) -> bool:
    """Whether a span is a noun alone with "the" in front."""
    noun = text[span.start : span.end].casefold() in load_words("whole_heads")
    return noun and _THE.search(text, max(0, span.start - 4), span.start) is not None
