"""What the words of a time expression say, slot by slot, and its normal form."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
REFERENCES = {-2: "before_last", -1: "last", 0: "this", 1: "next"}
_NAMES = {"offset_days": "offset", "hijri": "calendar"}


@dataclass(frozen=True)
class Slots:
    """What the words of a time expression say; the order of the fields is the order of the normal form.

    weekday counts from Monday = 0; offset_days from publication; unit_offset in units from publication; *_ref is -1 for
    الماضي, 0 for الجاري, 1 for المقبل; third is the part of the month or year (early, middle, late); mismatch: two
    names of the month disagree.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    day_end: int | None = None
    hijri: bool = False
    weekday: int | None = None
    weekday_end: int | None = None
    weekday_ref: int | None = None
    offset_days: int | None = None
    unit: str | None = None
    unit_offset: int | None = None
    count: int | None = None
    part: str | None = None
    hour: int | None = None
    minute: int | None = None
    third: str | None = None
    week_ref: int | None = None
    month_ref: int | None = None
    year_ref: int | None = None
    direction: str | None = None
    anchor: str | None = None
    mismatch: bool = False

    @property
    def constraint(self) -> str:
        """Normal form: name=value of every slot the words fill, in the order of the fields, joined by ';'."""
        return _constraint(self)


@lru_cache(maxsize=1 << 14)
def _constraint(slots: Slots) -> str:
    return ";".join(
        f"{_NAMES.get(field.name, field.name)}={_show(field.name, value)}"
        for field in fields(slots)
        if (value := getattr(slots, field.name)) is not None and value is not False
    )


def _show(name: str, value: int | str | bool) -> str:
    if name in ("weekday", "weekday_end"):
        return WEEKDAYS[int(value)]
    if name.endswith("_ref"):
        return REFERENCES[int(value)]
    if isinstance(value, bool):
        return {"hijri": "hijri"}.get(name, "yes")
    return str(value)
