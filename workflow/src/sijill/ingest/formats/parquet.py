"""Parquet tables: one record a row, read row group by row group, batch by batch."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import SEEK_END, BufferedReader
from typing import IO, TYPE_CHECKING, Any

from sijill.ingest.records import Record
from sijill.ingest.source import Source, refused, sha256
from sijill.ingest.streams import BOMB_BYTES, BOMB_RATIO, UnreadableError

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

ROWS = 500
"""Rows of one batch."""
ROWS_PER_BYTE = 1000
"""More rows in a file than this per byte are a lie of its footer: every report has a text of its own."""
BATCH_BYTES = 1 << 28
"""Bytes that a batch may take when every row of it holds the longest value that its column repeats."""


def read(source: Source) -> Iterator[Record]:
    """A record for every row. Raises UserError when a mapped column is not there."""
    with seekable(source.stream) as file:
        yield from _rows(file, _opened(file, source), source)


@contextmanager
def seekable(stream: BufferedReader) -> Iterator[IO[bytes]]:
    """The stream, unpacked into a temporary file where it is packed: the footer, which is read first, stands last."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as unpacked:
        shutil.copyfileobj(stream, unpacked)
        yield unpacked


def _opened(stream: IO[bytes], source: Source) -> pq.ParquetFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(stream, pre_buffer=False, buffer_size=1 << 20)
    except (pa.ArrowException, OSError) as error:
        raise UnreadableError(
            "broken_parquet", f"{source.path.name}: no Parquet file ({error}); fetch it again"
        ) from error
    size = stream.seek(0, SEEK_END)
    if file.metadata.num_rows > size * ROWS_PER_BYTE:
        raise UnreadableError("broken_parquet", f"{source.path.name}: {file.metadata.num_rows} rows in {size} bytes")
    return file


def _rows(stream: IO[bytes], file: pq.ParquetFile, source: Source) -> Iterator[Record]:
    import pyarrow as pa

    columns = file.schema_arrow.names
    source.fields.demand(columns, source.path)
    named = [name for name in dict.fromkeys(source.fields.names.values()) if name in columns]
    # a list is no text; unread, for a few bytes can stand for any number of values
    wanted = [name for name in named if not pa.types.is_nested(file.schema_arrow.field(name).type)]
    number = given = 0
    whole = stream.seek(0, SEEK_END)
    for group in range(file.num_row_groups):
        end = number + file.metadata.row_group(group).num_rows
        try:
            _demand_no_bomb(file.metadata.row_group(group), source)
            size = _batch_size(group, wanted, stream, file.schema_arrow)
            for batch in file.iter_batches(size, row_groups=[group], columns=wanted):
                given += batch.nbytes
                _demand_proportion(whole, given, source)
                for values in _values(batch):
                    yield _record(number, values, source)
                    number += 1
        except (pa.ArrowException, OSError, ValueError, UnreadableError) as error:
            # the next row group may be whole: only what is left of this one is lost, row by row
            reason, what = "broken_parquet", f"row group {group} is damaged ({error})"
            if isinstance(error, UnreadableError):
                reason, what = error.reason, str(error)
            for lost in range(number, end):
                yield refused(lost, reason, f"row {lost + 1}: {what}")
            number = end


def _demand_no_bomb(group: pq.RowGroupMetaData, source: Source) -> None:
    """Raises UnreadableError when what a group says it unpacks to is out of proportion."""
    chunks = [group.column(number) for number in range(group.num_columns)]
    packed = sum(chunk.total_compressed_size for chunk in chunks)
    _demand_proportion(packed, sum(chunk.total_uncompressed_size for chunk in chunks), source)


def _demand_proportion(packed: int, unpacked: int, source: Source) -> None:
    if unpacked > max(BOMB_BYTES, BOMB_RATIO * packed):
        detail = f"{source.path.name}: {packed} bytes unpack to {unpacked} and more; unpack it yourself if it is meant"
        raise UnreadableError("decompression_bomb", detail)


def _batch_size(group: int, wanted: list[str], stream: IO[bytes], schema: pa.Schema) -> int:
    """How many rows to read at once: a value that a dictionary holds once may stand in every row.

    The dictionary stands first in its column; the first row read with it shows it whole.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    kinds = pa.types
    of_bytes = (kinds.is_string, kinds.is_large_string, kinds.is_string_view,
                kinds.is_binary, kinds.is_large_binary, kinds.is_binary_view)  # fmt: skip
    texts = [name for name in wanted if any(is_one(schema.field(name).type) for is_one in of_bytes)]
    if not texts:
        return ROWS
    file = pq.ParquetFile(stream, read_dictionary=texts, pre_buffer=False, buffer_size=1 << 20)
    batch = next(file.iter_batches(1, row_groups=[group], columns=texts), None)
    held = [column.dictionary for column in batch.columns if isinstance(column, pa.DictionaryArray)] if batch else []
    lengths: list[pa.Array] = [pc.binary_length(one) for one in held]  # type: ignore[call-overload]
    longest = sum(pc.max(one).as_py() or 0 for one in lengths)
    return max(1, min(ROWS, BATCH_BYTES // max(1, longest)))


def _values(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    columns = {name: _plain(batch.column(name)) for name in batch.schema.names}
    return [{name: values[row] for name, values in columns.items()} for row in range(batch.num_rows)]


def _plain(column: pa.Array) -> list[Any]:
    """A column's values; times as ISO 8601 texts with their offset."""
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):
        # microseconds: Python has no finer time
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    try:
        values: list[Any] = column.to_pylist()
    except (ValueError, OverflowError):  # a year that Python has not, a zone that nobody has
        values = column.cast(pa.string()).to_pylist()
    return [value.isoformat() if hasattr(value, "isoformat") else value for value in values]


def _record(number: int, values: dict[str, Any], source: Source) -> Record:
    """The digest is of the values: a row has no bytes of its own in the file."""
    fields = source.fields.of(values, source.path)
    for name, value in fields.items():
        if isinstance(value, bytes):
            fields[name] = value.decode("utf-8", "replace")
    return Record(number, sha256(repr(sorted(fields.items())).encode("utf-8", "replace")), fields)
