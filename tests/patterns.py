"""Every regular expression that the package compiles, and what makes one slow: told from its parse tree alone."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from collections.abc import Callable, Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import sijill

MANY = 16
"""Repetitions from which a bounded one counts as unbounded: `\\d{1,12}` is harmless, `\\S{0,200}` is not."""
Key = tuple[str | bytes, int]


def compiled(act: Callable[[], object] = lambda: None) -> dict[Key, str]:
    """Patterns and flags that modules of the package compile when they are imported anew or while `act` runs, with
    the module of each."""
    found: dict[Key, str] = {}
    original = re._compile  # type: ignore[attr-defined]

    def recorded(pattern: Any, flags: int) -> Any:
        result = original(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_globals["__name__"] in ("re", "functools"):
            frame = frame.f_back
        if frame.f_globals["__name__"].startswith("sijill"):
            found[result.pattern, result.flags] = frame.f_globals["__name__"]
        return result

    re._compile = recorded  # type: ignore[attr-defined]
    kept = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "sijill"}
    try:
        for name in kept:
            del sys.modules[name]
        for module in pkgutil.walk_packages(sijill.__path__, "sijill."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
        act()
    finally:
        re._compile = original  # type: ignore[attr-defined]
        for name in [name for name in sys.modules if name.split(".")[0] == "sijill"]:
            del sys.modules[name]
        sys.modules.update(kept)
    return found


def nested_repeats(pattern: str | bytes, flags: int) -> list[str]:
    """Repeats within repeats in which one text can be cut in more than one way: these take exponential time.

    A repeat is harmless inside another when what follows it in its round, or what the next round begins with, cannot be
    what it repeats: then there is one way to cut the text. Possessive repeats and atomic groups are never cut anew.
    """
    return list(_nested(parser.parse(pattern, flags & ~re.DEBUG), False))


def _nested(tree: Any, repeated: bool) -> Iterator[str]:
    items = list(tree)
    for place, (code, value) in enumerate(items):
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            low, high, inner = value
            if repeated and high >= MANY and low != high and _ambiguous(items, place, inner):
                yield f"{code} {low}..{high} of {inner}"
            yield from _nested(inner, high >= MANY)
        elif code is op.SUBPATTERN:
            yield from _nested(value[-1], repeated)
        elif code is op.BRANCH:
            for branch in value[1]:
                yield from _nested(branch, repeated)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from _nested(value[1], False)
        elif code is op.GROUPREF_EXISTS:
            for branch in value[1:]:
                yield from _nested(branch or (), repeated)


def _ambiguous(items: list[Any], place: int, inner: Any) -> bool:
    """Whether what comes next in the round (around its end, from its start again) may be what `inner` repeats."""
    after = [*items[place + 1 :], *items[: place + 1]]
    own = _sample(inner)
    for code, value in after:
        first, may_be_empty = _first(code, value)
        if first is None or own is None or any(map(first, own)):
            return True
        if not may_be_empty:
            return False
    return True


ALPHABET = [chr(code) for code in (*range(0x20, 0x7F), 9, 10, 13, 0, 0xA0, 0x200F, *range(0x600, 0x700))]
Test = Callable[[str], bool]


def _sample(tree: Any) -> list[str] | None:
    """The characters of the alphabet that the tree may begin with; None when that cannot be told."""
    chosen: set[str] = set()
    for code, value in tree:
        first, may_be_empty = _first(code, value)
        if first is None:
            return None
        chosen |= {char for char in ALPHABET if first(char)}
        if not may_be_empty:
            break
    return sorted(chosen)


def _first(code: Any, value: Any) -> tuple[Test | None, bool]:
    """Whether a character may be the first of an element (None: not to be told), and whether this may be empty."""
    if code in (op.LITERAL, op.NOT_LITERAL, op.IN, op.ANY, op.CATEGORY):
        one = re.compile(_written(code, value), re.DOTALL)
        return lambda char: one.fullmatch(char) is not None, False
    if code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        chars = _sample(value[2])
        return (None if chars is None else chars.__contains__), value[0] == 0
    if code in (op.SUBPATTERN, op.ATOMIC_GROUP):
        tree = value[-1] if code is op.SUBPATTERN else value
        chars = _sample(tree)
        return (None if chars is None else chars.__contains__), tree.getwidth()[0] == 0
    if code is op.BRANCH:
        parts = [_sample(branch) for branch in value[1]]
        if None in parts:
            return None, True
        together = {char for part in parts for char in part or ()}
        return together.__contains__, any(branch.getwidth()[0] == 0 for branch in value[1])
    if code in (op.AT, op.ASSERT, op.ASSERT_NOT):
        return (lambda char: False), True
    return None, True


def _written(code: Any, value: Any) -> str:
    """A pattern of one character for a leaf of the parse tree."""
    if code is op.ANY:
        return "."
    if code is op.LITERAL:
        return re.escape(chr(value))
    if code is op.NOT_LITERAL:
        return f"[^{re.escape(chr(value))}]"
    if code is op.CATEGORY:
        return _CATEGORIES[value]
    inside = "".join(_of_set(*member) for member in value if member[0] is not op.NEGATE)
    return f"[{'^' if value[0][0] is op.NEGATE else ''}{inside}]"


def _of_set(code: Any, value: Any) -> str:
    if code is op.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return _CATEGORIES[value] if code is op.CATEGORY else re.escape(chr(value))


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d", op.CATEGORY_NOT_DIGIT: r"\D", op.CATEGORY_SPACE: r"\s", op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w", op.CATEGORY_NOT_WORD: r"\W",
}  # fmt: skip
