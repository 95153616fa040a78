"""Word trigrams of many texts at once, as sets of integers.

Shingling with Python strings is what near-duplicate search spends its time on. Here the texts of a batch are
one array of code points: words are hashed by one vectorised polynomial, trigrams by mixing three word hashes, and
one sort of (text, hash) keys gives every text's set.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

U64 = NDArray[np.uint64]

BATCH = 2048  # texts a batch: 11 bits of the sort key
BATCH_CHARS = 8_000_000
HASH_BITS = 64 - 11  # a trigram is 53 bits: within one pair of texts a clash is a matter of one in 10 ** 11
MAX_WORD = 64  # longer runs of letters share the hash of their first 64: powers of the base stay in a small table
BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Shingles:
    """Sets of trigram hashes: text i has `hashes[offsets[i]:offsets[i + 1]]`, ascending and distinct."""

    hashes: U64
    offsets: NDArray[np.int64]

    def sizes(self) -> NDArray[np.int64]:
        """The number of distinct trigrams of every text."""
        return np.diff(self.offsets)

    def of(self, index: int) -> U64:
        """The trigrams of one text."""
        return self.hashes[self.offsets[index] : self.offsets[index + 1]]

    def take(self, rows: NDArray[np.int64]) -> tuple[U64, NDArray[np.int64]]:
        """The trigrams of the texts `rows` one after the other, and for each the position in `rows` it belongs to."""
        sizes = self.sizes()[rows]
        owner = np.repeat(np.arange(len(rows)), sizes)
        within = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        return self.hashes[np.repeat(self.offsets[rows], sizes) + within], owner


def shingle(texts: Sequence[str]) -> Shingles:
    """The word trigrams of folded texts. Words are runs of letters and digits; no trigram leaves its text."""
    parts = [_batch(texts[first:last]) for first, last in _batches(texts)]
    sizes = np.concatenate([part.sizes() for part in parts]) if parts else np.zeros(0, np.int64)
    hashes = np.concatenate([part.hashes for part in parts]) if parts else np.zeros(0, np.uint64)
    return Shingles(hashes, np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Stretches of at most BATCH texts and, unless one text alone is longer, BATCH_CHARS characters."""
    first, chars = 0, 0
    for at, text in enumerate(texts):
        if at > first and (at - first == BATCH or chars + len(text) > BATCH_CHARS):
            yield first, at
            first, chars = at, 0
        chars += len(text)
    if first < len(texts):
        yield first, len(texts)


def _batch(texts: Sequence[str]) -> Shingles:
    codes = np.frombuffer("\n".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    starts, lengths = _words(codes)
    owner = np.searchsorted(_text_ends(texts), starts, side="right").astype(np.uint64)
    words = _word_hashes(codes, starts, lengths)
    first, second, third = words[:-2], words[1:-1], words[2:]
    inside = owner[:-2] == owner[2:]
    trigrams = mix(first[inside] * np.uint64(3) + mix(second[inside] * np.uint64(5) + mix(third[inside])))
    keys = distinct((owner[:-2][inside] << np.uint64(HASH_BITS)) | (trigrams >> np.uint64(64 - HASH_BITS)))
    sizes = np.bincount((keys >> np.uint64(HASH_BITS)).astype(np.int64), minlength=len(texts))
    return Shingles(keys & np.uint64((1 << HASH_BITS) - 1), np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64))


def distinct(values: U64) -> U64:
    """The distinct values, ascending: as `numpy.unique`, several times faster on integers of this kind."""
    values = np.sort(values)
    return values[np.concatenate([[True], values[1:] != values[:-1]])] if len(values) else values


def _text_ends(texts: Sequence[str]) -> NDArray[np.int64]:
    """The position after each text and its separator in the joined batch."""
    return np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1)


def _words(codes: NDArray[np.uint32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Starts and lengths of the runs of letters and digits."""
    inside = np.zeros(len(codes) + 2, np.int8)
    inside[1:-1] = word_characters()[np.minimum(codes, 0xFFFF)]
    edges = np.flatnonzero(np.diff(inside))
    return edges[::2], edges[1::2] - edges[::2]


def _word_hashes(codes: NDArray[np.uint32], starts: NDArray[np.int64], lengths: NDArray[np.int64]) -> U64:
    """One hash a word: the sum of code × base ** place, mixed."""
    if not len(starts):
        return np.zeros(0, np.uint64)
    lengths = np.minimum(lengths, MAX_WORD)
    firsts = np.cumsum(lengths) - lengths
    place = np.arange(int(lengths.sum()), dtype=np.int32) - np.repeat(firsts.astype(np.int32), lengths)
    chars = codes[np.repeat(starts.astype(np.int32), lengths) + place]
    return mix(np.add.reduceat(chars * _powers()[place], firsts))


def mix(values: U64) -> U64:
    """The finaliser of splitmix64 (Steele, Lea and Flood 2014): every input bit reaches every output bit."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


@cache
def _powers() -> U64:
    return np.cumprod(np.full(MAX_WORD, BASE, np.uint64), dtype=np.uint64)


@cache
def word_characters() -> NDArray[np.int8]:
    """For every code point of the basic plane, 1 if it stands in words; U+FFFF (0) stands for all other planes."""
    return np.fromiter((chr(code).isalnum() for code in range(0x10000)), np.int8, 0x10000)
