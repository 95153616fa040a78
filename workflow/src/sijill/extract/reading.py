"""From the frames of a sentence to the events it tells: type, host of casualties, and what makes a row worth a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sijill.codebook import Codebook
from sijill.extract.addressees import restated
from sijill.extract.carried import carry_doer, who_goes_on
from sijill.extract.conditions import refusal
from sijill.extract.crowds import flight, of_crowds, reached
from sijill.extract.doers import able, by_state, struck, suffers
from sijill.extract.frames import Frame
from sijill.extract.hosts import OPERATIONS, Telling, arrives, give_to_hosts
from sijill.extract.modality import RELATIVES
from sijill.extract.phrases import NounPhrase
from sijill.extract.references import told_of
from sijill.extract.roles import Participation, participations
from sijill.extract.sentence import Item, Sentence
from sijill.extract.tails import fired_at
from sijill.extract.things import count_things
from sijill.extract.voice import voice
from sijill.extract.ways import is_setting, without_ways

ARMED_KINDS = frozenset(("state_force", "militia", "insurgent", "coalition", "umbrella", "police"))
CARRIED = frozenset(
    ("attack", "shelling", "air_strike", "attack_on_civilians")
)  # «غارات استهدفت …»: one act, two words
MEANS = CARRIED | {"explosive_device", "suicide_bombing", "grenade", "chemical_attack", "drone_attack"}
STRIKES = frozenset(("n_drba", "p_drba_askrya", "p_shn_drbat"))  # «ضربات», which only an adjective makes air raids
WITH_AIMS = OPERATIONS | {"weapons_intercepted"}
REPLIES = frozenset(("الرد", "رد", "ردت", "ردوا", "للرد", "وردت", "ورد", "ترد", "يرد"))
CARRY_REACH, OBJECT_REACH, MODIFIER_REACH, BOMB_REACH = 15, 8, 10, 25


@dataclass(frozen=True)
class Refusal:
    """A trigger that asserts no event here, with the reason code."""

    trigger: Item
    reason: str


def read_events(
    sentence: Sentence,
    found: list[Frame],
    armed: frozenset[str],
    codebook: Codebook,
    before: Sequence[Telling] = (),
    phrases: Sequence[NounPhrase] = (),
) -> tuple[list[Telling], list[Refusal]]:
    """The events of a sentence. `armed`: ids of the armed actors that it names; `before`: what the last one told."""
    frames = _without_carriers(found, sentence)
    tellings: list[Telling] = []
    refused: list[Refusal] = []
    for frame in frames:
        who_goes_on(frame, phrases, sentence)
        parts = participations(frame)
        event_type, rule = _exact_type(frame, parts, sentence, codebook)
        if event_type == "air_strike" or frame.row.trigger_id in STRIKES:
            parts = [struck(part, codebook) for part in parts]
        if codebook.event_types[event_type].violent:
            parts = suffers(parts, frame, codebook)
        parts, in_other_sense = able(parts, frame, event_type, codebook)
        reason = "other_field" if in_other_sense else refusal(frame, parts, sentence, armed, event_type)
        if reason and not (reason == "needs_participant" and restated(frame, before)):
            refused.append(Refusal(frame.trigger, reason))
            continue
        named = [one.trigger for one in refused if one.reason == "only_named"]
        if frame.row.asserts == "casualty" and told_of(frame.trigger, named, sentence):
            refused.append(Refusal(frame.trigger, "only_named"))
            continue
        telling = Telling(frame, event_type, rule, parts)
        _accuse(telling, tellings, sentence)
        carry_doer(telling, tellings, before, phrases, sentence)
        tellings.append(telling)
    if not tellings:
        return [], refused
    for telling in tellings:
        flight(telling, codebook)
        reached(telling, sentence)
    hosted = without_ways(give_to_hosts(tellings, sentence, codebook, before), sentence)
    hosted = of_crowds(hosted, codebook)
    count_things(hosted, sentence)
    return hosted, refused


def _accuse(telling: Telling, before: list[Telling], sentence: Sentence) -> None:
    """«اتهم المجلس الفصيل بقصف …»: whom a party accuses is the doer of what it accuses him of."""
    last = before[-1] if before else None
    if last is None or last.frame.row.trigger_id != "v_athm" or telling.frame.is_verb:
        return
    act = telling.frame.support or telling.frame.trigger
    if act.prep == "ب" and not sentence.stop_between(last.frame.trigger.last, act.first):
        accused = [Participation(part.phrase, "actor", "accused") for part in last.parts if part.function == "object"]
        telling.parts = [*accused, *telling.parts]


def _without_carriers(found: list[Frame], sentence: Sentence) -> list[Frame]:
    """A generic verb whose subject is an event noun («غارات استهدفت مواقع») adds its objects to that noun's frame."""
    kept: list[Frame] = []
    for frame in found:
        host = kept[-1] if kept else None
        if host is not None and is_setting(frame, host, sentence):
            for phrase in frame.get("في", "ب", "location"):
                host.put("location", phrase)
        elif host is not None and _is_object(frame, host, sentence):
            _take_over(frame, host)
            kept[-1] = frame
        elif host is not None and (_is_aim(frame, host, sentence) or _is_effect(frame, host, sentence)):
            for function, phrases in frame.functions.items():
                for phrase in phrases:
                    host.put("carried_object" if function == "genitive" else function, phrase)
        elif host is not None and _went_off(host, frame, sentence):
            _take_over(host, frame)
        elif host is not None and arrives(host, frame, sentence):
            _carry(frame, host)
        elif host is not None and _is_sound(host, frame, sentence):
            for function, phrases in host.functions.items():
                frame.functions.setdefault(function, []).extend(phrases)
            kept[-1] = frame
        elif host is not None and _is_means(frame, host, sentence):
            host.means = frame
            for function, phrases in frame.functions.items():
                host.functions.setdefault(function, []).extend(phrases)
        elif host is not None and (_carries(frame, host, sentence) or _is_bomb(frame, host, sentence)):
            _carry(frame, host)
            between = sentence.words[host.trigger.last : frame.trigger.first]
            happened = not frame.trigger.proclitic.endswith(("ل", "س"))  # «صواريخ قادمة لتضرب …»
            host.carried = host.carried or (happened and not host.trigger.definite and RELATIVES.isdisjoint(between))
        else:
            kept.append(frame)
    return kept


