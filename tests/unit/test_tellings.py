"""Tables → events as each report tells them."""

from __future__ import annotations

import pyarrow as pa

from sijill import tables
from sijill.evaluate import Event, tellings
from small_dataset import ACTORS, PLACES, STRIKE, stage


def told() -> dict[tuple[str, str], Event]:
    registry = {"places": tables.from_rows("places", PLACES), "actors": tables.from_rows("actors", ACTORS)}
    return {(event["report"], event["event_type"]): event for event in tellings({**stage("validate")[0], **registry})}


def test_one_event_is_told_once_by_each_report() -> None:
    events = told()
    assert set(events) == {("0", "air_strike"), ("1", "air_strike"), ("1", "attack")}
    assert {events[report, "air_strike"]["key"] for report in ("0", "1")} == {STRIKE}


def test_slots_come_from_the_tables() -> None:
    strike, plan = told()["0", "air_strike"], told()["1", "attack"]
    assert strike["date_start"] == strike["date_end"] == "2024-03-04"
    assert [place["admin1"] for place in strike["places"]] == ["Idlib"]
    assert strike["sources"] == ["local"]
    assert strike["killed"] is not None
    assert strike["killed"]["best"] == 3
    assert [(p["role"], p["names"]) for p in plan["participants"]] == [("actor", ["Opposition factions", "الفصائل"])]
    assert (plan["realis"], plan["places"], plan["killed"], plan["sources"]) == ("planned", [], None, [])
    assert "قصفت" in strike["text"]


def test_before_deduplication_each_mention_is_a_telling() -> None:
    kept = stage("validate")[0]
    alone: pa.Table = kept["event_mentions"].set_column(
        kept["event_mentions"].schema.get_field_index("event_id"), "event_id", pa.nulls(3, pa.string())
    )
    events = tellings({"event_mentions": alone})
    assert len(events) == 3
    assert {event["report"] for event in events} == set(alone["report_id"].to_pylist())
