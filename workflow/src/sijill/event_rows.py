"""How the row of an event follows from its mentions: each slot from the telling that gives it best.

Shared by the stage that merges mentions and the one that takes some away again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sijill.codewords import EventType
from sijill.ids import digest

Row = dict[str, Any]
HAPPENED = frozenset({"actual", "ongoing"})
NO_EQUIVALENT = dict.fromkeys(("plover_event", "plover_mode", "acled_event", "acled_sub_event"))
NOWHERE = 7  # UCDP where_prec of an event without a place
# Types that say little of the act; a more exact word for the same act is preferred to them. Higher says less.
VAGUENESS = {"casualty_report": 3, "explosion": 2, "attack_on_civilians": 1, "attack": 2}


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, as one telling has it: bounds (None = no bound) and the figure as stated (None = vague)."""

    low: int | None
    best: int | None
    high: int | None


def event_id(canonical_mention_id: str) -> str:
    """Id of an event: that of the mention that stands for it. The only place where event ids are made."""
    return digest("e", canonical_mention_id)


@dataclass(frozen=True)
class Lookups:
    """What event rows are filled from: reports, places and event types by id, casualty figures by mention and kind."""

    reports: Mapping[str, Row]
    places: Mapping[str, Row]
    event_types: Mapping[str, EventType]
    figures: Mapping[tuple[str, str], list[Figure]]


def lookups(tables: Mapping[str, pa.Table], event_types: Mapping[str, EventType]) -> Lookups:
    """What the rows of events need of the tables reports, places and quantities."""
    return Lookups(
        {row["report_id"]: row for row in reports_in_use(tables).to_pylist()},
        {row["place_id"]: row for row in tables["places"].to_pylist()},
        event_types,
        read_figures(tables["quantities"]),
    )


def reports_in_use(tables: Mapping[str, pa.Table]) -> pa.Table:
    """What is needed of the reports with mentions and of those they repeat."""
    reports = tables["reports"].select(["report_id", "outlet", "published_on", "duplicate_of"])
    used = pc.is_in(reports["report_id"], value_set=tables["event_mentions"]["report_id"].combine_chunks())
    originals = pc.unique(reports["duplicate_of"].filter(used)).drop_null()
    return reports.filter(pc.or_(used, pc.is_in(reports["report_id"], value_set=originals)))


def event_row(mentions: list[Row], lookups: Lookups) -> Row:
    """The row of `events` that follows from the mentions of one event (rows of event_mentions)."""
    ranked = sorted(mentions, key=lambda row: _rank(row, lookups.reports))
    event_type = _event_type(ranked)
    first = ranked[0]["report_id"]  # what stands in it alone decides, so that later reports leave the id as it is
    ranked.sort(key=lambda row: (row["report_id"] != first, VAGUENESS.get(row["event_type"], 0)))
    canonical = ranked[0]
    assertion = _assertion(ranked)
    counted = canonical["realis"] in HAPPENED and assertion != "denied"
    reports = [lookups.reports[row["report_id"]] for row in mentions]
    return {
        "event_id": event_id(canonical["mention_id"]),
        "canonical_mention_id": canonical["mention_id"],
        "event_type": event_type,
        **(lookups.event_types[event_type].equivalents() if event_type in lookups.event_types else NO_EQUIVALENT),
        "realis": canonical["realis"],
        "assertion": assertion,
        **_dates(ranked),
        **_place(ranked, lookups.places),
        **_casualties(ranked if counted else [], lookups, "killed"),
        **_casualties(ranked if counted else [], lookups, "wounded"),
        "n_mentions": len(reports),
        "n_reports": len({row["duplicate_of"] or row["report_id"] for row in reports}),
        "n_outlets": _outlets(reports, lookups.reports),
        **_published_range(reports),
        "confidence": max(row["confidence"] for row in mentions),
        "review_status": "unreviewed",
    }


def _event_type(ranked: list[Row]) -> str:
    """The word that tells most of the act; of several, the one of most mentions, then the one told first."""
    types = Counter(row["event_type"] for row in ranked)
    return str(min(types, key=lambda name: (VAGUENESS.get(name, 0), -types[name])))


def _rank(row: Row, reports: Mapping[str, Row]) -> tuple[Any, ...]:
    """Order of the mentions of an event: earliest published canonical report, then confidence, then id."""
    report = reports[row["report_id"]]
    day = report["published_on"]
    return (
        report["duplicate_of"] is not None,
        day is None,
        day or "",
        row["report_id"],
        -row["confidence"],
        row["mention_id"],
    )


def _outlets(reports: list[Row], known: Mapping[str, Row]) -> int:
    """How many outlets tell an event in a text of their own: each text counts for the outlet that had it first."""
    first = (known.get(row["duplicate_of"] or row["report_id"], row) for row in reports)
    return len({row["outlet"] for row in first if row["outlet"]})


