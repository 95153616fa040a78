"""Tables of comma- or tab-separated values, the first row naming the columns."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from itertools import chain

from sijill.ingest.decode import ONE_BYTE, UndecodableError, decode, wide_encoding
from sijill.ingest.records import Record
from sijill.ingest.source import Source, refused, sha256, too_long
from sijill.ingest.streams import UnreadableError, lines

DELIMITERS = ",\t;|"


class _TooLongError(Exception):
    """A record that does not fit the bound: a line too long, or a quote that is never closed."""


class Feed:
    """Physical lines for the csv module; counts what the record at hand has taken. `wide`: UTF-16 or UTF-32, or null.

    Bytes that are no UTF-8 come through as lone surrogates, to be decoded record by record.
    """

    def __init__(self, source: Source) -> None:
        wide = wide_encoding(source.head)
        self.wide = None if wide == "utf-8-sig" else wide
        errors = "surrogatepass" if self.wide else "surrogateescape"
        text = io.TextIOWrapper(source.stream, wide or "utf-8", errors=errors, newline="")
        self._lines, self._bound = lines(text, source.bound), source.bound
        self.taken: list[str] = []
        self._size = 0

    def __iter__(self) -> Feed:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self._size += len(line) if line is not None else self._bound + 1
        if line is None or self._size > self._bound:
            raise _TooLongError
        self.taken.append(line)
        return line

    def raw(self) -> bytes:
        """The bytes of the record at hand, in UTF-8 where they were UTF-16; begins the next one."""
        raw = "".join(self.taken).encode("utf-8", "surrogatepass" if self.wide else "surrogateescape")
        self.taken, self._size = [], 0
        return raw


def read(source: Source) -> Iterator[Record]:
    """A record for every row below the header, blank rows too. Raises UserError when a mapped column is not there."""
    csv.field_size_limit(sys.maxsize)  # the feed bounds a record; the module's own limit is too low for a long report
    feed = Feed(source)
    columns, delimiter = _header(feed, source)
    source.fields.demand(columns, source.path)
    rows = csv.reader(feed, delimiter=delimiter)
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except _TooLongError:
            feed.raw()
            rows = csv.reader(feed, delimiter=delimiter)
            yield too_long(number, source.bound, "row")
        except csv.Error as error:
            yield refused(number, "broken_csv", f"row {number + 1}: {error}", feed.raw())
        else:
            yield _record(number, row, columns, feed, source)
        number += 1


def _header(feed: Feed, source: Source) -> tuple[list[str], str]:
    """The names of the columns, which are in the first row that is not blank, and what parts them."""
    try:
        first = next((line for line in feed if line.strip()), "")
        delimiter = delimiter_of(first)
        row = next(csv.reader(chain((first,), feed), delimiter=delimiter), [])
    except (_TooLongError, csv.Error) as error:
        detail = f"{source.path.name}: the first row does not name the columns ({error or 'it is too long'})"
        raise UnreadableError("broken_csv", detail) from error
    feed.raw()
    encoding = None if feed.wide else _encoding_of(source.head)
    return [(_decoded(name, encoding) if encoding else name).strip() for name in row], delimiter


def delimiter_of(header: str) -> str:
    """What parts the columns: whatever gives the header most of them."""
    return max(DELIMITERS, key=lambda sign: len(next(csv.reader([header], delimiter=sign), [])))


def _record(number: int, row: list[str], columns: list[str], feed: Feed, source: Source) -> Record:
    raw = feed.raw()
    if not any(row):
        return refused(number, "empty_record", f"row {number + 1} is blank", raw)
    if len(row) != len(columns):
        detail = f"row {number + 1} has {len(row)} fields, the header {len(columns)}: a quote or delimiter is amiss"
        return refused(number, "ragged_row", detail, raw)
    try:
        encoding = feed.wide or decode(raw)[1]
    except UndecodableError as error:
        return refused(number, "undecodable", f"row {number + 1}: {error}", raw)
    if encoding in ONE_BYTE:
        row = [_decoded(value, encoding) for value in row]
    values = source.fields.of(dict(zip(columns, row, strict=True)), source.path)
    return Record(number, sha256(raw), values, encoding=encoding)


def _decoded(value: str, encoding: str) -> str:
    return value.encode("utf-8", "surrogateescape").decode(encoding if encoding in ONE_BYTE else "utf-8", "replace")


def _encoding_of(head: bytes) -> str:
    """The encoding of a file's beginning, which tells that of its header better than the few words in it."""
    try:
        return decode(head[: head.rfind(b"\n") + 1] or head)[1]
    except UndecodableError:
        return "utf-8"
