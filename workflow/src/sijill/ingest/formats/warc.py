"""Web archives: a record for every document that was fetched; requests and the archive's own notes are none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from sijill.ingest.decode import UndecodableError, decode
from sijill.ingest.formats.text import page_record
from sijill.ingest.records import Record
from sijill.ingest.source import Source, refused, sha256, too_long
from sijill.ingest.streams import UnreadableError

if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap, WarcRecord

NOT_DOCUMENTS = ("warcinfo", "request", "metadata", "revisit")
"""Types of WARC records that hold no document: they are not counted. A revisit is a page that is there already."""
PAGES = ("text/html", "application/xhtml+xml")
TEXTS = ("text/plain",)
_END = b"\r\n\r\n"


class _Stream:
    """The stream as fastwarc needs it: it has a position and never raises, for an error there would end the process."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._at = stream, 0
        self.error: UnreadableError | None = None
        self.tail = b""

    def read(self, size: int = -1) -> bytes:
        try:
            data = b"" if self.error else self._stream.read(size)
        except UnreadableError as error:
            self.error, data = error, b""
        self._at += len(data)
        self.tail = (self.tail + data)[-len(_END) :]
        return data

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("a stream")

    def close(self) -> None:
        return None


def read(source: Source) -> Iterator[Record]:
    """The documents of an archive in their order. Raises UnreadableError where it is cut or no WARC goes on."""
    from fastwarc.warc import ArchiveIterator

    stream = _Stream(source.stream)
    archive = iter(ArchiveIterator(stream, parse_http=False, stream_detect=False, strict_mode=False))
    number = 0
    while True:
        try:
            found = next(archive, None)
            if found is None:
                break
            if (found.headers.get("WARC-Type") or "").lower() in NOT_DOCUMENTS:
                continue
            block = _taken(found.reader, source.bound)
        except OSError as error:
            raise stream.error or UnreadableError(
                "broken_warc", f"{source.path.name}: {error}; fetch it again"
            ) from error
        _demand_whole(found, block, stream, source)
        yield _document(number, found, block, source)
        number += 1
    if stream.error:
        raise stream.error


def _taken(reader: Any, bound: int) -> bytes:
    """At most `bound` bytes and one more."""
    parts, left = [], bound + 1
    while left and (data := reader.read(left)):
        parts.append(data)
        left -= len(data)
    return b"".join(parts)


def _demand_whole(found: WarcRecord, block: bytes, stream: _Stream, source: Source) -> None:
    """Raises UnreadableError when the file ends within the record: a short block, or a header cut before its length."""
    cut = len(block) < min(found.content_length, source.bound)
    if cut or (not found.content_length and stream.tail != _END):
        raise stream.error or UnreadableError(
            "truncated_file", f"{source.path.name}: the archive ends within a record; fetch it again"
        )


def _document(number: int, found: WarcRecord, block: bytes, source: Source) -> Record:
    if len(block) > source.bound:
        return too_long(number, source.bound, "archive record")
    url = found.headers.get("WARC-Target-URI")
    kind, declared = _media(found.headers.get("Content-Type"))
    payload, status = block, 200
    if kind == "application/http":
        http, body = _http(block)
        status = http.status_code or 0
        kind, declared = _media(http.get("Content-Type"))
        payload = _unpacked(body, http, source.bound)
    if status != 200 or kind not in PAGES + TEXTS:
        what = f"HTTP {status}" if status != 200 else kind or "of no type"
        return refused(number, "not_a_page", f"{url}: {what}", block)
    if len(payload) > source.bound:
        return too_long(number, source.bound, "archive record")
    address = (url or "").strip("<>") or None
    made = page_record(number, payload, declared, address) if kind in PAGES else _plain(number, payload, declared)
    given = {"id": (found.record_id or "").strip("<>") or None, "url": address}
    return replace(made, sha256=sha256(block), fields=made.fields | given)


def _plain(number: int, payload: bytes, declared: str | None) -> Record:
    try:
        text, encoding = decode(payload, declared)
    except UndecodableError as error:
        return refused(number, "undecodable", str(error), payload)
    return Record(number, sha256(payload), {"text": text}, encoding=encoding)


def _media(written: str | None) -> tuple[str, str | None]:
    """Type and charset of a Content-Type."""
    kind, _, parameters = (written or "").lower().partition(";")
    charset = parameters.partition("charset=")[2].split(";")[0].strip(" \"'")
    return kind.strip(), charset or None


def _http(block: bytes) -> tuple[HeaderMap, bytes]:
    """Header and body of an HTTP response as it was sent; a header that is none has no status."""
    from fastwarc.warc import HeaderMap

    http, rest = HeaderMap(), BytesIO(block)
    try:
        http.parse(rest)
    except (OSError, ValueError):
        return HeaderMap(), b""
    return http, block.partition(_END)[2]


def _unpacked(body: bytes, http: HeaderMap, bound: int) -> bytes:
    """The body without its transfer and content encodings; as it is where it is not in them, for many crawlers store
    it unpacked under the header it came with."""
    from fastwarc import stream_io

    encodings = [(http.get(name) or "").lower() for name in ("Transfer-Encoding", "Content-Encoding")]
    if "chunked" in encodings[0]:
        body = _through(stream_io.ChunkedReader, body, bound)
    if body.startswith(b"\x1f\x8b"):
        return _through(stream_io.GzipReader, body, bound)
    if "br" in encodings[1]:
        return _through(stream_io.BrotliReader, body, bound)
    return _through(stream_io.ZstdReader, body, bound) if "zstd" in encodings[1] else body


def _through(reader: Any, body: bytes, bound: int) -> bytes:
    try:
        return _taken(reader(BytesIO(body)), bound)
    except OSError:
        return body
