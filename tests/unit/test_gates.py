"""Gates and suites: what a verdict says, what a closed gate tells a person, and what a suite must hold."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import small_dataset as small
from judging import SUITES, failed, only
from sijill import tables
from sijill.gate import gate
from sijill.quality import check
from sijill.quality.measures import MEASURES
from sijill.quality.suite import SuiteError, read


def test_an_all_rejected_corpus_closes_the_ingest_gate_with_its_reasons() -> None:
    given, _ = small.stage("ingest")
    given["rejected"] = tables.from_rows(
        "rejected", [small._rejected("ingest", "a.jsonl", n, "not_arabic") for n in range(4)]
    )
    given["reports"] = tables.empty("reports")
    sentence = gate(check("ingest", given, {}, SUITES["ingest"])[0])
    assert sentence is not None
    for part in (
        "ingest gate is closed",
        "`reports` has 0 rows",
        "not_arabic 4",
        "at least one record",
        "results/quality/ingest/rows.csv",
    ):
        assert part in sentence
    assert sentence.count(". ") == 0 and sentence.endswith(".")


@pytest.mark.parametrize("stage", ["extract", "deduplicate", "validate", "export"])
def test_reports_without_any_event_pass(stage: str) -> None:
    given, upstream = small.stage(stage)
    keep = ("reports", "sentences", "rejected", "public_reports", "public_sentences", "public_rejected")
    for side in (given, upstream):
        for name, table in side.items():
            side[name] = table if name in keep else table.slice(0, 0)
    verdict, _ = check(stage, given, upstream, SUITES[stage])
    assert gate(verdict) is None
    assert {severity for severity in ("critical",) if verdict["expectations"][f"{severity}_failed"]} == set()


def test_the_gate_says_what_failed_how_often_and_where() -> None:
    given, upstream = small.stage("extract")
    given["spans"] = small.changed(given["spans"], 2, surface="إدلب")
    given["quantities"] = small.changed(given["quantities"], 0, low=4)
    verdict, _ = check("extract", given, upstream, SUITES["extract"])
    sentence = gate(verdict)
    assert sentence is not None
    for part in (
        "1 of 6 rows of `spans`",
        "offset_true",
        "(law 1)",
        "1 more critical",
        "results/quality/extract/rows.csv",
    ):
        assert part in sentence
    assert "\n" not in sentence


def test_a_warning_does_not_close_the_gate() -> None:
    given, _ = small.stage("ingest")
    verdict, rows = check("ingest", given, {}, only("ingest", "_totals", "rejected_share"))
    assert failed(verdict) == {("_totals", "rejected_share")}
    assert gate(verdict) is None and verdict["open"] and rows["value"].to_pylist() == ["0.25"]


def test_rows_are_capped_and_cannot_be_formulas() -> None:
    given, upstream = small.stage("extract")
    span = {**small.SPANS[2], "surface": '=HYPERLINK("x")'}
    rows = [{**span, "span_id": f"s{n:016x}"} for n in range(300)]
    given["spans"] = tables.from_rows("spans", rows)
    suite = only("extract", "spans", "offset_true")
    verdict, table = check("extract", given, upstream, suite)
    assert verdict["results"][0]["unexpected"] == 300 and table.num_rows == 200
    given["spans"] = tables.from_rows("spans", rows[::-1])
    assert check("extract", given, upstream, suite)[1].equals(table)
    given["spans"] = small.changed(small.stage("extract")[0]["spans"], 0, place_id='=HYPERLINK("x")')
    _, table = check("extract", given, upstream, only("extract", "spans", "place_id"))
    assert table["value"].to_pylist() == ['\'=HYPERLINK("x")']


def test_the_verdict_is_plain_and_names_no_time_and_no_id() -> None:
    verdict, rows = check("normalize", *small.stage("normalize"), SUITES["normalize"])
    again, rows_again = check("normalize", *small.stage("normalize"), SUITES["normalize"])
    text = json.dumps(verdict, allow_nan=False, sort_keys=True)
    assert text == json.dumps(again, sort_keys=True) and rows.equals(rows_again)
    assert not {"run_id", "batch_id", "ge_load_time", "success_percent"} & set(text.replace('"', " ").split())


BAD_ENTRIES: list[tuple[dict[str, Any], str]] = [
    ({"expectation": "expect_no_nonsense"}, r"entry 1 \(spans: expect_no_nonsense\) is not taken in"),
    ({"severity": "fatal"}, "severity `fatal` is none of critical, warning"),
    ({"severity": None}, "`severity` is missing"),
    ({"why": ""}, "`why` is missing"),
    ({"column": "surfaec"}, r"`surfaec` is neither a column of `spans` nor a measure for it; did you mean `surface`"),
    ({"column": "dates_ordered"}, "nor a measure for it"),
    ({"table": "span"}, "`span` is no table; did you mean `spans`"),
    ({"table": "public_spans"}, "`public_spans` was not given to this check"),
    ({"tabel": "spans"}, "unknown field `tabel`; did you mean `table`"),
    ({"each": ["surface"]}, "only one of"),
    ({"values_from": "tables"}, "no closed set for spans.surface"),
    ({"values_from": "memory"}, "values_from `memory` is not known"),
    ({"kwargs": {"mostli": 0.5}}, "is not taken in"),
    ({"expectation": "expect_column_mean_to_be_between", "kwargs": {"min_value": 1}}, "could not be judged"),
]


@pytest.mark.parametrize(("change", "message"), BAD_ENTRIES)
def test_a_suite_that_cannot_be_judged_is_an_error_that_names_the_entry(change: dict[str, Any], message: str) -> None:
    good = {"table": "spans", "expectation": "expect_column_values_to_not_be_null", "column": "surface"}
    suite = {"expectations": [{**good, "severity": "critical", "why": "there", **change}]}
    with pytest.raises(SuiteError, match=message):
        check("extract", *small.stage("extract"), suite)


def test_every_column_of_every_table_has_an_expectation() -> None:
    judged = {(one.table, column) for suite in SUITES.values() for one in read(suite) for column in one.columns}
    columns = {(name, column) for name, table in tables.TABLES.items() for column in table.columns}
    assert columns - judged == set()


def test_every_measure_is_judged_somewhere_and_every_entry_ends_its_sentence_without_a_stop() -> None:
    judged = {column for suite in SUITES.values() for one in read(suite) for column in one.columns}
    assert MEASURES.keys() - judged == set()
    for stage, suite in SUITES.items():
        for one in read(suite):
            assert not one.why.endswith("."), (stage, one.place)


def test_great_expectations_is_imported_in_one_module_only() -> None:
    package = Path(check.__globals__["__file__"]).parents[1]
    importing: Callable[[Path], bool] = lambda path: "great_expectations" in path.read_text("utf-8")  # noqa: E731
    assert [path.name for path in sorted(package.rglob("*.py")) if importing(path)] == ["judge.py"]
