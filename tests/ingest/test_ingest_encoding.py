from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.errors import RefusedError
from pipeline.ingest.encoding import decode
from pipeline.records import Article, RefusalReason

RUSSIAN = (
    "Ректор Каратагского педагогического института Анвар Шарипов и директор Норвудского колледжа подписали меморандум "
    "о взаимопонимании. Стороны договорились об обмене преподавателями и студентами в новом учебном году."
)
FRENCH = (
    "L'université de Montrâpe a signé un accord avec l'école supérieure; le président était présent à la cérémonie."
)
TURKISH = (
    "Üniversitemiz ile Karabağlar Yüksekokulu arasında iş birliği protokolü imzalandı; öğrenciler değişim yapacak."
)
CHINESE = "诺伍德学院与卡拉塔格师范学院签署合作备忘录，双方将开展教师交流和联合培养学生。" * 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251", "koi8-r"])
def test_russian_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)).text == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (TURKISH, "cp1254"), (CHINESE, "gb18030"), (CHINESE, "utf-16")]
)
def test_other_legacy_encodings(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_a_declared_charset_is_believed_when_the_text_reads_well() -> None:
    page = f'<html><head><meta charset="koi8-r"></head><body><p>{RUSSIAN}</p></body></html>'
    decoded = decode(page.encode("koi8-r"), markup=True)
    assert decoded.text == page
    assert (decoded.encoding, decoded.why) == ("koi8-r", "declared")


def test_a_wrongly_declared_charset_is_not_believed() -> None:
    page = f'<html><head><meta charset="koi8-r"></head><body><p>{RUSSIAN}</p></body></html>'
    assert decode(page.encode("cp1251"), markup=True).text == page


def test_utf8_with_a_few_damaged_bytes_stays_utf8() -> None:
    data = (RUSSIAN * 3).encode()
    decoded = decode(data[:101] + b"\xff" + data[102:])
    assert decoded.encoding == "utf-8"
    assert decoded.text[200:] == (RUSSIAN * 3)[200:] or decoded.text.endswith(RUSSIAN)


def test_binary_data_are_refused() -> None:
    with pytest.raises(RefusedError) as caught:
        decode(bytes(range(256)) * 20)
    assert caught.value.reason is RefusalReason.BINARY


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
@pytest.mark.parametrize("length", [20, 60, 120])
def test_a_short_russian_text_is_not_taken_for_a_western_one(encoding: str, length: int) -> None:
    assert decode(RUSSIAN[:length].encode(encoding)).text == RUSSIAN[:length]


def test_a_few_zero_bytes_in_a_text_are_damage() -> None:
    assert decode(RUSSIAN.encode()[:200] + b"\x00" + RUSSIAN.encode()[200:]).encoding == "utf-8"


def test_english_with_typographic_signs_in_cp1252() -> None:
    text = "The college\u2019s rector \u2013 Anna M\u00fcller \u2013 said: \u201cwe will sign\u201d."
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    "text",
    [
        "“Our aim is clear,” said Prof. Müller of the Université de Genève – in a café.",
        "Ректор Норвудского колледжа «Анна» приняла делегацию – вчера",
        "Pedagoška fakulteta Maribor",
    ],
)
@pytest.mark.parametrize("codec", ["cp1252", "cp1251", "latin-1"])
def test_utf8_that_was_read_as_another_encoding_is_read_again(
    read: Callable[..., Article], text: str, codec: str
) -> None:
    byte_by_byte = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in text.encode())
    more = "The college and the institute signed an agreement on Monday."
    assert read(f"{byte_by_byte}\n\n{more}").text == f"{text}\n\n{more}"


@pytest.mark.parametrize("text", ["Гј is no word", "DЕІ and ГОСТ 7.32", "вЂ-образный", "Ёлка, Еӣ, Єва"])
def test_what_is_only_perhaps_misread_stays(read: Callable[..., Article], text: str) -> None:
    article = read(f"{text}\n\nThe college and the institute signed an agreement on Monday.")
    assert article.text.split("\n")[0].translate({0x415: "E", 0x406: "I"}) == text.translate({0x415: "E", 0x406: "I"})
