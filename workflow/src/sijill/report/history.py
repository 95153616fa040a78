"""What changed from one published dataset to the next. Asked when a new one takes the place of the old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

RUNS = 30
"""Runs that are remembered."""
MOST = 1_000
"""Ids that are listed."""
OWN = ("event_id", "review_status")


def changes(old: pa.Table, new: pa.Table, counts: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Events (tables `events`) that came, went, or have another value; and the rows of every table, before and now."""
    before = {row["event_id"]: row for row in old.to_pylist()}
    now = {row["event_id"]: row for row in new.to_pylist()}
    changed = {
        event: [column for column in row if column in before[event] and row[column] != before[event][column]]
        for event, row in now.items()
        if event in before and row != before[event]
    }
    slots: dict[str, int] = {}
    for columns in changed.values():
        for column in columns:
            slots[column] = slots.get(column, 0) + 1
    added, removed = sorted(now.keys() - before.keys()), sorted(before.keys() - now.keys())
    return {
        "added": len(added), "removed": len(removed), "changed": len(changed), "slots": dict(sorted(slots.items())),
        "added_ids": added[:MOST], "removed_ids": removed[:MOST], "changed_ids": sorted(changed)[:MOST],
        "rows": {name: list(pair) for name, pair in sorted(counts.items())},
    }  # fmt: skip


def remembered(
    history: Sequence[Mapping[str, Any]], dataset: str, counts: Mapping[str, int], figures: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The history with this run at its end; a dataset published again (same checksum) takes its own place."""
    earlier = [dict(run) for run in history if run["dataset"] != dataset]
    return [*earlier, {"dataset": dataset, "rows": dict(counts), "figures": dict(figures)}][-RUNS:]
