"""Every pair of texts that share most of their word trigrams: none is missed, none is there by chance.

Pairs are proposed by their rarest trigrams and decided by their exact intersection. Put the trigrams of all texts in
one order, the rarest first. Two texts that share k of the n trigrams of one of them share one of its first n - k + 1
(the prefix filter of Chaudhuri, Ganti and Kaushik 2006; Bayardo, Ma and Srikant 2007): near pairs among the first
trigrams of both, a text contained in another by one of its few rarest standing anywhere in the other. A trigram that
stands in one text only is in no pair, so most texts, being unlike all others, propose nothing at all.

The trigrams stand in a temporary file. Memory holds a table of their counts, and the rare ones of one band at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sijill.deduplicate.shingles import HASH_BITS, U64, Shingles, distinct, shingle
from sijill.deduplicate.spool import Spool

Ints = NDArray[np.int64]

COUNT_BITS = 29  # at most so many buckets (bytes) of counts: half a gigabyte
BAND_TRIGRAMS = 8_000_000  # trigrams of one band that are joined at one time
JOIN_WORK = 4_000_000  # proposed pairs made at one time
PAIR_BATCH, PAIR_WORK = 2048, 4_000_000  # pairs, and trigrams of pairs, compared at one time: 11 bits of the sort key
ROUNDING = 1e-9


@dataclass(frozen=True)
class Limits:
    """From where on two texts are a pair: Jaccard ≥ `near`, or `contained` of the smaller set in the larger one.

    Texts with fewer than `min_trigrams` trigrams are in no pair.
    """

    near: float
    contained: float
    min_trigrams: int


@dataclass(frozen=True)
class Pairs:
    """Pairs of texts by index, `left < right`, each once, ordered; their Jaccard similarity and their containment.

    Containment is the share of the trigrams of the smaller set that the larger set holds.
    """

    left: Ints
    right: Ints
    jaccard: NDArray[np.float64]
    containment: NDArray[np.float64]


def similar_pairs(batches: Iterable[Sequence[str]], limits: Limits) -> Pairs:
    """Every pair of the folded texts that `limits` asks for. `batches`: the texts, some at a time."""
    spool = Spool()
    for texts in batches:
        spool.add(shingle(texts))
    shared = _shared_trigrams(spool, limits)
    return _decide(shared.trigrams.mapped(), shared.sizes, _proposed(shared, limits), limits)


@dataclass(frozen=True)
class _Shared:
    """The trigrams that stand in more than one text, those of a text ordered from the rarest on.

    `sizes`: trigrams of every text before the others were left out; `near`, `contained`: how many of the first ones a
    partner must share at least one of.
    """

    trigrams: Spool
    sizes: Ints
    near: Ints
    contained: Ints


def _shared_trigrams(spool: Spool, limits: Limits) -> _Shared:
    sizes = spool.sizes()
    rows = sizes >= max(limits.min_trigrams, 1)
    counts = _TrigramCounts(int(sizes[rows].sum()))
    for first, part in spool.batches():
        counts.add(_rows(part, rows[first : first + len(part.sizes())])[0])
    kept, kept_sizes = Spool(), []
    for first, part in spool.batches():
        hashes, owner = _rows(part, rows[first : first + len(part.sizes())])
        frequency = counts.of(hashes)
        several = frequency > 1
        hashes, owner, frequency = hashes[several], owner[several], frequency[several]
        # rarest first: a stable sort of 8 bits of the text and 8 of the count leaves equal ones in the order of hashes
        order = np.argsort((owner.astype(np.uint16) << np.uint16(8)) | frequency, kind="stable")
        per_text = np.bincount(owner, minlength=len(part.sizes()))
        kept.add(Shingles(hashes[order], np.concatenate([[0], np.cumsum(per_text)]).astype(np.int64)))
        kept_sizes.append(per_text)
    alone = sizes - np.concatenate([np.zeros(0, np.int64), *kept_sizes])
    prefixes = (_prefix(sizes, alone, share) * rows for share in (limits.near, limits.contained))
    return _Shared(kept, sizes, *prefixes)


def _rows(part: Shingles, keep: NDArray[np.bool_]) -> tuple[U64, Ints]:
    """The trigrams of some texts of a batch, and the number of the text within the batch for each."""
    owner = np.repeat(np.arange(len(part.sizes())), part.sizes())
    kept = keep[owner]
    return part.hashes[kept], owner[kept]


def _prefix(sizes: Ints, alone: Ints, share: float) -> Ints:
    """How many of a text's first shared trigrams a partner must share one of, if it shares `share` of all: 0 if none.

    Trigrams that stand alone come first in the order, and no partner has them.
    """
    needed = sizes - np.ceil(share * sizes - ROUNDING).astype(np.int64) + 1
    return np.clip(needed - alone, 0, sizes - alone)


class _TrigramCounts:
    """In how many texts a trigram stands: an upper bound, up to 255, from 2 ** bits buckets.

    Any fixed order of trigrams keeps the prefix filter exact: buckets shared by several trigrams cost time, not pairs.
    """

    def __init__(self, total: int) -> None:
        bits = min(max(int(np.ceil(np.log2(4 * total + 1))), 10), COUNT_BITS)
        self._shift = np.uint64(HASH_BITS - bits)
        self._counts = np.zeros(1 << bits, np.uint8)

    def add(self, hashes: U64) -> None:
        """Counts the trigrams of some texts."""
        buckets, seen = np.unique(hashes >> self._shift, return_counts=True)
        self._counts[buckets] = np.minimum(self._counts[buckets] + seen, 255)

    def of(self, hashes: U64) -> NDArray[np.uint8]:
        """The counts of some trigrams."""
        return self._counts[hashes >> self._shift]


def _proposed(shared: _Shared, limits: Limits) -> U64:
    """Pairs worth deciding, as left × width + right with left < right, ascending and distinct."""
    found = np.zeros(0, np.uint64)
    for band in _bands(shared):
        found = distinct(np.concatenate([found, *_joined(band, shared, limits)]))
    return found


@dataclass(frozen=True)
class _Entries:
    """Trigrams, each with its text and its place in the order of that text's shared trigrams."""

    hashes: U64
    rows: Ints
    places: Ints

    def where(self, keep: NDArray[np.bool_] | Ints) -> _Entries:
        return _Entries(self.hashes[keep], self.rows[keep], self.places[keep])


