"""Which spans of one article name the same thing, as far as their spelling alone shows it.

Deliberately narrower than the resolution of names over articles, which is a stage of its own: the relations of an article only
need to know that "ETF" and "European Training Foundation" are one party, not two.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from itertools import combinations

from pipeline.bodies import stands_beside
from pipeline.extract.acronyms import is_acronym
from pipeline.extract.core_names import is_field, is_general
from pipeline.extract.initials import is_initialled, stands_for
from pipeline.extract.letters import ONE_OTHER, begins_twice, capitals_of, holds, initials_of, spelt_alike
from pipeline.extract.mixed_forms import abbreviates, is_mixed
from pipeline.extract.name_words import MINOR, name_form
from pipeline.extract.reading import Label, Reading, Span

Words = tuple[str, ...]
Form = tuple[Label, Words]
_CLUSTERED = (Label.INSTITUTION, Label.PERSON, Label.PLACE)
# Words of a short form that is the beginning of a longer name; bounds the index for runs of words that are no name.
_LONGEST_BEGINNING = 12
# Names with one first word, or that differ in one word, from which on none is looked for among them.
_MANY = 50
_QUOTED = re.compile(r"(?<=[\w,.] )[\"“«„]([^\"”»“\n]{2,50})[\"”»“]")
# Letters of an acronym that may leave words out.
_LETTERS = 3


class NameClusters:
    """Groups the institutions, persons and places of a reading.

    Two spans are one when their words are the same, when the text defines one by the other, when one is the initials of the other,
    or some of them and of no other name's; when one is the beginning (for a person: the surname) of exactly one longer name, or
    exactly one longer name with words left out behind the first one, and that is no general word ("Naryn Institute" of "Naryn Energy
    Institute"); when two names of several words differ in the spelling of one that is no general one ("Kulyab Institute", "Kuliab
    Institute").
    """

    def __init__(self, reading: Reading) -> None:
        self._parent: dict[Form, Form] = {}
        self._reading = reading
        self._text = reading.text
        self._order: dict[Form, int] = {}
        for span in reading.spans:
            if span.label in _CLUSTERED:
                form = self._form(span)
                self._parent.setdefault(form, form)
                self._order.setdefault(form, len(self._order))
        for alias in reading.aliases:
            self._join(self._form(alias.span), self._form(alias.other))
        self._join_spellings()
        self._join_short_forms(reading)

    def key(self, span: Span) -> int:
        """The number of the span's cluster: equal for spans that name the same thing."""
        form = self._form(span)
        if form not in self._parent:
            self._parent[form] = form
            self._order[form] = len(self._order)
        return self._order[self._root(form)]

    def _form(self, span: Span) -> Form:
        return span.label, name_form(self._reading.name_of(span))

    def _root(self, form: Form) -> Form:
        while (parent := self._parent[form]) != form:
            # Halves the path, so that chains of short forms stay short.
            self._parent[form] = self._parent[parent]
            form = self._parent[form]
        return form

    def _join(self, left: Form, right: Form) -> None:
        if left not in self._parent or right not in self._parent:
            return
        first, second = sorted((self._root(left), self._root(right)), key=lambda form: self._order[form])
        self._parent[second] = first

    def _join_spellings(self) -> None:
        alike: dict[tuple[Label, Words, Words], list[Form]] = defaultdict(list)
        for label, words in self._parent:
            for at in range(len(words) if len(words) < _LONGEST_BEGINNING else 0):
                if len(words) > 1 and len(words[at]) >= ONE_OTHER and not is_general(words[at]):
                    alike[label, words[:at], words[at + 1 :]].append((label, words))
        for (_, before, _), forms in alike.items():
            for first, second in combinations(forms, 2) if len(forms) <= _MANY else ():
                if spelt_alike(first[1][len(before)], second[1][len(before)]):
                    self._join(first, second)

    def _join_short_forms(self, reading: Reading) -> None:
        forms = list(self._parent)
        by_initials: dict[tuple[Label, str], list[Form]] = defaultdict(list)
        for form in forms:
            label, words = form
            for initials in initials_of(words) if len(words) > 1 else ():
                by_initials[label, initials].append(form)
        acronyms = {
            self._form(span): capitals
            for span in reading.spans
            if span.label is Label.INSTITUTION and (capitals := capitals_of(self._text[span.start : span.end]))
        }
        lettered = {self._form(span) for span in reading.spans if is_acronym(self._text[span.start : span.end])}
        holding, beginning = self._index(forms)
        self._join_initialled(forms, holding)
        for form in forms:
            label, words = form
            longer: list[Form] = []
            if len(words) == 1 and form in acronyms:
                longer = by_initials.get((label, words[0]), []) or by_initials.get((label, acronyms[form]), [])
            elif label is Label.PERSON and len(words) == 1:
                longer = [o for o in holding.get(words[0], ()) if len(o[1]) > 1]
            elif label is Label.PERSON and words:
                rarest = min((holding[word] for word in words), key=len)
                longer = [o for o in rarest if len(o[1]) > len(words) and set(words) <= set(o[1])]
            if not longer and label is Label.INSTITUTION and words and len("".join(words)) > 3:
                fitting = beginning.get(words, []) or self._fuller(words, beginning)
                longer = self._of_itself(fitting, words, acronym=form in lettered)
            self._join_if_one(form, longer)
        self._join_loose_acronyms(forms, acronyms)
        self._join_quoted(reading)
        self._join_mixed(reading)

    def _join_quoted(self, reading: Reading) -> None:
        """What an institution is called in quotation marks: "Umed" of "Lyceum "Umed" of Khujand"."""
        called: dict[Form, list[Form]] = defaultdict(list)
        for span in reading.spans:
            if span.label is Label.INSTITUTION:
                for quoted in _QUOTED.findall(self._text, span.start, span.end):
                    called[Label.INSTITUTION, name_form(quoted)].append(self._form(span))
        for form, longer in called.items():
            if form in self._parent:
                self._join_if_one(form, [one for one in longer if one != form])

    def _join_initialled(self, forms: list[Form], holding: Mapping[str, list[Form]]) -> None:
        for form in forms:
            label, words = form
            if label is Label.PERSON and is_initialled(words):
                rarest = holding[max(words, key=len)]
                self._join_if_one(form, [o for o in rarest if o != form and stands_for(words, o[1])])

    def _join_mixed(self, reading: Reading) -> None:
        """Short forms that keep a word and abbreviate the rest: "Goma SU" of "Goma State University"."""
        by_letter: dict[str, list[Form]] = defaultdict(list)
        for form in self._parent:
            if form[0] is Label.INSTITUTION and len(form[1]) > 1:
                by_letter[form[1][0][0]].append(form)
        mixed = {
            self._form(span): self._reading.name_of(span)
            for span in reading.spans
            if span.label is Label.INSTITUTION and is_mixed(self._reading.name_of(span))
        }
        for form, name in mixed.items():
            alike = by_letter[form[1][0][0]]
            fitting = [one for one in alike if len(one[1]) > len(form[1]) and abbreviates(name, one[1])]
            self._join_if_one(form, fitting if len(alike) <= _MANY else [])

    def _join_loose_acronyms(self, forms: list[Form], acronyms: Collection[Form]) -> None:
        """Acronyms that leave words out: of the one longer name that has no other acronym, "NSU" of "Naryn Delta State University"."""
        shortened = {self._root(form) for form in acronyms if len(form[1]) == 1}
        alone = Counter(self._root(form) for form in forms)
        by_letter: dict[str, list[Form]] = defaultdict(list)
        for form in forms:
            label, words = form
            if label is Label.INSTITUTION and len(words) > 1 and self._root(form) not in shortened:
                by_letter[words[0][0]].append(form)
        for form in forms:
            word = form[1][0] if len(form[1]) == 1 else ""
            if form in acronyms and len(word) >= _LETTERS and word.isalpha() and alone[self._root(form)] == 1:
                alike = by_letter[word[0]]
                fitting = [one for one in alike if holds(one[1], word)] or [
                    one for one in alike if begins_twice(one[1], word)
                ]
                self._join_if_one(form, fitting if len(alike) <= _MANY else [])

    def _join_if_one(self, form: Form, longer: list[Form]) -> None:
        """Join a short form with the longer ones, if all of these name the same thing."""
        if len({self._root(other) for other in longer}) == 1:
            self._join(form, longer[0])

    @staticmethod
    def _of_itself(longer: list[Form], words: Words, *, acronym: bool) -> list[Form]:
        """The longer names without those of a body beside what the short form, or another one of them, names."""
        own = [form for form in longer if not stands_beside(form[1], words, acronym=acronym)]
        if len(own) > _MANY:
            return own
        return [form for form in own if not any(stands_beside(form[1], other[1]) for other in own if other != form)]

    def _fuller(self, words: Words, beginning: Mapping[Words, list[Form]]) -> list[Form]:
        """The institutions whose names have all these words in this order, the first one first, and others between them."""
        alike = beginning.get(words[:1], [])
        if len(words) < 2 or len(alike) > _MANY or words[0] in MINOR or is_general(words[0]):
            return []
        found = []
        for form in alike:
            rest = iter(form[1])
            if len(form[1]) > len(words) and all(word in rest for word in words) and not self._of_its_own(words, form):
                found.append(form)
        return found

    def _of_its_own(self, words: Words, longer: Form) -> bool:
        """Whether a university is named before the longer name with a field inside: "Goma University" is not "Goma Medical University"."""
        first = self._order[Label.INSTITUTION, words] < self._order[longer]
        return first and words[-1] == "university" and any(is_field(word) for word in longer[1] if word not in words)

    @staticmethod
    def _index(
        forms: list[Form],
    ) -> tuple[dict[str, list[Form]], dict[Words, list[Form]]]:
        """Forms of persons by each of their words and its halves, and forms of institutions by each of their beginnings, in order."""
        holding: dict[str, list[Form]] = defaultdict(list)
        beginning: dict[Words, list[Form]] = defaultdict(list)
        for form in forms:
            label, words = form
            if label is Label.PERSON:
                pieces = (piece for word in words for piece in (word, *word.split("-")))
                for word in dict.fromkeys(pieces):
                    holding[word].append(form)
            elif label is Label.INSTITUTION:
                for size in range(1, min(len(words), _LONGEST_BEGINNING + 1)):
                    beginning[words[:size]].append(form)
        return holding, beginning


def clusters_of(reading: Reading) -> NameClusters:
    """The clusters of a reading whose names are settled; worked out once for all who ask."""
    if reading.clusters is None:
        reading.clusters = NameClusters(reading)
    return reading.clusters
