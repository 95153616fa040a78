"""The data dictionary of an edition: every column of every file, from what the files themselves carry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from sijill import tables as contract
from sijill.export.flat import TABLE as FLAT

INTRO = """# Data dictionary

Every table and column of this edition, as the metadata of the Parquet files has them too. Days are dates, offsets count
Unicode code points from 0 and are half-open. A column marked *null* may be empty: no value is known, and where that
matters a column beside it says why.

In `csv/` the same rows are given for spreadsheets (UTF-8 with a byte order mark), without full texts, `sentences` and
`spans`. There a text that a spreadsheet would run as a formula has an apostrophe before it; take the Parquet files
where every character counts."""
TYPES = {"string": "text", "int64": "whole number", "double": "number", "bool": "yes/no", "date32[day]": "day"}
_FLAT = {"events_flat": FLAT}


def dictionary(schemas: Mapping[str, pa.Schema]) -> bytes:
    """`DICTIONARY.md`: tables in the order of the contract, the flat one first."""
    return "\n\n".join([INTRO, *(_table(name, schemas[name]) for name in ordered(schemas))]).encode() + b"\n"


def ordered(tables: Iterable[str]) -> list[str]:
    """The table to begin with, then the others as the contract lists them."""
    known = ["events_flat", *contract.TABLES]
    return sorted(tables, key=lambda name: (known.index(name) if name in known else len(known), name))


def table_of(name: str) -> contract.Table:
    """What is said of a table and its columns."""
    return _FLAT.get(name) or contract.TABLES[name]


def values_of(name: str, column: str) -> tuple[str, ...]:
    """The closed set of a column's values, or none."""
    spec = table_of(name).columns.get(column)
    return (spec.values or ()) if spec else ()


def meaning(field: pa.Field) -> str:
    """The description a column carries."""
    return (field.metadata or {}).get(b"description", b"").decode()


def _table(name: str, schema: pa.Schema) -> str:
    about = table_of(name)
    head = f"## {name}\n\nA row is {about.row}. Sorted by {', '.join(f'`{key}`' for key in about.key)}.\n"
    lines = ["| column | type | meaning |", "| --- | --- | --- |"]
    for field in schema:
        values = "".join(f" `{value}`" for value in values_of(name, field.name))
        kind = TYPES.get(str(field.type), str(field.type)) + (", *null*" if field.nullable else "")
        cell = f"{meaning(field)}{f' One of{values}.' if values else ''}".replace("|", "\\|")
        lines.append(f"| `{field.name}` | {kind} | {cell} |")
    return head + "\n" + "\n".join(lines)
