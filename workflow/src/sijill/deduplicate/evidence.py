"""What two tellings in different texts have in common, by the names of merging.csv."""

from __future__ import annotations

from collections.abc import Iterator

from sijill.deduplicate.days import meet, published_gap, published_together, same_window, told_days
from sijill.deduplicate.registry import Actors, Places
from sijill.deduplicate.slots import Telling
from sijill.deduplicate.types import BETWEEN_PARTIES, CASUALTIES, EVERYDAY, LASTING, ONE_NEWS, RARE, rare_in_one
from sijill.deduplicate.wording import alike

AREA_PRECISION = 5  # UCDP where_prec up to which agreeing on a place tells something; a country does not
POINT_PRECISION = 2  # and up to which it tells which place it was


def marks_of(a: Telling, b: Telling, day: int, figures: int, places: Places, actors: Actors) -> frozenset[str]:
    """Everything seen of two tellings that contradict each other in nothing. `day`, `figures`: their grades."""
    party, types = frozenset(_parties(a, b, actors)), frozenset(_type(a, b))
    place = _place(a, b, places)
    everyday = a.types | b.types <= EVERYDAY and "allies" not in party
    found = {_time(a, b, day, everyday), place, *types, *party, *(["same_figure"] if figures else [])}
    if alike(a.wording, b.wording):
        found.add("alike")
    if same_news(a, b):
        found.add("same_news")
    placed = place not in ("near_place", "place_open")
    if "between_parties" in types and party & {"two_parties", "allies", "both_sides"}:
        found.add("company")
    if placed and "same_type" in types:
        found.add("same_type_there")
    if placed and party:
        found.add("party_there")
    if not (party or figures or found & {"alike", "same_news", "rare"}):
        found.add("nobody")
    return frozenset(found)


def _time(a: Telling, b: Telling, day: int, everyday: bool) -> str:
    """`everyday`: acts that go on day after day, so that undated reports of two days tell two."""
    if a.days and b.days:
        if day == 1 and not set(a.days).isdisjoint(b.days):
            return "same_dates"
        return {2: "same_day", 0: "days_overlap"}.get(day, "same_week")  # two versions of a day are of one week
    if not same_window(a, b):
        return "told_later"
    if a.days or b.days:
        return "day_fits" if published_together(a, b) else "day_in_window"
    gap = published_gap(a, b)
    later = "told_later" if a.types | b.types <= LASTING else "published_near"
    near = later if everyday else "published_next_day"
    return "published_same_day" if gap == 0 else near if gap == 1 else later


def _place(a: Telling, b: Telling, places: Places) -> str:
    """The most exact way in which a place of one is, holds or is near a place of the other."""
    if not (a.places and b.places):
        return "place_open"
    found = {_relation(x, y, places) for x in a.places for y in b.places}
    order = ("same_town", "in_town", "same_area", "in_area", "same_country")
    return next((name for name in order if name in found), "near_place")


def _relation(x: str, y: str, places: Places) -> str:
    relation = places.relation(x, y)
    coarser = max(places.precision(x), places.precision(y))
    if relation not in ("same", "within"):
        return "near_place"
    if coarser <= POINT_PRECISION:
        return "same_town" if relation == "same" else "in_town"
    if coarser <= AREA_PRECISION:
        return "same_area" if relation == "same" else "in_area"
    return "same_country" if relation == "same" else "near_place"


def _type(a: Telling, b: Telling) -> Iterator[str]:
    types = a.types | b.types
    if rare_in_one(a.types, b.types):
        yield "rare_in_one"
    elif not a.types.isdisjoint(b.types):
        yield "same_type"
    elif one_news(types):
        yield "one_news"
    elif CASUALTIES in types:
        yield "casualties"
    if not (a.types.isdisjoint(RARE) or b.types.isdisjoint(RARE)):
        yield "rare"
    for name, kinds in (("lasting", LASTING), ("between_parties", BETWEEN_PARTIES)):
        if types <= kinds:
            yield name
    if a.realis != "actual":
        yield "not_done"


def _parties(a: Telling, b: Telling, actors: Actors) -> Iterator[str]:
    if a.participants or b.participants:
        met = actors.met(a.everybody, b.everybody)
        if met:
            yield "one_party" if met == 1 else "two_parties"
        return
    doers, struck = actors.met(a.actors, b.actors), actors.met(a.recipients, b.recipients)
    if doers:
        yield "doer"
    if struck:
        yield "struck"
    elif actors.contradict(a.recipients, b.recipients):
        yield "others_struck"
    if doers and struck:
        yield "both_sides"
    if doers > 1:
        yield "allies"


def same_news(a: Telling, b: Telling) -> bool:
    """Whether both tellings are the lead of their reports, of one day, and in words for one act.

    A lead without a day is of the day of its publication, or of the day before where the other gives that one.
    """
    if not (a.lead and b.lead) or not one_news(a.types | b.types):
        return False
    back = 1 if bool(a.days) != bool(b.days) else 0
    return meet(told_days(a, back), told_days(b, back))


def one_news(types: frozenset[str]) -> bool:
    """Whether headlines choose freely between these words for one act."""
    return len(types) == 1 or any(types <= group for group in ONE_NEWS)
