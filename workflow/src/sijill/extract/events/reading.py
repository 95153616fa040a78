"""From the frames of a sentence to the events it tells: type, host of casualties, and what makes a row worth a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sijill.codebook import Codebook
from sijill.extract.events.conditions import refusal
from sijill.extract.events.modality import is_blamed
from sijill.extract.events.oneact import CARRIED, as_one
from sijill.extract.events.ways import both_sides, without_ways
from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.grammar.references import told_of
from sijill.extract.grammar.voice import voice
from sijill.extract.numbers.hosts import Telling, give_to_hosts, results_in
from sijill.extract.numbers.things import count_things
from sijill.extract.sentence import Item, Sentence
from sijill.extract.who.addressees import restated
from sijill.extract.who.carried import carry_doer
from sijill.extract.who.crowds import flight, of_crowds, reached
from sijill.extract.who.doers import able, by_state, claims, one_sided, struck, suffers
from sijill.extract.who.participation import Participation
from sijill.extract.who.roles import participations
from sijill.extract.who.visitors import visiting
from sijill.text.tokens import word_set

ARMED_KINDS = frozenset(("state_force", "militia", "insurgent", "coalition", "umbrella", "police"))
STRIKES = frozenset(("n_drba", "p_drba_askrya", "p_shn_drbat"))  # «ضربات», which only an adjective makes air raids
AIMED = ("attack", "shelling")  # acts that aircraft as their doer make air raids
FLYING = ("subject", "support_subject", "carried_subject")
MODIFIER_REACH = 10
BY_WEAPON = frozenset(("air_strike", "drone_attack", "chemical_attack", "suicide_bombing", "grenade"))
PARTED = frozenset(("بعد", "عقب", "ردا", "قبل"))  # behind these another act is told
BLAMES = "v_hml_msawlya"
ACCUSES = frozenset(("v_athm", BLAMES))
THREATS = frozenset(("v_hdd", "v_twad", "v_lwh"))
# «اتهم المجلس الفصيل باستخدام … في قصف …»
ACCUSED_OF = word_set("باستخدام بتنفيذ بشن بارتكاب بالوقوف بالمسووليه بالضلوع بالتورط")


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
    frames = as_one(found, sentence)
    tellings: list[Telling] = []
    seen: list[Telling] = []  # also those that are refused: who acted in them may go on to act
    refused: list[Refusal] = []
    for frame in frames:
        parts = participations(frame)
        parts = [*visiting(frame, parts, phrases, sentence), *parts]
        event_type, rule = _exact_type(frame, parts, sentence, codebook)
        if event_type == "air_strike" or frame.row.trigger_id in STRIKES:
            parts = [struck(part, codebook) for part in parts]
        if codebook.event_types[event_type].violent:
            parts = suffers(parts, frame, codebook)
        parts = claims(one_sided(parts, frame, event_type, codebook), frame, event_type, sentence, codebook)
        parts, in_other_sense = able(parts, frame, event_type, codebook)
        telling = Telling(frame, event_type, rule, [*_threatened(frame, seen, sentence), *parts])
        reason = "other_field" if in_other_sense else refusal(frame, telling.parts, sentence, armed, event_type)
        if reason == "needs_participant":  # «زار الوزير المدينة والتقى قائد …»
            carry_doer(telling, seen, before, phrases, sentence)
            reason = refusal(frame, telling.parts, sentence, armed, event_type)
        seen.append(telling)
        if reason and not (reason == "needs_participant" and restated(frame, before)):
            refused.append(Refusal(frame.trigger, reason))
            continue
        named = [one.trigger for one in refused if one.reason == "only_named"]
        if frame.row.asserts == "casualty" and told_of(frame.trigger, named, sentence):
            refused.append(Refusal(frame.trigger, "only_named"))
            continue
        _accuse(telling, tellings, sentence)
        _driven_out(telling, tellings, sentence)
        carry_doer(telling, tellings, before, phrases, sentence)
        telling.parts = [part for part in telling.parts if not _cannot_fly(part, telling.event_type, codebook)]
        if telling.event_type in AIMED and _by_aircraft(telling.parts, sentence):
            telling.event_type, telling.rule = "air_strike", f"{telling.rule}+air_strike"
        tellings.append(telling)
    if not tellings:
        return [], refused
    for telling in tellings:
        flight(telling, codebook)
        reached(telling, sentence)
    hosted = without_ways(give_to_hosts(tellings, sentence, codebook, before), sentence)
    hosted = both_sides(hosted, sentence)
    hosted = of_crowds(hosted, codebook)
    count_things(hosted, sentence)
    return hosted, refused


def _accuse(telling: Telling, before: list[Telling], sentence: Sentence) -> None:
    """«اتهم المجلس الفصيل بقصف …», «حمّل المجلس الفصيل مسؤولية قصف …»: whom a party accuses, or holds responsible, is
    the doer of what it accuses him of."""
    rest = [one for one in before if all(part.function != "accused" for part in one.parts)]
    last = rest[-1] if rest else None
    if last is None or last.frame.row.trigger_id not in ACCUSES or telling.frame.is_verb:
        return
    act = telling.frame.support or telling.frame.trigger
    between = sentence.words[last.frame.trigger.last : act.first]
    of = is_blamed(act, sentence) if last.frame.row.trigger_id == BLAMES else act.prep == "ب"
    of = of or not ACCUSED_OF.isdisjoint(between)
    if of and not sentence.stop_between(last.frame.trigger.last, act.first):
        accused = [Participation(part.phrase, "actor", "accused") for part in last.parts if part.function == "object"]
        telling.parts = [*accused, *telling.parts]


def _driven_out(telling: Telling, before: list[Telling], sentence: Sentence) -> None:
    """«أدى القصف على القرى إلى نزوح عائلات»: those whom an act drove out left the place where it fell."""
    act, flight = before[-1] if before else None, telling.frame
    if act is None or telling.event_type != "displacement" or flight.is_verb:
        return
    may = getattr(getattr(act.frame.support, "value", None), "tense", "") == "present"  # «من أن يؤدي القصف إلى …»
    near = not (may or sentence.stop_between(act.frame.trigger.last, flight.trigger.first))
    if near and results_in(act.frame, flight, sentence):
        telling.carried = act


def _threatened(frame: Frame, before: list[Telling], sentence: Sentence) -> list[Participation]:
    """«هددت الحركة بقصف …»: who threatens with an act is its doer, if it will have one."""
    threat = before[-1] if before else None
    act = min((frame.trigger, frame.support or frame.trigger), key=lambda item: item.first)
    if threat is None or threat.frame.row.trigger_id not in THREATS or frame.is_verb or act.prep != "ب":
        return []
    if sentence.stop_between(threat.frame.trigger.last, act.first):
        return []
    return [replace(part, function="threatens") for part in threat.parts if part.role == "actor"]


def _exact_type(frame: Frame, parts: list[Participation], sentence: Sentence, codebook: Codebook) -> tuple[str, str]:
    """The event type after the modifiers near the trigger («قصف» + «جوي» → air_strike), with the rule that gave it."""
    row, base = frame.row, frame.row.event_type
    rule, told_by = row.trigger_id, [frame]
    if frame.means is not None and row.event_type in CARRIED:  # «هجوم بسيارة مفخخة يقودها انتحاري»
        base, told_by = frame.means.row.event_type, [frame.means]
        rule = f"{row.trigger_id}+{frame.means.row.trigger_id}"
    worn = sentence.of("modifier")
    for modifier in codebook.modifiers if worn else ():
        if base not in modifier.event_type:
            continue
        for item in worn:
            if item.value is modifier and any(_applies(item, one, parts, sentence) for one in told_by):
                return modifier.becomes, f"{row.trigger_id}+{modifier.becomes}"
    if base != row.event_type:
        return base, rule
    if row.trigger_id == "n_amlya" and frame.get("claimed"):
        return "attack", f"{row.trigger_id}+claimed"
    if row.event_type in AIMED and (_flown(frame, sentence) or _by_aircraft(parts, sentence)):
        return "air_strike", f"{row.trigger_id}+air_strike"
    if row.trigger_id in STRIKES and by_state(parts, codebook):
        return "air_strike", f"{row.trigger_id}+by_state"
    return row.event_type, row.trigger_id


def _flown(frame: Frame, sentence: Sentence) -> bool:
    """«بدأت مقاتلاته هجوما», «مقاتلاته بدأت هجوما»: aircraft are the subject of the act."""
    act = frame.support or (frame.trigger if frame.is_verb else None)
    if act is None:
        return False
    described = sentence.word(act.first - 1).startswith("ال")  # «مقاتلاتها الحربية قصفت»
    around = [sentence.at(index, "head") for index in (act.first - 1 - described, act.last)]
    return any(head is not None and head.value.head_id == "aircraft" and not head.prep for head in around)


def _cannot_fly(part: Participation, event_type: str, codebook: Codebook) -> bool:
    """Whether a doer who is only carried on to an air raid has no aircraft."""
    return event_type == "air_strike" and part.function == "carried_subject" and not by_state([part], codebook)


def _by_aircraft(parts: list[Participation], sentence: Sentence) -> bool:
    """«تمكنت طائرات التحالف من تدمير …»: a name that begins with aircraft is the subject."""
    doers = [part.phrase for part in parts if part.role == "actor" and part.function in FLYING]
    flying = [sentence.at(phrase.first, "modifier") for phrase in doers]
    return any(item is not None and item.value.modifier_id == "61_air_doer" for item in flying)


def _applies(item: Item, frame: Frame, parts: list[Participation], sentence: Sentence) -> bool:
    """Whether a modifier stands where its row says: «استهداف مقاتلات التحالف» is no air raid, «مقتل متظاهرين» is force
    used on a protest, and what protesters do is not."""
    scope = item.value.scope
    struck = _is_part(item, parts, ("recipient", "victim"))
    if scope == "doer":
        oblique = sentence.word(item.first).endswith("ين")  # «هاجم المتظاهرين مسلحون»
        oblique = oblique or (struck and any(part.role == "actor" for part in parts))  # «الشرطة قتلت انتحاريا»
        return _is_part(item, parts, ("actor", "participant")) or (not oblique and _is_doer(item, frame, sentence))
    if scope == "struck":
        doer = _is_part(item, parts, ("actor",)) or _is_doer(item, frame, sentence)
        return struck or (not doer and _modifies(item, frame, sentence, "clause"))
    return not struck and _modifies(item, frame, sentence, scope)


def _is_part(item: Item, parts: list[Participation], roles: tuple[str, ...]) -> bool:
    """Whether a word stands in the phrase of a part, or goes on with its adjective («طائرة تركية مسيرة»)."""
    within = [(part, part.phrase.last + (part.phrase.name.kind == "nisba")) for part in parts if part.role in roles]
    return any(part.phrase.first <= item.first < last for part, last in within)


def _is_doer(item: Item, frame: Frame, sentence: Sentence) -> bool:
    """«اقتحم محتجون …», «اعتداء محتجين على …»: right behind the act, and what is struck stands farther."""
    acts = frame.row.genitive == "actor" or frame.has_object
    takes = frame.row.subject in ("actor", "participant") if frame.is_verb else acts
    support = frame.support  # «شنت مسيرات هجوما»
    if support is not None and support.kind == "support" and item.first == support.last and not item.prep:
        return bool(support.value.row.subject == "actor" and support.value.voice != "passive")
    last = item.last + (sentence.at(item.last, "nisba") is not None)  # «لغم حوثي يقتل …»
    before = frame.is_verb and last == frame.trigger.first  # «متظاهرون يقتحمون …»
    women = sentence.word(item.first).endswith(("ه", "ات"))  # «استهدفت مسيرة …»; but «استهدف مسيرة …»
    if frame.is_verb and women and not (before or frame.is_feminine):
        return False
    return takes and not item.prep and (item.first == frame.trigger.last or before) and voice(frame) == "active"


def _modifies(item: Item, frame: Frame, sentence: Sentence, scope: str) -> bool:
    trigger = frame.trigger
    if item.first < trigger.last and trigger.first < item.last:
        return True
    if scope == "adjacent":
        return 0 <= item.first - trigger.last <= 1
    first, last = sorted(((item.first, item.last), (trigger.first, trigger.last)))
    weapon = item.value.becomes in BY_WEAPON and item.last <= trigger.first
    if weapon and not PARTED.isdisjoint(sentence.words[item.last : trigger.first]):
        return False  # «هدد بطائرات مسيرة، بعد غارات …»: of what came before the act
    others = [other for other in sentence.of("trigger") if first[1] <= other.first < last[0]]
    others = [other for other in others if other is not frame.support]  # «انتحاريا فجّر سيارة»: one act
    if frame.row.asserts == "casualty":  # «قُتل خمسة وأصيب عشرة خلال المظاهرات»
        others = [other for other in others if other.value.row.asserts != "casualty"]
    return not others and last[0] - first[1] <= MODIFIER_REACH and not sentence.stop_between(first[1], last[0])
