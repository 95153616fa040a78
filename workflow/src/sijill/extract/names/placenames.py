"""Which gazetteer place a name means, and whether it is a place's name here at all. Reasons are codes in the row.

Many names are ordinary words, persons' names or verbs too. Those that `ambiguous_names.csv` lists need something
beside them that says place: a word for its kind, a preposition, the place that contains it, its neighbours in a list.
Among several places of a name the reading is chosen by containment, the kind named, the report's country, the distance
to the report's other places, and population, in this order; what is left open stays open.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from sijill.extract.grammar.phrases import PREPOSITIONS
from sijill.extract.lexicon import Lexicon, PlaceName
from sijill.extract.sentence import Item, Sentence
from sijill.text.distance import distance_km
from sijill.text.tokens import word_set

NEAR = word_set("قرب محيط اطراف شرق شرقي غرب غربي شمال شمالي جنوب جنوبي مشارف ضواحي")
INSIDE = word_set("في ريف محافظه منطقه مدينه بلده مركز قضاء مديريه ولايه باديه ناحيه")
WEAK = word_set("في عند علي ضمن داخل وسط امام")  # «في السوق» is a market, «في صالح» a place or nothing
MOVED = word_set("من الي نحو باتجاه صوب عبر")
BELONGS = word_set("حدود اهالي سكان وجهاء شيوخ مختار ابناء شوارع احياء ارياف جرود مداخل قائممقام محافظ مدخل مفرق")
NAMED_AFTER = word_set("شارع ساحه دوار ميدان جاده")  # what bears the name of a place elsewhere
STRICT = ("common_word", "foreign_word")
SHORT_NAME = 5  # letters: «كريمة» and «فاطمة» are no ك or ف before the towns ريمة and أطمة
ADVERBS = frozenset(("باكرا",))  # no ب before Accra
OF_GOD = "الله"  # «بحمد الله»
LARGE = 200_000  # inhabitants
AS_WIDE_AS_A_COUNTRY, AS_WIDE_AS_A_GOVERNORATE = 6, 4  # UCDP where_prec
NEAREST_KM, CLEARLY_NEARER, CLEARLY_LARGER = 150, 3, 5
SETTLEMENTS = ("settlement", "capital")
SMALL = ("settlement", "neighbourhood", "camp", "mountain", "valley", "base")
# The kinds of place that a word before the name allows.
KINDS = {
    ("محافظه", "محافظتي", "محافظات", "ولايه", "ولايتي"): ("governorate", "territory"),
    ("قضاء", "مديريه", "مديريتي", "ناحيه"): ("district",),
    ("مدينه", "مدينتي", "بلده", "بلدتي", "بلدات", "قريه", "قريتي", "قري"): SETTLEMENTS,
    ("مخيم",): ("camp",), ("حي",): ("neighbourhood",), ("مطار", "مطاري"): ("airport",), ("معبر",): ("crossing",),
    ("جبل", "جبال"): ("mountain",), ("قاعده",): ("base", "airport"), ("جزيره",): ("island",), ("وادي",): ("valley",),
}  # fmt: skip
WAS = word_set("كان كانت كانوا ليس ليست يكون تكون لست كنا كنت")
_PRESENT = re.compile(r"[يتن]\w{3,}")
_KIND_OF = {word: features for words, features in KINDS.items() for word in words}


def of_place(index: int, sentence: Sentence) -> bool:
    """Whether a word joins the parts of one description of a place: «السخنة [بريف] حمص [شرق] سوريا»."""
    word = sentence.word(index).lstrip("وب")
    link = sentence.at(index, "link")
    return word in NEAR | INSIDE or (link is not None and link.value.function == "location")


@dataclass
class PlaceResolver:
    """Resolves place names of one report; `countries` and `anchors` hold what its clear names tell."""

    lexicon: Lexicon
    home_country: str
    countries: Counter[str] = field(default_factory=Counter)
    anchors: list[dict[str, Any]] = field(default_factory=list)
    grounds: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # what names each country

    def learn(self, item: Item, sentence: Sentence) -> None:
        """Take in a name whose country is clear: the ground on which homographs are decided."""
        owners = {self.lexicon.places[place]["country"] for place in item.value}
        if self.is_word(item, sentence):
            return
        for place in item.value:
            self.grounds[self.lexicon.places[place]["country"] or ""].add(place)
        if len(owners) == 1:
            self.countries.update(owners)
            if len(item.value) == 1 and self.lexicon.places[item.value[0]]["latitude"] is not None:
                self.anchors.append(self.lexicon.places[item.value[0]])

    def choose(self, item: Item, sentence: Sentence) -> tuple[str | None, str]:
        """The place and the rule that chose it; None where several are left."""
        place, rule = self._choose(item, sentence)
        return (None, "foreign_reading") if place and self._is_foreign(place, item) else (place, rule)

    def _choose(self, item: Item, sentence: Sentence) -> tuple[str | None, str]:
        candidates = sorted(item.value)
        if len(candidates) == 1:
            return candidates[0], "only_reading"
        for rule, narrow in (
            ("container", self._by_container), ("kind", self._by_kind), ("country", self._by_country),
            ("distance", self._by_distance), ("population", self._by_size), ("division", self._by_division),
        ):  # fmt: skip
            candidates = narrow(candidates, item, sentence) or candidates
            if len(candidates) == 1:
                return candidates[0], f"by_{rule}"
        return None, "several_readings"

    def _is_foreign(self, place: str, item: Item) -> bool:
        """Whether a small place lies in a country that no other name of the report speaks for, while towns of others
        are named: no gazetteer has all villages, and «جبل الحصن» in news of Yemen is none of the towns called so."""
        row = self.lexicon.places[place]
        if row["feature"] not in SMALL or (row["population"] or 0) >= LARGE:
            return False
        if self.grounds[row["country"] or ""] - {*item.value}:
            return False
        return any(anchor["country"] != row["country"] and not _is_wide(anchor) for anchor in self.anchors)

    def is_word(self, item: Item, sentence: Sentence) -> bool:
        """Whether the name is no place's here: a word, a verb, part of a longer word, a person, a street."""
        if sentence.word(item.first - 1).lstrip("وبل") in NAMED_AFTER and not item.prep:
            return True  # «شارع حيفا وسط بغداد» is not in Haifa
        link = sentence.at(item.first, "link")
        if item.prep and link is not None and link.last == item.last:
            return True  # «اعتقله بحجة …»: on the pretext, and not in the town
        if sentence.word(item.first).removeprefix("و") in ADVERBS or sentence.word(item.last) == OF_GOD:
            return True
        reason = self._guard(item, sentence)
        if reason is None:
            glued = item.proclitic.removeprefix("و") in ("ك", "ف") and not item.definite
            return (glued and item.end - item.start < SHORT_NAME) or _is_verb(item, sentence)
        if reason == "never":
            return True
        if reason == "adverb":
            return not item.prep and _is_beside_verb(item, sentence)
        head = sentence.at(item.first - 1, "head")
        construct = head is not None and head.value.kind == "area" and not (head.definite and not item.definite)
        if construct or self._is_held(item, sentence):  # «الطريق طويلة» is no «طريق» of a place
            return False
        return not _is_located(item, sentence, reason)

    def _guard(self, item: Item, sentence: Sentence) -> str | None:
        name = sentence.text[item.start : item.end]
        if item.definite and name.startswith("لل") and not item.proclitic.endswith("ل"):
            name = name[1:]
        return self.lexicon.guarded.get(name) or self.lexicon.guarded.get("ا" + name if item.definite else name)

    def _is_held(self, item: Item, sentence: Sentence) -> bool:
        """Whether the place that contains it follows, or a clear place of its division stands beside it in a list."""
        behind = self._container(item, sentence)
        if behind is not None and self._shares(item, behind, by_country=_is_located(item, sentence, "rare_word")):
            return True
        strict = self._guard(item, sentence) in STRICT
        return any(self._beside(item, other, strict) for other in self._listed(item, sentence))

    def _beside(self, item: Item, other: Item, strict: bool) -> bool:
        """Whether a name stands in a list with a place of its division, or of its country if it is no plain word."""
        countries = {self._area(place)[0] for place in other.value}
        return self._shares(item, other, by_country=False) or (
            not strict and any(self._area(place)[0] in countries for place in item.value)
        )

    def _container(self, item: Item, sentence: Sentence) -> Item | None:
        """The place that ends the description which the item begins."""
        found, last = None, item.last
        for other in sentence.of("place"):
            if other.first < last or (other.joined and not other.prep):
                continue
            between = range(last, other.first)
            glued = other.prep == "ب" or len(between) > 0
            if len(between) > 2 or not glued or not all(of_place(index, sentence) for index in between):
                break
            found, last = other, other.last
        return found

    def _listed(self, item: Item, sentence: Sentence) -> list[Item]:
        """The places without a second meaning that «و» or a comma joins to the item on either side."""
        found = []
        for other in sentence.of("place"):
            first, second = (other, item) if other.first < item.first else (item, other)
            if second.first - first.last > 1:
                continue  # most are: a list has one mark between two names
            between = sentence.words[first.last : second.first]
            beside = not between or (len(between) == 1 and between[0] in ("،", ",", "-"))
            if other is not item and beside and (second.joined or between) and self._guard(other, sentence) is None:
                found.append(other)
        return found

    def _shares(self, item: Item, other: Item, by_country: bool) -> bool:
        """Whether some reading of the item lies in the division of the other, or in its country where that counts."""
        areas = {self._area(place) for place in other.value}
        countries = {country for country, admin1 in areas if not admin1} if by_country else set()
        return any(self._area(place)[0] in countries or self._has_area(place, areas) for place in item.value)

    def _has_area(self, place: str, areas: set[tuple[str, str]]) -> bool:
        return self._area(place)[1] != "" and self._area(place) in areas

    def _area(self, place: str) -> tuple[str, str]:
        row = self.lexicon.places[place]
        return row["country"] or "", row["admin1"] or ""

    def _by_container(self, candidates: list[str], item: Item, sentence: Sentence) -> list[str]:
        """The reading that lies in the place named right behind it («السخنة بريف حمص الشرقي»)."""
        near = [other for other in sentence.of("place") if 0 <= other.first - item.last <= 3]
        areas = {self._area(place) for other in near for place in other.value}
        inside = [place for place in candidates if self._has_area(place, areas)]
        if inside:
            return inside
        behind = self._container(item, sentence)
        countries = {self._area(place)[0] for place in behind.value} if behind else set()
        return [place for place in candidates if self._area(place)[0] in countries]

    def _by_kind(self, candidates: list[str], item: Item, sentence: Sentence) -> list[str]:
        """The reading of the kind that the word before it names («محافظة»)."""
        features = _KIND_OF.get(sentence.word(item.first - 1).lstrip("وبل")) or ()
        return [place for place in candidates if self.lexicon.places[place]["feature"] in features]

    def _by_country(self, candidates: list[str], item: Item, sentence: Sentence) -> list[str]:
        """The reading in the country the report speaks of most, else in the analyst's home country."""
        owners = {self.lexicon.places[place]["country"] for place in candidates}
        ranked = [country for country, _ in self.countries.most_common() if country in owners]
        if not ranked and self._is_village_at_home(candidates) and self._by_size(candidates, item, sentence, LARGE):
            return []  # «الناصرية»: without a word of its country the city is meant
        country = ranked[0] if ranked else self.home_country
        return [place for place in candidates if self.lexicon.places[place]["country"] == country]

    def _is_village_at_home(self, candidates: list[str]) -> bool:
        """Whether the home country has but places of the name that give no division its name."""
        rows = [row for row in map(self.lexicon.places.__getitem__, candidates) if row["country"] == self.home_country]
        names = self.lexicon.divisions
        return not any(row["feature"] != "settlement" or f"محافظة {row['name_ar']}" in names for row in rows)

    def _by_distance(self, candidates: list[str], item: Item, sentence: Sentence) -> list[str]:
        """The reading clearly nearest to the other places of the report."""
        rows = [self.lexicon.places[place] for place in candidates]
        anchors = [row for row in self.anchors if row["place_id"] not in candidates]
        if not anchors or any(row["latitude"] is None for row in rows):
            return []
        ranked = sorted((min(distance_km(row, anchor) for anchor in anchors), row["place_id"]) for row in rows)
        clear = ranked[0][0] <= NEAREST_KM and ranked[1][0] >= CLEARLY_NEARER * max(ranked[0][0], 1)
        return [ranked[0][1]] if clear else []

    def _by_size(self, candidates: list[str], item: Item, sentence: Sentence, least: int = 0) -> list[str]:
        """The one settlement among them, else the one largest by far, of at least some size."""
        rows = [self.lexicon.places[place] for place in candidates]
        typed = [row["place_id"] for row in rows if row["feature"] in SETTLEMENTS]
        if len(typed) == 1 and not least:
            return typed
        ranked = sorted(rows, key=lambda row: (-(row["population"] or 0), row["place_id"]))
        first, second = ranked[0]["population"] or 0, ranked[1]["population"] or 0
        return [ranked[0]["place_id"]] if first >= max(least, CLEARLY_LARGER * max(second, 1)) else []

    def _by_division(self, candidates: list[str], item: Item, sentence: Sentence) -> list[str]:
        """Of readings within one division the least exact, which is true whichever is meant."""
        if len({self._area(place) for place in candidates}) > 1:
            return []
        return [max(candidates, key=lambda place: (self.lexicon.places[place]["geo_precision"], place))]


