"""Records that came in more than once: one report stays, with one set of child rows that fits its text.

The id of a report does not see white space, so that file formats agree; two copies of one report may differ in their
line breaks, and then the offsets of one copy's rows are wrong in the other's text. Such rows are told by the text.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from sijill import tables as contract

Tables = dict[str, pa.Table]
BY_REPORT = ("sentences", "spans", "event_mentions")
BY_MENTION = ("participants", "quantities", "attributions")
# What makes a row the same thing: copies that were read together may differ in how they were read.
IDENTITY = {
    **{name: contract.TABLES[name].key for name in BY_MENTION},
    "sentences": ("report_id", "sentence_no"),
    "spans": ("span_id",),
    "event_mentions": ("mention_id",),
}
WRITTEN = {"event_mentions": ("trigger_start", "trigger_end", "trigger"), "quantities": ("start", "end", "as_written")}


def drop_repeats(tables: Tables) -> tuple[Tables, pa.Table]:
    """The tables with every report once, and the records that were left out as `rejected`.

    Of several records the first by corpus, source_file and record_no stays.
    """
    order = tables["reports"].sort_by(
        [(name, "ascending") for name in ("report_id", "corpus", "source_file", "record_no")]
    )
    ids = order["report_id"].to_pylist()
    first = np.array([at == 0 or report != ids[at - 1] for at, report in enumerate(ids)], bool)
    kept, repeated = order.filter(pa.array(first)), order.filter(pa.array(~first))
    if not repeated.num_rows:
        return {**tables, "reports": kept}, contract.empty("rejected")
    texts = _kept_texts(kept, repeated)
    children = {name: _children(tables[name], name, tables[name]["report_id"], texts) for name in BY_REPORT}
    before, mentions = tables["event_mentions"], children["event_mentions"]["mention_id"].combine_chunks()
    for name in BY_MENTION:
        at = pc.index_in(tables[name]["mention_id"], before["mention_id"].combine_chunks())
        rows = _children(tables[name], name, pc.take(before["report_id"], at), texts)
        children[name] = rows.filter(pc.is_in(rows["mention_id"], mentions))
    return {**tables, **children, "reports": kept}, _rejected(repeated, before, mentions)


def _kept_texts(kept: pa.Table, repeated: pa.Table) -> dict[str, str | None]:
    """By report_id, for every report that came in more than once: its kept text, None where its copies agree."""
    rows = kept.filter(pc.is_in(kept["report_id"], repeated["report_id"].combine_chunks()))
    texts: dict[Any, Any] = dict(zip(rows["report_id"].to_pylist(), rows["text_raw"].to_pylist(), strict=True))
    others = zip(repeated["report_id"].to_pylist(), repeated["text_raw"].to_pylist(), strict=True)
    differing = {report for report, text in others if texts[report] != text}
    return {report: text if report in differing else None for report, text in texts.items()}


def _rejected(repeated: pa.Table, before: pa.Table, kept: pa.Array) -> pa.Table:
    """The records that were left out, and the mentions at offsets of a copy with other white space."""
    rows: list[dict[str, Any]] = [
        {
            "stage": "deduplicate",
            "reason": "repeated_record",
            "detail": "The same report was read before from another record.",
            **row,
        }
        for row in repeated.select(["report_id", "corpus", "source_file", "record_no"]).to_pylist()
    ]
    detail = "Read from a copy of the report with other white space; its twin in the kept copy stays."
    dropped = before.filter(pc.invert(pc.is_in(before["mention_id"], kept))).select(["mention_id", "report_id"])
    rows += [
        {
            "stage": "deduplicate",
            "reason": "repeated_mention",
            "detail": detail,
            "mention_id": mention,
            "report_id": report,
        }
        for mention, report in sorted({tuple(row.values()) for row in dropped.to_pylist()})
    ]
    return contract.from_rows("rejected", rows)


def _children(table: pa.Table, name: str, report_ids: Any, texts: dict[str, str | None]) -> pa.Table:
    """The table with the rows of repeated reports once, and those only that fit the kept text."""
    affected = pc.is_in(report_ids, pa.array(sorted(texts), pa.string()))
    rows, reports = table.filter(affected), report_ids.filter(affected).to_pylist()
    if name == "sentences":
        fits = _sentences_that_fit(rows, texts)
    else:
        written = (rows[column].to_pylist() for column in WRITTEN.get(name, ("start", "end", "surface")))
        cells = ((texts[report], a, b, w) for report, a, b, w in zip(reports, *written, strict=True))
        fits = np.array([text is None or text[a:b] == w for text, a, b, w in cells], bool)
    return pa.concat_tables([table.filter(pc.invert(affected)), _once(rows.filter(pa.array(fits, pa.bool_())), name)])


def _once(table: pa.Table, name: str) -> pa.Table:
    """The rows that differ in what identifies them; of equal ones the first in the order of all columns."""
    identity = IDENTITY[name]
    order = [*identity, *(column for column in table.column_names if column not in identity)]
    rows = table.sort_by([(column, "ascending") for column in order])
    keys = list(zip(*(rows[column].to_pylist() for column in identity), strict=True))
    return rows.filter(pa.array([at == 0 or key != keys[at - 1] for at, key in enumerate(keys)], pa.bool_()))


def _sentences_that_fit(rows: pa.Table, texts: dict[str, str | None]) -> NDArray[np.bool_]:
    """Of the copies of each sentence, the one that goes on where the one before it ended.

    Between two sentences stands nothing but white space, so at most one copy fits.
    """
    keep = np.zeros(rows.num_rows, bool)
    cells = rows.select(["report_id", "sentence_no", "start", "end"]).to_pylist()
    order = sorted(range(len(cells)), key=lambda at: tuple(cells[at].values()))
    cursor: dict[str, tuple[int, int]] = {}  # report → (sentence_no, end) of the last sentence kept
    for at in order:
        row = cells[at]
        text, (last_no, last_end) = texts[row["report_id"]], cursor.get(row["report_id"], (-1, 0))
        if text is None:
            keep[at] = True
            continue
        goes_on = (
            row["start"] >= last_end
            and not text[last_end : row["start"]].strip()
            and not text[row["start"] : row["start"] + 1].isspace()
        )
        ends = not text[row["end"] : row["end"] + 1].strip() and not text[row["end"] - 1 : row["end"]].isspace()
        if row["sentence_no"] > last_no and goes_on and ends:
            keep[at] = True
            cursor[row["report_id"]] = (row["sentence_no"], row["end"])
    return keep
