"""From bytes to text: byte order mark, declared charset, UTF-8, then detection checked by the statistics of letters."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from charset_normalizer import from_bytes

from pipeline.errors import RefusedError
from pipeline.records import RefusalReason

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})",
    re.IGNORECASE,
)
# What browsers make of these labels: the Windows superset of the declared set.
_SUPERSETS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "utf-16": "utf-8",
}
# Legacy encodings of the region and of its partners' pages.
_CANDIDATES = ("cp1251", "koi8-r", "cp866", "iso8859-5", "cp1252", "cp1254", "cp1250", "cp1256", "gb18030")
_SAMPLE = 200_000

# Letters by falling frequency in Russian (Tajik, Kyrgyz, Kazakh share most of it): text uses the first ones most.
_FREQUENT_CYRILLIC = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_FREQUENT_ARABIC = "اليونمرتبةدعسقفحكهجشصخطىأءضزذثغئظإآؤ"
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_NO_CONTROL_BYTES = bytes(code for code in range(256) if not _CONTROL.match(chr(code)))
_ODD_SIGN = re.compile(r"[\x7f-\x9f¤¦¨¬¯±¶¸¹º¼½¾×÷ƒˆ˜†‡‰‹›Œ\u2500-\u25a0\ufffd]")
_INNER_CAPITAL = re.compile(r"[a-zа-яё][A-ZÀ-ÞА-ЯЁ]")
# Letters of Western European and Turkish words, and those of Central Europe, which are rarer on the pages at hand.
_WESTERN = frozenset("àâäáãåæçéèêëíìîïñóòôöõøúùûüÿßœšžğışİÀÂÄÁÅÇÉÈÊÎÓÔÖØÚÛÜŠŽŞĞ")
_CENTRAL = frozenset("ýąćčďěęłńňřśťůźżőűđĄĆČĎĚĘŁŃŇŘŚŤŮŹŻŐŰĐ")
_MIXED_SCRIPTS = re.compile(r"[A-Za-z][а-яёء-ي]|[а-яёء-ي][A-Za-z]")
# Cyrillic read as a Western encoding is all accented letters; real words seldom have more than three in a row.
_ACCENT_RUN = re.compile(r"[À-ɏ]{4,}")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, the encoding, and how it was chosen."""

    text: str
    encoding: str
    why: str

    @property
    def note(self) -> str:
        """For the record: the encoding and the reason."""
        return f"{self.encoding} ({self.why})"


def decode(data: bytes, markup: bool = False) -> Decoded:
    """Decode the bytes of a text file.

    Args:
        data: the whole file.
        markup: whether to look for a charset declared in HTML or XML.

    Raises:
        RefusedError: the bytes are no text, or no encoding gives a plausible one.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _checked(Decoded(data.decode(encoding, "replace"), encoding, "byte order mark"))
    # A few zero bytes are damage, which clean-up takes away; many are UTF-16 or no text.
    if data[:4096].count(0) > 0.01 * len(data[:4096]):
        return _checked(_without_mark(data))
    if _n_controls(data[:4096]) > 0.02 * len(data[:4096]) + 8:
        raise RefusedError(RefusalReason.BINARY, "not a text file (control characters)")
    declared = _declared(data) if markup else ""
    try:
        return _checked(Decoded(data.decode("utf-8"), "utf-8", "valid UTF-8"))
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data, error):
            return _checked(Decoded(data.decode("utf-8", "replace"), "utf-8", "UTF-8 with damaged bytes"))
    if declared and (decoded := _try(data, declared)) is not None and plausibility(decoded[:_SAMPLE]) > 0.7:
        return _checked(Decoded(decoded, declared, "declared"))
    return _checked(_detect(data))


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:4096])
    if not match:
        return ""
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii")).name
    except (LookupError, UnicodeDecodeError):
        return ""
    return _SUPERSETS.get(name, name)


def _without_mark(data: bytes) -> Decoded:
    """UTF-16 shows itself by zero bytes in every second place."""
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    places = max(1, min(len(data), 4096) // 2)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # Zero bytes are the high halves of spaces and Latin letters; in Cyrillic text of the spaces only.
        if zeros <= 0.03 * places or others > 0.1 * zeros:
            continue
        text = _try(data[: len(data) // 2 * 2], encoding)
        if text is not None and not _CONTROL.search(text[:4096]) and plausibility(text[:4096]) > 0.5:
            return Decoded(text, encoding, "zero bytes in every second place")
    raise RefusedError(RefusalReason.BINARY, "not a text file (zero bytes)")


def _is_damaged_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """A few bad bytes among many good multi-byte sequences: damage, not another encoding."""
    text = data[: 5 * _SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(char > "\x7f" for char in text) - bad
    at_cut_end = error.end >= len(data) - 3 and error.start >= len(data) - 4
    return (at_cut_end and good >= 1) or (good >= 8 and bad * 20 <= good)


def _detect(data: bytes) -> Decoded:
    """The candidate whose text looks most like writing; the detector's guess settles ties, or helps where none does."""
    sample = data[:_SAMPLE]
    guess = from_bytes(sample).best()
    guessed = [guess.encoding] if guess else []
    usual = [name for name in guessed if _known(name) in _CANDIDATES]
    found = _best(data, list(dict.fromkeys([*map(_known, usual), *_CANDIDATES]))) or _best(data, guessed)
    if found is None:
        raise RefusedError(RefusalReason.UNDECODABLE, "no encoding gives a plausible text")
    return found


