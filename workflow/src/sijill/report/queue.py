"""The review queue: what to look at first, so that a reviewer's minute mends as many rows as it can.

    score = rows × doubt × weight ÷ minutes

rows: how many rows of the dataset the decision settles; doubt: how likely they are wrong (0 to 1); weight: 1, and more
for events that many will cite: 1 + log10(1 + killed) + log10(reports); minutes: what a decision takes. Doubt and
minutes of a kind are the table KINDS: estimates, to be set anew when corrections tell better (see decision 0015).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute

from sijill.report.lookup import Lookup, Row
from sijill.text.arabic import key

pc: Any = pyarrow.compute  # its type stubs do not know chunked arrays
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


def queue(lookup: Lookup, spans: Iterable[pa.Table] | None = None) -> list[Row]:
    """The items, the highest score first. An item names the events it is about and what is known of it.

    `spans`: those of all reports, where the lookup does not hold them.
    """
    tables = lookup.tables
    names = _names(tables, [tables["spans"]] if spans is None else spans)
    found = [*_corrections(lookup), *_links(tables), *_doubtful(tables["events"]), *names]
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


def _links(tables: Mapping[str, pa.Table]) -> list[Row]:
    links = tables["event_links"].to_pylist()
    named = pa.array(sorted({link[end] for link in links for end in ("event_id_a", "event_id_b")}), pa.string())
    events = {row["event_id"]: row for row in _weighed(tables["events"], pc.is_in(tables["events"]["event_id"], named))}
    kinds = {"conflicts_with": ("conflict", 2), "possible_same": ("possible_same", 1)}
    found = []
    for link in links:
        pair = [link["event_id_a"], link["event_id_b"]]
        if link["kind"] in kinds and all(event in events for event in pair):
            kind, rows = kinds[link["kind"]]
            value = score(kind, rows, max(weight(events[event]) for event in pair))
            found.append(_item(kind, pair, value, reason=link["reason"]))
    return found


def _weighed(events: pa.Table, chosen: pa.ChunkedArray) -> list[Row]:
    columns = ["event_id", "confidence", "killed_best", "killed_low", "n_reports"]
    rows: list[Row] = events.filter(chosen).select(columns).to_pylist()
    return rows


def _doubtful(events: pa.Table) -> list[Row]:
    doubtful = pc.and_(pc.less(events["confidence"], LOW), pc.equal(events["review_status"], "unreviewed"))
    return [
        _item("low_confidence", [row["event_id"]], score("low_confidence", 1, weight(row), 1 - row["confidence"]))
        for row in _weighed(events, doubtful)
    ]


def _names(tables: Mapping[str, pa.Table], spans: Iterable[pa.Table]) -> list[Row]:
    """Names that were not resolved, by their folded form: one decision settles every row that has the name."""
    found: dict[tuple[str, str, str], Row] = {}
    in_sentence = _in_sentence(tables)
    columns = ["kind", "surface", "resolution_status", "report_id", "sentence_no"]
    unread = pa.array(list(NAMED), pa.string()), pa.array(["actor", "place"], pa.string())
    for some in spans:
        open_ = pc.and_(pc.is_in(some["resolution_status"], unread[0]), pc.is_in(some["kind"], unread[1]))
        for row in some.filter(open_).select(columns).to_pylist():
            kind = NAMED[row["resolution_status"]]
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


def _in_sentence(tables: Mapping[str, pa.Table]) -> dict[tuple[str, int], str]:
    """The event that a sentence tells: of several the last, by the mention that stands for it."""
    events, mentions = tables["events"], tables["event_mentions"]
    pairs = zip(events["event_id"].to_pylist(), events["canonical_mention_id"].to_pylist(), strict=True)
    canonical: dict[Any, Any] = dict(pairs)
    rows: list[tuple[Any, ...]] = []
    columns = (mentions[name].to_pylist() for name in ("event_id", "mention_id", "report_id", "sentence_no"))
    for event, mention, report, sentence in zip(*columns, strict=True):
        first = canonical.get(event, "")
        rows.append((first, first != mention, mention, report, sentence, event))
    return {(report, sentence): event for _, _, _, report, sentence, event in sorted(rows, key=lambda row: row[:3])}
