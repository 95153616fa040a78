"""Which actor or place a name means, in this report. What cannot be decided stays open, with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sijill.extract.grammar.heads import FIRE
from sijill.extract.lexicon import ActorName, Lexicon
from sijill.extract.names.bands import BAND, mark_bands
from sijill.extract.names.capitals import settle_capitals
from sijill.extract.names.foreign import of_police, settle_foreign
from sijill.extract.names.newnames import mark_new_names
from sijill.extract.names.offices import mark_offices, titled
from sijill.extract.names.persons import NO_NAME, may_name
from sijill.extract.names.placenames import PlaceResolver, is_country
from sijill.extract.sentence import COMMAS, Item, Sentence, second_of_forces
from sijill.text.tokens import word_set

MILITARY = ("trigger", "head", "support")
BACKING = ("backer", "with")
GROUPS = frozenset(("insurgent", "militia"))
BETWEEN = word_set("او عسكري عسكريه العسكري العسكريه ضخم ضخمه كبير كبيره جديد جديده مشترك مشتركه خاصه الخاصه")
# Arms and soldiers of whom an adjective tells the army, beside the heads of the codebook.
OF_ARMY = word_set(
    "صاروخ صاروخا صاروخين صاروخان قذيفه زورق زوارق مسيره مسيرتين مسيرتان لغم رتل رتلا دوريه بارجه بوارج"
    " فرقاطه غواصه دفاعات ضابط ضباط جندي جنديين جنود عسكريين عسكريون حربيه"
)
# Vehicles of traders and travellers as well: «سفينة تركية», «شاحنات سورية».
OF_ANYBODY = word_set("سفينه سفن سفينتين سفينتان ناقله ناقلات سياره سيارات شاحنه شاحنات حافله حافلات قافله قوافل قارب")
NOBODY = word_set("اي لاي باي")  # «لم يحضر أي ضابط روسي»
# Bodies of a state: within one country «الشرطة» or «الحرس الجمهوري» can be only its own.
OF_STATE = ("state", "state_force", "police", "official_body")
# Kinds whose short forms are everyday nouns («الجامعة», «المنظمة», «الوزارة»): unsaid before, they name nobody.
COMMON_NOUNS = ("media", "monitor", "official_body", "intergovernmental", "political")
ARMED_SHORT = word_set("الحزب الحركه الجبهه")
PLACED = word_set(
    "في الي داخل عبر نحو باتجاه صوب من حدود اراضي اجواء سماء سواحل ساحل عموم انحاء وسط كل غادر غادرت خارج"
)
NEIGHBOURS = {"IL": "PS"}  # where Israeli forces act, Palestinian places of a name are as near


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
    published: date | None = None
    seen: list[str] = field(default_factory=list)
    named_in_full: set[str] = field(default_factory=set)
    rowless: set[str] = field(default_factory=set)  # short names that mean a body without a row in this report
    headed: dict[str, set[str]] = field(default_factory=dict)  # first word of the full names so far → whose they are

    def __post_init__(self) -> None:
        self.places = PlaceResolver(self.lexicon, self.home_country)
        self.countries = self.places.countries

    def learn(self, sentences: list[Sentence]) -> None:
        """Mark names that no registry has, and take in those that are clear: the ground for deciding the others."""
        for sentence in sentences:
            settle_capitals(sentence)
            self._settle_dates(sentence)
            mark_offices(sentence, self.lexicon, self._of_the_day)
            self.rowless |= settle_foreign(sentence, self.lexicon)
            mark_new_names(sentence)
            mark_bands(sentence, self.lexicon, self._of_the_day)
            for item in sentence.of("person"):
                self.named_in_full.update([item.value.actor_id] if item.value.form == "full" else [])
            for item in sentence.of("place"):
                self.places.learn(item, sentence)
            for item in sentence.of("actor"):
                actor = self.lexicon.actors.get(item.value.actor_id)
                if actor and item.value.form != "short":
                    self.named_in_full.add(actor.actor_id)
                    self.countries[actor.country] += bool(actor.country)
                    self.places.grounds[actor.country or ""].add(actor.actor_id)
                    self.countries[NEIGHBOURS.get(actor.country, "")] += actor.country in NEIGHBOURS
                    self.places.grounds[NEIGHBOURS.get(actor.country, "")].add(actor.actor_id)
            for item in sentence.of("nisba"):
                owner = self.lexicon.actors[item.value.actor_id].country if "|" not in item.value.actor_id else ""
                self.places.grounds[owner or ""].add(item.value.actor_id)

    def actor(self, item: Item, sentence: Sentence) -> Resolution:
        """The registry actor an actor or nisba item names."""
        name: ActorName = item.value
        if name.form == "office":
            return Resolution(name.actor_id or None, "resolved" if name.actor_id else "not_in_registry", "office")
        if name.form in ("new", "armed", BAND):
            return Resolution(None, "not_in_registry", BAND if name.form == BAND else "new_group")
        place = _twin(item, "place", sentence)
        if place is not None and is_country(place):
            if _is_placed(item, sentence):
                return Resolution(None, "not_applicable", "country_as_place")
            if _is_adjective(item, sentence):
                open_reading = Resolution(None, "not_applicable", "nisba_without_head")
                return self._adjective(item, sentence) or open_reading
        if name.form == "short":
            return self._adjective(item, sentence) or self._short(name, item, sentence)
        if name.form == "nisba" and not (self._modifies(item, sentence) or self._of_group(item, sentence)):
            return Resolution(None, "not_applicable", "nisba_without_head")
        if name.form == "nisba":
            owner = of_police(name.actor_id, item, sentence, self.lexicon)
            name = name if owner == name.actor_id else replace(name, actor_id=owner)
        actor = self.lexicon.actors[name.actor_id]
        self.seen.append(name.actor_id)
        if name.form == "full" and item.last - item.first > 1:
            self.headed.setdefault(sentence.text[item.start : item.end].split()[0], set()).add(name.actor_id)
        return Resolution(name.actor_id, "umbrella" if actor.kind == "umbrella" else "resolved", f"name_{name.form}")

    def person(self, item: Item, sentence: Sentence) -> Resolution | None:
        """The official whom a name of the registry names; None where a short name may be a word or anybody's."""
        if item.value.form == "full":
            return Resolution(item.value.actor_id, "resolved", "name_full")
        candidates = set(item.value.actor_id.split("|"))
        found = candidates & self.named_in_full
        rule = "short_antecedent"
        if not found and titled(item.first, sentence):
            found = {actor for actor in candidates if self._existed(self.lexicon.actors[actor])}
            rule = "short_with_title"
        return Resolution(found.pop(), "antecedent", rule) if len(found) == 1 else None

    def _settle_dates(self, sentence: Sentence) -> None:
        """Of bodies that bear a full name or an adjective one after the other, the one of the report's day."""
        for kind in ("actor", "nisba"):
            items = sentence.of(kind)
            if any("|" in item.value.actor_id and item.value.form != "short" for item in items):
                sentence.keep(kind, [item if item.value.form == "short" else self._dated(item) for item in items])

    def _dated(self, item: Item) -> Item:
        return replace(item, value=replace(item.value, actor_id=self._of_the_day(item.value.actor_id)))

    def _of_the_day(self, ids: str) -> str:
        """Of actors named alike (earliest first) the last that existed on the day; of an unknown day the first."""
        bearers = ids.split("|")
        if self.published is None:
            return bearers[0]
        return next((actor for actor in reversed(bearers) if self._existed(self.lexicon.actors[actor])), bearers[-1])

    def _adjective(self, item: Item, sentence: Sentence) -> Resolution | None:
        """The forces that «هجوما تركيا» and «طائرات سورية» name: a country by its letters, an adjective by its noun."""
        owner = self.lexicon.nisbas.get(sentence.text[item.start : item.end - 1])
        if owner is None or not self._modifies(item, sentence):
            return None
        owner = of_police(self._of_the_day(owner), item, sentence, self.lexicon)
        self.seen.append(owner)
        return Resolution(owner, "resolved", "name_nisba")

    def _of_group(self, item: Item, sentence: Sentence) -> bool:
        """«عنصرا حوثيا», «20 حوثيا»: an adjective of an armed group names its men; that of a state only its army."""
        men = sentence.at(item.first - 1, "unit", "head", "number")
        are_men = men is not None and (
            men.kind == "number" or (men.value.kind == "group" if men.kind == "head" else men.value.human)
        )
        kinds = {self.lexicon.actors[actor].kind for actor in item.value.actor_id.split("|")}
        return are_men and kinds <= GROUPS

    @staticmethod
    def _modifies(item: Item, sentence: Sentence) -> bool:
        """A relational adjective names an actor only on a military noun: «غارات جوية روسية», not «الشعب الروسي»."""
        if second_of_forces(item, sentence):
            return True
        before = item.first - 1
        if sentence.word(item.first).endswith(("ون", "ين")) and sentence.at(before, "head", "unit", "nisba") is None:
            return False  # «الإفراج عن الأمريكيين», «توصل إليه البريطانيون»: people of a country
        while sentence.at(before, *MILITARY) is None and (
            sentence.at(before, "nisba", "modifier") is not None or sentence.word(before) in BETWEEN
        ):
            before -= 1
        if sentence.word(before) in FIRE:
            return True
        if sentence.word(before) in OF_ANYBODY:
            return False
        if sentence.word(before) in OF_ARMY:
            return sentence.word(before - 1) not in NOBODY
        link, head = sentence.at(before, "link"), sentence.at(before, "head")
        soldiers = sentence.at(before, "unit")
        if soldiers is not None and soldiers.value.what == "soldiers":
            return True
        if head is not None and head.value.kind in ("group", "area"):
            return False  # «مسلحون سوريون» are not the Syrian army
        return sentence.at(before, *MILITARY) is not None or (link is not None and link.value.function in BACKING)

    def _short(self, name: ActorName, item: Item, sentence: Sentence) -> Resolution:
        """A short form means the one actor of that name that the report named before, or that its adjective names."""
        candidates = {actor for actor in name.actor_id.split("|") if self._existed(self.lexicon.actors[actor])}
        if following := sentence.at(item.last, "nisba"):
            country = self.lexicon.actors[following.value.actor_id].country
            same = {actor for actor in candidates if self.lexicon.actors[actor].country == country}
            if len(same) == 1:
                return self._found(same.pop(), "short_with_nisba")
        headed = self.headed.get(sentence.text[item.start : item.end].removeprefix("ال"), set())
        if len(headed) == 1 and item.definite:
            return self._found(next(iter(headed)), "short_head")  # «الجبهة» behind «جبهة تحرير سوريا»
        if sentence.text[item.start : item.end] in self.rowless and not self.named_in_full & candidates:
            return Resolution(None, "not_in_registry", "short_of_other_country")
        named = [actor for actor in self.seen if actor in candidates]
        if len(set(named)) == 1:
            return self._found(named[0], "short_antecedent")
        elsewhere = self.named_in_full & candidates
        if not named and len(elsewhere) == 1:
            return self._found(next(iter(elsewhere)), "short_named_later")
        if named:
            return Resolution(None, "ambiguous", "short_several_antecedents")
        if sentence.at(item.first, "title") and may_name(item.last, sentence):
            return Resolution(None, "not_applicable", "title_of_a_person")  # «اللواء سليم …»
        if local := self._of_the_country(candidates, item, sentence):
            return self._found(local, "short_by_country")
        if (
            _twin(item, "place", sentence)
            or _has_adjective(item, sentence)
            or self._is_common_noun(candidates, item, sentence)
        ):
            return Resolution(None, "not_applicable", "common_noun_without_antecedent")
        return Resolution(None, "no_antecedent", "short_without_antecedent")

    def _of_the_country(self, candidates: set[str], item: Item, sentence: Sentence) -> str | None:
        """The one body of that name in the country that the report is about; of movements and parties none is.

        A name of two words that one body alone bears («حركة الشباب») asks only that its country is named.
        """
        home = {actor: self.lexicon.actors[actor].country for actor in candidates}
        several_words = item.last - item.first > 1
        if several_words and len(candidates) == 1 and self.countries[next(iter(home.values()))]:
            return next(iter(home))
        ranked = self.countries.most_common(2)
        if not ranked or (len(ranked) == 2 and ranked[0][1] < 2 * ranked[1][1]):
            return None
        local = [actor for actor in candidates if home[actor] == ranked[0][0]]
        # «الاحتلال» in a report of Palestinian towns alone
        local = local or [actor for actor in candidates if NEIGHBOURS.get(home[actor]) == ranked[0][0]]
        if len(local) != 1:
            return None
        return local[0] if several_words or self.lexicon.actors[local[0]].kind in OF_STATE else None

    def _is_common_noun(self, candidates: set[str], item: Item, sentence: Sentence) -> bool:
        kinds = {self.lexicon.actors[actor].kind for actor in candidates}
        return kinds <= set(COMMON_NOUNS) and sentence.word(item.first) not in ARMED_SHORT

    def _existed(self, actor: Any) -> bool:
        """Whether an actor existed when the report was published; of an unknown day, whether it ever did."""
        if self.published is None:
            return True
        day = self.published.isoformat()
        begun = not actor.valid_from or actor.valid_from <= day
        return begun and (not actor.valid_to or day[: len(actor.valid_to)] <= actor.valid_to)

    def _found(self, actor_id: str, rule: str) -> Resolution:
        self.seen.append(actor_id)
        return Resolution(actor_id, "antecedent", rule)

    def place(self, item: Item, sentence: Sentence) -> Resolution:
        """The gazetteer place a place item names."""
        if not item.value:
            return Resolution(None, "not_in_registry", "new_place")
        if is_country(item) and (_twin(item, "actor", sentence) or _is_adjective(item, sentence)):
            return Resolution(None, "not_applicable", "country_as_actor")
        if self.places.is_word(item, sentence):
            return Resolution(None, "not_applicable", "common_word_without_place_word")
        place, rule = self.places.choose(item, sentence)
        return Resolution(place, "resolved" if place else "ambiguous", rule)


