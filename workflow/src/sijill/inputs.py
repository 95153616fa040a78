"""Finding the input files of a corpus entry: a file, a folder or a glob. Lists names and sizes, reads no contents."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sijill.errors import UserError
from sijill.plan import FORMATS, PACKED, SIDECAR, InputFile, format_of, sidecars


@dataclass(frozen=True)
class Listing:
    """The files of an entry sorted by their path below its root, and what was passed over (suffix → count)."""

    files: tuple[InputFile, ...]
    passed_over: dict[str, int]

    def left_out(self) -> str:
        """What was passed over, for people: `2 .pdf, 1 .png`."""
        return ", ".join(f"{count} {kind}" for kind, count in sorted(self.passed_over.items()))


def list_files(path: str, fmt: str = "auto") -> Listing:
    """List the input files of a corpus entry.

    A folder is searched to its depth for files of known formats (of `fmt` alone when it is named); hidden files and
    folders are passed over. A single file or the matches of a glob are read as `fmt` says whatever their suffix.
    A sidecar is no input file of its own: it goes with the text or page it stands beside.
    Raises UserError when there is nothing to read or a file cannot be read.
    """
    root, found, explicit = _candidates(path)
    chosen: list[InputFile] = []
    others: list[str] = []
    for file in found:
        if (explicit and fmt != "auto") or format_of(file) in (FORMATS if fmt == "auto" else (fmt,)):
            chosen.append(_input_file(file, root, fmt))
        else:
            others.append(file)
    used = {os.path.abspath(file.sidecar) for file in chosen if file.sidecar}
    passed = Counter(_suffix(file) for file in others if os.path.abspath(file) not in used)
    if not chosen:
        raise UserError(_nothing(path, fmt, passed))
    chosen.sort(key=lambda file: file.relative)
    return Listing(tuple(chosen), dict(sorted(passed.items())))


def corpus_name(path: str) -> str:
    """The name of an entry that has none: the last part of its path (of its folder, for a glob)."""
    plain = path if os.path.exists(path) or not glob.has_magic(path) else _glob_root(path)
    return Path(os.path.abspath(plain)).name or "corpus"


def _candidates(path: str) -> tuple[str, list[str], bool]:
    """Root folder, files and whether the user named the files (a file or a glob) rather than a folder."""
    if os.path.isdir(path):
        return path, list(_walk(path)), False
    if os.path.lexists(path):
        return os.path.dirname(path) or ".", [path], True
    if glob.has_magic(path):
        matches = sorted(match for match in glob.glob(path, recursive=True) if not os.path.isdir(match))
        if not matches:
            raise UserError(f"corpus path {path!r} matches no file: correct the pattern under `corpus:` in the config.")
        return _glob_root(path), matches, True
    raise UserError(
        f"corpus path {path!r} does not exist (looked in {os.getcwd()}): correct it under `corpus:` in the config."
    )


def _glob_root(pattern: str) -> str:
    """The folder above the first part that holds a wildcard."""
    parts = Path(pattern).parts
    first = next(index for index, part in enumerate(parts) if glob.has_magic(part))
    return str(Path(*parts[:first])) if first else "."


def _walk(root: str) -> Iterator[str]:
    """All files below a folder that are not hidden; linked folders are followed once."""
    seen: set[str] = set()
    for folder, below, names in os.walk(root, followlinks=True, onerror=_cannot_list):
        real = os.path.realpath(folder)
        if real in seen:
            below[:] = []
            continue
        seen.add(real)
        below[:] = sorted(name for name in below if not name.startswith("."))
        yield from (os.path.join(folder, name) for name in sorted(names) if not name.startswith("."))


def _cannot_list(error: OSError) -> None:
    raise UserError(f"cannot list folder {error.filename!r} ({error.strerror}): check its permissions.")


def sidecar(path: str, fmt: str = "auto") -> str | None:
    """The path of a text's or a page's metadata file, where there is one; other formats have their own fields."""
    if (format_of(path) if fmt == "auto" else fmt) not in ("text", "html"):
        return None
    folder, name = os.path.split(path)
    return next((found for other in sidecars(name) if os.path.isfile(found := os.path.join(folder, other))), None)


def _suffix(path: str) -> str:
    """What a file that is passed over is counted as: its suffix, with that of its compression."""
    name = Path(path).name
    if name.endswith(SIDECAR):
        return f"{SIDECAR} beside nothing"
    inner = Path(Path(name).stem).suffix if name.lower().endswith(PACKED) else ""
    return (inner + Path(name).suffix) or name


def _input_file(path: str, root: str, fmt: str) -> InputFile:
    relative = Path(os.path.relpath(path, root)).as_posix()
    try:
        relative.encode()
    except UnicodeEncodeError:
        raise UserError(f"the name of input file {path!a} is not valid UTF-8: rename it.") from None
    try:
        found = os.stat(path)
    except OSError as error:
        raise UserError(f"cannot read input file {path!r} ({error.strerror}): mend or remove it.") from None
    if not stat.S_ISREG(found.st_mode):  # a pipe that nobody writes to is read for ever
        raise UserError(f"cannot read input file {path!r} (a pipe or a device): remove it.")
    if not os.access(path, os.R_OK):
        raise UserError(f"cannot read input file {path!r} (permission denied): check its permissions.")
    return InputFile(path, relative, found.st_size, sidecar(path, fmt))


def _nothing(path: str, fmt: str, passed: Counter[str]) -> str:
    if os.path.isfile(path):
        return (
            f"corpus path {path!r}: its name does not tell its format: name one as `format:` of its entry in the "
            f"config ({', '.join(FORMATS)})."
        )
    wanted = ", ".join(f"*{suffix}" for name, group in FORMATS.items() if fmt in ("auto", name) for suffix in group)
    if not passed:
        return f"corpus path {path!r} is an empty folder: put reports ({wanted}) into it or correct the path."
    seen = Listing((), dict(passed)).left_out()
    return f"corpus path {path!r} has no file of a known format ({wanted}), only {seen}: convert them."
