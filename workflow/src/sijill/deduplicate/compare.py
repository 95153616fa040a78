"""Two tellings, slot by slot: what agrees, what contradicts, what says nothing.

A slot that one of the two leaves open is no evidence either way. Evidence is graded per slot, and named, so that the
reasons of a merge, or of a link, can be told. Nothing here knows of clusters.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sijill import merging
from sijill.deduplicate.days import (
    constraint_conflict,
    day_grade,
    one_within_the_other,
    recalled,
    same_window,
)
from sijill.deduplicate.evidence import AREA_PRECISION, POINT_PRECISION, marks_of
from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.tolls import toll_grade
from sijill.deduplicate.types import BETWEEN_PARTIES, LASTING, OF_A_PLACE, Types, rare_in_one

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Comparison:
    """`conflicts`: codes of the slots that contradict. Grades: 0 no evidence, 1 some, 2 strong.

    `sides`: how many named actors agree, at most 2; those who may be anybody do not count. `figures`: how many of
    killed and wounded are the same number. Days that only overlap, of an act and a campaign, have grade 0. `marks`:
    what else was seen: `dated`, `placed` (both have a day, a place), `same_type`, `rare_in_one` (one names a rare act
    and the other does not: words for other acts that both use make them no same type) and, of different texts that do
    not contradict each other, the evidence of merging.csv; `odds`: what that adds up to, in hundredths of log-odds.
    """

    conflicts: tuple[str, ...]
    day: int = 0
    place: int = 0
    sides: int = 0
    figures: int = 0
    marks: frozenset[str] = NOTHING
    odds: int = 0

    def says(self, mark: str) -> bool:
        """Whether a thing was seen of the two."""
        return mark in self.marks


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares tellings with the help of the registries. `weights`: those of merging.csv by name."""

    places: Places
    actors: Actors
    types: Types
    weights: Mapping[str, int] = field(default_factory=dict)

    def within(self, a: Telling, b: Telling) -> Comparison:
        """Two tellings in copies of one text: a day that the text does not give is no contradiction."""
        conflicts = ["window"] if constraint_conflict(a, b) else []
        return self._compare(a, b, conflicts, one_text=True)

    def across(self, a: Telling, b: Telling) -> Comparison:
        """Two tellings in different texts: where a day is not told, the reports must be of the same days."""
        undated = not (a.days and b.days)
        apart = undated and not (same_window(a, b) or (recalled(a, b) and not self._bit_by_bit(a, b)))
        return self._compare(a, b, ["window"] if apart else [], one_text=False)

    def _bit_by_bit(self, a: Telling, b: Telling) -> bool:
        """Whether both tell that an area was taken, which goes on for weeks: without a day it is any part of it."""
        return a.types | b.types <= OF_A_PLACE and self._place_grade(a, b) < 2

    def _compare(self, a: Telling, b: Telling, conflicts: list[str], one_text: bool) -> Comparison:
        marks = _marks(a, b)
        place = self._place_grade(a, b)
        if place < 0:  # nothing more is asked of two acts in two places
            return Comparison(("place",), marks=marks)
        if any(not self.types.compatible(x, y) for x in a.types for y in b.types):
            conflicts.append("type")
        if a.realis != b.realis:
            conflicts.append("realis")
        day = day_grade(a, b)
        if day < 0:
            conflicts.append("day")
        conflicts += self._side_conflicts(a, b, place)
        figures, contradicting = _figures(a, b)
        conflicts += contradicting
        if day == 0 and "dated" in marks and "same_type" in marks and a.types <= LASTING | BETWEEN_PARTIES:
            day = int(one_within_the_other(a, b))
        sides = self._sides(a, b)
        if conflicts or one_text:
            return Comparison(tuple(conflicts), max(day, 0), place, sides, figures, marks)
        marks |= marks_of(a, b, day, figures, self.places, self.actors)
        return Comparison((), max(day, 0), place, sides, figures, marks, merging.odds(marks, self.weights))

    def _place_grade(self, a: Telling, b: Telling) -> int:
        """-1 when a place of one cannot be a place of the other; else how exact the place is they agree on."""
        grade = 0
        apart = {"apart", "near"} if a.types | b.types <= OF_A_PLACE else {"apart"}
        for x in a.places:
            for y in b.places:
                relation = self.places.relation(x, y)
                if relation in apart:
                    return -1
                if relation == "near":
                    continue
                coarser = max(self.places.precision(x), self.places.precision(y))
                grade = max(grade, 2 if coarser <= POINT_PRECISION else int(coarser <= AREA_PRECISION))
        return grade

    def _side_conflicts(self, a: Telling, b: Telling, place: int) -> list[str]:
        """Those struck are seldom all named: other ones contradict only where doer and place do not agree."""
        if a.participants or b.participants:
            return ["participants"] if self.actors.different_company(a.everybody, b.everybody) else []
        sides = (("actor", a.actors, b.actors), ("recipient", a.recipients, b.recipients))
        found = [slot for slot, one, two in sides if self.actors.contradict(one, two)]
        return [] if found == ["recipient"] and place and self.actors.met(a.actors, b.actors) else found

    def _sides(self, a: Telling, b: Telling) -> int:
        """How many named actors of each have a counterpart in the other, side by side: 0 to 2."""
        if a.participants or b.participants:
            return min(self.actors.met(a.everybody, b.everybody), 2)
        return min(self.actors.met(a.actors, b.actors) + self.actors.met(a.recipients, b.recipients), 2)


def _marks(a: Telling, b: Telling) -> frozenset[str]:
    once = rare_in_one(a.types, b.types)
    seen = (
        ("dated", bool(a.days and b.days)),
        ("placed", bool(a.places and b.places)),
        ("rare_in_one", once),
        ("same_type", not once and not a.types.isdisjoint(b.types)),
    )
    return frozenset(name for name, holds in seen if holds)


def _figures(a: Telling, b: Telling) -> tuple[int, list[str]]:
    """How many of killed and wounded are the same number, and which contradict, however rare the act (law 6)."""
    tolls = (
        (a.killed, b.killed, a.killed_tolls, b.killed_tolls),
        (a.wounded, b.wounded, a.wounded_tolls, b.wounded_tolls),
    )
    grades = dict(zip(("killed", "wounded"), (toll_grade(*toll) for toll in tolls), strict=True))
    against = [slot for slot, grade in grades.items() if grade < 0]
    return sum(max(grade, 0) for grade in grades.values()), against
