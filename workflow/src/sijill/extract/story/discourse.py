"""What a report tells in one sentence and leaves out in the next: an event that is taken up again, and its place.

«شنّ الطيران غارات على البلدة الجمعة. وأسفرت الغارات عن مقتل أربعة»: the raids of the second sentence are those of the
first, so they have its doer, place and day. A slot is filled only where nothing in the report speaks for another; the
mention's rule_id says what was filled, and its confidence is lower.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sijill.confidence import PLACELESS
from sijill.extract.events.enough import is_enough
from sijill.extract.grammar.carriers import MANAGED
from sijill.extract.names.placenames import is_country
from sijill.extract.numbers.hosts import OPERATIONS, side_of
from sijill.extract.rows import Told
from sijill.extract.sentence import RELATIVES, Item, Sentence
from sijill.extract.story.aftermath import act_suffered
from sijill.extract.story.storydays import day_from
from sijill.extract.story.storyplaces import FROM_BEFORE, names_place, place_from
from sijill.extract.story.tellings import HAPPENED, ONE_ACT, Story
from sijill.extract.when.othertimes import ANCHORS
from sijill.extract.who.crowds import SHOT
from sijill.extract.who.doers import FLYING_KINDS
from sijill.extract.who.participation import GATHERINGS, Participation
from sijill.text.tokens import word_set

BARE_FIRE = frozenset(("n_qsf", "v_qsf"))
BACK = 6  # sentences back to an event that is taken up
DESCRIBED = 3  # tokens from a noun to its relative clause
STRUCK = ONE_ACT[0] | {"attack", "chemical_attack"}  # what an air force does
MOST_SIDES = 2  # of a clash
CROWDED = frozenset(("protest", "riot", "force_on_protest"))
OWN_KIND = frozenset(("armed_clash", "attack"))
COMES = word_set("ياتي وياتي تاتي وتاتي جاء وجاء جاءت وجاءت")


def carry_over(told: Sequence[Told], story: Story) -> None:
    """Fill doer, place and day of events from what the same report tells elsewhere, where that is unambiguous."""
    for number, one in enumerate(told):
        _clash_at_gathering(one, told[:number])
        event = _taken_up(one, told[:number], story)
        if event is None and (one.place["place_id"] or not names_place(one)):
            event = act_suffered(one, told[:number], story)
            if event is not None:
                one.telling.parts = [side_of(part, one.telling.frame, event.telling) for part in one.telling.parts]
        if event is not None:
            _take(one, event, story)
        if one.place["place_status"] == "not_stated" and one.telling.event_type not in PLACELESS:
            place_from(one, told, number, story)
    for one in told:
        if one.telling.event_type == "air_strike":
            _doer_of_report(one, told, story)
        if one.telling.rule.endswith(SHOT) and any(_is_gathering(event, one, story) for event in told):
            one.telling.event_type = "force_on_protest"
    for number, one in enumerate(told):
        if one.when["date_start"] is None and one.mood.realis in HAPPENED:
            day_from(one, told, number, story)
        if _only_claimed(one):
            one.thin = True
        elif one.thin and one.mood.realis in HAPPENED:
            placed, dated = one.place["place_status"] != "not_stated", one.when["date_status"] != "none"
            one.thin = not is_enough(one.telling, placed, dated)


def _is_gathering(event: Told, one: Told, story: Story) -> bool:
    """Whether a protest that happened may be where people without arms were shot by a force."""
    here = story.one_place(one.place["place_id"], event.place["place_id"])
    return event.telling.event_type in CROWDED and event.mood.realis in HAPPENED and here


def _only_claimed(one: Told) -> bool:
    """«أعلن التنظيم مسؤوليته عن الهجوم», where no attack was told that it may mean: nobody knows which."""
    taken_up = any(rule.startswith("taken_up") for rule in one.rules)
    return _is_claim(one) and not taken_up and one.place["place_status"] != "resolved"


def _is_claim(one: Told) -> bool:
    """«أعلن التنظيم مسؤوليته عن الهجوم», «تبنى التفجير»: of an act told before, by a doer whom nobody had named."""
    trigger = one.telling.frame.trigger
    return trigger.definite and bool(one.telling.frame.get("claimed"))


def _taken_up(one: Told, before: Sequence[Told], story: Story) -> Told | None:
    """The last event told before that a definite noun («الغارات») takes up, if it says nothing else."""
    trigger = one.telling.frame.trigger
    if one.telling.frame.is_verb or not trigger.definite or one.mood.realis not in HAPPENED:
        return None
    support = one.telling.frame.support
    if support is not None and getattr(support.value.row, "verb_id", "") in MANAGED:
        return None  # «نجحت القوات في السيطرة على …»: an act of its own
    if _is_described(trigger, one.sentence):
        return None
    open_to = [event for event in reversed(before) if _may_be_taken_up(one, event, story)]
    kind = one.telling.event_type
    # «الغارات» are the air raids told before the rockets, «القتال» the clashes told before an attack
    same = [event for event in open_to if event.telling.event_type == kind and kind in OWN_KIND]
    if one.telling.rule in BARE_FIRE and open_to and open_to[0].telling.event_type in ONE_ACT[0]:
        same = []  # «قصفت طائرات …. وأسفر القصف عن …»: what was told last, from wherever it came
    elif kind in ONE_ACT[0]:
        same = [event for event in open_to if event.telling.event_type in (kind, "attack")]
    return next(iter(same or open_to), None)


def _is_described(trigger: Item, sentence: Sentence) -> bool:
    """«الضربات الناجحة التي وجهها الطيران»: which strikes is said at once; but «الاشتباكات، التي …» goes on."""
    near = [sentence.word(index) for index in range(trigger.last, trigger.last + DESCRIBED)]
    return any(word in RELATIVES and not {"،", ","}.intersection(near[:at]) for at, word in enumerate(near))


def _may_be_taken_up(one: Told, event: Told, story: Story) -> bool:
    """Whether a noun can point back to an event: one near, of its kind, that is the news and no background."""
    near = one.sentence.number - event.sentence.number <= BACK
    if not near or event.mood.realis not in HAPPENED or event.thin or _is_background(one, event, story):
        return False
    if one.telling.event_type in OPERATIONS and event.telling.event_type == "armed_clash":
        return False  # «… وتتواصل العمليات العسكرية»: a clash is part of these
    nobody = replace(one, actors=frozenset()) if _is_claim(one) else one  # «مسلحون», whom a group calls its own
    return story.agree(nobody, event) and story.may_be_one(one.telling.event_type, event.telling.event_type)


def _is_background(one: Told, event: Told, story: Story) -> bool:
    """«… منذ سيطرة القوات عليها قبل عام»: told only to say since when; but the next sentence may go on about it."""
    act = event.telling.frame.support or event.telling.frame.trigger
    since = event.sentence.word(act.first - 1).removeprefix("و") in ANCHORS
    far = one.sentence.number - event.sentence.number > 1
    if since and far and not COMES.isdisjoint(event.sentence.words[: act.first]):
        return True  # «ويأتي ذلك بعد انفجار وقع الأحد في …»: another one, which gives the news a setting
    return story.is_old(event) and (since or far)


def _take(one: Told, event: Told, story: Story) -> None:
    """Fill the empty slots of a mention from the event that it takes up."""
    filled = []
    if event.place["place_id"] and (one.place["place_status"] == "not_stated" or _where_its_doer_is(one, event, story)):
        one.place = {**event.place, **FROM_BEFORE}
        filled.append("place")
    if one.when["date_status"] == "none" and event.when["date_status"] != "none":
        one.when = event.when
        filled.append("day")
    forced = one.telling.event_type in GATHERINGS and event.telling.event_type not in GATHERINGS
    if not one.actors and not forced:  # who dispersed the protest did not gather
        doers = [part for part in event.telling.parts if part.role in ("actor", "participant")]
        one.telling.parts = [*one.telling.parts, *(Participation(part.phrase, part.role, "taken_up") for part in doers)]
        one.actors = event.actors
        filled += ["doer"] * bool(doers)
    one.thin = False
    _same_type(one, event)
    one.rules += [f"taken_up_{slot}" for slot in filled]


def _where_its_doer_is(one: Told, event: Told, story: Story) -> bool:
    """«غارات التحالف في سوريا»: a country right behind a body says where that is; what is taken up, where it was."""
    if one.where is None or not is_country(one.where.name) or story.is_wide(event.place["place_id"]):
        return False
    before = one.where.first - (one.where.chief.prep not in ("ب", "ل")) - 1
    return one.sentence.at(before, "actor", "source", "nisba") is not None


def _doer_of_report(one: Told, told: Sequence[Told], story: Story) -> None:
    """«الطائرات الحربية تنفذ غارات»: whose aircraft, where all strikes that the report tells are by one air force, and
    one of them may be this act. Nothing is filled where two strike."""
    if one.mood.realis not in HAPPENED or any(part.role == "actor" for part in one.telling.parts):
        return
    known = [event for event in told if event is not one and event.actors and event.mood.realis in HAPPENED]
    strikes = [event for event in known if event.telling.event_type in STRUCK and not story.is_old(event)]
    kinds = {story.codebook.actors[actor].kind for event in strikes for actor in event.actors}
    if not kinds <= FLYING_KINDS or any(not story.kin(strikes[0].actors, event.actors) for event in strikes):
        return
    fit = next((event for event in strikes if story.agree(one, event)), None)
    if fit is not None:
        doers = [part for part in fit.telling.parts if part.role == "actor"]
        one.telling.parts = [
            *one.telling.parts,
            *(Participation(part.phrase, "actor", "report_doer") for part in doers),
        ]
        one.actors = fit.actors
        one.rules.append("doer_of_report")


def _same_type(one: Told, event: Told) -> None:
    """«القصف» after air raids is these raids; after an attack, it says what kind of attack that was. «الغارات» after a
    bare «قصف», which is artillery only by default, says that it came from the air."""
    upgrade = event.telling.event_type == "attack" and one.telling.event_type in ONE_ACT[0]
    upgrade = upgrade or (event.telling.rule in BARE_FIRE and one.telling.event_type in ("air_strike", "drone_attack"))
    general, exact = (event, one) if upgrade else (one, event)
    general.telling.event_type = exact.telling.event_type


def _clash_at_gathering(one: Told, before: Sequence[Told]) -> None:
    """«تجمع متظاهرون …، حيث اندلعت مواجهات مع قوات الأمن»: whom the forces clash with are those who gathered."""
    gathered = [event for event in before if event.sentence is one.sentence and event.mood.realis in HAPPENED]
    one_sided = one.telling.event_type == "armed_clash" and len(one.actors) < MOST_SIDES
    if one_sided and any(event.telling.event_type == "protest" for event in gathered):
        one.telling.event_type = "riot"
