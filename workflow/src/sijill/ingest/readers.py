"""The records of input files, by their format. A reader yields every record, also those that it cannot read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sijill.errors import UserError
from sijill.ingest.formats import csv, json, jsonl, parquet, text, warc
from sijill.ingest.mapping import Fields
from sijill.ingest.records import Record
from sijill.ingest.repair import mended
from sijill.ingest.sniff import BINARY, kind_of
from sijill.ingest.source import HEAD, Source, record_bound, refused
from sijill.ingest.streams import BOMB_BYTES, UnreadableError, open_bytes
from sijill.plan import CorpusSpec, format_of

READERS: dict[str, Callable[[Source], Iterator[Record]]] = {
    "text": text.read,
    "html": text.read_html,
    "json": json.read,
    "jsonl": jsonl.read,
    "csv": csv.read,
    "parquet": parquet.read,
    "warc": warc.read,
}
WHOLE = ("text", "html")
"""Formats of which a file is one record."""
MAX_CHARS = 1_000_000


def read_all(
    files: Iterable[tuple[Path, str]], spec: CorpusSpec, max_chars: int = MAX_CHARS
) -> Iterator[tuple[str, Record]]:
    """The records of files (path, path below the corpus), each with the latter, in their order.

    `max_chars`: longest text of a record; what is much longer is not read into memory.
    Raises UserError for what is the user's to mend: paths, rights, a mapped field that no record of the files has.
    """
    fields = Fields(spec)
    for path, relative in files:
        for record in _read(path, spec, max_chars, fields):
            yield relative, record
    fields.demand_seen()


def read(path: Path, spec: CorpusSpec, max_chars: int = MAX_CHARS) -> Iterator[Record]:
    """The records of one file; see read_all."""
    return (record for _, record in read_all([(path, path.name)], spec, max_chars))


def _read(path: Path, spec: CorpusSpec, max_chars: int, fields: Fields) -> Iterator[Record]:
    wanted = format_of(path.name) if spec.format == "auto" else spec.format
    if wanted is None:
        raise UserError(f"{path}: its name does not tell its format; name one as `format:` of corpus {spec.name!r}.")
    number = 0
    try:
        for record in _unique(map(mended, _records(path, wanted, record_bound(max_chars), fields))):
            number = record.number + 1
            yield record
    except UnreadableError as error:
        yield refused(number, error.reason, error.detail)
    except UnicodeDecodeError as error:  # of UTF-16, which is decoded as a stream
        yield refused(number, "undecodable", f"record {number + 1}: not {error.encoding} ({error.reason})")
    except PermissionError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}): check its permissions.") from error
    except FileNotFoundError as error:
        raise UserError(f"{path}: no such file: check `corpus:` in the config.") from error


def _records(path: Path, wanted: str, bound: int, fields: Fields) -> Iterator[Record]:
    # half a record of one is enough to tell a bomb from a long text, and nothing more is read of either
    with open_bytes(path, bound // 2 if wanted in WHOLE else BOMB_BYTES) as stream:
        head = stream.peek(HEAD)[:HEAD]
        if not head or (wanted in WHOLE and len(head) < HEAD and not head.strip()):
            yield refused(0, "empty_record", "the file is empty")
            return
        kind, what = kind_of(head, wanted)
        if kind == BINARY:
            yield refused(0, "binary", f"{path.name}: {what}; convert it to text")
            return
        yield from READERS[kind](Source(path, stream, head, bound, fields))


def _unique(records: Iterable[Record]) -> Iterator[Record]:
    """The records; of those to which the input gives one id but different texts, the first alone is taken.

    Keeps a number of 8 bytes for an id and one for its text: some 150 bytes of memory a record.
    """
    texts: dict[int, int] = {}
    for record in records:
        given = record.fields.get("id") if not record.reason else None
        if given is not None and not isinstance(given, (dict, list)):
            own = _digest(record.fields.get("title"), record.fields.get("text"))
            if texts.setdefault(_digest(given), own) != own:
                detail = f"another record of the file has the id {str(given)[:100]!r} and a different text"
                record = replace(record, fields={}, reason="conflicting_id", detail=detail)
        yield record


def _digest(*values: object) -> int:
    """A number for equal values within this process (never written anywhere: it differs from run to run)."""
    return hash(tuple("" if value is None else str(value).strip() for value in values))
