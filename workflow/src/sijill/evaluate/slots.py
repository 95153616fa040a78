"""Slots of a matched pair of events beyond those that made them a pair: right, wrong, or not tested (None)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sijill.evaluate.match import Event, days_of, figures_agree


def realis_right(read: Event, gold: Event) -> bool | None:
    return read.get("realis") in {gold.get("realis"), *gold.get("realis_alt", [])} if "realis" in gold else None


def assertion_right(read: Event, gold: Event) -> bool | None:
    """Whether the stance is read; untested where the label says nothing of it."""
    wanted = gold.get("assertion")
    return read.get("assertion") in {wanted, *gold.get("assertion_alt", [])} if wanted else None


def days_exact(read: Event, gold: Event) -> bool | None:
    """The labelled first and last day, where the label gives any."""
    if not gold.get("date_start"):
        return None
    return (read.get("date_start"), read.get("date_end")) in days_of(gold)


def source_right(read: Event, gold: Event) -> bool | None:
    """One of the kinds of source nearest the fact."""
    return bool(set(read.get("sources", [])) & set(gold["sources"])) if gold.get("sources") else None


def figure_right(what: str, read: Event, gold: Event) -> bool | None:
    """The labelled number of killed or wounded, or another that would be right; untested where neither side has one."""
    told: dict[str, Any] = dict(read)
    wanted: dict[str, Any] = dict(gold)
    if what not in wanted or not (told.get(what) or wanted[what]):
        return None
    return any(figures_agree(told.get(what), figure) for figure in (wanted[what], *wanted.get(f"{what}_alt", [])))


SLOT_TESTS: dict[str, Callable[[Event, Event], bool | None]] = {
    "assertion": assertion_right,
    "days_exact": days_exact,
    "killed": lambda read, gold: figure_right("killed", read, gold),
    "realis": realis_right,
    "source": source_right,
    "wounded": lambda read, gold: figure_right("wounded", read, gold),
}


def slot_right(name: str, read: Event, gold: Event) -> bool | None:
    return SLOT_TESTS[name](read, gold)
