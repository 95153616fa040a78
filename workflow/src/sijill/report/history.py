"""What changed from one published dataset to the next. Asked when a new one takes the place of the old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute

pc: Any = pyarrow.compute  # its type stubs do not know chunked arrays

RUNS = 30
"""Runs that are remembered."""
MOST = 1_000
"""Ids that are listed."""
OWN = ("event_id", "review_status")


def changes(old: pa.Table, new: pa.Table, counts: Mapping[str, tuple[int, int]]) -> dict[str, Any]:
    """Events (tables `events`) that came, went, or have another value; and the rows of every table, before and now."""
    before: Any = old["event_id"].combine_chunks()
    now: Any = new["event_id"].combine_chunks()
    place = pc.index_in(now, value_set=before)
    stayed, was = new.filter(place.is_valid()), old.take(place.drop_null())
    differs = {name: _differs(was[name], stayed[name]) for name in new.column_names if name in old.column_names}
    same_columns = set(old.column_names) == set(new.column_names)
    changed = np.logical_or.reduce([np.full(len(stayed), not same_columns), *differs.values()])
    slots = {name: int(rows.sum()) for name, rows in differs.items() if rows.any()}
    added = sorted(now.filter(place.is_null()).to_pylist())
    removed = sorted(before.filter(pc.invert(pc.is_in(before, value_set=now))).to_pylist())
    changed_ids = sorted(map(str, stayed["event_id"].filter(pa.array(changed)).to_pylist()))
    return {
        "added": len(added), "removed": len(removed), "changed": len(changed_ids), "slots": dict(sorted(slots.items())),
        "added_ids": added[:MOST], "removed_ids": removed[:MOST], "changed_ids": changed_ids[:MOST],
        "rows": {name: list(pair) for name, pair in sorted(counts.items())},
    }  # fmt: skip


def _differs(one: pa.ChunkedArray, other: pa.ChunkedArray) -> np.ndarray:
    """Where two columns hold different values; null is a value like others."""
    unlike = pc.fill_null(pc.not_equal(one, other), False).to_numpy()
    return np.asarray(unlike) | (one.is_null().to_numpy() != other.is_null().to_numpy())


def remembered(
    history: Sequence[Mapping[str, Any]], dataset: str, counts: Mapping[str, int], figures: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The history with this run at its end; a dataset published again (same checksum) takes its own place."""
    earlier = [dict(run) for run in history if run["dataset"] != dataset]
    return [*earlier, {"dataset": dataset, "rows": dict(counts), "figures": dict(figures)}][-RUNS:]
