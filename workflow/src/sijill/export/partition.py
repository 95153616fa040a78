"""Large tables are kept in parts, one a year, so that nobody has to read all of them.

`spans.parquet` is then a folder of files `partition_year=2019/part-0.parquet` (Hive's convention, which pandas,
Polars, DuckDB and Arrow read as one table). The year of an event is that of its first possible day; of everything else
that of the report's publication. Where there is none it is `unknown`: pandas cannot read Hive's own name for null.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

YEAR = "partition_year"
NONE = "unknown"
PARQUET = ".parquet"
_OWN = {"reports": "published_on", "events": "date_start", "events_flat": "event_date"}
# The column that says to which row of which table a row belongs.
_OF = {
    "sentences": ("report_id", "reports"), "spans": ("report_id", "reports"),
    "event_mentions": ("report_id", "reports"), "participants": ("mention_id", "event_mentions"),
    "quantities": ("mention_id", "event_mentions"), "attributions": ("mention_id", "event_mentions"),
    "event_links": ("event_id_a", "events"), "event_slots": ("event_id", "events"),
    "report_pairs": ("report_id_a", "reports"),
}  # fmt: skip


def parts(
    name: str, tables: Mapping[str, pa.Table], limit: int, rows: int | None = None
) -> Iterator[tuple[str, pa.Table]]:
    """The files of a table: one, or one a year where it has more than `limit` rows; rows keep their order.

    `rows`: those of the whole table, where only some of them are given.
    """
    table = tables[name]
    if (table.num_rows if rows is None else rows) <= limit or not (name in _OWN or name in _OF):
        yield f"{name}{PARQUET}", table
        return
    years = year_of(name, tables)
    for year in sorted(pc.unique(years).to_pylist(), key=lambda value: (value is None, value)):
        of_year = years.is_null() if year is None else pc.equal(years, pa.scalar(year))
        yield f"{name}{PARQUET}/{YEAR}={year or NONE}/part-0{PARQUET}", table.filter(of_year)


def year_of(name: str, tables: Mapping[str, pa.Table]) -> pa.ChunkedArray:
    """The year of every row of the table, as text; null where none is known."""
    if name in _OWN:
        return pc.utf8_slice_codeunits(tables[name][_OWN[name]].cast(pa.string()), 0, 4)
    column, owner = _OF[name]
    key = "mention_id" if owner == "event_mentions" else f"{owner.removesuffix('s')}_id"
    rows = pc.index_in(tables[name][column], value_set=tables[owner][key].combine_chunks())
    return year_of(owner, tables).take(rows)
