"""An edition of the dataset on disk: its files, what they are described by, and their checksums. Part of the shell."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from sijill import codebook_page, export, io
from sijill.codebook import Codebook
from sijill.export import Edition, File
from sijill.export.partition import PARQUET
from sijill.growing import Growing, GrowingSheet, GrowingTable
from sijill.options import ExportOptions

NOT_SHARED = ("actors.csv", "places.csv", "admin1.csv", "aliases.csv")
"""Files of the codebook that do not go with an edition: it holds their rows in use, and the corrections, as tables."""


def write(name: str, files: Edition, options: ExportOptions, folder: Path) -> None:
    """Write an edition in place of whatever the folder held."""
    with Writer(options, folder) as writer:
        writer.add(files)
        writer.describe(name, files)


class Writer:
    """Writes an edition in place of whatever the folder held: its files as they come, large ones piece by piece."""

    def __init__(self, options: ExportOptions, folder: Path, rows: Mapping[str, int] | None = None) -> None:
        """`rows` of the tables that come piece by piece."""
        shutil.rmtree(folder, ignore_errors=True)
        self._options, self._folder, self._rows = options, folder, rows
        self._growing: dict[str, Growing] = {}
        self._open = ExitStack()
        self._written: list[File] = []
        self.rows: Counter[str] = Counter()
        self.schemas: dict[str, pa.Schema] = {}

    def add(self, files: Edition, owners: Mapping[str, pa.Table] | None = None) -> None:
        """More rows of some tables, or whole files. `owners`: see `export.contents`."""
        for name, content in files.items():
            if isinstance(content, pa.Table) and name.endswith(PARQUET):
                self.rows[name.removesuffix(PARQUET)] += content.num_rows
                self.schemas[name.removesuffix(PARQUET)] = content.schema
        for path, piece in export.contents(files, self._options, self._rows, owners):
            self._put(path, piece)

    def describe(self, name: str, papers: Mapping[str, Any]) -> None:
        """Finish the files, then write what describes them (`papers` has dataset.json) and their checksums."""
        self._open.close()
        files = [*self._written, *(_told(path, self._folder, one.schema) for path, one in self._growing.items())]
        descriptions = export.described(name, papers, files, self._options)
        for path, content in descriptions.items():
            io.write_bytes(content, self._folder / path)
        files += [_told(path, self._folder) for path in descriptions]
        io.write_bytes(export.sha256sums({file.path: file.sha256 for file in files}), self._folder / "SHA256SUMS")

    def _put(self, path: str, content: pa.Table | bytes) -> None:
        if isinstance(content, bytes):
            io.write_bytes(content, self._folder / path)
            self._written.append(_told(path, self._folder))
        elif path.endswith(".geoparquet"):
            io.write_exported(content, self._folder / path)
            self._written.append(_told(path, self._folder, content.schema))
        else:
            if path not in self._growing:
                kind = GrowingSheet if path.endswith(".csv") else GrowingTable
                self._growing[path] = self._open.enter_context(kind(self._folder / path, content.schema))
            self._growing[path].add(content)

    def __enter__(self) -> Self:
        self._open.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)


def _told(path: str, folder: Path, schema: pa.Schema | None = None) -> File:
    return File(path, io.sha256_of(folder / path), (folder / path).stat().st_size, schema)


def codebook_files(folder: Path, book: Codebook) -> dict[str, bytes]:
    """The codebook that the rows were read with: as a page, and its files as they are."""
    files = [path for path in sorted(folder.glob("*.csv")) if path.name not in NOT_SHARED]
    page = codebook_page.as_markdown(book).encode()
    return {"codebook.md": page} | {f"codebook/{path.name}": path.read_bytes() for path in files}


def notice(path: Path | None) -> dict[str, bytes]:
    """Whose data the dataset adapts."""
    return {"NOTICE": path.read_bytes()} if path else {}
