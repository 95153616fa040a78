"""Groups out of pairs: agglomeration that never puts two things together that forbid each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from sijill.deduplicate.days import WINDOW_DAYS
from sijill.deduplicate.pairs import equal_pairs
from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.types import BETWEEN_PARTIES, CAMPAIGNS, LASTING, Types

Edge = tuple[int, int, int]  # score, left, right
MAX_ANCHOR_DAYS = 7
MONTH_DAYS = 31  # of acts that are told again by their month
ANCHOR_PRECISION = 5
REACH = 100  # tellings of one block that are compared with each, on either side
MENDED = 3  # smaller groups have no majority
MOST_PAIRS = 20  # pairs looked at for each edge between two groups


def agglomerate(
    count: int, edges: Iterable[Edge], forbids: Callable[[int, int], bool], faces: Sequence[int] | None = None
) -> list[list[int]]:
    """A partition of range(count): best edges first, each joining two groups unless a pair of them forbids it.

    Complete link on contradictions: no group holds a forbidden pair. The result depends on the scores and on the order
    of the things only, so things in a fixed order give a fixed partition. Groups and their members ascend. `faces`:
    things with one number are forbidden, and forbid, the same; of each number one thing per group is asked.
    """
    group = list(range(count))
    shown = {number: {faces[number] if faces else number: number} for number in range(count)}
    members = {number: [number] for number in range(count)}
    refused: set[tuple[int, int]] = set()
    for _, left, right in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        a, b = sorted((group[left], group[right]))
        if a == b or (a, b) in refused:
            continue
        if any(forbids(x, y) for x in shown[a].values() for y in shown[b].values()):
            refused.add((a, b))
            continue
        for number in members[b]:
            group[number] = a
        members[a] += members.pop(b)
        shown[a] |= shown.pop(b)
    return [sorted(members[number]) for number in sorted(members)]


def mend(groups: list[list[int]], edges: Iterable[Edge], forbids: Callable[[int, int], bool]) -> list[list[int]]:
    """The groups, two of them as one where much joins them and only a few members part them: those then stand alone.

    One telling that was read wrongly would otherwise keep two halves of an event apart for ever. Taken out are, one by
    one, those that most members of the other group contradict, a quarter of a group at most, and only where as many
    edges join the groups as pairs contradict. No group of the result holds a forbidden pair.
    """
    home = {member: number for number, group in enumerate(groups) for member in group}
    joins = Counter(tuple(sorted((home[x], home[y]))) for _, x, y in edges if home[x] != home[y])
    current = {number: list(group) for number, group in enumerate(groups)}
    above = list(range(len(groups)))
    alone: list[list[int]] = []
    for (a, b), count in sorted(joins.items(), key=lambda item: (-item[1], item[0])):
        while above[a] != a:
            a = above[a]
        while above[b] != b:
            b = above[b]
        one, two = current[a], current[b]
        if a == b or min(len(one), len(two)) < MENDED or len(one) * len(two) > MOST_PAIRS * count:
            continue
        out = _parting(one, two, count, forbids)
        if out is None:
            continue
        alone += [[member] for member in sorted(out)]
        above[b] = a
        current[a] = [member for member in (*one, *two) if member not in out]
        del current[b]
    return sorted(sorted(group) for group in (*current.values(), *alone))


def _parting(one: list[int], two: list[int], joins: int, forbids: Callable[[int, int], bool]) -> set[int] | None:
    """The few members that part two groups, None when they are not few."""
    against = [(x, y) for x in one for y in two if forbids(x, y)]
    if len(against) > joins:
        return None
    out: set[int] = set()
    while against:
        counts = Counter(member for pair in against for member in pair)
        worst = max(counts, key=lambda member: (counts[member], member))
        out.add(worst)
        against = [pair for pair in against if worst not in pair]
    few = all(4 * len(out & set(group)) <= len(group) for group in (one, two))
    return out if few else None


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
