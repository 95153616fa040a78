"""Counts that no trigger of casualty takes: «15 دبابة», «75 غارة», «بينهم طفلان», and that nobody was hurt."""

from __future__ import annotations

from dataclasses import replace

from sijill.extract.lexicon import VerbForm
from sijill.extract.numbers.counts import HURT, Count, Quantity, counts
from sijill.extract.numbers.hosts import Telling, caused_behind
from sijill.extract.numbers.tallies import BOTH, without_split
from sijill.extract.numbers.tolls import is_toll, told_by_toll
from sijill.extract.numbers.unhurt import NONE_HURT, is_negated, none_hurt
from sijill.extract.sentence import Item, Sentence, apart

RESULT_REACH = 12
# A counted noun that is a trigger with its adjective: «75 غارة جوية».
COUNTED_ACTS = {
    "غار": "strikes", "ضرب": "strikes", "هجوم": "strikes", "هجم": "strikes", "صارو": "missiles", "صواري": "missiles",
    "قذيف": "shells", "قذايف": "shells",
}  # fmt: skip


def count_things(tellings: list[Telling], sentence: Sentence) -> None:
    """Counts that no trigger has taken go to the act of their clause: «15 دبابة», «75 غارة», «بينهم طفلان»."""
    read = {quantity.start for telling in tellings for quantity in telling.quantities}
    for count in counts(sentence):
        inside = any(q.start <= count.start < q.end for telling in tellings for q in telling.quantities)
        owner = None if inside or count.start in read else _owner(count, tellings, sentence)
        quantity = thing(count, sentence) if owner is not None else None
        if owner is not None and quantity is not None and not _is_told(quantity, count, owner):
            owner.add(quantity)
    _count_none(tellings, sentence)
    for telling in tellings:
        telling.quantities = _without_tolls(telling.quantities)


def _is_told(quantity: Quantity, count: Count, owner: Telling) -> bool:
    """A part of the killed is not a second figure of killed, nor are those of a war told about beside it."""
    same = any(other.what == quantity.what for other in owner.quantities)
    return same and (count.part or (quantity.what in HURT and quantity.rule != "cumulative_toll"))


def _owner(count: Count, tellings: list[Telling], sentence: Sentence) -> Telling | None:
    """The telling in whose clause a count stands; a part belongs to the telling that has the total."""
    here = Item("count", count.first, count.last, count.start, count.end, None)
    totals = [(q.start, n) for n, telling in enumerate(tellings) for q in telling.quantities if q.start < count.start]
    if count.part and totals:
        return tellings[max(totals)[1]]
    near = [telling for telling in tellings if not apart(telling.frame.trigger, here, sentence)]
    if count.what in HURT:
        near = [telling for telling in near if telling.may_hurt]
        caused = [act for act in near if act.frame.trigger.first >= count.last]
        if act := next((act for act in caused if caused_behind(here, act.frame, sentence)), None):
            return act
    return min(near, key=lambda telling: abs(telling.frame.trigger.first - count.first), default=None)


def _count_none(tellings: list[Telling], sentence: Sentence) -> None:
    """«دون قتلى أو جرحى», «دون خسائر بشرية» where no trigger says it: zero, for the last act before."""
    for unit in sentence.of("unit"):
        named = unit.value.what in HURT or unit.value.unit_id in NONE_HURT
        owners = [telling for telling in tellings if telling.frame.trigger.last <= unit.first]
        if not named or not owners or sentence.at(unit.first, "trigger", "number") or not is_negated(unit, sentence):
            continue
        for zero in none_hurt(unit, unit.value.what, sentence):
            if not any(quantity.what == zero.what for quantity in owners[-1].quantities):
                owners[-1].add(zero)


def _without_tolls(quantities: list[Quantity]) -> list[Quantity]:
    """A toll beside the act's own figure is not added to it: it is told as a total of its own."""
    own = {quantity.what for quantity in quantities if quantity.rule != "cumulative_toll"}
    return [
        replace(quantity, what=f"{quantity.what}_total")
        if quantity.rule == "cumulative_toll" and quantity.what in own
        else quantity
        for quantity in quantities
    ]


def thing(count: Count, sentence: Sentence) -> Quantity | None:
    """What a count that no trigger has taken counts; None where nothing is known to be counted."""
    if count.stated and count.unit is None and (acts := _acts_behind(count, sentence)):
        return count.quantity(acts, "number_of_acts")
    if what := told_by_toll(count, sentence):
        return count.quantity(what, "cumulative_toll")
    two_things = not count.human and count.best == 2
    if not count.what or not (count.stated or count.part or two_things or _is_result(count, sentence)):
        return None
    if count.part:
        return count.quantity(count.what, "part_of_total")
    if without_split([count], sentence):
        return count.quantity(BOTH, "number_of_unit")
    return count.quantity(count.what, "cumulative_toll" if _is_hurt_toll(count, sentence) else "number_of_unit")


def _is_result(count: Count, sentence: Sentence) -> bool:
    """«أوقع القصف قتيلا و5 جرحى»: a noun that tells its number, behind a verb of result."""
    if count.what not in HURT or count.unit is None or count.unit.definite or count.unit.prep:
        return False
    results = [item for item in sentence.of("support") if item.value.row.aspect == "result"]
    results += [item for item in sentence.of("link") if item.value.function == "result"]
    before = [item for item in results if 0 <= count.first - item.last <= RESULT_REACH]
    return any(not sentence.stop_between(item.last, count.first) for item in before)


def _is_hurt_toll(count: Count, sentence: Sentence) -> bool:
    return count.what in HURT and is_toll(count, sentence)


def _acts_behind(count: Count, sentence: Sentence) -> str:
    """What a number counts that stands right before a noun trigger; "" for anything else."""
    act = sentence.at(count.last, "trigger")
    if act is None or act.first != count.last or isinstance(act.value, VerbForm):
        return ""
    noun = sentence.text[act.start : act.end].removeprefix("ال")
    return next((what for stem, what in COUNTED_ACTS.items() if noun.startswith(stem)), "")
