"""Which tellings are worth comparing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from sijill.deduplicate.days import WINDOW_DAYS
from sijill.deduplicate.pairs import equal_pairs
from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.types import BETWEEN_PARTIES, CAMPAIGNS, LASTING, Types

MAX_ANCHOR_DAYS = 7
MONTH_DAYS = 31  # of acts that are told again by their month
ANCHOR_PRECISION = 5
REACH = 100  # tellings of one block that are compared with each, on either side


class Blocks:
    """Tellings that are worth comparing: those of related types that share a day and a place or an actor.

    A telling without a day stands on the days before its publication. Tellings with neither day nor publication, and
    those of a long time, are blocked by place and actor together. In a block of very many tellings each is compared
    with its neighbours by day, place and type only: the pairs grow with the tellings, not with their square.
    """

    def __init__(self, places: Places, actors: Actors, types: Types, reach: int = REACH) -> None:
        self.places, self.actors, self.types, self.reach = places, actors, types, reach

    def pairs(self, tellings: Sequence[Telling]) -> tuple[list[int], list[int]]:
        """Index pairs, left < right, each once."""
        numbers: dict[tuple[object, ...], int] = defaultdict(lambda: len(numbers))
        keys: list[int] = []
        rows: list[int] = []
        order = sorted(range(len(tellings)), key=lambda number: _neighbourhood(tellings[number]))
        for row, number in enumerate(order):
            for key in self._keys(tellings[number]):
                keys.append(numbers[key])
                rows.append(row)
        width = max(len(tellings), 1)
        found = np.unique(equal_pairs(np.array(keys, np.int64), np.array(rows, np.int64), width, self.reach))
        place = np.array(order, np.int64)
        left, right = place[found // width], place[found % width]
        pairs = np.stack((np.minimum(left, right), np.maximum(left, right)))[:, left != right]
        pairs = pairs[:, np.lexsort(pairs[::-1])]
        return pairs[0].tolist(), pairs[1].tolist()

    def _keys(self, telling: Telling) -> set[tuple[object, ...]]:
        blocks = {(self.types.block(event_type), telling.realis) for event_type in telling.types}
        everywhere = {place for given in telling.places for place in self.places.above(given)}
        places = {place for place in everywhere if self._anchors(place)}
        actors = {above for actor in telling.everybody for above in self.actors.above(actor)}
        days = telling_days(telling)
        kinds = {"campaign" if kind in CAMPAIGNS else kind for kind in telling.types & (LASTING | CAMPAIGNS)}
        keys: set[tuple[object, ...]] = {
            (kind, telling.realis, place, "at any time") for kind in kinds for place in places
        }
        if days:
            keys |= {(*block, day, anchor) for block in blocks for day in days for anchor in places | actors}
        if not days or any(last - first >= MAX_ANCHOR_DAYS for first, last in telling.days):
            keys |= {(*block, place, actor) for block in blocks for place in everywhere for actor in actors}
        return keys

    def _anchors(self, place: str) -> bool:
        return self.places.precision(place) <= ANCHOR_PRECISION


def _neighbourhood(telling: Telling) -> tuple[object, ...]:
    """What brings tellings of one event next to each other in a block, whatever the order they were read in."""
    days = [first for first, _ in telling.days] or telling.published
    return min(days, default=0), sorted(telling.places), sorted(telling.types), telling.key


def telling_days(telling: Telling) -> set[object]:
    """The days a telling may be of. A long interval stands for itself and for the days its reports look back on."""
    told_later = telling.types <= LASTING | BETWEEN_PARTIES
    most = MONTH_DAYS if told_later else MAX_ANCHOR_DAYS
    days: set[object] = set()
    for first, last in telling.days:
        days |= set(range(first, last + 1)) if last - first < most else {(first, last)}
    if all(last - first >= MAX_ANCHOR_DAYS for first, last in telling.days):
        days |= {published - back for published in telling.published for back in range(WINDOW_DAYS + 1)}
    return days
