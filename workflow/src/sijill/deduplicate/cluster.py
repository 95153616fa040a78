"""Groups out of pairs: agglomeration that never puts two things together that forbid each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from math import prod

Edge = tuple[int, int, int]  # weight, left, right
Forbids = Callable[[int, int], bool]
ROUNDS = 10  # of mending; most partitions are settled after two
MOST_PAIRS = 20  # pairs looked at for each edge between two groups


def agglomerate(
    count: int, edges: Iterable[Edge], forbids: Forbids, faces: Sequence[int] | None = None
) -> list[list[int]]:
    """A partition of range(count): heaviest edges first, each joining two groups unless a pair of them forbids it.

    Complete link on contradictions: no group holds a forbidden pair. The result depends on the weights and on the order
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


def mend(groups: list[list[int]], edges: Iterable[Edge], forbids: Forbids) -> list[list[int]]:
    """The groups after moves that make the edges inside groups weigh more. None of the result holds a forbidden pair.

    One telling that was read wrongly would otherwise keep two halves of an event apart for ever, since all of their
    members forbid each other or none. Two groups become one without those members that part them (who then form a
    group of their own) where what joins the rest weighs more than what held those members; a single member goes over
    to the group that it is tied to most.
    """
    partition = _Partition(groups, edges)
    for _ in range(ROUNDS):
        fused = partition.fuse(forbids)
        if not partition.move(forbids) and not fused:
            break
    return partition.groups()


class _Partition:
    """Groups under way: `members` by number of the group, `home` the group of each member that has edges."""

    def __init__(self, groups: list[list[int]], edges: Iterable[Edge]) -> None:
        self.members = {number: set(group) for number, group in enumerate(groups)}
        self.home = {member: number for number, group in enumerate(groups) for member in group}
        self.last = len(groups)
        self.edges: dict[int, dict[int, int]] = defaultdict(dict)
        for weight, x, y in edges:
            self.edges[x][y] = self.edges[y][x] = weight

    def groups(self) -> list[list[int]]:
        return sorted(sorted(group) for group in self.members.values())

    def weight(self, some: Iterable[int], others: set[int]) -> int:
        """What the edges between two sets of members weigh."""
        return sum(weight for x in some for y, weight in self.edges[x].items() if y in others)

    def fuse(self, forbids: Forbids) -> bool:
        """One round of making one group of two, the most tied first, each group once. Whether anything changed."""
        settled: set[int] = set()
        for a, b in self._neighbours():
            if a in settled or b in settled:
                continue
            one, two = self.members[a], self.members[b]
            out = self._parting(one, two, forbids)
            held = self.weight(one & out, one - out) + self.weight(two & out, two - out)
            if self.weight(one - out, two - out) > held:
                settled |= {a, b}
                self._replace((a, b), ((one | two) - out, one & out, two & out))
        return bool(settled)

    def _neighbours(self) -> list[tuple[int, int]]:
        """Pairs of groups with edges between them, and not many more pairs of members; the most tied first."""
        tied: Counter[tuple[int, int]] = Counter()
        count: Counter[tuple[int, int]] = Counter()
        for x, found in self.edges.items():
            for y, weight in found.items():
                a, b = self.home[x], self.home[y]
                if a < b:
                    tied[a, b] += weight
                    count[a, b] += 1
        worth = [pair for pair in tied if prod(len(self.members[n]) for n in pair) <= MOST_PAIRS * count[pair]]
        return sorted(worth, key=lambda pair: (-tied[pair], pair))

    def _parting(self, one: set[int], two: set[int], forbids: Forbids) -> set[int]:
        """Members without whom no pair across two groups is forbidden: first who forbids most and is held least."""
        against = [(x, y) for x in sorted(one) for y in sorted(two) if forbids(x, y)]
        held = {x: 1 + self.weight([x], group) for group in (one, two) for x in group}
        out: set[int] = set()
        while against:
            counts = Counter(member for pair in against for member in pair)
            worst = max(counts, key=lambda member: (counts[member] / held[member], member))
            out.add(worst)
            against = [pair for pair in against if worst not in pair]
        return out

    def _replace(self, old: Iterable[int], new: Iterable[set[int]]) -> None:
        for number in old:
            del self.members[number]
        for group in filter(None, new):
            self.last += 1
            self.members[self.last] = group
            self.home |= dict.fromkeys(group, self.last)

    def move(self, forbids: Forbids) -> bool:
        """Every member once to the group it is tied to most, where that takes it. Whether anything changed."""
        changed = False
        for x in sorted(self.edges):
            ties: Counter[int] = Counter()
            for y, weight in self.edges[x].items():
                ties[self.home[y]] += weight
            better = [number for number in ties if ties[number] > ties[self.home[x]]]
            for number in sorted(better, key=lambda number: (-ties[number], number)):
                if not any(forbids(x, y) for y in self.members[number]):
                    changed = True
                    self._go(x, number)
                    break
        return changed

    def _go(self, member: int, number: int) -> None:
        left = self.members[self.home[member]]
        left.remove(member)
        if not left:
            del self.members[self.home[member]]
        self.members[number].add(member)
        self.home[member] = number
