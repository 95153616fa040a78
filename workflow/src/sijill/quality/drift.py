"""Drift: how far the dataset has moved from the last one that passed, by outlet, event type, month and size.

The distance of two distributions is their total variation: half the sum of the differences of shares, 0 (the same) to 1
(nothing in common). What moved most is named, since a reviewer asks that first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

import pyarrow as pa

from sijill.quality.evidence import values

FEWEST = 50
"""Rows on either side below which shares are too rough to compare."""
_SCHEMA: pa.Schema = pa.schema(
    [pa.field(name, pa.string()) for name in ("dimension", "moved_most")]
    + [pa.field(name, pa.int64()) for name in ("rows_before", "rows_now")]
    + [pa.field(name, pa.float64()) for name in ("shift", "growth")]
)


def drift(now: Mapping[str, pa.Table], last: Mapping[str, pa.Table]) -> pa.Table:
    """One row a dimension: rows_before, rows_now, shift (0 to 1), growth (rows now for each row before), moved_most.

    `now` and `last` hold `reports` and `events`; without a last dataset, or with fewer than FEWEST rows in it or now,
    there is no row.
    """
    rows = []
    for dimension, (name, column, category) in _DIMENSIONS.items():
        both = [tables[name] for tables in (last, now) if name in tables and column in tables[name].column_names]
        if len(both) < 2:
            continue
        before, after = (Counter(map(category, values(table, column))) for table in both)
        if min(before.total(), after.total()) >= FEWEST:
            rows.append({"dimension": dimension, **_compared(before, after)})
    return pa.Table.from_pylist(rows, schema=_SCHEMA)


def _compared(before: Counter[str], after: Counter[str]) -> dict[str, float | int | str]:
    moved = {
        key: after[key] / after.total() - before[key] / before.total() for key in sorted(before.keys() | after.keys())
    }
    most = max(moved, key=lambda key: abs(moved[key]))
    return {
        "rows_before": before.total(),
        "rows_now": after.total(),
        "shift": round(sum(map(abs, moved.values())) / 2, 6),
        "growth": round(after.total() / before.total(), 6),
        "moved_most": f"{most} {moved[most]:+.1%}",
    }


def _itself(value: str | None) -> str:
    return value or "unknown"


def _month(day: str | None) -> str:
    return day[:7] if day else "unknown"


_DIMENSIONS: dict[str, tuple[str, str, Callable[[str | None], str]]] = {
    "outlet of reports": ("reports", "outlet", _itself),
    "type of events": ("events", "event_type", _itself),
    "realis of events": ("events", "realis", _itself),
    "country of events": ("events", "country", _itself),
    "month of events": ("events", "date_start", _month),
}
