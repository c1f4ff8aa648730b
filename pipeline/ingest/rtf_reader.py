"""Rich Text Format: control words are taken away, character codes decoded; paragraphs are lines of the raw text."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.source import Source
from pipeline.ingest.text_reader import draft_of_text
from pipeline.records import RefusalReason

_TOKEN = re.compile(r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)")
_ESCAPED = {"~": "\u00a0", "-": "\u00ad", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}


@dataclass(frozen=True, slots=True)
class _Words:
    """The lists of ``rtf.toml``."""

    hidden: frozenset[str]
    signs: dict[str, str]
    charsets: dict[int, str]


@cache
def _words() -> _Words:
    text = (resources.files("pipeline") / "resources" / "rtf.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    charsets = {int(number): name for number, name in data["charsets"].items()}
    return _Words(frozenset(data["hidden"]), data["signs"], charsets)


def read_rtf(source: Source) -> Iterator[Draft]:
    """An RTF document."""
    text = rtf_text(source.data)
    if not text.strip():
        raise RefusedError(RefusalReason.NO_TEXT, "the document has no text")
    yield draft_of_text(text)


def rtf_text(data: bytes) -> str:
    """The visible text of an RTF document."""
    source = data.decode("latin-1")
    return _Rtf(source).text()


class _Rtf:
    def __init__(self, source: str) -> None:
        self.source = source
        match = re.search(r"\\ansicpg(\d+)", source[:2000])
        self.default = _known(f"cp{match[1]}") if match else "cp1252"
        self.fonts = {
            int(number): _words().charsets[int(charset)]
            for number, charset in re.findall(r"\\f(\d+)\b[^{};]{0,200}?\\fcharset(\d+)", source[:50_000])
            if int(charset) in _words().charsets
        }
        self.out: list[str] = []
        self.pending = bytearray()
        self.encoding = self.default

    def text(self) -> str:
        stack: list[tuple[bool, int, str]] = []
        hidden, skip_after_unicode, to_skip = False, 1, 0
        for match in _TOKEN.finditer(self.source):
            word, number, code, sign, brace, plain = match.groups()
            if brace:
                self._decode_pending()
                if brace == "{":
                    stack.append((hidden, skip_after_unicode, self.encoding))
                elif stack:
                    hidden, skip_after_unicode, self.encoding = stack.pop()
                to_skip = 0
            elif sign == "*" or (word and word in _words().hidden):
                hidden = True
            elif word == "uc" and number:
                skip_after_unicode = int(number)
            elif hidden:
                continue
            elif word == "u" and number:
                self._say(_character(int(number)))
                to_skip = skip_after_unicode
            elif word:
                self._control(word, number)
            elif code:
                if to_skip:
                    to_skip -= 1
                else:
                    self.pending.append(int(code, 16))
            elif sign:
                self._say(
                    {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\n": "\n", "\r": "\n"}.get(
                        sign, sign if sign in "\\{}" else ""
                    )
                )
            elif plain:
                self._say(plain[to_skip:])
                to_skip = max(0, to_skip - len(plain))
        self._decode_pending()
        return _joined_surrogates("".join(self.out))

    def _control(self, word: str, number: str | None) -> None:
        if word in _words().signs:
            self._say(_words().signs[word])
        elif word == "f" and number:
            self._decode_pending()
            self.encoding = self.fonts.get(int(number), self.default)

    def _say(self, text: str) -> None:
        self._decode_pending()
        self.out.append(text)

    def _decode_pending(self) -> None:
        if self.pending:
            self.out.append(bytes(self.pending).decode(self.encoding, "replace"))
            self.pending.clear()


def _character(number: int) -> str:
    return chr(number % 0x10000)


def _joined_surrogates(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _known(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        return "cp1252"
