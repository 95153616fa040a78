"""What stands near a trigger: fighters, people, instruments of war, ground without a name of its own."""

from __future__ import annotations

from sijill.extract.grammar.frames import Frame
from sijill.extract.grammar.heads import GROUND
from sijill.extract.sentence import Item, Sentence
from sijill.text.tokens import word_set

ARMS_BEARERS = ("fighters", "soldiers", "commanders", "groups")
GROUND_REACH = 7  # tokens from an act to the ground it is about
THINGS = frozenset(("vehicles", "positions", "hqs", "depots", "houses"))  # what units count
HELD = frozenset(("positions", "hqs", "depots"))
BUILDINGS = frozenset(("school", "hospital", "mosque", "camp", "base", "facility"))
ON, ON_REACH = frozenset(("علي",)), 2  # tokens from an attack and its adjective to what it is on
MOVED = frozenset(("withdrawal", "deployment", "reinforcement", "relocation"))
OWN_REACH = 5  # tokens from a movement to whose own forces move
BOOTY = frozenset(("vehicles", "tanks", "weapons", "missiles", "shells", "aircraft", "drones"))
ARMS = word_set("اسلحه ذخائر ذخيره عتاد معدات الاسلحه الذخائر العتاد اليات")
PARTITIVES = word_set("اكثر من نحو حوالي قرابه كميات كميه عدد بعض عشرات مئات")
BOOTY_REACH = 6  # tokens from a verb of taking to what is taken
FIGHTERS_REACH, PEOPLE_REACH = 8, 6


def ground_near(frame: Frame, sentence: Sentence) -> bool:
    """«سيطر الجيش على عدد من التلال», «حرّر مواقع»: ground without a name of its own; behind «على» also farther on."""
    last = frame.trigger.last
    ground = [head for head in sentence.of("head") if head.value.head_id in GROUND]
    ground += [unit for unit in sentence.of("unit") if unit.value.what in HELD or unit.value.unit_id in BUILDINGS]
    return any(
        last <= item.first < last + GROUND_REACH
        or (item.first > last and sentence.word(item.first - 1) in ON and not sentence.stop_between(last, item.first))
        for item in ground
    )


def instruments(sentence: Sentence) -> list[Item]:
    return [item for item in sentence.of("head") if item.value.kind == "instrument"]


def fighters_near(frame: Frame, sentence: Sentence) -> bool:
    near = range(frame.trigger.first - FIGHTERS_REACH, frame.trigger.last + FIGHTERS_REACH)
    moves = frame.row.event_type in MOVED  # «سحبت قواتها»
    reach = range(frame.trigger.last, frame.trigger.last + OWN_REACH)
    heads = [head for head in sentence.of("head") if moves and head.suffix and head.first in reach]
    own = [head for head in heads if head.value.head_id == "forces"]
    bearers = [unit for unit in sentence.of("unit") if unit.value.what in ARMS_BEARERS]
    return any(item.first in near for item in (*own, *bearers))


def is_on_a_thing(frame: Frame, sentence: Sentence) -> bool:
    """«هجوم على حافلة», «هجوم دام على مدرسة …»: what words cannot hurt."""
    if frame.row.event_type != "attack" or frame.is_verb:
        return False
    on = next((n for n in range(frame.trigger.last, frame.trigger.last + ON_REACH) if sentence.word(n) in ON), None)
    thing = sentence.at(on + 1, "unit") if on is not None else None
    return thing is not None and (thing.value.what in THINGS or thing.value.unit_id in BUILDINGS)


def is_booty(frame: Frame, sentence: Sentence) -> bool:
    """«استولى الجيش على أكثر من عشر آليات», «السيطرة على أسلحة»: arms that are taken are no ground."""
    if frame.row.event_type != "territorial_control":
        return False
    on = (n + 1 for n in range(frame.trigger.first, frame.trigger.last + BOOTY_REACH) if sentence.word(n) in ON)
    index = next(on, None)
    while index is not None and (sentence.word(index) in PARTITIVES or sentence.at(index, "number") is not None):
        index += 1
    thing = sentence.at(index, "unit") if index is not None else None
    return index is not None and (sentence.word(index) in ARMS or (thing is not None and thing.value.what in BOOTY))


def people_near(frame: Frame, sentence: Sentence) -> bool:
    near = range(frame.trigger.last, frame.trigger.last + PEOPLE_REACH)
    dozens = sentence.at(frame.trigger.last, "number")
    if dozens is not None and dozens.value.exactness == "vague" and sentence.word(dozens.first).startswith("ال"):
        return True  # «احتج العشرات أمام …»
    people = [item for item in sentence.of("unit") if item.value.human or item.value.what == "families"]
    return any(item.first in near for item in people)
