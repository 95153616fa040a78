"""One run at a time in a working directory, and what a run that was killed leaves behind. Part of the shell.

A run holds a lock of the kernel's on `.snakemake/sijill.lock` until its process ends, however it ends. Hence the lock
says for certain whether a run is alive, which Snakemake's own lock files cannot: those of a killed run stay. The file
names the holder as long as the run has not ended by itself; a name in a file that nobody locks is a killed run's.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import platform
import shutil
from pathlib import Path

from sijill.errors import UserError

LOCK = Path(".snakemake/sijill.lock")
SNAKEMAKES = Path(".snakemake/locks")
UNFINISHED = (".*.part", ".*.part.*")
"""How files are called until they are whole (`sijill.io.replacing`), and what a database writes beside its own."""
EDITIONS = ("export", "public")


def clear(folder: Path) -> bool:
    """Whether the last run in the folder was killed; what it left half-made is then gone, and so is its lock.

    Raises UserError while another run is at work there. A file system without locks leaves it all to Snakemake.
    """
    path = folder / LOCK
    if not (path.exists() or (folder / SNAKEMAKES).exists()):
        return False
    path.parent.mkdir(exist_ok=True)
    with path.open("a+", encoding="utf-8") as stream:
        if not _locked(stream.fileno(), path):
            return False
        stream.seek(0)
        killed = bool(stream.read()) or any((folder / SNAKEMAKES).glob("*.lock"))
        if killed:
            shutil.rmtree(folder / SNAKEMAKES, ignore_errors=True)
            sweep(folder / "results")
            stream.truncate(0)
    return killed


def hold(folder: Path) -> None:
    """Hold the folder's lock until this process ends. Raises UserError when another run holds it."""
    path = folder / LOCK
    path.parent.mkdir(exist_ok=True)
    number = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)  # not inherited: the steps are processes of their own
    if _locked(number, path):
        os.ftruncate(number, 0)
        os.write(number, f"process {os.getpid()} on {platform.node()}".encode())
        atexit.register(os.ftruncate, number, 0)


def _locked(number: int, path: Path) -> bool:
    """Whether the open file is locked now; False where the file system knows no locks."""
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = path.read_text(encoding="utf-8") or "another process"
        raise UserError(
            f"another run is at work in {path.absolute().parents[1]} ({holder}): wait until it ends, or stop it; "
            "to build something else at the same time, give `--directory` another folder."
        ) from None
    except OSError:
        return False
    return True


def sweep(results: Path) -> None:
    """Remove what a killed run left unfinished, and put the last dataset back if it was about to be replaced."""
    for path in sorted(path for name in UNFINISHED for path in results.rglob(name)):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    for edition in EDITIONS:
        restore(results / edition)


def restore(edition: Path) -> None:
    """The edition in place, as it was before somebody began to replace it; its copies are gone."""
    new, old = beside(edition)
    if old.exists() and not edition.exists():
        old.rename(edition)
    for copy in (new, old):
        shutil.rmtree(copy, ignore_errors=True)


def beside(edition: Path) -> tuple[Path, Path]:
    """Where the next edition is put together, and where the last one waits until the next is in place."""
    return edition.with_name(f".{edition.name}.new"), edition.with_name(f".{edition.name}.old")
