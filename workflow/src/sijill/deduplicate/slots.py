"""Tellings: what one mention, or several mentions taken together, say of an event, slot by slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pyarrow as pa

from sijill.deduplicate.wording import Wording, lead_sentences, sentence_words
from sijill.event_rows import HAPPENED, Figure, read_figures

NO_BOUND = 10**9  # more than any figure of a report
RECIPIENTS = frozenset({"recipient", "victim"})
INTERCEPTION = "weapons_intercepted"
OTHER_SIDE = {"actor": "recipient", "recipient": "actor"}

Interval = tuple[int, int]
Hull = tuple[str, int, int]  # report, first, last
Key = tuple[str, int, int, str]


class Toll(NamedTuple):
    """From the lowest to the highest figure of a report, however they add up, and the day it was published."""

    report: str
    low: int
    high: int
    published: int | None


@dataclass(frozen=True, slots=True)
class Telling:
    """The slots of one or several mentions. Sets and tuples hold every alternative that was told; empty = not said.

    `key` orders tellings (report_id, trigger offsets, mention_id of the first mention); `texts`: the canonical reports
    of the reports' duplicates; `days` proleptic day numbers of inclusive intervals; `published` day numbers; the
    hulls hold for every report all the days it gives, the tolls all its figures.
    """

    key: Key
    mentions: tuple[int, ...]
    reports: frozenset[str]
    texts: frozenset[str]
    types: frozenset[str]
    realis: str
    days: tuple[Interval, ...]
    day_hulls: tuple[Hull, ...]
    constraints: tuple[str, ...]
    published: tuple[int, ...]
    places: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    participants: frozenset[str]
    killed: frozenset[Figure]
    killed_tolls: tuple[Toll, ...]
    wounded: frozenset[Figure]
    wounded_tolls: tuple[Toll, ...]
    sources: frozenset[str]
    wording: frozenset[Wording]
    lead: bool

    @property
    def everybody(self) -> frozenset[str]:
        """Whoever is named, on whatever side."""
        return self.actors | self.recipients | self.participants


def read_tellings(tables: dict[str, pa.Table]) -> list[Telling]:
    """One telling for every row of event_mentions, in the order of the rows."""
    columns = ["report_id", "duplicate_of", "published_on"]
    reports = {row["report_id"]: row for row in tables["reports"].select(columns).to_pylist()}
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    mentions = tables["event_mentions"].to_pylist()
    types = {row["mention_id"]: row["event_type"] for row in mentions}
    for row in tables["participants"].select(["mention_id", "role", "actor_id"]).to_pylist():
        if row["actor_id"]:
            people[row["mention_id"], _side(row["role"], types[row["mention_id"]])].add(row["actor_id"])
    for row in tables["attributions"].select(["mention_id", "level", "name"]).to_pylist():
        if row["level"] == 1:
            people[row["mention_id"], "source"].add(row["name"])
    figures = read_figures(tables["quantities"])
    said = sentence_words(tables)
    leads = lead_sentences(tables["sentences"])
    return [
        _telling(number, row, reports[row["report_id"]], people, figures, said, leads)
        for number, row in enumerate(mentions)
    ]


def _telling(
    number: int,
    row: dict[str, Any],
    report: dict[str, Any],
    people: dict[tuple[str, str], set[str]],
    figures: dict[tuple[str, str], list[Figure]],
    said: dict[tuple[str, int], Wording],
    leads: dict[str, set[int]],
) -> Telling:
    mention, report_id = row["mention_id"], row["report_id"]
    dated = row["date_start"] and row["date_end"]
    days = (day_number(row["date_start"]), day_number(row["date_end"])) if dated else None
    killed = figures.get((mention, "killed"), [])
    wounded = figures.get((mention, "wounded"), [])
    published = day_number(report["published_on"]) if report["published_on"] else None
    return Telling(
        key=(report_id, row["trigger_start"], row["trigger_end"], mention),
        mentions=(number,),
        reports=frozenset([report_id]),
        texts=frozenset([report["duplicate_of"] or report_id]),
        types=frozenset([row["event_type"]]),
        realis=_realis(row["realis"]),
        days=(days,) if days else (),
        day_hulls=((report_id, *days),) if days else (),
        constraints=(row["date_constraint"],) if row["date_constraint"] and not days else (),
        published=(published,) if published is not None else (),
        places=frozenset([row["place_id"]] if row["place_id"] else []),
        actors=frozenset(people.get((mention, "actor"), ())),
        recipients=frozenset(people.get((mention, "recipient"), ())),
        participants=frozenset(people.get((mention, "participant"), ())),
        killed=frozenset(killed),
        killed_tolls=_tolls(report_id, killed, published),
        wounded=frozenset(wounded),
        wounded_tolls=_tolls(report_id, wounded, published),
        sources=frozenset(people.get((mention, "source"), ())),
        wording=frozenset([said.get((report_id, row["sentence_no"]), frozenset())]),
        lead=row["sentence_no"] in leads.get(report_id, ()),
    )


def _side(role: str, event_type: str) -> str:
    """The side an actor is on. Who intercepts a weapon is struck by the act that another report tells of it."""
    side = "recipient" if role in RECIPIENTS else role
    return OTHER_SIDE.get(side, side) if event_type == INTERCEPTION else side


def _realis(realis: str) -> str:
    """What is under way has happened; what is threatened on a condition is planned. The mention keeps its own code."""
    return "actual" if realis in HAPPENED else "planned" if realis == "hypothetical" else realis


def day_number(day: str) -> int:
    """The proleptic number of an ISO 8601 day."""
    return date.fromisoformat(day).toordinal()


def _tolls(report: str, figures: list[Figure], published: int | None) -> tuple[Toll, ...]:
    """The toll of one mention: the figures that a sum stands before count, or else the only one."""
    given = figures[1:] or figures
    if not given:
        return ()
    low = min(figure.low or 0 for figure in given)
    return (Toll(report, low, max(NO_BOUND if f.high is None else f.high for f in figures), published),)


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
        day_hulls=_join_hulls(hull for part in parts for hull in part.day_hulls),
        constraints=tuple(sorted({constraint for part in parts for constraint in part.constraints}))
        if not days
        else (),
        published=tuple(sorted({day for part in parts for day in part.published})),
        places=frozenset().union(*(part.places for part in parts)),
        actors=frozenset().union(*(part.actors for part in parts)),
        recipients=frozenset().union(*(part.recipients for part in parts)),
        participants=frozenset().union(*(part.participants for part in parts)),
        killed=frozenset().union(*(part.killed for part in parts)),
        killed_tolls=_join_tolls(toll for part in parts for toll in part.killed_tolls),
        wounded=frozenset().union(*(part.wounded for part in parts)),
        wounded_tolls=_join_tolls(toll for part in parts for toll in part.wounded_tolls),
        sources=frozenset().union(*(part.sources for part in parts)),
        wording=frozenset().union(*(part.wording for part in parts)),
        lead=any(part.lead for part in parts),
    )


def _join_hulls(hulls: Iterable[Hull]) -> tuple[Hull, ...]:
    found: dict[str, Interval] = {}
    for report, first, last in hulls:
        low, high = found.get(report, (first, last))
        found[report] = min(low, first), max(high, last)
    return tuple((report, *bounds) for report, bounds in sorted(found.items()))


def _join_tolls(tolls: Iterable[Toll]) -> tuple[Toll, ...]:
    found: dict[str, Toll] = {}
    for toll in tolls:
        known = found.get(toll.report, toll)
        found[toll.report] = known._replace(low=min(known.low, toll.low), high=max(known.high, toll.high))
    return tuple(found[report] for report in sorted(found))
