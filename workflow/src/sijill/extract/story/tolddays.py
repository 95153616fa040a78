"""Days that another sentence tells: of an act told before («ووقع الهجوم مساء الاثنين»), or counted from one («قبل ذلك
بيومين», «في اليوم التالي»)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sijill.extract.rows import Row, Told
from sijill.extract.sentence import RELATIVES, Item, Sentence
from sijill.extract.story.tellings import HAPPENED, Story
from sijill.extract.when.othertimes import ANCHORS
from sijill.extract.when.times import columns_of
from sijill.text.tokens import word_set

BACK = 3  # sentences from what is said to happen back to the act
VERB_REACH, TIME_REACH = 2, 12  # tokens from the noun to its verb, and on to the time
OPENING = 2  # tokens
# What any act may be called, and what only acts of its kind are
ANYTHING = word_set("الحادث الحادثه العمليه الواقعه")
ACTS = word_set(
    "الهجوم الهجمات الانفجار التفجير الغاره الغارات القصف الضربه الضربات الاشتباك الاشتباكات الكمين الاغتيال الاعتداء "
    "الخطف الاختطاف الاعتقال التوقيف المداهمه الانسحاب المظاهره"
)
OCCURS = word_set("وقع وقعت يقع حدث حدثت حصل حصلت جري جرت نفذ نفذت")
CASUALTIES = "casualty_report"


def tell_days(told: Sequence[Told], sentences: Sequence[Sentence], story: Story) -> None:
    """Date the acts whose day a sentence tells that takes them up by a noun."""
    for sentence in sentences:
        for noun in (index for index, word in enumerate(sentence.words) if _is_act(word)):
            time = _when_it_occurred(noun, sentence)
            if time is not None:
                _date(told, noun, time, sentence, story)


def _is_act(word: str) -> bool:
    return _among(word, ANYTHING | ACTS | {"عمليه"})


def _among(word: str, words: frozenset[str]) -> bool:
    return word in words or (word[:1] in ("و", "ف") and word[1:] in words)


def _when_it_occurred(noun: int, sentence: Sentence) -> Item | None:
    """The time behind a noun of an act and a verb that says no more than that it happened."""
    near = range(max(0, noun - VERB_REACH), noun + VERB_REACH + 1)
    verb = next((index for index in near if _among(sentence.word(index), OCCURS)), None)
    if verb is None:
        return None
    first = max(noun, verb) + 1
    times = [item for item in sentence.of("time") if item.value.datable and 0 <= item.first - first <= TIME_REACH]
    if not times:
        return None
    between = [sentence.word(index) for index in range(min(noun, verb), times[0].first)]
    others = any(first < act.first < times[0].first for act in sentence.of("trigger", "support", "source"))
    parted = not (RELATIVES | ANCHORS).isdisjoint(between) or sentence.stop_between(first, times[0].first)
    return None if others or parted else times[0]


def _date(told: Sequence[Told], noun: int, time: Item, sentence: Sentence, story: Story) -> None:
    """Give a day to the one act told last before, and to what tells of it with it."""
    before = [one for one in told if one.sentence.number < sentence.number and one.mood.realis in HAPPENED]
    last = before[-1] if before else None
    if last is None or sentence.number - last.sentence.number > BACK or not _may_mean(noun, last, sentence, story):
        return
    beside = [one for one in before if one.sentence is last.sentence]
    if not all(_one_act(one, last, story) for one in beside):
        return
    when = columns_of(time, story.published)
    for one in before:
        if one.when["date_status"] == "none" and _one_act(one, last, story) and story.agree(one, last):
            one.when = when
            one.rules.append("day_told_later")


def _may_mean(noun: int, act: Told, sentence: Sentence, story: Story) -> bool:
    trigger = sentence.at(noun, "trigger") or sentence.at(noun + 1, "trigger")  # «عملية الخطف»
    if _among(sentence.word(noun), ANYTHING) or trigger is None:
        return _among(sentence.word(noun), ANYTHING)
    kind = trigger.value.row.event_type
    return story.may_be_one(act.telling.event_type, kind) or story.may_be_one(kind, act.telling.event_type)


def _one_act(one: Told, other: Told, story: Story) -> bool:
    kinds = one.telling.event_type, other.telling.event_type
    return CASUALTIES in kinds or story.may_be_one(*kinds) or story.may_be_one(*reversed(kinds))


def day_counted(one: Told, before: Sequence[Told]) -> Row | None:
    """The day of an act that its sentence counts from the one told before it."""
    steps = _steps(one.sentence)
    earlier = [event for event in before if event.sentence is not one.sentence and event.mood.realis in HAPPENED]
    last = earlier[-1] if earlier else None
    if steps is None or last is None or one.sentence.number - last.sentence.number > BACK:
        return None
    first = last.when["date_start"]
    if first is None or first != last.when["date_end"]:
        return None
    day = (date.fromisoformat(first) + timedelta(days=steps)).isoformat()
    return {**last.when, "date_start": day, "date_end": day, "date_constraint": f"offset={steps};anchor=other"}


def _steps(sentence: Sentence) -> int | None:
    """By how many days a sentence says that it goes on or back; None where it does not say."""
    for index, word in enumerate(sentence.words):
        bare, behind = word.removeprefix("و"), sentence.word(index + 1)
        if bare.endswith("اليوم") and behind == "التالي":
            return 1
        if bare in ("قبل", "بعد") and behind == "ذلك":
            days = _days(index + 2, sentence)
            return days if days is None or bare == "بعد" else -days
    opening = next((item for item in sentence.of("time") if item.first <= OPENING), None)
    later = opening is not None and opening.value.slots.direction == "later"
    if opening is None or not later or sentence.word(opening.last) in ("من", "علي"):
        return None  # «بعد يومين من …» counts from what follows
    slots = opening.value.slots
    return slots.count if slots.unit == "day" else None


def _days(index: int, sentence: Sentence) -> int | None:
    """The number of «بيوم», «بيومين», «بثلاثة أيام»."""
    if sentence.word(index) == "بيوم":
        return 1
    time = sentence.at(index, "time")
    slots = time.value.slots if time is not None else None
    return slots.count if slots is not None and slots.unit == "day" else None
