"""What the library is given to judge: frames of the columns that an expectation looks at, as small as they can be.

Cells that fare alike are shown once, by one of them, and the answer is carried back to all rows that hold them: for
most expectations of a single column equal values fare alike, for one of lengths all texts of a length, for one of nulls
all that is given. Whether values are unique is judged by numbers that stand for them. A column of codes then costs the
library the same for a thousand rows and for a million, and no text of a report is carried to it to be counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from sijill.quality.evidence import pc
from sijill.quality.measures import columns_of
from sijill.quality.suite import Expectation

_OF_WHOLE_COLUMNS = ("unique", "increasing", "decreasing")
"""Expectations of a column that are no matter of each value by itself."""


@dataclass(frozen=True)
class Framed:
    """A frame, indexed from 0, and the positions of the expectations that are judged on it.

    `stands_in` holds for each row of the table the position in the frame of the value it holds; None where the frame
    has the table's own rows.
    """

    frame: pd.DataFrame
    stands_in: np.ndarray | None
    expectations: tuple[int, ...]

    @property
    def rows_of_table(self) -> int:
        return len(self.frame) if self.stands_in is None else len(self.stands_in)

    def rows(self, found: list[int]) -> tuple[int, ...]:
        """The rows of the table that rows of the frame stand for, ascending."""
        if self.stands_in is None:
            return tuple(sorted(found))
        return tuple(np.flatnonzero(np.isin(self.stands_in, found)).tolist())


def framed(tables: dict[str, pa.Table], expectations: list[Expectation]) -> list[Framed]:
    """One frame for each set of columns that expectations of a table look at, in the order they first come."""
    groups: dict[tuple[str, tuple[str, ...], Callable[..., Framed]], list[int]] = {}
    for number, expectation in enumerate(expectations):
        columns = tuple(columns_of(expectation))
        groups.setdefault((expectation.table, columns, _shape(expectation)), []).append(number)
    return [shape(tables[table], columns, tuple(numbers)) for (table, columns, shape), numbers in groups.items()]


def _shape(expectation: Expectation) -> Callable[[pa.Table, tuple[str, ...], tuple[int, ...]], Framed]:
    if not by_value(expectation):
        return _identities if expectation.type.endswith("_unique") else _whole
    if expectation.type in ("expect_column_values_to_be_null", "expect_column_values_to_not_be_null"):
        return _absence
    return _lengths if expectation.type.startswith("expect_column_value_lengths") else _values


def by_value(expectation: Expectation) -> bool:
    """Whether an expectation judges the values of one column one by one, so that equal values fare equally."""
    return (
        expectation.type.startswith("expect_column_value")
        and len(columns_of(expectation)) == 1
        and not any(word in expectation.type for word in _OF_WHOLE_COLUMNS)
        and "mostly" not in expectation.kwargs  # a share of rows is no share of values
    )


def _values(table: pa.Table, columns: tuple[str, ...], numbers: tuple[int, ...]) -> Framed:
    (column,) = columns
    coded = _coded(table[column])
    return Framed(pa.table({column: coded.dictionary}).to_pandas(), _positions(coded), numbers)


def _absence(table: pa.Table, columns: tuple[str, ...], numbers: tuple[int, ...]) -> Framed:
    (column,) = columns
    return _by_first(table, column, table[column].is_null(nan_is_null=True), numbers)


def _lengths(table: pa.Table, columns: tuple[str, ...], numbers: tuple[int, ...]) -> Framed:
    (column,) = columns
    return _by_first(table, column, pc.utf8_length(table[column]), numbers)


def _by_first(table: pa.Table, column: str, kinds: pa.ChunkedArray, numbers: tuple[int, ...]) -> Framed:
    """The first cell of each kind stands for all cells of its kind."""
    stands_in = _positions(_coded(kinds))
    _, first = np.unique(stands_in, return_index=True)
    return Framed(table.select([column]).take(first).to_pandas(), stands_in, numbers)


def _identities(table: pa.Table, columns: tuple[str, ...], numbers: tuple[int, ...]) -> Framed:
    cells = {column: _coded(table[column]) for column in columns}
    known = {column: coded.dictionary.is_valid().take(coded.indices) for column, coded in cells.items()}
    ids = {column: pc.if_else(known[column], coded.indices, None) for column, coded in cells.items()}
    return Framed(pa.table(ids).to_pandas(), None, numbers)


def _whole(table: pa.Table, columns: tuple[str, ...], numbers: tuple[int, ...]) -> Framed:
    # a frame without columns would have no rows to count
    return Framed(table.select(list(columns) or table.column_names[:1]).to_pandas(), None, numbers)


def _coded(cells: pa.ChunkedArray) -> Any:
    """A column as a dictionary of its values, null among them, and the position in it of each row's value."""
    if pa.types.is_string(cells.type):
        cells = cells.cast(pa.large_string())  # the texts of many reports are longer than one array of strings may be
    whole = pa.concat_arrays(cells.chunks) if cells.num_chunks else pa.array([], cells.type)
    return whole.dictionary_encode(null_encoding="encode")


def _positions(coded: Any) -> np.ndarray:
    return np.asarray(coded.indices.to_numpy(zero_copy_only=False))
