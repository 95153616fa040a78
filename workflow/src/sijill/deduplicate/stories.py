"""Stories: the reports of the same news, across outlets.

Reports are of one story when they share text, or when their leads tell one event: what stands in the headline or in
the first sentence of the body. What a report recalls further down makes no story, or every report would be one.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pyarrow as pa

from sijill.deduplicate.reports import canonical_ranks, with_columns
from sijill.deduplicate.wording import lead_sentences

NEWS = frozenset({"actual", "ongoing", "planned"})


def tell_stories(tables: dict[str, pa.Table]) -> pa.Table:
    """`reports` with story_id: the canonical report of each story. Needs story_id set by shared text, and events."""
    reports = tables["reports"]
    ids: list[Any] = reports["report_id"].to_pylist()
    ranks = dict(zip(ids, canonical_ranks(reports), strict=True))
    above: dict[str, str] = {}

    def story(report: str) -> str:
        while above.get(report, report) != report:
            above[report] = above.get(above[report], above[report])
            report = above[report]
        return report

    groups = list(lead_events(tables).values())
    shared: list[Any] = reports["story_id"].to_pylist()
    groups += [[report, other] for report, other in zip(ids, shared, strict=True)]
    for group in groups:
        for report in group[1:]:
            first, second = sorted((story(group[0]), story(report)), key=ranks.__getitem__)
            above[second] = first
    return with_columns(reports, {"story_id": [story(report) for report in ids]})


def lead_events(tables: dict[str, pa.Table]) -> dict[str, list[str]]:
    """For every event the reports whose lead tells it: as the first event that is news of those in the lead."""
    lead = lead_sentences(tables["sentences"])
    columns = ["report_id", "sentence_no", "trigger_start", "realis", "event_id"]
    first: dict[str, tuple[int, str]] = {}
    for row in tables["event_mentions"].select(columns).to_pylist():
        report, told = row["report_id"], (row["trigger_start"], row["event_id"])
        if row["sentence_no"] in lead.get(report, ()) and row["realis"] in NEWS:
            first[report] = min(first.get(report, told), told)
    found: dict[str, list[str]] = defaultdict(list)
    for report in sorted(first):
        found[first[report][1]].append(report)
    return found
