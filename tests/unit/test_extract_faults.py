"""A fault in reading one report costs that report alone, and is told."""

from __future__ import annotations

from typing import Any

import pytest

from golden.reading import Reader, report_row
from sijill import extract, normalize, tables
from sijill.options import ExtractOptions, NormalizeOptions


def test_a_fault_costs_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    reader, whole = Reader(), extract.read_report

    def faulty(report: dict[str, Any], *others: Any) -> dict[str, list[dict[str, Any]]]:
        if "الرستن" in report["text_raw"]:
            raise KeyError("no such office")
        return whole(report, *others)

    texts = ["قصفت المدفعية التركية بلدة الرستن.", "قصفت المدفعية التركية بلدة عين عيسى."]
    rows = [report_row(str(number), text, "2021-06-09") for number, text in enumerate(texts)]
    normal = normalize.run({"reports": tables.from_rows("reports", rows)}, NormalizeOptions())
    monkeypatch.setattr(extract, "read_report", faulty)
    read = extract.run({**normal, "places": reader.places}, reader.codebook, ExtractOptions())
    (failed,) = [row for row in read["rejected"].to_pylist() if row["reason"] == "reading_failed"]
    told = read["event_mentions"]["report_id"].to_pylist()
    assert failed["report_id"] not in told and told
    assert "no such office" in failed["detail"] and "test_extract_faults.py" in failed["detail"]
