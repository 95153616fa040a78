import errno
import json
import os
import random
import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sijill import io, tables
from sijill.errors import UserError


def rejected(count, start=0):
    return [
        {"stage": "ingest", "source_file": f"f{n:05}", "record_no": n, "reason": "r", "detail": f"d{n % 7}"}
        for n in range(start, start + count)
    ]


def stream(path, rows, chunk=700):
    with io.StreamWriter("rejected", path) as writer:
        for start in range(0, len(rows), chunk):
            writer.write(rows[start : start + chunk])
    return path


def test_row_order_and_chunks_do_not_change_the_bytes(tmp_path):
    rows = rejected(500)
    shuffled = random.Random(1).sample(rows, len(rows))
    chunked = pa.concat_tables([tables.from_rows("rejected", part) for part in (shuffled[:123], shuffled[123:])])
    io.write_tables({"rejected": tables.from_rows("rejected", rows)}, tmp_path / "a")
    io.write_tables({"rejected": chunked}, tmp_path / "b")
    assert (tmp_path / "a/rejected.parquet").read_bytes() == (tmp_path / "b/rejected.parquet").read_bytes()


def test_ties_in_the_key_are_ordered_by_the_other_columns():
    report = {
        name: {"string": "", "bool": False}.get(str(col.type), 0)
        for name, col in tables.TABLES["reports"].columns.items()
    }
    rows = [{**report, "report_id": "r1", "corpus": corpus} for corpus in ("b", "a")]
    assert io.sort(tables.from_rows("reports", rows), "reports")["corpus"].to_pylist() == ["a", "b"]


def test_a_large_table_is_sorted_as_a_small_one(monkeypatch):
    rows = random.Random(2).sample(rejected(3 * io.ROW_GROUP), 3 * io.ROW_GROUP)
    small = io.sort(tables.from_rows("rejected", rows), "rejected")
    monkeypatch.setattr(io, "LARGE", 1)
    assert io.sort(tables.from_rows("rejected", rows), "rejected").equals(small, check_metadata=True)


@pytest.mark.parametrize("name", tables.TABLES)
def test_a_table_comes_back_as_it_was_with_its_descriptions(tmp_path, name):
    io.write_tables({name: tables.empty(name)}, tmp_path)
    path = tmp_path / f"{name}.parquet"
    assert io.read(name, [path]).schema.equals(tables.TABLES[name].schema(), check_metadata=True)
    described = json.loads(pq.read_metadata(path).metadata[b"columns"])
    assert described == {column: spec.description for column, spec in tables.TABLES[name].columns.items()}


def test_parts_of_a_stream_are_all_of_it_once(tmp_path):
    rows = rejected(5 * io.ROW_GROUP + 3)
    path = stream(tmp_path / "rejected.parquet", rows)
    assert pq.ParquetFile(path).num_row_groups == 6
    for of in (1, 2, 3, 6, 8):
        parts = [io.read_part("rejected", path, part, of) for part in range(of)]
        assert pa.concat_tables(parts).to_pylist() == tables.from_rows("rejected", rows).to_pylist()


def test_how_rows_arrive_does_not_change_a_stream(tmp_path):
    rows = rejected(io.ROW_GROUP + 10)
    one, other = stream(tmp_path / "a", rows, 1), stream(tmp_path / "b", rows, 999)
    assert one.read_bytes() == other.read_bytes()


def test_long_texts_close_a_row_group_early(tmp_path, monkeypatch):
    monkeypatch.setattr(io, "ROW_GROUP_CHARS", 10)
    report = {
        name: {"string": "", "bool": False}.get(str(col.type), 0)
        for name, col in tables.TABLES["reports"].columns.items()
    }
    with io.StreamWriter("reports", tmp_path / "reports.parquet") as writer:
        writer.write({**report, "text_raw": "x" * 6} for _ in range(4))
    assert pq.ParquetFile(tmp_path / "reports.parquet").num_row_groups == 2


