"""Lines of a text that say who published and wrote it, and where it stood."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.clutter import PageHints
from pipeline.ingest.passages import Passage

_LITTLE_WORDS = frozenset(("of", "the", "and", "for", "in", "on", "at", "named", "after", "under", "de", "s", "имени"))
_URL = re.compile(r"https?://[^\s<>\"'|\])]+")
_SOURCE_LABEL = re.compile(
    r"\W*(?:source|url|link|original|источник|ссылка|manba)\s*:?\s*(?=https?://)|(?=https?://\S+$)", re.IGNORECASE
)
_OFFICE = r"(?:press|information|media|public relations|PR)[ -](?:service|centre|center|office|department|secretariat)"
_OFFICE_OF = re.compile(rf"{_OFFICE} of (?:the )?(?P<name>[A-Z][^.|]{{2,100}}?)\.?$", re.IGNORECASE)
_NAME_OFFICE = re.compile(rf"(?:©\s*)?(?P<name>[A-Z][^.|]{{2,100}}?),? {_OFFICE}\.?$", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:by|written by|(?:news )?author|text|story by|автор|текст|муаллиф|muallif|yazar|müəllif)\b\s*:?\s+"
    r"(?P<name>[^\W\d_][^|:;()\d]{3,80}?)(?:\s*[|(,;].*)?$",
    re.IGNORECASE,
)
_NO_AUTHOR = frozenset(
    ("our", "staff", "special", "web", "news", "correspondent", "reporter", "desk", "bureau", "editor", "editorial", "admin",
     "administrator", "press", "service", "office", "university", "institute", "college", "ministry", "the", "department")
)  # fmt: skip
_MOST_NAME_WORDS = 9
_LONGEST_CREDIT = 120


def stated_url(passages: Sequence[Passage]) -> str:
    """The address in a line that names the source, "" where none does."""
    for passage in passages:
        label = _SOURCE_LABEL.match(passage.text) if len(passage.text) < 300 else None
        url = _URL.search(passage.text, label.end()) if label else None
        if url:
            return url.group().rstrip(".,;)")
    return ""


def is_name(text: str) -> bool:
    """Capitalised words and little words between them, so that a statement is not taken for an institution."""
    words = [word for word in re.findall(r"[^\W\d_]+", text) if word.casefold() not in _LITTLE_WORDS]
    return bool(words) and all(word[0].isupper() for word in words) and text.split()[0].casefold() not in ("the", "our")


def _is_acronym(name: str) -> bool:
    return " " not in name and name.isupper()


def _spelt_out(acronym: str, passages: Sequence[Passage]) -> str:
    """The name before the bracketed acronym ("Example Technical University (ETU)"), "" where the text has none."""
    before = re.compile(rf"(?P<words>(?:[\w’'-]+ +){{2,12}})\({re.escape(acronym)}\)")
    for passage in passages:
        for match in before.finditer(passage.text):
            words = match["words"].split()
            # From the word that begins with the acronym's first letter, the capitals giving the acronym.
            for start in range(len(words)):
                initials = "".join(word[0] for word in words[start:] if word[0].isupper())
                if initials == acronym and words[start][0] == acronym[0]:
                    return " ".join(words[start:])
    return ""


def publisher(passages: Sequence[Passage], hints: PageHints) -> tuple[str, str]:
    """The publisher's name and the kind of line that states it; both "" where none does."""
    for name in hints.copyright_holders:
        return name, "copyright line"
    for passage in passages:
        if len(passage.text) > _LONGEST_CREDIT:
            continue
        match = _OFFICE_OF.match(passage.text) or _NAME_OFFICE.match(passage.text)
        name = match["name"].strip(" ,-–") if match else ""
        if _is_acronym(name):
            name = _spelt_out(name, passages)
        if name and is_name(name):
            return name, "press office line"
    return (hints.site_names[0], "breadcrumb") if hints.site_names else ("", "")


def author(passages: Sequence[Passage]) -> str:
    """The person or persons of a byline ("By Anna Lindqvist", "Author: A. Lindqvist"), "" where it names none."""
    for passage in passages:
        match = _BYLINE.match(passage.text) if len(passage.text) <= _LONGEST_CREDIT else None
        if match and is_person(match["name"]):
            return match["name"].strip(" .,-–")
    return ""


def is_person(name: str) -> bool:
    """Two capitalised words or more, and none that speaks of an office or a crowd."""
    words = re.findall(r"[^\W\d_]+", name)
    capitals = [word for word in words if word[0].isupper()]
    others = {word.casefold() for word in words}
    return 2 <= len(words) <= _MOST_NAME_WORDS and len(words) - len(capitals) <= 1 and not others & _NO_AUTHOR
