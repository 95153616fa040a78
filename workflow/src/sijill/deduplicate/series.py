"""Campaigns: the acts that are part of one, and the next campaign of the same parties in the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from sijill.deduplicate.compare import Comparer
from sijill.deduplicate.merge import Merged
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.types import CAMPAIGNS, CASUALTIES

CAMPAIGN_DAYS = 180  # an act later than this after the beginning is of another campaign
SERIES_DAYS = 60  # and so is a campaign that begins so long after the one before
Related = tuple[int, int, str, str]  # the whole or earlier telling, the other one, kind, reason


def campaign_links(merged: Merged, comparer: Comparer) -> Iterator[Related]:
    """Tellings of merged events, by index: `part_of` from the campaign to its acts, `follows` to the next campaign."""
    acts: dict[str, list[int]] = defaultdict(list)
    for row, telling in enumerate(merged.tellings):
        if telling.realis == "actual" and telling.days and _may_be_part(telling, comparer):
            for place in {above for given in telling.places for above in comparer.places.above(given)}:
                acts[place].append(row)
    for row, campaign in enumerate(merged.tellings):
        if campaign.realis != "actual" or not campaign.days or not campaign.types & CAMPAIGNS:
            continue
        for other in sorted({act for place in campaign.places for act in acts[place]}):
            if merged.event_of[row] != merged.event_of[other]:
                act = merged.tellings[other]
                if act.types & CAMPAIGNS:
                    if _next(campaign, act, comparer):
                        yield row, other, "follows", "next_in_series"
                elif _part(campaign, act, comparer):
                    yield row, other, "part_of", "act_of_campaign"


def _may_be_part(telling: Telling, comparer: Comparer) -> bool:
    fighting = comparer.types.violent | {"territorial_control"} | CAMPAIGNS
    return telling.types <= fighting - {CASUALTIES}


def _part(campaign: Telling, act: Telling, comparer: Comparer) -> bool:
    """Whether an act of both parties of the campaign, in its place, falls into its time as far as that is told."""
    first, last = _time(campaign)
    until = max(last, min(first + CAMPAIGN_DAYS, _told_until(campaign)))
    if not any(first <= begin and end <= until for begin, end in act.days):
        return False
    comparison = comparer.across(campaign, replace(act, types=campaign.types))
    return comparison.place > 0 and comparison.sides > 1 and set(comparison.conflicts) <= {"day", "window"}


def _next(campaign: Telling, later: Telling, comparer: Comparer) -> bool:
    """Whether a campaign of the same parties began in the same place after this one was over."""
    gap = _time(later)[0] - _time(campaign)[1]
    if not 0 < gap <= SERIES_DAYS or campaign.types != later.types:
        return False
    comparison = comparer.across(campaign, later)
    return comparison.place > 0 and comparison.sides > 0 and set(comparison.conflicts) <= {"day"}


def _time(telling: Telling) -> tuple[int, int]:
    return min(first for first, _ in telling.days), max(last for _, last in telling.days)


def _told_until(campaign: Telling) -> int:
    """The last day on which a report still told of the campaign."""
    return max(campaign.published, default=_time(campaign)[1])
