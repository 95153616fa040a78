"""The shareable edition: the same rows without full texts and without the names of private persons.

Every mention brings its evidence, the sentence it was read from, and offsets into it; the offsets into the report's
whole text stay too, for those who hold the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from sijill.export.columns import cells, lookup, replaced
from sijill.export.masking import Interval, Mask, blocks, merged

Tables = dict[str, pa.Table]
Row = dict[str, Any]

FULL_TEXTS = ("text_raw", "text")
# Columns of free text that no offset points at, by table: they are searched for the names.
FREE_TEXT = {
    "reports": ("source_file", "record_id", "title", "url", "outlet"),
    "spans": ("normal_form",),
    "event_mentions": ("place_surface",),
    "participants": (),
    "quantities": (),
    "attributions": ("name",),
}
WRITTEN = {  # start, end, and the column that holds these characters
    "spans": ("start", "end", "surface"),
    "event_mentions": ("trigger_start", "trigger_end", "trigger"),
    "participants": ("start", "end", "surface"),
    "quantities": ("start", "end", "as_written"),
    "attributions": ("start", "end", "surface"),
}
OFFSETS = {
    "event_mentions": ("evidence_trigger_start", "evidence_trigger_end"),
    "participants": ("evidence_start", "evidence_end"),
    "quantities": ("evidence_start", "evidence_end"),
    "attributions": ("evidence_start", "evidence_end"),
}


def evidence(tables: Mapping[str, pa.Table], texts: Mapping[str, str]) -> dict[str, tuple[str, int]]:
    """For every mention its sentence, and where that starts in the report. `texts`: report_id → text."""
    sentences = tables["sentences"].select(["report_id", "sentence_no", "start", "end"]).to_pylist()
    bounds = {(row["report_id"], row["sentence_no"]): (row["start"], row["end"]) for row in sentences}
    columns = ["mention_id", "report_id", "sentence_no", "trigger_start", "trigger_end"]
    found = {}
    for row in tables["event_mentions"].select(columns).to_pylist():
        start, end = bounds.get((row["report_id"], row["sentence_no"]), (row["trigger_start"], row["trigger_end"]))
        found[row["mention_id"]] = texts[row["report_id"]][start:end], start
    return found


def public_lot(
    tables: Mapping[str, pa.Table],
    raw: Mapping[str, str],
    stretches: Mapping[str, list[Interval]],
    mask: Mask,
    full_text: bool,
) -> Tables:
    """Tables of some reports and of what was read in them as the shareable edition has them, rows in the same order.

    `raw`: the text of every report by its id; `stretches`: where its private names stand.
    """
    texts = {}
    for report, text in raw.items():
        texts[report] = blocks(text, merged([*stretches.get(report, ()), *mask.find(text, report)]))
    changed = {report for report, text in texts.items() if text != raw[report]}
    report_of = lookup(tables["event_mentions"], "mention_id", "report_id")
    result = dict(tables)
    for name in FREE_TEXT:
        result[name] = _masked(tables[name], name, texts, changed, report_of, mask)
    result["reports"] = _reports(result["reports"], texts, mask, full_text)
    told = evidence(tables, texts)
    for name in OFFSETS:
        result[name] = _with_offsets(result[name], name, told)
    return result


def registered_names(*registries: pa.Table) -> list[str]:
    """The names that the registries of actors and places hold."""
    filled = (cell for table in registries for name in ("name_ar", "name_en", "aliases") for cell in cells(table, name))
    return [part for cell in filled if cell for part in cell.split("|")]


def _masked(
    table: pa.Table, name: str, texts: Mapping[str, str], changed: set[str], report_of: Mapping[str, str], mask: Mask
) -> pa.Table:
    """The table with blocks for names: where offsets point, as in the text; in free text, where they are found."""
    reports = _report_ids(table, report_of)
    if name in WRITTEN:
        start, end, written = WRITTEN[name]
        rows = zip(reports, cells(table, start), cells(table, end), cells(table, written), strict=True)
        column = [texts[r][a:b] if r in changed and b > a else w for r, a, b, w in rows]
        table = replaced(table, written, column)
    for column_name in FREE_TEXT[name]:
        pairs = zip(reports, cells(table, column_name), strict=True)
        table = replaced(table, column_name, [mask.hide(text, report) for report, text in pairs])
    return table


def _report_ids(table: pa.Table, report_of: Mapping[str, str]) -> list[Any]:
    if "report_id" in table.column_names:
        return cells(table, "report_id")
    return [report_of[mention] for mention in cells(table, "mention_id")]


def _reports(reports: pa.Table, texts: Mapping[str, str], mask: Mask, full_text: bool) -> pa.Table:
    if not full_text:
        return reports.drop_columns(list(FULL_TEXTS))
    ids: list[Any] = cells(reports, "report_id")
    bodies = [mask.hide(text, report) for report, text in zip(ids, cells(reports, "text"), strict=True)]
    return replaced(replaced(reports, "text_raw", [texts[report] for report in ids]), "text", bodies)


def public_rejected(rejected: pa.Table, report_of: Mapping[str, str], mask: Mask) -> pa.Table:
    """Rows of `rejected` without private names. `report_of`: the reports of the mentions that they name."""
    mentions: list[Any] = cells(rejected, "mention_id")
    reports = [report or report_of.get(m) for report, m in zip(cells(rejected, "report_id"), mentions, strict=True)]
    for name in ("source_file", "detail"):
        pairs = zip(reports, cells(rejected, name), strict=True)
        rejected = replaced(rejected, name, [mask.hide(text, report) for report, text in pairs])
    return rejected


def _with_offsets(table: pa.Table, name: str, told: Mapping[str, tuple[str, int]]) -> pa.Table:
    """The table with offsets into the evidence of its mention; null for what stands outside it."""
    ids: list[Any] = cells(table, "mention_id")
    start, end, _ = WRITTEN[name]
    if name == "event_mentions":
        table = _append(
            table,
            "evidence",
            "The sentence the mention was read from; █ for masked letters.",
            [told[i][0] for i in ids],
        )
        table = _append(
            table, "evidence_start", "Where the evidence starts in the report's whole text.", [told[i][1] for i in ids]
        )
    inside = [_inside(told[i], a, b) for i, a, b in zip(ids, cells(table, start), cells(table, end), strict=True)]
    first, last = OFFSETS[name]
    why = "of the characters in the evidence of the mention. Null when they stand outside it."
    table = _append(table, first, f"First character {why}", [pair[0] if pair else None for pair in inside])
    return _append(table, last, f"One past the last character {why}", [pair[1] if pair else None for pair in inside])


def _inside(sentence: tuple[str, int], start: int, end: int) -> Interval | None:
    text, at = sentence
    return (start - at, end - at) if at <= start and end <= at + len(text) else None


def _append(table: pa.Table, name: str, description: str, values: list[Any]) -> pa.Table:
    kind = pa.string() if name == "evidence" else pa.int64()
    return table.append_column(pa.field(name, kind, metadata={"description": description}), pa.array(values, kind))


def public_corrections(table: pa.Table, mask: Mask | None) -> pa.Table:
    """What reviewers did, without who they are: names become numbers, their words are searched for private names."""
    if mask is None:
        return table
    names = {name: f"reviewer {number}" for number, name in enumerate(sorted(set(cells(table, "reviewer"))), 1)}
    table = replaced(table, "reviewer", [names[name] for name in cells(table, "reviewer")])
    table = replaced(table, "file", [""] * len(table))
    for column in ("target", "before", "after", "found", "why"):
        table = replaced(table, column, [mask.hide(text) for text in cells(table, column)])
    return table
