"""From the frames of a sentence to the events it tells: type, host of casualties, and what makes a row worth a row."""

from __future__ import annotations

from dataclasses import dataclass, field

from sijill.codebook import Codebook
from sijill.extract.phrases import NounPhrase
from sijill.extract.roles import Frame, Participation, participations
from sijill.extract.sentence import Item, Sentence
from sijill.extract.slots import Quantity, casualties, counted

ARMED_KINDS = frozenset(("state_force", "militia", "insurgent", "coalition", "umbrella", "police"))
CARRIED = frozenset(("attack", "shelling", "air_strike", "attack_on_civilians"))  # «غارات استهدفت …»: one act, two words
CARRY_REACH, HOST_REACH = 15, 25
CAUSES = frozenset(("cause", "agent"))


@dataclass
class Telling:
    """One event as one sentence tells it: its frame, final type, participants and numbers."""

    frame: Frame
    event_type: str
    rule: str
    parts: list[Participation]
    quantities: list[Quantity] = field(default_factory=list)


@dataclass(frozen=True)
class Refusal:
    """A trigger that asserts no event here, with the reason code."""

    trigger: Item
    reason: str


def read_events(
    sentence: Sentence, found: list[Frame], armed: frozenset[str], codebook: Codebook
) -> tuple[list[Telling], list[Refusal]]:
    """The events of a sentence. `armed`: ids of the armed actors that the sentence names."""
    frames = _without_carriers(found, sentence)
    tellings: list[Telling] = []
    refused: list[Refusal] = []
    for frame in frames:
        parts = participations(frame)
        if reason := _unmet(frame, parts, sentence, armed):
            refused.append(Refusal(frame.trigger, reason))
            continue
        event_type, rule = _exact_type(frame, sentence, codebook)
        tellings.append(Telling(frame, event_type, rule, parts))
    hosted = _give_to_hosts(tellings, sentence, codebook)
    _count_things(hosted, sentence)
    return hosted, refused


def _without_carriers(found: list[Frame], sentence: Sentence) -> list[Frame]:
    """A generic verb whose subject is an event noun («غارات استهدفت مواقع») adds its objects to that noun's frame."""
    kept: list[Frame] = []
    for frame in found:
        host = kept[-1] if kept else None
        if host is not None and _carries(frame, host, sentence):
            for function, phrases in frame.functions.items():
                for phrase in phrases:
                    host.put("carried_object" if function in ("after", "preverbal") else function, phrase)
        else:
            kept.append(frame)
    return kept


def _carries(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    gap = frame.trigger.first - host.trigger.last
    plain = frame.is_verb and frame.row.event_type in CARRIED and not frame.trigger.joined
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    own_subject = [phrase for phrase in frame.get("preverbal") if phrase.name.kind != "place"]
    return plain and near and not host.is_verb and host.row.asserts == "event" and not own_subject


def _unmet(frame: Frame, parts: list[Participation], sentence: Sentence, armed: frozenset[str]) -> str | None:
    """The condition of the trigger row that this sentence does not meet."""
    needs = frame.row.needs
    if needs == "armed" and not armed and not _fighters_near(frame, sentence):
        return "needs_armed_actor"
    if needs == "weapon" and not (sentence.of("modifier") or _instruments(sentence)):
        return "needs_weapon"
    if needs == "human" and not any(part.phrase.name.kind != "place" for part in parts) and not _people_near(frame, sentence):
        return "needs_human"
    places = frame.get("after", "genitive", "carried_object", "على", "في", "ب", "location", "إلى", "preverbal", "support_subject")
    if needs == "place" and not any(phrase.name.kind == "place" for phrase in places):
        return "needs_place"
    return None


def _instruments(sentence: Sentence) -> list[Item]:
    return [item for item in sentence.of("head") if item.value.kind == "instrument"]


def _fighters_near(frame: Frame, sentence: Sentence) -> bool:
    near = range(frame.trigger.first - 8, frame.trigger.last + 8)
    return any(item.first in near and item.value.what in ("fighters", "soldiers", "commanders") for item in sentence.of("unit"))


def _people_near(frame: Frame, sentence: Sentence) -> bool:
    near = range(frame.trigger.last, frame.trigger.last + 6)
    return any(item.first in near and item.value.human for item in sentence.of("unit"))


def _exact_type(frame: Frame, sentence: Sentence, codebook: Codebook) -> tuple[str, str]:
    """The event type after the modifiers near the trigger («قصف» + «جوي» → air_strike), with the rule that gave it."""
    row = frame.row
    for modifier in codebook.modifiers:
        if row.event_type not in modifier.event_type:
            continue
        for item in sentence.of("modifier"):
            if item.value is modifier and _modifies(item, frame, sentence, modifier.scope):
                return modifier.becomes, f"{row.trigger_id}+{modifier.becomes}"
    return row.event_type, row.trigger_id


def _modifies(item: Item, frame: Frame, sentence: Sentence, scope: str) -> bool:
    trigger = frame.trigger
    if item.first < trigger.last and trigger.first < item.last:
        return True
    if scope == "adjacent":
        return 0 <= item.first - trigger.last <= 1
    first, last = sorted(((item.first, item.last), (trigger.first, trigger.last)))
    others = [other for other in sentence.of("trigger") if first[1] <= other.first < last[0]]
    return not others and last[0] - first[1] <= 8 and not sentence.stop_between(first[1], last[0])


def _give_to_hosts(tellings: list[Telling], sentence: Sentence, codebook: Codebook) -> list[Telling]:
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
    if before and telling.frame.trigger.joined and not sentence.stop_between(before[-1].frame.trigger.last, telling.frame.trigger.first):
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


def _count_things(tellings: list[Telling], sentence: Sentence) -> None:
    """Counted people and things that are not yet read go to the act of their clause («سقط ثلاثة قتلى»، «15 دبابة»)."""
    read = {quantity.start for telling in tellings for quantity in telling.quantities}
    for number, unit in counted(sentence):
        if number.start in read or not tellings:
            continue
        near = [telling for telling in tellings if not _apart(telling.frame.trigger, number, sentence)]
        if near:
            nearest = min(near, key=lambda telling: abs(telling.frame.trigger.first - number.first))
            value = number.value
            nearest.quantities.append(
                Quantity(number.start, number.end, unit.value.what, value.low, value.best, value.high, "number_of_unit")
            )


def _apart(trigger: Item, number: Item, sentence: Sentence) -> bool:
    first, last = sorted(((trigger.first, trigger.last), (number.first, number.last)))
    return sentence.stop_between(first[1], last[0])


def is_bare(telling: Telling, place: NounPhrase | None) -> bool:
    """A trigger with nobody, no place and no number in its clause tells no event that could be checked."""
    return not telling.parts and place is None and not telling.quantities
