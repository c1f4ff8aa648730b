"""PDF files for measurements, as different programs make them. Each function gives ``None`` where its library is missing.

Analysts meet files of word processors: embedded parts of fonts with maps to Unicode, kerned and hyphenated lines, a logo,
running heads and feet, lists, columns, tables. Typst writes such files, reportlab lighter ones.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_PARTNER = "Karatag Pedagogical Institute"
_HEADLINE = "Delegation from Karatag visits Norwood College"
_TEXT_SHOWN = re.compile(r"\(((?:[^()\\]|\\.)*)\) Tj")
_LETTER = """
#set page(paper: "a4", margin: 2.4cm, footer: context [
  #set text(8pt)
  Norwood College, 12 Mill Lane, Norwood #h(1fr) Tel. +44 20 5555 0100 #h(1fr) #counter(page).display() ])
#set text(font: "Libertinus Serif", size: 11pt, lang: "en")
#set par(justify: true)
#image("logo.jpg", width: 4cm)
#text(9pt)[PRESS RELEASE #h(1fr) 3 May 2024]
"""
_BULLETIN = """
#set page(paper: "a4", margin: 1.8cm, columns: 2, header: [
  #set text(8pt)
  Norwood College Bulletin #h(1fr) 3 May 2024 ], footer: context [#h(1fr) #counter(page).display() #h(1fr)])
#set text(font: "Libertinus Serif", size: 10pt, lang: "en")
#set par(justify: true)
#image("logo.jpg", width: 4cm)
"""


def press_release(story: Sequence[str]) -> bytes | None:
    """One column on the paper of an office: logo, headline, paragraphs, a list, an address at the foot."""
    items = "\n".join(f"- {paragraph.split(',')[0]}" for paragraph in story[:3])
    half = len(story) // 2
    contact = "*Contact:* Anna Lindqvist, press office, press\\@norwood.example"
    return _typst(_LETTER, [f"= {_HEADLINE}", *story[:half], items, *story[half:], contact])


def bulletin(story: Sequence[str]) -> bytes | None:
    """Two columns of hyphenated lines, with a heading every nine paragraphs."""
    return _typst(_BULLETIN, [f"= {_HEADLINE}", *_with_headings(story)])


def report(story: Sequence[str], schools: Sequence[str]) -> bytes | None:
    """One column with a heading every nine paragraphs and a table of so many rows under every second one."""
    cells = ", ".join(f"[{school}], [Norwood], [{len(school) * 7}]" for school in schools)
    table = f"#table(columns: (auto, auto, auto), [*Institution*], [*Place*], [*Students*], {cells})"
    parts = _with_headings(story)
    for at in range(len(parts) - 5, 0, -20):
        parts.insert(at, table)
    return _typst(_LETTER, [f"= {_HEADLINE}", *parts])


def _with_headings(story: Sequence[str]) -> list[str]:
    parts: list[str] = []
    for number, paragraph in enumerate(story):
        if number % 9 == 4:
            parts.append(f"== Results of stage {number // 9 + 1}")
        parts.append(paragraph)
    return parts


def _typst(head: str, parts: Sequence[str]) -> bytes | None:
    if not (importlib.util.find_spec("typst") and importlib.util.find_spec("PIL")):
        return None
    typst: Any = importlib.import_module("typst")
    body = "\n\n".join(parts).replace(_PARTNER, f"*{_PARTNER}*")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "logo.jpg").write_bytes(_picture())
        source = Path(folder, "a.typ")
        source.write_text(f"{head}\n{body}\n", encoding="utf-8")
        made: bytes = typst.compile(source, ignore_system_fonts=True)
        return made


def _picture() -> bytes:
    image: Any = importlib.import_module("PIL.Image")
    picture = io.BytesIO()
    image.linear_gradient("L").resize((400, 120)).save(picture, "JPEG")
    return picture.getvalue()


def reportlab_pdf(story: Sequence[str]) -> bytes | None:
    """Of one font that is not embedded, without anything but paragraphs."""
    if not importlib.util.find_spec("reportlab"):
        return None
    platypus: Any = importlib.import_module("reportlab.platypus")
    styles: Any = importlib.import_module("reportlab.lib.styles")
    style = styles.ParagraphStyle("x", fontName="Times-Roman", fontSize=10, leading=13, alignment=4, spaceAfter=6)
    buffer = io.BytesIO()
    platypus.SimpleDocTemplate(buffer, invariant=1).build([platypus.Paragraph(one, style) for one in story])
    return buffer.getvalue()


def office_pdf(story: Sequence[str]) -> bytes | None:
    """As older office programs make them: embedded fonts, kerned text, marked content, words in bold, a picture on each page."""
    if not importlib.util.find_spec("reportlab"):
        return None
    canvas, platypus, styles, fonts, metrics, utils = (
        importlib.import_module(f"reportlab.{name}")
        for name in ("pdfgen.canvas", "platypus", "lib.styles", "pdfbase.ttfonts", "pdfbase.pdfmetrics", "lib.utils")
    )
    for name in ("Vera", "VeraBd"):  # the library brings them
        metrics.registerFont(fonts.TTFont(name, f"{name}.ttf"))
    picture = io.BytesIO(_picture())

    class Kerned(canvas.Canvas):  # type: ignore[misc]
        def showPage(self) -> None:
            self._code = [_TEXT_SHOWN.sub(lambda shown: _kerned(shown[1]), one) for one in self._code]
            super().showPage()

    def head(page: Any, document: Any) -> None:
        page.drawImage(utils.ImageReader(picture), 60, 780, 120, 36)
        page.setFont("VeraBd", 8)
        page.drawString(200, 800, "Norwood College Bulletin")
        page.drawCentredString(297, 30, str(document.page))

    style = styles.ParagraphStyle("x", fontName="Vera", fontSize=9.5, leading=13, alignment=4, spaceAfter=6)
    bold = [one.replace(_PARTNER, f'<font name="VeraBd">{_PARTNER}</font>') for one in story]
    buffer = io.BytesIO()
    platypus.SimpleDocTemplate(buffer, invariant=1).build(
        [platypus.Paragraph(one, style) for one in bold], onFirstPage=head, onLaterPages=head, canvasmaker=Kerned
    )
    return buffer.getvalue()


def _kerned(shown: str) -> str:
    """A string of a page as pieces with the space between them put right, in marked content."""
    signs = re.findall(r"\\\d{3}|\\.|.", shown, re.DOTALL)
    pieces = "".join(f"{sign}) {-18 if sign in 'ry' else 12} (" if sign in "orTyfvwAa.," else sign for sign in signs)
    return f"/P <</MCID 0>> BDC [({pieces})] TJ EMC"
