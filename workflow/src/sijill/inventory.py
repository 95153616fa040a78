"""What is there to be read: size, digest and number of records of each input file, counted apart from the readers.

The two share how a file is opened and what format it is in, never how its records are told apart: here lines are
counted, there they are parsed. That makes the balance of records read against records there worth something.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sijill.ingest.decode import wide_encoding
from sijill.ingest.formats.csv import delimiter_of
from sijill.ingest.formats.json import WRAPPED, wrapped
from sijill.ingest.formats.parquet import ROWS_PER_BYTE, seekable
from sijill.ingest.formats.warc import NOT_DOCUMENTS
from sijill.ingest.sniff import kind_of
from sijill.ingest.source import HEAD, SLACK
from sijill.ingest.streams import BLOCK, UnreadableError, lines, open_bytes
from sijill.io import sha256_of
from sijill.plan import CorpusSpec, InputFile, format_of

COLUMNS: dict[str, pa.DataType] = {
    "corpus": pa.string(),
    "source_file": pa.string(),
    "bytes": pa.int64(),
    "records": pa.int64(),
    "sha256": pa.string(),
}
INPUTS = pa.schema(COLUMNS)
"""One row per input file. `records` is null where it cannot be told: the file is cut, damaged or not well-formed."""

WARC_BEGINS = re.compile(rb"WARC/\d\.\d\r\n")
WARC_LINE = b"\r\n"
"""What ends a line of a WARC header; two of them end a record."""
MAY_REPEAT = b"warc-concurrent-to"
LONGEST_LINE = 1 << 26
"""Characters of a line above which it is passed over: the readers do so far earlier."""


def inventory(files: Iterable[InputFile], spec: CorpusSpec) -> pa.Table:
    """The table of input files; metadata files beside texts have no records."""
    rows = []
    for file in files:
        records = count_records(Path(file.path), spec)
        rows.append((spec.name, file.relative, file.size, records, sha256_of(file.path)))
        if file.sidecar:
            name = Path(file.relative).with_name(Path(file.sidecar).name).as_posix()
            rows.append((spec.name, name, Path(file.sidecar).stat().st_size, 0, sha256_of(file.sidecar)))
    # two texts may share one metadata file
    unique = sorted(set(rows), key=lambda row: row[1])
    return pa.Table.from_pylist([dict(zip(INPUTS.names, row, strict=True)) for row in unique], schema=INPUTS)


def count_records(path: Path, spec: CorpusSpec) -> int | None:
    """Records of a file, or None where that cannot be told. An empty file and one that is no text count as one."""
    wanted = format_of(path.name) if spec.format == "auto" else spec.format
    try:
        with open_bytes(path) as stream:
            head = stream.peek(HEAD)[:HEAD]
            if not head or wanted is None:
                return 1
            kind = kind_of(head, wanted)[0]
            return COUNTERS[kind](stream, wide_encoding(head), spec) if kind in COUNTERS else 1
    except (UnreadableError, ValueError, KeyError, RecursionError, OSError, pa.ArrowException):
        return None


def _lines(stream: io.BufferedReader, wide: str | None, spec: CorpusSpec) -> int:
    """Line ends, and one more for a last line without."""
    blocks: Iterator[bytes | str] = iter(lambda: stream.read(BLOCK), b"")
    if wide and wide != "utf-8-sig":
        text = io.TextIOWrapper(stream, wide, errors="surrogatepass", newline="\n")
        blocks = iter(lambda: text.read(BLOCK), "")
    ends, last = 0, True
    for block in blocks:
        end: Any = b"\n" if isinstance(block, bytes) else "\n"
        ends, last = ends + block.count(end), block[-1:] == end
    return ends + (not last)


def _document(stream: io.BufferedReader, wide: str | None, spec: CorpusSpec) -> int | None:
    """Elements of an array, or of the one array within an object; None for what is too large to be read at once."""
    raw = stream.read(WRAPPED + 1)
    if len(raw) > WRAPPED:
        return None
    errors = "surrogatepass" if wide and wide != "utf-8-sig" else "replace"
    values = json.loads(raw.decode(wide or "utf-8", errors))
    if isinstance(values, list):
        return len(values)
    inner = wrapped(values, spec.fields.get("text") or "text")
    return 1 if inner is None else len(inner)


def _rows(stream: io.BufferedReader, wide: str | None, spec: CorpusSpec) -> int | None:
    """Line ends outside quotes, below the header; None where a quote stays open so long that it may be an error."""
    errors = "surrogatepass" if wide and wide != "utf-8-sig" else "replace"
    text = io.TextIOWrapper(stream, wide or "utf-8", errors=errors, newline="")
    below = (line or "" for line in lines(text, LONGEST_LINE))
    header = next((line for line in below if line.strip()), "")
    delimiter = delimiter_of(header)
    rows, inside, size = 0, False, 0
    for line in chain((header,), below):
        inside = quoted(line, delimiter, inside)
        size = size + len(line) if inside else 0
        if size > SLACK:
            return None
        rows += not inside
    return rows + inside - 1


def quoted(line: str, delimiter: str, inside: bool) -> bool:
    """Whether a quote is open at the end of a line, where one was (`inside`) or was not at its beginning."""
    if '"' not in line:
        return inside
    at = 0
    while at < len(line):
        if inside:
            end = line.find('"', at)
            if end < 0:
                return True
            inside = line.startswith('""', end)
            at = end + (2 if inside else 1)
        elif line[at] == '"':  # at the beginning of a field; elsewhere it is a character like others
            at, inside = at + 1, True
        if not inside:
            at = line.find(delimiter, at) + 1
            if not at:
                return False
    return inside


def _table_rows(stream: io.BufferedReader, wide: str | None, spec: CorpusSpec) -> int | None:
    """Rows as the footer tells them."""
    with seekable(stream) as file:
        rows: int = pq.read_metadata(file).num_rows
        return rows if rows <= file.seek(0, io.SEEK_END) * ROWS_PER_BYTE else None


def _documents(stream: io.BufferedReader, wide: str | None, spec: CorpusSpec) -> int:
    """Headers of records of a counted type. Raises ValueError or KeyError where the archive is cut or damaged."""
    count = 0
    while line := stream.readline(BLOCK):
        if not WARC_BEGINS.fullmatch(line):
            raise ValueError(line[:20])
        header: dict[bytes, bytes] = {}
        while (line := stream.readline(BLOCK)) != WARC_LINE:
            name, sign, value = line.partition(b":")
            name = name.lower()
            if not sign or not line.endswith(WARC_LINE) or (name in header and name != MAY_REPEAT):
                raise ValueError(line[:20])  # cut, or run into another header
            header[name] = value.strip()
        left = int(header[b"content-length"])
        while left > 0 and (block := stream.read(min(left, BLOCK))):
            left -= len(block)
        if left or stream.read(2 * len(WARC_LINE)) != 2 * WARC_LINE:
            raise ValueError(left)
        count += header[b"warc-type"].decode("ascii", "replace").lower() not in NOT_DOCUMENTS
    return count


COUNTERS: dict[str, Callable[[io.BufferedReader, str | None, CorpusSpec], int | None]] = {
    "jsonl": _lines,
    "json": _document,
    "csv": _rows,
    "parquet": _table_rows,
    "warc": _documents,
}
"""How the records of a format are counted; a file of any other is one record."""
