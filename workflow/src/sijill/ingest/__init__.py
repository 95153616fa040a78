"""Ingest: every record of every input file becomes a report or a rejected row with a reason. Nothing is lost.

readers (file → records) → here (record → report or rejected row), with published (its day) and language.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sijill.ids import report_id
from sijill.ingest.language import arabic_share
from sijill.ingest.published import published
from sijill.ingest.readers import read
from sijill.ingest.records import FIELDS, Record
from sijill.options import IngestOptions
from sijill.plan import CorpusSpec

Row = dict[str, Any]
MIXED_SHARE = 0.8  # of Arabic letters, below which a text is marked as mixed
BATCH = 2_000  # rows handed on at a time: bounds memory whatever the file size


def run(
    files: Iterable[tuple[Path, str]], spec: CorpusSpec, options: IngestOptions
) -> Iterator[tuple[list[Row], list[Row]]]:
    """Reports and rejected rows of the files (path, path relative to the corpus), in batches of at most 2,000 records.

    Errors: UserError when a file cannot be opened or a mapped field is in no record of a file.
    """
    reports: list[Row] = []
    rejected: list[Row] = []
    for path, relative in files:
        for record in read(path, spec):
            row = _row(record, relative, spec, options)
            (rejected if "reason" in row else reports).append(row)
            if len(reports) + len(rejected) >= BATCH:
                yield reports, rejected
                reports, rejected = [], []
    yield reports, rejected


def _row(record: Record, relative: str, spec: CorpusSpec, options: IngestOptions) -> Row:
    """The `reports` row of a record, or a `rejected` row (it has a `reason`)."""
    if record.reason:
        return _rejected(record, relative, spec, record.reason, record.detail)
    value = {name: _text(record.fields.get(name)) for name in FIELDS}
    body = value["text"]
    if not body or not body.strip():
        return _rejected(
            record,
            relative,
            spec,
            "missing_text",
            f"the field '{spec.fields.get('text') or 'text'}' is missing or empty",
        )
    title = value["title"].strip() if value["title"] and value["title"].strip() else None
    text_raw = f"{title}\n{_lines(body)}" if title else _lines(body)
    if len(text_raw) > options.max_record_chars:
        return _rejected(record, relative, spec, "too_long", f"{len(text_raw)} characters; see ingest.max_record_chars")
    if (share := arabic_share(text_raw)) < options.min_arabic_share:
        return _rejected(record, relative, spec, "not_arabic", f"{share:.0%} of its letters are Arabic")
    outlet = value["outlet"] or spec.outlet
    day = published(value["published_at"], text_raw, value["url"])
    return {
        "report_id": report_id(outlet, day.on, text_raw),
        "corpus": spec.name,
        "source_file": relative,
        "record_no": record.number,
        "record_id": value["id"] or f"{relative}:{record.number}",
        "source_sha256": record.sha256,
        "outlet": outlet,
        "url": value["url"],
        "title": title,
        "text_raw": text_raw,
        "text": text_raw,
        "fields_evidence": record.evidence,
        "encoding": record.encoding,
        "text_repair": record.repair,
        "language": "ar",
        "mixed_language": share < MIXED_SHARE,
        "published_at": value["published_at"],
        "published_on": day.on,
        "published_precision": day.precision,
        "published_evidence": day.evidence,
        "published_conflict": day.conflict,
    }


def _rejected(record: Record, relative: str, spec: CorpusSpec, reason: str, detail: str) -> Row:
    return {
        "stage": "ingest",
        "corpus": spec.name,
        "source_file": relative,
        "record_no": record.number,
        "reason": reason,
        "detail": detail,
    }


def _text(value: Any) -> str | None:
    """A field as text; numbers are written out, nothing else is guessed."""
    if value is None or isinstance(value, (dict, list, bool)):
        return None
    return str(value).encode("utf-8", "replace").decode("utf-8") or None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
