"""When an event happened: the time its own clause names, not the time of speaking or of another act."""

from __future__ import annotations

from sijill.extract.frames import Frame
from sijill.extract.sentence import Item, Sentence, apart

EVENT_TIMES = ("absolute", "deictic", "weekday", "part_of_day", "month_part")
COMPLEMENTIZERS = frozenset(("ان", "بان", "انه", "انها", "انهم", "بانه", "بانها", "بانهم", ":"))
RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))
REPLIES = frozenset(("ردا", "انتقاما", "منذ", "ذكري"))  # «شنّت غارات السبت ردا على هجوم»: the day is the raids'
SAME = frozenset(("نفسه", "ذاته", "التالي", "السابق"))
ANCHORS = frozenset(("منذ", "بعد", "قبل", "عقب", "غداه", "بعدما", "قبيل", "ذكري"))


def time_of(frame: Frame, sentence: Sentence) -> Item | None:
    """The time expression of the event: the nearest in its clause that is not the time of speaking."""
    trigger = frame.trigger
    times = [
        item
        for item in sentence.of("time")
        if item.value.kind in EVENT_TIMES
        and not _of_a_story(item, sentence)
        and not _of_speech(item, trigger, sentence)
        and not _of_another(item, trigger, sentence)
    ]
    same_clause = [item for item in times if not apart(item, trigger, sentence)]
    return min(same_clause, key=lambda item: (not item.value.datable, abs(item.first - trigger.first)), default=None)


def _of_a_story(item: Item, sentence: Sentence) -> bool:
    """«ذلك اليوم», «اليوم نفسه»: a day told before, and not today."""
    return sentence.word(item.first - 1) == "ذلك" or sentence.word(item.last) in SAME


def _of_another(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«ينتشر … منذ انحسار التنظيم أواخر 2019»: a time behind since, after or before dates what stands with it."""
    behind = [sentence.word(index) for index in range(trigger.last, item.first)]
    if not ANCHORS.isdisjoint(behind) or not REPLIES.isdisjoint(behind):
        return True
    if sentence.word(trigger.first - 1) in ANCHORS and any(
        trigger.last <= other.first < item.first for other in sentence.of("trigger")
    ):
        return True  # «بعد حملة …، سيطرت القوات الأحد على …»: the day is the main clause's
    if any(sentence.word(index) in REPLIES for index in range(item.last, trigger.first)):
        return True
    # «يبدأ السبت خروج المقاتلين من الجيب الذي يسيطر عليه …»: the main clause's day is not the relative clause's
    return any(sentence.word(index) in RELATIVE for index in range(item.last, trigger.first))


def _of_speech(item: Item, trigger: Item, sentence: Sentence) -> bool:
    """«أعلن الجيش، الخميس، أنه …»: a time between a verb of saying and its clause dates the saying."""
    saying = [verb for verb in sentence.of("source") if verb.value.kind == "say_verb" and verb.last <= item.first]
    if not saying or trigger.first < item.first:
        return False
    return any(sentence.word(index) in COMPLEMENTIZERS for index in range(item.last, trigger.first)) or (
        item.first - saying[-1].last <= 6 and sentence.word(item.last) in ("،", ",")
    )


def speech_time(sentence: Sentence) -> Item | None:
    """The day on which a sentence says that something was said («أعلن الجيش، الخميس، أنه …»)."""
    found = [item for item in sentence.of("time") if item.value.datable and item.value.kind in ("weekday", "deictic")]
    return found[0] if len(found) == 1 else None