def _published_range(reports: list[Row]) -> Row:
    days = [row["published_on"] for row in reports if row["published_on"]]
    return {"first_published": min(days, default=None), "last_published": max(days, default=None)}


def _assertion(ranked: list[Row]) -> str:
    """The canonical mention's, unless another telling denies what it says or the other way round."""
    denied = {row["assertion"] == "denied" for row in ranked}
    return "disputed" if len(denied) > 1 else str(ranked[0]["assertion"])


def _dates(ranked: list[Row]) -> Row:
    """The narrowest interval; where tellings give versions that share no day, the interval that holds them."""
    dated = [row for row in ranked if row["date_start"] and row["date_end"]]
    if not dated:
        constraints = "|".join(dict.fromkeys(row["date_constraint"] for row in ranked if row["date_constraint"]))
        status = "unanchored" if constraints else "none"
        unknown = dict.fromkeys(("date_start", "date_end"))
        return {**unknown, "date_precision": "unknown", "date_status": status, "date_constraint": constraints or None}
    best = min(dated, key=_width)
    apart = [row for row in dated if row["date_end"] < best["date_start"] or row["date_start"] > best["date_end"]]
    dates = {
        name: best[name] for name in ("date_start", "date_end", "date_precision", "date_status", "date_constraint")
    }
    if apart:
        dates["date_start"] = min(row["date_start"] for row in (best, *apart))
        dates["date_end"] = max(row["date_end"] for row in (best, *apart))
        dates["date_precision"] = "days"
    return dates


def _width(row: Row) -> int:
    return (date.fromisoformat(row["date_end"]) - date.fromisoformat(row["date_start"])).days


def _place(ranked: list[Row], places: Mapping[str, Row]) -> Row:
    """The most precise place any telling gives."""
    placed = [row for row in ranked if row["place_id"]]
    if not placed:
        nothing = dict.fromkeys(("place_id", "place_name", "latitude", "longitude", "admin1", "country"))
        return {**nothing, "geo_precision": NOWHERE}
    best = min(placed, key=lambda row: row["geo_precision"])
    place = places.get(best["place_id"], {})
    return {
        "place_id": best["place_id"],
        "place_name": place.get("name_ar"),
        "latitude": place.get("latitude"),
        "longitude": place.get("longitude"),
        "geo_precision": best["geo_precision"],
        "admin1": place.get("admin1"),
        "country": place.get("country"),
    }


def _casualties(ranked: list[Row], lookups: Lookups, what: str) -> Row:
    """Lowest and highest bound of all tellings, no upper bound if one has none; best: the latest, since tolls rise."""
    told = [(row, figures[0]) for row in ranked if (figures := lookups.figures.get((row["mention_id"], what)))]
    lows = [low for _, figure in told if (low := figure.low if figure.low is not None else figure.best) is not None]
    highs = [figure.high for _, figure in told]
    stated = [(row, figure.best) for row, figure in told if figure.best is not None]
    best = None
    if stated:
        best = max(stated, key=lambda item: _published(item[0], lookups))[1]  # of one day the first in rank
    bounded = [high for high in highs if high is not None]
    return {
        f"{what}_low": min(lows) if lows else None,
        f"{what}_best": best,
        f"{what}_high": max(bounded) if bounded and len(bounded) == len(highs) else None,
    }


def _published(row: Row, lookups: Lookups) -> str:
    return lookups.reports[row["report_id"]]["published_on"] or ""


def read_figures(quantities: pa.Table) -> dict[tuple[str, str], list[Figure]]:
    """The killed and wounded of each mention: one total first, then the figures it sums when they are several."""
    rows: dict[tuple[str, str], dict[tuple[int, int], Figure]] = defaultdict(dict)
    columns = quantities.select(["mention_id", "what", "low", "best", "high", "start", "end"])
    for row in columns.to_pylist():
        if row["what"] in ("killed", "wounded") and (row["low"] is not None or row["best"] is not None):
            rows[row["mention_id"], row["what"]][row["start"], row["end"]] = Figure(
                row["low"], row["best"], row["high"]
            )
    return {key: _totals(spans) for key, spans in rows.items()}


def _totals(spans: dict[tuple[int, int], Figure]) -> list[Figure]:
    outer = [
        figure
        for (start, end), figure in sorted(spans.items(), key=lambda item: item[0])
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in spans)
    ]
    return outer if len(outer) == 1 else [add(outer), *outer]


def add(figures: list[Figure]) -> Figure:
    """The sum of figures of different groups; a bound that one of them lacks is lacking."""
    lows = [figure.low if figure.low is not None else figure.best for figure in figures]
    return Figure(_sum(lows), _sum([figure.best for figure in figures]), _sum([figure.high for figure in figures]))


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None
