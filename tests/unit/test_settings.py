"""What an analyst settles about the checks: thresholds, waivers, and drift from the last dataset."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pyarrow as pa
import pytest

import small_dataset as small
from judging import EXPECTATIONS, SUITES, only
from sijill import configcheck
from sijill.errors import UserError
from sijill.gate import gate
from sijill.quality import check
from sijill.quality.drift import FEWEST, drift

OFFSETS = "extract/spans.offset_true.to_be_in_set"
UNDATED = "validate/_totals.undated_share.to_be_between"


def broken() -> tuple[dict[str, pa.Table], dict[str, pa.Table]]:
    given, upstream = small.stage("extract")
    given["spans"] = small.changed(given["spans"], 2, surface="إدلب")
    return given, upstream


def test_a_waived_check_is_told_and_closes_no_gate() -> None:
    suite = only("extract", "spans", "offset_true")
    settings = {"waive": [{"check": OFFSETS, "reason": "one outlet's\n  pages were cut by hand"}]}
    assert gate(check("extract", *broken(), suite)[0]) is not None
    verdict, rows = check("extract", *broken(), suite, settings=settings)
    assert gate(verdict) is None and verdict["open"]
    (result,) = [result for result in verdict["results"] if result["check"] == OFFSETS]
    assert not result["success"] and result["waived"] == "one outlet's pages were cut by hand"
    assert verdict["expectations"]["waived"] == 1 and verdict["expectations"]["critical_failed"] == 0
    assert rows.num_rows == 1  # the rows stay for whoever reads the reason


def test_another_stage_s_waiver_waives_nothing_here() -> None:
    settings = {"waive": [{"check": "normalize/reports.text_raw_unchanged.to_be_in_set", "reason": "of another stage"}]}
    assert gate(check("extract", *broken(), only("extract", "spans", "offset_true"), settings=settings)[0]) is not None


@pytest.mark.parametrize(("bound", "passes"), [(1.0, True), (0.0, False)])
def test_a_threshold_takes_the_place_of_the_suite_s(bound: float, passes: bool) -> None:
    given, upstream = small.stage("validate")
    given["event_mentions"] = small.changed(given["event_mentions"], 0, date_start=None)
    suite = only("validate", "_totals", "undated_share")
    settings = {"thresholds": [{"check": UNDATED, "min_value": None, "max_value": bound}]}
    (result,) = check("validate", given, upstream, suite, settings=settings)[0]["results"]
    assert result["success"] is passes and result["arguments"]["max_value"] == bound


@pytest.mark.parametrize(
    ("section", "entry", "says"),
    [
        ("waive", {"check": "extract/span.offset_true.to_be_in_set", "reason": "x" * 10}, f"did you mean `{OFFSETS}`"),
        ("waive", {"check": "spans.offset_true", "reason": "x" * 10}, "names no stage"),
        ("thresholds", {"check": OFFSETS, "max_value": 1}, "has no bounds"),
        ("thresholds", {"check": UNDATED}, "neither `min_value` nor `max_value`"),
    ],
)
def test_a_misspelt_check_is_refused_before_anything_runs(section: str, entry: dict[str, Any], says: str) -> None:
    with pytest.raises(UserError, match=says):
        configcheck.demand_checks({section: [entry]}, EXPECTATIONS)


def test_every_check_of_a_stage_has_a_name_of_its_own() -> None:
    for stage in SUITES:
        verdict, _ = check(stage, *small.stage(stage), SUITES[stage])
        names = Counter(result["check"] for result in verdict["results"])
        assert set(names.values()) == {1}
        assert all(name.startswith(f"{stage}/") for name in names)


def events(types: dict[str, int]) -> dict[str, pa.Table]:
    rows = [kind for kind, number in types.items() for _ in range(number)]
    return {"events": pa.table({"event_type": pa.array(rows, pa.string())})}


def test_drift_is_half_the_sum_of_the_shares_that_moved() -> None:
    (row,) = drift(events({"shelling": 60, "arrest": 40}), events({"shelling": 40, "arrest": 40})).to_pylist()
    before, now = {"shelling": 0.5, "arrest": 0.5}, {"shelling": 0.6, "arrest": 0.4}
    assert row["shift"] == pytest.approx(max(now[kind] - before[kind] for kind in now))  # the naive form of two classes
    assert (row["growth"], row["moved_most"]) == (1.25, "arrest -10.0%")


def test_few_rows_and_no_last_dataset_are_not_compared() -> None:
    assert drift(events({"arrest": FEWEST}), {}).num_rows == 0
    assert drift(events({"arrest": FEWEST}), events({"arrest": FEWEST - 1})).num_rows == 0
    assert drift(events({"arrest": FEWEST}), events({"arrest": FEWEST})).to_pylist()[0]["shift"] == 0


def test_a_dataset_that_moved_is_a_warning_with_what_moved() -> None:
    given, upstream = small.stage("export")
    given["events"] = pa.concat_tables([given["events"]] * FEWEST)
    last = {"events": given["events"].set_column(
        given["events"].column_names.index("event_type"), "event_type", pa.array(["riot"] * len(given["events"]))
    )}  # fmt: skip
    verdict, rows = check("export", given, upstream, only("export", "_drift", "shift"), last=last)
    assert gate(verdict) is None and verdict["expectations"]["warning_failed"] == 1
    assert "type of events" in rows["key"].to_pylist()
    assert any(row["dimension"] == "type of events" and row["moved_most"] == "riot -100.0%" for row in verdict["drift"])
