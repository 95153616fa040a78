"""Whether the killed and wounded of two tellings can be those of one act."""

from __future__ import annotations

from sijill.deduplicate.slots import Toll
from sijill.event_rows import Figure

TELLING_FIGURE = 3  # two acts with the same figure below this are too common


def figure_grade(a: frozenset[Figure], b: frozenset[Figure]) -> int:
    """-1 when no figure of one is possible by the other; 1 when a stated figure that tells something is the same."""
    if not a or not b:
        return 0
    if any(x.best is not None and x.best == y.best and x.best >= TELLING_FIGURE for x in a for y in b):
        return 1
    return 0 if any(_overlap(x, y) for x in a for y in b) else -1


def toll_grade(a: frozenset[Figure], b: frozenset[Figure], tolls_a: tuple[Toll, ...], tolls_b: tuple[Toll, ...]) -> int:
    """As figure_grade, but a later report may tell more: a toll that rises is no contradiction and no evidence.

    Also -1 when the figures of two reports, however they add up, do not meet and do not rise.
    """
    between = [(x, y) for x in tolls_a for y in tolls_b if x.report != y.report]
    if not all(_meet(x, y) or _rises(x, y) for x, y in between):
        return -1
    grade = figure_grade(a, b)
    return 0 if grade < 0 and between and all(_rises(x, y) for x, y in between) else grade


def _meet(a: Toll, b: Toll) -> bool:
    return a.low <= b.high and b.low <= a.high


def _rises(a: Toll, b: Toll) -> bool:
    """Whether the report of a later day tells more."""
    if a.published is None or b.published is None or a.published == b.published:
        return False
    first, later = (a, b) if a.published < b.published else (b, a)
    return first.high < later.low


def _overlap(a: Figure, b: Figure) -> bool:
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    return (high_b is None or low_a <= high_b) and (high_a is None or low_b <= high_a)


def _bounds(figure: Figure) -> tuple[int, int | None]:
    low = figure.low if figure.low is not None else figure.best
    return low or 0, figure.high
