"""Which act a number belongs to: casualties go to what caused them, counted things to the act of their clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.codebook import Codebook
from sijill.extract.counts import Quantity, casualties, counted
from sijill.extract.frames import Frame
from sijill.extract.roles import Participation
from sijill.extract.sentence import Item, Sentence, apart

HOST_REACH = 25
CAUSES = frozenset(("cause", "agent"))


@dataclass
class Telling:
    """One event as one sentence tells it: its frame, final type, participants and numbers."""

    frame: Frame
    event_type: str
    rule: str
    parts: list[Participation]
    quantities: list[Quantity] = field(default_factory=list)


def give_to_hosts(tellings: list[Telling], sentence: Sentence, codebook: Codebook) -> list[Telling]:
    """Casualties belong to the act that caused them, where the sentence says which («أسفرت الغارة عن مقتل …»)."""
    acts = [telling for telling in tellings if telling.frame.row.asserts == "event"]
    kept: list[Telling] = []
    for telling in tellings:
        if telling.frame.row.asserts != "casualty":
            kept.append(telling)
            continue
        numbers = casualties(telling.frame, sentence, telling.frame.row.needs)
        host = _host(telling, acts, sentence, codebook) or _same_toll(telling, kept, sentence)
        if host is None:
            telling.quantities += numbers
            kept.append(telling)
            continue
        host.quantities += numbers
        known = {(part.phrase.name.start, part.role) for part in host.parts}
        host.parts += [part for part in telling.parts if (part.phrase.name.start, part.role) not in known]
    return kept


def _same_toll(telling: Telling, kept: list[Telling], sentence: Sentence) -> Telling | None:
    """«مقتل خمسة وإصابة ثلاثة» is one report of casualties."""
    before = [other for other in kept if other.frame.row.asserts == "casualty"]
    if (
        before
        and telling.frame.trigger.joined
        and not sentence.stop_between(before[-1].frame.trigger.last, telling.frame.trigger.first)
    ):
        return before[-1]
    return None


def _host(telling: Telling, acts: list[Telling], sentence: Sentence, codebook: Codebook) -> Telling | None:
    """The violent act that the sentence names as the cause of a casualty."""
    casualty = telling.frame.trigger
    violent = [act for act in acts if codebook.event_types[act.event_type].violent]
    behind = [act for act in violent if 0 <= act.frame.trigger.first - casualty.last <= HOST_REACH]
    for act in behind:
        if _caused_behind(casualty, act.frame, sentence):
            return act
    for act in reversed([act for act in violent if 0 <= casualty.first - act.frame.trigger.last <= HOST_REACH + 10]):
        if _caused_before(act.frame.trigger, casualty, sentence):
            return act
    return None


def _caused_behind(casualty: Item, frame: Frame, sentence: Sentence) -> bool:
    act = frame.support if frame.support is not None and frame.support.first < frame.trigger.first else frame.trigger
    if sentence.stop_between(casualty.last, act.first):
        return False
    if frame.trigger.prep == "ب":
        return True
    links = [item for item in sentence.of("link") if casualty.last <= item.first < frame.trigger.first]
    if any(item.value.function in CAUSES for item in links):
        return True
    return any(sentence.word(index) == "في" for index in range(frame.trigger.first - 2, frame.trigger.first))


def _caused_before(act: Item, casualty: Item, sentence: Sentence) -> bool:
    if any(sentence.word(index) in ".؟!" for index in range(act.last, casualty.first)):
        return False
    results = [item for item in sentence.of("link") if item.value.function == "result"]
    results += [item for item in sentence.of("support") if item.value.row.aspect == "result"]
    return any(act.first - 4 <= item.first < casualty.first for item in results)


def count_things(tellings: list[Telling], sentence: Sentence) -> None:
    """Counted people and things that are not yet read go to the act of their clause («سقط ثلاثة قتلى»، «15 دبابة»)."""
    read = {quantity.start for telling in tellings for quantity in telling.quantities}
    for number, unit in counted(sentence):
        if number.start in read or not tellings:
            continue
        near = [telling for telling in tellings if not apart(telling.frame.trigger, number, sentence)]
        if near:
            nearest = min(near, key=lambda telling: abs(telling.frame.trigger.first - number.first))
            value = number.value
            nearest.quantities.append(
                Quantity(number.start, number.end, unit.value.what, value.low, value.best, value.high, "number_of_unit")
            )
