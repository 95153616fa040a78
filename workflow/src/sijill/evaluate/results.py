"""A dataset against a gold: figures for each half; what was missed and wrong in the half that may be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from sijill.evaluate.labels import GoldReport
from sijill.evaluate.match import Event
from sijill.evaluate.score import score
from sijill.evaluate.tellings import tellings
from sijill.options import EvaluateOptions

HALVES = ("dev", "test")
FIGURES = ("counts", "precision", "precision_strict", "recall", "f1", "slots", "by_type", "by_tag")
LISTS = ("misses", "false_alarms", "repeated", "differences")
LOUD = "events_from_negative_reports"
COUNTED = ("actual", "ongoing", "planned")


def run(tables: Mapping[str, pa.Table], gold: Sequence[GoldReport], options: EvaluateOptions) -> dict[str, Any]:
    """`score.json`: for each half its size, figures, and, where they may be seen, the lists.

    `tables`: as `tellings` reads them. A labelled report that the dataset does not have is `absent`: its events are
    misses.
    """
    read = tellings(dict(tables))
    have = {str(record) for record in tables["reports"]["record_id"].to_pylist()}
    halves = {half: [report for report in gold if report.half == half] for half in HALVES}
    return {
        half: judge(read, reports, have, half == "dev" or options.show_test)
        for half, reports in halves.items()
        if reports
    }


def judge(read: Iterable[Event], reports: Sequence[GoldReport], have: set[str], shown: bool) -> dict[str, Any]:
    """Figures of one half; with `shown` also the lists."""
    ids = {report.id for report in reports}
    quiet = {report.id for report in reports if not report.events}
    events = [event for event in read if event["report"] in ids]
    labels = [event for report in reports for event in report.events]
    result = score(events, labels)
    loud = [event for event in events if event["report"] in quiet and event.get("realis") in COUNTED]
    found = {
        "reports": len(reports),
        "negative_reports": len(quiet),
        "labelled_events": len(labels),
        "core_events": sum(label["core"] for label in labels),
        "absent": sorted(ids - have),
        LOUD: len(loud),
        **{name: result[name] for name in FIGURES},
    }
    if shown:
        found |= {name: result[name] for name in LISTS}
    return found


def lines(found: Mapping[str, Any]) -> list[str]:
    """The figures for people, a line each."""
    said = []
    for half, figures in found.items():
        shares = ", ".join(f"{name} {_share(figures[name])}" for name in ("precision", "recall", "f1"))
        slots = ", ".join(f"{name} {_share(slot['share'])} (n={slot['n']})" for name, slot in figures["slots"].items())
        said += [
            f"{half}: {figures['reports']} reports, {figures['core_events']} core events: {shares}",
            f"  {slots}",
            f"  events read from {figures['negative_reports']} reports without any: {figures[LOUD]}",
        ]
        if figures["absent"]:
            said.append(f"  not in the dataset: {', '.join(figures['absent'])}")
    return said


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
