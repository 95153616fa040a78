"""Records as rows: the `reports` row of each, or a `rejected` row with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sijill.ids import report_id
from sijill.ingest.language import Language, identify_all
from sijill.ingest.published import published
from sijill.ingest.records import FIELDS, Record
from sijill.options import IngestOptions
from sijill.plan import CorpusSpec

Row = dict[str, Any]
MIXED_SHARE = 0.8
"""Share of Arabic letters below which a text is marked as mixed."""


class Refusal(NamedTuple):
    """Why a record is no report."""

    reason: str
    detail: str


class Draft(NamedTuple):
    """A record whose text can be read: its fields as text, and the whole text."""

    values: dict[str, str | None]
    title: str | None
    text_raw: str


def rows(
    records: Sequence[tuple[str, Record]], spec: CorpusSpec, options: IngestOptions
) -> tuple[list[Row], list[Row]]:
    """The report rows and the rejected rows of records, each given with the path of its file below the corpus."""
    drafts = [_draft(record, spec, options) for _, record in records]
    texts = [draft.text_raw for draft in drafts if isinstance(draft, Draft)]
    languages = iter(identify_all(texts))
    reports: list[Row] = []
    rejected: list[Row] = []
    for (file, record), draft in zip(records, drafts, strict=True):
        place = {"corpus": spec.name, "source_file": file, "record_no": record.number}
        row = draft if isinstance(draft, Refusal) else _report(record, draft, next(languages), spec, options)
        if isinstance(row, Refusal):
            rejected.append({"stage": "ingest", **place, "reason": row.reason, "detail": row.detail})
        else:
            row["record_id"] = row["record_id"] or f"{file}:{record.number}"
            reports.append(place | row)
    return reports, rejected


def _draft(record: Record, spec: CorpusSpec, options: IngestOptions) -> Draft | Refusal:
    if record.reason:
        return Refusal(record.reason, record.detail)
    values = {name: _text(record.fields.get(name)) for name in FIELDS}
    body = _lines(values["text"] or "")
    if not body or body.isspace():
        name = spec.fields.get("text") or "text"
        return Refusal("missing_text", f"its {name!r} is missing or holds nothing but white space")
    title = " ".join((values["title"] or "").split()) or None
    text_raw = f"{title}\n{body}" if title else body
    if len(text_raw) > options.max_record_chars:
        return Refusal("too_long", f"{len(text_raw)} characters; see ingest.max_record_chars")
    return Draft(values, title, text_raw)


def _report(
    record: Record, draft: Draft, language: Language, spec: CorpusSpec, options: IngestOptions
) -> Row | Refusal:
    if language.share < options.min_arabic_share:
        return Refusal("not_arabic", f"{language.share:.0%} of its letters are Arabic")
    if language.code != "ar":
        return Refusal("not_arabic", f"it reads as another language of the script ({language.code})")
    values = draft.values
    outlet = values["outlet"] or spec.outlet
    day = published(
        values["published_at"], draft.text_raw, values["url"], spec.time_zone, _text(record.fields.get("dateline"))
    )
    return {
        "report_id": report_id(outlet, day.on, draft.text_raw),
        "record_id": values["id"],
        "source_sha256": record.sha256,
        "outlet": outlet,
        "url": values["url"],
        "title": draft.title,
        "text_raw": draft.text_raw,
        "text": draft.text_raw,
        "fields_evidence": record.evidence,
        "encoding": record.encoding,
        "text_repair": record.repair,
        "language": "ar",
        "mixed_language": language.share < MIXED_SHARE,
        "published_at": values["published_at"],
        "published_on": day.on,
        "published_precision": day.precision,
        "published_evidence": day.evidence,
        "published_conflict": day.conflict,
    }


def _text(value: Any) -> str | None:
    """A field as text; numbers are written out, nothing else is guessed. A lone surrogate becomes a question mark."""
    if value is None or isinstance(value, (dict, list, bool)):
        return None
    text = str(value)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-8", "replace").decode("utf-8")
    return text or None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd")
