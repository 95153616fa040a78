"""Editions made some reports at a time are, byte for byte, those made of all tables at once."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from test_export import dataset, with_person
from test_export_files import OPTIONS

from sijill import codebook as codebooks
from sijill import edition, growing, io, lots, provenance, tables, verbs
from sijill.export import common_words, flat, run
from sijill.tables import STAGES
from sijill.verbs import editions

ROOT = Path(__file__).parents[2]
BOOK = ROOT / "resources/codebook"
VERBS = ("gazetteer", "furniture", "review", *STAGES)


def given() -> dict[str, pa.Table]:
    """Tables of several reports and years, with private names, and rejected rows of several reasons."""
    case = with_person()
    for number, day in enumerate(("2017-01-01", "2017-05-05", "2019-03-03", None)):
        case.report(f"y{number}", day)
        case.mention(f"y{number}", "shelling", days=day, place="douma", actor="regime", killed=number)
    reasons = [{"stage": stage, "reason": f"r{n % 3}", "detail": f"«{n}»"} for n, stage in enumerate([*STAGES[:5]] * 3)]
    empty = {"corrections": tables.empty("corrections")}
    return {**empty, **dataset(case), "rejected": tables.from_rows("rejected", reasons)}


@pytest.mark.parametrize("partition_rows", [1, 1_000_000])
def test_lots_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, partition_rows: int) -> None:
    held, options = given(), replace(OPTIONS, partition_rows=partition_rows)
    book = codebooks.load(BOOK)
    registry = {"actors", "places", "rejected"}
    io.write_tables({name: held[name] for name in tables.TABLES if name not in registry}, tmp_path / "review")
    io.write_tables({"rejected": held["rejected"].slice(8)}, tmp_path / "review")
    io.write_tables({"rejected": held["rejected"].slice(0, 8)}, tmp_path / "extract")
    io.write_tables({"places": held["places"]}, tmp_path)
    io.write(pa.table({"corpus": ["c"], "source_file": ["a.txt"]}), tmp_path / "ingest/inputs.parquet")
    for module, name in ((editions, "EXPORTED_AT_ONCE"), (lots, "REJECTIONS"), (flat, "EVENTS")):
        monkeypatch.setattr(module, name, 1)
    verbs.export(
        Namespace(
            tables=[tmp_path / "review"], rejected=[tmp_path / "extract"], inputs=[tmp_path / "ingest"], config={},
            places=tmp_path / "places.parquet", codebook=BOOK, notice=None, out=tmp_path / "lots", **asdict(options),
        )
    )  # fmt: skip
    monkeypatch.undo()
    made = provenance.provenance({}, [{"corpus": "c", "source_file": "a.txt"}], VERBS)
    sorted_ = {name: io.sort(table, name) for name, table in held.items()}
    whole = run({**sorted_, "actors": editions_actors(book)}, options, made, common_words(book))
    for name, files in whole.items():
        edition.write(name, {**files, **edition.codebook_files(BOOK, book)}, options, tmp_path / "whole" / name)
    assert contents(tmp_path / "lots") == contents(tmp_path / "whole")
    assert any("partition_year" in name for name in contents(tmp_path / "lots")) == (partition_rows == 1)


def editions_actors(book: codebooks.Codebook) -> pa.Table:
    from sijill.export import actor_table

    return actor_table(book.actors)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_how_rows_come_cut_changes_no_row_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "GROUP", 4)
    table = pa.table({"n": list(range(11)), "t": [f"س{n}" for n in range(11)]})
    found = []
    for size in (1, 3, 4, 11):
        path = tmp_path / f"{size}.parquet"
        with growing.GrowingTable(path, table.schema) as file:
            for start in range(0, 11, size):
                file.add(table.slice(start, size))
        found.append(path.read_bytes())
        assert pq.ParquetFile(path).num_row_groups == 3
    assert len(set(found)) == 1


def test_a_file_that_stopped_growing_is_not_there(tmp_path: Path) -> None:
    table = pa.table({"n": [1]})
    with pytest.raises(KeyError), growing.GrowingSheet(tmp_path / "a.csv", table.schema) as file:
        file.add(table)
        raise KeyError
    with pytest.raises(KeyError), growing.GrowingTable(tmp_path / "a.parquet", table.schema) as file:
        file.add(table)
        raise KeyError
    assert not list(tmp_path.iterdir())
