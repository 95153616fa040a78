"""Two tellings, slot by slot: what agrees, what contradicts, what says nothing.

A slot that one of the two leaves open is no evidence either way. Evidence is graded per slot, so that the reasons of a
merge, or of a link, can be told. Nothing here knows of clusters.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.slots import Hull, Telling, Toll
from sijill.deduplicate.types import BETWEEN_PARTIES, LASTING, ONE_NEWS, RARE, Types
from sijill.deduplicate.wording import alike
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
RETOLD_DAYS = 180  # so long after it began a lasting act is told again without its day
TELLING_FIGURE = 3  # two acts with the same figure below this are too common


@dataclass(frozen=True, slots=True)
class Comparison:
    """`conflicts`: codes of the slots that contradict. Grades: 0 no evidence, 1 some, 2 strong.

    `sides`: how many named actors agree, at most 2; those who may be anybody do not count. `figures`: how many of
    killed and wounded are the same number. `dated`, `placed`: whether both have a day, a place. Days that only overlap,
    of an act and a campaign, have grade 0. `same_place`: one gazetteer row, be it a country. `lasting`, `rare`: of both
    types. `next_days`: of the same or the next day as far as their reports tell; `alike`: then also told in much the
    same words; `same_news`: the leads of their reports, of one day; `one_news`: words for one act;
    `allies`: two named actors or more who acted together are the same;
    `distant`: of a lasting act, told so long after each other that nothing says whether it is the same; `retold`: its
    day is told by one, and by the other, published later than news, not; `rare_in_one`: one names a rare act and the
    other does not: words for other acts that both use make them no same type.
    """

    conflicts: tuple[str, ...]
    dated: bool
    placed: bool
    day: int
    place: int
    sides: int
    figures: int
    same_type: bool
    same_place: bool = False
    lasting: bool = False
    rare: bool = False
    between_parties: bool = False
    happened: bool = True
    next_days: bool = False
    alike: bool = False
    same_news: bool = False
    one_news: bool = False
    allies: bool = False
    distant: bool = False
    retold: bool = False
    rare_in_one: bool = False


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares tellings with the help of the registries."""

    places: Places
    actors: Actors
    types: Types

    def within(self, a: Telling, b: Telling) -> Comparison:
        """Two tellings in copies of one text: a day that the text does not give is no contradiction."""
        return self._compare(a, b, _constraint_conflict(a, b), one_text=True)

    def across(self, a: Telling, b: Telling) -> Comparison:
        """Two tellings in different texts: where a day is not told, the reports must be of the same days."""
        undated = not (a.days and b.days)
        distant = undated and not (_same_window(a, b) or _told_again(a, b))
        if distant and _told_long_after(a, b):
            return replace(self._compare(a, b, False), distant=True)
        return replace(self._compare(a, b, distant), retold=undated and not _same_window(a, b))

    def _compare(self, a: Telling, b: Telling, window_conflict: bool, one_text: bool = False) -> Comparison:
        both = bool(a.days and b.days), bool(a.places and b.places)
        once = a.types.isdisjoint(RARE) != b.types.isdisjoint(RARE)
        same_type = not once and not a.types.isdisjoint(b.types)
        place = self._place_grade(a, b, one_text)
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
        killed = toll_grade(a.killed, b.killed, a.killed_tolls, b.killed_tolls)
        wounded = toll_grade(a.wounded, b.wounded, a.wounded_tolls, b.wounded_tolls)
        types = a.types | b.types
        if not types <= RARE:  # of so rare an act two tolls are two versions, not two acts
            conflicts += [slot for slot, grade in (("killed", killed), ("wounded", wounded)) if grade < 0]
        figures = max(killed, 0) + max(wounded, 0)
        if day == 0 and both[0] and same_type and a.types <= LASTING | BETWEEN_PARTIES:
            day = int(_one_within_the_other(a, b))
        next_days = not all(both[:1]) and _published_together(a, b)
        return Comparison(
            tuple(conflicts), *both, max(day, 0), place, self._sides(a, b), figures, same_type,
            not a.places.isdisjoint(b.places), types <= LASTING, types <= RARE, types <= BETWEEN_PARTIES,
            a.realis == "actual", next_days, next_days and not conflicts and place == 2 and alike(a.wording, b.wording),
            _same_news(a, b, types), _one_news(types), self._met(a.actors, b.actors) > 1,
            rare_in_one=once,
        )  # fmt: skip

    def _place_grade(self, a: Telling, b: Telling, one_text: bool) -> int:
        """-1 when a place of one cannot be a place of the other; else how exact the place is they agree on."""
        grade = 0
        for x in a.places:
            for y in b.places:
                relation = self.places.relation(x, y)
                if relation == "apart" and not (one_text and self.places.may_be_one(x, y)):
                    return -1
                if relation in ("apart", "near"):
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
        """How many named actors of each have a counterpart in the other, side by side: 0 to 2."""
        if a.participants or b.participants:
            return min(self._met(_everybody(a), _everybody(b)), 2)
        return min(self._met(a.actors, b.actors) + self._met(a.recipients, b.recipients), 2)

    def _met(self, a: frozenset[str], b: frozenset[str]) -> int:
        one, two = a - self.actors.unspecific, b - self.actors.unspecific
        met = sum(self.actors.related(frozenset([x]), two) for x in one)
        return min(met, sum(self.actors.related(frozenset([y]), one) for y in two))


