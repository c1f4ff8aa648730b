"""Marks inline: one line of an annotated article to plain text with marks, and back."""

import re

from pipeline.annotation.model import LETTERS, Mark, MarkKind
from pipeline.annotation.values import check_ids, check_money, check_span, split_ids

_TOKEN = re.compile(r"\\(?P<escaped>.?)|\[|\](?:\((?P<ref>[^()\[\]\n]*)\))?|[^\\\[\]]+", re.DOTALL)


class MarkError(ValueError):
    """A line whose marks cannot be read."""


def read_line(line: str) -> tuple[str, list[Mark]]:
    """Return the plain text of ``line`` and its marks, the whole before its part.

    Offsets count the characters of the plain text of this line. Raises ``MarkError``.
    """
    plain: list[str] = []
    length = 0
    opened: list[int] = []
    marks: list[Mark] = []
    for token in _TOKEN.finditer(line):
        piece = token.group()
        if piece == "[":
            opened.append(length)
            continue
        if piece.startswith("]"):
            marks.append(_close(token, opened, length, "".join(plain)))
            continue
        if piece.startswith("\\"):
            piece = token["escaped"]
            if piece not in ("[", "]", "\\"):
                raise MarkError(f"'\\{piece}' is no escape: a literal backslash is written \\\\")
        plain.append(piece)
        length += len(piece)
    if opened:
        begin = "".join(plain)[opened[-1] :][:30]
        raise MarkError(f"'[{begin}' is not closed on this line: add ](ref), or write \\[ for a literal bracket")
    return "".join(plain), sorted(marks, key=lambda mark: (mark.start_char, -mark.end_char))


def write_line(text: str, marks: list[Mark]) -> str:
    """Write ``text`` with its marks inline; the inverse of ``read_line``.

    ``marks`` count from the start of ``text``, are sorted with the whole before its part, and do
    not cross.
    """
    openings = {mark.start_char: 0 for mark in marks}
    closings: dict[int, list[Mark]] = {}
    for mark in marks:
        openings[mark.start_char] += 1
        closings.setdefault(mark.end_char, []).insert(0, mark)
    out: list[str] = []
    for place in range(len(text) + 1):
        out.extend(f"]({write_ref(mark)})" for mark in closings.get(place, ()))
        out.append("[" * openings.get(place, 0))
        out.append(re.sub(r"([\[\]\\])", r"\\\1", text[place : place + 1]))
    return "".join(out)


def read_ref(ref: str) -> tuple[MarkKind, tuple[str, ...], str]:
    """Read what stands in a mark's parentheses: its kind, ids and value. Raises ``MarkError``."""
    if ref == "r":
        return MarkKind.ROLE, (), ""
    if ref.startswith("d="):
        return MarkKind.DATE, (), _sound(ref[2:], check_span(ref[2:]))
    if ref.startswith("m="):
        return MarkKind.MONEY, (), _sound(ref[2:], check_money(ref[2:]))
    ids = split_ids(ref.removeprefix("="))
    if ref.startswith("="):
        kind, letters = MarkKind.REFERENCE, "".join(LETTERS)
    elif ref[:1] in LETTERS:
        kind, letters = LETTERS[ref[0]], ref[0]
    else:
        kind, letters = MarkKind.REFERENCE, ""
    if not ids or not letters:
        raise MarkError(f"'({ref})' is no reference: write i1, p1, l1, g1, e1, a1, r, d=…, m=… or =i1")
    _sound(ref, check_ids(ids, letters))
    return kind, ids, ""


def write_ref(mark: Mark) -> str:
    """Write what stands in a mark's parentheses."""
    if mark.kind is MarkKind.ROLE:
        return "r"
    if mark.kind is MarkKind.DATE:
        return f"d={mark.value}"
    if mark.kind is MarkKind.MONEY:
        return f"m={mark.value}"
    return ("=" if mark.kind is MarkKind.REFERENCE else "") + ",".join(mark.ids)


def _close(token: re.Match[str], opened: list[int], end: int, plain: str) -> Mark:
    """Make the mark that ``token`` closes."""
    if not opened:
        raise MarkError(f"']' after '{plain[-30:]}' closes nothing: write \\] for a literal bracket")
    start = opened.pop()
    words = plain[start:end]
    ref = token["ref"]
    if ref is None:
        raise MarkError(f"'[{words}]' has no (ref) after it: add it, or write \\[ and \\] for literal brackets")
    if not words.strip() or words != words.strip():
        raise MarkError(f"'[{words}]({ref})' is empty or has blanks at its ends: put them outside")
    try:
        kind, ids, value = read_ref(ref)
    except MarkError as error:
        raise MarkError(f"'[{words}]({ref})': {error}") from None
    return Mark(start_char=start, end_char=end, kind=kind, ids=ids, value=value)


def _sound(value: str, wrong: str) -> str:
    """Return ``value``, or raise ``MarkError`` with what is wrong with it."""
    if wrong:
        raise MarkError(wrong)
    return value