def test_an_empty_stream_is_a_readable_table(tmp_path):
    path = stream(tmp_path / "rejected.parquet", [])
    assert io.read("rejected", [path]).num_rows == 0
    assert io.read_part("rejected", path, 0, 4).num_rows == 0


def test_a_failed_write_leaves_the_old_file_and_no_other(tmp_path):
    path = stream(tmp_path / "rejected.parquet", rejected(1))
    before = path.read_bytes()
    with pytest.raises(KeyError), io.StreamWriter("rejected", path) as writer:
        writer.write([{"no_such_column": 1}])
        writer.write(rejected(io.ROW_GROUP))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_null_where_none_may_be_is_refused(tmp_path):
    with pytest.raises(pa.ArrowInvalid, match="non-nullable"):
        io.write(tables.from_rows("rejected", [{"stage": "ingest", "reason": None, "detail": "x"}]), tmp_path / "x")
    assert not list(tmp_path.iterdir())


def test_a_file_with_other_columns_is_refused(tmp_path):
    io.write(pa.table({"a": [1]}), tmp_path / "reports.parquet")
    with pytest.raises(UserError, match=r"reports.parquet: the table is damaged .columns"):
        io.read("reports", [tmp_path / "reports.parquet"])


def damaged(path):
    """The file cut at every tenth byte, and with each byte changed in one of three ways."""
    whole = path.read_bytes()
    for end in range(0, len(whole), 10):
        yield whole[:end]
    for at in range(0, len(whole), 2):
        yield whole[:at] + bytes([whole[at] ^ (1, 0x80, 0xFF)[at % 3]]) + whole[at + 1 :]


def test_a_damaged_table_is_told_and_never_read_as_another(tmp_path):
    io.write_tables({"rejected": tables.from_rows("rejected", rejected(30))}, tmp_path)
    path = tmp_path / "rejected.parquet"
    rows = io.read("rejected", [path])
    told = 0
    for data in damaged(path):
        path.write_bytes(data)
        try:
            assert io.read("rejected", [path]).equals(rows)  # a byte that says nothing of the rows
        except UserError as error:
            assert re.fullmatch(rf"{path}: the table is damaged \(.+\): delete it and run snakemake .*", str(error))
            told += 1
    assert told > 500


@pytest.mark.parametrize("read", [io.row_count, lambda path: list(io.stream([path], ["reason"]))])
def test_a_cut_table_is_told_however_it_is_read(tmp_path, read):
    path = stream(tmp_path / "rejected.parquet", rejected(3))
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(UserError, match=r"rejected.parquet: the table is damaged"):
        read(path)


@pytest.mark.parametrize(
    ("code", "remedy"), [(errno.ENOSPC, "No space left on device.: free some"), (errno.EROFS, "make the folder wri")]
)
@pytest.mark.parametrize("told", ["number", "words"])
def test_a_file_that_cannot_be_written_is_told_with_a_remedy(tmp_path, code, remedy, told):
    error = OSError(code, os.strerror(code)) if told == "number" else OSError(f"[errno {code}] {os.strerror(code)}")
    with (
        pytest.raises(UserError, match=f"results.x: cannot be written .*{remedy}"),
        io.replacing(tmp_path / "results/x"),
    ):
        raise error
    assert not list((tmp_path / "results").iterdir())


def test_a_step_that_outlives_its_run_writes_into_nobodys_file(tmp_path, monkeypatch):
    with io.replacing(tmp_path / "x") as ours:
        ours.write_text("ours")
        monkeypatch.setattr(os, "getpid", lambda: -1)
        with io.replacing(tmp_path / "x") as theirs:
            theirs.write_text("theirs")
        assert (ours.read_text(), (tmp_path / "x").read_text()) == ("ours", "theirs")


def test_json_is_sorted_and_ends_with_a_newline(tmp_path):
    io.write_json({"ب": 1, "a": [2]}, tmp_path / "x.json")
    assert (tmp_path / "x.json").read_text(encoding="utf-8") == '{\n "a": [\n  2\n ],\n "ب": 1\n}\n'
