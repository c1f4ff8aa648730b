"""From lines to passages: paragraphs, headings and list items of a plain text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.ingest.line_looks import MOST_HEADING_CHARS, is_prose, looks_like_heading
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.wrapping import SLACK, Hyphens, continues, stretches, wrap_width, wrapped_join
from pipeline.records import BlockKind

BULLET = "bullet"
MARKUP = "markup"

_MOST_INNER_HEADING_WORDS = 16

_BULLET = re.compile(
    r"(?:[•●▪■◦‣⁃∙·○►▶➢➤✓✔★*+-]|[–—])[ \t]+(?=\S)|(?:\(?\d{1,2}[.)]|\(?[a-zа-я]\)|[ivx]{1,4}\))[ \t]+(?=\S)"
)
_BARE_MARK = re.compile(r"[•●▪■◦‣*·_=~#+\-–—\s]+$")
_GLYPH_BULLET = re.compile(r"[•●▪■◦‣⁃►▶➢➤✓✔](?=\w)")
# "12. October 2019" begins with a day of the month, not with the number of a list item.
_DAY_OF_MONTH = re.compile(r"\d{1,2}\.\s+[^\W\d_]{3,12}\.?,?\s+(?:19|20)\d\d")
_MARKDOWN_HEADING = re.compile(r"#{1,6}[ \t]+(?=\S)")
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
    text: Mapped, log: LeftOutLog, markdown: bool = False, width: int | None = None, slack: int = SLACK
) -> list[Passage]:
    """Cut a plain text into passages; a hard-wrapped paragraph becomes one passage, a bullet is left out.

    Args:
        text: with clean characters.
        log: takes the notes on bullets and marks.
        markdown: whether ``#`` marks a heading.
        width: the column at which lines are wrapped, 0 for none; found from the lines if not given.
        slack: how far short of the width a full line may stay.
    """
    if width is None:
        width = wrap_width([line.strip() for line in text.text.split("\n")])
    found: list[_Wrapped] = []
    gap, previous = False, ""
    chars = text.text
    hyphens = Hyphens(chars)
    for start, end, last_start, last_end, after_empty in stretches(chars, width, slack):
        line = chars[start:end]
        stripped = line.strip()
        if after_empty:
            gap, previous = True, ""
        if not stripped or (not stripped[0].isalnum() and _BARE_MARK.match(stripped)):
            if stripped:
                log.mark(text.part(start, end), BULLET)
            gap, previous = True, ""
            continue
        if len(stripped) < len(line):
            start += line.index(stripped)
        mark = None if stripped[0].isupper() else _leading_mark(stripped, markdown)
        if width and found and not gap and mark is None and continues(previous, line, width, slack):
            found[-1].go_on(text, start, stripped, log, hyphens.is_part)
        else:
            found.append(_Wrapped.begin(text, start, stripped, gap, mark, log))
        gap, previous = False, line
        if last_end > end:
            previous = chars[last_start:last_end]
            found[-1].go_straight_on(last_end, previous)
    passages = [one.passage(text) for one in found]
    return [
        passage if len(passage.body.text) > MOST_HEADING_CHARS else _with_heading(passages, index, width)
        for index, passage in enumerate(passages)
    ]


@dataclass(slots=True)
class _Wrapped:
    """A passage on its lines: where it stands in the text, and what its line ends become."""

    kind: BlockKind
    gap: bool
    start: int
    end: int
    last: str  # the text of its last line
    joins: list[tuple[int, int, str]] = field(default_factory=list)  # the others become a space

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
        if cut or start - self.end > 1 or separator != " ":
            self.joins.append((self.end - cut, start, separator))
        self.end, self.last = start + len(line), line

    def go_straight_on(self, end: int, line: str) -> None:
        """Take the lines up to there, between which only spaces are wanted; the last of them is given."""
        self.end, self.last = end, line

    def passage(self, text: Mapped) -> Passage:
        """The whole of it."""
        body = text.part(self.start, self.end)
        if self.joins:
            body = body.edit((start - self.start, end - self.start, separator) for start, end, separator in self.joins)
        return Passage(self.kind, _on_one_line(body), self.gap)


def _on_one_line(body: Mapped) -> Mapped:
    return Mapped(body.text.replace("\n", " "), body.origin) if "\n" in body.text else body


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
