"""Pairs of texts that share most of their word trigrams.

Two proposals, one decision. Near pairs (Jaccard at or above a threshold) are proposed by MinHash digests
(rensa) cut into bands; contained pairs (most of the shorter text stands in the longer one) by the shorter text's rarest
trigrams, one of which the longer text must hold (the prefix filter of Chaudhuri, Ganti and Kaushik 2006, which
misses nothing). Every proposed pair is then decided by its exact intersection.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from sijill.deduplicate.pairs import equal_pairs
from sijill.deduplicate.shingles import HASH_BITS, U64, Shingles, mix

Ints = NDArray[np.int64]

# 64 bands of 3 rows: a pair at Jaccard 0.5 is missed with probability (1 - 0.5 ** 3) ** 64 = 2 in 10,000, at 0.6 with
# 2 in 10 million; two unrelated texts (Jaccard below 0.01) are proposed with probability below 1 in 10,000.
BANDS, ROWS = 64, 3
SEED = 42
DIGEST_BATCH = 4096  # texts whose digests stand as Python integers at one time
COUNT_BATCH = 2048  # texts whose trigrams are counted at one time
PAIR_BATCH, PAIR_WORK = 2048, 4_000_000  # pairs, and trigrams of pairs, compared at one time: 11 bits of the sort key


@dataclass(frozen=True)
class Pairs:
    """Pairs of texts by index, `left < right`, each once, ordered; their Jaccard similarity and their containment.

    Containment is the share of the trigrams of the smaller set that the larger set holds.
    """

    left: Ints
    right: Ints
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]


def similar_pairs(shingles: Shingles, near: float, contained: float, min_trigrams: int) -> Pairs:
    """Every pair with Jaccard ≥ `near` or containment ≥ `contained` among texts of at least `min_trigrams` trigrams.

    Contained pairs and pairs of Jaccard 1 are found without exception, near pairs with the probability given at BANDS.
    """
    rows = np.flatnonzero(shingles.sizes() >= max(min_trigrams, 1))
    proposed = np.unique(
        np.concatenate([_near_candidates(shingles, rows), _contained_candidates(shingles, rows, contained)])
    )
    width = np.int64(len(shingles.offsets))
    return _decide(shingles, proposed // width, proposed % width, near, contained)


def _near_candidates(shingles: Shingles, rows: Ints) -> Ints:
    """Pairs with one band in common, as left × width + right."""
    digests = _digests(shingles, rows)
    found = np.zeros(0, np.int64)
    for band in range(BANDS):
        key = np.zeros(len(rows), np.uint64)
        for column in range(band * ROWS, (band + 1) * ROWS):
            key = mix(key + digests[:, column].astype(np.uint64))
        found = np.union1d(found, equal_pairs(key, rows, len(shingles.offsets)))
    return found


def _digests(shingles: Shingles, rows: Ints) -> NDArray[np.uint32]:
    """MinHash digests, one row of BANDS × ROWS values a text."""
    digests = np.zeros((len(rows), BANDS * ROWS), np.uint32)
    for at in range(0, len(rows), DIGEST_BATCH):
        batch = rows[at : at + DIGEST_BATCH]
        hashes, owner = shingles.take(batch)
        offsets = np.searchsorted(owner, np.arange(len(batch) + 1)).astype(np.uint64)
        matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, BANDS * ROWS, SEED)
        digests[at : at + len(batch)] = np.array(matrix.to_rows(), np.uint32)
    return digests


def _contained_candidates(shingles: Shingles, rows: Ints, contained: float) -> Ints:
    """Pairs of a text and another at least as long that holds one of its rarest trigrams, as left × width + right."""
    counts = _TrigramCounts(shingles, rows)
    prefixes, owners = _rare_prefixes(shingles, rows, contained, counts)
    if not len(prefixes):
        return np.zeros(0, np.int64)
    order = np.argsort(prefixes, kind="stable")
    prefixes, owners = prefixes[order], owners[order]
    sizes, width = shingles.sizes(), len(shingles.offsets)
    found = np.zeros(0, np.int64)
    for at in range(0, len(rows), COUNT_BATCH):
        hashes, position = shingles.take(rows[at : at + COUNT_BATCH])
        first, last = np.searchsorted(prefixes, hashes, "left"), np.searchsorted(prefixes, hashes, "right")
        runs = last - first
        short = owners[np.repeat(first - (np.cumsum(runs) - runs), runs) + np.arange(int(runs.sum()))]
        long = np.repeat(rows[at + position], runs)
        keep = (short != long) & (sizes[short] <= sizes[long])
        pairs = np.minimum(short, long)[keep] * width + np.maximum(short, long)[keep]
        found = np.union1d(found, pairs)
    return found


def _rare_prefixes(shingles: Shingles, rows: Ints, contained: float, counts: _TrigramCounts) -> tuple[U64, Ints]:
    """The rarest trigrams of every text, as many as it could not do without if it were contained in another.

    Of n trigrams, n - ceil(contained × n) + 1. A text with so many trigrams of its own is contained in none.
    """
    prefixes, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.int64)]
    for row in rows:
        hashes = shingles.of(int(row))
        needed = len(hashes) - int(np.ceil(contained * len(hashes) - 1e-9)) + 1
        frequency = counts.of(hashes)
        if np.count_nonzero(frequency == 1) >= needed:
            continue
        rarest = np.argsort(frequency, kind="stable")[:needed]
        rarest = rarest[frequency[rarest] > 1]
        prefixes.append(hashes[rarest])
        owners.append(np.full(len(rarest), row, np.int64))
    return np.concatenate(prefixes), np.concatenate(owners)


class _TrigramCounts:
    """In how many texts a trigram stands: an upper bound, up to 255, from 2 ** bits buckets.

    Any fixed order of trigrams keeps the prefix filter exact: buckets shared by several trigrams cost time, not pairs.
    """

    def __init__(self, shingles: Shingles, rows: Ints) -> None:
        total = int(shingles.sizes()[rows].sum())
        bits = min(max(int(np.ceil(np.log2(8 * total + 1))), 10), 29)
        self._shift = np.uint64(HASH_BITS - bits)
        self._counts = np.zeros(1 << bits, np.uint8)
        for at in range(0, len(rows), COUNT_BATCH):
            buckets, seen = np.unique(shingles.take(rows[at : at + COUNT_BATCH])[0] >> self._shift, return_counts=True)
            self._counts[buckets] = np.minimum(self._counts[buckets] + seen, 255)

    def of(self, hashes: U64) -> NDArray[np.uint8]:
        """The counts of some trigrams."""
        return self._counts[hashes >> self._shift]


def _decide(shingles: Shingles, left: Ints, right: Ints, near: float, contained: float) -> Pairs:
    """The exact similarities of the proposed pairs, and of these the pairs at or above a threshold."""
    sizes = shingles.sizes()
    shared = np.zeros(len(left), np.int64)
    work = np.cumsum(sizes[left] + sizes[right])
    at = 0
    while at < len(left):
        done = work[at - 1] if at else 0
        end = max(at + 1, min(at + PAIR_BATCH, int(np.searchsorted(work, done + PAIR_WORK, "right"))))
        shared[at:end] = _shared(shingles, left[at:end], right[at:end])
        at = end
    jaccard = shared / np.maximum(sizes[left] + sizes[right] - shared, 1)
    containment = shared / np.maximum(np.minimum(sizes[left], sizes[right]), 1)
    keep = (jaccard >= near) | (containment >= contained)
    return Pairs(left[keep], right[keep], jaccard[keep], containment[keep])


def _shared(shingles: Shingles, left: Ints, right: Ints) -> Ints:
    """The number of trigrams that both texts of each pair hold."""
    shift = np.uint64(HASH_BITS)
    keys = [
        (owner.astype(np.uint64) << shift) | hashes for hashes, owner in (shingles.take(left), shingles.take(right))
    ]
    both = np.sort(np.concatenate(keys))
    twice = both[1:][both[1:] == both[:-1]]
    return np.bincount((twice >> shift).astype(np.int64), minlength=len(left))
