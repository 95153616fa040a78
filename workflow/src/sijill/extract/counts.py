"""How many: the numbers of a clause and what they count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sijill.extract.frames import Frame
from sijill.extract.sentence import Item, Sentence
from sijill.text.arabic import key

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