def _is_beside_verb(item: Item, sentence: Sentence) -> bool:
    """«يكرر دوما», «دوما يكرر»: beside a verb of the present that no lexicon knows, or «كان», the word is an adverb."""
    before, behind = sentence.word(item.first - 1), sentence.word(item.last)
    known = sentence.at(item.first - 1, "trigger", "support", "head", "link", "place", "actor", "unit") is not None
    led = not known and (before.removeprefix("و") in WAS or _PRESENT.fullmatch(before) is not None)
    opens = item.first == 0 and _PRESENT.fullmatch(behind) is not None
    return led or opens


def _is_located(item: Item, sentence: Sentence, reason: str) -> bool:
    """Whether the words before the name say place, as far as a name with this second meaning needs."""
    before, link = sentence.word(item.first - 1), sentence.at(item.first - 1, "link")
    weak = item.prep == "ب" or before in WEAK
    located = weak or before in BELONGS or (link is not None and link.value.function == "location")
    if reason in STRICT:
        return located and not weak
    return located or (reason == "rare_word" and (before in MOVED or item.prep == "ل"))


def _is_verb(item: Item, sentence: Sentence) -> bool:
    """«تدمر» is a town behind a word of place or a preposition, and else the verb."""
    act = sentence.at(item.first, "trigger", "support")
    if act is None or (act.first, act.last) != (item.first, item.last):
        return False
    before = sentence.at(item.first - 1, "head", "link", "place")
    return not item.prep and before is None and sentence.word(item.first - 1) not in PREPOSITIONS


def _is_wide(row: dict[str, Any]) -> bool:
    return bool(row["geo_precision"] >= AS_WIDE_AS_A_COUNTRY)


def is_country(item: Item) -> bool:
    """Whether a place item names a country."""
    return isinstance(item.value, PlaceName) and item.value.country
