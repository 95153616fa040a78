"""What is judged lot by lot from files is judged as all tables at once are, whatever is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from test_quality import BROKEN

import small_dataset as small
from judging import SUITES, entry
from sijill import io, lots, tables
from sijill.quality import check, expectations, needed, whole_columns
from sijill.quality.by_lot import of_lots
from sijill.verbs.quality import in_lots, wholes

Tables = dict[str, pa.Table]
STAGES = ("normalize", "extract", "deduplicate", "export")


def broken(stage: str) -> tuple[Tables, Tables, dict[str, Any]]:
    """A stage's tables with every law broken that test_quality breaks, and the entries of the suite that say so."""
    given, upstream = small.stage(stage)
    columns = {("_totals", None), ("_fates", "balance"), ("_conservation", "conserved")}
    for one, table, column, row, cells in BROKEN:
        if one == stage and not {"report_id", "mention_id", "sentence_no"} & cells.keys():
            given[table] = small.changed(given[table], row, **cells)
            columns.add((table, column))
    if "spans" in given:  # an id of two reports, which no lot sees twice
        spans = given["spans"]
        first, last = (spans["span_id"][row].as_py() for row in (0, len(spans) - 1))
        given["spans"] = small.changed(spans, len(spans) - 1, span_id=first) if first != last else spans
    named = {(one.table, column): one for one in read(stage) for column in (*one.columns, None)}
    kept = {id(one): one for key, one in named.items() if key in columns or "unique" in one.type}
    return given, upstream, {"expectations": [entry(one) for one in kept.values()]}


def read(stage: str) -> list[Any]:
    return expectations(SUITES[stage])


def written(given: Tables, folder: Path) -> dict[str, list[Path]]:
    """Every table in two files, its rows shared out in turn."""
    paths: dict[str, list[Path]] = {}
    for name, table in given.items():
        for part in (0, 1):
            path = folder / str(part) / f"{name}.parquet"
            io.write(table.take(pa.array(range(part, len(table), 2), pa.int64())), path)
            paths.setdefault(name, []).append(path)
    return paths


@pytest.mark.parametrize("stage", STAGES)
def test_lots_change_no_verdict(stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, upstream, suite = broken(stage)
    at_once = check(stage, given, upstream, suite)
    assert sum(not result["success"] for result in at_once[0]["results"]) > 2
    own, before = written(given, tmp_path / "own"), written(upstream, tmp_path / "before")
    monkeypatch.setattr(lots, "REPORTS", 1)
    assert len(list(in_lots(own, before, suite))) > 1
    columns = whole_columns(read(stage))
    counts = {name: len(table) for name, table in given.items()}
    now, then = needed(read(stage), own, before)
    held = wholes(own, columns, now), wholes(before, columns, then)
    assert not len(held[0].get("spans", ()))
    by_lots = check(stage, *held, suite, lots=lambda: in_lots(own, before, suite), rows=counts)
    assert by_lots[0] == at_once[0]
    assert by_lots[1].to_pylist() == at_once[1].to_pylist()


@pytest.mark.parametrize("stage", tables.STAGES)
def test_no_suite_needs_a_long_table_whole(stage: str) -> None:
    columns = whole_columns(read(stage))
    assert columns is not None and not {"text_raw", "text"} & set(columns["reports"])
    assert not columns["spans"] and not columns["sentences"]
    assert all(of_lots(one) for one in read(stage) if one.table == "spans")
