"""Trigrams of many texts in a temporary file: a million reports hold more of them than a machine should remember."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sijill.deduplicate.shingles import Shingles

Ints = NDArray[np.int64]
TEXTS_AT_ONCE = 256


class Spool:
    """Sets of trigrams, text by text, in a file without a name: it is gone when the spool is."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 (lives as long as the spool)
        self._sizes: list[Ints] = []

    def add(self, part: Shingles) -> None:
        """Puts the texts of `part` after those that are there."""
        self._file.write(part.hashes.tobytes())
        self._sizes.append(part.sizes())

    def sizes(self) -> Ints:
        """The number of trigrams of every text."""
        return np.concatenate([np.zeros(0, np.int64), *self._sizes])

    def batches(self) -> Iterator[tuple[int, Shingles]]:
        """The texts, TEXTS_AT_ONCE at a time, each batch with the number of its first text; in constant memory."""
        offsets = _offsets(self.sizes())
        self._file.flush()
        self._file.seek(0)
        for first in range(0, len(offsets) - 1, TEXTS_AT_ONCE):
            part = offsets[first : first + TEXTS_AT_ONCE + 1]
            data = self._file.read(int(part[-1] - part[0]) * 8)
            yield first, Shingles(np.frombuffer(data, np.uint64), part - part[0])

    def mapped(self) -> Shingles:
        """All texts, the trigrams left in the file and read where they are asked for."""
        offsets = _offsets(self.sizes())
        self._file.flush()
        if not offsets[-1]:
            return Shingles(np.zeros(0, np.uint64), offsets)
        return Shingles(np.memmap(self._file, np.uint64, "r", shape=(int(offsets[-1]),)), offsets)


def _offsets(sizes: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
