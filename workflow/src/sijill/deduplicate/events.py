"""The rows of events: each slot from the telling that gives it best."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from sijill import tables as contract
from sijill.codebook import EventType
from sijill.deduplicate.merge import Merged
from sijill.deduplicate.slots import Figure, read_figures
from sijill.deduplicate.types import VAGUENESS
from sijill.ids import digest

Row = dict[str, Any]
NO_EQUIVALENT = dict.fromkeys(("plover_event", "plover_mode", "acled_event", "acled_sub_event"))
NOWHERE = 7  # UCDP where_prec of an event without a place


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


def build_events(
    tables: dict[str, pa.Table], merged: Merged, event_types: Mapping[str, EventType]
) -> tuple[list[Row], pa.Table]:
    """One row of `events` for each of `merged.events`, in that order; and event_mentions with event_id set."""
    columns = ["report_id", "outlet", "published_on", "duplicate_of"]
    lookups = Lookups(
        {row["report_id"]: row for row in tables["reports"].select(columns).to_pylist()},
        {row["place_id"]: row for row in tables["places"].to_pylist()},
        event_types,
        read_figures(tables["quantities"]),
    )
    mentions = tables["event_mentions"].to_pylist()
    ids: list[str | None] = [None] * len(mentions)
    events = []
    for rows in merged.events:
        copies = [copy for row in rows for copy in merged.copies.get(row, ())]
        event = event_row([mentions[row] for row in rows], [mentions[row] for row in copies], lookups)
        events.append(event)
        for row in (*rows, *copies):
            ids[row] = event["event_id"]
    table = tables["event_mentions"]
    field = contract.TABLES["event_mentions"].schema().field("event_id")
    at = table.column_names.index("event_id")
    return events, table.set_column(at, field, pa.array(ids, field.type))


def event_row(mentions: list[Row], copies: list[Row], lookups: Lookups) -> Row:
    """The event of some mentions. `copies` repeat the text of one of them: they are counted and give no slot."""
    ranked = sorted(mentions, key=lambda row: _rank(row, lookups.reports))
    event_type = min(ranked, key=lambda row: VAGUENESS.get(row["event_type"], 0))["event_type"]
    first = ranked[0]["report_id"]
    ranked.sort(key=lambda row: row["report_id"] == first and row["event_type"] == event_type, reverse=True)
    canonical = ranked[0]
    reports = [lookups.reports[row["report_id"]] for row in (*mentions, *copies)]
    return {
        "event_id": event_id(canonical["mention_id"]),
        "canonical_mention_id": canonical["mention_id"],
        "event_type": event_type,
        **(lookups.event_types[event_type].equivalents() if event_type in lookups.event_types else NO_EQUIVALENT),
        "realis": canonical["realis"],
        "assertion": _assertion(ranked),
        **_dates(ranked),
        **_place(ranked, lookups.places),
        **_casualties(ranked, lookups, "killed"),
        **_casualties(ranked, lookups, "wounded"),
        "n_mentions": len(reports),
        "n_reports": len({row["duplicate_of"] or row["report_id"] for row in reports}),
        "n_outlets": len({row["outlet"] for row in reports if row["outlet"]}),
        "confidence": max(row["confidence"] for row in (*mentions, *copies)),
        "review_status": "unreviewed",
    }


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


def _assertion(ranked: list[Row]) -> str:
    """The canonical mention's, unless another telling denies what it says or the other way round."""
    denied = {row["assertion"] == "denied" for row in ranked}
    return "disputed" if len(denied) > 1 else str(ranked[0]["assertion"])


def _dates(ranked: list[Row]) -> Row:
    """The narrowest interval; where tellings give versions that share no day, the interval that holds them."""
    dated = [row for row in ranked if row["date_start"] and row["date_end"]]
    if not dated:
        constraints = list(dict.fromkeys(row["date_constraint"] for row in ranked if row["date_constraint"]))
        status = "unanchored" if constraints or any(row["date_status"] == "unanchored" for row in ranked) else "none"
        return {"date_start": None, "date_end": None, "date_precision": "unknown", "date_status": status,
                "date_constraint": "|".join(constraints) or None}  # fmt: skip
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
    """Lowest and highest bound of all tellings, no upper bound if one has none; best: the canonical's or the latest."""
    told = [(row, figures[0]) for row in ranked if (figures := lookups.figures.get((row["mention_id"], what)))]
    lows = [low for _, figure in told if (low := figure.low if figure.low is not None else figure.best) is not None]
    highs = [figure.high for _, figure in told]
    stated = [(row, figure.best) for row, figure in told if figure.best is not None]
    best = None
    if stated:
        canonical = [best for row, best in stated if row is ranked[0]]
        best = canonical[0] if canonical else max(stated, key=lambda item: _published(item[0], lookups))[1]
    bounded = [high for high in highs if high is not None]
    return {
        f"{what}_low": min(lows) if lows else None,
        f"{what}_best": best,
        f"{what}_high": max(bounded) if bounded and len(bounded) == len(highs) else None,
    }


def _published(row: Row, lookups: Lookups) -> str:
    return lookups.reports[row["report_id"]]["published_on"] or ""
