"""How much must be told of an act to be worth a row: who, where, when, how many, and a word that says it happened."""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.phrases import NounPhrase
from sijill.extract.grammar.tails import tails_of
from sijill.extract.numbers.counts import HURT
from sijill.extract.numbers.hosts import Telling
from sijill.extract.sentence import Item
from sijill.extract.who.participation import GATHERINGS

TALKS = frozenset(("meeting", "agreement_truce"))
# Types of which a noun alone («بعد حملة عسكرية») tells nothing unless somebody does it or suffers it
NEED_PARTIES = frozenset(
    ("offensive_operation", "withdrawal", "territorial_control", "arrest", "displacement", "reinforcement",
     "deployment", "attack", "aid_obstruction", "siege", "surrender", "casualty_report")
)  # fmt: skip
# Types that need nobody named: the word itself says what went off, flew or gathered
NOBODY_NEEDED = frozenset(
    ("explosion", "explosive_device", "suicide_bombing", "grenade", "shelling", "air_strike", "drone_attack",
     "chemical_attack", "protest", "riot", "force_on_protest", "reconnaissance_flight", "ambush")
)  # fmt: skip
# Violence that needs no day and no place to be told
VIOLENCE = NOBODY_NEEDED - {"explosion", "protest", "riot", "force_on_protest", "reconnaissance_flight"} | frozenset(
    ("abduction", "attack", "attack_on_civilians", "sexual_violence", "targeted_killing")
)


def is_thin(telling: Telling, place: NounPhrase | None, when: Item | None) -> bool:
    """Whether too little is told to check it: no place, no time and only one side; or fewer than two slots at all.

    «اندلعت اشتباكات في المدينة» is enough with its place alone: a light verb says that it happened; and so is
    «انفجرت عبوة في المدينة», which nobody need be named for.
    """
    roles = {part.role for part in telling.parts}
    clash = "participant" in roles and len(telling.parts) > 1
    # a clash, with the dead of one side; talks of two
    sides = len(roles) + (clash and (bool(telling.quantities) or telling.event_type in TALKS))
    if place is None and when is None and sides < 2:
        return True
    nobody = not roles and not telling.quantities and not telling.frame.is_verb
    if nobody and telling.event_type in NEED_PARTIES:
        told = telling.frame.support is not None or telling.frame.carried
        return place is None or not told or telling.frame.trigger.definite
    told = is_told(telling) if nobody_needed(telling) else _begins(telling) or _is_whole(telling)
    happened = place is not None and told
    seen = (bool(telling.parts), len(telling.parts) > 1, place is not None, when is not None, bool(telling.quantities))
    return sum(seen) < (1 if happened else 2)


def nobody_plans(telling: Telling, realis: str) -> bool:
    """What is planned by nobody («وسط تهديدات بضربات») is talk, but for gatherings."""
    planned = realis == "hypothetical" or (realis == "planned" and telling.event_type not in GATHERINGS)
    return planned and not any(part.role in ("actor", "participant") for part in telling.parts)


def stands_alone(telling: Telling) -> bool:
    """«فجّر المهاجم نفسه», «قُتل خمسة في هجوم»: violence told to have happened, with who did it or how many it hurt."""
    if telling.event_type not in VIOLENCE or telling.frame.row.asserts != "event":
        return False
    told = telling.frame.is_verb or _begins(telling)
    return (told and nobody_needed(telling)) or any(
        quantity.what in HURT and quantity.high != 0 for quantity in telling.quantities
    )


def _begins(telling: Telling) -> bool:
    frame, support = telling.frame, telling.frame.support
    light = support is not None and (not frame.trigger.definite or _is_suffered(support))
    return frame.carried or opens(frame) or light


def _is_suffered(support: Item) -> bool:
    """«تعرض تاجر للخطف»: the article is that of the kind of act."""
    return support.kind == "support" and bool(support.value.row.subject == "recipient")


def _is_whole(telling: Telling) -> bool:
    """«رُفعت السواتر في الحي», «نُقل السجناء إلى …»: a verb with the object that it needs says what was done."""
    return telling.frame.is_verb and bool(tails_of(telling.frame.trigger)) and telling.event_type not in TALKS


def nobody_needed(telling: Telling) -> bool:
    return telling.event_type in NOBODY_NEEDED


def is_told(telling: Telling) -> bool:
    """Whether a verb says that it happened («اندلعت اشتباكات»), or the noun opens what is told («انفجار غامض في …»);
    else a noun alone may only refer to it."""
    return telling.frame.is_verb or telling.frame.support is not None or telling.frame.carried or opens(telling.frame)


def opens(frame: Frame) -> bool:
    """Whether an indefinite noun is the first word of its sentence: a headline without a verb tells the news itself."""
    act = frame.trigger
    return act.first == 0 and not (frame.is_verb or act.definite or act.prep or act.suffix)


def is_enough(telling: Telling, has_place: bool, has_day: bool) -> bool:
    """Whether an act that a verb tells, with the place and day found elsewhere, can be checked: who and where or when.

    «الغارات التي …» only takes up what was told; who was killed without a word of how is no act.
    """
    frame = telling.frame
    sides = [part for part in telling.parts if part.role == "participant"]
    # «تتواصل الاشتباكات بين الجيش والمسلحين»: a verb says that they go on, whether or not they were told before
    told = frame.is_verb or _begins(telling) or (frame.support is not None and len(sides) > 1)
    roles = {"actor", "participant", "recipient"} | (
        {"victim"} & {frame.row.genitive, frame.row.subject, frame.row.object}
    )
    somebody = any(part.role in roles for part in telling.parts)
    return told and somebody and frame.row.asserts == "event" and (has_place or has_day)
