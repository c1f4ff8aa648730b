"""What a line of text looks like: a heading, prose, the end of a sentence; and the form in which two lines are compared."""

from __future__ import annotations

import re

MOST_HEADING_CHARS = 200
_MOST_HEADING_WORDS = 26
_SENTENCE_ENDS = frozenset(".!?…:;。！？؟")
_CLOSING = "'\"”’»)]"
_ENDS_HEADING = re.compile(r"(?<![.])[.;,:。،؛]['\"”’»)\]]*$")
_INNER_SENTENCE_END = re.compile(r"[a-zа-я]{3}[.] [A-ZА-Я]|[a-zа-я]{2}[;] (?=[a-zа-я])")
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII_SIGNS_OF_LINES = _ASCII_SIGNS.replace(b"\n", b"")


def looks_like_heading(line: str) -> bool:
    """Short, with letters, without the punctuation that ends a sentence or leads on."""
    return (
        len(line) <= MOST_HEADING_CHARS
        and len(line.split()) <= _MOST_HEADING_WORDS
        and any(char.isalpha() for char in line)
        and not line[0].islower()
        and not _ENDS_HEADING.search(line)
        and not _INNER_SENTENCE_END.search(line)
    )


def text_key(text: str) -> str:
    """Letters and digits only, in lower case: the form in which two renderings of a text are compared."""
    folded = text.casefold()
    if folded.isascii():
        return folded.encode("ascii").translate(None, _ASCII_SIGNS).decode("ascii")
    return "".join(filter(str.isalnum, folded))


def text_keys(lines: str) -> list[str]:
    """The keys of several lines of ASCII at once."""
    return lines.lower().encode("ascii").translate(None, _ASCII_SIGNS_OF_LINES).decode("ascii").split("\n")


def ends_sentence(text: str) -> bool:
    """Whether the last sign, quotes and brackets aside, ends a sentence or leads on."""
    return text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def is_prose(line: str) -> bool:
    """Long enough for a sentence, and ends like one."""
    return len(line) > MOST_HEADING_CHARS or (ends_sentence(line) and len(line.split()) >= 9)
