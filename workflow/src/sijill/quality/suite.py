"""Expectation suites: what `workflow/expectations/<stage>.yaml` may say, and what it comes to.

An entry is a mapping:

    table        table name, or a list of them; a leading underscore marks a derived table (see `balance.py`)
    expectation  name of a Great Expectations type
    column       the column judged, or `columns`: the columns judged together (keys),
                 or `each`: a list of columns judged one by one, or `not_nullable` or `closed_set`, which name all
                 columns of the table that `tables/` describes so
    kwargs       further arguments of the expectation
    values_from  `tables`: the value set is the column's closed set in `tables/`
    unless       name of an option of the stage that, when true, lifts the entry
    severity     critical (closes the gate) or warning (is shown)
    why          in words
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sijill.tables import TABLES, Table

SEVERITIES = ("critical", "warning")
FIELDS = ("table", "expectation", "column", "columns", "each", "kwargs", "values_from", "unless", "severity", "why")
REQUIRED = ("table", "expectation", "severity", "why")


class SuiteError(ValueError):
    """A suite says something that cannot be judged; the message names its entry."""


@dataclass(frozen=True)
class Expectation:
    """One expectation of one table, after expansion.

    `place` says where it stands in the suite ("entry 3 (spans: expect_…)"), for error messages; `entry` counts from 1.
    `waived` is the analyst's reason for not letting it close the gate.
    """

    entry: int
    table: str
    type: str
    columns: tuple[str, ...]
    kwargs: dict[str, Any]
    severity: str
    why: str

    waived: str | None = None
    nth: int = 1  # of the entries that judge the same columns in the same way

    @property
    def place(self) -> str:
        return f"entry {self.entry} ({self.table}: {self.type})"

    @property
    def check(self) -> str:
        """Its name within the stage, by which the config speaks of it: table.column.expectation, the last one short."""
        short = self.type.removeprefix("expect_").removeprefix("column_").removeprefix("values_").removeprefix("table_")
        again = [str(self.nth)] if self.nth > 1 else []
        return ".".join((self.table, *(["+".join(self.columns)] if self.columns else []), short, *again))


def read(suite: Mapping[str, Any], options: Mapping[str, Any] | None = None) -> list[Expectation]:
    """All expectations of a suite, in the order written; raises SuiteError naming the first entry that is wrong."""
    entries = suite.get("expectations")
    if not isinstance(entries, list) or not entries:
        raise SuiteError("the suite has no list `expectations`, or an empty one: nothing would be judged")
    found: list[Expectation] = []
    for number, entry in enumerate(entries, 1):
        _check_entry(number, entry)
        if not (options or {}).get(entry.get("unless", "")):
            found.extend(_expand(number, entry))
    seen = Counter[str]()
    for place, expectation in enumerate(found):
        seen[expectation.check] += 1
        found[place] = replace(expectation, nth=seen[expectation.check])
    return found


def _check_entry(number: int, entry: Any) -> None:
    if not isinstance(entry, dict):
        raise SuiteError(f"entry {number} is not a mapping")
    for name in entry:
        if name not in FIELDS:
            near = difflib.get_close_matches(str(name), FIELDS, n=1)
            raise SuiteError(
                f"entry {number}: unknown field `{name}`" + (f"; did you mean `{near[0]}`?" if near else "")
            )
    if missing := [name for name in REQUIRED if not entry.get(name)]:
        raise SuiteError(f"entry {number}: `{missing[0]}` is missing")
    if entry["severity"] not in SEVERITIES:
        raise SuiteError(f"entry {number}: severity `{entry['severity']}` is none of {', '.join(SEVERITIES)}")
    if sum(name in entry for name in ("column", "columns", "each")) > 1:
        raise SuiteError(f"entry {number}: only one of `column`, `columns` and `each` can be given")
    if entry.get("values_from") not in (None, "tables"):
        raise SuiteError(f"entry {number}: values_from `{entry['values_from']}` is not known; it can be `tables`")


def _expand(number: int, entry: dict[str, Any]) -> Iterator[Expectation]:
    for table in _as_list(entry["table"]):
        for columns in _column_sets(number, table, entry):
            kwargs = dict(entry.get("kwargs") or {})
            if "values_from" in entry:
                kwargs["value_set"] = list(_closed_set(number, table, columns))
            if "columns" in entry:
                kwargs["column_list"] = list(columns)
            elif columns:
                kwargs["column"] = columns[0]
            yield Expectation(
                number,
                table,
                entry["expectation"],
                columns,
                kwargs,
                entry["severity"],
                " ".join(str(entry["why"]).split()),
            )


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _column_sets(number: int, table: str, entry: dict[str, Any]) -> list[tuple[str, ...]]:
    if "columns" in entry:
        return [tuple(_as_list(entry["columns"]))]
    if "column" in entry:
        return [(entry["column"],)]
    if "each" not in entry:
        return [()]
    if isinstance(entry["each"], list):
        return [(column,) for column in entry["each"]]
    described = _described(number, table).columns
    chosen = {
        "not_nullable": [name for name, column in described.items() if not column.nullable],
        "closed_set": [name for name, column in described.items() if column.values],
    }.get(entry["each"])
    if chosen is None:
        raise SuiteError(
            f"entry {number}: each `{entry['each']}` is neither a list, nor `not_nullable`, nor `closed_set`"
        )
    return [(column,) for column in chosen]


def _described(number: int, table: str) -> Table:
    if table not in TABLES:
        raise SuiteError(f"entry {number}: `{table}` is no table of tables/")
    return TABLES[table]


def _closed_set(number: int, table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    described = _described(number, table).columns
    column = described.get(columns[0]) if len(columns) == 1 else None
    if column is None or not column.values:
        raise SuiteError(f"entry {number}: tables/ has no closed set for {table}.{', '.join(columns)}")
    return column.values
