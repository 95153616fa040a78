"""Files that are no tables, written whole or not at all. Imports nothing heavy: the small steps need no more."""

from __future__ import annotations

import errno
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sijill.errors import UserError

REMEDIES = {
    errno.ENOSPC: "free some space",
    errno.EDQUOT: "free some space",
    errno.EROFS: "make the folder writable",
    errno.EACCES: "make the folder writable",
    errno.EPERM: "make the folder writable",
    errno.EIO: "check the disk",
}


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`; it takes the place of `path` when the block ends well and vanishes when not.

    The block must do nothing but write the file. Raises UserError when it cannot be written.
    """
    with writing(path), unfinished(path) as temporary:
        yield temporary


@contextmanager
def unfinished(path: Path) -> Iterator[Path]:
    """As `replacing`, for blocks that do more than write: their errors are their own."""
    # a name of this process's own: a step that outlives a killed run never writes into another's file
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield temporary
        os.replace(temporary, path)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raises UserError when the file that the block writes cannot be written."""
    try:
        yield
    except OSError as error:
        raise UserError(f"{path}: {_unwritable(error)}") from error


def _unwritable(error: OSError) -> str:
    """Why a file cannot be written, and what to do. Arrow tells the reason in words alone."""
    code = error.errno or next((number for number in REMEDIES if os.strerror(number) in str(error)), 0)
    why = os.strerror(code) if code else str(error)
    return f"cannot be written ({why}): {REMEDIES.get(code, 'mend that')} and run snakemake again."


def write_bytes(data: bytes, path: Path) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def write_json(value: Any, path: Path) -> None:
    """Write JSON with sorted keys and a final newline."""
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True, allow_nan=False)
    write_bytes(text.encode() + b"\n", path)


def read_json(path: Path) -> Any:
    """What a JSON file says; None where there is none. Raises UserError when it is damaged."""
    try:
        return json.loads(path.read_bytes()) if path.exists() else None
    except ValueError as error:
        raise UserError(f"{path}: the file is damaged ({error}): delete it and run snakemake again.") from error


def sha256_of(path: Path | str) -> str:
    """Hex digest of a file."""
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
