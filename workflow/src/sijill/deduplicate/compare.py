"""Two tellings, slot by slot: what agrees, what contradicts, what says nothing.

A slot that one of the two leaves open is no evidence either way. Evidence is graded per slot, so that the reasons of a
merge, or of a link, can be told. Nothing here knows of clusters.
"""

from __future__ import annotations

from dataclasses import dataclass

from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.slots import Hull, Telling
from sijill.deduplicate.types import Types
from sijill.event_rows import Figure

# A telling without a day, in a report published on day p, may be of an act from p - WINDOW_DAYS to p.
WINDOW_DAYS = 3
EXACT_DAYS = 2  # an interval of at most so many days tells which day it was
SHORT_DAYS = 7  # and one of at most so many still tells something
AREA_PRECISION = 5  # UCDP where_prec up to which agreeing on a place tells something; a country does not
POINT_PRECISION = 2  # and up to which it tells which place it was
# Parts of an unanchored time that tell the day; hours and parts of the day are too loosely used to part two tellings.
DAY_PARTS = frozenset({"year", "month", "day", "weekday", "offset", "unit_offset"})
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TELLING_FIGURE = 3  # two acts with the same figure below this are too common


@dataclass(frozen=True, slots=True)
class Comparison:
    """`conflicts`: codes of the slots that contradict. Grades: 0 no evidence, 1 some, 2 strong.

    `sides`: how many of actor and recipient agree. `figures`: how many of killed and wounded are the same number.
    `dated`, `placed`: whether both have a day, a place. Days that only overlap, of an act and a campaign, have grade 0.
    """

    conflicts: tuple[str, ...]
    dated: bool
    placed: bool
    day: int
    place: int
    sides: int
    figures: int
    same_type: bool


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares tellings with the help of the registries."""

    places: Places
    actors: Actors
    types: Types

    def within(self, a: Telling, b: Telling) -> Comparison:
        """Two tellings in copies of one text: a day that the text does not give is no contradiction."""
        return self._compare(a, b, _constraint_conflict(a, b))

    def across(self, a: Telling, b: Telling) -> Comparison:
        """Two tellings in different texts: where a day is not told, the reports must be of the same days."""
        return self._compare(a, b, not (a.days and b.days) and not _same_window(a, b))

    def _compare(self, a: Telling, b: Telling, window_conflict: bool) -> Comparison:
        both = bool(a.days and b.days), bool(a.places and b.places)
        same_type = not a.types.isdisjoint(b.types)
        place = self._place_grade(a, b)
        if place < 0:  # nothing more is asked of two acts in two places
            return Comparison(("place",), *both, 0, 0, 0, 0, same_type)
        conflicts = []
        if any(not self.types.compatible(x, y) for x in a.types for y in b.types):
            conflicts.append("type")
        if a.realis != b.realis:
            conflicts.append("realis")
        day = day_grade(a, b)
        if day < 0 or window_conflict:
            conflicts.append("day" if day < 0 else "window")
        conflicts += self._side_conflicts(a, b)
        killed, wounded = killed_grade(a, b), figure_grade(a.wounded, b.wounded)
        conflicts += [slot for slot, grade in (("killed", killed), ("wounded", wounded)) if grade < 0]
        figures = max(killed, 0) + max(wounded, 0)
        return Comparison(tuple(conflicts), *both, max(day, 0), place, self._sides(a, b), figures, same_type)

    def _place_grade(self, a: Telling, b: Telling) -> int:
        """-1 when a place of one cannot be a place of the other; else how exact the place is they agree on."""
        grade = 0
        for x in a.places:
            for y in b.places:
                relation = self.places.relation(x, y)
                if relation == "apart":
                    return -1
                if relation == "near":
                    continue
                coarser = max(self.places.precision(x), self.places.precision(y))
                grade = max(grade, 2 if coarser <= POINT_PRECISION else int(coarser <= AREA_PRECISION))
        return grade

    def _side_conflicts(self, a: Telling, b: Telling) -> list[str]:
        if a.participants or b.participants:
            return ["participants"] if self.actors.different_company(_everybody(a), _everybody(b)) else []
        sides = (("actor", a.actors, b.actors), ("recipient", a.recipients, b.recipients))
        return [slot for slot, one, two in sides if self.actors.contradict(one, two)]

    def _sides(self, a: Telling, b: Telling) -> int:
        """How many sides agree: 0 to 2."""
        if not (a.participants or b.participants):
            return sum(self.actors.related(x, y) for x, y in ((a.actors, b.actors), (a.recipients, b.recipients)))
        one, two = _everybody(a), _everybody(b)
        met = sum(self.actors.related(frozenset([x]), two) for x in one)
        return min(met, sum(self.actors.related(frozenset([y]), one) for y in two), 2)


def _everybody(telling: Telling) -> frozenset[str]:
    return telling.actors | telling.recipients | telling.participants


def day_grade(a: Telling, b: Telling) -> int:
    """-1 when no day of one is a day of the other; 0 unknown or too wide to tell; 1 in one week; 2 on one day."""
    if not a.days or not b.days:
        return 0
    if not _hulls_meet(a.day_hulls, b.day_hulls):
        return -1
    grade = -1
    for x in a.days:
        for y in b.days:
            if x[0] <= y[1] and y[0] <= x[1]:
                width = max(x[1] - x[0], y[1] - y[0]) + 1
                grade = max(grade, 2 if width <= EXACT_DAYS else int(width <= SHORT_DAYS or x == y))
    return grade


def figure_grade(a: frozenset[Figure], b: frozenset[Figure]) -> int:
    """-1 when no figure of one is possible by the other; 1 when a stated figure that tells something is the same."""
    if not a or not b:
        return 0
    if any(x.best is not None and x.best == y.best and x.best >= TELLING_FIGURE for x in a for y in b):
        return 1
    return 0 if any(_overlap(x, y) for x in a for y in b) else -1


def killed_grade(a: Telling, b: Telling) -> int:
    """As figure_grade; also -1 when no figure of a report, however it adds up, is within those of another report."""
    return figure_grade(a.killed, b.killed) if _hulls_meet(a.killed_hulls, b.killed_hulls) else -1


def _hulls_meet(a: tuple[Hull, ...], b: tuple[Hull, ...]) -> bool:
    """Whether what every report of one gives meets what every other report of the other gives."""
    return all(x[0] == y[0] or (x[1] <= y[2] and y[1] <= x[2]) for x in a for y in b)


def _overlap(a: Figure, b: Figure) -> bool:
    (low_a, high_a), (low_b, high_b) = _bounds(a), _bounds(b)
    return (high_b is None or low_a <= high_b) and (high_a is None or low_b <= high_a)


def _bounds(figure: Figure) -> tuple[int, int | None]:
    low = figure.low if figure.low is not None else figure.best
    return low or 0, figure.high


def _window(telling: Telling) -> list[tuple[int, int]]:
    return list(telling.days) or [(day - WINDOW_DAYS, day) for day in telling.published]


def _same_window(a: Telling, b: Telling) -> bool:
    """Whether two tellings, one at least without a day, may be of one day by when they were published."""
    if not a.texts.isdisjoint(b.texts):
        return True
    return any(x[0] <= y[1] and y[0] <= x[1] for x in _window(a) for y in _window(b))


def _constraint_conflict(a: Telling, b: Telling) -> bool:
    """Whether two unanchored times of one text cannot be one time: a part both give, with different values."""
    if not a.constraints or not b.constraints:
        return False
    return not any(_agree(x, y) for x in a.constraints for y in b.constraints)


def _agree(a: str, b: str) -> bool:
    one, two = (dict(part.split("=", 1) for part in text.split(";") if "=" in part) for text in (a, b))
    return all(one[name] == two[name] for name in one.keys() & two.keys() & DAY_PARTS)


def neighbouring_days(a: Telling, b: Telling) -> bool:
    """Whether a day of one may be next to a day of the other: by date, or by weekday where there is no date."""
    if a.days and b.days:
        return any(max(x[0] - y[1], y[0] - x[1]) <= 1 for x in a.days for y in b.days)
    one, two = ({number for text in telling.constraints if (number := _weekday(text)) >= 0} for telling in (a, b))
    return any((x - y) % 7 in (0, 1, 6) for x in one for y in two)


def _weekday(constraint: str) -> int:
    """The weekday of an unanchored time from Monday = 0, -1 if it names none."""
    name = dict(part.split("=", 1) for part in constraint.split(";") if "=" in part).get("weekday")
    return WEEKDAYS.index(name) if name in WEEKDAYS else -1
