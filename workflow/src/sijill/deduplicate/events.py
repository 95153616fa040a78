"""The tables that follow from merged mentions: events, and event_mentions with the event of each."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from sijill import tables as contract
from sijill.codewords import EventType
from sijill.deduplicate.merge import Merged
from sijill.event_rows import event_row, lookups

EVENTS_AT_ONCE = 20_000


def build_events(
    tables: dict[str, pa.Table], merged: Merged, event_types: Mapping[str, EventType]
) -> tuple[pa.Table, list[str], pa.Table]:
    """`events` by id, the id of each of `merged.events`, and event_mentions with event_id set."""
    given = lookups(tables, event_types)
    table = tables["event_mentions"]
    ids: list[str | None] = [None] * table.num_rows
    event_ids: list[str] = []
    parts = [contract.empty("events")]
    for start in range(0, len(merged.events), EVENTS_AT_ONCE):
        some = merged.events[start : start + EVENTS_AT_ONCE]
        mentions = iter(table.take([row for rows in some for row in rows]).to_pylist())
        events = [event_row([next(mentions) for _ in rows], given) for rows in some]
        for rows, event in zip(some, events, strict=True):
            event_ids.append(event["event_id"])
            for row in rows:
                ids[row] = event["event_id"]
        parts.append(contract.from_rows("events", events))
    field = contract.TABLES["event_mentions"].schema().field("event_id")
    at = table.column_names.index("event_id")
    dated = table.set_column(at, field, pa.array(ids, field.type))
    return pa.concat_tables(parts).sort_by("event_id"), event_ids, dated
