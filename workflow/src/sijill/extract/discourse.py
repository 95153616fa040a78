"""What a report tells in one sentence and leaves out in the next: an event that is taken up again, and its place.

«شنّ الطيران غارات على البلدة الجمعة. وأسفرت الغارات عن مقتل أربعة»: the raids of the second sentence are those of the
first, so they have its doer, place and day. A slot is filled only where nothing in the report speaks for another; the
mention's rule_id says what was filled, and its confidence is lower.
"""

from __future__ import annotations

from collections.abc import Sequence

from sijill.codebook import Codebook
from sijill.extract.carriers import MANAGED
from sijill.extract.conditions import is_enough
from sijill.extract.placenames import is_country
from sijill.extract.places import spoken_before
from sijill.extract.roles import Participation
from sijill.extract.rows import Row, Told
from sijill.extract.sentence import Item, Sentence, apart

# Types of which reporters use one word for the other; `attack` is the general word for all that is violent.
ONE_ACT = (
    frozenset(("air_strike", "shelling", "drone_attack")),
    frozenset(("explosion", "explosive_device", "suicide_bombing", "grenade")),
    frozenset(("offensive_operation", "armed_clash", "attack", "sweep_operation")),
)
BARE_FIRE = frozenset(("n_qsf", "v_qsf"))
PLACELESS = frozenset(
    (
        "statement",
        "meeting",
        "agreement_truce",
        "arms_supply",
        "leadership_change",
        "joint_body_formed",
        "alert_posture",
    )
)
AT_HOME = frozenset(("arrest", "force_on_protest", "protest"))  # what a state does within its own borders
FROM_BEFORE = {"place_status": "antecedent"}  # told in another sentence
HAPPENED = frozenset(("actual", "ongoing"))
BACK, NEAR = 6, 2  # sentences back to an event that is taken up, and to one whose place goes on
RELATIVE = frozenset(("التي", "الذي"))
DESCRIBED = 3  # tokens from a noun to its relative clause
TOGETHER = frozenset(("بالتوازي", "بالتزامن", "الاثناء", "تزامنا", "الاوان"))
PARTS_OF_DAY = frozenset(("مساء", "صباحا", "ليلا", "فجرا", "ظهرا", "عصرا"))
PLUPERFECT = frozenset(("وكان", "وكانت", "كان", "كانت"))  # «وكانت القوات قد قصفت …»: before what was told
TELLING_DEAD = 3
LEAD = 2  # the headline and the first sentence of the body


def carry_over(told: Sequence[Told], headline: Row | None, home: Row | None, codebook: Codebook) -> None:
    """Fill doer, place and day of events from what the same report told before, where that is unambiguous.

    `headline`, `home`: the columns of the one place that the headline names, and of the country of the report.
    """
    for number, one in enumerate(told):
        event = _taken_up(one, told[:number], codebook)
        if event is not None:
            _take(one, event)
        if one.place["place_status"] == "not_stated" and one.telling.event_type not in PLACELESS:
            _place_from(one, told, number, codebook, headline or (home if one.telling.event_type in AT_HOME else None))
        if one.when["date_start"] is None and one.mood.realis in HAPPENED:
            _day_from(one, told[:number], codebook)
        if one.thin and one.mood.realis in HAPPENED:
            placed, dated = one.place["place_status"] != "not_stated", one.when["date_status"] != "none"
            one.thin = not is_enough(one.telling, placed, dated)


def _taken_up(one: Told, before: Sequence[Told], codebook: Codebook) -> Told | None:
    """The last event told before that a definite noun («الغارات») takes up, if it says nothing else."""
    trigger = one.telling.frame.trigger
    if one.telling.frame.is_verb or not trigger.definite or one.mood.realis not in HAPPENED:
        return None
    support = one.telling.frame.support
    if support is not None and getattr(support.value.row, "verb_id", "") in MANAGED:
        return None  # «نجحت القوات في السيطرة على …»: an act of its own
    if any(one.sentence.word(index) in RELATIVE for index in range(trigger.last, trigger.last + DESCRIBED)):
        return None  # «الضربات الناجحة التي وجهها الطيران»: which strikes is said at once
    near = [event for event in reversed(before) if one.sentence.number - event.sentence.number <= BACK]
    open_to = [
        event for event in near if event.mood.realis in HAPPENED and not event.thin and _agree(one, event)
        and _may_be_one(one.telling.event_type, event.telling.event_type, codebook)
    ]  # fmt: skip
    same = [event for event in open_to if event.telling.event_type in (one.telling.event_type, "attack")]
    rockets = one.telling.event_type in ONE_ACT[0]  # «الغارات» are the air raids told before the rockets
    return next(iter((same if rockets else []) or open_to), None)


def _may_be_one(one: str, other: str, codebook: Codebook) -> bool:
    if one == other or any({one, other} <= group for group in ONE_ACT):
        return True
    if other == "attack":
        return one in ONE_ACT[0]
    return one == "attack" and all(codebook.event_types[kind].violent for kind in (one, other))


def _agree(one: Told, event: Told) -> bool:
    """Whether no slot that both tell is told otherwise."""
    sides = ((one.actors, event.actors), (one.hurt, event.hurt))
    places = (one.place["place_id"], event.place["place_id"])
    days = (one.when["date_start"], event.when["date_start"])
    return (
        all(not a or not b or a & b for a, b in sides)
        and (None in places or places[0] == places[1])
        and (None in days or days[0] == days[1])
    )


