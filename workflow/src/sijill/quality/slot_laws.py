"""Laws of one row's slots: dates, bounds, places, readings. Each function gives one boolean for each row."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pyarrow as pa

from sijill.quality.evidence import Evidence, Flags, among, days, flags, given, numbers, pc, values

# Least and greatest width of date_start..date_end in days, both ends counted. Hijri months have 29 or 30 days, Hijri
# years 354 or 355; `days` is any interval that is no calendar unit.
WIDTHS = {"day": (1, 1), "days": (2, np.inf), "week": (7, 7), "month": (28, 31), "year": (354, 366)}
NO_READING = ("ambiguous", "no_antecedent", "not_in_registry")
_BOUNDS = {
    "quantities": [("low", "best", "high")],
    "events": [(f"{w}_low", f"{w}_best", f"{w}_high") for w in ("killed", "wounded")],
}


def dates_real(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Every day given is a day of the calendar, written YYYY-MM-DD."""
    columns = [column for column in ("published_on", "date_start", "date_end") if column in table.column_names]
    return np.logical_and.reduce([~given(table, column) | ~np.isnan(days(table, column)) for column in columns])


def dates_ordered(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 4: date_start and date_end are given together, and the first is not after the second."""
    start, end = days(table, "date_start"), days(table, "date_end")
    return (given(table, "date_start") == given(table, "date_end")) & ~(start > end)


def precision_matches_width(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 4: the interval is as wide as date_precision says (see WIDTHS); `unknown` has no interval."""
    width = days(table, "date_end") - days(table, "date_start") + 1
    result = among(table, "date_precision", ("unknown",)) & ~given(table, "date_start") & ~given(table, "date_end")
    for precision, (least, most) in WIDTHS.items():
        result |= among(table, "date_precision", (precision,)) & (width >= least) & (width <= most)
    return result


def date_has_anchor(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 3: a day is either stated in full by the text, or counted from a known publication day; else there is none.

    For an event, one of its mentions has the status and, where anchored, a dated report; or a reviewer gave the day.
    """
    no_date = ~given(table, "date_start") & ~given(table, "date_end")
    stated, anchored = (among(table, "date_status", (status,)) for status in ("stated", "anchored"))
    if name == "event_mentions":
        has_anchor = _dated(evidence, table)
        return no_date | stated | (anchored & has_anchor)
    mentions = evidence.find("event_mentions")
    tells_stated = mentions.filter(pa.array(among(mentions, "date_status", ("stated",))))["event_id"]
    tells_anchored = mentions.filter(
        pa.array(among(mentions, "date_status", ("anchored",)) & _dated(evidence, mentions))
    )["event_id"]
    return (
        no_date
        | among(table, "date_status", ("reviewed",))
        | (stated & among(table, "event_id", tells_stated))
        | (anchored & among(table, "event_id", tells_anchored))
    )


def _dated(evidence: Evidence, table: pa.Table) -> Flags:
    return among(table, "report_id", pa.array(sorted(evidence.dated_reports), pa.string()))


def status_has_date(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """A date said to be stated or anchored is there; one said to be unanchored has its constraint instead."""
    fixed = among(table, "date_status", ("stated", "anchored"))
    kept = among(table, "date_status", ("unanchored",)) & given(table, "date_constraint")
    return (fixed & given(table, "date_start")) | kept | among(table, "date_status", ("none",))


def published_has_evidence(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 3: a publication day is given exactly where the day is known, and whatever is known has its evidence."""
    day = among(table, "published_precision", ("day",))
    unknown = among(table, "published_precision", ("unknown",))
    unread = among(table, "published_evidence", ("none",))
    return (given(table, "published_on") == day) & (unread == unknown)


def bounds_ordered(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Law 4: low ≤ best ≤ high, none negative; a missing bound bounds nothing."""
    result = np.ones(len(table), dtype=bool)
    for columns in _BOUNDS[name]:
        low, best, high = (numbers(table, column) for column in columns)
        result &= ~((low > best) | (best > high) | (low > high) | (low < 0) | (best < 0) | (high < 0))
    return result


def place_consistent(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """A mention has a place_id exactly where its place is resolved or told before; a place named keeps its surface."""
    resolved = among(table, "place_status", ("resolved", "antecedent"))
    kept = among(table, "place_status", ("not_stated", "antecedent")) | given(table, "place_surface")
    return (resolved == given(table, "place_id")) & kept


def precision_has_place(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """geo_precision is 7 (unknown) where there is no place."""
    return given(table, "place_id") | flags(pc.equal(table["geo_precision"], 7))


def coordinates_consistent(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """Latitude and longitude stand together, and only where there is a place."""
    both = given(table, "latitude") == given(table, "longitude")
    return both & (given(table, "place_id") | ~given(table, "latitude"))


def resolution_consistent(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """An actor or place span has a registry row where it is resolved, and none where it is not: no guesses."""
    named = among(table, "kind", ("actor", "place"))
    tied = given(table, "actor_id") | given(table, "place_id")
    resolved = among(table, "resolution_status", ("resolved",))
    open_reading = among(table, "resolution_status", NO_READING)
    return ~(named & resolved & ~tied) & ~(open_reading & tied) & ~(given(table, "actor_id") & given(table, "place_id"))


def mapping_consistent(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """A PLOVER mode has its event, an ACLED sub-event its event type."""
    plover = given(table, "plover_event") | ~given(table, "plover_mode")
    return plover & (given(table, "acled_event") | ~given(table, "acled_sub_event"))


def duplicate_consistent(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """A duplicate names its kind and a canonical report that is there and is no duplicate itself."""
    canonical = table.filter(pc.is_null(table["duplicate_of"]))["report_id"]
    duplicate = given(table, "duplicate_of")
    return (duplicate == given(table, "duplicate_kind")) & (~duplicate | among(table, "duplicate_of", canonical))


def links_in_order(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """A link joins two events; the smaller id comes first where the kind is symmetric."""
    symmetric = among(table, "kind", ("possible_same", "conflicts_with"))
    smaller = flags(pc.less(table["event_id_a"], table["event_id_b"]))
    return flags(pc.not_equal(table["event_id_a"], table["event_id_b"])) & (smaller | ~symmetric)


def levels_in_order(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """The attributions of a mention are numbered from 1 without a gap."""
    told: dict[str, set[int]] = {}
    pairs = list(zip(values(table, "mention_id"), values(table, "level"), strict=True))
    for mention, level in pairs:
        told.setdefault(mention, set()).add(level)
    return _flags_of(level == 1 or (level is not None and level - 1 in told[mention]) for mention, level in pairs)


def reason_own(evidence: Evidence, name: str, table: pa.Table) -> Flags:
    """A rejected row names the stage that rejected it, and what it rejected (a record, report or mention)."""
    named = given(table, "report_id") | given(table, "mention_id") | given(table, "source_file")
    return among(table, "stage", (evidence.stage,)) & named


def _flags_of(verdicts: Iterable[bool]) -> Flags:
    return np.array(list(verdicts), dtype=bool)
