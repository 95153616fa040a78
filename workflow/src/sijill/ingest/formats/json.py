"""A JSON document: an array of records, one record, or an object that holds one array of records."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from sijill.ingest.decode import wide_encoding
from sijill.ingest.formats.jsonl import json_record, label, object_record, parsed
from sijill.ingest.records import Record
from sijill.ingest.source import Source, refused, too_long
from sijill.ingest.streams import BLOCK, UnreadableError

WRAPPED = 1 << 26
"""Bytes of the longest document that is no array: it is read whole. Arrays are read piece by piece."""
_MARK = b"\xef\xbb\xbf"
_TOKEN = re.compile(rb'[][{},"]')
_IN_STRING = re.compile(rb'(?:[^"\\]|\\.)*+', re.DOTALL)


def read(source: Source) -> Iterator[Record]:
    """The records of a document of any size when it is an array, else of at most WRAPPED bytes."""
    wide = wide_encoding(source.head)
    blocks = _blocks(source, wide)
    beginning = next(blocks, b"").removeprefix(_MARK).lstrip()
    if not beginning.startswith(b"["):
        yield from _document(beginning, blocks, source, wide)
        return
    for number, element in enumerate(elements(chain((beginning,), blocks), source.bound)):
        if element is None:
            yield too_long(number, source.bound, "array element")
        else:
            yield json_record(number, element, source, wide)


def _blocks(source: Source, wide: str | None) -> Iterator[bytes]:
    if wide in (None, "utf-8-sig"):
        while block := source.stream.read(BLOCK):
            yield block
    else:
        text = io.TextIOWrapper(source.stream, wide, errors="surrogatepass")
        while characters := text.read(BLOCK):
            yield characters.encode("utf-8", "surrogatepass")


def _document(beginning: bytes, blocks: Iterator[bytes], source: Source, wide: str | None) -> Iterator[Record]:
    parts, size = [beginning], len(beginning)
    for block in blocks:
        parts.append(block)
        size += len(block)
        if size > WRAPPED:
            detail = f"{source.path.name}: a document of more than {WRAPPED} bytes; make it an array or JSON lines"
            raise UnreadableError("too_long", detail)
    raw = b"".join(parts)
    try:
        values, encoding = parsed(raw)
    except (ValueError, RecursionError):
        yield json_record(0, raw, source, wide)  # says what is wrong with it
        return
    records = wrapped(values, source.fields.names["text"])
    if records is None:
        yield object_record(0, values, raw, source, label(wide) or encoding)
        return
    for number, one in enumerate(records):
        try:
            text = json.dumps(one).encode()
        except RecursionError as error:  # orjson reads deeper than this writes
            yield refused(number, "broken_json", f"record {number + 1}: {error}")
        else:
            yield object_record(number, one, text, source, label(wide) or encoding)


def wrapped(values: Any, text: str) -> list[dict[str, Any]] | None:
    """The records an object holds in its only array of objects; None when it is a record itself (it has the text)."""
    if not isinstance(values, dict) or text in values:
        return None
    arrays = [
        value
        for value in values.values()
        if isinstance(value, list) and value and all(isinstance(one, dict) for one in value)
    ]
    return arrays[0] if len(arrays) == 1 else None


def elements(blocks: Iterator[bytes], bound: int) -> Iterator[bytes | None]:
    """The JSON text of each element of an array, as it comes; None for one longer than `bound`, which is not kept.

    Raises UnreadableError("broken_json") where the array is not closed or something follows it.
    """
    buffer, at, start, depth = b"", 0, 0, 0
    in_string = long = False
    for block in blocks:
        buffer, at, start = buffer[start:] + block, at - start, 0
        while at < len(buffer):
            if in_string:
                end = _IN_STRING.match(buffer, at)
                at = end.end() if end else at
                if buffer[at : at + 1] != b'"':
                    break  # the string goes on in the next block
                in_string, at = False, at + 1
                continue
            token = _TOKEN.search(buffer, at)
            at = token.end() if token else len(buffer)
            mark = token[0] if token else b""
            in_string = mark == b'"'
            depth += (mark in (b"[", b"{")) - (mark in (b"]", b"}"))
            if mark == b"[" and depth == 1:
                start = at
            elif (mark == b"," and depth == 1) or (mark in (b"]", b"}") and depth == 0):
                element = buffer[start : at - 1]
                if long or element.strip() or mark == b",":
                    yield None if long or len(element) > bound else element
                start, long = at, False
                if depth == 0:
                    if buffer[at:].strip() or next(blocks, b"").strip():
                        raise UnreadableError("broken_json", "something follows the end of the array; mend the file")
                    return
        if at - start > bound:
            start, long = at, True
    raise UnreadableError("broken_json", "the array is not closed: the file ends in the middle; fetch it again")
