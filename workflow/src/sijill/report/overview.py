"""The numbers at the top of the page: what was read, kept, rejected and found, and whether they add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute

from sijill.report.labels import Label, label
from sijill.tables import STAGES

pc: Any = pyarrow.compute  # its type stubs do not know chunked arrays
RECORD_STAGES = ("ingest", "normalize", "deduplicate")  # these reject whole records; the others reject readings


@dataclass(frozen=True)
class Reason:
    """A reason for rejection: its stage, how many rows, and what was seen in one of them."""

    stage: Label
    reason: str
    rows: int
    example: str
    of_records: bool


@dataclass(frozen=True)
class Overview:
    """Counts of the flow. `told` is how many records ingest's gate counted, None when its verdict is not at hand."""

    records: int
    reports: int
    repeats: int
    records_rejected: int
    mentions: int
    readings_rejected: int
    events: int
    realis: list[tuple[Label, int]]
    types: list[tuple[Label, int]]
    reasons: list[Reason]
    told: int | None

    @property
    def adds_up(self) -> bool:
        return self.told is None or self.told == self.records


def overview(tables: Mapping[str, pa.Table], verdicts: Mapping[str, Mapping[str, Any]]) -> Overview:
    """The counts of a dataset (its working edition) and of the verdicts on its stages."""
    reasons = _reasons(tables["rejected"])
    rejected = sum(reason.rows for reason in reasons if reason.of_records)
    reports, events = tables["reports"], tables["events"]
    seen = [row["rows_in"] for row in verdicts.get("ingest", {}).get("conservation", []) if row["thing"] == "records"]
    return Overview(
        records=len(reports) + rejected,
        reports=len(reports),
        repeats=len(reports) - reports["duplicate_of"].null_count,
        records_rejected=rejected,
        mentions=len(tables["event_mentions"]),
        readings_rejected=sum(reason.rows for reason in reasons if not reason.of_records),
        events=len(events),
        realis=_counted(events, "realis"),
        types=_counted(events, "event_type"),
        reasons=reasons,
        told=seen[0] if seen else None,
    )


def _counted(table: pa.Table, column: str) -> list[tuple[Label, int]]:
    counts = Counter(table[column].to_pylist())
    return [(label(column, code), n) for code, n in sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))]


def _reasons(rejected: pa.Table) -> list[Reason]:
    told = rejected.append_column("of_mention", rejected["mention_id"].is_valid())  # repeated_mention is no record
    counted = told.group_by(["stage", "reason", "of_mention"]).aggregate([([], "count_all"), ("detail", "min")])
    rows = counted.to_pylist()
    order = {stage: number for number, stage in enumerate(STAGES)}
    rows.sort(key=lambda row: (order.get(row["stage"], len(order)), -row["count_all"], row["reason"] or ""))
    return [
        Reason(
            label("stage", row["stage"]), row["reason"], row["count_all"], row["detail_min"] or "",
            of_records=row["stage"] in RECORD_STAGES and not row["of_mention"],
        )
        for row in rows
    ]  # fmt: skip
