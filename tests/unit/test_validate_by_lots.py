"""Events judged some at a time, from files, are judged as all at once."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pytest

from deduplicate_cases import Case, codebook, places
from sijill import deduplicate, io, tables, validate, verbs
from sijill.options import DeduplicateOptions, ValidateOptions
from sijill.plan import STAGE_TABLES
from sijill.verbs import events

BOOK = Path(__file__).parents[2] / "resources/codebook"


def merged() -> dict[str, pa.Table]:
    """Events told once and twice, one of them in a repeated report; some mentions are no good."""
    case = Case()
    for number, day in enumerate(("2018-02-20", "2018-02-21", "2019-05-01", "2019-05-02", "2019-05-03")):
        outlet = f"outlet {number}"
        case.report(f"r{number}", day, outlet=outlet)
        case.mention(f"r{number}", "shelling", days=day, place="douma", actor="regime", killed=number + 1)
        case.mention(f"r{number}", "meeting", participant="regime,russia", source="مصدر")
    held = deduplicate.run(case.tables(), codebook(), DeduplicateOptions())
    rows = held["event_mentions"].to_pylist()
    rows[0] |= {"date_start": "1066-10-14", "date_end": "1066-10-14"}
    rows[3] |= {"event_type": "no_such_type"}
    rows[4] |= {"event_id": "e0000000000000000"}  # of no event: judged all the same
    held["event_mentions"] = tables.from_rows("event_mentions", rows)
    reports = held["reports"].to_pylist()
    reports[1] |= {"duplicate_of": reports[0]["report_id"], "duplicate_kind": "near"}
    return {**held, "reports": tables.from_rows("reports", reports), "places": places()}


@pytest.mark.parametrize("at_once", [1, 2, 1000])
def test_events_judged_some_at_a_time(at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given, options = merged(), ValidateOptions(min_confidence=0.5)
    io.write_tables({name: given[name] for name in STAGE_TABLES["deduplicate"]}, tmp_path / "in")
    io.write_tables({"places": given["places"]}, tmp_path)
    monkeypatch.setattr(events, "JUDGED_AT_ONCE", at_once)
    monkeypatch.setattr("sijill.codebook.load", lambda folder: codebook())
    verbs.validate(
        Namespace(
            tables=[tmp_path / "in"], places=tmp_path / "places.parquet", codebook=BOOK, out=tmp_path / "out",
            **asdict(options),
        )
    )  # fmt: skip
    whole = validate.run(given, codebook(), options)
    assert {row["reason"] for row in whole["rejected"].to_pylist()} >= {"too_early", "unknown_event_type"}
    for name, table in whole.items():
        assert io.read(name, [tmp_path / f"out/{name}.parquet"]).to_pylist() == io.sort(table, name).to_pylist(), name
    for name in validate.UNCHANGED:
        assert (tmp_path / f"out/{name}.parquet").read_bytes() == (tmp_path / f"in/{name}.parquet").read_bytes()
