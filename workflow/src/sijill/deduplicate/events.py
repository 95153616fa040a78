"""The tables that follow from merged mentions: events, and event_mentions with the event of each."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from sijill import tables as contract
from sijill.codebook import EventType
from sijill.deduplicate.merge import Merged
from sijill.event_rows import Row, event_row, lookups


def build_events(
    tables: dict[str, pa.Table], merged: Merged, event_types: Mapping[str, EventType]
) -> tuple[list[Row], pa.Table]:
    """One row of `events` for each of `merged.events`, in that order; and event_mentions with event_id set."""
    given = lookups(tables, event_types)
    mentions = tables["event_mentions"].to_pylist()
    ids: list[str | None] = [None] * len(mentions)
    events = []
    for rows in merged.events:
        event = event_row([mentions[row] for row in rows], given)
        events.append(event)
        for row in rows:
            ids[row] = event["event_id"]
    table = tables["event_mentions"]
    field = contract.TABLES["event_mentions"].schema().field("event_id")
    at = table.column_names.index("event_id")
    return events, table.set_column(at, field, pa.array(ids, field.type))
