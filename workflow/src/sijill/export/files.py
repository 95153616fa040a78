"""A file of an edition as it was written: what the descriptions for machines say of it."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from sijill.export.partition import PARQUET, YEAR

MEDIA = {
    ".parquet": "application/vnd.apache.parquet",
    ".geoparquet": "application/vnd.apache.parquet",
    ".csv": "text/csv",
}


@dataclass(frozen=True)
class File:
    """Its path in the edition (POSIX), digest, size in bytes; its table's schema, where it holds one."""

    path: str
    sha256: str
    size: int
    schema: pa.Schema | None = None

    @property
    def suffix(self) -> str:
        return self.path[self.path.rindex(".") :] if "." in self.path else ""

    @property
    def table(self) -> str:
        """The table it holds, or a part of which it holds; the file for maps holds the flat one."""
        if self.suffix == ".geoparquet":
            return "events_flat"
        return self.path.removeprefix("csv/").split("/")[0].rpartition(".")[0]

    @property
    def part(self) -> str | None:
        """The year of a part of a table."""
        _, sign, rest = self.path.partition(f"{PARQUET}/{YEAR}=")
        return rest.split("/")[0] if sign else None
