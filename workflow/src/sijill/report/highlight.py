"""A sentence as nested marks, so that what was read in it can be shown in colour, one reading inside another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

# Of marks over the same characters the first of these stands outermost: a source often holds a person.
KINDS = ("source", "time", "person", "actor", "place", "weapon", "quantity", "trigger")
Nested = list[Any]
"""Texts, and marks as [kind, note, nested content]."""


@dataclass(frozen=True)
class Mark:
    """A stretch of the raw text that was read as something; half-open offsets. `note` is shown as its tooltip."""

    start: int
    end: int
    kind: str
    note: str = ""


def nested(text: str, start: int, end: int, marks: Iterable[Mark]) -> Nested:
    """text[start:end] with its marks nested. Marks that cross are cut where the outer one ends.

    Joined, the texts are text[start:end] again, and every character stands in the marks that cover it.
    """
    inside = {
        Mark(max(mark.start, start), min(mark.end, end), mark.kind, mark.note)
        for mark in marks
        if mark.start < end and mark.end > start and mark.start < mark.end
    }
    return _within(text, start, end, sorted(inside, key=_outermost_first))


def _outermost_first(mark: Mark) -> tuple[int, int, int, str]:
    rank = KINDS.index(mark.kind) if mark.kind in KINDS else len(KINDS)
    return mark.start, -mark.end, rank, mark.note


def _within(text: str, start: int, end: int, marks: list[Mark]) -> Nested:
    """The stretch from start to end; `marks` lie in it and are sorted outermost first."""
    found: Nested = []
    at = start
    while marks:
        first, rest = marks[0], marks[1:]
        inner, outer = [], []
        for mark in rest:
            if mark.start < first.end:
                inner.append(Mark(mark.start, min(mark.end, first.end), mark.kind, mark.note))
            if mark.end > first.end:
                outer.append(Mark(max(mark.start, first.end), mark.end, mark.kind, mark.note))
        if at < first.start:
            found.append(text[at : first.start])
        found.append(
            [first.kind, first.note, _within(text, first.start, first.end, sorted(inner, key=_outermost_first))]
        )
        at, marks = first.end, sorted(outer, key=_outermost_first)
    if at < end:
        found.append(text[at:end])
    return found