def _known(name: str) -> str:
    return codecs.lookup(name).name.replace("_", "-")


def _best(data: bytes, names: Sequence[str]) -> Decoded | None:
    sample = data[:_SAMPLE]
    scored: list[tuple[float, int, str, str]] = []
    for rank, name in enumerate(names):
        if (text := _try(sample, name, cut=len(sample) < len(data))) is not None:
            scored.append((round(plausibility(text), 2), -rank, name, text))
    if scored:
        best, _, name, text = max(scored)
        whole = _try(data, name)
        if best > 0.5 and whole is not None:
            return Decoded(whole, name, f"detected, plausibility {best:.2f}")
    return None


def _try(data: bytes, encoding: str, cut: bool = False) -> str | None:
    try:
        return codecs.getincrementaldecoder(encoding)().decode(data, final=not cut)
    except (UnicodeError, LookupError):
        return None


def plausibility(text: str) -> float:
    """How much the characters beyond ASCII look like writing, 0 to 1."""
    beyond = [char for char in text if char > "\x7f"]
    if not beyond:
        return 1.0
    letters = [char for char in beyond if char.isalpha()]
    cyrillic = [char for char in letters if "\u0400" <= char <= "\u04ff"]
    han = sum("\u4e00" <= char <= "\u9fff" for char in letters)
    arabic = [char for char in letters if "\u0600" <= char <= "\u06ff"]
    western = sum(char in _WESTERN for char in letters) + 0.9 * sum(char in _CENTRAL for char in letters)
    marks = sum(char in "«»“”‘’–—…№„·•€£¥§©°®\u00a0" for char in beyond)
    good = (
        marks
        + han
        + 0.97 * _by_frequency(arabic, _FREQUENT_ARABIC)
        + 0.98 * western
        + _by_frequency(cyrillic, _FREQUENT_CYRILLIC)
    )
    penalty = 2.0 * len(_ODD_SIGN.findall(text)) + 2.0 * len(_INNER_CAPITAL.findall(text)) + _rare_han(letters)
    penalty += 1.5 * len(_MIXED_SCRIPTS.findall(text)) + 1.5 * sum(map(len, _ACCENT_RUN.findall(text)))
    return max(0.0, min(1.0, (good - penalty) / len(beyond)))


def _by_frequency(letters: list[str], by_frequency: str) -> float:
    """How many of the letters count, by their mean rank: about 8 in real text, 15 and more in misread text."""
    ranks = [rank for char in letters if (rank := by_frequency.find(char.lower())) >= 0]
    if not ranks:
        return 0.0
    mean = sum(ranks) / len(ranks)
    # Letters of other alphabets of the script (Tajik, Uzbek; Persian) are plausible, but do not speak for the encoding.
    return (len(ranks) + 0.5 * (len(letters) - len(ranks))) * max(0.0, min(1.0, 1.0 - (mean - 8.5) / 10))


def _rare_han(letters: list[str]) -> float:
    """Characters outside the frequent first level, which random double bytes hit."""
    rare = sum("\u4e00" <= char <= "\u9fff" and not _is_common(char) for char in letters)
    others = sum("\u3400" <= char <= "\u4dbf" or "\ue000" <= char <= "\uf8ff" for char in letters)
    return 1.5 * (rare + others)


def _is_common(char: str) -> bool:
    """First-level characters of GB 2312 (bytes B0 to D7), the 3,755 in daily use."""
    try:
        return 0xB0 <= char.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def _n_controls(data: bytes) -> int:
    """How many bytes are control characters, also in UTF-8."""
    return len(data.translate(None, _NO_CONTROL_BYTES))


def _checked(decoded: Decoded) -> Decoded:
    """Refuse what decodes but is no writing."""
    sample = decoded.text[:100_000]
    if _n_controls(sample.encode("utf-8", "surrogatepass")) > 0.02 * len(sample) + 8:
        raise RefusedError(RefusalReason.BINARY, "not a text file (control characters)")
    if sample.count("\ufffd") > 0.02 * len(sample) + 8:
        raise RefusedError(RefusalReason.UNDECODABLE, f"too many damaged bytes for {decoded.encoding}")
    return decoded