def _take(one: Told, event: Told) -> None:
    """Fill the empty slots of a mention from the event that it takes up."""
    filled = []
    if one.place["place_status"] == "not_stated" and event.place["place_id"]:
        one.place = {**event.place, **FROM_BEFORE}
        filled.append("place")
    if one.when["date_status"] == "none" and event.when["date_status"] != "none":
        one.when = event.when
        filled.append("day")
    if not one.actors:
        doers = [part for part in event.telling.parts if part.role in ("actor", "participant")]
        one.telling.parts = [*one.telling.parts, *(Participation(part.phrase, part.role, "taken_up") for part in doers)]
        one.actors = event.actors
        filled += ["doer"] * bool(doers)
    one.thin = False
    _same_type(one, event)
    one.rules += [f"taken_up_{slot}" for slot in filled]


def _same_type(one: Told, event: Told) -> None:
    """«القصف» after air raids is these raids; after an attack, it says what kind of attack that was. «الغارات» after a
    bare «قصف», which is artillery only by default, says that it came from the air."""
    upgrade = event.telling.event_type == "attack" and one.telling.event_type in ONE_ACT[0]
    upgrade = upgrade or (event.telling.rule in BARE_FIRE and one.telling.event_type in ("air_strike", "drone_attack"))
    general, exact = (event, one) if upgrade else (one, event)
    general.telling.event_type = exact.telling.event_type


def _place_from(one: Told, told: Sequence[Told], number: int, codebook: Codebook, headline: Row | None) -> None:
    """The place of the event before with the same parties, else the one place that the headline and lead tell.

    Nothing is filled where the clause names a place that the event may be at, nor from a lead of other acts by others.
    """
    if _names_place(one):
        return
    for event in reversed(told[:number]):
        near = one.sentence.number - event.sentence.number <= NEAR
        if near and event.place["place_id"] and _same_story(one, event):
            one.place = {**event.place, **FROM_BEFORE}
            one.rules.append("place_of_event_before")
            return
    lead = [event for event in told if event.sentence.number < LEAD and event is not one]
    places = {event.place["place_id"] for event in lead if event.place["place_id"]}
    kind = one.telling.event_type
    related = any(_same_story(one, event) or _may_be_one(kind, event.telling.event_type, codebook) for event in lead)
    if len(places) == 1 and (related or one.sentence.number <= LEAD):
        one.place = {**next(event.place for event in lead if event.place["place_id"]), **FROM_BEFORE}
        one.rules.append("place_of_lead")
    elif not places and headline is not None:
        one.place = {**headline, **FROM_BEFORE}
        one.rules.append("place_of_headline")


def _names_place(one: Told) -> bool:
    """Whether the clause of an event names a place behind a preposition of place, countries apart.

    Where a speaker is («قالت السلطات في المدينة إن …») is no place that the event may be at.
    """
    trigger, sentence = one.telling.frame.trigger, one.sentence
    return any(
        _located(item, sentence) and not is_country(item) and not apart(item, trigger, sentence)
        and not spoken_before(item.last, trigger, sentence)
        for item in sentence.of("place")
    )  # fmt: skip


def _located(item: Item, sentence: Sentence) -> bool:
    link = sentence.at(item.first - 1, "link", "head")
    return item.prep == "ب" or (link is not None and (link.kind == "head" or link.value.function == "location"))


def _day_from(one: Told, before: Sequence[Told], codebook: Codebook) -> None:
    """The day of what the same parties did at the same place, where the report has told of one day only.

    A part of the day («ومساء، …») is one of the day that was told last; so is what happened «بالتوازي» with what was
    told last, and what has the same dead.
    """
    dated = [event for event in before if event.when["date_start"] and event.mood.realis in HAPPENED]
    days = {(event.when["date_start"], event.when["date_end"]) for event in dated}
    part = one.when["date_status"] != "none"
    together = not part and _opens_with(one, TOGETHER)
    for event in reversed(dated):
        near = one.sentence.number - event.sentence.number
        here = one.place["place_id"] and one.place["place_id"] == event.place["place_id"]
        one_kind = _may_be_one(one.telling.event_type, event.telling.event_type, codebook)
        apart_from = one.place["place_id"] and event.place["place_id"] and not here
        same = _same_story(one, event) and (here or (near <= NEAR and one_kind and not apart_from))
        same = same and one.sentence.word(0) not in PLUPERFECT
        if ((part or together) and near <= NEAR) or (part and len(days) == 1 and _opens_with(one, PARTS_OF_DAY)):
            same = True
        elif part or len(days) > 1 or near > BACK:
            same = False
        if same or (not part and _same_dead(one, event)):
            one.when = event.when
            one.rules.append("day_of_event_before")
            return


def _opens_with(one: Told, words: frozenset[str]) -> bool:
    """Whether the sentence of an event opens with one of some words, behind «و» and «في»."""
    opening = (one.sentence.word(index).removeprefix("و") for index in range(3))
    return not words.isdisjoint(opening)


def _same_dead(one: Told, event: Told) -> bool:
    """Whether two events of a report have the same number of killed, which is not a small one."""
    dead = [{q.best for q in told.telling.quantities if q.what == "killed" and q.best} for told in (one, event)]
    return any(number >= TELLING_DEAD for number in dead[0] & dead[1])


def _same_story(one: Told, event: Told) -> bool:
    return bool((one.actors | one.hurt) & (event.actors | event.hurt))
