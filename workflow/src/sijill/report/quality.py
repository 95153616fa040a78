"""The pages of the gates: every expectation with its figure, its history and the rows that break it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sijill.tables import STAGES

MOST_ROWS = 50
"""Offending rows of one expectation that the page shows; the file has more."""


def gates(verdicts: Mapping[str, Mapping[str, Any]], notes: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A summary of each stage's verdict, in the order of the chain; stages that were not judged say so."""
    found = []
    for stage in STAGES:
        verdict = verdicts.get(stage)
        if verdict is None:
            found.append({"stage": stage, "state": "missing", "judged": 0, "critical": 0, "warnings": 0})
            continue
        counts = verdict["expectations"]
        found.append({
            "stage": stage, "state": "open" if verdict["open"] else "closed", "judged": counts["judged"],
            "critical": counts["critical_failed"], "warnings": counts["warning_failed"],
            "docs": notes.get("docs", {}).get(stage),
        })  # fmt: skip
    return found


def expectations(
    verdicts: Mapping[str, Mapping[str, Any]],
    rows: Mapping[str, Sequence[Mapping[str, str]]],
    history: Sequence[Mapping[str, Any]],
) -> list[dict[str, Any]]:
    """Every judged expectation. `rows`: the offending rows by stage; `history`: earlier runs, the oldest first."""
    found = []
    for stage in STAGES:
        results = verdicts.get(stage, {}).get("results", ())
        for result in sorted(results, key=lambda one: (one["success"], one["entry"], one["table"], one["column"])):
            name = figure_key(stage, result)
            same = ("table", "expectation", "column", "why")
            broken = [
                {"key": row["key"], "value": row["value"]}
                for row in rows.get(stage, ())
                if all(row[part] == str(result[part]) for part in same)
            ]
            found.append({
                **{part: result[part] for part in (*same, "severity", "success", "unexpected", "of", "observed")},
                "waived": result.get("waived") or None, "stage": stage, "arguments": result.get("arguments", {}),
                "rows": broken[:MOST_ROWS],
                "history": [run["figures"].get(name) for run in history],
            })  # fmt: skip
    return found


def figure_key(stage: str, result: Mapping[str, Any]) -> str:
    """What an expectation is called in the history: it stays the same when others are added before it."""
    return "|".join((stage, result["table"], result["expectation"], result["column"], result["why"]))


def figures(verdicts: Mapping[str, Mapping[str, Any]]) -> dict[str, float | None]:
    """The figure of every expectation: rows that break it, else what was observed where that is a number."""
    found: dict[str, float | None] = {}
    for stage, verdict in verdicts.items():
        for result in verdict.get("results", ()):
            value = result["unexpected"] if result["unexpected"] is not None else result["observed"]
            found[figure_key(stage, result)] = value if isinstance(value, int | float) else None
    return found
