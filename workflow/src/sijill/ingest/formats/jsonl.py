"""JSON, one record a line."""

from __future__ import annotations

import io
import json
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import Any

import orjson

from sijill.ingest.decode import UndecodableError, decode, wide_encoding
from sijill.ingest.records import Record
from sijill.ingest.source import Source, refused, sha256, too_long
from sijill.ingest.streams import lines


def read(source: Source) -> Iterator[Record]:
    """A record for every line, blank lines too."""
    wide = wide_encoding(source.head)
    for number, line in enumerate(_lines(source, wide)):
        if line is None:
            yield too_long(number, source.bound, "line")
        elif not line.strip():
            yield refused(number, "empty_record", f"line {number + 1} is blank", line)
        else:
            yield json_record(number, line, source, wide)


def _lines(source: Source, wide: str | None) -> Iterator[bytes | None]:
    """The lines in UTF-8, or in whatever one-byte encoding they are."""
    if wide in (None, "utf-8-sig"):
        source.stream.read(len(BOM_UTF8) if wide else 0)
        yield from lines(source.stream, source.bound)
        return
    # half a surrogate pair is the matter of its own record, not of the file
    text = io.TextIOWrapper(source.stream, wide, errors="surrogatepass", newline="\n")
    for line in lines(text, source.bound):
        yield None if line is None else line.encode("utf-8", "surrogatepass")


def json_record(number: int, raw: bytes, source: Source, wide: str | None = None) -> Record:
    """The record of the JSON text of one object; `wide`: the encoding it was in before it was made UTF-8."""
    try:
        values, encoding = parsed(raw)
    except UndecodableError as error:
        return refused(number, "undecodable", f"record {number + 1}: {error}", raw)
    except (ValueError, RecursionError) as error:
        return refused(number, "broken_json", f"record {number + 1}: {error}", raw)
    return object_record(number, values, raw, source, label(wide) or encoding)


def object_record(number: int, values: Any, raw: bytes, source: Source, encoding: str | None) -> Record:
    """The record of a parsed value, which must be an object."""
    if not isinstance(values, dict):
        return refused(number, "not_an_object", f"record {number + 1} is {_kind(values)}, not an object", raw)
    return Record(number, sha256(raw), source.fields.of(values, source.path), encoding=encoding)


def parsed(raw: bytes) -> tuple[Any, str | None]:
    """The value and its encoding, null for UTF-8. Raises UndecodableError, another ValueError or RecursionError.

    UTF-8 needs no detection: what is none fails and is looked at again, as are NaN and half a surrogate pair.
    """
    try:
        return orjson.loads(raw), None
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(raw.decode("utf-8", "surrogatepass")), None
    except UnicodeDecodeError:
        text, encoding = decode(raw)
        return json.loads(text), label(encoding)


def label(encoding: str | None) -> str | None:
    """The encoding to tell of a JSON record: none for UTF-8, which JSON is in."""
    return None if encoding in (None, "utf-8", "utf-8-sig") else encoding


def _kind(value: Any) -> str:
    return {list: "an array", str: "a text", bool: "true or false", type(None): "null"}.get(type(value), "a number")
