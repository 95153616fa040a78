"""What the measures look things up in: the tables of a stage, those it was made from, and indexes over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

from sijill.tables import TABLES

pc: Any = pyarrow.compute  # its type stubs do not know chunked arrays
PUBLIC = "public_"  # prefix of the tables of the shareable edition
Flags = np.ndarray  # of bool, one for each row


class Evidence:
    """The tables of one stage (`tables`) and of the stage before it (`upstream`); own tables are found first.

    `last` are those of the last dataset that passed, where there is one and the stage is compared with it; `rows` how
    many rows a table has of which not all are given."""

    def __init__(
        self,
        stage: str,
        tables: Mapping[str, pa.Table],
        upstream: Mapping[str, pa.Table],
        last: Mapping[str, pa.Table] | None = None,
        rows: Mapping[str, int] | None = None,
    ) -> None:
        self.stage = stage
        self.rows = {name: len(table) for name, table in tables.items()} | dict(rows or {})
        self.last = dict(last or {})
        self.given = dict(tables)
        self.tables = {name: conformed(name, table) for name, table in tables.items()}
        self.upstream = {name: conformed(name, table) for name, table in upstream.items()}

    def find(self, name: str) -> pa.Table:
        """The table of that name, of this stage or of the one before; empty when neither has it."""
        found = self.tables.get(name, self.upstream.get(name))
        return TABLES[name.removeprefix(PUBLIC)].schema().empty_table() if found is None else found

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """The raw texts of each report_id. More than one only before deduplication, where records may repeat."""
        found: dict[str, list[str]] = {}
        reports = self.find("reports")
        for report, text in zip(values(reports, "report_id"), values(reports, "text_raw"), strict=True):
            if report is not None and text is not None and text not in found.setdefault(report, []):
                found[report].append(text)
        return found

    @cached_property
    def report_of(self) -> dict[str, str]:
        """report_id of each mention_id."""
        mentions = self.find("event_mentions")
        return dict(zip(values(mentions, "mention_id"), values(mentions, "report_id"), strict=True))

    @cached_property
    def dated_reports(self) -> set[str]:
        """Reports whose publication day is known."""
        reports = self.find("reports")
        return set(values(reports.filter(pc.is_valid(reports["published_on"])), "report_id"))


def conformed(name: str, table: pa.Table) -> pa.Table:
    """The table with every column of its contract in the contract's type; what is missing or of another type is null.

    The measures then need not care; the derived table `_schemas` tells what was wrong.
    """
    described = TABLES.get(name)
    if described is None:
        return table
    for column, contract in described.columns.items():
        kind: Any = contract.type
        if column not in table.column_names:
            table = table.append_column(column, pa.nulls(len(table), kind))
        elif table.schema.field(column).type != contract.type:
            place = table.column_names.index(column)
            table = table.set_column(place, column, pa.nulls(len(table), kind))
    return table


def values(table: pa.Table, column: str) -> list[Any]:
    """A column as a list of Python values."""
    return table[column].to_pylist()


def flags(column: pa.ChunkedArray | pa.Array) -> Flags:
    """A boolean column as numpy, null counted as false."""
    return np.asarray(pc.fill_null(column, False).to_numpy(zero_copy_only=False), dtype=bool)


def given(table: pa.Table, column: str) -> Flags:
    """Where the column is not null."""
    return flags(pc.is_valid(table[column]))


def among(table: pa.Table, column: str, known: pa.ChunkedArray | pa.Array | tuple[str, ...]) -> Flags:
    """Where the column's value is one of `known`; false for null."""
    choice = pa.array(known, pa.string()) if isinstance(known, tuple) else pc.drop_null(pc.unique(known))
    return flags(pc.is_in(table[column], value_set=choice)) & given(table, column)


def numbers(table: pa.Table, column: str) -> np.ndarray:
    """A numeric column as floats, null as NaN."""
    return np.asarray(pc.cast(table[column], pa.float64()).to_numpy(zero_copy_only=False))


def days(table: pa.Table, column: str) -> np.ndarray:
    """A column of ISO days as day numbers, NaN where null or no day of the calendar."""
    known = {text: _day_number(text) for text in pc.unique(table[column]).to_pylist()}
    return np.array([known[text] for text in table[column].to_pylist()], dtype=float)


def _day_number(text: str | None) -> float:
    try:
        # fromisoformat also reads 20200101 and 2020-W01-1; the dataset writes one form only
        return float(date.fromisoformat(text).toordinal()) if text is not None and len(text) == 10 else np.nan
    except ValueError:
        return np.nan
