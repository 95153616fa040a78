"""What stands around events in the tables of an edition, some events at a time. Part of the shell.

An event's tellings may stand in any report, so what pages show of it is looked for all over the tables. That is done
once: the rows that some events need go into files of their own, from which they are read back when their turn comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute
from numpy.typing import NDArray

from sijill import lots
from sijill.tables import TABLES

pc: Any = pyarrow.compute  # its type stubs do not know chunked arrays
KEYS = {
    "event_mentions": ("mention_id",), "participants": ("mention_id",), "quantities": ("mention_id",),
    "attributions": ("mention_id",), "event_slots": ("mention_id",), "reports": ("report_id",),
    "sentences": ("report_id", "sentence_no"), "spans": ("report_id", "sentence_no"),
}  # fmt: skip
"""The tables, and the columns by which their rows belong to a mention."""
MENTION = ("event_id", "mention_id", "report_id", "sentence_no")
NOT_SHOWN = ("text",)


class Around:
    """`number` → the rows that some events need: those from `number * size` on, in the order given.

    Mentions of no event come after the last one.
    """

    def __init__(
        self,
        paths: Mapping[str, Sequence[Path]],
        mentions: pa.Table,
        events: pa.Array,
        size: int,
        folder: Path,
        tables: Sequence[str] = tuple(KEYS),
    ) -> None:
        """`mentions`: all of them, the columns MENTION; `events`: ids in their order; `folder`: for the files."""
        self._folder = folder
        place = pc.fill_null(pc.index_in(mentions["event_id"], value_set=events), len(events))
        lot = place.to_numpy() // size
        self._empty: dict[str, pa.Table] = {}
        for name in tables:
            known = Known(mentions.select(list(KEYS[name])), lot)
            columns = [column for column in TABLES[name].columns if column not in NOT_SHOWN]
            self._empty[name] = TABLES[name].schema().empty_table().select(columns)
            lots.spill(name, known.placed(lots.batches(paths[name], columns)), folder)

    def __call__(self, number: int) -> dict[str, pa.Table]:
        found = {name: lots.read_back(self._folder / f"{name}.{number}") for name in self._empty}
        return {name: self._empty[name] if rows is None else rows for name, rows in found.items()}


class Known:
    """The lots in which rows with some keys are needed, which may be several."""

    def __init__(self, keys: pa.Table, lot: NDArray[np.int64]) -> None:
        self._ids = pc.unique(keys[0])
        pairs = pd.DataFrame({"code": self._codes(keys), "lot": lot})
        self._pairs = pairs.drop_duplicates().sort_values(["code", "lot"])

    def placed(self, tables: Iterator[pa.Table]) -> Iterator[tuple[pa.Table, NDArray[np.int64]]]:
        """Rows as often as they are needed, with the lot that needs them."""
        for table in tables:
            columns = [name for name in ("mention_id", "report_id", "sentence_no") if name in table.column_names]
            keys = table.select(columns[:1] if columns[0] == "mention_id" else columns)
            rows = pd.DataFrame({"code": self._codes(keys), "row": np.arange(len(table))})
            needed = rows[rows["code"] >= 0].merge(self._pairs, on="code", how="inner")  # in the order of the rows
            yield table.take(pa.array(needed["row"])), needed["lot"].to_numpy()

    def _codes(self, keys: pa.Table) -> NDArray[np.int64]:
        """One integer for each key, -1 for ids that are not known."""
        ids = pc.fill_null(pc.index_in(keys[0], value_set=self._ids), -1).to_numpy().astype(np.int64)
        return ids if keys.num_columns == 1 else np.where(ids < 0, -1, ids * (1 << 32) + keys[1].to_numpy())
