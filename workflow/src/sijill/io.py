"""The only reader and writer of tables: fixed Parquet options, sorted rows, a temporary name and then a rename.

The same rows give the same bytes (with one pyarrow version: the file's footer names it). Column descriptions go into
the file's key-value metadata under `columns` (JSON) and what a row is under `row`: the Parquet schema has no place
for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from sijill import tables
from sijill.errors import UserError
from sijill.files import replacing as replacing
from sijill.files import sha256_of as sha256_of
from sijill.files import unfinished
from sijill.files import write_bytes as write_bytes
from sijill.files import write_json as write_json
from sijill.files import writing as writing

ROW_GROUP = 2_000
"""Rows of one row group of a streamed file: the grain at which a batch can be cut into shards."""
ROW_GROUP_CHARS = 16_000_000
"""Text (code points) after which a row group is closed early, so that huge records do not fill the memory."""
LARGE = 1 << 30
"""Bytes above which a table's columns may not fit Arrow's plain strings."""
OPTIONS: dict[str, Any] = {
    "compression": "zstd", "compression_level": 1, "store_schema": False, "write_page_checksum": True,
}  # fmt: skip
EXPORTED: dict[str, Any] = {"compression": "zstd", "compression_level": 3, "use_dictionary": True}


@contextmanager
def whole(path: Path) -> Iterator[None]:
    """Raises UserError when the table that the block reads is damaged."""
    try:
        yield
    except (MemoryError, FileNotFoundError, PermissionError):
        raise
    except (pa.ArrowException, OSError, ValueError) as error:
        why = " ".join(str(error).split())
        raise UserError(
            f"{path}: the table is damaged ({why}): delete it and run snakemake again, which makes it anew."
        ) from error


def opened(path: Path) -> pq.ParquetFile:
    """A Parquet file whose pages prove themselves as they are read. Raises UserError when it is none."""
    with whole(path):
        file = pq.ParquetFile(path, page_checksum_verification=True)
        file.schema_arrow  # noqa: B018  # names that are no text are noticed here
        return file


def file_metadata(schema: pa.Schema) -> dict[str, str]:
    """The descriptions of a schema as key-value metadata of its file."""
    plain = {key.decode(): value.decode() for key, value in (schema.metadata or {}).items()}
    described = {field.name: (field.metadata or {}).get(b"description", b"").decode() for field in schema}
    return plain | ({"columns": json.dumps(described, ensure_ascii=False)} if any(described.values()) else {})


def sort(table: pa.Table, name: str) -> pa.Table:
    """Rows in the order of the named table's key; ties by the other columns, so that the order is total."""
    if not table.num_rows:
        return table
    key = tables.TABLES[name].key
    order = [*key, *(column for column in table.column_names if column not in key)]
    indices = pc.sort_indices(table, sort_keys=[(column, "ascending") for column in order])
    return take(table, indices)


def take(table: pa.Table, indices: pa.Array) -> pa.Table:
    """The rows at the indices. Arrow's strings end at 2 GB a column, so large tables are taken in slices."""
    if table.nbytes < LARGE:
        return table.take(indices)
    wide = table.schema
    for number, field in enumerate(table.schema):
        if field.type == pa.string():
            wide = wide.set(number, field.with_type(pa.large_string()))
    whole = table.cast(wide).combine_chunks()
    slices = [indices.slice(start, ROW_GROUP) for start in range(0, len(indices), ROW_GROUP)]
    return pa.concat_tables([whole.take(part).cast(table.schema) for part in slices])


def write(table: pa.Table, path: Path) -> None:
    """Write a table in the row order it has. Use `sort` first for tables of the dataset."""
    with replacing(path) as temporary, pq.ParquetWriter(temporary, table.schema, **OPTIONS) as writer:
        writer.add_key_value_metadata(file_metadata(table.schema))
        writer.write_table(table.combine_chunks())


def write_tables(named: dict[str, pa.Table], folder: Path) -> None:
    """Write tables of the dataset, each sorted by its key, as `folder/<name>.parquet`."""
    for name, table in named.items():
        write(sort(table, name), folder / f"{name}.parquet")


def write_exported(table: pa.Table, path: Path) -> None:
    """Write a table of an edition: as `write` does, packed closer, descriptions also in the Arrow schema in the file.

    A table with geometry (`<name>.geoparquet`) is written by geoarrow, which adds the metadata of GeoParquet.
    """
    described = table.replace_schema_metadata(file_metadata(table.schema)).combine_chunks()
    with replacing(path) as temporary:
        if path.suffix == ".geoparquet":
            from geoarrow.pyarrow.io import write_geoparquet_table  # only here: its import takes a while

            known = described["geometry"].null_count < described.num_rows  # a box around nothing is no box
            write_geoparquet_table(described, temporary, write_bbox=known, write_geometry_types=True, **EXPORTED)
        else:
            pq.write_table(described, temporary, **EXPORTED)


def write_csv(table: pa.Table, path: Path) -> None:
    """Write a table as CSV for spreadsheets: UTF-8 with a byte order mark, texts quoted, null as nothing at all."""
    options = pacsv.WriteOptions(include_header=True, quoting_style="needed")
    with replacing(path) as temporary, open(temporary, "wb") as stream:
        stream.write(b"\xef\xbb\xbf")
        with pacsv.CSVWriter(stream, table.schema, write_options=options) as writer:
            for batch in table.to_batches(max_chunksize=ROW_GROUP):
                writer.write_batch(batch)


