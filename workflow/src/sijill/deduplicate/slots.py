"""Tellings: what one mention, or several mentions taken together, say of an event, slot by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

HAPPENED = frozenset({"actual", "ongoing"})
RECIPIENTS = frozenset({"recipient", "victim"})

Interval = tuple[int, int]
Key = tuple[str, int, int, str]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many, as one telling has it: bounds (None = no bound) and the figure as stated (None = vague)."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Telling:
    """The slots of one or several mentions. Sets and tuples hold every alternative that was told; empty = not said.

    `key` orders tellings (report_id, trigger offsets, mention_id of the first mention); `texts`: the canonical reports
    of the reports' duplicates; `days` proleptic day numbers of inclusive intervals; `lags` the same counted from the
    publication day, for dates that were reckoned from it; `published` are day numbers.
    """

    key: Key
    mentions: tuple[int, ...]
    reports: frozenset[str]
    texts: frozenset[str]
    types: frozenset[str]
    realis: str
    days: tuple[Interval, ...]
    lags: frozenset[Interval]
    constraints: tuple[str, ...]
    published: tuple[int, ...]
    places: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    participants: frozenset[str]
    killed: frozenset[Figure]
    wounded: frozenset[Figure]
    sources: frozenset[str]


def read_tellings(tables: dict[str, pa.Table]) -> list[Telling]:
    """One telling for every row of event_mentions, in the order of the rows."""
    reports = {
        row["report_id"]: row
        for row in tables["reports"].select(["report_id", "duplicate_of", "published_on"]).to_pylist()
    }
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in tables["participants"].select(["mention_id", "role", "actor_id"]).to_pylist():
        if row["actor_id"]:
            people[row["mention_id"], "recipient" if row["role"] in RECIPIENTS else row["role"]].add(row["actor_id"])
    figures = read_figures(tables["quantities"])
    sources: dict[str, set[str]] = defaultdict(set)
    for row in tables["attributions"].select(["mention_id", "level", "name"]).to_pylist():
        if row["level"] == 1:
            sources[row["mention_id"]].add(row["name"])
    tellings = []
    for number, row in enumerate(tables["event_mentions"].to_pylist()):
        mention, report = row["mention_id"], reports[row["report_id"]]
        days, lags, published = _days(row, report["published_on"])
        telling = Telling(
            key=(row["report_id"], row["trigger_start"], row["trigger_end"], mention),
            mentions=(number,),
            reports=frozenset([row["report_id"]]),
            texts=frozenset([report["duplicate_of"] or row["report_id"]]),
            types=frozenset([row["event_type"]]),
            realis="actual" if row["realis"] in HAPPENED else row["realis"],
            days=days,
            lags=lags,
            constraints=(row["date_constraint"],) if row["date_constraint"] and not days else (),
            published=published,
            places=frozenset([row["place_id"]] if row["place_id"] else []),
            actors=frozenset(people[mention, "actor"]),
            recipients=frozenset(people[mention, "recipient"]),
            participants=frozenset(people[mention, "participant"]),
            killed=frozenset(figures.get((mention, "killed"), ())),
            wounded=frozenset(figures.get((mention, "wounded"), ())),
            sources=frozenset(sources[mention]),
        )
        tellings.append(telling)
    return tellings


def _days(
    row: dict[str, Any], published_on: str | None
) -> tuple[tuple[Interval, ...], frozenset[Interval], tuple[int, ...]]:
    published = day_number(published_on) if published_on else None
    if not row["date_start"] or not row["date_end"]:
        return (), frozenset(), () if published is None else (published,)
    days = (day_number(row["date_start"]), day_number(row["date_end"]))
    if published is None:
        return (days,), frozenset(), ()
    lag = frozenset([(days[0] - published, days[1] - published)] if row["date_status"] == "anchored" else [])
    return (days,), lag, (published,)


def day_number(day: str) -> int:
    """The proleptic number of an ISO 8601 day."""
    return date.fromisoformat(day).toordinal()


def read_figures(quantities: pa.Table) -> dict[tuple[str, str], list[Figure]]:
    """The killed and wounded of each mention: one total first, then the figures it sums when they are several."""
    rows: dict[tuple[str, str], dict[Interval, Figure]] = defaultdict(dict)
    columns = quantities.select(["mention_id", "what", "low", "best", "high", "start", "end"])
    for row in columns.to_pylist():
        if row["what"] in ("killed", "wounded") and (row["low"] is not None or row["best"] is not None):
            rows[row["mention_id"], row["what"]][row["start"], row["end"]] = Figure(
                row["low"], row["best"], row["high"]
            )
    return {key: _totals(spans) for key, spans in rows.items()}


def _totals(spans: dict[Interval, Figure]) -> list[Figure]:
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


def join(tellings: Iterable[Telling]) -> Telling:
    """Several tellings as one: every alternative kept, days narrowed to what all that overlap have in common."""
    parts = sorted(tellings, key=lambda telling: telling.key)
    if len(parts) == 1:
        return parts[0]
    days: list[Interval] = []
    for interval in sorted({interval for part in parts for interval in part.days}):
        if days and interval[0] <= days[-1][1]:
            days[-1] = (max(days[-1][0], interval[0]), min(days[-1][1], interval[1]))
        else:
            days.append(interval)
    return Telling(
        key=parts[0].key,
        mentions=tuple(sorted(number for part in parts for number in part.mentions)),
        reports=frozenset().union(*(part.reports for part in parts)),
        texts=frozenset().union(*(part.texts for part in parts)),
        types=frozenset().union(*(part.types for part in parts)),
        realis=parts[0].realis,
        days=tuple(days),
        lags=frozenset().union(*(part.lags for part in parts)),
        constraints=tuple(sorted({constraint for part in parts for constraint in part.constraints}))
        if not days
        else (),
        published=tuple(sorted({day for part in parts for day in part.published})),
        places=frozenset().union(*(part.places for part in parts)),
        actors=frozenset().union(*(part.actors for part in parts)),
        recipients=frozenset().union(*(part.recipients for part in parts)),
        participants=frozenset().union(*(part.participants for part in parts)),
        killed=frozenset().union(*(part.killed for part in parts)),
        wounded=frozenset().union(*(part.wounded for part in parts)),
        sources=frozenset().union(*(part.sources for part in parts)),
    )
