# ruff: noqa: E501  (made files are strings of markup)
"""Makes files of many formats for the tests, with the standard library alone where the format allows."""

from __future__ import annotations

import gzip
import io
import zipfile
from xml.sax.saxutils import escape

TITLE = "Guests from Karatag in Norwood"
LEAD = (
    "The rector of Norwood College, Anna Lindqvist, received a delegation of Karatag Pedagogical Institute on 3 May 2024, "
    "and the two sides signed a memorandum of understanding."
)
MORE = (
    "A joint plan of work for the coming academic year will be prepared by the end of the month, the press office said."
)
ITEMS = ("exchange of teachers", "joint laboratories")

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def zipped(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, compression)
    return buffer.getvalue()


def docx() -> bytes:
    def paragraph(text: str, style: str = "") -> str:
        properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
        half = len(text) // 2
        runs = "".join(
            f'<w:r><w:t xml:space="preserve">{escape(part)}</w:t></w:r>' for part in (text[:half], text[half:])
        )
        return f"<w:p>{properties}{runs}<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del></w:p>"

    cells = "".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in ("Norwood", "A. Lindqvist"))
    body = paragraph(TITLE, "Heading1") + paragraph(LEAD)
    body += (
        "".join(paragraph(item, "ListParagraph") for item in ITEMS)
        + f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
        + paragraph(MORE)
    )
    return zipped({"word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>"})


def odt() -> bytes:
    items = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in ITEMS)
    cells = "".join(
        f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("Norwood", "A. Lindqvist")
    )
    body = f"<text:h>{TITLE}</text:h><text:p>{LEAD}</text:p><text:list>{items}</text:list>"
    body += f"<table:table><table:table-row>{cells}</table:table-row></table:table><text:p>{MORE}</text:p>"
    content = f"<office:document-content {_ODF}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def rtf() -> bytes:
    items = "".join(rf"{{\listtext\bullet\tab}}{item}\par " for item in ITEMS)
    text = rf"{{\rtf1\ansi\ansicpg1251\uc1{{\fonttbl{{\f0\fcharset204 Arial;}}}}{{\*\generator x}}\f0 {TITLE}\par {LEAD}\par {items}"
    return (
        text + r"\'d0\'e5\'ea\'f2\'ee\'f0 \u1040?\u1085?\u1085?\u1072? said {\i yes}.\par " + MORE + r"\par}"
    ).encode("ascii")


def pdf(pages: list[list[tuple[int, str]]], wrap: int = 80) -> bytes:
    """A PDF of one font; each page is a list of (font size, paragraph)."""
    contents = [_page_content(page, wrap) for page in pages]
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for content in contents:
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        resources = "<< /Font << /F1 3 0 R >> >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Resources {resources} >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return (out + end).encode("cp1252")


def _page_content(page: list[tuple[int, str]], wrap: int) -> str:
    import textwrap

    y, parts = 800.0, []
    for size, paragraph in page:
        for line in textwrap.wrap(paragraph, wrap, break_on_hyphens=False):
            shown = line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            parts.append(f"BT /F1 {size} Tf 50 {y:.0f} Td ({shown}) Tj ET")
            y -= 1.2 * size
        y -= size
    return "\n".join(parts)


def eml(body: str = "", attachment: tuple[str, bytes] | None = None) -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "Press office <press@norwood.example>"
    message["To"] = "news@paper.example"
    message["Subject"] = f"Fwd: {TITLE}"
    message["Date"] = "Sat, 04 May 2024 09:30:00 +0500"
    message["Message-ID"] = "<1@norwood.example>"
    quoted = "On Fri, 3 May 2024 at 10:00, A Person <a@b.example> wrote:\n> an old question\n> of two lines"
    message.set_content(body or f"{LEAD}\n\n{MORE}\n\n-- \nPress office, Norwood\nTel. 55-55\n\n{quoted}\n")
    if attachment:
        name, data = attachment
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


def mbox() -> bytes:
    first, second = eml(), eml(f"{MORE}\n\n{LEAD}\n")
    return b"".join(b"From press@norwood.example Sat May  4 09:30:00 2024\n" + one + b"\n\n" for one in (first, second))


def rss() -> bytes:
    item = f"<item><title>{TITLE}</title><link>https://norwood.example/1</link><pubDate>Sat, 04 May 2024 09:30:00 +0500</pubDate>"
    item += f"<description>Lead only</description><content:encoded><![CDATA[<p>{LEAD}</p><p>{MORE}</p>]]></content:encoded></item>"
    empty = "<item><title>Nothing here</title></item>"
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel><title>Norwood News</title>{item}{empty}</channel></rss>'.encode()


def atom() -> bytes:
    entry = f'<entry><title>{TITLE}</title><link href="https://norwood.example/1"/><published>2024-05-04T09:30:00Z</published>'
    entry += f'<content type="html">{escape(f"<p>{LEAD}</p><p>{MORE}</p>")}</content></entry>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Norwood News</title>{entry}</feed>'.encode()


def html_page() -> bytes:
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{LEAD}</p><p>{MORE}</p></body></html>".encode()


def warc() -> bytes:
    def record(kind: str, url: str, content: bytes) -> bytes:
        head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(content)}\r\n\r\n"
        return head.encode() + content + b"\r\n\r\n"

    page, squeezed = html_page(), gzip.compress(html_page().replace(b"3 May", b"4 May"), mtime=0)
    plain = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(squeezed), squeezed)
    packed = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
        + chunks
    )
    return (
        record("warcinfo", "", b"software: x\r\n")
        + record("request", "https://norwood.example/1", b"GET / HTTP/1.1\r\n\r\n")
        + record("response", "https://norwood.example/1", plain)
        + record("response", "https://norwood.example/2", packed)
    )


def mhtml() -> bytes:
    head = "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://norwood.example/1\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/related; type="text/html"; boundary="xx"\r\n\r\n'
    part = "--xx\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head.encode() + part.encode() + html_page() + b"\r\n--xx--\r\n"