def read_file(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """One Parquet file, or the parts in a folder of that name; days as the stages have them, in ISO 8601."""
    chosen = None if columns is None else list(columns)
    return pa.concat_tables([days_as_text(_read(part, chosen)) for part in parts(path)])


def read_thin(path: Path, columns: Sequence[str]) -> pa.Table:
    """One Parquet file of which some columns are read; the others are null, in their place and of their type."""
    schema = days_as_text(opened(path).schema_arrow.empty_table()).schema
    read = read_file(path, [name for name in schema.names if name in columns])
    arrays = [read[field.name] if field.name in columns else pa.nulls(len(read), field.type) for field in schema]
    return pa.table(arrays, names=schema.names)


def _read(path: Path, columns: list[str] | None) -> pa.Table:
    with whole(path):
        return opened(path).read(columns=columns)


def parts(path: Path) -> list[Path]:
    """The file, or the files of a table that is kept in parts."""
    return sorted(path.rglob("*.parquet")) if path.is_dir() else [path]


def row_count(path: Path) -> int:
    """Rows of a table, from the footers of its files."""
    return sum(int(opened(part).metadata.num_rows) for part in parts(path))


def days_as_text(table: pa.Table) -> pa.Table:
    for number, field in enumerate(table.schema):
        if field.type == pa.date32():
            table = table.set_column(number, field.with_type(pa.string()), table[number].cast(pa.string()))
    return table


def read(name: str, paths: Iterable[Path]) -> pa.Table:
    """The named table from one or more files, sorted by its key, with the schema of `tables.TABLES`."""
    schema = tables.TABLES[name].schema()
    parts = []
    for path in paths:
        with whole(path):
            parts.append(conform(read_file(path), schema))
    return sort(pa.concat_tables(parts), name) if parts else schema.empty_table()


def read_columns(name: str, paths: Iterable[Path], columns: Sequence[str]) -> pa.Table:
    """Some columns of the named table, rows in the order of the files."""
    schema = pa.schema([tables.TABLES[name].schema().field(column) for column in columns])
    return pa.concat_tables([conform(read_file(path, columns), schema) for path in paths])


def read_part(name: str, path: Path, part: int, of: int) -> pa.Table:
    """Part `part` of `of` of a streamed file: the row groups j of n with j * of // n == part, in file order."""
    schema = tables.TABLES[name].schema()
    file = opened(path)
    count = file.num_row_groups
    groups = [group for group in range(count) if group * of // count == part]
    with whole(path):
        return conform(file.read_row_groups(groups), schema) if groups else schema.empty_table()


def stream(paths: Iterable[Path], columns: Sequence[str]) -> Iterator[pa.Table]:
    """The columns of streamed files, a row group at a time: in constant memory however large the files."""
    for path in paths:
        file = opened(path)
        for group in range(file.num_row_groups):
            with whole(path):
                table = file.read_row_group(group, columns=list(columns))
            yield table


def conform(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """The table's columns in the order and with the types of the schema; columns the schema lacks are an error."""
    if table.column_names != schema.names:
        raise ValueError(f"columns {table.column_names} are not {schema.names}")
    return table.cast(schema)


class LotWriter:
    """Writes a named table lot by lot, each sorted and after the one before; the file appears when all went well."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.path = name, path
        self.rows = 0
        self._begun = False
        self._context = unfinished(path)
        schema = tables.TABLES[name].schema()
        with writing(path):
            self._writer = pq.ParquetWriter(self._context.__enter__(), schema, **OPTIONS)
            self._writer.add_key_value_metadata(file_metadata(schema))

    def add(self, table: pa.Table) -> None:
        """The rows of a lot: one row group. Only the first may be empty."""
        if table.num_rows or not self._begun:
            with writing(self.path):
                self._writer.write_table(sort(table, self.name).combine_chunks())
        self._begun = True
        self.rows += table.num_rows

    def _finish(self) -> None:
        """What is left to be written when all went well."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._finish()
            with writing(self.path):
                self._writer.close()
        except BaseException as failure:
            self._context.__exit__(type(failure), failure, failure.__traceback__)
            raise
        self._context.__exit__(kind, error, trace)


class StreamWriter(LotWriter):
    """Writes rows of one named table as they come, in constant memory and in that order."""

    def __init__(self, name: str, path: Path) -> None:
        super().__init__(name, path)
        self._buffer: list[dict[str, Any]] = []
        self._chars = 0

    def write(self, rows: Iterable[dict[str, Any]]) -> None:
        for row in rows:
            self._buffer.append(row)
            self._chars += len(row.get("text_raw") or "")
            if len(self._buffer) >= ROW_GROUP or self._chars >= ROW_GROUP_CHARS:
                self._finish()

    def _finish(self) -> None:
        if self._buffer:
            table = tables.from_rows(self.name, self._buffer)
            with writing(self.path):
                self._writer.write_table(table, row_group_size=len(self._buffer))
            self.rows += len(self._buffer)
        self._buffer, self._chars = [], 0
