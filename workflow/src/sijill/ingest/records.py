"""What every reader yields: one record of an input file, read or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FIELDS = ("id", "title", "text", "published_at", "url", "outlet")
"""The fields of a record, by the names that the rest of the package uses."""


@dataclass(slots=True)
class Record:
    """One record as read: its fields under the names of FIELDS, or the reason why it cannot be read.

    `number` counts from 0 within the file; `sha256` is of the record's own bytes as they stood in the file;
    `evidence` says where title, outlet and address were read: in the `record` itself, on the `page`, in a `sidecar`
    beside it. `encoding` and `repair` are null where the question does not arise (JSON, Parquet).
    """

    number: int
    sha256: str
    fields: dict[str, Any] = field(default_factory=dict)
    evidence: str = "record"
    encoding: str | None = None
    repair: str | None = None
    reason: str = ""
    detail: str = ""
