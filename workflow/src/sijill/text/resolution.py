"""The days that a time expression means given the publication date, or without it (`Resolved`).

News usage: a bare weekday is the last such day on or before publication, a day or month without a year the latest
such day on or before publication. `future=True` (the caller knows that the event is still to come) turns both round.
Counted units («قبل أسبوعين», «الشهر الماضي») mean the calendar unit that holds the day counted back to; weeks are
ISO weeks. Parts of a month are its days 1-10, 11-20 and 21 to the end; parts of a year are not narrowed down.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sijill.text.calendar import (
    add_months,
    hijri_day,
    hijri_month_bounds,
    hijri_year_of,
    month_bounds,
    week_bounds,
)
from sijill.text.timeslots import Slots

Interval = tuple[dt.date, dt.date, str]  # first day, last day, precision


@dataclass(frozen=True)
class Resolved:
    """Days of a time expression. `conflict`: the words contradict each other or the publication date (not repaired).

    `open_start` is the first day of an open interval («منذ السبت»), for events that still go on.
    """

    date_start: str | None
    date_end: str | None
    date_precision: str
    date_status: str
    constraint: str
    conflict: bool = False
    open_start: str | None = None


def resolve_slots(kind: str, slots: Slots, published: dt.date | None, future: bool = False) -> Resolved:
    """The days that slots mean. Without `published` only what the text gives in full (year included) is a date."""
    try:
        interval, conflict = _interval(slots, published, future)
    except (ValueError, OverflowError):
        interval, conflict = None, slots.day is not None
    conflict = conflict or slots.mismatch
    if kind in ("duration", "set", "vague", "part_of_day"):
        bound = interval[0].isoformat() if interval and slots.direction == "since" else None
        status = "none" if kind == "set" or slots.direction == "for" else "unanchored"
        return Resolved(None, None, "unknown", status, slots.constraint, conflict and kind == "duration", bound)
    if interval is None:
        return Resolved(None, None, "unknown", "unanchored", slots.constraint, conflict)
    first, last, precision = interval
    status = "stated" if slots.year is not None else "anchored"
    return Resolved(first.isoformat(), last.isoformat(), precision, status, slots.constraint, conflict)


def _interval(slots: Slots, published: dt.date | None, future: bool) -> tuple[Interval | None, bool]:
    """The interval the slots mean, and whether they contradict each other."""
    if slots.day is not None:
        return _date(slots, published, future)
    if slots.year is not None or slots.month is not None:
        return _month_or_year(slots, published, future), _other_month(slots, published)
    if published is None:
        return None, slots.weekday_end is not None and not _follow(slots)
    if slots.offset_days is not None:
        day = published + dt.timedelta(days=slots.offset_days)
        return _one(day), slots.weekday is not None and day.weekday() != slots.weekday
    if slots.weekday is not None:
        return _weekday(slots, published, future)
    if slots.unit_offset is not None:
        return _unit(slots, published), False
    if slots.count is not None and slots.direction in ("past", "next", "since"):
        return _counted(slots, published), False
    return None, False


def _one(day: dt.date) -> Interval:
    return day, day, "day"


def _days(first: dt.date, last: dt.date) -> Interval:
    if last < first:
        raise ValueError("interval ends before it starts")
    return first, last, "day" if first == last else "days"


def _date(slots: Slots, published: dt.date | None, future: bool) -> tuple[Interval | None, bool]:
    """A day of a month: the year stated, told by a reference (الجاري، الماضي) or the nearest on the right side."""
    day = _stated_or_nearest(slots, published, future)
    if day is None:
        return None, not _possible(slots)
    conflict = _other_month(slots, published) or (slots.weekday is not None and day.weekday() != slots.weekday)
    if slots.offset_days is not None and published is not None:
        conflict = conflict or published + dt.timedelta(days=slots.offset_days) != day
    if slots.day_end is None:
        return _one(day), conflict
    length = slots.day_end - (slots.day or 0)
    return _days(day, day + dt.timedelta(days=length)), conflict


def _other_month(slots: Slots, published: dt.date | None) -> bool:
    """Whether the text calls current («أيار الجاري») a month that publication is not in."""
    if published is None or slots.month is None or slots.month_ref != 0 or slots.hijri:
        return False
    return slots.month != published.month


def _possible(slots: Slots) -> bool:
    """Whether any year has the day: «31 شباط» has none."""
    return (slots.day or 1) <= (
        30 if slots.hijri else (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[(slots.month or 1) - 1]
    )


def _stated_or_nearest(slots: Slots, published: dt.date | None, future: bool) -> dt.date | None:
    assert slots.day is not None
    make = hijri_day if slots.hijri else dt.date
    if slots.year is not None and slots.month is not None:
        return make(slots.year, slots.month, slots.day)
    if published is None:
        return None
    if slots.month is None:
        year, month = add_months(published.year, published.month, slots.month_ref or 0)
        return dt.date(year, month, slots.day)
    this_year = hijri_year_of(published) if slots.hijri else published.year
    if slots.year_ref is not None:
        return make(this_year + slots.year_ref, slots.month, slots.day)
    wanted = [_try(make, year, slots.month, slots.day) for year in range(this_year - 5, this_year + 6)]
    return _nearest([day for day in wanted if day], slots, published, future)


def _try(make: type[dt.date] | object, year: int, month: int, day: int) -> dt.date | None:
    try:
        made = make(year, month, day)  # type: ignore[operator]
    except (ValueError, OverflowError):
        return None
    return made if isinstance(made, dt.date) else None


def _nearest(days: list[dt.date], slots: Slots, published: dt.date, future: bool) -> dt.date | None:
    if slots.month_ref == 0:
        same = [day for day in days if (day.year, day.month) == (published.year, published.month)]
        return same[0] if same else max((day for day in days if day <= published), default=None)
    if slots.month_ref == 1 or (future and slots.month_ref is None):
        return min((day for day in days if day >= published), default=None)
    return max((day for day in days if day <= published), default=None)


def _month_or_year(slots: Slots, published: dt.date | None, future: bool) -> Interval | None:
    if slots.month is None:
        assert slots.year is not None
        if slots.hijri:
            return hijri_day(slots.year, 1, 1), hijri_month_bounds(slots.year, 12)[1], "year"
        return dt.date(slots.year, 1, 1), dt.date(slots.year, 12, 31), "year"
    bounds = _month_bounds(slots, published, future)
    if bounds is None:
        return None
    return _third(slots.third, *bounds)


def _third(third: str | None, first: dt.date, last: dt.date) -> Interval:
    if third == "early":
        return _days(first, first + dt.timedelta(days=9))
    if third == "middle":
        return _days(first + dt.timedelta(days=10), first + dt.timedelta(days=19))
    if third == "late":
        return _days(first + dt.timedelta(days=20), last)
    return first, last, "month"


def _month_bounds(slots: Slots, published: dt.date | None, future: bool) -> tuple[dt.date, dt.date] | None:
    assert slots.month is not None
    bounds = hijri_month_bounds if slots.hijri else month_bounds
    if slots.year is not None:
        return bounds(slots.year, slots.month)
    if published is None:
        return None
    this_year = hijri_year_of(published) if slots.hijri else published.year
    if slots.year_ref is not None:
        return bounds(this_year + slots.year_ref, slots.month)
    months = []
    for year in (this_year - 1, this_year, this_year + 1):
        try:
            months.append(bounds(year, slots.month))
        except (ValueError, OverflowError):
            continue
    if slots.month_ref == -1:
        return max((month for month in months if month[1] < published.replace(day=1)), default=None)
    if slots.month_ref == 1:
        return min((month for month in months if month[0] > published), default=None)
    if future:
        return min((month for month in months if month[1] >= published), default=None)
    return max((month for month in months if month[0] <= published), default=None)


def _follow(slots: Slots) -> bool:
    return slots.weekday is not None and slots.weekday_end == (slots.weekday + 1) % 7


def _weekday(slots: Slots, published: dt.date, future: bool) -> tuple[Interval, bool]:
    assert slots.weekday is not None
    if slots.weekday_end is not None:
        last = _weekday_near(slots.weekday_end, slots.weekday_ref, published, future)
        back = (slots.weekday_end - slots.weekday) % 7 or 7
        return _days(last - dt.timedelta(days=back), last), not _follow(slots)
    if slots.week_ref is not None:
        monday = week_bounds(published + dt.timedelta(weeks=slots.week_ref))[0]
        return _one(monday + dt.timedelta(days=slots.weekday)), False
    return _one(_weekday_near(slots.weekday, slots.weekday_ref, published, future)), False


def _weekday_near(weekday: int, reference: int | None, published: dt.date, future: bool) -> dt.date:
    """The last such weekday on or before publication; strictly before for الماضي, strictly after for المقبل."""
    if reference == 1 or (future and reference is None):
        ahead = (weekday - published.weekday()) % 7
        return published + dt.timedelta(days=ahead or (7 if reference == 1 else 0))
    back = (published.weekday() - weekday) % 7
    if reference is not None and reference < 0:
        back = (back or 7) + 7 * (-1 - reference)
    return published - dt.timedelta(days=back)


def _unit(slots: Slots, published: dt.date) -> Interval:
    assert slots.unit_offset is not None
    if slots.unit == "week":
        return (*week_bounds(published + dt.timedelta(weeks=slots.unit_offset)), "week")
    if slots.unit == "month":
        return _third(slots.third, *month_bounds(*add_months(published.year, published.month, slots.unit_offset)))
    if slots.unit == "year":
        year = published.year + slots.unit_offset
        return dt.date(year, 1, 1), dt.date(year, 12, 31), "year"
    raise ValueError(f"no calendar unit: {slots.unit}")


_LENGTHS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7}


def _counted(slots: Slots, published: dt.date) -> Interval | None:
    """«خلال الـ48 ساعة الماضية», «منذ ثلاثة أيام»: the counted stretch up to publication, or from it on."""
    if slots.unit not in _LENGTHS:
        if slots.direction == "since" and slots.count is not None and slots.unit in ("month", "year"):
            months = slots.count * (12 if slots.unit == "year" else 1)
            first = month_bounds(*add_months(published.year, published.month, -months))[0]
            return _days(first, published)
        return None
    length = dt.timedelta(days=-int(-(slots.count or 0) * _LENGTHS[slots.unit] // 1))
    return _days(published, published + length) if slots.direction == "next" else _days(published - length, published)
