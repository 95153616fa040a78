"""The shipped suites, and what their verdicts say: shared by the tests of laws and of gates."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from sijill import tables
from sijill.quality.suite import Expectation, read

EXPECTATIONS = Path(__file__).parents[1] / "workflow/expectations"
SUITES = {stage: yaml.safe_load((EXPECTATIONS / f"{stage}.yaml").read_text("utf-8")) for stage in tables.STAGES}


def only(stage: str, table: str, column: str) -> dict[str, Any]:
    """The suite's entries that judge one column of one table, for that column alone (a whole suite takes seconds)."""
    wanted = [one for one in read(SUITES[stage]) if one.table == table and column in (*one.columns, *one.kwargs)]
    assert wanted, f"no expectation of {stage} judges {table}.{column}"
    return {"expectations": [entry(one) for one in wanted]}


def entry(one: Expectation) -> dict[str, Any]:
    kwargs = {name: value for name, value in one.kwargs.items() if name not in ("column", "column_list")}
    columns: dict[str, Any] = {"column": one.columns[0]} if "column" in one.kwargs else {"columns": list(one.columns)}
    written = {"table": one.table, "expectation": one.type, "severity": one.severity, "why": one.why, "kwargs": kwargs}
    return written | (columns if one.columns else {})


def failed(verdict: dict[str, Any]) -> set[tuple[str, str]]:
    return {(result["table"], result["column"]) for result in verdict["results"] if not result["success"]}
