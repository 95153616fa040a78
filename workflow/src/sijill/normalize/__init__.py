"""Normalize: headline, body and furniture told apart; sentences with offsets; `text` is the body alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from sijill import tables
from sijill.furnishings import Furnishing
from sijill.normalize.cut import SentenceColumns, body_and_title
from sijill.normalize.furniture import Furniture, compile_lexicon, of_outlets
from sijill.normalize.roles import line_roles
from sijill.options import NormalizeOptions
from sijill.text.arabic import fold_all


def run(
    inputs: dict[str, pa.Table], options: NormalizeOptions, lexicon: Iterable[Furnishing] = ()
) -> dict[str, pa.Table]:
    """`reports` as ingested → `reports` with `text` and `title` set, `sentences`, `rejected`.

    `inputs` may hold `furniture`, the lines that outlets repeat; `lexicon` holds the words of page furniture.
    """
    reports = inputs["reports"]
    known = _furniture_of_each(inputs, options, lexicon)
    sentences = SentenceColumns(options.max_sentence_chars)
    texts: list[str] = []
    titles: list[str | None] = []
    raw: list[Any] = reports["text_raw"].to_pylist()
    rows = zip(reports["report_id"].to_pylist(), reports["title"].to_pylist(), fold_all(raw), known, strict=True)
    for report_id, given, view, furniture in rows:
        lines = line_roles(view.text, has_title=given is not None, furniture=furniture)
        text, title = body_and_title(view, lines)
        texts.append(text)
        titles.append(given or title)
        if text:
            sentences.add(str(report_id), view, lines)
    settled = tables.with_columns("reports", reports, text=texts, title=titles)
    empty = [number for number, text in enumerate(texts) if not text]
    return {
        "reports": settled.filter(pa.array(map(bool, texts), pa.bool_())) if empty else settled,
        "sentences": sentences.table(),
        "rejected": _rejected(reports, empty),
    }


def _furniture_of_each(
    inputs: dict[str, pa.Table], options: NormalizeOptions, lexicon: Iterable[Furnishing]
) -> list[Furniture | None]:
    """What is known of the page furniture of each report's outlet (of its corpus, where it has none)."""
    reports = inputs["reports"]
    if not options.remove_boilerplate:
        return [None] * len(reports)
    words = compile_lexicon(lexicon)
    repeated = inputs["furniture"].select(["outlet", "line"]).to_pylist() if "furniture" in inputs else []
    outlets = of_outlets(words, ((row["outlet"], row["line"]) for row in repeated))
    named = zip(reports["outlet"].to_pylist(), reports["corpus"].to_pylist(), strict=True)
    return [outlets.get(str(outlet or corpus), words) for outlet, corpus in named]


def _rejected(reports: pa.Table, numbers: list[int]) -> pa.Table:
    """The rows of the reports that hold no body."""
    columns = ["report_id", "corpus", "source_file", "record_no", "record_id"]
    rows = reports.take(pa.array(numbers, pa.int64())).select(columns).to_pylist()
    for row in rows:
        row |= {"stage": "normalize", "reason": "no_body"}
        row["detail"] = f"{row.pop('record_id')}: nothing but headline and page furniture"
    return tables.from_rows("rejected", rows)
