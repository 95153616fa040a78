"""Imports put off until they are needed, for what Great Expectations imports and seldom uses.

Its import takes longer than a check of the sample, and almost half of it goes into two libraries that only expectations
of distributions and their pictures ask for. They are not kept out: whoever asks one for anything has it loaded then and
there, whole and under its own name.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType


class _Late(MetaPathFinder):
    """Finds some modules as everybody else does, and has them run when they are first asked for something."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in self._names:
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec


@contextmanager
def imported_late(*names: str) -> Iterator[None]:
    """Modules of these names that are first imported inside the block are loaded when they are first used."""
    finder = _Late(names)
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
