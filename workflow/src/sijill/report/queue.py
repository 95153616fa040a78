"""The review queue: what to look at first, so that a reviewer's minute mends as many rows as it can.

    score = rows × doubt × weight ÷ minutes

rows: how many rows of the dataset the decision settles; doubt: how likely they are wrong (0 to 1); weight: 1, and more
for events that many will cite: 1 + log10(1 + killed) + log10(reports); minutes: what a decision takes. Doubt and
minutes of a kind are the table KINDS: estimates, to be set anew when corrections tell better (see decision 0015).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sijill.report.lookup import Lookup, Row
from sijill.text.arabic import key

MOST = 500
"""Items of one kind that are listed, the best first."""
# kind: (doubt, minutes); None: the doubt is the event's own
KINDS: dict[str, tuple[float | None, float]] = {
    "disagreement": (1.0, 2.0),  # reviewers contradict each other
    "outdated": (0.8, 1.0),  # a correction that no longer applies
    "conflict": (0.5, 2.0),  # two events that contradict each other
    "possible_same": (0.5, 1.0),  # two events that may be one
    "low_confidence": (None, 1.0),  # one event, read by weak rules
    "unresolved_name": (0.9, 1.0),  # a name with several readings
    "new_name": (0.7, 1.5),  # a name that the registry or the gazetteer does not have
}
NAMED = {"ambiguous": "unresolved_name", "no_antecedent": "unresolved_name", "not_in_registry": "new_name"}
LOW = 0.6
"""Confidence below which an event is listed."""


def queue(lookup: Lookup) -> list[Row]:
    """The items, the highest score first. An item names the events it is about and what is known of it."""
    found = [*_corrections(lookup), *_links(lookup), *_doubtful(lookup), *_names(lookup)]
    found.sort(key=lambda item: (-item["score"], item["kind"], str(item["events"]), str(item.get("name"))))
    counted: dict[str, int] = defaultdict(int)
    kept = []
    for item in found:
        counted[item["kind"]] += 1
        if counted[item["kind"]] <= MOST:
            kept.append(item)
    return kept


def score(kind: str, rows: float, weight: float = 1.0, doubt: float = 1.0) -> float:
    """See the head of this module. `doubt` counts for kinds that have none of their own."""
    known, minutes = KINDS[kind]
    return round(rows * (doubt if known is None else known) * weight / minutes, 3)


def weight(event: Row) -> float:
    """How much an event will be cited: 1, and more for the dead and the reports."""
    killed = event["killed_best"] or event["killed_low"] or 0
    return 1 + math.log10(1 + killed) + math.log10(max(1, event["n_reports"]))


def _item(kind: str, events: Iterable[str], value: float, **more: Any) -> Row:
    return {"kind": kind, "score": value, "events": list(events), **more}


def _corrections(lookup: Lookup) -> list[Row]:
    kinds = {"conflict": "disagreement", "no_longer_applies": "outdated"}
    events: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in lookup.tables["corrections"].to_pylist():
        if row["status"] in kinds:
            event = row["event_now"] or row["event_id"]
            events[kinds[row["status"]], event or row["target"]].add(str(row["reason"]))
    return [
        _item(kind, [event], score(kind, 1), reason=", ".join(sorted(why))) for (kind, event), why in events.items()
    ]


def _links(lookup: Lookup) -> list[Row]:
    events = {row["event_id"]: row for row in lookup.events}
    kinds = {"conflicts_with": ("conflict", 2), "possible_same": ("possible_same", 1)}
    found = []
    for link in lookup.tables["event_links"].to_pylist():
        pair = [link["event_id_a"], link["event_id_b"]]
        if link["kind"] in kinds and all(event in events for event in pair):
            kind, rows = kinds[link["kind"]]
            value = score(kind, rows, max(weight(events[event]) for event in pair))
            found.append(_item(kind, pair, value, reason=link["reason"]))
    return found


def _doubtful(lookup: Lookup) -> list[Row]:
    rows = (row for row in lookup.events if row["confidence"] < LOW and row["review_status"] == "unreviewed")
    return [
        _item("low_confidence", [row["event_id"]], score("low_confidence", 1, weight(row), 1 - row["confidence"]))
        for row in rows
    ]


def _names(lookup: Lookup) -> list[Row]:
    """Names that were not resolved, by their folded form: one decision settles every row that has the name."""
    found: dict[tuple[str, str, str], Row] = {}
    spans = lookup.tables["spans"].select(["kind", "surface", "resolution_status", "report_id", "sentence_no"])
    in_sentence = {(m["report_id"], m["sentence_no"]): m["event_id"] for ms in lookup.mentions.values() for m in ms}
    for row in spans.to_pylist():
        kind = NAMED.get(row["resolution_status"])
        if kind and row["kind"] in ("actor", "place"):
            item = found.setdefault(
                (kind, row["kind"], key(row["surface"])), {"name": row["surface"], "rows": 0, "events": {}}
            )
            item["rows"] += 1
            event = in_sentence.get((row["report_id"], row["sentence_no"]))
            if event and len(item["events"]) < 5:
                item["events"][event] = None
    return [
        _item(kind, item["events"], score(kind, item["rows"]), name=item["name"], of=of, rows=item["rows"])
        for (kind, of, _), item in sorted(found.items())
    ]
