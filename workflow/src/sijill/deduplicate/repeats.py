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


def drop_repeats(tables: Tables) -> tuple[Tables, pa.Table]:
    """The tables with every report once, and the records that were left out as `rejected`.

    Of several records the first by corpus, source_file and record_no stays.
    """
    order = tables["reports"].sort_by(
        [(name, "ascending") for name in ("report_id", "corpus", "source_file", "record_no")]
    )
    ids = order["report_id"].to_numpy(zero_copy_only=False)
    first = np.concatenate([[True], ids[1:] != ids[:-1]]) if len(ids) else np.zeros(0, bool)
    kept, repeated = order.filter(pa.array(first)), order.filter(pa.array(~first))
    if not repeated.num_rows:
        return {**tables, "reports": kept}, contract.empty("rejected")
    texts = _texts_that_differ(kept, repeated)
    children = {name: _children(tables[name], name, texts) for name in BY_REPORT}
    mentions = children["event_mentions"]["mention_id"].combine_chunks()
    for name in BY_MENTION:
        rows = _once(tables[name], contract.TABLES[name].columns)
        children[name] = _fitting(
            rows.filter(pc.is_in(rows["mention_id"], mentions)), children["event_mentions"], texts
        )
    return {**tables, **children, "reports": kept}, _rejected(repeated, tables["event_mentions"], mentions)


def _texts_that_differ(kept: pa.Table, repeated: pa.Table) -> dict[str, str]:
    """The kept text of every report that also came in with other white space."""
    rows = kept.filter(pc.is_in(kept["report_id"], repeated["report_id"].combine_chunks()))
    texts: dict[Any, Any] = dict(zip(rows["report_id"].to_pylist(), rows["text_raw"].to_pylist(), strict=True))
    others = zip(repeated["report_id"].to_pylist(), repeated["text_raw"].to_pylist(), strict=True)
    differing = [str(report) for report, text in others if texts[report] != text]
    return {report: texts[report] for report in differing}


def _rejected(repeated: pa.Table, before: pa.Table, kept: pa.Array) -> pa.Table:
    """The records that were left out, and the mentions at offsets of a copy with other white space."""
    rows: list[dict[str, Any]] = [
        {
            "stage": "deduplicate",
            "reason": "repeated_record",
            "detail": "The same report was read before from another record.",
            **row,
        }
        for row in repeated.select(["report_id", "source_file", "record_no"]).to_pylist()
    ]
    detail = "Read from a copy of the report with other white space; its twin in the kept copy stays."
    dropped = _once(before.filter(pc.invert(pc.is_in(before["mention_id"], kept))), ["mention_id", "report_id"])
    rows += [
        {"stage": "deduplicate", "reason": "repeated_mention", "detail": detail, **row} for row in dropped.to_pylist()
    ]
    return contract.from_rows("rejected", rows)


def _once(table: pa.Table, columns: Any) -> pa.Table:
    """The table without rows that repeat another in every column, in the order of its columns."""
    names = list(columns)
    return table.group_by(names, use_threads=False).aggregate([]).select(names)


def _children(table: pa.Table, name: str, texts: dict[str, str]) -> pa.Table:
    rows = _once(table, contract.TABLES[name].columns)
    if not texts:
        return rows
    affected = pc.is_in(rows["report_id"], pa.array(sorted(texts)))
    checked = rows.filter(affected)
    if name == "sentences":
        keep = _sentences_that_fit(checked, texts)
    else:
        start, end, surface = (
            ("trigger_start", "trigger_end", "trigger") if name == "event_mentions" else ("start", "end", "surface")
        )
        keep = _slices_that_fit(checked, checked["report_id"].to_pylist(), start, end, surface, texts)
    return pa.concat_tables([rows.filter(pc.invert(affected)), checked.filter(pa.array(keep, pa.bool_()))])


def _fitting(rows: pa.Table, mentions: pa.Table, texts: dict[str, str]) -> pa.Table:
    """Rows of mentions whose characters are where they say, in the reports whose copies differ."""
    if not texts:
        return rows
    report_of = dict(zip(mentions["mention_id"].to_pylist(), mentions["report_id"].to_pylist(), strict=True))
    reports = [report_of[mention] for mention in rows["mention_id"].to_pylist()]
    surface = "as_written" if "as_written" in rows.column_names else "surface"
    return rows.filter(pa.array(_slices_that_fit(rows, reports, "start", "end", surface, texts), pa.bool_()))


def _slices_that_fit(
    rows: pa.Table, reports: list[Any], start: str, end: str, surface: str, texts: dict[str, str]
) -> NDArray[np.bool_]:
    cells = zip(reports, rows[start].to_pylist(), rows[end].to_pylist(), rows[surface].to_pylist(), strict=True)
    fits = [report not in texts or texts[report][at:to] == written for report, at, to, written in cells]
    return np.array(fits, bool)


def _sentences_that_fit(rows: pa.Table, texts: dict[str, str]) -> NDArray[np.bool_]:
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
