"""Links between events that are related but not one: near misses, contradictions, and plans that were carried out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

import pyarrow as pa

from sijill import tables as contract
from sijill.deduplicate.blocks import REACH
from sijill.deduplicate.compare import Comparer, Comparison
from sijill.deduplicate.days import days_between
from sijill.deduplicate.merge import Merged
from sijill.deduplicate.rules import nearly_one, one_act_across_texts, told_differently
from sijill.deduplicate.series import campaign_links
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.types import CAMPAIGNS

DIRECTED = ("follows", "part_of")
FOLLOWS_DAYS = 30  # a plan is carried out within a month, or it is another plan
Link = tuple[str, str, str, str]  # event_id_a, event_id_b, kind, reason


def link_events(merged: Merged, event_ids: list[str], comparer: Comparer) -> pa.Table:
    """The `event_links` table. `event_ids`: the id of each of `merged.events`."""
    reasons: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    links = [*_same_or_contradicting(merged, event_ids), *_day_conflicts(merged, event_ids, comparer)]
    links += [
        (event_ids[merged.event_of[x]], event_ids[merged.event_of[y]], kind, reason)
        for x, y, kind, reason in campaign_links(merged, comparer)
    ]
    for a, b, kind, reason in [*links, *_follows(merged, event_ids, comparer)]:
        if a != b:
            first, second = (a, b) if kind in DIRECTED else sorted((a, b))
            reasons[first, second, kind].add(reason)
    rows = [
        {"event_id_a": a, "event_id_b": b, "kind": kind, "reason": min(codes)}
        for (a, b, kind), codes in sorted(reasons.items())
        if kind != "possible_same" or (a, b, "conflicts_with") not in reasons
    ]
    return contract.from_rows("event_links", rows)


def _same_or_contradicting(merged: Merged, event_ids: list[str]) -> Iterator[Link]:
    for x, y, comparison in merged.candidates:
        a, b = event_ids[merged.event_of[x]], event_ids[merged.event_of[y]]
        if a == b:
            continue
        if told_differently(comparison):
            yield a, b, "conflicts_with", comparison.conflicts[0]
        elif one_act_across_texts(comparison):
            yield a, b, "possible_same", "contradicting_telling"  # another telling of one of the events contradicts
        elif nearly_one(comparison):
            yield a, b, "possible_same", "little_evidence"
        elif _no_date(merged.tellings[x], merged.tellings[y], comparison):
            yield a, b, "possible_same", "no_date"


def _no_date(a: Telling, b: Telling, comparison: Comparison) -> bool:
    """Whether two tellings would be nearly one, if only a day or a publication date told that they are of one time.

    Of campaigns the region is enough: they are told as a series («earlier campaigns there failed») without parties.
    """
    if a.days or b.days or a.published or b.published or comparison.conflicts != ("window",):
        return False
    campaigns = a.types | b.types <= CAMPAIGNS and comparison.place > 0
    return campaigns or nearly_one(replace(comparison, conflicts=()))


def _day_conflicts(merged: Merged, event_ids: list[str], comparer: Comparer) -> Iterator[Link]:
    """Acts with one place and figure on neighbouring days: they share no day, so they were not compared."""
    places: dict[tuple[str, str, int, str], list[int]] = defaultdict(list)
    for row, telling in enumerate(merged.tellings):
        best = {figure.best for figure in telling.killed if figure.best}
        for key in {
            (place, kind, figure, telling.realis)
            for place in telling.places
            for kind in telling.types
            for figure in best
        }:
            places[key].append(row)
    for rows in places.values():
        rows.sort(key=lambda row: min((first for first, _ in merged.tellings[row].days), default=0))
        for at, x in enumerate(rows):
            for y in rows[at + 1 : at + 1 + REACH]:  # neighbours by day: a figure that very many tell stays cheap
                one, two = merged.tellings[x], merged.tellings[y]
                if (
                    one.days
                    and two.days
                    and 0 < days_between(one, two) <= 2
                    and told_differently(comparer.across(one, two))
                ):
                    yield event_ids[merged.event_of[x]], event_ids[merged.event_of[y]], "conflicts_with", "day"


def _follows(merged: Merged, event_ids: list[str], comparer: Comparer) -> Iterator[Link]:
    """From what was planned to what was done: compatible type, place and sides, within a month, or both undated."""
    done: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for row, act in enumerate(merged.tellings):
        if act.realis == "actual":
            for key in _doing_keys(act, comparer):
                done[*key, _month(_when(act))].append(row)
    for row, plan in enumerate(merged.tellings):
        if plan.realis != "planned":
            continue
        month = _month(_told(plan))
        months = (None,) if month is None else (month, month + 1)
        keys = [(*key, month) for key in _doing_keys(plan, comparer) for month in months]
        for other in sorted({other for key in keys for other in done.get(key, ())}):
            act = merged.tellings[other]
            if _after(plan, act) and _could_carry_out(comparer.across(plan, replace(act, realis="planned"))):
                yield event_ids[merged.event_of[row]], event_ids[merged.event_of[other]], "follows", "planned_then_done"


def _could_carry_out(comparison: Comparison) -> bool:
    agree = comparison.place > 0 and comparison.sides > 0
    return agree and set(comparison.conflicts) <= {"day", "window"}


def _doing_keys(telling: Telling, comparer: Comparer) -> set[tuple[str, str]]:
    blocks = {comparer.types.block(event_type) for event_type in telling.types}
    places = {above for place in telling.places for above in comparer.places.above(place)}
    return {(block, place) for block in blocks for place in places if comparer.places.precision(place) <= 5}


def _told(plan: Telling) -> int | None:
    """The day a plan was told first, None when no day is known."""
    return min(plan.published or tuple(first for first, _ in plan.days), default=None)


def _when(act: Telling) -> int | None:
    """The latest day on which an act may have begun, None when no day is known."""
    return max(tuple(first for first, _ in act.days) or act.published, default=None)


def _month(day: int | None) -> int | None:
    """A stretch of FOLLOWS_DAYS days: what follows a plan stands in the plan's or in the next."""
    return None if day is None else day // FOLLOWS_DAYS


def _after(plan: Telling, act: Telling) -> bool:
    """Whether the act may be what was planned: not before the plan was told, at most FOLLOWS_DAYS later."""
    told, when = _told(plan), _when(act)
    if told is None or when is None:
        return told is None and when is None
    return 0 <= when - told <= FOLLOWS_DAYS
