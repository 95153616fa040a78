"""From the frames of a sentence to the events it tells: type, host of casualties, and what makes a row worth a row."""

from __future__ import annotations

from dataclasses import dataclass

from sijill.codebook import Codebook
from sijill.extract.frames import Frame
from sijill.extract.hosts import Telling, count_things, give_to_hosts
from sijill.extract.phrases import NounPhrase
from sijill.extract.roles import Participation, participations, voice
from sijill.extract.sentence import Item, Sentence

ARMED_KINDS = frozenset(("state_force", "militia", "insurgent", "coalition", "umbrella", "police"))
CARRIED = frozenset(
    ("attack", "shelling", "air_strike", "attack_on_civilians")
)  # «غارات استهدفت …»: one act, two words
# Types whose words sport, trade, treaties and computing use too
FIGURATIVE = frozenset(
    [
        "casualty_report",
        "attack",
        "armed_clash",
        "withdrawal",
        "agreement_truce",
        "meeting",
        "offensive_operation",
        "territorial_control",
        "siege",
        "surrender",
    ]
)
TALKS = frozenset(("meeting", "agreement_truce"))
CARRY_REACH, OBJECT_REACH = 15, 8


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
        if reason := _unmet(frame, parts, sentence, armed) or _accident(frame, sentence, armed):
            refused.append(Refusal(frame.trigger, reason))
            continue
        event_type, rule = _exact_type(frame, sentence, codebook)
        telling = Telling(frame, event_type, rule, parts)
        _carry_doer(telling, tellings, sentence)
        tellings.append(telling)
    hosted = give_to_hosts(tellings, sentence, codebook)
    count_things(hosted, sentence)
    return hosted, refused


def _carry_doer(telling: Telling, before: list[Telling], sentence: Sentence) -> None:
    """A verb joined by «و» without a subject of its own goes on with the doer of the verb before it."""
    frame, last = telling.frame, before[-1] if before else None
    bare = frame.is_verb and frame.trigger.joined and frame.row.subject == "actor" and voice(frame) == "active"
    if last is None or not bare or any(part.role == "actor" for part in telling.parts):
        return
    if sentence.stop_between(last.frame.trigger.last, frame.trigger.first):
        return
    doers = [Participation(part.phrase, "actor", "carried_subject") for part in last.parts if part.role == "actor"]
    if doers:
        telling.parts = [*doers, *telling.parts]
        telling.carried = last


def _without_carriers(found: list[Frame], sentence: Sentence) -> list[Frame]:
    """A generic verb whose subject is an event noun («غارات استهدفت مواقع») adds its objects to that noun's frame."""
    kept: list[Frame] = []
    for frame in found:
        host = kept[-1] if kept else None
        if host is not None and _is_object(frame, host, sentence):
            _take_over(frame, host)
            kept[-1] = frame
        elif host is not None and _is_means(frame, host, sentence):
            host.means = frame
            for function, phrases in frame.functions.items():
                host.functions.setdefault(function, []).extend(phrases)
        elif host is not None and (_carries(frame, host, sentence) or _is_bomb(frame, host, sentence)):
            for function, phrases in frame.functions.items():
                for phrase in phrases:
                    host.put("carried_object" if function in ("after", "preverbal") else function, phrase)
        else:
            kept.append(frame)
    return kept


def _is_object(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """A verb and the event noun it governs are one act: «استقدمت الميليشيات تعزيزات», «سقطت قذيفة»."""
    gap = frame.trigger.first - host.trigger.last
    same = host.is_verb and not frame.is_verb and host.row.event_type == frame.row.event_type
    return same and 0 <= gap <= OBJECT_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)


def _is_means(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«استهدفت … بعبوة ناسفة», «قصف … بالبراميل»: a noun of violence behind ب says how, and so which type it is."""
    gap = frame.trigger.first - host.trigger.last
    how = frame.trigger.prep == "ب" and not frame.is_verb and frame.row.asserts == "event"
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    return how and near and host.row.event_type in CARRIED and host.means is None


def _is_bomb(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«انتحاري فجّر سيارة مفخخة»: the bomb is the bomber's."""
    gap = frame.trigger.first - host.trigger.last
    types = (host.row.event_type, frame.row.event_type) == ("suicide_bombing", "explosive_device")
    return types and 0 <= gap <= OBJECT_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)