def _everybody(telling: Telling) -> frozenset[str]:
    return telling.actors | telling.recipients | telling.participants


def day_grade(a: Telling, b: Telling) -> int:
    """-1 when no day of one is a day of the other; 0 unknown, or too wide to tell; 2 on one day; 1 in one week, or both
    counted from one day on."""
    if not a.days or not b.days:
        return 0
    if not _hulls_meet(a.day_hulls, b.day_hulls):
        return -1
    grade = -1
    for x in a.days:
        for y in b.days:
            if x[0] <= y[1] and y[0] <= x[1]:
                shorter, width = sorted((x[1] - x[0] + 1, y[1] - y[0] + 1))
                since = x[0] == y[0] and shorter > EXACT_DAYS
                grade = max(grade, 2 if width <= EXACT_DAYS else int(width <= SHORT_DAYS or since))
    return grade


def figure_grade(a: frozenset[Figure], b: frozenset[Figure]) -> int:
    """-1 when no figure of one is possible by the other; 1 when a stated figure that tells something is the same."""
    if not a or not b:
        return 0
    if any(x.best is not None and x.best == y.best and x.best >= TELLING_FIGURE for x in a for y in b):
        return 1
    return 0 if any(_overlap(x, y) for x in a for y in b) else -1


def toll_grade(a: frozenset[Figure], b: frozenset[Figure], tolls_a: tuple[Toll, ...], tolls_b: tuple[Toll, ...]) -> int:
    """As figure_grade, but a later report may tell more: a toll that rises is no contradiction and no evidence.

    Also -1 when the figures of two reports, however they add up, do not meet and do not rise.
    """
    between = [(x, y) for x in tolls_a for y in tolls_b if x.report != y.report]
    if not all(_meet(x, y) or _rises(x, y) for x, y in between):
        return -1
    grade = figure_grade(a, b)
    return 0 if grade < 0 and between and all(_rises(x, y) for x, y in between) else grade


def _meet(a: Toll, b: Toll) -> bool:
    return a.low <= b.high and b.low <= a.high


def _rises(a: Toll, b: Toll) -> bool:
    """Whether the report of a later day tells more."""
    if a.published is None or b.published is None or a.published == b.published:
        return False
    first, later = (a, b) if a.published < b.published else (b, a)
    return first.high < later.low


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


def _same_news(a: Telling, b: Telling, types: frozenset[str]) -> bool:
    """Whether both tellings are the lead of their reports, of one day, and in words for one act.

    A lead without a day is of the day of its publication, or of the day before where the other gives that one.
    """
    if not (a.lead and b.lead) or not _one_news(types):
        return False
    back = 1 if bool(a.days) != bool(b.days) else 0
    one, two = (list(t.days) or [(day - back, day) for day in t.published] for t in (a, b))
    return any(x[0] <= y[1] and y[0] <= x[1] for x in one for y in two)


def _one_news(types: frozenset[str]) -> bool:
    """Whether headlines choose freely between these words for one act."""
    return len(types) == 1 or any(types <= group for group in ONE_NEWS)


def _published_together(a: Telling, b: Telling) -> bool:
    """Whether two tellings, one at least without a day, are of the same or the next day by day or by publication."""
    one, two = (list(t.days) or [(day, day) for day in t.published] for t in (a, b))
    return any(x[0] - 1 <= y[1] and y[0] - 1 <= x[1] for x in one for y in two)


def _told_again(a: Telling, b: Telling) -> bool:
    """Whether one tells a lasting act with its day, and the other, in a later report, without one."""
    if not (a.types | b.types) <= LASTING or bool(a.days) == bool(b.days) or a.constraints or b.constraints:
        return False
    dated, undated = (a, b) if a.days else (b, a)
    began = min(first for first, _ in dated.days)
    return any(0 <= day - began <= RETOLD_DAYS for day in undated.published)


def _told_long_after(a: Telling, b: Telling) -> bool:
    """Whether two later reports may recall one lasting act, neither with its day: no evidence, no contradiction."""
    if not (a.types | b.types) <= LASTING or a.days or b.days or a.constraints or b.constraints:
        return False
    return any(abs(x - y) <= RETOLD_DAYS for x in a.published for y in b.published)


def _one_within_the_other(a: Telling, b: Telling) -> bool:
    pairs = ((x, y) for x in a.days for y in b.days)
    return any((x[0] <= y[0] and y[1] <= x[1]) or (y[0] <= x[0] and x[1] <= y[1]) for x, y in pairs)


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