def _is_object(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """A verb and the event noun it governs are one act: «استقدمت الميليشيات تعزيزات», «سقطت قذيفة»."""
    gap = frame.trigger.first - host.trigger.last
    same = host.is_verb and not frame.is_verb and host.row.event_type == frame.row.event_type
    # «قصفت البلدة بقذائف»: that is how; «قتل خمسة وجرح عدد آخر»: a second act
    same = same and frame.trigger.prep != "ب" and not frame.trigger.joined
    return same and 0 <= gap <= OBJECT_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)


def _is_aim(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«عملية عسكرية لتحرير المدينة», «أحبط مخططا لتفجير …»: what an operation or a plot is for is no event beside it;
    its place is the operation's."""
    gap = frame.trigger.first - host.trigger.last
    masdar = frame.trigger.prep == "ل" and not frame.is_verb and not frame.trigger.definite and frame.support is None
    near = 0 <= gap <= OBJECT_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    return masdar and near and host.row.event_type in WITH_AIMS and frame.row.asserts == "event"


def _is_effect(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«أسفرت الغارات عن تدمير مخزن»: what an act destroyed is told of it, and no act of its own."""
    if frame.row.trigger_id != "n_tdmyr" or frame.trigger.definite or host.row.asserts != "event":
        return False
    results = [item for item in sentence.of("link") if item.value.function == "result"]
    results += [item for item in sentence.of("support") if item.value.row.aspect == "result"]
    return any(host.trigger.first - 4 <= item.first <= frame.trigger.first for item in results)


def _went_off(host: Frame, frame: Frame, sentence: Sentence) -> bool:
    """«سيارة مفخخة متوقفة … انفجرت»: a bomb is the subject of the verb, which says that it went off."""
    bomb = host.row.event_type == "explosive_device" and not host.is_verb and host.support is None
    verb = frame.is_verb and not frame.trigger.joined and frame.row.event_type in ("explosion", "explosive_device")
    gap = frame.trigger.first - host.trigger.last
    return (
        bomb and verb and 0 <= gap <= BOMB_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    )


def _carry(frame: Frame, host: Frame) -> None:
    """Give the phrases of a verb to the noun that is its subject."""
    for function, phrases in frame.functions.items():
        for phrase in phrases:
            host.put("carried_object" if function in ("after", "preverbal") else function, phrase)


def _is_sound(host: Frame, frame: Frame, sentence: Sentence) -> bool:
    """«هزت انفجارات المدينة جراء ضربات جوية»: what is heard is no act beside the one that is its cause."""
    gap = frame.trigger.first - host.trigger.last
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    link = sentence.at(frame.trigger.first - 1, "link")
    caused = link is not None and link.value.function == "cause"
    return near and caused and host.row.event_type == "explosion" and frame.row.event_type in CARRIED


def _is_means(frame: Frame, host: Frame, sentence: Sentence) -> bool:
    """«استهدفت … بعبوة ناسفة», «قصف … بالبراميل»: a noun of violence behind ب says how, and so which type it is."""
    gap = frame.trigger.first - host.trigger.last
    counted = sentence.at(frame.trigger.first - 1, "number") is not None  # «بعشرات القذائف»
    with_prep = sentence.word(frame.trigger.first - 1).startswith("ب") if counted else frame.trigger.prep == "ب"
    how = with_prep and not frame.is_verb and frame.row.event_type in MEANS
    how = how and REPLIES.isdisjoint(sentence.words[host.trigger.last : frame.trigger.first])  # «الرد بقصف …»
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    return how and near and host.row.event_type in (*CARRIED, "targeted_killing") and host.means is None


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
    """«غارات … استهدفت مواقع», «أطلق صواريخ استهدفت …»: an act, or what it fired, is the subject."""
    gap = frame.trigger.first - host.trigger.last
    goes_on = host.support is not None and host.support.first > host.trigger.first  # «ضربات شنها … واستهدفت …»
    plain = frame.is_verb and frame.row.event_type in CARRIED and (goes_on or not frame.trigger.joined)
    near = 0 <= gap <= CARRY_REACH and not sentence.stop_between(host.trigger.last, frame.trigger.first)
    if plain and host.is_verb and fired_at(host.trigger, sentence) == frame.trigger.first - 1:
        return True
    own_subject = [phrase for phrase in frame.get("preverbal") if phrase.name.kind != "place"]
    return plain and near and not host.is_verb and host.row.asserts == "event" and not own_subject


def _exact_type(frame: Frame, parts: list[Participation], sentence: Sentence, codebook: Codebook) -> tuple[str, str]:
    """The event type after the modifiers near the trigger («قصف» + «جوي» → air_strike), with the rule that gave it."""
    row = frame.row
    if frame.means is not None and row.event_type in CARRIED:
        return frame.means.row.event_type, f"{row.trigger_id}+{frame.means.row.trigger_id}"
    for modifier in codebook.modifiers:
        if row.event_type not in modifier.event_type:
            continue
        for item in sentence.of("modifier"):
            if item.value is modifier and _applies(item, frame, parts, sentence):
                return modifier.becomes, f"{row.trigger_id}+{modifier.becomes}"
    if row.event_type in ("attack", "shelling") and _flown(frame, sentence):
        return "air_strike", f"{row.trigger_id}+air_strike"
    if row.trigger_id in STRIKES and by_state(parts, codebook):
        return "air_strike", f"{row.trigger_id}+by_state"
    return row.event_type, row.trigger_id


def _flown(frame: Frame, sentence: Sentence) -> bool:
    """«بدأت مقاتلاته هجوما», «مقاتلاته بدأت هجوما»: aircraft are the subject of the act."""
    act = frame.support or (frame.trigger if frame.is_verb else None)
    around = [sentence.at(index, "head") for index in (act.first - 1, act.last)] if act is not None else []
    return any(head is not None and head.value.head_id == "aircraft" and not head.prep for head in around)


def _applies(item: Item, frame: Frame, parts: list[Participation], sentence: Sentence) -> bool:
    """Whether a modifier stands where its row says: «استهداف مقاتلات التحالف» is no air raid, «مقتل متظاهرين» is force
    used on a protest, and what protesters do is not."""
    scope = item.value.scope
    struck = _is_part(item, parts, ("recipient", "victim"))
    if scope == "doer":
        return _is_part(item, parts, ("actor", "participant")) or _is_doer(item, frame)
    if scope == "struck":
        doer = _is_part(item, parts, ("actor",)) or _is_doer(item, frame)
        return struck or (not doer and _modifies(item, frame, sentence, "clause"))
    return not struck and _modifies(item, frame, sentence, scope)


def _is_part(item: Item, parts: list[Participation], roles: tuple[str, ...]) -> bool:
    return any(part.role in roles and part.phrase.first <= item.first < part.phrase.last for part in parts)


def _is_doer(item: Item, frame: Frame) -> bool:
    """«اقتحم محتجون …», «اعتداء محتجين على …»: right behind the act, and what is struck stands farther."""
    takes = frame.row.subject == "actor" if frame.is_verb else frame.row.genitive == "actor"
    before = frame.is_verb and item.last == frame.trigger.first  # «متظاهرون يقتحمون …»
    return takes and not item.prep and (item.first == frame.trigger.last or before) and voice(frame) == "active"


def _modifies(item: Item, frame: Frame, sentence: Sentence, scope: str) -> bool:
    trigger = frame.trigger
    if item.first < trigger.last and trigger.first < item.last:
        return True
    if scope == "adjacent":
        return 0 <= item.first - trigger.last <= 1
    first, last = sorted(((item.first, item.last), (trigger.first, trigger.last)))
    others = [other for other in sentence.of("trigger") if first[1] <= other.first < last[0]]
    others = [other for other in others if other is not frame.support]  # «انتحاريا فجّر سيارة»: one act
    if frame.row.asserts == "casualty":  # «قُتل خمسة وأصيب عشرة خلال المظاهرات»
        others = [other for other in others if other.value.row.asserts != "casualty"]
    return not others and last[0] - first[1] <= MODIFIER_REACH and not sentence.stop_between(first[1], last[0])
