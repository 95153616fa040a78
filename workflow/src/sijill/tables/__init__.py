"""The tables of the dataset: every column with its type, its values and what it means.

This package is the contract between the stages, the expectation suites, the documentation
(`workflow/docs/tables.md` is generated from it) and the readers of the Parquet files.
Offsets are half-open and count Unicode code points of `reports.text_raw`.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from sijill.tables.columns import Column, Table, day, maybe, number, share, text
from sijill.tables.events import EVENTS
from sijill.tables.mentions import MENTIONS
from sijill.tables.registers import REGISTERS
from sijill.tables.texts import TEXTS
from sijill.tables.values import (
    ACTIONS,
    ASSERTIONS,
    CORRECTION_STATUSES,
    DATE_PRECISIONS,
    DATE_STATUSES,
    DUPLICATE_KINDS,
    EVENT_DATE_STATUSES,
    FIELD_EVIDENCE,
    LINK_KINDS,
    PLACE_STATUSES,
    PUBLISHED_EVIDENCE,
    PUBLISHED_PRECISIONS,
    REALIS,
    REJECTING,
    RESOLUTIONS,
    REVIEW_STATUSES,
    ROLES,
    SENTENCE_ROLES,
    SLOTS,
    SOURCE_KINDS,
    SPAN_KINDS,
    STAGES,
    STANCES,
)

__all__ = [
    "ACTIONS", "ASSERTIONS", "CORRECTION_STATUSES", "DATE_PRECISIONS", "DATE_STATUSES", "DUPLICATE_KINDS",
    "EVENT_DATE_STATUSES", "FIELD_EVIDENCE", "LINK_KINDS", "PLACE_STATUSES", "PUBLISHED_EVIDENCE",
    "PUBLISHED_PRECISIONS", "REALIS", "REJECTING", "RESOLUTIONS", "REVIEW_STATUSES", "ROLES", "SENTENCE_ROLES",
    "SLOTS", "SOURCE_KINDS", "SPAN_KINDS", "STAGES", "STANCES", "TABLES", "Column", "Table", "day", "empty",
    "from_rows", "maybe", "number", "share", "text", "with_columns",
]  # fmt: skip

TABLES: dict[str, Table] = TEXTS | MENTIONS | EVENTS | REGISTERS


def empty(name: str) -> pa.Table:
    """The named table with no rows."""
    return TABLES[name].schema().empty_table()


def from_rows(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows (dicts) as the named table; a missing nullable column is null, an unknown column is an error."""
    columns = TABLES[name].columns
    for row in rows:
        if unknown := row.keys() - columns.keys():
            raise KeyError(f"{name}: unknown columns {sorted(unknown)}")
    data = {column: [row.get(column) for row in rows] for column in columns}
    return pa.table(data, schema=TABLES[name].schema())


def with_columns(name: str, table: pa.Table, **columns: list[Any]) -> pa.Table:
    """The named table with the values of some columns replaced, in the order and with the types of its schema."""
    schema = TABLES[name].schema()
    arrays = [pa.array(columns[c], schema.field(c).type) if c in columns else table[c] for c in schema.names]
    return pa.table(arrays, schema=schema)
