"""What the registries say of two places or two actors: the same, one within the other, or different."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Any

import pyarrow as pa

EARTH_KM = 6371.0
CACHED = 200_000  # answers kept of each question
MAX_DEPTH = 10  # a registry row has fewer rows above it; a loop in the data ends here
COUNTRY_PRECISION = 6  # UCDP where_prec of a country; above it seas and the world
POINT_PRECISION = 2  # a named place; 3 to 5 areas
BORDERLESS = (3, 4)  # areas small enough for their centre to tell what lies in them
TOWNS = frozenset({"settlement", "capital", "neighbourhood", "camp"})
LONG_AREA_PRECISION = 5  # roads, rivers, deserts: their centre may be far from what happened along them
LONG_AREA_FACTOR = 4.0


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer row, as far as comparing needs it.

    `above`: the place itself and everything that contains it; `seat`: a town with the name of its province; `name`: its
    Arabic name in words.
    """

    above: frozenset[str]
    feature: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    precision: int
    seat: bool = False
    name: tuple[str, ...] = ()


def ancestors(parents: Mapping[str, str | None], key: str) -> frozenset[str]:
    """The key and all that stands above it."""
    found = [key]
    while (above := parents.get(found[-1])) and above not in found and len(found) < MAX_DEPTH:
        found.append(above)
    return frozenset(found)


