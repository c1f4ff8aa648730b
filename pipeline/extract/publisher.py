"""Who publishes an article whose page does not say it: the institution that the text speaks of as its own.

The institutions that a text names, and "none of them", compete for it by a softmax over the sums of weighted features: where each
stands (headline, bylines, signature), how often, in what words ("our Institute", "Press service of X"). The weights are data
(``publisher_weights.toml``), fitted on the annotated corpus by ``python -m pipeline.training.publisher``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from pipeline.extract.acronyms import is_acronym
from pipeline.extract.linear_model import LinearModels
from pipeline.extract.name_clusters import NameClusters, clusters_of
from pipeline.extract.name_words import MINOR, name_form
from pipeline.extract.reading import HEADINGS, Label, Reading, Span
from pipeline.extract.type_nouns import type_of

PUBLISHERS = LinearModels("publisher_weights")
MODEL = "publisher"
NOBODY = -1
"""The key of "none of them"."""

_RANKS = 4
_SHARES = (0.1, 0.2, 0.3, 0.4, 0.6, 0.8)
_NEAR = 40
_WE = re.compile(r"\b(?:[Ww]e|[Oo]ur|[Oo]urs|[Uu]s)\b")
_QUOTED = re.compile(r"[“\"«„][^”\"»“\n]{0,600}[”\"»“]")
_OUR = re.compile(r"\b[Oo]ur\s(?:own\s)?\Z")
_DESK = re.compile(
    r"\b(?:press|public relations|information|media|news|communications?|PR)\b(?:\W+\w+){0,3}\W+(?:of|at)\W+(?:the\W+)?\Z",
    re.IGNORECASE,
)
_DESK_BEHIND = re.compile(
    r"\W{0,3}(?:press|public relations|news(?:room)?|media|communications?|information|PR)\b", re.IGNORECASE
)
_GUEST = re.compile(
    r"\b(?:delegations?|representatives?|guests?|visit(?:ed|s|ing)?|with|from|colleagues|partners?)\W+(?:(?:of|from|to|at|in)\W+)?(?:the\W+)?\Z",
    re.IGNORECASE,
)
_CRUMBS = re.compile(r"\s[/>»›|]\s")
_TELLS = re.compile(r"\W+(?:\w+\W+)?(?:informs?|informed|reports?|reported|announced|announces)\b", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:About|ABOUT)(?: the)? \Z")
# The words of addresses: "msp" and "example" of "press@msp.example", "https://www.msp.example/news".
_ADDRESS = re.compile(r"(?:@|https?://|\bwww\.)(?:www\.)?([\w-]+(?:\.[\w-]+)+)")
_FEWEST_LETTERS = 3
_FIRST_LETTERS = 5
_GENERIC = re.compile(r"\b(?:the|our|this) (?P<noun>[A-Z]?[a-z]{5,})\b")


def guess_publisher(reading: Reading) -> str:
    """The name of the institution that most likely publishes the article, "" where "none of them" is likelier."""
    if not reading.sentences:
        return ""
    clusters = clusters_of(reading)
    options = publisher_options(reading, clusters)
    best = max(options, key=lambda key: (PUBLISHERS.log_odds(MODEL, options[key]), -key))
    names = (reading.name_of(span) for span in reading.of(Label.INSTITUTION) if clusters.key(span) == best)
    return max(names, key=len, default="")


def publisher_options(reading: Reading, clusters: NameClusters) -> dict[int, set[str]]:
    """The features of each institution by its cluster, and those of :data:`NOBODY`."""
    mentions: dict[int, list[Span]] = {}
    for span in reading.of(Label.INSTITUTION):
        mentions.setdefault(clusters.key(span), []).append(span)
    page = _Page(reading)
    ranked = sorted(mentions, key=lambda key: (-len(mentions[key]), mentions[key][0].start))
    first = min(mentions, key=lambda key: mentions[key][0].start, default=NOBODY)
    counts = [len(mentions[key]) for key in ranked[:2]] + [0, 0]
    nobody = {"nobody", f"nobody&{page.person}", f"nobody&lead{min(counts[0] - counts[1], _RANKS)}"}
    nobody.add(f"nobody&named{min(len(mentions), _RANKS)}")
    options = {NOBODY: nobody}
    total = sum(map(len, mentions.values()))
    for rank, key in enumerate(ranked):
        found = set(page.features(mentions[key]))
        found |= {f"share>{step}" for step in _SHARES if len(mentions[key]) > step * total}
        found |= {f"rank{min(rank, _RANKS)}", f"rank{min(rank, _RANKS)}&{page.person}", f"first-{key == first}"}
        found.add(f"first-{key == first}&{page.person}")
        options[key] = found
    return options


class _Page:
    """What a page looks like as a whole."""

    def __init__(self, reading: Reading) -> None:
        self._text = reading.text
        self._sentences = reading.sentences
        self._starts = [sentence.start for sentence in reading.sentences]
        bodies = [n for n, sentence in enumerate(self._sentences) if sentence.kind not in HEADINGS]
        self._body = bodies[0] if bodies else 0
        told = _QUOTED.sub(" ", self._text)
        count = len(_WE.findall(told))
        self.person = "we-often" if count > 2 else "we" if count else "they"
        self._labels = {
            part
            for address in _ADDRESS.findall(self._text)
            for label in address.casefold().split(".")
            for part in (label, *label.split("-"))
        }
        self._generic = Counter(match.group("noun").casefold() for match in _GENERIC.finditer(self._text))

    def features(self, mentions: list[Span]) -> Iterator[str]:
        """What speaks for an institution, by its mentions."""
        for mention in mentions:
            yield from self._of_mention(mention)
        names = {self._text[span.start : span.end] for span in mentions}
        types = set().union(*map(type_of, names))
        kinds = sorted(types) or ["unknown"]
        yield from (f"type-{kind}" for kind in kinds)
        yield f"named{min(len(mentions), _RANKS)}"
        yield f"acronym-{any(map(is_acronym, names))}"
        yield f"full-{any(' ' in name for name in names)}"
        if self._labels and any(self._labels & _labels(name) for name in names):
            yield "address"
        referred = sum(self._generic[kind] for kind in kinds)
        yield f"referred{min(referred, _RANKS)}"

    def _of_mention(self, span: Span) -> Iterator[str]:
        number = max(0, bisect_right(self._starts, span.start) - 1)
        sentence = self._sentences[number]
        before = self._text[max(0, span.start - _NEAR) : span.start]
        behind = self._text[span.end : span.end + _NEAR]
        heading = sentence.kind in HEADINGS
        last = number >= len(self._sentences) - 2
        where = "title" if number == 0 else "heading" if heading else "lead" if number == self._body else ""
        where = where or ("last" if last else "")
        alone = span.end - span.start > 0.5 * (sentence.end - sentence.start)
        if where:
            yield f"in-{where}"
            yield f"in-{where}&alone-{alone}"
        if span.start == sentence.start or before.endswith("\n"):
            yield f"opens-{where or 'line'}"
        if _OUR.search(before):
            yield "our"
        if _DESK.search(before):
            yield "desk"
            yield f"desk-{where or 'within'}"
        if _DESK_BEHIND.match(behind):
            yield "desk"
            yield f"desk-{where or 'within'}"
        if _TELLS.match(behind):
            yield "tells"
        if _ABOUT.search(before):
            yield "about"
        if heading and behind.startswith(":"):
            yield "speaks"
        if _GUEST.search(before):
            yield "guest"
            yield f"guest-{where or 'within'}"
        if where and _CRUMBS.search(self._text, sentence.start, sentence.end):
            yield f"crumbs-{where}"
        if before.endswith("(") and where in {"lead", "title"}:
            yield f"bracket-{where}"


def _labels(name: str) -> set[str]:
    """What of a name may stand in an address: its initials, with minor words and without, an acronym, its first word."""
    words = name_form(name)
    found = {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in MINOR)}
    found |= {word for word in words[:1] if len(word) >= _FIRST_LETTERS or is_acronym(name)}
    return {label for label in found if len(label) >= _FEWEST_LETTERS}