def _bands(shared: _Shared) -> Iterator[_Entries]:
    """The shared trigrams of all texts, one range of hashes after the other."""
    bands = -(-int(shared.trigrams.sizes().sum()) // BAND_TRIGRAMS)
    for band in range(bands):
        low, high = (np.uint64((number << HASH_BITS) // bands) for number in (band, band + 1))
        parts = []
        for first, part in shared.trigrams.batches():
            inside = np.flatnonzero((part.hashes >= low) & (part.hashes < high))
            owner = np.repeat(np.arange(len(part.sizes())), part.sizes())[inside]
            parts.append((part.hashes[inside], owner + first, inside - part.offsets[owner]))
        yield _Entries(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _joined(band: _Entries, shared: _Shared, limits: Limits) -> Iterator[U64]:
    """The pairs of a smaller text and a larger one that share one of the first trigrams of the smaller one."""
    leading = np.maximum(shared.near, shared.contained)
    band = band.where(_may_hold(band.hashes, band.hashes[band.places < leading[band.rows]]))
    band = band.where(np.argsort(band.hashes, kind="stable"))
    first_ones = band.places < leading[band.rows]
    run = np.cumsum(np.concatenate([[0], band.hashes[1:] != band.hashes[:-1]]).astype(np.int64))[: len(band.hashes)]
    partners = np.bincount(run[first_ones], minlength=int(run[-1]) + 1 if len(run) else 0)
    starts = np.cumsum(partners) - partners
    index = band.where(first_ones)
    several = np.flatnonzero((partners > 0)[run] & (np.bincount(run) > 1)[run])
    band, starts, partners = band.where(several), starts[run[several]], partners[run[several]]
    ends = np.cumsum(partners)
    at = 0
    while at < len(partners):
        done = ends[at - 1] if at else 0
        some = slice(at, max(at + 1, int(np.searchsorted(ends, done + JOIN_WORK, "right"))))
        probe = np.repeat(np.arange(some.start, some.stop), partners[some])
        within = np.arange(len(probe)) - np.repeat(ends[some] - partners[some] - done, partners[some])
        yield _allowed(index, np.repeat(starts[some], partners[some]) + within, band, probe, shared, limits)
        at = some.stop


def _may_hold(hashes: U64, wanted: U64) -> NDArray[np.bool_]:
    """Whether each hash may be one of those wanted: never wrong when it says no."""
    bits = min(max(int(np.ceil(np.log2(8 * len(wanted) + 1))), 10), 26)
    mask = np.uint64((1 << bits) - 1)
    table = np.zeros(1 << bits, np.bool_)
    table[wanted & mask] = True
    return table[hashes & mask]


def _allowed(index: _Entries, entry: Ints, probes: _Entries, probe: Ints, shared: _Shared, limits: Limits) -> U64:
    short, long = index.rows[entry], probes.rows[probe]
    place = index.places[entry]
    sizes = shared.sizes
    near = (place < shared.near[short]) & (probes.places[probe] < shared.near[long])
    near &= sizes[short] >= limits.near * sizes[long] - ROUNDING
    keep = (near | (place < shared.contained[short])) & (short != long) & (sizes[short] <= sizes[long])
    left, right = np.minimum(short, long)[keep], np.maximum(short, long)[keep]
    return distinct((left * len(sizes) + right).astype(np.uint64))


def _decide(shingles: Shingles, sizes: Ints, proposed: U64, limits: Limits) -> Pairs:
    """The exact similarities of the proposed pairs, and of these the pairs at or above a limit.

    `shingles`: the trigrams of each text that other texts may hold; `sizes`: how many each text has in all.
    """
    left, right = (values.astype(np.int64) for values in divmod(proposed, np.uint64(max(len(sizes), 1))))
    held = shingles.sizes()
    shared = np.zeros(len(left), np.int64)
    work = np.cumsum(held[left] + held[right])
    at = 0
    while at < len(left):
        done = work[at - 1] if at else 0
        end = max(at + 1, min(at + PAIR_BATCH, int(np.searchsorted(work, done + PAIR_WORK, "right"))))
        shared[at:end] = _intersections(shingles, left[at:end], right[at:end])
        at = end
    jaccard = shared / np.maximum(sizes[left] + sizes[right] - shared, 1)
    containment = shared / np.maximum(np.minimum(sizes[left], sizes[right]), 1)
    keep = (jaccard >= limits.near) | (containment >= limits.contained)
    return Pairs(left[keep], right[keep], jaccard[keep], containment[keep])


def _intersections(shingles: Shingles, left: Ints, right: Ints) -> Ints:
    """The number of trigrams that both texts of each pair hold."""
    shift = np.uint64(HASH_BITS)
    keys = [
        (owner.astype(np.uint64) << shift) | hashes for hashes, owner in (shingles.take(left), shingles.take(right))
    ]
    both = np.sort(np.concatenate(keys))
    twice = both[1:][both[1:] == both[:-1]]
    return np.bincount((twice >> shift).astype(np.int64), minlength=len(left))
