"""Ingest: every record of every input file becomes a report or a rejected row with a reason. Nothing is lost.

Text files are one record each; JSON Lines (plain or gzip) one record a line, fields named by the corpus entry.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import orjson

from sijill.errors import UserError
from sijill.ids import report_id
from sijill.options import IngestOptions
from sijill.plan import CorpusSpec
from sijill.text.arabic import LETTER

Row = dict[str, Any]
BATCH = 2_000  # rows handed on at a time: bounds memory whatever the file size

_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC = re.compile(f"[{LETTER}]")
_NOT_ARABIC_LANGUAGE = re.compile("[پچژگٹڈڑں]")  # Persian, Urdu, Kurdish, Pashto


@dataclass(frozen=True)
class Record:
    """One record as read: its bytes, and either its fields or the reason it cannot be read."""

    number: int
    raw: bytes
    fields: dict[str, Any] | None = None
    reason: str = ""
    detail: str = ""


def run(
    files: Iterable[tuple[Path, str]], spec: CorpusSpec, options: IngestOptions
) -> Iterator[tuple[list[Row], list[Row]]]:
    """Reports and rejected rows of the files (path, path relative to the corpus), in batches of at most 2,000 records.

    Errors: UserError when a file cannot be opened or a mapped field is in no record of a file.
    """
    reports: list[Row] = []
    rejected: list[Row] = []
    for path, relative in files:
        seen_fields: set[str] = set()
        for record in _records(path, spec):
            seen_fields |= (record.fields or {}).keys()
            row = _report(record, relative, spec, options)
            (rejected if "reason" in row else reports).append(row)
            if len(reports) + len(rejected) >= BATCH:
                yield reports, rejected
                reports, rejected = [], []
        _demand_mapped_fields(path, spec, seen_fields)
    yield reports, rejected


def _demand_mapped_fields(path: Path, spec: CorpusSpec, seen: set[str]) -> None:
    missing = sorted({name for name in spec.fields.values() if name} - seen)
    if missing and seen and _format(path, spec) == "jsonl":
        raise UserError(
            f"{path}: no record has the field '{missing[0]}' that `fields:` of corpus '{spec.name}' names; "
            f"the records have: {', '.join(sorted(seen))}"
        )


def _format(path: Path, spec: CorpusSpec) -> str:
    if spec.format != "auto":
        return spec.format
    return "jsonl" if path.name.endswith((".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")) else "text"


def _records(path: Path, spec: CorpusSpec) -> Iterator[Record]:
    try:
        with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as stream:
            if _format(path, spec) == "jsonl":
                yield from _json_records(stream, path.name)
            else:
                yield _text_record(stream.read(), path)
    except PermissionError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
    except FileNotFoundError as error:
        raise UserError(f"{path}: no such file; check `corpus:` in the config") from error


def _json_records(stream: Any, name: str) -> Iterator[Record]:
    seen = 0
    try:
        for line in stream:
            yield _json_record(seen, line)
            seen += 1
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Record(seen, b"", None, "truncated_file", f"{name}: ends in the middle ({error}); fetch it again")


def _json_record(number: int, line: bytes) -> Record:
    if not line.strip():
        return Record(number, line, None, "empty_record", "a blank line")
    try:
        fields = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        return Record(number, line, None, "broken_json", f"line {number + 1}: {error}")
    if not isinstance(fields, dict):
        return Record(number, line, None, "not_an_object", f"line {number + 1}: {type(fields).__name__}, not an object")
    return Record(number, line, fields)


def _text_record(raw: bytes, path: Path) -> Record:
    if not raw.strip():
        return Record(0, raw, None, "empty_record", "the file is empty")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return Record(0, raw, None, "undecodable", f"not UTF-8 at byte {error.start}; convert it, e.g. with iconv")
    if "\x00" in text:
        return Record(0, raw, None, "binary", "holds zero bytes: not a text file")
    stem = path.name.removesuffix(".gz").rsplit(".", 1)[0]
    return Record(0, raw, {"id": stem, "text": text})


def _report(record: Record, relative: str, spec: CorpusSpec, options: IngestOptions) -> Row:
    """The `reports` row of a record, or a `rejected` row (it has a `reason`)."""
    if record.fields is None:
        return _rejected(record, relative, record.reason, record.detail)
    value = {name: _text(record.fields.get(spec.fields.get(name) or name)) for name in FIELDS}
    body = value["text"]
    if not body or not body.strip():
        return _rejected(
            record, relative, "missing_text", f"the field '{spec.fields.get('text') or 'text'}' is missing or empty"
        )
    title = value["title"].strip() if value["title"] and value["title"].strip() else None
    text_raw = f"{title}\n{_lines(body)}" if title else _lines(body)
    if len(text_raw) > options.max_record_chars:
        return _rejected(record, relative, "too_long", f"{len(text_raw)} characters; see ingest.max_record_chars")
    if (share := arabic_share(text_raw)) < options.min_arabic_share:
        return _rejected(record, relative, "not_arabic", f"{share:.0%} of its letters are Arabic")
    outlet = value["outlet"] or spec.outlet
    published = published_day(value["published_at"])
    return {
        "report_id": report_id(outlet, published, text_raw),
        "corpus": spec.name,
        "source_file": relative,
        "record_no": record.number,
        "record_id": value["id"] or f"{relative}:{record.number}",
        "source_sha256": hashlib.sha256(record.raw).hexdigest(),
        "outlet": outlet,
        "url": value["url"],
        "title": title,
        "text_raw": text_raw,
        "text": text_raw,
        "language": "ar",
        "published_at": value["published_at"],
        "published_on": published,
        "published_precision": "day" if published else "unknown",
        "published_evidence": "metadata" if published else "none",
    }


FIELDS = ("id", "title", "text", "published_at", "url", "outlet")


def _rejected(record: Record, relative: str, reason: str, detail: str) -> Row:
    return {"stage": "ingest", "source_file": relative, "record_no": record.number, "reason": reason, "detail": detail}


def _text(value: Any) -> str | None:
    """A field as text; numbers are written out, nothing else is guessed."""
    if value is None or isinstance(value, (dict, list, bool)):
        return None
    return str(value).encode("utf-8", "replace").decode("utf-8") or None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")


def arabic_share(text: str) -> float:
    """Share of Arabic letters among the letters of a text, 0 to 1; those of Persian, Urdu, Kurdish count against it."""
    letters = len(_LETTERS.findall(text))
    arabic = len(_ARABIC.findall(text))
    foreign = len(_NOT_ARABIC_LANGUAGE.findall(text))
    return 0.0 if not letters else max(0.0, min(1.0, (arabic - 20 * foreign) / letters))


def published_day(written: str | None) -> str | None:
    """The day (ISO 8601) of a publication time in ISO 8601 or RFC 5322 form, in its own zone; None for other forms."""
    if not written:
        return None
    written = written.strip()
    for read in (_iso_day, lambda text: parsedate_to_datetime(text).date()):
        try:
            day: date = read(written)
        except (ValueError, TypeError, IndexError):
            continue
        return day.isoformat()
    return None


def _iso_day(written: str) -> date:
    if not re.match(r"\d{4}-\d{2}-\d{2}", written):
        raise ValueError(written)
    return datetime.fromisoformat(written.replace("Z", "+00:00")).date()
