"""Files of an edition that are written piece by piece; how their rows come cut changes no byte. Part of the shell."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from sijill import io

GROUP = 100_000
"""Rows of a row group."""
GROUP_OF_TEXTS = 20_000
"""Rows of a row group of a table with full texts, some 100 MB of them."""
TEXTS = "text_raw"


class Growing:
    """A file that appears when all went well."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        self.schema = schema
        self._path = path
        self._open = ExitStack()
        self._open.enter_context(io.writing(path))
        self._temporary = self._open.enter_context(io.unfinished(path))

    def add(self, table: pa.Table) -> None:
        """More rows."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)


class GrowingTable(Growing):
    """A Parquet file as `io.write_exported` writes it, in row groups of a fixed number of rows."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        super().__init__(path, schema)
        self._described = schema.with_metadata(io.file_metadata(schema))
        self._group = GROUP_OF_TEXTS if TEXTS in schema.names else GROUP
        self._writer: Any = pq.ParquetWriter(self._temporary, self._described, **io.EXPORTED)
        self._waiting = self._described.empty_table()
        self._begun = False

    def add(self, table: pa.Table) -> None:
        self._waiting = pa.concat_tables([self._waiting, table.replace_schema_metadata(self._described.metadata)])
        while self._waiting.num_rows >= self._group:
            self._write(self._waiting.slice(0, self._group))
            self._waiting = self._waiting.slice(self._group)

    def _write(self, rows: pa.Table) -> None:
        with io.writing(self._path):
            self._writer.write_table(rows.combine_chunks())
        self._begun = True

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and (self._waiting.num_rows or not self._begun):
            self._write(self._waiting)
        self._writer.close()
        super().__exit__(kind, error, trace)


class GrowingSheet(Growing):
    """A CSV file as `io.write_csv` writes it."""

    def __init__(self, path: Path, schema: pa.Schema) -> None:
        super().__init__(path, schema)
        self._stream = self._open.enter_context(self._temporary.open("wb"))
        self._stream.write(b"\xef\xbb\xbf")
        options = pacsv.WriteOptions(include_header=True, quoting_style="needed")
        self._writer = self._open.enter_context(pacsv.CSVWriter(self._stream, schema, write_options=options))

    def add(self, table: pa.Table) -> None:
        for batch in table.to_batches(max_chunksize=io.ROW_GROUP):
            self._writer.write_batch(batch)
