"""The records of an input file, by its format. A reader yields every record, also those that it cannot read."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson

from sijill.errors import UserError
from sijill.ingest.records import FIELDS, Record
from sijill.plan import CorpusSpec, format_of


def read(path: Path, spec: CorpusSpec) -> Iterator[Record]:
    """All records of a file in their order. Raises UserError for what is the user's to mend: path, rights, mapping."""
    kind = spec.format if spec.format != "auto" else format_of(path.name)
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as stream:
            if kind == "jsonl":
                yield from _json_lines(stream, path, spec)
            else:
                yield _text(stream.read(), path)
    except PermissionError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except FileNotFoundError as error:
        raise UserError(f"{path}: no such file; check `corpus:` in the config") from error


def _json_lines(stream: BinaryIO, path: Path, spec: CorpusSpec) -> Iterator[Record]:
    number, seen = 0, set[str]()
    try:
        for line in stream:
            record = _json_record(number, line, spec, seen)
            yield record
            number += 1
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        detail = f"{path.name}: ends in the middle ({error}); fetch it again"
        yield Record(number, _sha256(b""), reason="truncated_file", detail=detail)
    demand_mapped_fields(path, spec, seen)


def _json_record(number: int, line: bytes, spec: CorpusSpec, seen: set[str]) -> Record:
    digest = _sha256(line)
    if not line.strip():
        return Record(number, digest, reason="empty_record", detail="a blank line")
    try:
        values = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Record(number, digest, reason="broken_json", detail=f"line {number + 1}: {error}")
    if not isinstance(values, dict):
        detail = f"line {number + 1}: {type(values).__name__}, not an object"
        return Record(number, digest, reason="not_an_object", detail=detail)
    seen.update(values)
    return Record(number, digest, mapped(values, spec))


def _text(raw: bytes, path: Path) -> Record:
    digest = _sha256(raw)
    if not raw.strip():
        return Record(0, digest, reason="empty_record", detail="the file is empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        detail = f"not UTF-8 at byte {error.start}; convert it, e.g. with iconv"
        return Record(0, digest, reason="undecodable", detail=detail)
    if "\x00" in text:
        return Record(0, digest, reason="binary", detail="holds zero bytes: not a text file")
    stem = path.name.removesuffix(".gz").rsplit(".", 1)[0]
    return Record(0, digest, {"id": stem, "text": text})


def mapped(values: dict[str, Any], spec: CorpusSpec) -> dict[str, Any]:
    """The values of a record under our names."""
    return {name: values.get(spec.fields.get(name) or name) for name in FIELDS}


def demand_mapped_fields(path: Path, spec: CorpusSpec, seen: set[str]) -> None:
    """Raises UserError when `fields:` names a field that no record of the file has."""
    missing = sorted({name for name in spec.fields.values() if name} - seen)
    if missing and seen:
        raise UserError(
            f"{path}: no record has the field '{missing[0]}' that `fields:` of corpus '{spec.name}' names; "
            f"the records have: {', '.join(sorted(seen))}"
        )


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
