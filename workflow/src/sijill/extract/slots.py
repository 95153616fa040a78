"""The slots of an event that are not people: its place, its time, its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sijill.extract.phrases import NounPhrase
from sijill.extract.roles import PLACE_FUNCTIONS, Frame
from sijill.extract.sentence import Item, Sentence
from sijill.text.arabic import key

EVENT_TIMES = ("absolute", "deictic", "weekday", "part_of_day", "month_part")
COMPLEMENTIZERS = frozenset(("ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", ":"))
NEAR = frozenset(("قرب", "محيط", "اطراف", "شرق", "شرقي", "غرب", "غربي", "شمال", "شمالي", "جنوب", "جنوبي", "مشارف", "ضواحي"))
MOVES_TO = ("reinforcement", "deployment", "relocation", "territorial_control", "arms_supply", "displacement")
MOVES_FROM = ("withdrawal", "surrender")
UNIT_REACH, COUNT_REACH = 3, 5


@dataclass(frozen=True)
class Quantity:
    """A number and what it counts: view offsets, low, best, high."""

    start: int
    end: int
    what: str
    low: int | None
    best: int | None
    high: int | None
    rule: str


def place_of(frame: Frame, sentence: Sentence, event_type: str) -> tuple[NounPhrase | None, str]:
    """The phrase that names the event's place, and the grammatical function it was read from.

    Origins, destinations and the places of other acts are no places of the event, except that a movement to a place
    happens there and a withdrawal happens where it starts.
    """
    functions = [*PLACE_FUNCTIONS, "after", "genitive", "على", "support_subject", "preverbal"]
    if event_type in MOVES_TO:
        functions = ["إلى", "destination", *functions]
    if event_type in MOVES_FROM:
        functions = ["من", "origin", *functions]
    for function in functions:
        places = [phrase for phrase in frame.get(function) if phrase.name.kind == "place" and _placed(phrase, function, sentence)]
        if places:
            nearest = min(places, key=lambda phrase: abs(phrase.first - frame.trigger.last))
            return nearest, function
    return None, ""


def _placed(phrase: NounPhrase, function: str, sentence: Sentence) -> bool:
    """A country that is also a power («قصفت روسيا») is a place only behind a preposition of place."""
    both = any(actor.first == phrase.name.first for actor in sentence.of("actor"))
    return not both or function in (*PLACE_FUNCTIONS, "إلى", "destination", "من", "origin")


def chain(phrase: NounPhrase, sentence: Sentence) -> list[Item]:
    """The place items of one description, most specific first as written: «السخنة بريف حمص الشرقي شرق سوريا»."""
    found = [phrase.name]
    for item in sentence.of("place"):
        between = range(found[-1].last, item.first)
        if item.first >= found[-1].last and len(between) <= 2 and all(_of_place(index, sentence) for index in between):
            if item.joined and not item.prep:
                break
            found.append(item)
    return found


def _of_place(index: int, sentence: Sentence) -> bool:
    word = sentence.word(index).lstrip("وب")
    link = sentence.at(index, "link")
    return word in NEAR | {"في", "ريف", "محافظه", "منطقه", "مدينه", "بلده"} or (link is not None and link.value.function == "location")


def is_near(phrase: NounPhrase, sentence: Sentence) -> bool:
    """Whether the text says near, around or beside the place rather than in it."""
    return any(sentence.word(index).lstrip("وب") in NEAR for index in range(max(0, phrase.first - 2), phrase.first))


def time_of(frame: Frame, sentence: Sentence) -> Item | None:
    """The time expression of the event: the nearest in its clause that is not the time of speaking."""
    trigger = frame.trigger
    times = [item for item in sentence.of("time") if item.value.kind in EVENT_TIMES and not _of_speech(item, trigger, sentence)]
    same_clause = [item for item in times if not _apart(item, trigger, sentence)]
    return min(same_clause, key=lambda item: (abs(item.first - trigger.first), item.first), default=None)


def _apart(item: Item, trigger: Item, sentence: Sentence) -> bool:
    first, last = sorted(((item.first, item.last), (trigger.first, trigger.last)))
    return sentence.stop_between(first[1], last[0])


def _of_speech(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«أعلن الجيش، الخميس، أنه …»: a time between a verb of saying and its clause dates the saying."""
    saying = [verb for verb in sentence.of("source") if verb.value.kind == "say_verb" and verb.last <= item.first]
    if not saying or trigger.first < item.first:
        return False
    return any(sentence.word(index) in COMPLEMENTIZERS for index in range(item.last, trigger.first)) or (
        item.first - saying[-1].last <= 6 and sentence.word(item.last) in ("،", ",")
    )


def casualties(frame: Frame, sentence: Sentence, what: str) -> list[Quantity]:
    """The number of people a casualty trigger speaks of: in the phrase behind it, or before it («… قتيلا»)."""
    trigger = frame.trigger
    for index in range(trigger.last, min(trigger.last + COUNT_REACH, len(sentence.tokens))):
        if sentence.stop_between(trigger.last, index) or sentence.at(index, "trigger"):
            break
        number, unit = sentence.at(index, "number"), sentence.at(index, "unit")
        if number is not None and number.value.kind == "count" and not _counts_thing(number, sentence):
            return [_quantity(number, what, "number_behind_trigger")]
        if unit is not None and unit.value.human and (amount := implied_count(unit, sentence)):
            return [Quantity(unit.start, unit.end, what, amount, amount, amount, "number_of_noun")]
    return []


def _counts_thing(number: Item, sentence: Sentence) -> bool:
    unit = _unit_behind(number, sentence)
    return unit is not None and not unit.value.human


def _quantity(number: Item, what: str, rule: str) -> Quantity:
    value: Any = number.value
    return Quantity(number.start, number.end, what, value.low, value.best, value.high, rule)


def implied_count(unit: Item, sentence: Sentence) -> int | None:
    """1 for a singular noun, 2 for a dual whose letters cannot be a plural («قتيلين», not «مقاتلين»), else None."""
    forms = [key(form) for form in unit.value.forms]
    surface = sentence.text[unit.start : unit.end].removeprefix("ال")
    if surface == forms[0]:
        return 1
    dual = surface in (forms[0] + "ين", forms[0] + "ان")
    return 2 if dual and forms[0] + "ون" not in forms else None


def counted(sentence: Sentence) -> list[tuple[Item, Item]]:
    """Number items with the unit each counts, in text order."""
    pairs = []
    for number in sentence.of("number"):
        if number.value.kind != "count":
            continue
        if unit := _unit_behind(number, sentence):
            pairs.append((number, unit))
    return pairs


def _unit_behind(number: Item, sentence: Sentence) -> Item | None:
    for index in range(number.last, number.last + UNIT_REACH):
        if unit := sentence.at(index, "unit"):
            return unit
        if sentence.word(index) in ".،,؛" or sentence.at(index, "number"):
            return None
    return None
