"""Tables larger than memory, some reports at a time. Part of the shell.

A lot holds all rows of a range of report_ids: reports, what was read in them, what hangs on their mentions. Lots come
in the order of the ids and every table of a lot is sorted by its key, so lots put one after the other are the sorted
table. Rows go from the shards into one temporary file for each lot and table, and are read back lot by lot;
memory holds one shard or one lot. What fits into one lot takes no such way. No result depends on how large lots are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sijill import io
from sijill.tables import TABLES

REPORTS = 25_000
"""Reports of one lot; some 300 MB with their spans."""
BATCH = 20_000
"""Rows read from a file at one time."""
BY_REPORT = ("reports", "sentences", "spans", "event_mentions")
BY_MENTION = ("participants", "quantities", "attributions")

Read = Callable[[str, Sequence[Path]], pa.Table]
Paths = Mapping[str, Sequence[Path]]


def lots(paths: Paths, size: int = REPORTS, read: Read = io.read) -> Iterator[dict[str, pa.Table]]:
    """The tables of `paths` (BY_REPORT and BY_MENTION, each any number of files) lot by lot. `read`: one as a whole."""
    ids = distinct(paths["reports"])
    if len(ids) <= size:
        yield {name: read(name, files) for name, files in paths.items()}
        return
    ends = ids[size - 1 :: size]  # the last id of each lot
    report_of = _reports_of_mentions(paths.get("event_mentions", ()))
    with tempfile.TemporaryDirectory(prefix="sijill-lots-") as folder:
        for name, files in paths.items():
            _spill(name, files, Path(folder), ends, report_of)
        for number in range(len(ends) + 1):
            given = {name: _read_back(name, Path(folder) / f"{name}.{number}", read) for name in paths}
            if number < len(ends) or any(len(table) for table in given.values()):
                yield given


def distinct(files: Iterable[Path]) -> NDArray[np.str_]:
    """The report_ids of some files of reports, ascending, each once."""
    found = [np.zeros(0, "U1"), *(_ids(table["report_id"]) for table in batches(files, ["report_id"]))]
    return np.unique(np.concatenate(found))


def batches(files: Iterable[Path], columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
    """The rows of some files in their order, BATCH at a time."""
    for path in files:
        file = io.opened(path)
        rows = file.iter_batches(BATCH, columns=None if columns is None else list(columns))
        while True:
            with io.whole(path):
                batch = next(rows, None)
            if batch is None:
                break
            yield io.days_as_text(pa.Table.from_batches([batch]))


def row_groups(path: Path) -> Iterator[pa.Table]:
    """The rows of a file, a row group at a time."""
    file = io.opened(path)
    for group in range(file.num_row_groups):
        with io.whole(path):
            table = file.read_row_group(group)
        yield table


def _ids(column: pa.ChunkedArray) -> NDArray[np.str_]:
    return np.array(column.to_pylist(), dtype=np.str_) if len(column) else np.zeros(0, "U1")


def _reports_of_mentions(files: Iterable[Path]) -> tuple[pa.Array, NDArray[np.str_]]:
    """The mention_ids, and the report_id of each."""
    tables = list(batches(files, ["mention_id", "report_id"]))
    if not tables:
        return pa.array([], pa.string()), np.zeros(0, "U1")
    whole = pa.concat_tables(tables)
    return whole["mention_id"].combine_chunks(), _ids(whole["report_id"])


def _spill(
    name: str, files: Iterable[Path], folder: Path, ends: NDArray[np.str_], mentions: tuple[pa.Array, NDArray[np.str_]]
) -> None:
    """The rows of a table into one file for each lot."""
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with ExitStack() as open_files:
        writers: dict[int, Any] = {}
        for table in batches(files):
            lot = np.searchsorted(ends, _reports_of(table, name, mentions))
            for number in np.unique(lot).tolist():
                if number not in writers:
                    writers[number] = open_files.enter_context(
                        pa.ipc.new_stream(str(folder / f"{name}.{number}"), table.schema, options=options)
                    )
                writers[number].write_table(table.filter(pa.array(lot == number)))


def _reports_of(table: pa.Table, name: str, mentions: tuple[pa.Array, NDArray[np.str_]]) -> NDArray[np.str_]:
    if name not in BY_MENTION:
        return _ids(table["report_id"])
    known, reports = mentions
    return reports[pa.compute.index_in(table["mention_id"], value_set=known).to_numpy()]


def _read_back(name: str, path: Path, read: Read) -> pa.Table:
    schema = TABLES[name].schema()
    if not path.exists():
        return schema.empty_table()
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_stream(file) as stream:
        table = stream.read_all()
    path.unlink()
    return io.sort(io.conform(table, schema), name)
