"""Normalize: headline, body and furniture told apart; sentences with offsets; `text` is the body alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from sijill import tables
from sijill.furnishings import Furnishing
from sijill.normalize.furniture import compile_lexicon, of_outlets
from sijill.normalize.roles import Line, line_roles
from sijill.options import NormalizeOptions
from sijill.text.arabic import Folded, fold
from sijill.text.segment import sentences

Row = dict[str, Any]


def run(
    inputs: dict[str, pa.Table], options: NormalizeOptions, lexicon: Iterable[Furnishing] = ()
) -> dict[str, pa.Table]:
    """`reports` as ingested → `reports` with `text` and `title` set, `sentences`, `rejected`.

    `inputs` may hold `furniture`, the lines that outlets repeat; `lexicon` holds the words of page furniture.
    """
    words = compile_lexicon(lexicon)
    repeated = inputs["furniture"].select(["outlet", "line"]).to_pylist() if "furniture" in inputs else []
    outlets = of_outlets(words, ((row["outlet"], row["line"]) for row in repeated))
    reports: list[Row] = []
    sentence_rows: list[Row] = []
    rejected: list[Row] = []
    for report in inputs["reports"].to_pylist():
        view = fold(report["text_raw"])
        furniture = outlets.get(report["outlet"] or report["corpus"], words) if options.remove_boilerplate else None
        lines = line_roles(view.text, has_title=report["title"] is not None, furniture=furniture)
        report |= _parts(report, view, lines)
        if not report["text"].strip():
            detail = f"{report['record_id']}: nothing but headline and page furniture"
            kept = {key: report[key] for key in ("report_id", "corpus", "source_file", "record_no")}
            rejected.append({"stage": "normalize", **kept, "reason": "no_body", "detail": detail})
            continue
        reports.append(report)
        sentence_rows += _sentences(report["report_id"], view, lines, options)
    return {
        "reports": tables.from_rows("reports", reports),
        "sentences": tables.from_rows("sentences", sentence_rows),
        "rejected": tables.from_rows("rejected", rejected),
    }


def _parts(report: Row, view: Folded, lines: list[Line]) -> Row:
    """`text` and `title` of a report. A headline is only taken from the text where the page repeats it."""
    raw = report["text_raw"]
    body = "\n".join(raw[slice(*view.raw_span(line.start, line.end))] for line in lines if line.role == "body")
    headline = next((line for line in lines if line.role == "headline"), None)
    title = report["title"]
    if title is None and headline is not None:
        title = raw[slice(*view.raw_span(headline.start, headline.end))].strip()
    return {"text": body, "title": title}


def _sentences(report_id: str, view: Folded, lines: list[Line], options: NormalizeOptions) -> list[Row]:
    """Sentence rows: each line is cut by itself, so that a headline never runs into the body."""
    rows: list[Row] = []
    for line in lines:
        for sentence in sentences(view.text[line.start : line.end], options.max_sentence_chars):
            start, end = view.raw_span(line.start + sentence.start, line.start + sentence.end)
            role = "quote" if sentence.in_quote and line.role == "body" else line.role
            number = len(rows)
            rows.append(
                {
                    "report_id": report_id,
                    "sentence_no": number,
                    "start": start,
                    "end": end,
                    "role": role,
                    "rule_id": line.rule_id,
                }
            )
    return rows
