"""The report page: one static file, no script, nothing loaded from anywhere; every text from the reports escaped."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2
import pyarrow as pa

from sijill.report.events import shown
from sijill.report.labels import Label, label, labels
from sijill.report.overview import overview
from sijill.tables import STAGES

MOST_EVENTS = 500


def render(
    tables: Mapping[str, pa.Table], verdicts: Mapping[str, Mapping[str, Any]], context: Mapping[str, Any]
) -> str:
    """The page as HTML.

    `tables`: the working edition (actors and places may be missing). `verdicts`: by stage, as `quality.check` gives
    them; stages without one are shown as not judged. `context`: `title` and `version` (text) and `corpora` (list of
    names), all optional. The same input gives the same text.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["n"] = lambda number: f"{number:,}"
    events = shown(tables, MOST_EVENTS)
    return environment.get_template("page.html.j2").render(
        title=context.get("title", "سجل"),
        version=context.get("version", ""),
        corpora=list(context.get("corpora", ())),
        overview=overview(tables, verdicts),
        gates=[_gate(stage, verdicts.get(stage)) for stage in STAGES],
        kinds=labels("kind"),
        events=events,
        most=MOST_EVENTS,
    )


def _gate(stage: str, verdict: Mapping[str, Any] | None) -> dict[str, Any]:
    """A row of the table of gates: state (open, closed, missing), counts, and what failed, critical first."""
    name: Label = label("stage", stage)
    if verdict is None:
        return {"stage": name, "state": "missing", "judged": 0, "failed": [], "critical": 0, "warning": 0}
    failed = [result for result in verdict["results"] if not result["success"]]
    failed.sort(key=lambda result: (result["severity"], result["entry"], result["table"], result["column"]))
    counts = verdict["expectations"]
    return {
        "stage": name,
        "state": "open" if verdict["open"] else "closed",
        "judged": counts["judged"],
        "critical": counts["critical_failed"],
        "warning": counts["warning_failed"],
        "failed": failed,
    }
