"""Accounts: of one kind of thing, what came in against what is kept, rejected and merged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sijill.quality.evidence import Evidence, pc
from sijill.tables import TABLES

CHILDREN = ("participants", "quantities", "attributions")
_ID = {"spans": ("span_id",), "event_mentions": ("mention_id",)}  # where the sort key is longer than the identity


@dataclass(frozen=True)
class Balance:
    """The account of one kind of thing: sums, and the rows of `_fates`."""

    thing: str
    rows_in: int
    rows_kept: int
    rows_rejected: int
    rows_merged: int
    fates: list[dict[str, Any]]

    def row(self) -> dict[str, Any]:
        sums = (self.rows_in, self.rows_kept, self.rows_rejected, self.rows_merged)
        names = ("rows_in", "rows_kept", "rows_rejected", "rows_merged")
        whole = self.rows_in == sum(sums[1:]) and not self.fates
        return {"thing": self.thing, **dict(zip(names, sums, strict=True)), "conserved": whole}

    def __add__(self, other: Balance) -> Balance:
        """The account of both: things of one lot are never those of another."""
        return Balance(
            self.thing,
            self.rows_in + other.rows_in,
            self.rows_kept + other.rows_kept,
            self.rows_rejected + other.rows_rejected,
            self.rows_merged + other.rows_merged,
            self.fates + other.fates,
        )


def keyed(thing: str, evidence: Evidence, gone: Counter[str] | None = None, repeats: bool = False) -> Balance:
    """The account of a table against the same table of the stage before, row by row.

    `gone` counts the rejected ids; with `repeats`, rows of one id before are one thing (the others are merged into it).
    """
    before = evidence.upstream.get(thing, TABLES[thing].schema().empty_table())
    return account(thing, before, evidence.find(thing), gone or Counter(), repeats)


def account(thing: str, before: pa.Table, after: pa.Table, gone: Counter[str], repeats: bool = False) -> Balance:
    key = list(_ID.get(thing, TABLES[thing].key))
    if not gone and before.select(key).equals(after.select(key)):  # the usual case, at no cost
        unique = len(before) if not repeats else len(before.group_by(key).aggregate([]))
        if unique == len(before):
            return Balance(thing, len(before), len(after), 0, 0, [])
    seen, kept = Counter(_ids(before, key)), Counter(_ids(after, key))
    merged = 0
    if repeats:
        merged = sum(seen.values()) - len(seen)
        seen = Counter(dict.fromkeys(seen, 1))
    fates: list[dict[str, Any]] = []
    for identity in seen.keys() | kept.keys() | gone.keys():
        balance = seen[identity] - kept[identity] - gone[identity]
        if balance:
            fate = {"thing": thing, "id": identity, "seen": seen[identity], "kept": kept[identity]}
            fates.append({**fate, "rejected": gone[identity], "balance": balance})
    return Balance(thing, len(before), len(after), sum(gone.values()), merged, fates)


def with_parent(name: str, before: pa.Table, after: pa.Table, parent_kept: np.ndarray) -> Balance:
    key = list(_ID.get(name, TABLES[name].key))
    gone = Counter(_ids(before.filter(pa.array(~parent_kept)), key))
    return account(name, before, after, gone)


def _ids(table: pa.Table, key: list[str]) -> list[str]:
    columns = [pc.fill_null(pc.cast(table[column], pa.string()), "") for column in key]
    joined = columns[0] if len(columns) == 1 else pc.binary_join_element_wise(*columns, "|")
    return joined.to_pylist()
