"""An edition of the dataset on disk: its files, what they are described by, and their checksums. Part of the shell."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyarrow as pa

from sijill import codebook_page, export, io
from sijill.codebook import Codebook
from sijill.export import Edition, File
from sijill.options import ExportOptions

NOT_SHARED = ("actors.csv", "places.csv", "admin1.csv", "aliases.csv")
"""Files of the codebook that do not go with an edition: it holds their rows in use, and the corrections, as tables."""


def write(name: str, files: Edition, options: ExportOptions, folder: Path) -> None:
    """Write an edition in place of whatever the folder held."""
    shutil.rmtree(folder, ignore_errors=True)
    written = [_write(path, content, folder) for path, content in export.contents(files, options)]
    descriptions = export.described(name, files, written, options)
    written += [_write(path, content, folder) for path, content in descriptions.items()]
    io.write_bytes(export.sha256sums({file.path: file.sha256 for file in written}), folder / "SHA256SUMS")


def _write(name: str, content: pa.Table | bytes, folder: Path) -> File:
    path = folder / name
    if isinstance(content, bytes):
        io.write_bytes(content, path)
    elif path.suffix == ".csv":
        io.write_csv(content, path)
    else:
        io.write_exported(content, path)
    schema = content.schema if isinstance(content, pa.Table) else None
    return File(name, io.sha256_of(path), path.stat().st_size, schema)


def codebook_files(folder: Path, book: Codebook) -> dict[str, bytes]:
    """The codebook that the rows were read with: as a page, and its files as they are."""
    files = [path for path in sorted(folder.glob("*.csv")) if path.name not in NOT_SHARED]
    page = codebook_page.as_markdown(book).encode()
    return {"codebook.md": page} | {f"codebook/{path.name}": path.read_bytes() for path in files}


def notice(path: Path | None) -> dict[str, bytes]:
    """Whose data the dataset adapts."""
    return {"NOTICE": path.read_bytes()} if path else {}
