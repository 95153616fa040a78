"""How many: the counted phrases of a sentence.

A count is a number with its noun («ثلاثة جنود», «9 من المسلحين», «مدنيين اثنين»), or a noun whose form tells the number
(«جندي», «قتيلين», «أحد الجنود»). Parts of a total («بينهم طفلان») are counts of their own that nothing is added to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from sijill.codewords import Unit
from sijill.extract.grammar.phrases import PREPOSITIONS
from sijill.extract.lexicon import NATIONAL, VerbForm
from sijill.extract.names.unnamed import is_hurt_at
from sijill.extract.sentence import STOPS, Item, Sentence
from sijill.text.arabic import key
from sijill.text.numerals import ORDINAL_ONES

HURT = ("killed", "wounded")
PART_REACH = 6  # tokens between two parts of one total
UNDERSTOOD = ("time", "place", "actor", "nisba", "modifier", "head", "link")
PARTS = ("بينهم", "بينهن", "بينها", "بينهما", "منهم", "منهن", "ضمنهم", "هم", "هما", "معظمهم", "غالبيتهم", "اغلبهم")
PART_WORDS = frozenset((*PARTS, *("و" + word for word in PARTS)))
ONE_OF = frozenset(("احد", "احدي"))
_ORDINALS = (word.removeprefix("ال") for n, words in ORDINAL_ONES.items() if n > 1 for word in words.split())
ONE_MORE = frozenset(("ثان", "احدهم", "احدهما", "احداهن", "احداهما", *_ORDINALS))
OF_TWO = frozenset(("احدهما", "احداهما", "كلاهما", "كليهما"))
TWO_REACH = 3  # tokens
CASES = frozenset(("death", "death_case", "injury", "suffocation_case"))  # a noun of these is no person


@dataclass(frozen=True)
class Quantity:
    """A number and what it counts: view offsets, low, best, high. `unit`: id of the counted noun, "" if not known."""

    start: int
    end: int
    what: str
    low: int | None
    best: int | None
    high: int | None
    rule: str
    unit: str = ""


@dataclass(frozen=True)
class Count:
    """A counted phrase on tokens first … last; `unit` is its noun, `part`: it is a part of a total told before."""

    first: int
    last: int
    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    unit: Item | None
    stated: bool  # a number stands there; else the noun's form tells it
    joined: bool
    part: bool = False

    @property
    def human(self) -> bool:
        """Whether people are counted: a number without a noun may count them."""
        return self.unit is None or self.unit.kind != "unit" or self.unit.value.human

    @property
    def what(self) -> str:
        """What the noun counts by itself; "" without one."""
        return str(self.unit.value.what) if self.unit is not None and self.unit.kind == "unit" else ""

    def quantity(self, what: str, rule: str) -> Quantity:
        unit = self.unit.value.unit_id if self.unit is not None and self.unit.kind == "unit" else ""
        return Quantity(self.start, self.end, what, self.low, self.best, self.high, rule, unit)


def counts(sentence: Sentence) -> list[Count]:
    """All counted phrases of a sentence in text order."""
    return sentence.once("counts", lambda: _counts(sentence))


def _counts(sentence: Sentence) -> list[Count]:
    numbers = [item for item in sentence.of("number") if item.value.kind == "count"]
    found = [_stated(item, sentence) for item in numbers if sentence.text[item.start : item.end] not in ONE_OF]
    taken = {index for count in found for index in range(count.first, count.last)}
    for item in sentence.of("unit", "nisba"):
        named = item.kind == "unit" and not item.value.human  # «سقط صاروخان» is a trigger as a whole
        people = item.kind == "nisba" or item.value.human or _two_things(item, sentence)
        people = people and (item.kind == "nisba" or item.value.unit_id not in CASES)
        people = people and (named or not sentence.at(item.first, "trigger"))
        free = people and item.first not in taken and not _describes(item, sentence)
        value = (implied_count(item, sentence) or _told_as_two(item, sentence)) if free else None
        if value and sentence.word(item.first - 1) not in ONE_OF:
            found.append(
                Count(item.first, item.last, item.start, item.end, value, value, value, item, False, item.joined)
            )
    ones = [index for index, word in enumerate(sentence.words) if word in ONE_OF]
    found += [count for index in ones if (count := _one_of(index, sentence))]
    more = [index for index, word in enumerate(sentence.words) if word in ONE_MORE]
    found += [_one_more(index, sentence) for index in more if is_hurt_at(index, sentence)]
    return _with_parts(sorted(found, key=lambda count: (count.first, -count.last)), sentence)


def _two_things(noun: Item, sentence: Sentence) -> bool:
    """«سقط صاروخان», «دمروا دبابتين»: two of them; «الصاروخان» are those told before."""
    return not noun.definite and not noun.suffix and implied_count(noun, sentence) == 2


def _describes(noun: Item, sentence: Sentence) -> bool:
    """«قائد عسكري», «طفل رضيع»: a second noun of people right behind the first, with nothing written onto it and in its
    case, is its adjective; but «قتل مسلح جنديا»."""
    before = sentence.at(noun.first - 1, "unit")
    if before is None or before.last != noun.first or noun.kind != "unit" or noun.proclitic:
        return False
    if sentence.word(noun.last - 1).endswith("ا") and not sentence.word(noun.first - 1).endswith("ا"):
        return False
    people = before.value.human and before.value.unit_id not in CASES  # «إصابة طفلين»
    return bool(people) and before.definite == noun.definite


def _told_as_two(noun: Item, sentence: Sentence) -> int | None:
    """«فلسطينيين، أحدهما طفل», «أن عاملين قتلا»: what follows tells that the letters are those of a dual."""
    near = sentence.words[noun.last : noun.last + TWO_REACH]
    verb = sentence.at(noun.last, "trigger")
    done = verb is not None and isinstance(verb.value, VerbForm) and sentence.word(verb.first).endswith("ا")
    told = bool(OF_TWO.intersection(near)) or (done and not sentence.word(noun.last).endswith(("وا", "ها")))
    return 2 if told and sentence.text[noun.start : noun.end].endswith("ين") and not noun.definite else None


def _one_more(index: int, sentence: Sentence) -> Count:
    """«قُتل اثنان وجُرح ثالث»: one more than were told of."""
    start, end = sentence.tokens[index]
    return Count(index, index + 1, start, end, 1, 1, 1, None, False, False)


def _one_of(index: int, sentence: Sentence) -> Count | None:
    """«أحد الجنود», «إحدى المسعفات», also before a noun that no lexicon knows («أحد مرافقيه»)."""
    number = sentence.at(index, "number")
    if sentence.word(index) not in ONE_OF or sentence.at(index, "time") or sentence.at(index + 1, "place"):
        return None
    if number is not None and sentence.text[number.start : number.end] not in ONE_OF:
        return None
    if not sentence.word(index + 1)[:1].isalpha():
        return None  # «لم يقتل أحد»
    noun = sentence.at(index + 1, "unit")
    start, end = sentence.tokens[index][0], sentence.tokens[min(index + 1, len(sentence.tokens) - 1)][1]
    return Count(index, index + 1, start, end, 1, 1, 1, noun, False, False)


def _stated(number: Item, sentence: Sentence) -> Count:
    unit = _noun_of(number, sentence)
    first, last = number.first, number.last
    if unit is not None:
        first, last = min(first, unit.first), max(last, unit.last)
    value = number.value
    word = sentence.tokens[first][0]
    joined = (sentence.text[word] == "و" and word < number.start) or sentence.word(first - 1) == "و"
    joined = joined or (unit is not None and unit.first == first and unit.joined)
    return Count(first, last, number.start, number.end, value.low, value.best, value.high, unit, True, joined)


def _noun_of(number: Item, sentence: Sentence) -> Item | None:
    """The noun a number counts: right behind it or behind «من»; or before a number that agrees («مدنيين اثنين»)."""
    index = number.last
    if sentence.word(index) == ")" and sentence.word(number.first - 1) == "(":
        index += 1
    if sentence.word(index) == "من":
        index += 1
    behind = sentence.at(index, "unit")
    if behind is not None and behind.first == index and not behind.proclitic:
        return behind
    before = sentence.at(number.first - 1, "unit")
    if index == number.last and before is not None and not sentence.text[number.start].isdigit():
        agrees = before.definite == (sentence.text[number.start : number.start + 2] == "ال")
        counted = number.value.best is not None and number.value.best > 1 and not number.value.best > 10
        return before if agrees and counted and not _joined_word(number, sentence) else None
    return None


def _joined_word(number: Item, sentence: Sentence) -> bool:
    return number.start > sentence.tokens[number.first][0]


def implied_count(noun: Item, sentence: Sentence) -> int | None:
    """1 for a singular noun, 2 for a dual whose letters cannot be a plural («قتيلين», not «مقاتلين»), else None."""
    if noun.kind == "unit" and noun.value.unit_id == NATIONAL:
        return 1
    surface = sentence.text[noun.start : noun.end].removeprefix("ال")
    if noun.kind == "nisba":
        alone = sentence.at(noun.first - 1, "unit", "head", "nisba", "number") is None
        return {"ي": 1, "ان": 2}.get(surface[-2:] if surface.endswith("ان") else surface[-1:]) if alone else None
    if noun.suffix and noun.suffix != "ا":
        surface = surface.removesuffix(noun.suffix)
        whole = not surface.endswith("ت") or noun.value.what not in ("women", "children")  # «راح ضحيته تسعة»
        surface = surface if whole else f"{surface[:-1]}ه"  # «زوجته», of «زوجة»
    singulars, duals = _number_forms(noun.value)
    return 1 if surface in singulars else 2 if surface in duals else None


@cache
def _number_forms(unit: Unit) -> tuple[frozenset[str], frozenset[str]]:
    """Singular and dual forms of a noun. A form is singular when its own inflections are listed too."""
    forms = {key(form) for form in unit.forms}
    first = key(unit.forms[0])
    singulars = {first, first + "ا"}
    for form in forms:
        stem = form.removesuffix("ه") + "ت" if form.endswith("ه") else form
        if form + "ا" in forms or stem + "ان" in forms or form + "ون" in forms or form == first + "ه":
            singulars |= {form, form + "ا"}
        if form.endswith("يا") and form[:-1] + "ين" in forms:
            singulars.add(form)
    duals = {key(form) for form in unit.duals}
    return frozenset(singulars - duals), frozenset(duals)


def _with_parts(found: list[Count], sentence: Sentence) -> list[Count]:
    """Marks the counts behind «بينهم», «من بين القتلى» and what is joined to these."""
    marked: list[Count] = []
    for count in found:
        part = _names_part(count, sentence)
        last = marked[-1] if marked else None
        if not part and last is not None and last.part and count.joined:
            between = range(last.last, count.first)
            part = len(between) <= PART_REACH and not any(
                sentence.word(index) in (*STOPS, "،", ",")
                or sentence.at(index, "trigger")
                or opens_clause(index, sentence)
                for index in between
            )
        marked.append(replace(count, part=part))
    return marked


def _names_part(count: Count, sentence: Sentence) -> bool:
    near = [sentence.word(count.first - back) for back in (1, 2)]
    if near[0] in PART_WORDS or (near[1] in PART_WORDS and sentence.at(count.first - 1, *UNDERSTOOD) is not None):
        return True
    group = sentence.at(count.first - 1, "unit")
    return near[1] == "بين" and group is not None and group.definite


def opens_clause(index: int, sentence: Sentence) -> bool:
    """Whether another clause begins at a token: its verb, its conjunction or who tells it; but «قائد في الجيش» may be
    somebody of whom is told."""
    if sentence.at(index, "support", "boundary") is not None:
        return True
    source = sentence.at(index, "source")
    return source is not None and source.value.kind != "source_noun"


def governed(count: Count, sentence: Sentence) -> bool:
    """Whether a preposition stands before a count, or it tells who did it: «بثلاث طلقات», «في 25 من الشهر», «برصاص
    شخصين»; who is struck («بحق 300») apart."""
    link = sentence.at(count.first - 1, "link")
    if link is not None and link.last == count.first and link.value.function == "agent":
        return True
    opening, end = sentence.tokens[count.first]
    before = sentence.text[opening : count.start].lstrip("وف") if count.start < end else ""
    word = sentence.word(count.first - 1).removeprefix("و")
    clitic = before[:1] in ("ب", "ل", "ك") or (count.unit is not None and bool(count.unit.prep) and not count.stated)
    return clitic or (word in PREPOSITIONS and word not in ("بحق", "علي"))
