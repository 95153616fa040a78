"""What stands around events: their mentions, and what belongs to these, found by id."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.compute

from sijill.tables import TABLES

pc: Any = pyarrow.compute  # its type stubs do not know chunked arrays
Row = dict[str, Any]
CHILDREN = ("participants", "quantities", "attributions")


class Lookup:
    """The tables of the working edition, with the indexes that the pages need; each is made when first asked for."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self.tables = tables

    @cached_property
    def events(self) -> list[Row]:
        """All events, the latest day first, those without a day last."""
        rows: list[Row] = in_order(self.tables["events"]).to_pylist()
        return rows

    @cached_property
    def mentions(self) -> dict[str, list[Row]]:
        """The mentions of each event, the canonical one first."""
        canonical = set(self.tables["events"]["canonical_mention_id"].to_pylist())
        rows = sorted(
            self.tables["event_mentions"].to_pylist(),
            key=lambda row: (row["mention_id"] not in canonical, row["mention_id"]),
        )
        return grouped(rows, "event_id")

    @cached_property
    def stances(self) -> dict[str, dict[str, str]]:
        """For every mention how each of its slots stands to the event: of several values the one that contradicts."""
        found: dict[str, dict[str, str]] = defaultdict(dict)
        order = ("gives", "agrees", "contradicts")
        columns = ["mention_id", "slot", "stance"]
        for row in self.tables["event_slots"].select(columns).to_pylist() if "event_slots" in self.tables else ():
            known = found[row["mention_id"]]
            known[row["slot"]] = max(known.get(row["slot"], "gives"), row["stance"], key=order.index)
        return found

    @cached_property
    def reports(self) -> dict[str, Row]:
        used = set(self.tables["event_mentions"]["report_id"].to_pylist())
        columns = [name for name in self.tables["reports"].column_names if name != "text"]
        return {row["report_id"]: row for row in _where(self.tables["reports"], "report_id", used, columns)}

    @cached_property
    def sentences(self) -> dict[tuple[str, int], Row]:
        used = set(self.tables["event_mentions"]["report_id"].to_pylist())
        rows = _where(self.tables["sentences"], "report_id", used)
        return {(row["report_id"], row["sentence_no"]): row for row in rows}

    @cached_property
    def spans(self) -> dict[tuple[str, int], list[Row]]:
        """The spans of the sentences that hold a mention."""
        mentions = self.tables["event_mentions"]
        keys = zip(mentions["report_id"].to_pylist(), mentions["sentence_no"].to_pylist(), strict=True)
        wanted: set[tuple[Any, Any]] = set(keys)
        found: dict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in _where(self.tables["spans"], "report_id", {report for report, _ in wanted}):
            if (key := (row["report_id"], row["sentence_no"])) in wanted:
                found[key].append(row)
        return found

    @cached_property
    def children(self) -> dict[str, dict[str, list[Row]]]:
        return {name: grouped(_in_order(self.tables[name], name), "mention_id") for name in CHILDREN}

    @cached_property
    def actors(self) -> dict[str, Row]:
        return {row["actor_id"]: row for row in _in_order(self.tables["actors"], "actors")}

    @cached_property
    def places(self) -> dict[str, Row]:
        return {row["place_id"]: row for row in _in_order(self.tables["places"], "places")}

    def sentence(self, mention: Row) -> tuple[str, int, int]:
        """The text of the mention's report, and where its sentence stands in it."""
        text = self.reports.get(mention["report_id"], {}).get("text_raw") or ""
        found = self.sentences.get((mention["report_id"], mention["sentence_no"]))
        if found is None:
            return text, mention["trigger_start"], mention["trigger_end"]
        return text, found["start"], found["end"]

    def participants(self, event_id: str) -> list[Row]:
        """The participants of all mentions of an event."""
        found = self.children["participants"]
        return [row for mention in self.mentions.get(event_id, ()) for row in found.get(mention["mention_id"], ())]


def in_order(events: pa.Table) -> pa.Table:
    """Events, the latest day first, those without a day last."""
    return events.sort_by([("date_start", "descending"), ("event_id", "ascending")])


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _in_order(table: pa.Table, name: str) -> list[Row]:
    """The rows in the order of the table's key, whatever order they come in."""
    rows: list[Row] = table.sort_by([(column, "ascending") for column in TABLES[name].key]).to_pylist()
    return rows


def _where(table: pa.Table, column: str, known: Iterable[Any], columns: list[str] | None = None) -> list[Row]:
    kept = table.filter(pc.is_in(table[column], value_set=pa.array(sorted(known), pa.string())))
    rows: list[Row] = (kept.select(columns) if columns else kept).to_pylist()
    return rows


def safe_url(url: str | None) -> str | None:
    """The address where it is one of the web; None for any other scheme (javascript:, data:, file: …)."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
