"""Which actor or place a name means, in this report. What cannot be decided stays open, with a reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from sijill.extract.lexicon import ActorName, Lexicon
from sijill.extract.sentence import Item, Sentence

MILITARY = ("trigger", "head", "support")
BACKING = ("backer", "with")


@dataclass(frozen=True)
class Resolution:
    """What a name was tied to (`id` None: nothing), and how or why not (tables.RESOLUTIONS), with the rule."""

    id: str | None
    status: str
    rule: str


@dataclass
class Resolver:
    """Resolves the names of one report in reading order; what was named before decides what short names mean."""

    lexicon: Lexicon
    home_country: str
    seen: list[str] = field(default_factory=list)
    countries: Counter[str] = field(default_factory=Counter)
    named_in_full: set[str] = field(default_factory=set)

    def learn(self, sentences: list[Sentence]) -> None:
        """Count the countries of the names that have one reading only: the ground on which homographs are decided."""
        for sentence in sentences:
            for item in sentence.of("place"):
                owners = {self.lexicon.places[place]["country"] for place in item.value}
                if len(owners) == 1 and not self._needs_context(item, sentence):
                    self.countries.update(owners)
            for item in sentence.of("actor"):
                actor = self.lexicon.actors.get(item.value.actor_id)
                if actor and item.value.form != "short":
                    self.named_in_full.add(actor.actor_id)
                    self.countries[actor.country] += bool(actor.country)

    def actor(self, item: Item, sentence: Sentence) -> Resolution:
        """The registry actor an actor or nisba item names."""
        name: ActorName = item.value
        if name.form == "short":
            return self._short(name, item, sentence)
        if name.form == "nisba" and not self._modifies(item, sentence):
            return Resolution(None, "not_applicable", "nisba_without_head")
        self.seen.append(name.actor_id)
        kind = self.lexicon.actors[name.actor_id].kind
        return Resolution(name.actor_id, "umbrella" if kind == "umbrella" else "resolved", f"name_{name.form}")

    @staticmethod
    def _modifies(item: Item, sentence: Sentence) -> bool:
        """A relational adjective names an actor only on a military noun: «غارات جوية روسية», not «الشعب الروسي»."""
        before = item.first - 1
        while sentence.at(before, "nisba", "modifier") is not None or sentence.word(before) in (
            "او",
            "العسكريه",
            "عسكريه",
        ):
            before -= 1
        link, head = sentence.at(before, "link"), sentence.at(before, "head")
        if head is not None and head.value.kind in ("group", "area"):
            return False  # «مسلحون سوريون» are not the Syrian army
        return sentence.at(before, *MILITARY) is not None or (link is not None and link.value.function in BACKING)

    def _short(self, name: ActorName, item: Item, sentence: Sentence) -> Resolution:
        """A short form means the one actor of that name that the report named before, or that its adjective names."""
        candidates = set(name.actor_id.split("|"))
        if following := sentence.at(item.last, "nisba"):
            country = self.lexicon.actors[following.value.actor_id].country
            same = {actor for actor in candidates if self.lexicon.actors[actor].country == country}
            if len(same) == 1:
                return self._found(same.pop(), "short_with_nisba")
        named = [actor for actor in self.seen if actor in candidates]
        if len(set(named)) == 1:
            return self._found(named[0], "short_antecedent")
        elsewhere = self.named_in_full & candidates
        if not named and len(elsewhere) == 1:
            return self._found(next(iter(elsewhere)), "short_named_later")
        if named:
            return Resolution(None, "ambiguous", "short_several_antecedents")
        ranked = self.countries.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] >= 2 * ranked[1][1]):
            local = [actor for actor in candidates if self.lexicon.actors[actor].country == ranked[0][0]]
            if len(local) == 1:
                return self._found(local[0], "short_by_country")
        return Resolution(None, "no_antecedent", "short_without_antecedent")

    def _found(self, actor_id: str, rule: str) -> Resolution:
        self.seen.append(actor_id)
        return Resolution(actor_id, "antecedent", rule)

    def place(self, item: Item, sentence: Sentence) -> Resolution:
        """The gazetteer place a place item names: by containment, then the report's country, then population."""
        if self._needs_context(item, sentence):
            return Resolution(None, "not_applicable", "common_word_without_place_word")
        candidates = sorted(item.value)
        if len(candidates) == 1:
            return Resolution(candidates[0], "resolved", "only_reading")
        for rule, choose in (
            ("container", self._by_container),
            ("country", self._by_country),
            ("population", self._by_size),
        ):
            candidates = choose(candidates, item, sentence) or candidates
            if len(candidates) == 1:
                return Resolution(candidates[0], "resolved", f"by_{rule}")
        return Resolution(None, "ambiguous", "several_readings")

    def _needs_context(self, item: Item, sentence: Sentence) -> bool:
        """Whether the name is a common word or a person's name too, and nothing beside it says that it is a place."""
        reason = self.lexicon.guarded.get(sentence.text[item.start : item.end])
        if reason is None:
            return False
        head, link = sentence.at(item.first - 1, "head"), sentence.at(item.first - 1, "link")
        if head is not None and head.value.kind == "area":
            return False
        located = (link is not None and link.value.function == "location") or item.prep == "ب"
        # «في السوق» is a market, «في صالح» a place or nothing
        weak = item.prep == "ب" or sentence.word(item.first - 1) in ("في", "عند", "علي", "ضمن", "داخل", "وسط")
        return not located or (weak and reason in ("common_word", "foreign_word"))

    def _by_container(self, candidates: list[str], item: Item, sentence: Sentence) -> list[str]:
        """The reading that lies in the place named right behind it («السخنة بريف حمص الشرقي»)."""
        near = [other for other in sentence.of("place") if 0 <= other.first - item.last <= 3]
        areas = {self._area(place) for other in near for place in other.value}
        return [place for place in candidates if self._area(place) in areas and self._area(place)[1]]

    def _area(self, place: str) -> tuple[str, str]:
        row = self.lexicon.places[place]
        return row["country"] or "", row["admin1"] or ""

    def _by_country(self, candidates: list[str], item: Item, sentence: Sentence) -> list[str]:
        """The reading in the country the report speaks of most, else in the analyst's home country."""
        owners = {self.lexicon.places[place]["country"] for place in candidates}
        ranked = [country for country, _ in self.countries.most_common() if country in owners]
        country = ranked[0] if ranked else self.home_country
        return [place for place in candidates if self.lexicon.places[place]["country"] == country]

    def _by_size(self, candidates: list[str], item: Item, sentence: Sentence) -> list[str]:
        """The one of the kind its head names («محافظة»), else the largest by far (five times the next)."""
        rows = [self.lexicon.places[place] for place in candidates]
        head = sentence.word(item.first - 1)
        wanted = "governorate" if head.endswith("محافظه") else "settlement"
        typed = [row["place_id"] for row in rows if row["feature"] == wanted]
        if len(typed) == 1:
            return typed
        ranked = sorted(rows, key=lambda row: (-(row["population"] or 0), row["place_id"]))
        first, second = ranked[0]["population"] or 0, ranked[1]["population"] or 0
        return [ranked[0]["place_id"]] if first >= 5 * max(second, 1) else []
