"""Columns of tables as Python values."""

from __future__ import annotations

from typing import Any

import pyarrow as pa


def cells(table: pa.Table, column: str) -> list[Any]:
    """The values of a column, null as None."""
    return table[column].to_pylist()


def lookup(table: pa.Table, key: str, value: str) -> dict[str, Any]:
    """The values of one column by those of another, which is unique."""
    return dict(zip(cells(table, key), cells(table, value), strict=True))


def replaced(table: pa.Table, column: str, values: list[Any]) -> pa.Table:
    """The table with other values in a column of the same type."""
    field = table.schema.field(column)
    return table.set_column(table.column_names.index(column), field, pa.array(values, field.type))
