"""From lines to passages: paragraphs, headings and list items of a plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.records import BlockKind

BULLET = "bullet"
MARKUP = "markup"

# The hyphen of Unicode: at a line end it divides a word, unlike the sign of the keyboard, which may belong to it.
DIVIDING_HYPHEN = "\u2010"

# Between the cells of a table row; such a line stands alone.
CELLS = " | "

_LONGEST_WRAP = 110
_SHORTEST_WRAP = 45
_SLACK = 6
_MOST_HEADING_CHARS = 200
_MOST_HEADING_WORDS = 26
_MOST_INNER_HEADING_WORDS = 16

_BULLET = re.compile(
    r"(?:[•●▪■◦‣⁃∙·○►▶➢➤✓✔★*+-]|[–—])[ \t]+(?=\S)|(?:\(?\d{1,2}[.)]|\(?[a-zа-я]\)|[ivx]{1,4}\))[ \t]+(?=\S)"
)
_BARE_MARK = re.compile(r"[•●▪■◦‣*·_=~#+\-–—\s]+$")
_GLYPH_BULLET = re.compile(r"[•●▪■◦‣⁃►▶➢➤✓✔](?=\w)")
# "12. October 2019" begins with a day of the month, not with the number of a list item.
_DAY_OF_MONTH = re.compile(r"\d{1,2}\.\s+[^\W\d_]{3,12}\.?,?\s+(?:19|20)\d\d")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
_SENTENCE_ENDS = frozenset(".!?…:;。！？؟")
_CLOSING = "'\"”’»)]"
_ENDS_HEADING = re.compile(r"(?<![.])[.;,:。،؛]['\"”’»)\]]*$")
_INNER_SENTENCE_END = re.compile(r"[a-zа-я]{3}[.] [A-ZА-Я]|[a-zа-я]{2}[;] ")
# Scripts that are written without spaces between words.
_NO_SPACES = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_FIRST_WITHOUT_SPACES = "\u3000"
_HYPHENS = ("-", DIVIDING_HYPHEN)
_LETTERS = re.compile(r"[^\W\d_]+")
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_DIVIDED_WORD = re.compile(rf"(?P<first>[^\W\d_]+)(?P<sign>[-{DIVIDING_HYPHEN}])$")
_DIVISION = re.compile(rf"[-{DIVIDING_HYPHEN}][ \t]*\n\s*")
_LONGEST_WORD = 100
_LAST_LETTERS = re.compile(r"[^\W\d_]+\Z")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CAPTION = re.compile(
    r"[\[(]?\s*(?:photo|image|picture|pictured|caption|in the photo|фото|на фото|rasm|suratda)\b", re.IGNORECASE
)
# "By Our Correspondent", "WHERE: Main Hall", "Published: 3 May 2021": a label and its value.
_LABEL = re.compile(
    r"(?:by|staff|our|web|news|special) (?:reporter|correspondent|desk|bureau)s?$"
    r"|(?:by|posted|published)\s|[^\W\d_]+(?: [^\W\d_]+)? ?: |[\W\d]*[^\W\d_]+[\W\d]+$",
    re.IGNORECASE,
)


class Passage(NamedTuple):
    """A block on its way to the article.

    Attributes:
        gap: a blank line stands before it.
        fragment: it is what was kept of a menu line, so it is no headline.
    """

    kind: BlockKind
    body: Mapped
    gap: bool = False
    fragment: bool = False

    @property
    def text(self) -> str:
        """The characters of the body."""
        return self.body.text

    def with_body(self, body: Mapped) -> Passage:
        """The same passage with other text."""
        return Passage(self.kind, body, self.gap, self.fragment)


def split_passages(
    text: Mapped, log: LeftOutLog, markdown: bool = False, width: int | None = None, slack: int = _SLACK
) -> list[Passage]:
    """Cut a plain text into passages; a hard-wrapped paragraph becomes one passage, a bullet is left out.

    Args:
        text: with clean characters.
        log: takes the notes on bullets and marks.
        markdown: whether ``#`` marks a heading.
        width: the column at which lines are wrapped, 0 for none; found from the lines if not given.
        slack: how far short of the width a full line may stay.
    """
    lines = text.text.split("\n")
    width = wrap_width([line.strip() for line in lines]) if width is None else width
    found: list[_Wrapped] = []
    position, gap, previous = 0, False, ""
    hyphens = _Hyphens(text.text)
    least = width - slack - 1 if width and CELLS not in text.text else len(text.text) + 1
    n_before = 0  # length of the line before, 0 where it takes a closer look
    for line in lines:
        start, position = position, position + len(line) + 1
        stripped = line.strip()
        if n_before >= least and len(stripped) == len(line) and _is_word(line):  # the usual line of a paragraph
            found[-1].go_straight_on(start, line)
            n_before, previous = 0 if line.endswith(_HYPHENS) else len(line), line
            continue
        n_before = 0
        if not stripped or (not stripped[0].isalnum() and _BARE_MARK.match(stripped)):
            if stripped:
                log.mark(text.part(start, position - 1), BULLET)
            gap, previous = True, ""
            continue
        if len(stripped) < len(line):
            start += line.index(stripped)
        mark = None if stripped[0].isupper() else _leading_mark(stripped, markdown)
        if width and found and not gap and mark is None and _continues(previous, line, width, slack):
            found[-1].go_on(text, start, stripped, log, hyphens.is_part)
        else:
            found.append(_Wrapped.begin(text, start, stripped, gap, mark, log))
        gap, previous = False, line
        n_before = 0 if stripped.endswith(_HYPHENS) else len(stripped)
    passages = [one.passage(text) for one in found]
    return [_with_heading(passages, index, width) for index in range(len(passages))]


def _is_word(line: str) -> bool:
    """Whether a line begins with a word of a script with spaces, not with the letter of an item."""
    first = line[:1]
    return first.isalpha() and first < _FIRST_WITHOUT_SPACES and (not first.islower() or ")" not in line[:6])


@dataclass(slots=True)
class _Wrapped:
    """A passage on its lines: where it stands in the text, and what its line ends become."""

    kind: BlockKind
    gap: bool
    start: int
    end: int
    last: str  # the text of its last line
    joins: list[tuple[int, int, str]] = field(default_factory=list)
    is_plain: bool = True  # each line end becomes a space

    @classmethod
    def begin(
        cls, text: Mapped, start: int, line: str, gap: bool, mark: tuple[int, BlockKind] | None, log: LeftOutLog
    ) -> _Wrapped:
        """A passage that begins with this line; its bullet or mark goes."""
        end = start + len(line)
        if mark is None:
            return cls(BlockKind.PARAGRAPH, gap, start, end, line)
        length, kind = mark
        log.mark(text.part(start, start + length), MARKUP if kind is BlockKind.HEADING else BULLET)
        body = line[length:].lstrip()
        return cls(kind, gap, end - len(body), end, body)

    def go_on(self, text: Mapped, start: int, line: str, log: LeftOutLog, is_part: Callable[[str, str], bool]) -> None:
        """Take the next line; a hyphen that only divides a word at the line end goes."""
        cut, separator = wrapped_join(self.last, line, is_part)
        if cut:
            log.mark(text.part(self.end - cut, self.end), "hyphen at a line end")
        self.joins.append((self.end - cut, start, separator))
        self.is_plain = self.is_plain and start - self.end == 1 and separator == " "
        self.end, self.last = start + len(line), line

    def go_straight_on(self, start: int, line: str) -> None:
        """Take the next line, of which it is certain that a space stands before it."""
        self.joins.append((self.end, start, " "))
        self.is_plain = self.is_plain and start - self.end == 1
        self.end, self.last = start + len(line), line

    def passage(self, text: Mapped) -> Passage:
        """The whole of it."""
        body = text.part(self.start, self.end)
        if self.is_plain:
            body = Mapped(body.text.replace("\n", " "), body.origin) if self.joins else body
        else:
            body = body.edit((start - self.start, end - self.start, separator) for start, end, separator in self.joins)
        return Passage(self.kind, body, self.gap)


def strip_bullet(line: Mapped, log: LeftOutLog) -> tuple[Mapped, bool]:
    """The line without its bullet or item number, and whether it had one."""
    length = _bullet(line.text)
    if not length:
        return line, False
    log.mark(line.part(0, length), BULLET)
    return line.part(length, len(line)).strip(), True


def _bullet(line: str) -> int:
    """Length of the bullet or item number with which a line begins, 0 where it has none."""
    first = line[:1]
    if first.isalpha() and (not first.islower() or ")" not in line[:6]):
        return 0
    match = _BULLET.match(line) or _GLYPH_BULLET.match(line)
    return match.end() if match and not _DAY_OF_MONTH.match(line) else 0


def _leading_mark(line: str, markdown: bool) -> tuple[int, BlockKind] | None:
    """Length and meaning of the bullet or the sign of a heading with which a line begins."""
    heading = _MARKDOWN_HEADING.match(line) if markdown else None
    if heading:
        return heading.end(), BlockKind.HEADING
    length = _bullet(line)
    return (length, BlockKind.LIST_ITEM) if length else None


def wrap_width(lines: list[str]) -> int:
    """The column at which a file's lines are wrapped, 0 for a file with one paragraph a line.

    A wrapped file has no long lines, and most of its lines that are followed by another are full: the next word would
    not have fitted.
    """
    lengths = sorted(len(line) for line in lines if line)
    if len(lengths) < 4 or not _SHORTEST_WRAP <= lengths[-1] <= _LONGEST_WRAP:
        return 0
    width = lengths[-1]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    full = [pair for pair in pairs if _is_full(*pair, width)]
    open_ended = [pair for pair in full if not ends_sentence(pair[0])]
    return width if len(full) >= 3 and 2 * len(full) >= len(pairs) and 2 * len(open_ended) >= len(full) else 0


def _is_full(line: str, after: str, width: int, slack: int = _SLACK) -> bool:
    room = width - slack - len(line) - 1
    if room < 1:
        return True
    is_one_sign = after[0] >= _FIRST_WITHOUT_SPACES and _NO_SPACES.match(after)
    first_word = 1 if is_one_sign else len(after.split(maxsplit=1)[0])
    return first_word > room


def _continues(previous: str, line: str, width: int, slack: int) -> bool:
    """Whether a line goes on with the paragraph of the one before; one that is set in after a full stop does not."""
    before, after = previous.strip(), line.strip()
    if _divided_word(before) and after[:1].islower():
        return True
    if not _is_full(before, after, width, slack) or CELLS in before or CELLS in after:
        return False
    return not (line[:1] == " " and _indent(line) - _indent(previous) >= 2 and ends_sentence(before))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def wrapped_join(before: str, after: str, is_part: Callable[[str, str], bool]) -> tuple[int, str]:
    """How two lines of one paragraph are put together: how many characters of the first go, and what stands between.

    Args:
        before: a line.
        after: the next.
        is_part: whether the hyphen between these two parts of a word belongs to it.
    """
    if after[0] >= _FIRST_WITHOUT_SPACES and _NO_SPACES.match(after) and _NO_SPACES.match(before[-1:]):
        return 0, ""
    divided = _divided_word(before)
    if not divided or not after[:1].islower():
        return 0, " "
    rest = _LETTERS.match(after)
    if divided["sign"] == "-" and rest and is_part(divided["first"].casefold(), rest.group().casefold()):
        return 0, ""
    return 1, ""


def _divided_word(text: str) -> re.Match[str] | None:
    if not text.endswith(_HYPHENS):
        return None
    return _DIVIDED_WORD.search(text, text.rfind(" ") + 1)


class _Hyphens:
    """What a text says of the hyphens at its line ends."""

    def __init__(self, text: str) -> None:
        self._text = text

    def is_part(self, first: str, second: str) -> bool:
        """Where the text divides words by a sign of its own, or has the word with the hyphen, or both parts and not the whole."""
        if self._has_own_sign or f"{first}-{second}" in self._words:
            return True
        return first + second not in self._words and {first, second} <= self._words

    @cached_property
    def _has_own_sign(self) -> bool:
        return f"{DIVIDING_HYPHEN}\n" in self._text

    @cached_property
    def _words(self) -> frozenset[str]:
        """Words with and without hyphens; the parts of one that a line end divides are none."""
        text = self._text.casefold()
        pieces, position = [], 0
        for divided in _DIVISION.finditer(
            text
        ):  # the sign first, as a search for the word before it tries every letter
            start, end = divided.span()
            before = _LAST_LETTERS.search(text, max(position, start - _LONGEST_WORD), start)
            after = _LETTERS.match(text, end)
            if before and after:
                pieces.append(text[position : before.start()])
                position = after.end()
        pieces.append(text[position:])
        tokens = dict.fromkeys(" ".join(pieces).split())  # each once: most of them come often
        return frozenset(_HYPHENATED.findall(" ".join(tokens)))


def _with_heading(passages: list[Passage], index: int, width: int) -> Passage:
    passage = passages[index]
    if passage.kind is not BlockKind.PARAGRAPH or not looks_like_heading(passage.text):
        return passage
    if _CAPTION.match(passage.text):
        return passage._replace(kind=BlockKind.CAPTION)
    if (
        "|" in passage.text
        or _LABEL.match(passage.text)
        or (len(passage.text.split()) > _MOST_INNER_HEADING_WORDS and index > 3)
    ):
        return passage
    after = passages[index + 1] if index + 1 < len(passages) else None
    stands_alone = index == 0 or passage.gap or not width
    if after is None or not stands_alone:
        return passage
    # A line among short lines (a list without bullets) is no heading; one before prose or a list is.
    leads = after.kind is BlockKind.LIST_ITEM or is_prose(after.text) or after.gap
    return passage._replace(kind=BlockKind.HEADING) if leads else passage


def looks_like_heading(line: str) -> bool:
    """Short, with letters, without the punctuation that ends a sentence or leads on."""
    return (
        len(line) <= _MOST_HEADING_CHARS
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


def ends_sentence(text: str) -> bool:
    """Whether the last sign, quotes and brackets aside, ends a sentence or leads on."""
    return text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def is_prose(line: str) -> bool:
    """Long enough for a sentence, and ends like one."""
    return len(line) > _MOST_HEADING_CHARS or (ends_sentence(line) and len(line.split()) >= 9)
