"""Tables larger than memory, some reports at a time. Part of the shell.

A lot holds all rows of a range of report_ids: reports, what was read in them, what hangs on their mentions. Lots come
in the order of the ids and every table of a lot is sorted by its key, so lots put one after the other are the sorted
table. Rows go from the shards into one temporary file for each lot and table, and are read back lot by lot;
memory holds one shard or one lot. What fits into one lot takes no such way. No result depends on how large lots are.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from sijill import io
from sijill.tables import TABLES

REPORTS = 25_000
"""Reports of one lot; some 300 MB with their spans."""
REJECTIONS = 500_000
"""Rejected rows that are sorted at one time."""
BATCH = 10_000
"""Rows read from a file at one time."""
BY_REPORT = ("reports", "sentences", "spans", "event_mentions")
BY_MENTION = ("participants", "quantities", "attributions")

Read = Callable[[str, Sequence[Path]], pa.Table]
Paths = Mapping[str, Sequence[Path]]


def lots(paths: Paths, size: int = REPORTS, read: Read = io.read) -> Iterator[dict[str, pa.Table]]:
    """The tables of `paths` (BY_REPORT and BY_MENTION, each any number of files) lot by lot. `read`: one as a whole."""
    with kept(paths, size, read, once=True) as again:
        yield from again()


@contextmanager
def kept(
    paths: Paths, size: int = REPORTS, read: Read = io.read, once: bool = False
) -> Iterator[Callable[[], Iterator[dict[str, pa.Table]]]]:
    """Gives `lots` as often as it is called (`once`: one time, so that each lot's files can go when it is read)."""
    ids = distinct(paths["reports"])
    if len(ids) <= size:
        whole = {name: read(name, files) for name, files in paths.items()}
        yield lambda: iter([whole])
        return
    cut = Cut(ids[size - 1 :: size], paths.get("event_mentions", ()))
    with tempfile.TemporaryDirectory(prefix="sijill-lots-") as folder:
        for name, files in paths.items():
            spill(name, placed(batches(files), cut), Path(folder))

        def again() -> Iterator[dict[str, pa.Table]]:
            for number in range(cut.lots):
                files = {name: Path(folder) / f"{name}.{number}" for name in paths}
                given = {name: _conformed(read_back(file, once), name) for name, file in files.items()}
                if number < cut.lots - 1 or any(len(table) for table in given.values()):
                    yield given

        yield again


def rejections(files: Sequence[Path]) -> Iterator[pa.Table]:
    """The rows of `rejected` in the order of its key, those of a stage and reason at a time where they are many."""
    if sum(io.row_count(file) for file in files) <= REJECTIONS:
        yield io.read("rejected", files)
        return
    reasons = Reasons(files)
    with tempfile.TemporaryDirectory(prefix="sijill-lots-") as folder:
        spill("rejected", placed(batches(files), reasons), Path(folder))
        for number in range(len(reasons.ends)):
            yield _conformed(read_back(Path(folder) / f"rejected.{number}"), "rejected")


class Reasons:
    """Which of the reasons of all stages, in their order, each rejected row has."""

    def __init__(self, files: Iterable[Path]) -> None:
        found = [np.unique(self._told(table)) for table in batches(files, ["stage", "reason"])]
        self.ends = np.unique(np.concatenate(found))

    def of(self, table: pa.Table) -> NDArray[np.int64]:
        return np.searchsorted(self.ends, self._told(table))

    @staticmethod
    def _told(table: pa.Table) -> NDArray[np.str_]:
        return np.char.add(np.char.add(_ids(table["stage"]), "\x01"), _ids(table["reason"]))


def as_they_are(
    paths: Paths, columns: Mapping[str, Sequence[str]], reports: Sequence[str], mentions: Sequence[str]
) -> Iterator[dict[str, pa.Table]]:
    """Tables under any names lot by lot, whatever is wrong with them; rows that name no known report are in the first.

    Of the tables in `columns` only these are read. `reports`, `mentions`: the names of the tables that tell which
    reports there are, and of which report a mention is.
    """
    ids = distinct(file for name in reports for file in paths.get(name, ()))
    cut = Cut(ids[REPORTS - 1 :: REPORTS], [file for name in mentions for file in paths.get(name, ())])
    empty = {name: _common(files, columns.get(name)) for name, files in paths.items()}
    with tempfile.TemporaryDirectory(prefix="sijill-lots-") as folder:
        for name, files in paths.items():
            given = batches(files, empty[name].column_names)
            whole = (pa.concat_tables([empty[name], table], promote_options="permissive") for table in given)
            if cut.lots > 1:
                spill(name, placed(whole, cut), Path(folder))
            else:
                empty[name] = pa.concat_tables([empty[name], *whole])
        for number in range(cut.lots):
            yield {name: _or(read_back(Path(folder) / f"{name}.{number}"), rows) for name, rows in empty.items()}


def _common(files: Sequence[Path], columns: Sequence[str] | None) -> pa.Table:
    """No rows, with the columns that any of the files has, or those of them that are named."""
    empty = [io.days_as_text(io.opened(file).schema_arrow.empty_table()) for file in files]
    table = pa.concat_tables(empty, promote_options="permissive")
    return table if columns is None else table.select([name for name in table.column_names if name in columns])


class Cut:
    """Where the lots of a dataset end, and which row is in which."""

    def __init__(self, ends: NDArray[np.str_], mentions: Iterable[Path]) -> None:
        """`ends`: the last report_id of each lot but perhaps the last one; `mentions`: files of event mentions."""
        self.ends = ends
        self.lots = len(ends) + 1
        tables = list(batches(mentions, ["mention_id", "report_id"]))
        whole = pa.concat_tables(tables) if tables else None
        self._mentions = whole["mention_id"].combine_chunks() if whole else pa.array([], pa.string())
        self._reports = _ids(whole["report_id"]) if whole else np.zeros(0, "U1")

    def of(self, table: pa.Table) -> NDArray[np.int64]:
        """The lot of each row: that of its report, or of its mention's; the first where it names none."""
        if "report_id" in table.column_names:
            return np.searchsorted(self.ends, _ids(table["report_id"]))
        if "mention_id" not in table.column_names or not len(self._reports):
            return np.zeros(len(table), dtype=np.int64)
        found = pa.compute.index_in(table["mention_id"], value_set=self._mentions).fill_null(-1).to_numpy()
        return np.where(found < 0, 0, np.searchsorted(self.ends, self._reports[found]))


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


def placed(tables: Iterable[pa.Table], cut: Cut | Reasons) -> Iterator[tuple[pa.Table, NDArray[np.int64]]]:
    """Each table with the lots of its rows."""
    return ((table, cut.of(table)) for table in tables)


def spill(name: str, tables: Iterable[tuple[pa.Table, NDArray[np.int64]]], folder: Path) -> None:
    """The rows of a table into one file for each lot, `<name>.<lot>`."""
    options = pa.ipc.IpcWriteOptions(compression="lz4")
    with ExitStack() as open_files:
        writers: dict[int, Any] = {}
        for table, lot in tables:
            for number in np.unique(lot).tolist():
                if number not in writers:
                    writers[number] = open_files.enter_context(
                        pa.ipc.new_stream(str(folder / f"{name}.{number}"), table.schema, options=options)
                    )
                writers[number].write_table(table.filter(pa.array(lot == number)))


def read_back(path: Path, once: bool = True) -> pa.Table | None:
    """The rows of a lot, None where there are none; its file goes if it is read `once`."""
    if not path.exists():
        return None
    with pa.OSFile(str(path), "rb") as file, pa.ipc.open_stream(file) as stream:
        table = stream.read_all()
    if once:
        path.unlink()
    return table


def _or(table: pa.Table | None, empty: pa.Table) -> pa.Table:
    return empty if table is None else table


def _conformed(table: pa.Table | None, name: str) -> pa.Table:
    schema = TABLES[name].schema()
    return schema.empty_table() if table is None else io.sort(io.conform(table, schema), name)
