"""What each mention gives for each slot of its event, and how that stands to what the event's row says.

Shared by the stage that merges mentions and the one that takes some away again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

import pyarrow as pa
import pyarrow.compute as pc

from sijill import tables as contract
from sijill.event_rows import Figure, Row, read_figures

CODES = ("event_type", "realis", "assertion")
Given = tuple[str, str, str]  # slot, value, stance


EVENTS_AT_ONCE = 20_000


def event_slots(events: pa.Table | Iterable[Row], tables: Mapping[str, pa.Table]) -> pa.Table:
    """The `event_slots` of some events (the table, or rows of it).

    `tables`: event_mentions with their events, participants and quantities. Participants without a registry row give
    no value: they stand in `participants` as written.
    """
    table = events if isinstance(events, pa.Table) else contract.from_rows("events", list(events))
    table = table.sort_by("event_id")
    parts = [contract.empty("event_slots")]
    for start in range(0, table.num_rows, EVENTS_AT_ONCE):
        some = table.slice(start, EVENTS_AT_ONCE)
        mentions = _belonging(tables["event_mentions"], "event_id", some)
        beside = {name: _belonging(tables[name], "mention_id", mentions) for name in ("participants", "quantities")}
        parts.append(_slots_of(some.to_pylist(), {"event_mentions": mentions, **beside}))
    return pa.concat_tables(parts)


def _belonging(table: pa.Table, column: str, owners: pa.Table) -> pa.Table:
    return table.filter(pc.is_in(table[column], value_set=owners[column].combine_chunks()))


def _slots_of(events: list[Row], tables: Mapping[str, pa.Table]) -> pa.Table:
    people: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in tables["participants"].select(["mention_id", "role", "actor_id"]).to_pylist():
        if row["actor_id"]:
            people[row["mention_id"]].add((row["role"], row["actor_id"]))
    figures = read_figures(tables["quantities"])
    members: dict[str, list[Row]] = defaultdict(list)
    for row in tables["event_mentions"].to_pylist():
        members[row["event_id"]].append(row)
    names = list(contract.TABLES["event_slots"].columns)
    rows = [
        dict(zip(names, (event["event_id"], slot, value, mention["mention_id"], stance), strict=True))
        for event in events
        for mention in members[event["event_id"]]
        for slot, value, stance in _given(mention, event, members[event["event_id"]], people, figures)
    ]
    return contract.from_rows("event_slots", sorted(rows, key=lambda row: tuple(row[name] for name in names)))


def _given(
    mention: Row,
    event: Row,
    members: list[Row],
    people: Mapping[str, set[tuple[str, str]]],
    figures: Mapping[tuple[str, str], list[Figure]],
) -> Iterator[Given]:
    for slot in CODES:
        denied = slot == "assertion" and (mention[slot] == "denied") != (event[slot] == "denied")
        yield slot, mention[slot], _stance(mention[slot] == event[slot], denied)
    if mention["date_start"] and mention["date_end"]:
        same = all(mention[name] == event[name] for name in ("date_start", "date_end"))
        apart = any(_apart(mention, other) for other in members)
        yield "day", f"{mention['date_start']}/{mention['date_end']}", _stance(same and not apart, apart)
    elif mention["date_constraint"]:
        yield "day", mention["date_constraint"], _stance(mention["date_constraint"] == event["date_constraint"], False)
    if mention["place_id"]:
        yield "place", mention["place_id"], _stance(mention["place_id"] == event["place_id"], False)
    canonical = people.get(event["canonical_mention_id"], set())
    for role, actor in people.get(mention["mention_id"], ()):
        yield role, actor, _stance((role, actor) in canonical, False)
    for what in ("killed", "wounded"):
        if told := figures.get((mention["mention_id"], what)):
            yield what, _written(told[0]), _figure_stance(told, event[f"{what}_best"])


def _stance(same: bool, apart: bool) -> str:
    return "gives" if same else "contradicts" if apart else "agrees"


def _apart(a: Row, b: Row) -> bool:
    """Whether two mentions are dated on days they do not share."""
    if not (b["date_start"] and b["date_end"]):
        return False
    return bool(a["date_end"] < b["date_start"] or b["date_end"] < a["date_start"])


def _written(figure: Figure) -> str:
    return "/".join("" if bound is None else str(bound) for bound in (figure.low, figure.best, figure.high))


def _figure_stance(told: list[Figure], best: int | None) -> str:
    """A figure that is part of a sum agrees with the event's, as do bounds around it."""
    if best is None:
        return "agrees"
    if told[0].best == best:
        return "gives"
    around = any((f.low or 0) <= best and (f.high is None or best <= f.high) for f in told)
    return _stance(False, not around)
