"""The site made some events at a time is the site made of all tables at once."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pyarrow as pa
import pytest

import small_dataset as small
from sijill import __version__, io, report, tables, verbs
from sijill.around import KEYS, Around
from sijill.report import pages


def dataset() -> dict[str, pa.Table]:
    made = small.stage("export")[0]
    return {name: made[name] for name in tables.TABLES}


def written(given: dict[str, pa.Table], folder: Path) -> dict[str, list[Path]]:
    io.write_tables(given, folder)
    return {name: [folder / f"{name}.parquet"] for name in given}


@pytest.mark.parametrize("size", [1, 2])
def test_the_site_is_the_same_however_many_events_are_taken_at_a_time(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (pages, report):
        monkeypatch.setattr(module, "COLUMNS_OF", size)
    monkeypatch.setattr(pages, "DETAILS_OF", 1)
    given = dataset()
    assert len(given["events"]) > 1
    written(given, tmp_path / "export")
    page = tmp_path / "site/index.html"
    verbs.report(Namespace(export=tmp_path / "export", quality=tmp_path, review=None, out=page))
    notes = {"version": __version__, "history": [], "changes": None, "agreement": None, "docs": {}}
    at_once = dict(report.files(given, {}, {}, notes))
    found = {
        path.relative_to(page.parent).as_posix(): path.read_bytes() for path in page.parent.rglob("*") if path.is_file()
    }
    assert found == at_once


def test_every_event_finds_all_that_its_mentions_need(tmp_path: Path) -> None:
    given = dataset()
    paths = written(given, tmp_path)
    events = given["events"]["event_id"].combine_chunks()
    (tmp_path / "cut").mkdir()
    around = Around(paths, given["event_mentions"], events, 1, tmp_path / "cut")
    for number, event in enumerate(events.to_pylist()):
        mentions = [row for row in given["event_mentions"].to_pylist() if row["event_id"] == event]
        near = around(number)
        for name, keys in KEYS.items():
            wanted = {tuple(row[key] for key in keys) for row in mentions}
            naive = [row for row in given[name].to_pylist() if tuple(row[key] for key in keys) in wanted]
            assert near[name].to_pylist() == [{c: row[c] for c in near[name].column_names} for row in naive]
