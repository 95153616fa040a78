"""The reference reports, where they are at hand: which of what they tell is one event."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from reading import CHECKOUT, Reader

from sijill import deduplicate, ingest, tables
from sijill.options import DeduplicateOptions, IngestOptions
from sijill.plan import CorpusSpec

SEEDS = CHECKOUT.parent / "shared" / "seeds"
Told = dict[str, Any]

pytestmark = pytest.mark.skipif(not SEEDS.exists(), reason="the reference reports are not part of the project")


@pytest.fixture(scope="module")
def merged() -> dict[str, Any]:
    reader = Reader()
    files: list[tuple[Path, str]] = [(path, path.name) for path in sorted(SEEDS.glob("*.txt"))]
    batches = list(ingest.run(files, CorpusSpec("seeds"), IngestOptions()))
    read = reader.read(tables.from_rows("reports", [row for kept, _ in batches for row in kept]))
    return deduplicate.run(read, reader.codebook, DeduplicateOptions())


@pytest.fixture(scope="module")
def told(merged: dict[str, Any]) -> dict[str, list[Told]]:
    """The mentions of every event, each with the number of its report."""
    record = {row["report_id"]: row["record_id"][:3] for row in merged["reports"].to_pylist()}
    found: dict[str, list[Told]] = defaultdict(list)
    for row in merged["event_mentions"].to_pylist():
        found[row["event_id"]].append({**row, "record": record[row["report_id"]]})
    return found


def test_two_meetings_stay_two(told: dict[str, list[Told]]) -> None:
    meetings = [{row["record"] for row in rows} for rows in told.values() if rows[0]["event_type"] == "meeting"]
    assert {"000"} in meetings and {"001"} in meetings
    assert {"000", "001"} not in meetings


def test_the_strike_is_one_event_with_both_days(merged: dict[str, Any], told: dict[str, list[Told]]) -> None:
    strikes = [
        event
        for event, rows in told.items()
        if any(r["record"] == "002" and r["event_type"] == "air_strike" for r in rows)
    ]
    assert len(strikes) == 1
    event = next(row for row in merged["events"].to_pylist() if row["event_id"] == strikes[0])
    assert "weekday=wednesday" in event["date_constraint"] and "weekday=tuesday" in event["date_constraint"]
    given = [row for row in merged["event_slots"].to_pylist() if row["event_id"] == strikes[0] and row["slot"] == "day"]
    assert {"wednesday", "tuesday"} <= {
        value for row in given for value in ("wednesday", "tuesday") if value in row["value"]
    }


def test_campaigns_are_linked_and_not_one(merged: dict[str, Any], told: dict[str, list[Told]]) -> None:
    sweeps = {
        event: {r["record"] for r in rows} for event, rows in told.items() if rows[0]["event_type"] == "sweep_operation"
    }
    assert not any({"000", "004"} <= records for records in sweeps.values())
    linked = {
        frozenset((*sweeps[row["event_id_a"]], *sweeps[row["event_id_b"]]))
        for row in merged["event_links"].to_pylist()
        if row["event_id_a"] in sweeps and row["event_id_b"] in sweeps
    }
    assert {"000", "004"} in linked


def test_the_campaign_of_the_third_report_is_in_the_series(merged: dict[str, Any], told: dict[str, list[Told]]) -> None:
    campaigns = {
        event
        for event, rows in told.items()
        if {"003"} == {row["record"] for row in rows}
        and rows[0]["event_type"] in ("sweep_operation", "offensive_operation")
    }
    linked = {event for row in merged["event_links"].to_pylist() for event in (row["event_id_a"], row["event_id_b"])}
    assert campaigns & linked
