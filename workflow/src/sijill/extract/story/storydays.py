"""The day of an act that is told without one: that of what the same parties did, where the report tells of one day.

Days are carried within a report only, from what happened to what happened, and never from background («قبل عام»).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sijill.extract.numbers.tolls import over_days
from sijill.extract.rows import Told
from sijill.extract.sentence import RELATIVES
from sijill.extract.story.tellings import HAPPENED, Story, figures
from sijill.extract.story.tolddays import day_counted
from sijill.extract.when.othertimes import ANCHORS
from sijill.extract.where.clauseplaces import spoken_before
from sijill.extract.who.participation import GATHERINGS

BACK, NEAR, AHEAD = 6, 2, 4  # sentences back to an act that is gone on with; of the lead, ahead to its details
WEEK = 7
LEAD = 1  # the first sentence of the body, behind the headline
TOGETHER = frozenset(
    ("بالتوازي", "بالتزامن", "الاثناء", "تزامنا", "الاوان", "غضون", "ردت", "فردت", "اثرها", "عقبها", "حينها", "وقتها")
)
THAT_DAY = frozenset(("نفسه", "ذاته"))  # «اليوم نفسه»
PARTS_OF_DAY = frozenset(("مساء", "صباحا", "ليلا", "فجرا", "ظهرا", "عصرا"))
PLUPERFECT = frozenset(("وكان", "وكانت", "كان", "كانت"))  # «وكانت القوات قد قصفت …»: before what was told


def day_from(one: Told, told: Sequence[Told], number: int, story: Story) -> None:
    """Fill the day of `told[number]`, which has none, from the same report.

    A part of the day («ومساء، …») is one of the day that was told last; so is what happened «بالتوازي» with what was
    told last, and what has the same dead. What took many days has no day of another act.
    """
    if over_days(one.telling.frame, one.sentence):
        return
    counted = day_counted(one, told[:number])
    if counted is not None:
        one.when = counted
        one.rules.append("day_counted")
        return
    before = [event for event in told[:number] if _dates(event, story)]
    part = one.when["date_status"] != "none"
    found = (
        _day_gone_on_with(one, before, part)
        or _day_beside(one, before)
        or (None if part else _day_of_story(one, before, story))
    )
    if found is None and not part:
        found = _day_of_details(one, told[number + 1 :], story)
    if found is not None:
        one.when = found.when
        one.rules.append("day_of_event_before" if found in before else "day_of_details")


def _dates(event: Told, story: Story) -> bool:
    """Whether an event tells a day, or some days, of the news."""
    first, last = event.when["date_start"], event.when["date_end"]
    if not first or not last or event.mood.realis not in HAPPENED or story.is_old(event):
        return False
    return (date.fromisoformat(last) - date.fromisoformat(first)).days < WEEK


def _day_gone_on_with(one: Told, before: list[Told], part: bool) -> Told | None:
    """The event told last, where the words say that this one is of its day."""
    last = before[-1] if before else None
    if last is None:
        return None
    near = one.sentence.number - last.sentence.number <= NEAR
    if near and (part or opens_with(one, TOGETHER) or _on_that_day(one) or at_gathering(one, last)):
        return last
    one_day = len({_day(event) for event in before}) == 1
    return last if part and one_day and opens_with(one, PARTS_OF_DAY) else None


def _day_beside(one: Told, before: list[Told]) -> Told | None:
    """«سيطرت القوات الأحد على البلدة، وطردت المسلحين منها»: what the next clause tells of the same place."""
    last = before[-1] if before and before[-1].sentence is one.sentence else None
    if last is None or one.when["date_status"] != "none" or one.place["place_id"] != last.place["place_id"]:
        return None
    act, told = one.telling.frame.support or one.telling.frame.trigger, last.telling.frame.trigger
    between = {one.sentence.word(index) for index in range(told.last, act.first)}
    pointed = one.where is not None and last.where is not None and one.where.name.start == last.where.name.start
    return last if pointed and between.isdisjoint(RELATIVES | ANCHORS) else None


def at_gathering(one: Told, last: Told) -> bool:
    """«تظاهر المئات، الجمعة، …، لكن الشرطة قامت بتفريقهم»: force is used on a gathering while and where it lasts."""
    near = one.sentence.number - last.sentence.number <= 1
    kinds = one.telling.event_type, last.telling.event_type
    forced = kinds[0] in ("force_on_protest", "riot") and kinds[1] in GATHERINGS
    taken_up = kinds == ("protest", "force_on_protest") and one.telling.frame.trigger.definite
    return near and (forced or taken_up)


def _day_of_story(one: Told, before: list[Told], story: Story) -> Told | None:
    """What the same parties did at the same place, or in the same words; what had the same dead."""
    one_day = len({_day(event) for event in before}) == 1
    for event in reversed(before):
        near = one.sentence.number - event.sentence.number
        here = one.place["place_id"] and one.place["place_id"] == event.place["place_id"]
        one_kind = story.may_be_one(one.telling.event_type, event.telling.event_type)
        apart_from = not here and not story.within(one, event)
        others = one.actors and event.actors and not story.kin(one.actors, event.actors | event.hurt)  # who acts
        alike = (here and not others) or (near <= NEAR and one_kind and not apart_from)
        same = story.same_story(one, event) and alike
        if (same and one_day and near <= BACK and not _looks_back(one)) or figures(one) & figures(event):
            return event
    return None


def _day_of_details(one: Told, behind: Sequence[Told], story: Story) -> Told | None:
    """The day that the details give what the headline or the lead tells without one, where it is one day."""
    if one.sentence.number > LEAD or _looks_back(one):
        return None
    same = [
        event
        for event in behind
        if event.sentence.number - one.sentence.number <= AHEAD
        and _dates(event, story) and _same_act(one, event, story)
    ]  # fmt: skip
    return same[0] if len({_day(event) for event in same}) == 1 else None


def _same_act(one: Told, event: Told, story: Story) -> bool:
    """Whether two tellings agree in kind, parties and place, and share at least two of these."""
    if not story.may_be_one(one.telling.event_type, event.telling.event_type):
        return False
    if one.sentence.role == "headline" and event.sentence.number == LEAD:
        return _tells_headline(one, event, story)
    if not story.agree(one, event):
        return False
    placed = all(telling.place["place_status"] == "resolved" for telling in (one, event))
    return placed or story.same_story(one, event) or bool(figures(one) & figures(event))


def _tells_headline(one: Told, event: Told, story: Story) -> bool:
    """Whether the lead tells the act of its headline, who may be called otherwise there: the same town, or no slot that
    contradicts, where a town's name may mean its governorate."""
    place, other = one.place["place_id"], event.place["place_id"]
    same = place is not None and place == other and not story.is_wide(place)
    exact = one.telling.event_type == event.telling.event_type
    if exact and place is not None and other is not None and story.one_place(story.of_its_name(place), other):
        return same or story.agree_but_for_place(one, event)
    return (same or exact) and story.agree(one, event)


def _day(event: Told) -> tuple[str, str]:
    return event.when["date_start"], event.when["date_end"]


def _looks_back(one: Told) -> bool:
    """«وكانت القوات قد قصفت …», «بعد سيطرة القوات على …»: it was before what is told; «وكان الجيش أعلن أنه قصف …» was
    but said before."""
    act = one.telling.frame.support or one.telling.frame.trigger
    said = spoken_before(0, act, one.sentence) and one.sentence.of("source")
    return (one.sentence.word(0) in PLUPERFECT and not said) or one.sentence.word(act.first - 1).removeprefix(
        "و"
    ) in ANCHORS


def _on_that_day(one: Told) -> bool:
    """«في اليوم نفسه», «ذلك اليوم»: the day told last."""
    words = one.sentence.words
    return any(
        word.endswith("اليوم")
        and (one.sentence.word(at + 1) in THAT_DAY or one.sentence.word(at - 1) in ("ذلك", "نفس"))
        for at, word in enumerate(words)
    )


def opens_with(one: Told, words: frozenset[str]) -> bool:
    """Whether the sentence of an event opens with one of some words, behind «و» and «في»."""
    opening = (one.sentence.word(index).removeprefix("و") for index in range(3))
    return not words.isdisjoint(opening)
