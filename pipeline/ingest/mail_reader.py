"""Mail (EML, MBOX) and web pages saved as mail (MHTML): the body, without signature and quoted thread."""

from __future__ import annotations

import email
import email.errors
import email.policy
import email.utils
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart

from pipeline.errors import RefusedError
from pipeline.ingest.article import Draft
from pipeline.ingest.clean import clean_characters
from pipeline.ingest.encoding import decode
from pipeline.ingest.html_reader import draft_of_html
from pipeline.ingest.mapped import LeftOutLog, Mapped
from pipeline.ingest.page_metadata import PageMetadata
from pipeline.ingest.passages import split_passages
from pipeline.ingest.source import Reader, RefusedRecord, Source
from pipeline.records import RefusalReason

SIGNATURE = "signature"
QUOTED = "quoted message"

_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)
_QUOTE_HEAD = re.compile(
    r"^(?:On .{5,120} wrote:"
    r"|-{2,} ?(?:Original Message|Forwarded message|Исходное сообщение|Пересылаемое сообщение) ?-{2,}.*"
    r"|.{5,120} (?:пишет|написал\(?а?\)?):|From: .+\nSent: .+)\s*$",
    re.MULTILINE | re.IGNORECASE,
)
_QUOTED_LINE = re.compile(r"^>.*$", re.MULTILINE)
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg|ответ|fw)\s*:\s*)+", re.IGNORECASE)
_MBOX_START = re.compile(rb"(?:^|(?<=\n\n)|(?<=\n\r\n))From \S+.*\d{4}\r?\n")


def read_eml(source: Source, read_attachment: Reader) -> Iterator[Draft | RefusedRecord]:
    """One message. Attached documents are read as further articles under their file names."""
    yield from _message(source.data, "", source, read_attachment)


def read_mbox(source: Source, read_attachment: Reader) -> Iterator[Draft | RefusedRecord]:
    """A mailbox; rows are the numbers of its messages."""
    starts = list(_MBOX_START.finditer(source.data))
    ends = [match.start() for match in starts[1:]] + [len(source.data)]
    for number, (match, end) in enumerate(zip(starts, ends, strict=True), 1):
        data = re.sub(rb"(?m)^>(>*From )", rb"\1", source.data[match.end() : end])
        try:
            yield from _message(data, str(number), source, read_attachment)
        except RefusedError as error:
            yield RefusedRecord(str(number), error.reason, error.detail)


def read_mhtml(source: Source) -> Iterator[Draft]:
    """A page saved with its parts: the first HTML part is the page."""
    message = _parse(source.data)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            draft = draft_of_html(_content(part))
            url = str(message.get("Snapshot-Content-Location", "") or part.get("Content-Location", "")).strip()
            address = PageMetadata(source_url=url if url.startswith("http") else "")
            yield replace(draft, page=draft.page.before(address), seen=_day(message))
            return
    raise RefusedError(RefusalReason.NO_TEXT, "the web archive holds no page")


def _parse(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def _message(data: bytes, row: str, source: Source, read_attachment: Reader) -> Iterator[Draft | RefusedRecord]:
    message = _parse(data)
    body = message.get_body(preferencelist=("plain", "html"))
    head = {"title": "subject", "published": "date of the message"}
    page = PageMetadata(title=_subject(message), published=_day(message), sources=head)
    if body is None:
        yield RefusedRecord(row, RefusalReason.NO_TEXT, "the message has no text")
    elif body.get_content_type() == "text/html":
        draft = draft_of_html(_content(body))
        yield Draft(draft.passages, draft.log, page, row)
    else:
        yield draft_of_mail(_content(body), page, row)
    for attachment in message.iter_attachments():
        yield from _attachment(attachment, row, source, read_attachment)


def _attachment(part: MIMEPart, row: str, source: Source, read: Reader) -> Iterator[Draft | RefusedRecord]:
    name = part.get_filename()
    payload = part.get_payload(decode=True)
    if not name or not isinstance(payload, bytes) or part.get_content_maintype() in ("image", "audio", "video"):
        return
    inner = f"{row}/{name}" if row else name
    if source.depth >= source.settings.max_archive_depth:
        yield RefusedRecord(inner, RefusalReason.TOO_LARGE, "attachments nested too deeply")
        return
    for result in read(Source(payload, name, source.settings, source.depth + 1)):
        yield result.named(inner)


def _content(part: MIMEPart) -> str:
    """The text of a part: by its charset, else by the rules for files."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return ""
    charset = part.get_content_charset()
    if charset:
        try:
            return payload.decode(charset)
        except (LookupError, UnicodeDecodeError):
            pass
    return decode(payload, markup=part.get_content_type() == "text/html").text if payload else ""


def _subject(message: EmailMessage) -> str:
    try:
        return _REPLY.sub("", " ".join(str(message.get("Subject", "")).split()))
    except (email.errors.MessageError, ValueError, LookupError):
        return ""


def _day(message: EmailMessage) -> str:
    try:
        return email.utils.parsedate_to_datetime(str(message.get("Date", ""))).date().isoformat()
    except (email.errors.MessageError, ValueError, TypeError, LookupError):
        return ""


def draft_of_mail(raw: str, page: PageMetadata, row: str) -> Draft:
    """The passages of a message's text; signature and quoted thread are left out."""
    log = LeftOutLog(raw, rest="character clean-up")
    text = clean_characters(Mapped.of(raw), log)
    for pattern, reason in ((_QUOTE_HEAD, QUOTED), (_SIGNATURE, SIGNATURE)):
        match = pattern.search(text.text)
        if match and text.text[: match.start()].strip():
            log.mark(text.part(match.start(), len(text)), reason)
            text = text.part(0, match.start())
    edits = []
    for match in _QUOTED_LINE.finditer(text.text):
        log.mark(text.part(*match.span()), QUOTED)
        edits.append((*match.span(), ""))
    return Draft(split_passages(text.edit(edits), log), log, page, row)