def _twin(item: Item, kind: str, sentence: Sentence) -> Item | None:
    """The item of another kind on the same words."""
    other = sentence.at(item.first, kind)
    return other if other is not None and (other.first, other.last) == (item.first, item.last) else None


def _has_adjective(item: Item, sentence: Sentence) -> bool:
    """«النظام الغذائي», «الحركة التجارية»: with an adjective that no name has, the noun is an everyday one."""
    word = sentence.word(item.last)
    known = sentence.at(item.last, "nisba", "modifier", "actor", "place", "head", "time")
    return word.startswith("ال") and word.endswith(("ي", "يه")) and known is None


def _is_placed(item: Item, sentence: Sentence) -> bool:
    """Whether a country stands where something is, goes or comes from; «من» in «بدعم من» asks for somebody."""
    before = sentence.word(item.first - 1)
    listed = item.joined and not item.prep
    if listed or before in COMMAS:
        other = sentence.at(item.first - (1 if listed else 2), "actor", "place")
        if other is not None and other.last == item.first - (0 if listed else 1):
            return _is_placed(other, sentence)
        return False
    if item.prep:
        return item.prep == "ب"
    link, head = sentence.at(item.first - 1, "link"), sentence.at(item.first - 1, "head")
    if link is not None and link.value.function not in ("loyal", "none", "origin"):
        return link.value.function in ("location", "destination")
    if head is not None:
        return head.value.kind == "area"
    border = before == "مع" and any("حدود" in sentence.word(item.first - back) for back in (2, 3, 4))
    return before in PLACED or border


def _is_adjective(item: Item, sentence: Sentence) -> bool:
    """Whether the letters of a country are an accusative adjective: «هجوما تركيا», behind an accusative noun."""
    before = sentence.word(item.first - 1)
    if item.last - item.first > 1 or item.proclitic or not sentence.word(item.first).endswith("يا"):
        return False
    noun = len(before) > 3 and before.endswith("ا") and not before.endswith(("ها", "نا")) and before not in NO_NAME
    return noun and sentence.at(item.first - 1, "source", "link", "boundary", "cue", "place", "actor") is None
