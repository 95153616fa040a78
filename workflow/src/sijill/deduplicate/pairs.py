"""Pairs of rows that share a key, without a loop over rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def equal_pairs(key: NDArray[np.uint64] | Ints, rows: Ints, width: int, reach: int | None = None) -> Ints:
    """All pairs of rows whose keys are equal, as left × width + right with left ≤ right. `rows` ascend.

    With `reach`, of the rows of one key only those that stand at most so many places apart (the sorted neighbourhood of
    Hernández and Stolfo 1995): a key of many rows gives pairs in proportion to its rows.
    """
    order = np.argsort(key, kind="stable")
    keys, ordered = key[order], rows[order]
    found, first, gap = [np.zeros(0, np.int64)], np.arange(len(keys)), 1
    # pairs whose members stand `gap` places apart in one run of equal keys
    while len(first) and (reach is None or gap <= reach):
        first = first[first + gap < len(keys)]
        first = first[keys[first + gap] == keys[first]]
        found.append(ordered[first] * width + ordered[first + gap])
        gap += 1
    return np.concatenate(found)
