"""When two tellings may be of one time: days, windows before publication, and times without a date."""

from __future__ import annotations

from collections.abc import Iterable

from sijill.deduplicate.slots import Hull, Interval, Telling
from sijill.deduplicate.types import LASTING

# A telling without a day, in a report published on day p, may be of an act from p - WINDOW_DAYS to p.
WINDOW_DAYS = 3
EXACT_DAYS = 2  # an interval of at most so many days tells which day it was
SHORT_DAYS = 7  # and one of at most so many still tells something
# Parts of an unanchored time that tell the day; hours and parts of the day are too loosely used to part two tellings.
DAY_PARTS = frozenset({"year", "month", "day", "weekday", "offset", "unit_offset"})
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
RETOLD_DAYS = 180  # so long after it began a lasting act is told again without its day


def day_grade(a: Telling, b: Telling) -> int:
    """-1 when no day of one is a day of the other; 0 unknown, or too wide to tell; 2 on one day; 1 in one week, or both
    counted from one day on."""
    if not a.days or not b.days:
        return 0
    if not _hulls_meet(a.day_hulls, b.day_hulls):
        return -1
    grade = -1
    for x in a.days:
        for y in b.days:
            if x[0] <= y[1] and y[0] <= x[1]:
                shorter, width = sorted((x[1] - x[0] + 1, y[1] - y[0] + 1))
                since = x[0] == y[0] and shorter > EXACT_DAYS
                grade = max(grade, 2 if width <= EXACT_DAYS else int(width <= SHORT_DAYS or since))
    return grade


def _hulls_meet(a: tuple[Hull, ...], b: tuple[Hull, ...]) -> bool:
    """Whether what every report of one gives meets what every other report of the other gives."""
    return all(x[0] == y[0] or (x[1] <= y[2] and y[1] <= x[2]) for x in a for y in b)


def meet(some: Iterable[Interval], others: Iterable[Interval], apart: int = 0) -> bool:
    """Whether an interval of some shares a day with one of the others, or lies at most so many days apart from it."""
    others = tuple(others)
    return any(x[0] - apart <= y[1] and y[0] - apart <= x[1] for x in some for y in others)


def same_window(a: Telling, b: Telling) -> bool:
    """Whether two tellings, one at least without a day, may be of one day by when they were published."""
    if not a.texts.isdisjoint(b.texts):
        return True
    return meet(told_days(a, WINDOW_DAYS), told_days(b, WINDOW_DAYS))


def published_together(a: Telling, b: Telling) -> bool:
    """Whether two tellings, one at least without a day, are of the same or the next day by day or by publication."""
    return meet(told_days(a), told_days(b), apart=1)


def told_days(telling: Telling, back: int = 0) -> list[Interval]:
    """The days a telling gives, or else those on which it was published, each with so many days before it."""
    return list(telling.days) or [(day - back, day) for day in telling.published]


def published_gap(a: Telling, b: Telling) -> int | None:
    """Days between the nearest publications, None where one is not known."""
    return min((abs(x - y) for x in a.published for y in b.published), default=None)


def recalled(a: Telling, b: Telling) -> bool:
    """Whether a later report may recall one lasting act without its day: no evidence, no contradiction."""
    if not a.types | b.types <= LASTING or (a.days and b.days) or a.constraints or b.constraints:
        return False
    if a.days or b.days:
        dated, undated = (a, b) if a.days else (b, a)
        began = min(first for first, _ in dated.days)
        return any(0 <= day - began <= RETOLD_DAYS for day in undated.published)
    return any(abs(x - y) <= RETOLD_DAYS for x in a.published for y in b.published)


def one_within_the_other(a: Telling, b: Telling) -> bool:
    pairs = ((x, y) for x in a.days for y in b.days)
    return any((x[0] <= y[0] and y[1] <= x[1]) or (y[0] <= x[0] and x[1] <= y[1]) for x, y in pairs)


def constraint_conflict(a: Telling, b: Telling) -> bool:
    """Whether two unanchored times of one text cannot be one time: a part both give, with different values."""
    if not a.constraints or not b.constraints:
        return False
    return not any(_agree(x, y) for x in a.constraints for y in b.constraints)


def _agree(a: str, b: str) -> bool:
    one, two = (dict(part.split("=", 1) for part in text.split(";") if "=" in part) for text in (a, b))
    return all(one[name] == two[name] for name in one.keys() & two.keys() & DAY_PARTS)


def days_between(a: Telling, b: Telling) -> int:
    """Days from the one to the other, 0 when they share a day. Both have days."""
    return min(max(x[0] - y[1], y[0] - x[1], 0) for x in a.days for y in b.days)


def neighbouring_days(a: Telling, b: Telling) -> bool:
    """Whether a day of one may be next to a day of the other: by date, or by weekday where there is no date."""
    if a.days and b.days:
        return meet(a.days, b.days, apart=1)
    one, two = ({number for text in telling.constraints if (number := _weekday(text)) >= 0} for telling in (a, b))
    return any((x - y) % 7 in (0, 1, 6) for x in one for y in two)


def _weekday(constraint: str) -> int:
    """The weekday of an unanchored time from Monday = 0, -1 if it names none."""
    name = dict(part.split("=", 1) for part in constraint.split(";") if "=" in part).get("weekday")
    return WEEKDAYS.index(name) if name in WEEKDAYS else -1
