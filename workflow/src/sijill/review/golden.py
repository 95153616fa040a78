"""Corrections as golden cases: the sentence a reviewer looked at, with the events that are left in it.

The cases are in the notation of tests/golden/cases.yaml. They hold words of the reports: keep them with the reports,
and rewrite them in your own words before they go anywhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

Row = dict[str, Any]


def cases(before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]) -> list[Row]:
    """A case for every sentence that holds a mention of an event with an applied correction.

    `before`: the tables of validate; `after`: those of review, and actors (actor_id, name_ar).
    """
    mention_rows = before["event_mentions"].to_pylist()
    members: dict[str, list[Row]] = defaultdict(list)
    for row in mention_rows:
        members[row["event_id"]].append(row)
    touched = {
        (mention["report_id"], mention["sentence_no"])
        for row in after["corrections"].to_pylist()
        if row["status"] == "applied" and row["event_now"]
        for mention in members[row["event_now"]]
    }
    left = _events_left(after, touched)
    reports = {row["report_id"]: row for row in before["reports"].to_pylist()}
    sentences = {(row["report_id"], row["sentence_no"]): row for row in before["sentences"].to_pylist()}
    found = []
    for place in sorted(touched & sentences.keys()):
        report, sentence = reports[place[0]], sentences[place]
        text = report["text_raw"][sentence["start"] : sentence["end"]].strip()
        dated = {"published_on": report["published_on"]} if report["published_on"] else {}
        told = {"events": left[place]} if left[place] else {"none_counted": True}
        found.append({"tag": "corrected", "text": text, **dated, **told})
    return found


def _events_left(after: Mapping[str, pa.Table], places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], list[Row]]:
    events = {row["event_id"]: row for row in after["events"].to_pylist()}
    names = {row["actor_id"]: row["name_ar"] for row in after["actors"].to_pylist()}
    parties: dict[str, list[Row]] = defaultdict(list)
    for row in after["participants"].to_pylist():
        parties[row["mention_id"]].append(row)
    wanted, found = set(places), defaultdict(list)
    for mention in after["event_mentions"].to_pylist():
        place = mention["report_id"], mention["sentence_no"]
        if place in wanted:
            found[place].append(_expected(events[mention["event_id"]], parties[mention["mention_id"]], names))
    return found


def _expected(event: Row, parties: list[Row], names: Mapping[str, str]) -> Row:
    """The event as a golden case expects it: only what is known of it."""
    case: Row = {"type": event["event_type"]}
    if event["realis"] != "actual":
        case["realis"] = event["realis"]
    for role in ("actor", "recipient", "participant", "victim", "backer"):
        named = [names.get(row["actor_id"]) or row["surface"] for row in parties if row["role"] == role]
        if named:
            case[role] = sorted(set(named))
    if event["place_name"]:
        case["place"] = event["place_name"]
    if event["date_start"]:
        case["dates"] = [event["date_start"], event["date_end"]]
    for what in ("killed", "wounded"):
        if event[f"{what}_best"] is not None:
            case[what] = event[f"{what}_best"]
    return case
