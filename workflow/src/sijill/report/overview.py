"""The numbers of the first page: what was read, kept, rejected and found, and whether they add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from sijill.tables import REJECTING

RECORD_STAGES = ("ingest", "normalize", "deduplicate")  # these reject whole records; the others reject readings


def overview(tables: Mapping[str, pa.Table], verdicts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The counts of a dataset (its working edition) and of the verdicts on its stages.

    `told` is how many records ingest's gate counted, None when its verdict is not at hand; `adds_up` whether these are
    the records that are kept or rejected.
    """
    reasons = _reasons(tables["rejected"])
    rejected = sum(reason["rows"] for reason in reasons if reason["of_records"])
    reports, events = tables["reports"], tables["events"]
    seen = [row["rows_in"] for row in verdicts.get("ingest", {}).get("conservation", []) if row["thing"] == "records"]
    records, told = len(reports) + rejected, seen[0] if seen else None
    return {
        "records": records, "told": told, "adds_up": told is None or told == records, "reports": len(reports),
        "repeats": len(reports) - reports["duplicate_of"].null_count, "records_rejected": rejected,
        "mentions": len(tables["event_mentions"]),
        "readings_rejected": sum(reason["rows"] for reason in reasons if not reason["of_records"]),
        "events": len(events), "reasons": reasons,
        **{column: _counted(events, column) for column in ("event_type", "realis", "assertion", "review_status")},
        "months": _months(events), "corrections": _counted(tables["corrections"], "status"),
        "actors": len(tables["actors"]), "places": len(tables["places"]),
        "corpora": sorted(str(name) for name in reports["corpus"].unique().to_pylist()),
    }  # fmt: skip


def _counted(table: pa.Table, column: str) -> list[tuple[str, int]]:
    """Codes and how many rows have them, the most frequent first."""
    counts = Counter(table[column].to_pylist())
    return [(str(code), n) for code, n in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))]


def _months(events: pa.Table) -> list[tuple[str, int]]:
    counts = Counter(day[:7] for day in events["date_start"].to_pylist() if day)
    return sorted(counts.items())


def _reasons(rejected: pa.Table) -> list[dict[str, Any]]:
    told = rejected.append_column("of_mention", rejected["mention_id"].is_valid())  # repeated_mention is no record
    counted = told.group_by(["stage", "reason", "of_mention"]).aggregate([([], "count_all"), ("detail", "min")])
    rows = counted.to_pylist()
    order = {stage: number for number, stage in enumerate(REJECTING)}
    rows.sort(key=lambda row: (order.get(row["stage"], len(order)), -row["count_all"], row["reason"] or ""))
    return [
        {
            "stage": row["stage"], "reason": row["reason"], "rows": row["count_all"],
            "example": (row["detail_min"] or "")[:300],
            "of_records": row["stage"] in RECORD_STAGES and not row["of_mention"],
        }
        for row in rows
    ]  # fmt: skip
