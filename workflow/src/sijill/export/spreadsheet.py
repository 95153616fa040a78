"""Tables as people open them in spreadsheets: no full texts, no machine tables, no cell that is run as a formula."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from sijill.export.public import FULL_TEXTS

NOT_FOR_PEOPLE = ("sentences", "spans")
"""Tables of offsets: of no use without the texts, and too long for a spreadsheet."""
FORMULA = r"^[=+\-@\t\r\n]"
"""How a cell begins that a spreadsheet takes for a formula (OWASP: CSV injection)."""
MARK = "'"
"""What spreadsheets read as: the rest is text."""


def spreadsheets(tables: Mapping[str, pa.Table]) -> Iterator[tuple[str, pa.Table]]:
    """The tables that are given as CSV too, by name, each without columns of full text."""
    for name, table in tables.items():
        if name not in NOT_FOR_PEOPLE:
            yield name, table.drop_columns([column for column in FULL_TEXTS if column in table.column_names])


def formula_safe(table: pa.Table) -> pa.Table:
    """The table with an apostrophe before every text that would be run as a formula; numbers stay as they are."""
    for number, field in enumerate(table.schema):
        if pa.types.is_string(field.type):
            risky = pc.match_substring_regex(table[number], FORMULA)
            if pc.any(risky).as_py():
                marked = pc.replace_substring_regex(table[number], "^", MARK, max_replacements=1)
                table = table.set_column(number, field, pc.if_else(risky, marked, table[number]))
    return table
