"""Lines of which a paragraph is made: whether the next goes on with it, and what its line end becomes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from pipeline.ingest.line_looks import ends_sentence

# The hyphen of Unicode: at a line end it divides a word, unlike the sign of the keyboard, which may belong to it.
DIVIDING_HYPHEN = "\u2010"

# Between the cells of a table row; such a line stands alone.
CELLS = " | "

_LONGEST_WRAP = 110
_SHORTEST_WRAP = 45
SLACK = 6
# Scripts that are written without spaces between words.
_NO_SPACES = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
_FIRST_WITHOUT_SPACES = "\u3000"
_HYPHENS = ("-", DIVIDING_HYPHEN)
_LETTERS = re.compile(r"[^\W\d_]+")
_DIVIDED_WORD = re.compile(rf"(?P<first>[^\W\d_]+)(?P<sign>[-{DIVIDING_HYPHEN}])$")
_DIVISION = re.compile(rf"[-{DIVIDING_HYPHEN}][ \t]*\n\s*")
_LONGEST_WORD = 100
_SHORT_TEXT = 8_000
_LONGEST_ITEM = 6  # the letter or number of an item and its bracket
_LAST_LETTERS = re.compile(r"[^\W\d_]+\Z")
# Bits of a character: a letter with which a word of a script with spaces begins, a small one, and so on.
_BEGINS, _SMALL, _SPACE, _HYPHEN = 1, 2, 4, 8
_LAST_SIGN = 0x3001  # which is no letter, stands for all beyond
_HYPHENATED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def _kinds() -> npt.NDArray[np.uint8]:
    """The bits of each character up to the last that bears any."""
    signs = list(map(chr, range(_LAST_SIGN + 1)))
    return np.array(
        [
            _BEGINS * (sign < _FIRST_WITHOUT_SPACES and sign.isalpha())
            | _SMALL * sign.islower()
            | _SPACE * sign.isspace()
            | _HYPHEN * (sign in _HYPHENS)
            for sign in signs
        ],
        dtype=np.uint8,
    )


# Start and end of a line that takes a closer look; start and end of the last of the lines that go straight on with its
# paragraph, the same where none does; and whether an empty line stands before it.
Stretch = tuple[int, int, int, int, bool]


def stretches(text: str, width: int, slack: int) -> Iterator[Stretch]:
    """The lines of a text that are not empty, those together of which it is certain that only a space stands between them.

    Most lines of a wrapped paragraph go straight on: a full line without a hyphen before one that begins with a word and
    not with the letter of an item. They are found in the whole text at once.

    Args:
        text: with clean characters.
        width: the column at which lines are wrapped, 0 for none.
        slack: how far short of the width a full line may stay.
    """
    codes = _codes(f"\n{text}\n")
    line_ends = np.flatnonzero(codes == ord("\n"))
    starts, ends = line_ends[:-1], line_ends[1:] - 1
    is_empty = starts == ends
    takes_look = ~is_empty
    if width:
        takes_look[1:] &= ~_go_straight_on(codes, starts, ends, least=max(1, width - slack - 1))
    looked = np.flatnonzero(takes_look)
    lasts = np.flatnonzero((takes_look | is_empty)[1:])  # before an empty line nothing goes on either
    lasts = lasts[~is_empty[lasts]]
    if len(lasts) < len(looked):
        lasts = np.concatenate((lasts, [len(starts) - 1]))
    after_empty = is_empty[looked - 1] & (looked > 0)
    places = (starts[looked], ends[looked], starts[lasts], ends[lasts], after_empty)
    return zip(*(place.tolist() for place in places), strict=True)


def line_lengths(text: str) -> list[int]:
    """The lengths of the lines that are not blank, the least first."""
    if len(text) < _SHORT_TEXT:  # arrays take longer to begin with
        return sorted(map(len, filter(str.strip, text.split("\n"))))
    codes = _codes(f"\n{text}\n")
    line_ends = np.flatnonzero(codes == ord("\n"))
    lengths = np.diff(line_ends) - 1
    firsts = _kinds().take(codes[line_ends[:-1] + 1], mode="clip")
    if np.count_nonzero(firsts & _SPACE) > np.count_nonzero(
        lengths == 0
    ):  # a line that begins with a space may be blank
        return sorted(map(len, filter(str.strip, text.split("\n"))))
    in_order: list[int] = np.sort(lengths).tolist()
    return in_order[bisect_right(in_order, 0) :]


def _codes(text: str) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _go_straight_on(
    codes: npt.NDArray[np.uint8] | npt.NDArray[np.uint32],
    starts: npt.NDArray[np.intp],
    ends: npt.NDArray[np.intp],
    least: int,
) -> npt.NDArray[np.bool_]:
    """For each line from the second on whether it goes on with the one before, which has so many characters at least.

    Args:
        codes: of the text, with a line end before and after it.
        starts: of the lines in the text.
        ends: of them.
        least: length of a full line.
    """
    first, last = (_kinds().take(codes[at], mode="clip") for at in (starts + 1, ends))
    is_usual = (first & _BEGINS > 0) & (last & _SPACE == 0)
    brackets = np.flatnonzero(codes == ord(")")) - 1
    if len(brackets):
        lines = np.searchsorted(starts, brackets, side="right") - 1
        items = lines[brackets - starts[lines] < _LONGEST_ITEM]
        is_usual[items] &= first[items] & _SMALL == 0
    bars = np.flatnonzero(codes == ord("|"))
    if len(bars):
        is_usual[np.searchsorted(starts, bars - 1, side="right") - 1] = False  # it may be a row of a table
    is_full = (ends - starts >= least) & (last & _HYPHEN == 0)
    goes_on: npt.NDArray[np.bool_] = is_usual[1:] & (is_usual & is_full)[:-1]
    return goes_on


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


def _is_full(line: str, after: str, width: int, slack: int = SLACK) -> bool:
    room = width - slack - len(line) - 1
    if room < 1:
        return True
    is_one_sign = after[0] >= _FIRST_WITHOUT_SPACES and _NO_SPACES.match(after)
    first_word = 1 if is_one_sign else len(after.split(maxsplit=1)[0])
    return first_word > room


def continues(previous: str, line: str, width: int, slack: int) -> bool:
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


class Hyphens:
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
            least = max(position, start - _LONGEST_WORD)
            least = max(least, text.rfind(" ", least, start), text.rfind("\n", least, start))
            before = _LAST_LETTERS.search(text, least, start)
            after = _LETTERS.match(text, end)
            if before and after:
                pieces.append(text[position : before.start()])
                position = after.end()
        pieces.append(text[position:])
        tokens = dict.fromkeys(" ".join(pieces).split())  # each once: most of them come often
        return frozenset(_HYPHENATED.findall(" ".join(tokens)))
