"""What a report tells as a whole, and whether two of its tellings may be of one act: types, parties, places, days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sijill.codebook import Codebook
from sijill.extract.events.enough import TALKS
from sijill.extract.lexicon import Lexicon
from sijill.extract.names.placenames import AS_WIDE_AS_A_COUNTRY
from sijill.extract.rows import Row, Told
from sijill.text.distance import distance_km

# Types of which reporters use one word for the other; `attack` is the general word for all that is violent.
ONE_ACT = (
    frozenset(("air_strike", "shelling", "drone_attack")),
    frozenset(("explosion", "explosive_device", "suicide_bombing", "grenade")),
    frozenset(("offensive_operation", "armed_clash", "attack", "sweep_operation")),
)
# What «الهجوم» may take up: nobody calls an arrest, a siege or a toll so.
CALLED_ATTACK = frozenset(
    ("attack", "ambush", "armed_clash", "attack_on_civilians", "chemical_attack", "drone_attack", "explosion",
     "explosive_device", "grenade", "air_strike", "shelling", "suicide_bombing", "targeted_killing")
)  # fmt: skip
HAPPENED = frozenset(("actual", "ongoing"))
OLD_DAYS = 30  # what ended so long before publication is background
AREA, NEAR_KM = 3, 25  # where_prec of an area; as far as its centre may be from a place in it
TELLING = {"killed": 3, "detained": 10}  # two acts with the same number below these are too common
DEPTH = 10  # a registry row has fewer rows above it


@dataclass(frozen=True)
class Story:
    """What is known of the whole report: the registries, its publication day, and the columns of three places.

    These are the headline's, the country that it speaks of, the only one that it names (see scene.py)."""

    codebook: Codebook
    lexicon: Lexicon
    published: date | None
    headline: Row | None
    home: Row | None
    only: Row | None

    def is_old(self, event: Told) -> bool:
        """Whether an event is background: it ended long before the report was published."""
        last = event.when["date_end"]
        if self.published is None or last is None:
            return False
        return date.fromisoformat(last) < self.published - timedelta(days=OLD_DAYS)

    def may_be_one(self, one: str, other: str) -> bool:
        """Whether two types may be two words for one act."""
        if one == other or any({one, other} <= group for group in ONE_ACT):
            return True
        if other == "attack":
            return one in ONE_ACT[0]
        return one == "attack" and other in CALLED_ATTACK

    def agree(self, one: Told, event: Told) -> bool:
        """Whether no slot that both tell is told otherwise."""
        return self.one_place(one.place["place_id"], event.place["place_id"]) and self.agree_but_for_place(one, event)

    def agree_but_for_place(self, one: Told, event: Told) -> bool:
        """Whether parties and days are not told otherwise."""
        sides = ((one.actors, event.actors), (one.hurt, event.hurt))
        days = (one.when["date_start"], event.when["date_start"])
        if (_doers(one) & event.hurt) - event.actors or (_doers(event) & one.hurt) - one.actors:
            return False  # «ردّت … على القصف»: what one side suffers the other does
        if one.telling.event_type in TALKS and self._others_met(one.actors, event.actors):
            return False
        return all(not a or not b or self.kin(a, b) for a, b in sides) and (None in days or days[0] == days[1])

    def kin(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether an actor of one is an actor of the other, or belongs to one («القصف الإيراني» of the Guard)."""
        if a & b:
            return True
        return any(x in self._above(y) or y in self._above(x) for x in a for y in b)

    def _others_met(self, a: frozenset[str], b: frozenset[str]) -> bool:
        """Whether of two meetings, each of known sides, one has a side that is not at the other."""
        few, many = sorted((a, b), key=lambda sides: (len(sides), sorted(sides)))
        return len(few) > 1 and any(not self.kin(frozenset((side,)), many) for side in few)

    def same_story(self, one: Told, event: Told) -> bool:
        """Whether the same parties take part in both."""
        return self.kin(one.actors | one.hurt, event.actors | event.hurt)

    def one_place(self, a: str | None, b: str | None) -> bool:
        """Whether two places may be one: the same, one not told, one within the other, or an area beside it."""
        return (
            a is None or b is None or a in around(b, self.lexicon) or b in around(a, self.lexicon) or self._beside(a, b)
        )

    def within(self, one: Told, event: Told) -> bool:
        """Whether one may be a detail of the other: at a place in its own, or beside it, both of one type."""
        a, b = one.place["place_id"], event.place["place_id"]
        if a is None or b is None:
            return True
        if self.is_wide(a) or self.is_wide(b):
            return False
        same = one.telling.event_type == event.telling.event_type
        return b in around(a, self.lexicon) or (same and self._beside(a, b))

    def of_its_name(self, place: str) -> str:
        """The governorate that bears the name of a town: «إدلب» in a headline may be either."""
        row = self.lexicon.places[place]
        parent = self.lexicon.places.get(row["parent"] or "")
        if parent is None or parent["feature"] != "governorate":
            return place
        names = (row["name_ar"], *(row["aliases"] or "").split("|"))
        return str(parent["place_id"]) if parent["name_ar"].split(" ", 1)[-1] in names else place

    def is_wide(self, place: str) -> bool:
        """Whether a place is a country, a sea or a part of the world."""
        return bool(self.lexicon.places[place]["geo_precision"] >= AS_WIDE_AS_A_COUNTRY)

    def _above(self, actor: str) -> Iterator[str]:
        for _ in range(DEPTH):
            yield actor
            row = self.codebook.actors.get(actor)
            if row is None or not row.parent:
                return
            actor = row.parent

    def _beside(self, a: str, b: str) -> bool:
        """Whether an area and a place so near it that it may lie there: «دوما», «الغوطة الشرقية»."""
        rows = self.lexicon.places[a], self.lexicon.places[b]
        areas = any(AREA <= row["geo_precision"] < AS_WIDE_AS_A_COUNTRY for row in rows)
        known = all(row["latitude"] is not None for row in rows)
        return areas and known and distance_km(*rows) <= NEAR_KM


def _doers(told: Told) -> frozenset[str]:
    """Those who act alone: either side of a clash may suffer in it."""
    symmetric = any(part.role == "participant" for part in told.telling.parts)
    return frozenset() if symmetric else told.actors


def figures(told: Told) -> set[tuple[str, int]]:
    """The numbers of dead and detained that an event is told with, small ones apart."""
    counted = ((q.what, q.best) for q in told.telling.quantities if q.what in TELLING and q.best)
    return {(what, best) for what, best in counted if best >= TELLING[what]}


def around(place: str, lexicon: Lexicon) -> set[str]:
    """A place, what contains it, and its country."""
    found: set[str] = set()
    country = lexicon.countries.get(lexicon.places[place]["country"] or "")
    above: str | None = place
    while above and above not in found and above in lexicon.places:
        found.add(above)
        above = lexicon.places[above]["parent"]
    return found | {country} if country else found
