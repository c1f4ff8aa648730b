"""Text that knows where it came from: every character carries its offset in the decoded raw file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from pipeline.errors import RefusedError
from pipeline.records import LeftOut, RawRun, RefusalReason

# The map needs four bytes a character, and clean-up some copies of it.
LONGEST_RAW = 10_000_000

_SHORT = 50  # characters, for which a loop takes less time than arrays

Offsets = npt.NDArray[np.int32]

# Many records at once: one by one they take four times as long.
_RUNS = TypeAdapter(tuple[RawRun, ...])
_LEFT_OUT = TypeAdapter(tuple[LeftOut, ...])


@dataclass(slots=True, eq=False)  # not frozen, as that triples the time to make one; nothing changes it
class Mapped:
    """A string and, for each character, its offset in the raw text (-1 for one that was inserted).

    Offsets other than -1 rise strictly from left to right, so no raw character is used twice.
    """

    text: str
    origin: Offsets

    @classmethod
    def of(cls, raw: str, start: int = 0) -> Mapped:
        """The raw text itself, or the part of it that begins at ``start``."""
        return cls(raw, np.arange(start, start + len(raw), dtype=np.int32))

    @staticmethod
    def inserted(text: str) -> Mapped:
        """Text without a source."""
        return _separator(text) if len(text) < 3 else Mapped(text, np.full(len(text), -1, dtype=np.int32))

    @classmethod
    def join(cls, parts: Sequence[Mapped], separator: str = "") -> Mapped:
        """Parts in their order, with inserted separators."""
        pieces: list[Mapped] = []
        for index, part in enumerate(parts):
            if index and separator:
                pieces.append(cls.inserted(separator))
            pieces.append(part)
        if len(pieces) < 2:
            return pieces[0] if pieces else cls.inserted("")
        return cls("".join(piece.text for piece in pieces), np.concatenate([piece.origin for piece in pieces]))

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> Mapped:
        """The stretch from ``start`` to ``end``."""
        return Mapped(self.text[start:end], self.origin[start:end])

    def strip(self) -> Mapped:
        """Without white space at the ends."""
        stripped = self.text.strip()
        if len(stripped) == len(self.text):
            return self
        start = self.text.find(stripped)
        return self.part(start, start + len(stripped))

    def translate(self, table: dict[int, int]) -> Mapped:
        """Replace characters one to one."""
        return Mapped(self.text.translate(table), self.origin)

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> Mapped:
        """Replace the stretches ``(start, end, replacement)``, which are in order and do not overlap.

        The k-th character of a replacement keeps the origin of the k-th replaced one; further ones count as inserted.
        """
        texts: list[str] = []
        origins: list[Offsets] = []
        position = 0
        for start, end, replacement in edits:
            kept = min(len(replacement), end - start)
            texts += [self.text[position:start], replacement]
            origins.append(self.origin[position : start + kept])
            if len(replacement) > kept:
                origins.append(np.full(len(replacement) - kept, -1, dtype=np.int32))
            position = end
        if not texts:
            return self
        texts.append(self.text[position:])
        origins.append(self.origin[position:])
        return Mapped("".join(texts), np.concatenate(origins))

    def lines(self) -> list[Mapped]:
        """The lines, without their line ends."""
        found, start = [], 0
        for line in self.text.split("\n"):
            found.append(self.part(start, start + len(line)))
            start += len(line) + 1
        return found

    def runs(self) -> tuple[RawRun, ...]:
        """The stretches that stand in the raw text without a break, in order."""
        origin = self.origin
        if not len(origin):
            return ()
        is_break = origin[1:] - origin[:-1] != 1
        if origin[0] < 0:  # the beginning of the raw text seems to go on from what is inserted
            is_break |= origin[1:] == 0
        breaks = is_break.nonzero()[0] + 1
        raw_starts = [int(origin[0]), *origin[breaks].tolist()]
        starts = [0, *breaks.tolist()]
        return _RUNS.validate_python(
            [
                {"start_char": start, "raw_start": raw_start, "length": end - start}
                for start, end, raw_start in zip(starts, [*starts[1:], len(origin)], raw_starts, strict=True)
                if raw_start >= 0
            ]
        )


@lru_cache(maxsize=256)
def _separator(text: str) -> Mapped:
    return Mapped(text, np.full(len(text), -1, dtype=np.int32))


class LeftOutLog:
    """Notes why raw characters are left out; what nobody noted gets the reason of the format (``rest``).

    Raises:
        RefusedError: the raw text is so long that its map would burst the memory.
    """

    def __init__(self, raw: str, rest: str) -> None:
        if len(raw) > LONGEST_RAW:
            raise RefusedError(
                RefusalReason.TOO_LARGE, f"{len(raw)} characters before clean-up, more than {LONGEST_RAW}"
            )
        self.raw = raw
        self._reasons: list[str] = [rest]
        self._repairs: dict[str, list[Offsets]] = {}
        # The same bytes twice, as a stretch is looked at faster in the one, and scattered places are reached in the other.
        self._bytes = bytearray(len(raw))
        self._code: npt.NDArray[np.uint8] = np.frombuffer(self._bytes, dtype=np.uint8)

    def mark(self, part: Mapped, reason: str) -> None:
        """Note that these characters are not wanted, and why. A later note wins."""
        self._code[part.origin[part.origin >= 0]] = self._code_of(reason)

    def mark_stretch(self, start: int, end: int, reason: str) -> None:
        """The same for a stretch of the raw text; none for a negative start."""
        if start >= 0:
            self._code[start:end] = self._code_of(reason)

    def _code_of(self, reason: str) -> int:
        if reason not in self._reasons:
            self._reasons.append(reason)
        return self._reasons.index(reason)

    def note_repair(self, parts: Iterable[Mapped], repair: str) -> None:
        """Note that these characters are not those of the raw text but stay in their places, and what was done."""
        self._repairs.setdefault(repair, []).extend(part.origin[part.origin >= 0] for part in parts)

    def put_right(self, kept: Mapped) -> tuple[str, ...]:
        """``repair=characters`` of what was repaired and is kept, by the name of the repair."""
        counts = {
            repair: int(np.isin(np.concatenate(places), kept.origin).sum())
            for repair, places in sorted(self._repairs.items())
            if places
        }
        return tuple(f"{repair}={count}" for repair, count in counts.items() if count)

    def left_out(self, kept: Sequence[RawRun]) -> tuple[LeftOut, ...]:
        """Everything of the raw text that is neither in these runs nor white space, as stretches of one reason each.

        White space between two stretches of the same reason belongs to them.
        """
        raw = self.raw
        found: list[dict[str, object]] = []
        position = 0
        for run in kept:
            start = run.raw_start
            if start > position and not raw[position:start].isspace():
                found += self._reasons_of(position, start)
            position = start + run.length
        if position < len(raw) and not raw[position:].isspace():
            found += self._reasons_of(position, len(raw))
        return _LEFT_OUT.validate_python(found)

    def _reasons_of(self, start: int, end: int) -> Iterator[dict[str, object]]:
        """The stretches of one reason each in a stretch of which nothing is kept; some of it is not white space."""
        text = self.raw[start:end]
        code = self._bytes[start]
        if self._bytes.count(code, start, end) == len(text):
            first = start + len(text) - len(text.lstrip())
            yield {"raw_start": first, "raw_end": start + len(text.rstrip()), "reason": self._reasons[code]}
            return
        if len(text) <= _SHORT:
            yield from self._reasons_of_short(start, text)
            return
        codes = self._code[start:end]
        places = np.flatnonzero(~_is_space(text))
        codes = codes[places]
        cuts = np.flatnonzero(codes[1:] != codes[:-1])
        firsts = np.concatenate(([0], cuts + 1))
        lasts = np.concatenate((cuts, [len(places) - 1]))
        starts = (places[firsts] + start).tolist()
        ends = (places[lasts] + start + 1).tolist()
        for first, last, code in zip(starts, ends, codes[firsts].tolist(), strict=True):
            yield {"raw_start": first, "raw_end": last, "reason": self._reasons[code]}

    def _reasons_of_short(self, start: int, text: str) -> Iterator[dict[str, object]]:
        """The same, character by character, which takes less time for a few of them."""
        found: dict[str, object] = {}
        last = -1
        for at, char in enumerate(text, start):
            if char.isspace():
                continue
            code = self._bytes[at]
            if code == last:
                found["raw_end"] = at + 1
                continue
            if found:
                yield found
            found = {"raw_start": at, "raw_end": at + 1, "reason": self._reasons[code]}
            last = code
        yield found


_SPACES = np.zeros(0x3002, dtype=bool)  # the last, which is none, stands for all beyond
_SPACES[[code for code in range(len(_SPACES)) if chr(code).isspace()]] = True


def _is_space(text: str) -> npt.NDArray[np.bool_]:
    return _SPACES[code_points(text, len(_SPACES) - 1)]


def code_points(text: str, last: int) -> npt.NDArray[np.uint8] | npt.NDArray[np.uint32]:
    """The characters of a text as numbers; ``last``, which is beyond ASCII or its last, for those beyond it."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    return np.minimum(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32), np.uint32(last))
