"""The tables a review can change, as rows with indexes, and what their values are checked against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from sijill.codebook import Codebook
from sijill.event_rows import Lookups, lookups

Row = dict[str, Any]


class State:
    """Rows of the changeable tables. `events` and `members` follow what is done to them."""

    TABLES = ("event_mentions", "participants", "quantities", "attributions", "events", "event_links")

    def __init__(self, tables: Mapping[str, pa.Table], codebook: Codebook) -> None:
        self.tables = tables
        self.codebook = codebook
        self._rows: dict[str, list[Row]] = {}
        self._lookups: Lookups | None = None

    @property
    def rows(self) -> dict[str, list[Row]]:
        """The rows of each table, read when first asked for: a run without corrections never does."""
        if not self._rows:
            self._rows = {name: self.tables[name].to_pylist() for name in self.TABLES}
            self.events = {row["event_id"]: row for row in self._rows["events"]}
            self.mentions = {row["mention_id"]: row for row in self._rows["event_mentions"]}
            self.participants = {participant(row): row for row in self._rows["participants"]}
        return self._rows

    @property
    def lookups(self) -> Lookups:
        """What rows of events are filled from; `places` is the whole gazetteer."""
        if self._lookups is None:
            self._lookups = lookups(self.tables, self.codebook.event_types)
        return self._lookups

    def members(self) -> dict[str, list[Row]]:
        """The mentions of every event, as they are tied now."""
        found: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows["event_mentions"]:
            found[row["event_id"]].append(row)
        return found

    def event_of(self, event_id: str, mention_id: str) -> str | None:
        """The event a correction means: by its id, else by the mention that stood for it; None when both are gone."""
        if event_id in self.events:
            return event_id
        return self.mentions[mention_id]["event_id"] if mention_id in self.mentions else None


def participant(row: Row) -> str:
    """How corrections name a participant: mention_id:start:end:role."""
    return f"{row['mention_id']}:{row['start']}:{row['end']}:{row['role']}"