def distance_km(a: Place, b: Place) -> float | None:
    """Great-circle distance of the centres (haversine); None where one is not known."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return None
    lat_a, lat_b = radians(a.latitude), radians(b.latitude)
    half = sin((lat_b - lat_a) / 2) ** 2 + cos(lat_a) * cos(lat_b) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))


class Places:
    """The gazetteer, asked about pairs of places."""

    def __init__(self, table: pa.Table, max_distance_km: float) -> None:
        rows = table.to_pylist()
        parents = {row["place_id"]: row["parent"] for row in rows}
        self.max_distance_km = max_distance_km
        names = {row["place_id"]: row["name_ar"] for row in rows}
        self.places = {
            row["place_id"]: _place(row, ancestors(parents, row["place_id"]), names.get(row["parent"])) for row in rows
        }
        self.relation = lru_cache(maxsize=CACHED)(self._relation)

    def above(self, place_id: str) -> frozenset[str]:
        """The place and everything that contains it."""
        place = self.places.get(place_id)
        return place.above if place else frozenset([place_id])

    def precision(self, place_id: str) -> int:
        """UCDP where_prec of the place; 7 for a place without a row."""
        place = self.places.get(place_id)
        return place.precision if place else COUNTRY_PRECISION + 1

    def _relation(self, a: str, b: str) -> str:
        """same | within (one contains the other) | near (may be one) | apart (cannot be one)."""
        if a == b:
            return "same"
        one, two = self.places.get(a), self.places.get(b)
        if one is None or two is None:
            return "apart"
        if a in two.above or b in one.above or _country_of(one, two) or _country_of(two, one):
            return "within"
        km = distance_km(one, two)
        if _area_around(one, two, km, self.max_distance_km) or _area_around(two, one, km, self.max_distance_km):
            return "within"
        if _seat_of(one, two) or _seat_of(two, one):
            return "near"
        if _named_after_province(one, two) and km is not None and km <= self.max_distance_km:
            return "near"
        if one.feature == two.feature == "settlement":
            return "apart"
        if km is None:
            return "apart" if _differ(one.country, two.country) or _differ(one.admin1, two.admin1) else "near"
        long = max(one.precision, two.precision) == LONG_AREA_PRECISION and not _differ(one.country, two.country)
        return "near" if km <= self.max_distance_km * (LONG_AREA_FACTOR if long else 1.0) else "apart"


def _place(row: dict[str, Any], above: frozenset[str], province: str | None) -> Place:
    name = tuple(row["name_ar"].split())
    seat = row["feature"] in TOWNS and _ends_with(tuple((province or "").split()), name)
    return Place(
        above, row["feature"], row["country"], row["admin1"], row["latitude"], row["longitude"], row["geo_precision"],
        seat, name,
    )  # fmt: skip


def _ends_with(longer: tuple[str, ...], name: tuple[str, ...]) -> bool:
    """Whether one name is the other after a word for what it is («the governorate of …»)."""
    return len(longer) - len(name) in (0, 1) and longer[-len(name) :] == name


def _country_of(a: Place, b: Place) -> bool:
    """Whether `a` is the country `b` lies in, for rows whose parents do not reach up to it."""
    return a.precision == COUNTRY_PRECISION and a.country is not None and a.country == b.country


def _area_around(area: Place, point: Place, km: float | None, max_km: float) -> bool:
    """Whether an area told by its centre holds a town: a region of its province so near, or its own district."""
    point_like = point.precision <= POINT_PRECISION and area.precision in BORDERLESS
    province = area.admin1 is not None and (area.country, area.admin1) == (point.country, point.admin1)
    named = area.feature == "region" or (area.feature == "district" and _ends_with(area.name, point.name))
    return point_like and province and named and km is not None and km <= max_km


def _seat_of(town: Place, other: Place) -> bool:
    """Whether a town has the name of the province that the other place, no town, lies in: the name may mean both."""
    named = town.seat and (town.country, town.admin1) == (other.country, other.admin1)
    return named and other.feature not in TOWNS


def _named_after_province(a: Place, b: Place) -> bool:
    """Whether the name of one town may mean the province of both and not the town: «Gaza» for a town of the Strip."""
    return (a.seat or b.seat) and (a.country, a.admin1) == (b.country, b.admin1)


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


class Actors:
    """The actor registry, asked about pairs of sets of actors.

    `groups`: further actors that take in an actor besides its parent; `anybody`: those at the top of what names nobody.
    """

    def __init__(
        self,
        parents: Mapping[str, str | None],
        anybody: Iterable[str] = (),
        backers: Mapping[str, Iterable[str]] | None = None,
        groups: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self.parents = parents
        self.groups = {actor: tuple(above) for actor, above in (groups or {}).items()}
        self.backers = {actor: frozenset(above) for actor, above in (backers or {}).items()}
        self.anybody = frozenset(anybody)
        self.above = lru_cache(maxsize=None)(self._above)
        self.named = lru_cache(maxsize=CACHED)(self._named)
        self.met = lru_cache(maxsize=CACHED)(self._met)
        self.contradict = lru_cache(maxsize=CACHED)(self._contradict)

    def _above(self, actor: str) -> frozenset[str]:
        """The actor, and whatever its parents, groups, and theirs are."""
        found, rest = {actor}, [actor]
        while rest:
            one = rest.pop()
            new = {*filter(None, [self.parents.get(one)]), *self.groups.get(one, ())} - found
            found |= new
            rest += sorted(new)
        return frozenset(found)

    def _named(self, actors: frozenset[str]) -> frozenset[str]:
        """Those who are somebody: not civilians, protesters, gunmen."""
        return frozenset(actor for actor in actors if self.anybody.isdisjoint(self.above(actor)))

    def _met(self, a: frozenset[str], b: frozenset[str]) -> int:
        """How many named actors of each set have a counterpart in the other."""
        one, two = self.named(a), self.named(b)
        met = sum(self.related(frozenset([x]), two) for x in one)
        return min(met, sum(self.related(frozenset([y]), one) for y in two))

    def related(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether an actor of one set is an actor of the other, or above one of the other."""
        return not a.isdisjoint(b) or any(x in self.above(y) or y in self.above(x) for x in a for y in b)

    def _contradict(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether both sets name somebody and nobody named is, or belongs to, somebody of the other set.

        Actors that may be anybody (gunmen, civilians) contradict nobody, nor does an umbrella those who back it.
        """
        a, b = self.named(a), self.named(b)
        return bool(a) and bool(b) and not self.related(a, b) and not any(self.loosely_one(x, y) for x in a for y in b)

    def loosely_one(self, a: str, b: str) -> bool:
        """Whether one is an umbrella that takes in who backs it: «the Iranian militias» may be the Guards."""
        return a in self.backers.get(b, ()) or b in self.backers.get(a, ())

    def different_company(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether each set names somebody who is related to nobody of the other: A met B is not A met C."""
        a, b = self.named(a), self.named(b)
        strangers = (any(not self.related(frozenset([x]), two) for x in one) for one, two in ((a, b), (b, a)))
        return bool(a) and bool(b) and all(strangers)