def _take_over(frame: Frame, verb: Frame) -> None:
    """The noun's frame with the verb as its light verb and the verb's phrases as its own."""
    frame.support = frame.support or verb.trigger
    for function, phrases in verb.functions.items():
        for phrase in phrases:
            frame.put("subject" if function in ("preverbal", "after") else function, phrase)


def _carries(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    gap = frame.trigger.first - host.trigger.last
    plain = frame.is_verb and frame.row.event_type in CARRIED and not frame.trigger.joined
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    own_subject = [phrase for phrase in frame.get("preverbal") if phrase.name.kind != "place"]
    return plain and near and not host.is_verb and host.row.asserts == "event" and not own_subject


def _unmet(frame: Frame, parts: list[Participation], sentence: Sentence, armed: frozenset[str]) -> str | None:
    """The condition of the trigger row that this sentence does not meet."""
    needs = frame.row.needs
    if frame.row.event_type in TALKS and not any(part.phrase.name.kind in ("actor", "nisba") for part in parts):
        return "needs_participant"
    if needs == "armed" and not armed and not _fighters_near(frame, sentence):
        return "needs_armed_actor"
    if needs == "weapon" and not (sentence.of("modifier") or _instruments(sentence)):
        return "needs_weapon"
    if (
        needs == "human"
        and not any(part.phrase.name.kind != "place" for part in parts)
        and not _people_near(frame, sentence)
    ):
        return "needs_human"
    places = frame.get(
        "after", "genitive", "carried_object", "على", "في", "ب", "location", "إلى", "preverbal", "support_subject"
    )
    if needs == "place" and not any(phrase.name.kind == "place" for phrase in places):
        return "needs_place"
    return None


def _accident(frame: Frame, sentence: Sentence, armed: frozenset[str]) -> str | None:
    """Earthquakes kill too, treaties are withdrawn from, mail boxes and goals are attacked."""
    kinds = {cue.value.kind for cue in sentence.of("cue")}
    if "accident" in kinds and frame.row.event_type in ("casualty_report", "explosion") and not armed:
        return "accident_or_crime"
    return "other_field" if "elsewhere" in kinds and frame.row.event_type in FIGURATIVE else None


def _instruments(sentence: Sentence) -> list[Item]:
    return [item for item in sentence.of("head") if item.value.kind == "instrument"]


def _fighters_near(frame: Frame, sentence: Sentence) -> bool:
    near = range(frame.trigger.first - 8, frame.trigger.last + 8)
    return any(
        item.first in near and item.value.what in ("fighters", "soldiers", "commanders") for item in sentence.of("unit")
    )


def _people_near(frame: Frame, sentence: Sentence) -> bool:
    near = range(frame.trigger.last, frame.trigger.last + 6)
    return any(item.first in near and item.value.human for item in sentence.of("unit"))


def _exact_type(frame: Frame, sentence: Sentence, codebook: Codebook) -> tuple[str, str]:
    """The event type after the modifiers near the trigger («قصف» + «جوي» → air_strike), with the rule that gave it."""
    row = frame.row
    if frame.means is not None:
        return frame.means.row.event_type, f"{row.trigger_id}+{frame.means.row.trigger_id}"
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


def is_thin(telling: Telling, place: NounPhrase | None, when: Item | None) -> bool:
    """Whether too little is told to check it: no place, no time and only one side; or fewer than two slots at all.

    «اندلعت اشتباكات في المدينة» is enough with its place alone: a light verb says that it happened.
    """
    roles = {part.role for part in telling.parts}
    if place is None and when is None and len(roles) < 2:
        return True
    happened = place is not None and telling.frame.support is not None and not telling.frame.trigger.definite
    seen = (bool(telling.parts), len(telling.parts) > 1, place is not None, when is not None, bool(telling.quantities))
    return sum(seen) < (1 if happened else 2)
