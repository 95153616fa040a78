"""The slots a reviewer can edit: how a value is told as text, whether a text is a value, and what it sets in the row.

A text says the same in the site, in the corrections file and in the table `corrections`:
date `2024-05-17` or `2024-05-17/2024-05-19`; killed and wounded `low/best/high`; the others are codes and ids.
"""

from __future__ import annotations

import calendar
from datetime import date

from sijill.event_rows import HAPPENED, NO_EQUIVALENT, NOWHERE
from sijill.review.state import Row, State
from sijill.tables import ASSERTIONS, REALIS

FIGURES = ("killed", "wounded")
READ_ANEW = ("realis", "assertion")
"""Slots on which others depend: the event is told anew from its mentions with these values in them."""


def told(event: Row, slot: str) -> str:
    """The value of an event's slot as text."""
    if slot == "date":
        days = dict.fromkeys(day for day in (event["date_start"], event["date_end"]) if day)
        return "/".join(days)
    if slot == "place":
        return event["place_id"] or ""
    if slot in FIGURES:
        bounds = [
            "" if (value := event[f"{slot}_{bound}"]) is None else str(value) for bound in ("low", "best", "high")
        ]
        return "/".join(bounds) if any(bounds) else ""
    return str(event[slot])


def fault(slot: str, text: str, state: State) -> str | None:
    """Why a text is no value of the slot in this dataset; None when it is."""
    if slot == "event_type":
        return None if text in state.codebook.event_types else "unknown_event_type"
    if slot in READ_ANEW:
        return None if text in (REALIS if slot == "realis" else ASSERTIONS) else "unknown_code"
    if slot == "place":
        return None if not text or text in state.lookups.places else "unknown_place"
    if slot == "actor":
        return None if not text or text in state.codebook.actors else "unknown_actor"
    if slot == "date":
        return None if _days(text) is not None else "no_such_day"
    if slot in FIGURES:
        known = [bound for bound in _bounds(text) if bound is not None]
        return None if known == sorted(known) else "figures_disordered"
    return None


def changes(slot: str, text: str, state: State) -> Row:
    """The columns of `events` that follow from the slot's value."""
    if slot == "event_type":
        known = state.codebook.event_types.get(text)
        return {"event_type": text, **(known.equivalents() if known else NO_EQUIVALENT)}
    if slot == "place":
        return _place(text, state)
    if slot == "date":
        return _date(text)
    if slot in FIGURES:
        return {f"{slot}_{bound}": value for bound, value in zip(("low", "best", "high"), _bounds(text), strict=True)}
    return {slot: text}


def without_counts(event: Row) -> Row:
    """The event, with nobody counted where it did not happen (law 5)."""
    if event["realis"] in HAPPENED and event["assertion"] != "denied":
        return event
    return {**event, **{f"{what}_{bound}": None for what in FIGURES for bound in ("low", "best", "high")}}


def _place(place_id: str, state: State) -> Row:
    columns = ("latitude", "longitude", "admin1", "country", "geo_precision")
    if not place_id:
        return {"place_id": None, "place_name": None, **dict.fromkeys(columns), "geo_precision": NOWHERE}
    place = state.lookups.places[place_id]
    return {"place_id": place_id, "place_name": place["name_ar"], **{name: place[name] for name in columns}}


def _days(text: str) -> list[date] | None:
    """The first and the last day; [] for none; None when they are no days or stand in the wrong order."""
    try:
        days = [date.fromisoformat(part) for part in text.split("/")] if text else []
    except ValueError:
        return None
    days = days * 2 if len(days) == 1 else days
    return days if days == sorted(days) else None


def _date(text: str) -> Row:
    days = _days(text)
    if not days:
        unknown = {"date_start": None, "date_end": None, "date_precision": "unknown"}
        return {**unknown, "date_status": "none", "date_constraint": None}
    first, last = days
    return {
        "date_start": first.isoformat(),
        "date_end": last.isoformat(),
        "date_precision": _precision(first, last),
        "date_status": "reviewed",
    }


def _precision(first: date, last: date) -> str:
    width = (last - first).days + 1
    month_ends = last.day == calendar.monthrange(last.year, last.month)[1]
    if first.day == 1 and month_ends and (first.year, first.month) == (last.year, last.month):
        return "month"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return "year"
    return {1: "day", 7: "week"}.get(width, "days")


def _bounds(text: str) -> list[int | None]:
    return [int(part) if part else None for part in (text or "//").split("/")]
