"""What a table and a column are, how columns are written down, and the columns that several tables have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sijill.tables.values import DATE_PRECISIONS, DATE_STATUSES

STRING, INT, FLOAT, BOOL = pa.string(), pa.int64(), pa.float64(), pa.bool_()
DAY = pa.date32()


@dataclass(frozen=True)
class Column:
    """One column: Arrow type, description, whether it may be null, and its closed set of values if it has one.

    `exported`: its type in the files of an edition, where that is another; days are text between the stages.
    """

    type: pa.DataType
    description: str
    nullable: bool = False
    values: tuple[str, ...] | None = None
    exported: pa.DataType | None = None


@dataclass(frozen=True)
class Table:
    """One table: what a row is, the key that sorts and identifies rows, and the columns in order."""

    row: str
    key: tuple[str, ...]
    columns: dict[str, Column]

    def schema(self) -> pa.Schema:
        """The Arrow schema, each column's description in its field metadata."""
        return pa.schema(
            [
                pa.field(name, col.type, nullable=col.nullable, metadata={"description": col.description})
                for name, col in self.columns.items()
            ],
            metadata={"row": self.row},
        )


def text(description: str, values: tuple[str, ...] | None = None, **options: Any) -> Column:
    return Column(STRING, description, values=values, **options)


def maybe(description: str, values: tuple[str, ...] | None = None) -> Column:
    return Column(STRING, description, nullable=True, values=values)


def day(description: str) -> Column:
    return Column(STRING, description, nullable=True, exported=DAY)


def number(description: str, nullable: bool = False) -> Column:
    return Column(INT, description, nullable=nullable)


def share(description: str, nullable: bool = False) -> Column:
    return Column(FLOAT, description, nullable=nullable)


REPORT_ID = text(
    "Digest of the outlet, the publication date and the text: the same report has the same id in any file format."
)
SPAN = {
    "start": number("First character of the surface in reports.text_raw (code points)."),
    "end": number("One past the last character of the surface in reports.text_raw."),
}
DATES = {
    "date_start": day(
        "First possible day of the event (ISO 8601). Null when the text and the publication date do not give one."
    ),
    "date_end": day("Last possible day of the event (ISO 8601), inclusive."),
    "date_precision": text("Width of the interval date_start to date_end.", DATE_PRECISIONS),
    "date_status": text(
        "anchored: counted from the publication date; stated: given in full by the text; "
        "unanchored: a constraint without an anchor; none: the text gives no time.",
        DATE_STATUSES,
    ),
    "date_constraint": maybe(
        "What the text says of the time, in normal form (weekday=sunday;offset=-1), when it cannot be fixed."
    ),
}
CASUALTIES = {
    f"{what}_{bound}": number(f"{label} ({bound} figure). Null when no telling gives a figure.", nullable=True)
    for what, label in (("killed", "People killed"), ("wounded", "People wounded"))
    for bound in ("low", "best", "high")
}
