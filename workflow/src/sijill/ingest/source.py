"""An open input file, as every format's reader is given it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from sijill.ingest.mapping import Fields
from sijill.ingest.records import Record

HEAD = 1 << 16
"""Bytes of a file's beginning from which its format and encoding are told."""
BYTES_PER_CHAR = 6
"""An Arabic letter is 2 bytes in UTF-8 and 6 in JSON that escapes it."""
SLACK = 1 << 16
"""Bytes of a record beside its text."""


@dataclass(frozen=True)
class Source:
    """`stream`: the unpacked bytes; `head`: the first of them, still unread; `bound`: longest record, in bytes."""

    path: Path
    stream: BufferedReader
    head: bytes
    bound: int
    fields: Fields


def record_bound(max_chars: int) -> int:
    """Longest record read into memory, in bytes, where its text may have `max_chars` characters."""
    return BYTES_PER_CHAR * max_chars + SLACK


def sha256(raw: bytes) -> str:
    """Hex digest."""
    return hashlib.sha256(raw).hexdigest()


def refused(number: int, reason: str, detail: str, raw: bytes = b"") -> Record:
    """A record that cannot be read."""
    return Record(number, sha256(raw), reason=reason, detail=detail)


def too_long(number: int, bound: int, what: str = "record") -> Record:
    """A record that was passed over because it does not fit the bound."""
    return refused(number, "too_long", f"{what} {number + 1} has more than {bound} bytes; see ingest.max_record_chars")
