"""How a place was taken: «سيطر الجيش على البلدة بعد معارك مع المسلحين» tells one act and not two.

ACLED and UCDP code the taking of a place in a battle once; the clash that only says how it came about, with no toll of
its own, gives the other side to it and is no row beside it. One with a toll is a row, of the same two sides.
"""

from __future__ import annotations

from dataclasses import replace

from sijill.extract.grammar.frames import Frame
from sijill.extract.numbers.hosts import Telling
from sijill.extract.numbers.tallies import HURT
from sijill.extract.sentence import Sentence
from sijill.extract.who.participation import Participation

WAYS = frozenset(("بعد", "عقب", "اثر", "خلال", "وسط", "غداه", "نتيجه"))
AMID, SETTING_REACH = frozenset(("خلال", "اثناء", "ضمن")), 15
SIDES, AGAINST = ("actor", "participant"), ("مع", "ضد")  # who clashes; the particles of whom with
TOLLS = (*HURT, "casualties")
GAINS = frozenset(("v_ahrz_tqdm", "v_hqq_tqdm"))
NUMBERED = 2  # tokens from such a word to the clash: «بعد أسبوع من المعارك»


def without_ways(tellings: list[Telling], sentence: Sentence) -> list[Telling]:
    """The tellings of a sentence without those clashes that are but the way in which a place was taken."""
    kept: list[Telling] = []
    taken = any(telling.event_type == "territorial_control" for telling in tellings)
    for telling in tellings:
        if taken and telling.frame.row.trigger_id in GAINS:
            continue  # «أحرز الجيش تقدما وحرر مواقع»
        taking = next((one for one in reversed(kept) if one.event_type == "territorial_control"), None)
        way = taking is not None and _is_way(telling, taking, sentence)
        if taking is None or not way:
            kept.append(telling)
        elif any(quantity.what in TOLLS for quantity in telling.quantities):
            telling.parts = [*telling.parts, *_new(taking, "actor", "participant", telling)]
            kept.append(telling)
        else:
            taking.parts = [*taking.parts, *_new(telling, "participant", "recipient", taking)]
    return kept


def both_sides(tellings: list[Telling], sentence: Sentence) -> list[Telling]:
    """«اقتحم الجيش المطار بعد معارك مع المسلحين»: who did what a clash led to is the side that it does not name."""
    for before, clash in zip([None, *tellings], tellings, strict=False):
        parts = [part for part in clash.parts if part.role in SIDES]
        half = clash.event_type == "armed_clash" and not clash.frame.is_verb and bool(parts)
        if not half or not all(part.function in AGAINST or part.role == "actor" for part in parts):
            continue
        if any(part.role == "actor" for part in parts):  # «قتل الجيش … خلال اشتباكات مع …»
            clash.parts = [replace(p, role="participant") if p.role == "actor" else p for p in clash.parts]
        elif before is not None and _is_led_to(clash, before, sentence):
            doers = [p for p in before.parts if p.role == "actor" and p.phrase.name.start in before.frame.bodies]
            clash.parts = [*(replace(p, role="participant", function="way") for p in doers), *clash.parts]
    return tellings


def _is_led_to(clash: Telling, act: Telling, sentence: Sentence) -> bool:
    """Whether a clash stands behind «بعد», «خلال» … and behind an act of violence."""
    noun, first = clash.frame.trigger, act.frame.trigger.last
    before = range(max(first, noun.first - 1 - NUMBERED), noun.first)
    led = any(sentence.word(index).removeprefix("و") in WAYS | AMID for index in before)
    return led and noun.first >= first and not sentence.stop_between(first, noun.first)


def is_setting(noun: Frame, verb: Frame, sentence: Sentence) -> bool:
    """«اعتقل الجيش سبعة شبان خلال حملة اعتقالات»: a noun of the verb's own kind behind «خلال» is the same act."""
    same = verb.is_verb and not noun.is_verb and verb.row.event_type == noun.row.event_type
    gap = noun.trigger.first - verb.trigger.last
    amid = sentence.word(noun.trigger.first - 1) in AMID
    return (
        same and amid and 0 < gap <= SETTING_REACH and not sentence.stop_between(verb.trigger.last, noun.trigger.first)
    )


def _new(giver: Telling, given: str, role: str, taker: Telling) -> list[Participation]:
    """Those with a role in one telling that have none in another, in their role there."""
    known = {part.phrase.name.start for part in taker.parts}
    parts = [part for part in giver.parts if part.role == given and part.phrase.name.start not in known]
    return [replace(part, role=role, function="way") for part in parts]


def _is_way(clash: Telling, taking: Telling, sentence: Sentence) -> bool:
    """Whether a clash stands behind «بعد», «إثر» … and behind the taking, in one sentence."""
    noun, act = clash.frame.trigger, taking.frame.trigger
    if clash.event_type != "armed_clash" or clash.frame.is_verb or noun.first < act.last:
        return False
    before = range(max(act.last, noun.first - 1 - NUMBERED), noun.first)
    way = any(sentence.word(index).removeprefix("و") in WAYS for index in before)
    return way and not sentence.stop_between(act.last, noun.first)
